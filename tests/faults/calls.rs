//! Killed at each system call that opens, writes, syncs, cuts, renames or removes, in each flow.

use std::collections::BTreeMap;
use std::fs;
use std::process::{Command, Stdio};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use crate::failing::At;
use crate::flows::{self, Flow};
use crate::report::{Trial, is_whole};
use crate::support::house::{House, Run, run};

const CALLS: [&str; 14] = [
    "openat",
    "write",
    "pwrite64",
    "copy_file_range",
    "fsync",
    "fdatasync",
    "ftruncate",
    "rename",
    "linkat",
    "unlink",
    "unlinkat",
    "mkdir",
    "rmdir",
    "fcntl",
];
/// Of a flow, where not all are tried.
const SOME: usize = 6;

/// strace before the program: spawned under it, never attached to.
fn traced(flow: &Flow, house: &House, options: &[&str]) -> Run {
    let words = flow.words_in(house);
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let program = house.command(&words);
    let mut strace = Command::new("strace");
    strace.args(["-f", "-qq"]).args(options);
    strace.arg(program.get_program()).args(program.get_args());
    strace.env_clear();
    for (name, value) in program.get_envs() {
        strace.env(name, value.unwrap());
    }
    strace.env("PATH", std::env::var_os("PATH").unwrap());
    run(strace, &flow.input)
}

/// How often each call is made where nothing is in the way.
fn count(flow: &Flow) -> BTreeMap<&'static str, usize> {
    let house = flow.house.twin();
    let log = house.path("calls");
    let wanted = format!("trace={}", CALLS.join(","));
    let ran = traced(flow, &house, &["-o", log.to_str().unwrap(), "-e", &wanted]).ok();
    let log = fs::read_to_string(log).unwrap();
    let made = |call: &str| {
        let calls = log
            .lines()
            .filter_map(|line| line.split_once(char::is_whitespace));
        calls
            .filter(|(_, line)| line.trim_start().starts_with(&format!("{call}(")))
            .count()
    };
    (flow.check)(&house, &ran);
    CALLS.iter().map(|call| (*call, made(call))).collect()
}

/// Every point, or some that lie well apart.
fn points(flow: &Flow) -> Vec<(&'static str, usize)> {
    let counted = count(flow);
    let all: Vec<(&str, usize)> = counted
        .into_iter()
        .flat_map(|(call, times)| (1..=times).map(move |n| (call, n)))
        .collect();
    let step = if is_whole() {
        flow.strides.0
    } else {
        all.len().div_ceil(SOME)
    };
    let first = step / 2;
    all.into_iter().skip(first).step_by(step).collect()
}

/// Kills at one point; whether the point was reached.
fn kill(flow: &Flow, (call, n): (&str, usize)) -> bool {
    let _at = At(format!("{} killed at {call} number {n}", flow.name));
    let house = flow.house.twin();
    let (trace, inject) = (
        format!("trace={call}"),
        format!("inject={call}:signal=SIGKILL:when={n}"),
    );
    let ran = traced(
        flow,
        &house,
        &["-o", "/dev/null", "-e", &trace, "-e", &inject],
    );
    let killed = ran.code == -1;
    (flow.check)(&house, &ran);
    killed
}

/// Kills at all points, two at a time; how many there were.
fn sweep(flow: &Flow) -> usize {
    let points = Mutex::new(points(flow).into_iter());
    let (tried, killed) = (AtomicUsize::new(0), AtomicUsize::new(0));
    thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                loop {
                    let Some(point) = points.lock().unwrap().next() else {
                        break;
                    };
                    tried.fetch_add(1, Ordering::Relaxed);
                    killed.fetch_add(usize::from(kill(flow, point)), Ordering::Relaxed);
                }
            });
        }
    });
    let (tried, killed) = (tried.into_inner(), killed.into_inner());
    // Names and times are not the same in each run, so now and then the last call of a kind is not made.
    assert!(
        killed * 100 >= tried * 95,
        "{}: {killed} of {tried}",
        flow.name
    );
    killed
}

#[allow(clippy::print_stderr, reason = "a test that tries nothing must say so")]
pub fn can_trace() -> bool {
    let mut strace = Command::new("strace");
    let version = strace.arg("-V").stdout(Stdio::null()).stderr(Stdio::null());
    let can = version.status().is_ok_and(|status| status.success());
    if !can {
        eprintln!("skipped: strace is not installed");
    }
    can
}

#[test]
fn killed_at_any_system_call_it_is_as_before_or_as_after() {
    if !can_trace() {
        return;
    }
    let trial = Trial::begin("2-calls");
    let mut known = Vec::new();
    let mut times = 0;
    for flow in flows::all() {
        let killed = sweep(&flow);
        times += killed;
        known.push(format!("{} {killed}", flow.name));
    }
    trial.passed(
        "killed at a system call",
        times,
        &format!(
            "old or new, sound, the place found again: {}",
            known.join(", ")
        ),
    );
}
