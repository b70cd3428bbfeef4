//! What the file is encrypted and kept with, for finding out why a vault misbehaves. Nothing of what is in it.

use rusqlite::Connection;

use super::error::Error;
use super::{Vault, open};

/// Settings that are told, by their own names.
const TOLD: [&str; 14] = [
    "cipher_version",
    "cipher_provider",
    "cipher_provider_version",
    "cipher_page_size",
    "cipher_use_hmac",
    "cipher_hmac_algorithm",
    "journal_mode",
    "locking_mode",
    "synchronous",
    "secure_delete",
    "temp_store",
    "wal_autocheckpoint",
    "page_count",
    "user_version",
];

/// A setting and what it is.
pub type Fact = (&'static str, String);

impl Vault {
    pub fn facts(&self) -> Result<Vec<Fact>, Error> {
        let connection = self.connection()?;
        let mut facts = Vec::new();
        for name in TOLD {
            let value = open::ask(connection, &format!("PRAGMA {name}"))?;
            facts.extend(value.map(|value| (name, value)));
        }
        Ok(facts)
    }
}

/// What this program brings with it, without any vault.
pub fn engine() -> Result<Vec<Fact>, Error> {
    let connection = Connection::open_in_memory()?;
    let version = open::ask(&connection, "SELECT sqlite_version()")?;
    let cipher = open::ask(&connection, "PRAGMA cipher_version")?;
    let facts = [("sqlite", version), ("sqlcipher", cipher)];
    Ok(facts
        .into_iter()
        .filter_map(|(name, value)| Some((name, value?)))
        .collect())
}
