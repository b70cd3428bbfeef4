//! What the operating system gives: clocks, signals, the terminal's modes, descriptors. The one room where `unsafe` may stand.

#![allow(unsafe_code)]

pub mod clock;
pub mod filesystem;
pub mod hidden;
pub mod lock;
pub mod power;
pub mod process;
pub mod random;
pub mod signal;
pub mod stderr;
pub mod tty;
pub mod watch;
