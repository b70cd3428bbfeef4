//! Screens, the table of commands and `update`. Pure: no terminal, no clock, no disk.

pub mod key;
