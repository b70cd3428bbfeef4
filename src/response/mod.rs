//! One filling of a form: answers, relevance, calculation, scores, constraints, undo. The engine.

pub mod identity;
mod value;

pub use value::*;
