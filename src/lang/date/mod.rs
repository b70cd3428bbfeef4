//! Civil dates and times as people say, read and write them.

mod read;
mod words;
mod write;

pub use read::{DateFault, TimeFault, read_date, read_time};
pub use write::{
    write_brief_date, write_clock, write_date, write_day, write_decimal, write_moment,
    write_near_day,
};
