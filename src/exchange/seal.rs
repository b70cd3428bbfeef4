//! Bytes sealed with a passphrase, as a file that the `age` tool opens too.

use std::io::Write;

use age::secrecy::SecretString;

/// scrypt's work factor: that of the vault's own passphrase.
const WORK_FACTOR: u8 = 17;

/// Why something could not be sealed.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("{0}")]
    Encrypt(#[from] age::EncryptError),
    #[error("{0}")]
    Write(#[from] std::io::Error),
}

pub fn seal(bytes: &[u8], passphrase: &str) -> Result<Vec<u8>, Error> {
    let mut recipient = age::scrypt::Recipient::new(SecretString::from(passphrase.to_owned()));
    recipient.set_work_factor(WORK_FACTOR);
    let recipients = std::iter::once(&recipient as &dyn age::Recipient);
    let mut sealed = Vec::with_capacity(bytes.len() + 512);
    let mut writer = age::Encryptor::with_recipients(recipients)?.wrap_output(&mut sealed)?;
    writer.write_all(bytes)?;
    writer.finish()?;
    Ok(sealed)
}
