//! Draws the app: a function of its state.
