//! Names in a form's file: which are allowed, and which one was probably meant.

/// Whether `text` may be an id or a code.
pub fn is_id(text: &str) -> bool {
    const LONGEST: usize = 64;
    text.len() <= LONGEST
        && text.starts_with(|c: char| c.is_ascii_lowercase())
        && text
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
}

/// The name among `known` that is spelt most like `wrong`, if one is near enough to have been meant.
pub fn nearest<'a>(wrong: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let wrong: Vec<char> = wrong.chars().take(80).collect();
    let most = (wrong.len() / 3).max(1);
    known
        .into_iter()
        .filter(|name| name.len().abs_diff(wrong.len()) <= most)
        .map(|name| (distance(&wrong, name), name))
        .filter(|(distance, _)| *distance <= most)
        .min()
        .map(|(_, name)| name)
}

/// How many letters must be added, dropped, changed or swapped with their neighbour.
fn distance(a: &[char], b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut before_last = vec![0; b.len() + 1];
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for i in 1..=a.len() {
        let mut row = vec![i; b.len() + 1];
        for j in 1..=b.len() {
            let change = last[j - 1] + usize::from(a[i - 1] != b[j - 1]);
            row[j] = change.min(last[j] + 1).min(row[j - 1] + 1);
            let swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
            if swapped {
                row[j] = row[j].min(before_last[j - 2] + 1);
            }
        }
        before_last = std::mem::replace(&mut last, row);
    }
    last[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_of_the_keys_is_recognised() {
        let known = ["importance", "confidence", "step"];
        for (wrong, meant) in [
            ("importence", Some("importance")),
            ("confidnece", Some("confidence")),
            ("stpe", Some("step")),
            ("theme", None),
            ("", None),
        ] {
            assert_eq!(nearest(wrong, known), meant, "{wrong}");
        }
    }

    #[test]
    fn ids_are_small_letters_digits_and_lines() {
        assert!(is_id("a") && is_id("c0") && is_id("self_assessment"));
        assert!(!is_id("") && !is_id("0c") && !is_id("_a") && !is_id("Ä") && !is_id("a-b"));
        assert!(!is_id(&"a".repeat(65)));
    }
}
