//! What several tests lean on.

#![allow(
    dead_code,
    reason = "the harness is whole before every test that needs it is written"
)]

pub mod counsellor;
pub mod disk;
pub mod house;
pub mod long;
pub mod pty;
pub mod screen;
