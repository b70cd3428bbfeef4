//! A form as data: what a file says, compiled into an arena that the engine can run, with every fault of the file found at load.

mod check;
pub mod expr;
mod load;
mod model;

pub use model::*;
