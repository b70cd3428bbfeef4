//! What only the operating system can do, and the one room where unsafe code may stand.

pub mod lock;
pub mod random;
