//! The terminal in and out, and the loop.

mod clipboard;
pub mod decode;
pub mod event;
pub mod input;
mod paste;
mod pen;
mod run;
mod screen;
mod sequence;
pub mod signal;
pub mod terminal;

pub use run::{Error, Options, Tried, run, stamp};
