//! The terminal in and out, and the loop.
