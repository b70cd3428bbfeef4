//! What leaves the vault for other programs: records as JSON, and files sealed with a passphrase.

mod record;
mod seal;

pub use record::{ClientRecord, ResponseRecord, SessionRecord, plain, responses};
pub use seal::{Error, seal};
