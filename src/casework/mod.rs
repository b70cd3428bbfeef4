//! What surrounds a filling: subjects, sessions, events of the journal, and the rows that lists and reviews are made of. Pure.

mod adding;
mod agreement;
mod code;
mod comparison;
mod due;
mod event;
mod filling;
mod marks;
mod moving;
mod paper;
mod part;
mod passphrase;
mod preparation;
mod route;
mod rows;
mod sharing;
mod stamp;
mod story;
mod touched;
mod transfer;
mod undo;

pub use adding::{add, addable, bring_back, take_out};
pub use agreement::{Weight, kappa};
pub use code::client_code;
pub use comparison::{Answered, Compared, Measured, Moved, compare};
pub use due::{Due, due_on};
pub use event::*;
pub use filling::*;
pub use marks::{MARK_KEY, MarkList, mark_list};
pub use moving::{Misfit, Move, Preview, newer, renamed_path, reversed};
pub use paper::{
    Block, BlockState, PaperFilling, begin_papers, block_cell, blocks_of, drafted, papers, started,
};
pub use part::{Part, parts, walked};
pub use passphrase::{SHORTEST_PASSPHRASE, Strength};
pub use preparation::{Goal, Preparation, Quote, Rulers, Step, is_taken, said, short};
pub use route::*;
pub use rows::*;
pub use sharing::{Guard, LeftOut, Will, parties, will, withhold};
pub use stamp::{Stamp, local};
pub use story::{Aim, Numbers, Point, Said, Sift, Story, Topic, Track, forms_met, raters};
pub use touched::touched;
pub use transfer::{Place, Transfer};
pub use undo::{Deed, Deeds, Done, forget, remembered};
