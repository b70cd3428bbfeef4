//! Every screen as the person sees it: keys through the real app into a real vault, drawn and compared.

mod after;
mod entry;
mod every;
mod first_steps;
mod journey;
mod jumps;
mod kinds;
mod pictures;
pub mod player;
mod rare;
mod reading_along;
mod rights;
mod routed;
mod rules;
pub mod scenes;
mod scripted;
mod several;
mod together;
mod transfer;
mod turned;
mod window;
