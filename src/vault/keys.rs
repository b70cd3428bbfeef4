//! The vault's key, the age files it is kept in, and the keys worked out from it.

use std::fs;
use std::io::{self, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use age::DecryptError;
use age::secrecy::{ExposeSecret, SecretString};
use hkdf::Hkdf;
use sha2::Sha256;
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use super::error::Error;
use crate::lang::clean::nfc;
use crate::sys;

/// scrypt's work factor in the program; whoever hands over a file cannot make us work longer than the highest.
pub const WORK_FACTOR: u8 = 17;
const HIGHEST_WORK_FACTOR: u8 = 20;

const PASSPHRASE_SLOT: &str = "passphrase.age";
const RECOVERY_SLOT: &str = "recovery.age";
const ORGANISATION_SLOT: &str = "organisation.age";

/// What opens a vault.
pub enum Secret {
    Passphrase(Zeroizing<String>),
    /// An age identity, `AGE-SECRET-KEY-1...`: the recovery key or the organisation's.
    Recovery(Zeroizing<String>),
}

/// The key that opens the vault when the passphrase is lost. Shown once and kept nowhere.
pub struct RecoveryKey(pub Zeroizing<String>);

/// The 32 bytes that everything else is worked out from.
#[derive(Clone, PartialEq, Eq, Zeroize, ZeroizeOnDrop)]
pub(super) struct VaultKey([u8; 32]);

impl VaultKey {
    pub fn generate() -> Result<VaultKey, Error> {
        let mut bytes = [0; 32];
        sys::random::fill(&mut bytes).map_err(Error::io(Path::new("getrandom")))?;
        Ok(VaultKey(bytes))
    }

    fn derive<const N: usize>(&self, purpose: &str) -> Zeroizing<[u8; N]> {
        let mut out = Zeroizing::new([0; N]);
        // Expanding fails only beyond 8160 bytes.
        let _ = Hkdf::<Sha256>::new(None, &self.0).expand(purpose.as_bytes(), out.as_mut());
        out
    }

    /// SQLCipher's raw key and salt as it wants them written.
    pub fn database(&self) -> Zeroizing<String> {
        let key = self.derive::<32>("kohtaa 1 database key");
        let salt = self.derive::<16>("kohtaa 1 database salt");
        let mut text = Zeroizing::new(String::with_capacity(99));
        text.push_str("x'");
        for byte in key.iter().chain(salt.iter()) {
            for digit in [byte >> 4, byte & 15] {
                text.push(char::from_digit(digit.into(), 16).unwrap_or('0'));
            }
        }
        text.push('\'');
        text
    }

    pub fn chain(&self) -> Zeroizing<[u8; 32]> {
        self.derive("kohtaa 1 journal chain")
    }

    pub fn digest(&self) -> Zeroizing<[u8; 32]> {
        self.derive("kohtaa 1 payload digest")
    }
}

/// Who shall be able to open a new vault.
pub(super) struct Slots<'a> {
    pub passphrase: &'a str,
    pub organisation: Option<&'a str>,
    pub work_factor: u8,
}

/// Writes the key into a fresh folder, one age file for each way in, and gives the recovery key.
pub(super) fn write_slots(
    folder: &Path,
    key: &VaultKey,
    slots: &Slots,
) -> Result<RecoveryKey, Error> {
    make_private_folder(folder)?;
    if let Some(text) = slots.organisation {
        NewSlot::organisation(folder, key, text)?.put_in_place()?;
    }
    let (slot, recovery) = NewSlot::recovery(folder, key)?;
    slot.put_in_place()?;
    NewSlot::passphrase(folder, key, slots.passphrase, slots.work_factor)?.put_in_place()?;
    Ok(recovery)
}

/// A slot written beside the one whose place it will take. Whatever can be opened without the organisation was opened once.
pub(super) struct NewSlot {
    draft: PathBuf,
    slot: PathBuf,
}

impl NewSlot {
    pub fn passphrase(
        folder: &Path,
        key: &VaultKey,
        passphrase: &str,
        work_factor: u8,
    ) -> Result<NewSlot, Error> {
        let mut recipient = age::scrypt::Recipient::new(normal(passphrase));
        recipient.set_work_factor(work_factor.clamp(1, HIGHEST_WORK_FACTOR));
        let slot = NewSlot::write(folder, PASSPHRASE_SLOT, &seal(&recipient, key, folder)?)?;
        slot.verify(&passphrase_identity(passphrase), key)?;
        Ok(slot)
    }

    pub fn recovery(folder: &Path, key: &VaultKey) -> Result<(NewSlot, RecoveryKey), Error> {
        let identity = age::x25519::Identity::generate();
        let sealed = seal(&identity.to_public(), key, folder)?;
        let slot = NewSlot::write(folder, RECOVERY_SLOT, &sealed)?;
        slot.verify(&identity, key)?;
        let text = identity.to_string();
        let recovery = RecoveryKey(Zeroizing::new(text.expose_secret().to_owned()));
        Ok((slot, recovery))
    }

    pub fn organisation(folder: &Path, key: &VaultKey, text: &str) -> Result<NewSlot, Error> {
        let sealed = seal(&organisation_key(text)?, key, folder)?;
        NewSlot::write(folder, ORGANISATION_SLOT, &sealed)
    }

    fn write(folder: &Path, name: &str, bytes: &[u8]) -> Result<NewSlot, Error> {
        let slot = folder.join(name);
        let draft = slot.with_extension("next");
        write_private(&draft, bytes)?;
        Ok(NewSlot { draft, slot })
    }

    fn verify(&self, identity: &impl age::Identity, key: &VaultKey) -> Result<(), Error> {
        if open_slot(&self.draft, identity)? == *key {
            Ok(())
        } else {
            Err(Error::DamagedKey(self.draft.clone()))
        }
    }

    /// The slot that was there before is gone with this; until then it is the one that opens.
    pub fn put_in_place(self) -> Result<(), Error> {
        fs::rename(&self.draft, &self.slot).map_err(Error::io(&self.slot))?;
        self.slot.parent().map_or(Ok(()), sync_folder)
    }
}

/// Takes the organisation's way in away.
pub(super) fn remove_organisation(folder: &Path) -> Result<(), Error> {
    let slot = folder.join(ORGANISATION_SLOT);
    match fs::remove_file(&slot) {
        Err(fault) if fault.kind() != io::ErrorKind::NotFound => Err(Error::io(&slot)(fault)),
        Ok(()) | Err(_) => sync_folder(folder),
    }
}

/// Removes slots that never came into their place: what they were sealed with must not open anything.
pub(super) fn clear_drafts(folder: &Path) -> Result<(), Error> {
    for slot in [PASSPHRASE_SLOT, RECOVERY_SLOT, ORGANISATION_SLOT] {
        for ending in ["next", "new"] {
            let draft = folder.join(slot).with_extension(ending);
            if draft.exists() {
                fs::remove_file(&draft).map_err(Error::io(&draft))?;
            }
        }
    }
    Ok(())
}

/// The organisation's public key, `age1...`, if it is one.
pub fn organisation_key(text: &str) -> Result<age::x25519::Recipient, Error> {
    text.trim().parse().map_err(|_| Error::OrganisationKey)
}

fn seal(recipient: &impl age::Recipient, key: &VaultKey, folder: &Path) -> Result<Vec<u8>, Error> {
    age::encrypt(recipient, &key.0)
        .map_err(io::Error::other)
        .map_err(Error::io(folder))
}

/// The vault's key out of the slot that `secret` fits.
pub(super) fn open_slots(folder: &Path, secret: &Secret) -> Result<VaultKey, Error> {
    match secret {
        Secret::Passphrase(passphrase) => open_slot(
            &folder.join(PASSPHRASE_SLOT),
            &passphrase_identity(passphrase),
        ),
        Secret::Recovery(text) => {
            let text = Zeroizing::new(text.trim().to_ascii_uppercase());
            let identity: age::x25519::Identity = text.parse().map_err(|_| Error::WrongSecret)?;
            match open_slot(&folder.join(RECOVERY_SLOT), &identity) {
                Ok(key) => Ok(key),
                Err(first) => {
                    let other = folder.join(ORGANISATION_SLOT);
                    if other.exists() {
                        open_slot(&other, &identity)
                    } else {
                        Err(first)
                    }
                }
            }
        }
    }
}

fn passphrase_identity(passphrase: &str) -> age::scrypt::Identity {
    let mut identity = age::scrypt::Identity::new(normal(passphrase));
    identity.set_max_work_factor(HIGHEST_WORK_FACTOR);
    identity
}

fn open_slot(path: &Path, identity: &impl age::Identity) -> Result<VaultKey, Error> {
    let sealed = fs::read(path).map_err(|source| match source.kind() {
        io::ErrorKind::NotFound => Error::DamagedKey(path.to_owned()),
        _ => Error::io(path)(source),
    })?;
    let opened = match age::decrypt(identity, &sealed) {
        Ok(opened) => Zeroizing::new(opened),
        Err(
            DecryptError::DecryptionFailed
            | DecryptError::KeyDecryptionFailed
            | DecryptError::NoMatchingKeys,
        ) => return Err(Error::WrongSecret),
        Err(_) => return Err(Error::DamagedKey(path.to_owned())),
    };
    let bytes: [u8; 32] = opened
        .as_slice()
        .try_into()
        .map_err(|_| Error::DamagedKey(path.to_owned()))?;
    Ok(VaultKey(bytes))
}

/// One spelling of a passphrase, however the keyboard composes its letters.
fn normal(passphrase: &str) -> SecretString {
    SecretString::from(nfc(passphrase))
}

/// Makes a folder that only its owner may enter.
pub(super) fn make_private_folder(path: &Path) -> Result<(), Error> {
    fs::DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(path)
        .map_err(Error::io(path))
}

/// Writes a file that only its owner may read: whole or not at all, and on the disk before this returns.
pub(super) fn write_private(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    let draft = path.with_extension("new");
    let mut file = fs::OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(true)
        .mode(0o600)
        .open(&draft)
        .map_err(Error::io(&draft))?;
    file.write_all(bytes)
        .and_then(|()| file.sync_all())
        .and_then(|()| fs::rename(&draft, path))
        .map_err(Error::io(path))?;
    match path.parent() {
        Some(folder) => sync_folder(folder),
        None => Ok(()),
    }
}

/// Puts the names in a folder on the disk: a renamed file is not safe before.
pub(super) fn sync_folder(path: &Path) -> Result<(), Error> {
    fs::File::open(path)
        .and_then(|folder| folder.sync_all())
        .map_err(Error::io(path))
}
