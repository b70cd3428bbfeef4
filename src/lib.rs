//! Kohtaa: motivational interviews and work-ability assessments at the keyboard.
//!
//! The one way that data goes:
//!
//! ```text
//! bytes --tui/decode--> Key --app/keymap--> Action + Stamp --App::update--> Changes, Effects
//!     Effects --desk--> vault thread --commits--> Outcome --same event queue--> App::settle --> ui::view(&App)
//! ```
//!
//! Which room may know which is checked by `tests/it/architecture.rs`.

pub mod app;
pub mod casework;
pub mod cli;
pub mod config;
pub mod desk;
pub mod doctor;
pub mod exchange;
pub mod form;
pub mod lang;
pub mod paths;
pub mod plain;
pub mod response;
pub mod sys;
pub mod tui;
pub mod ui;
pub mod vault;
