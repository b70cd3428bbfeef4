//! Time that never jumps and counts the hours a laptop slept.

use std::io;
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::sync::Arc;
use std::time::Duration;

use rustix::time::{
    ClockId, Itimerspec, TimerfdClockId, TimerfdFlags, TimerfdTimerFlags, Timespec, clock_gettime,
    timerfd_create, timerfd_settime,
};

/// Milliseconds since the machine started, sleep included.
pub fn boot_ms() -> u64 {
    let now = clock_gettime(ClockId::Boottime);
    u64::try_from(now.tv_sec).unwrap_or(0) * 1000
        + u64::try_from(now.tv_nsec).unwrap_or(0) / 1_000_000
}

/// One alarm on the clock of `boot_ms`. Channel time-outs stand still while the laptop sleeps; an alarm whose
/// time went by in the meantime rings as soon as the lid is opened.
#[derive(Debug, Clone)]
pub struct Alarm {
    timer: Arc<OwnedFd>,
}

impl Alarm {
    pub fn new() -> io::Result<Alarm> {
        let flags = TimerfdFlags::CLOEXEC | TimerfdFlags::NONBLOCK;
        let timer = timerfd_create(TimerfdClockId::Boottime, flags)?;
        Ok(Alarm {
            timer: Arc::new(timer),
        })
    }

    /// Rings once when `boot_ms()` reaches `at`; None silences it. A later call replaces an earlier one.
    pub fn set(&self, at: Option<u64>) -> io::Result<()> {
        // A zero time would disarm the timer instead of ringing at once.
        let value = at.map_or(Duration::ZERO, |at| Duration::from_millis(at.max(1)));
        let setting = Itimerspec {
            it_interval: spec(Duration::ZERO),
            it_value: spec(value),
        };
        timerfd_settime(&self.timer, TimerfdTimerFlags::ABSTIME, &setting)?;
        Ok(())
    }

    /// True once for each time it rang.
    pub fn rang(&self) -> bool {
        rustix::io::read(&self.timer, &mut [0; 8]).is_ok()
    }
}

impl AsFd for Alarm {
    fn as_fd(&self) -> BorrowedFd<'_> {
        self.timer.as_fd()
    }
}

/// A duration as the kernel wants it; what is too long for it becomes the longest there is.
pub(super) fn spec(duration: Duration) -> Timespec {
    Timespec {
        tv_sec: i64::try_from(duration.as_secs()).unwrap_or(i64::MAX),
        tv_nsec: duration.subsec_nanos().into(),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use std::thread::sleep;

    #[test]
    fn an_alarm_rings_once_at_its_time() {
        let alarm = Alarm::new().unwrap();
        assert!(!alarm.rang());
        alarm.set(Some(boot_ms() + 30)).unwrap();
        assert!(!alarm.rang());
        sleep(Duration::from_millis(60));
        assert!(alarm.rang());
        assert!(!alarm.rang());
    }

    #[test]
    fn a_time_gone_by_rings_at_once_and_none_never() {
        let alarm = Alarm::new().unwrap();
        alarm.set(Some(0)).unwrap();
        sleep(Duration::from_millis(5));
        assert!(alarm.rang());
        alarm.set(Some(boot_ms() + 20)).unwrap();
        alarm.set(None).unwrap();
        sleep(Duration::from_millis(40));
        assert!(!alarm.rang());
    }
}
