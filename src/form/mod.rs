//! A form as data: what a file says, compiled into an arena that the engine can run, with every fault of the file found at load.

mod call;
mod catalogue;
mod check;
mod choices;
mod contents;
mod declare;
mod diagnostic;
pub mod expr;
mod faults;
mod id;
mod kinds;
mod lexer;
mod load;
mod lookup;
mod model;
mod names;
mod pattern;
mod plan;
mod pool;
mod reader;
mod resolve;
mod role;
mod scope;
mod syntax;
mod template;
mod total;
mod wording;

pub use catalogue::{Catalogue, Faulty};
pub use choices::*;
pub use diagnostic::{Argument, Diagnostic, Message, Report, Severity, Source, Span};
pub use id::*;
pub use load::{Loaded, load};
pub use model::*;
pub use plan::{Node, Plan};
pub use role::*;
pub use wording::*;
