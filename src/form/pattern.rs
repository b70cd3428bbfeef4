//! Patterns that a text is held against.

use std::fmt;

use regex::{Error, Regex, RegexBuilder};

use super::diagnostic::Message;

/// A pattern for a whole text, compiled when its form is loaded. Holding a text against it takes time in proportion to the text.
#[derive(Clone)]
pub struct Pattern(Box<Regex>);

impl Pattern {
    /// The most that a compiled pattern may take, in bytes.
    const LARGEST: usize = 64 * 1024;
    /// The longest text that is held against a pattern: what people match is numbers and names, no essays.
    const LONGEST_TEXT: usize = 4 * 1024;

    pub(super) fn new(pattern: &str) -> Result<Pattern, Message> {
        let limited = |pattern: &str| {
            RegexBuilder::new(pattern)
                .size_limit(Pattern::LARGEST)
                .dfa_size_limit(Pattern::LARGEST)
                .build()
        };
        // Read alone first, so that no bracket of it closes the one around it.
        let whole = format!(r"\A(?:{pattern})\z");
        let regex = limited(pattern).and_then(|_| limited(&whole));
        regex
            .map(|regex| Pattern(Box::new(regex)))
            .map_err(|error| told(&error))
    }

    /// Whether the whole text is as the pattern says; unknown of a very long one.
    pub fn fits(&self, text: &str) -> Option<bool> {
        (text.len() <= Pattern::LONGEST_TEXT).then(|| self.0.is_match(text))
    }
}

fn told(error: &Error) -> Message {
    if let Error::CompiledTooBig(_) = error {
        return Message::new("form-expr-pattern-too-large");
    }
    // The reason stands last, below the pattern and a mark.
    let told = error.to_string();
    let reason = told.lines().last().unwrap_or_default();
    Message::new("form-expr-pattern").with("fault", reason.trim_start_matches("error: "))
}

impl PartialEq for Pattern {
    fn eq(&self, other: &Pattern) -> bool {
        self.0.as_str() == other.0.as_str()
    }
}

impl fmt::Debug for Pattern {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.0.as_str(), out)
    }
}
