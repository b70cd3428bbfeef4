//! Each write, sync, truncation and renaming fails, once or for good: nothing is called saved that is not, nothing crashes, and on
//! the screen it is saved by itself when the disk works again.

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use crate::flows::{self, Flow};
use crate::report::{Trial, is_whole};
use crate::scale::{answer, saved_beside, to_the_first};
use crate::shim::{CALLS, Call, Fault, Kind, Plan};
use crate::support::counsellor::*;
use crate::support::house::{Run, run};
use crate::support::pty::Pty;

/// Of a flow, where not all are tried.
const SOME: usize = 8;
/// What a fault of the program itself exits with.
const PANIC: i32 = 101;

/// Tells where it was if the test fails.
pub struct At(pub String);

impl Drop for At {
    #[allow(clippy::print_stdout, reason = "read where the test has failed")]
    fn drop(&mut self) {
        if thread::panicking() {
            println!("at {}", self.0);
        }
    }
}

fn run_under(plan: &Plan, flow: &Flow, house: &crate::support::house::House) -> Run {
    let words = flow.words_in(house);
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let mut command = house.command(&words);
    command.envs(plan.environment());
    run(command, &flow.input)
}

/// Every call of a flow with every way to fail, or some that lie well apart.
fn faults(flow: &Flow) -> Vec<Fault> {
    let mut all = Vec::new();
    for call in CALLS {
        let (plan, house) = (Plan::new(), flow.house.twin());
        plan.arm(Fault {
            call,
            kind: Kind::Broken,
            from: usize::MAX >> 33,
            for_good: false,
        });
        run_under(&plan, flow, &house).ok();
        for from in 1..=plan.count() {
            let ways = call
                .kinds()
                .iter()
                .flat_map(|kind| [(*kind, false), (*kind, true)]);
            all.extend(ways.map(|(kind, for_good)| Fault {
                call,
                kind,
                from,
                for_good,
            }));
        }
    }
    let step = match is_whole() {
        true => flow.strides.1,
        false => all.len().div_ceil(SOME),
    };
    all.into_iter().skip(step / 2).step_by(step).collect()
}

/// Whether the fault was met.
fn fail(flow: &Flow, fault: Fault) -> bool {
    let _at = At(format!("{}: {fault:?}", flow.name));
    let (plan, house) = (Plan::new(), flow.house.twin());
    plan.arm(fault);
    let ran = run_under(&plan, flow, &house);
    assert!(
        ran.code != -1 && ran.code != PANIC,
        "{} {}",
        ran.code,
        ran.err
    );
    assert!(!ran.err.contains("panicked"), "{}", ran.err);
    (flow.check)(&house, &ran);
    plan.hits() > 0
}

#[test]
fn a_call_that_fails_once_or_for_good_leaves_the_old_or_the_new() {
    let trial = Trial::begin("3-failing");
    let met = AtomicUsize::new(0);
    for flow in flows::all() {
        let faults = Mutex::new(faults(&flow).into_iter());
        thread::scope(|scope| {
            for _ in 0..2 {
                scope.spawn(|| {
                    loop {
                        let Some(fault) = faults.lock().unwrap().next() else {
                            break;
                        };
                        met.fetch_add(usize::from(fail(&flow, fault)), Ordering::Relaxed);
                    }
                });
            }
        });
    }
    trial.passed(
        "a write, sync, truncation or renaming failed with EIO, ENOSPC or half a write, once or for good, in commands",
        met.into_inner(),
        "no crash, nothing said that is not so, vault and backups sound",
    );
}

/// Answers while a call fails; whether the fault was met at all.
fn answer_under(pty: &mut Pty, plan: &Plan, fault: Fault, digit: u64) -> bool {
    let _at = At(format!("{fault:?}"));
    to_the_first(pty);
    pty.wait_for(SAVED);
    // The place is on the disk, so that the calls that come are those of the answer.
    thread::sleep(std::time::Duration::from_millis(400));
    plan.arm(fault);
    answer(pty, digit);
    let met = plan.hits() > 0;
    if pty.text().contains(SAVED) {
        assert_eq!(saved_beside(pty.home()), Some(digit));
    }
    if fault.for_good {
        plan.disarm();
    }
    pty.wait_for(SAVED);
    plan.disarm();
    assert_eq!(saved_beside(pty.home()), Some(digit));
    met
}

#[test]
fn on_the_screen_an_answer_is_saved_by_itself_when_the_disk_works_again() {
    let trial = Trial::begin("4-failing-screen");
    let plan = Plan::new();
    let launch = plan
        .environment()
        .into_iter()
        .fold(launch(), |launch, (name, value)| launch.env(name, &value));
    let mut pty = at_a_note(launch, home());
    let (mut met, mut digit) = (0, 0);
    for call in [Call::Write, Call::Sync] {
        for kind in call.kinds() {
            for for_good in [false, true] {
                // Until the answer needs no more calls of this kind.
                for from in if is_whole() { 1..100 } else { 1..2 } {
                    digit = (digit + 1) % 10;
                    let fault = Fault {
                        call,
                        kind: *kind,
                        from,
                        for_good,
                    };
                    if !answer_under(&mut pty, &plan, fault, digit) {
                        break;
                    }
                    met += 1;
                }
            }
        }
    }
    press(&mut pty, "ctrl-c");
    assert_eq!(pty.wait_exit(), 0);
    pty.assert_restored();
    trial.passed(
        "a write or sync of an answer given on the screen failed, once or for good",
        met,
        "never shown as saved while it was not, saved by itself afterwards",
    );
}
