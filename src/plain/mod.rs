//! The same meeting as lines, for screen readers, braille displays and scripts.
