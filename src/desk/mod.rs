//! Runs the app's effects for both front ends: the vault's thread, timers, papers.
