//! Randomness of the operating system, for keys and ids.

use std::io;

/// Fills `bytes` with randomness fit for keys.
pub fn fill(bytes: &mut [u8]) -> io::Result<()> {
    getrandom::fill(bytes).map_err(|fault| io::Error::other(fault.to_string()))
}
