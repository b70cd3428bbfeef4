//! Every screen as the person sees it: keys through the real app into a real vault, drawn and compared.

mod after;
mod jumps;
mod kinds;
mod pictures;
pub mod player;
mod rules;
mod scenes;
mod several;
mod together;
mod turned;
