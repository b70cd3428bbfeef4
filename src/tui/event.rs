//! What can happen to the loop, whoever it comes from.

pub use crate::sys::signal::Signal;

use super::decode::Input;

/// One entry of the queue that the loop waits on; `O` is what the desk reports.
#[derive(Debug, PartialEq, Eq)]
pub enum Event<O> {
    Input(Input),
    Signal(Signal),
    /// The terminal is gone: nothing can be shown or typed any more.
    Hangup,
    /// The alarm's time has come.
    Due,
    /// Another thread has panicked; the report stands on standard error already.
    Panicked,
    /// The file of the form that is tried out has been saved.
    FormSaved,
    Outcome(O),
}
