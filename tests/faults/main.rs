//! Kills, failing disks, cut power and readable leftovers, against the real program. A share of it in `cargo test`; all of it
//! with `KOHTAA_FAULTS=whole`, as `.ci/faults whole` does, which writes docs/reports/faults.md.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod calls;
mod canaries;
mod dice;
mod disks;
mod encodings;
mod failing;
mod flows;
mod image;
mod kills;
mod network;
mod power;
mod report;
mod scale;
mod shim;
#[path = "../it/support/mod.rs"]
mod support;
