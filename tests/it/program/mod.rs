//! The whole program in a pseudo-terminal, as a counsellor has it: by keys alone, killed at any moment, looked at by strangers.

mod crash;
mod door;
mod ends;
mod interview;
mod keys;
mod looks;
mod secrecy;
mod truths;

use std::fs;
use std::path::Path;

pub use crate::support::counsellor::*;
use crate::support::pty::{Launch, Pty};
