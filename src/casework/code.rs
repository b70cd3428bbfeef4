//! Codes that stand for people on the screen.

use uuid::Uuid;

/// Letters and digits that cannot be taken for one another when said aloud or written by hand.
const LETTERS: &[u8] = b"ABCDEFGHKLMNPRSTUVWXY";
const SIGNS: &[u8] = b"23456789ACDEFHKLMNPQRTVWXY";

/// A code such as `A-7K3Q`, made of the random part of a new subject's id: it says nothing about the person.
pub fn client_code(subject: Uuid) -> String {
    let bytes = subject.as_bytes();
    let pick = |from: &[u8], byte: u8| char::from(from[usize::from(byte) % from.len()]);
    let mut code = String::from(pick(LETTERS, bytes[10]));
    code.push('-');
    code.extend(bytes[11..15].iter().map(|byte| pick(SIGNS, *byte)));
    code
}
