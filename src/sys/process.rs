//! This process among others: who it is, and what it must not leave behind.

use std::io;
use std::path::Path;

use rustix::fs::Mode;
use rustix::process::{DumpableBehavior, Resource, Rlimit, setrlimit, umask};

/// The first thing `main` does: files for the owner only, no core file (it would hold answers and the key), no reading of
/// our memory by other processes of the same user.
pub fn harden() -> io::Result<()> {
    umask(Mode::RWXG | Mode::RWXO);
    rustix::process::set_dumpable_behavior(DumpableBehavior::NotDumpable)?;
    let none = Rlimit {
        current: Some(0),
        maximum: Some(0),
    };
    setrlimit(Resource::Core, none)?;
    super::signal::spare_writers()
}

/// The number of this process.
pub fn id() -> u32 {
    std::process::id()
}

/// The memory that this process takes, in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Memory {
    pub resident: u64,
    /// The most that it ever took.
    pub peak: u64,
}

/// None where the system does not tell.
pub fn memory() -> Option<Memory> {
    let status = std::fs::read_to_string(Path::new("/proc/self/status")).ok()?;
    let bytes = |key: &str| {
        let rest = status.lines().find_map(|line| line.strip_prefix(key))?;
        let kibibytes = rest.trim().strip_suffix("kB")?.trim().parse::<u64>().ok()?;
        kibibytes.checked_mul(1024)
    };
    Some(Memory {
        resident: bytes("VmRSS:")?,
        peak: bytes("VmHWM:")?,
    })
}

/// Gives memory that is no longer used back to the system: reading a file takes several times what stays of it.
pub fn give_back_memory() {
    #[cfg(all(target_os = "linux", target_env = "gnu"))]
    // SAFETY: it only looks at pages that the allocator itself holds free.
    unsafe {
        libc::malloc_trim(0);
    }
}

/// The name of this machine, or an empty text.
pub fn hostname() -> String {
    let name = std::fs::read_to_string(Path::new("/proc/sys/kernel/hostname"));
    name.unwrap_or_default().trim().to_owned()
}

/// From now on the calling thread, when woken, does not take the processor from the thread that woke it: the screen is drawn
/// before the disk is written. On a processor of its own it runs as before.
pub fn step_back() -> io::Result<()> {
    let none = libc::sched_param { sched_priority: 0 };
    // SAFETY: 0 is the calling thread, and the kernel only reads the parameter.
    match unsafe { libc::sched_setscheduler(0, libc::SCHED_BATCH, &raw const none) } {
        0 => Ok(()),
        _ => Err(io::Error::last_os_error()),
    }
}

/// Stops every process of our job until somebody continues it. The whole job, because a wrapper we were started through
/// would otherwise keep the shell waiting; SIGSTOP, because SIGTSTP is lost in a job whose shell is gone.
pub fn stop() -> io::Result<()> {
    Ok(rustix::process::kill_current_process_group(
        rustix::process::Signal::STOP,
    )?)
}

/// Ends the process now: no destructor, no exit handler.
pub fn exit_at_once(code: i32) -> ! {
    signal_hook::low_level::exit(code)
}
