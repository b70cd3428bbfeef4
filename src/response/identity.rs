//! Finnish personal identity codes in free text: found and masked before anything is stored.
//!
//! A code is `DDMMYY`, a sign for the century, a number of three digits and a check character. It is looked for as people write it:
//! in lower case, with spaces or dots, with a dash of any kind, and without the sign at all.

use std::ops::Range;

use chrono::NaiveDate;

const MASK: &str = "●●●";
const CHECKS: &[u8; 31] = b"0123456789ABCDEFHJKLMNPRSTUVWXY";
/// More spaces than this between two parts, and they are not parts of one thing.
const WIDEST_GAP: usize = 2;

/// Where in `text`, as bytes, there are personal identity codes; in order, apart from each other.
pub fn find_identity_codes(text: &str) -> Vec<Range<usize>> {
    let chars: Vec<(usize, char)> = text.char_indices().collect();
    let mut found = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        let after_digit = at > 0 && chars[at - 1].1.is_ascii_digit();
        match Reader::new(&chars, at).code().filter(|_| !after_digit) {
            Some(end) => {
                let end_byte = chars.get(end).map_or(text.len(), |(byte, _)| *byte);
                found.push(chars[at].0..end_byte);
                at = end;
            }
            None => at += 1,
        }
    }
    found
}

/// `text` with every personal identity code as ●●●.
pub fn mask(text: &str) -> String {
    let mut masked = String::with_capacity(text.len());
    let mut from = 0;
    for range in find_identity_codes(text) {
        masked.push_str(&text[from..range.start]);
        masked.push_str(MASK);
        from = range.end;
    }
    masked.push_str(&text[from..]);
    masked
}

/// Reads the parts of one code, a part at a time.
struct Reader<'a> {
    chars: &'a [(usize, char)],
    at: usize,
}

impl<'a> Reader<'a> {
    fn new(chars: &'a [(usize, char)], at: usize) -> Self {
        Reader { chars, at }
    }

    /// The index after a code that begins here.
    fn code(mut self) -> Option<usize> {
        let day = self.digits(2)?;
        let spread = self.gap(true);
        let month = self.digits(2)?;
        let spread = self.gap(true) | spread;
        let year = self.digits(2)?;
        self.gap(false);
        let sign = self.sign();
        self.gap(false);
        let number = self.digits(3)?;
        self.gap(false);
        let check = self.next()?.to_ascii_uppercase();
        // Without its sign a code in scattered pieces could be any telephone number.
        if self.peek().is_some_and(char::is_alphanumeric) || (spread && sign.is_none()) {
            return None;
        }
        let born = is_birth_date(day, month, year, sign);
        (born && number >= 2 && check == check_character(day, month, year, number))
            .then_some(self.at)
    }

    fn peek(&self) -> Option<char> {
        self.chars.get(self.at).map(|(_, c)| *c)
    }

    fn next(&mut self) -> Option<char> {
        let c = self.peek()?;
        self.at += 1;
        Some(c)
    }

    fn digits(&mut self, count: usize) -> Option<u32> {
        (0..count).try_fold(0, |value, _| Some(value * 10 + self.next()?.to_digit(10)?))
    }

    /// Steps over spaces, within the date over a dot too, and says whether there were any.
    fn gap(&mut self, dots: bool) -> bool {
        let start = self.at;
        let in_gap = |c: char| c == ' ' || c == '\u{A0}' || (dots && c == '.');
        while self.at - start < WIDEST_GAP && self.peek().is_some_and(in_gap) {
            self.at += 1;
        }
        self.at > start
    }

    /// The century that the sign here stands for, if there is one.
    fn sign(&mut self) -> Option<i32> {
        let century = match self.peek()?.to_ascii_uppercase() {
            '+' => 1800,
            '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | 'U'..='Y' => 1900,
            'A'..='F' => 2000,
            _ => return None,
        };
        self.at += 1;
        Some(century)
    }
}

fn is_birth_date(day: u32, month: u32, year: u32, century: Option<i32>) -> bool {
    let Ok(year) = i32::try_from(year) else {
        return false;
    };
    let exists = |century: i32| NaiveDate::from_ymd_opt(century + year, month, day).is_some();
    match century {
        Some(century) => exists(century),
        None => [1800, 1900, 2000].into_iter().any(exists),
    }
}

fn check_character(day: u32, month: u32, year: u32, number: u32) -> char {
    let digits = ((day * 100 + month) * 100 + year) * 1000 + number;
    // The remainder is below 31, the number of check characters.
    char::from(CHECKS[(digits % 31) as usize])
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn known_codes_are_found_however_written() {
        for code in [
            "131052-308T",
            "010101-0101",
            "100190-999P",
            "100190Y999P",
            "131052+308T",
            "131052A308T",
            "131052F308T",
            "131052u308t",
            "131052a308t",
            "131052–308T",
            "131052\u{2011}308T",
            "131052308T",
            "131052 308T",
            "131052 308 t",
            "131052 - 308 T",
            "13 10 52 - 308T",
            "13.10.52-308T",
            "290200A909M",
        ] {
            assert_eq!(find_identity_codes(code), vec![0..code.len()], "{code}");
            let text = format!("Tunnus on {code}, sanoi hän: ({code})");
            assert_eq!(mask(&text), "Tunnus on ●●●, sanoi hän: (●●●)");
            assert_eq!(mask(&format!("hetu{code}")), "hetu●●●");
        }
    }

    #[test]
    fn what_is_no_code_is_left_alone() {
        for text in [
            "131052-308S",
            "311152-308T",
            "1131052-308T",
            "131052-308Ta",
            "131052-308",
            "290200-909M",
            "050 123 4567",
            "tavattu 13.10.2026 klo 9.30",
            "●●●",
            "",
        ] {
            assert_eq!(mask(text), text);
        }
    }

    proptest! {
        #[test]
        fn every_code_is_found_and_no_other_check_passes(
            (day, month, year, number) in (1u32..=28, 1u32..=12, 0u32..100, 2u32..1000),
            sign in "[-+A-FU-Ya-fu-y]",
            other in 0usize..31,
        ) {
            let check = check_character(day, month, year, number);
            let head = format!("{day:02}{month:02}{year:02}{sign}{number:03}");
            prop_assert_eq!(mask(&format!("ö {head}{check}!")), "ö ●●●!");
            let wrong = char::from(CHECKS[other]);
            if wrong != check {
                let text = format!("{head}{wrong}");
                prop_assert_eq!(mask(&text), text);
            }
        }

        #[test]
        fn a_masked_text_holds_no_code(text in "[0-3 .AaT-]{0,40}") {
            prop_assert!(find_identity_codes(&mask(&text)).is_empty());
        }

        #[test]
        fn any_text_is_read(text in any::<String>()) {
            mask(&text);
        }
    }
}
