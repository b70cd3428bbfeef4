//! The integration tests: one binary, one module for each thing tested.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod app;
mod architecture;
mod author;
mod cases;
mod checker;
mod cli;
mod conversation;
mod corpus;
mod dates;
mod decode;
mod engine;
mod expressions;
mod forms;
mod harm;
mod hostile;
mod instruments;
mod kinds;
mod messages;
mod notice;
mod papers;
mod plain;
mod program;
mod rights;
mod safety;
mod same;
mod screens;
mod shipped;
mod sources;
mod story;
mod support;
#[path = "../fuzz/targets.rs"]
mod targets;
mod terminal;
mod vault;
