//! x
use super::{edge::Edge, fault::Fault};
pub fn keys(_edge: &Edge, _markdown: bool, _json: bool) -> Result<(), Fault> {
    Ok(())
}
pub fn doctor(_edge: &Edge, _json: bool) -> Result<(), Fault> {
    Ok(())
}
