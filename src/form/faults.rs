//! The collecting of faults while a file is read.

use std::cell::OnceCell;

use super::diagnostic::{Diagnostic, LONGEST_LINE, Message, Severity, Source, Span};
use super::names::nearest;

/// The diagnostics of one file while it is read.
pub(super) struct Faults {
    source: Source,
    /// Found when the first place is asked for: most files have no faults.
    line_starts: OnceCell<Vec<usize>>,
    /// Where the file is no good TOML; what the reader made of those lines is not judged again.
    broken: Vec<usize>,
    found: Vec<Diagnostic>,
    errors: usize,
}

impl Faults {
    /// More than anyone reads, and a limit to what a hostile file can cost.
    const MOST: usize = 1_000;

    pub fn new(source: &Source) -> Faults {
        Faults {
            source: source.clone(),
            line_starts: OnceCell::new(),
            broken: Vec::new(),
            found: Vec::new(),
            errors: 0,
        }
    }

    pub fn error(&mut self, span: Span, message: Message) {
        self.add(Severity::Error, span, message, None);
    }

    pub fn error_with_help(&mut self, span: Span, message: Message, help: Option<Message>) {
        self.add(Severity::Error, span, message, help);
    }

    /// An error about a name that does not exist, with the one that was probably meant.
    pub fn unknown<'n>(
        &mut self,
        span: Span,
        message: Message,
        name: &str,
        known: impl IntoIterator<Item = &'n str>,
    ) {
        /// Names that are compared, and faults for which that is done: more help nobody reads.
        const MOST: usize = 2_000;
        const MOST_HELPED: usize = 100;
        let meant = match self.found.len() < MOST_HELPED {
            true => nearest(name, known.into_iter().take(MOST)),
            false => None,
        };
        let help = meant.map(|name| Message::new("form-help-nearest").with("name", name));
        self.error_with_help(span, message, help);
    }

    pub fn warning(&mut self, span: Span, message: Message) {
        self.add(Severity::Warning, span, message, None);
    }

    pub fn warning_with_help(&mut self, span: Span, message: Message, help: Option<Message>) {
        self.add(Severity::Warning, span, message, help);
    }

    /// A fault of the file as TOML.
    pub fn broken(&mut self, span: Span, message: Message) {
        if self.broken.len() < Faults::MOST {
            let line = self.place(span.start).0;
            self.add(Severity::Error, span, message, None);
            self.broken.push(line);
        }
    }

    /// A stretch that the parser could not make sense of, told of already.
    pub fn misread(&mut self, span: &Span) {
        if self.broken.len() < Faults::MOST {
            let line = self.line(span.start);
            self.broken.push(line);
        }
    }

    /// Whether the file is broken in the table that begins at `start`, so that what seems missing there may only not have been understood.
    pub fn is_broken_after(&self, start: usize) -> bool {
        if self.broken.is_empty() {
            return false;
        }
        /// No table that people write is longer.
        const LONGEST: usize = 64 * 1024;
        let rest = self.source.bytes.get(start..).unwrap_or_default();
        let rest = &rest[..rest.len().min(LONGEST)];
        let end = rest.windows(2).position(|pair| pair == b"\n[");
        let end = start + end.unwrap_or(rest.len());
        let lines = self.place(start).0..=self.place(end).0;
        self.broken.iter().any(|line| lines.contains(line))
    }

    /// How many errors there are so far.
    pub fn count(&self) -> usize {
        self.errors
    }

    pub fn has_errors(&self) -> bool {
        self.errors > 0
    }

    fn add(&mut self, severity: Severity, span: Span, message: Message, help: Option<Message>) {
        let is_error = severity == Severity::Error;
        // An error is always kept, so that no form is refused without a reason being named.
        if self.found.len() >= Faults::MOST && !(is_error && self.errors == 0) {
            self.errors += usize::from(is_error);
            return;
        }
        let (line, column) = self.place(span.start);
        if self.broken.contains(&line) {
            return;
        }
        self.errors += usize::from(is_error);
        self.found.push(Diagnostic {
            source: self.source.clone(),
            span,
            line,
            column,
            severity,
            message,
            help,
        });
    }

    /// The line that a place stands on.
    pub fn line(&self, at: usize) -> usize {
        self.place(at).0
    }

    fn place(&self, at: usize) -> (usize, usize) {
        let at = at.min(self.source.bytes.len());
        let starts = self.line_starts.get_or_init(|| self.find_line_starts());
        let line = starts.partition_point(|start| *start <= at);
        let start = starts[line - 1];
        // Before that a line is no longer read by people, and bytes do for letters.
        let near = at.saturating_sub(LONGEST_LINE).max(start);
        let before = String::from_utf8_lossy(&self.source.bytes[near..at]);
        (line, near - start + before.chars().count() + 1)
    }

    fn find_line_starts(&self) -> Vec<usize> {
        let breaks = self.source.bytes.iter().enumerate();
        let starts = breaks.filter(|(_, b)| **b == b'\n').map(|(at, _)| at + 1);
        std::iter::once(0).chain(starts).collect()
    }

    /// All that was found, in the order of the file.
    pub fn into_sorted(mut self) -> Vec<Diagnostic> {
        self.found
            .sort_by_key(|found| (found.span.start, found.severity, found.span.end));
        // One string may be said in several languages, and is judged in each.
        self.found
            .dedup_by(|a, b| a.span == b.span && a.message == b.message);
        self.found
    }
}
