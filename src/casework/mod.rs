//! What surrounds a filling: subjects, sessions, events of the journal, and the rows that lists and reviews are made of. Pure.

mod code;
mod event;
mod filling;
mod preparation;
mod rows;
mod stamp;

pub use code::client_code;
pub use event::*;
pub use filling::*;
pub use preparation::{Goal, Preparation, Rulers, Step, is_taken, said, short};
pub use rows::*;
pub use stamp::{Stamp, local};
