//! A form as data: what a file says, compiled into an arena that the engine can run, with every fault of the file found at load.

mod call;
mod catalogue;
mod check;
mod contents;
mod declare;
mod diagnostic;
pub mod expr;
mod faults;
mod kinds;
mod lexer;
mod load;
mod model;
mod names;
mod plan;
mod reader;
mod resolve;
mod scope;
mod syntax;
mod template;

pub use catalogue::{Catalogue, Faulty};
pub use diagnostic::{Argument, Diagnostic, Message, Report, Severity, Source, Span};
pub use load::{Loaded, load};
pub use model::*;
pub use plan::{Node, Plan};
