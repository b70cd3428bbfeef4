//! What is wrong with a form's file: where, how badly, and how it is told to the file's author.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};
use serde::Serialize;

use crate::lang::{Arg, Lang, messages};

/// A file as it was read: its name as shown to people, and its bytes.
#[derive(Debug, Clone)]
pub struct Source {
    pub name: Arc<str>,
    pub bytes: Arc<[u8]>,
}

impl Source {
    /// A file by a name that is shown: what in it would not be seen, or be obeyed, is replaced.
    pub fn new(name: impl Into<Arc<str>>, bytes: impl Into<Arc<[u8]>>) -> Source {
        let name: Arc<str> = name.into();
        let is_harmless = name.chars().all(|c| harmless(c) == c);
        Source {
            name: match is_harmless {
                true => name,
                false => name.chars().map(harmless).collect::<String>().into(),
            },
            bytes: bytes.into(),
        }
    }
}

/// A place in a file, in bytes.
pub type Span = Range<usize>;

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// The form cannot be used.
    Error,
    Warning,
}

/// A message by its id, with what stands in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    pub code: &'static str,
    pub args: Vec<(&'static str, Argument)>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Argument {
    Text(String),
    Number(i64),
    /// Another message, said in the same language.
    Word(&'static str),
}

impl Message {
    pub fn new(code: &'static str) -> Message {
        Message {
            code,
            args: Vec::new(),
        }
    }

    /// Adds a text from the file, made harmless to a terminal and short enough for a line.
    pub fn with(mut self, name: &'static str, text: &str) -> Message {
        const MOST: usize = 120;
        let mut kept: String = text.chars().take(MOST).map(harmless).collect();
        if text.chars().nth(MOST).is_some() {
            kept.push('…');
        }
        self.args.push((name, Argument::Text(kept)));
        self
    }

    pub fn count(mut self, name: &'static str, number: usize) -> Message {
        let number = i64::try_from(number).unwrap_or(i64::MAX);
        self.args.push((name, Argument::Number(number)));
        self
    }

    /// Adds a word of the program's own, by its id.
    pub fn word(mut self, name: &'static str, id: &'static str) -> Message {
        self.args.push((name, Argument::Word(id)));
        self
    }

    /// The words in `lang`.
    pub fn say(&self, lang: Lang) -> String {
        let words = messages(lang);
        let values = self.args.iter().map(|(name, value)| match value {
            Argument::Text(text) => (*name, Cow::Borrowed(text.as_str()), None),
            Argument::Number(number) => (*name, Cow::Borrowed(""), Some(*number)),
            Argument::Word(id) => (*name, words.get(id), None),
        });
        let values: Vec<(&str, Cow<'_, str>, Option<i64>)> = values.collect();
        let args: Vec<(&str, Arg)> = values
            .iter()
            .map(|(name, text, number)| (*name, number.map_or(Arg::from(text), Arg::Number)))
            .collect();
        words.with(self.code, &args)
    }
}

fn harmless(c: char) -> char {
    match c {
        '\n' | '\t' | '\r' => ' ',
        c if is_forbidden(c) => '\u{FFFD}',
        c => c,
    }
}

/// Characters that may not stand in a form: they show nothing, or change how the text around them is shown.
pub(super) fn is_forbidden(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{AD}' | '\u{61C}' | '\u{180E}' | '\u{200B}' | '\u{200C}' | '\u{200E}' | '\u{200F}'
            | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}'
            | '\u{E0000}'..='\u{E007F}')
}

/// How much of a line is looked at on either side of a place, in bytes.
pub(super) const LONGEST_LINE: usize = 4 * 1024;

/// One fault or doubt, with its place.
#[derive(Debug, Clone)]
pub struct Diagnostic {
    pub source: Source,
    pub span: Span,
    /// Both counted from 1, the column in characters.
    pub line: usize,
    pub column: usize,
    pub severity: Severity,
    pub message: Message,
    pub help: Option<Message>,
}

/// A diagnostic as scripts read it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Report {
    pub file: String,
    pub line: usize,
    pub column: usize,
    pub severity: Severity,
    pub code: &'static str,
    pub message: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub help: Option<String>,
}

impl Diagnostic {
    /// A diagnostic about a file as a whole.
    pub fn whole(source: &Source, message: Message) -> Diagnostic {
        Diagnostic {
            source: source.clone(),
            span: 0..0,
            line: 1,
            column: 1,
            severity: Severity::Error,
            message,
            help: None,
        }
    }

    pub fn file(&self) -> &str {
        &self.source.name
    }

    pub fn code(&self) -> &'static str {
        self.message.code
    }

    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }

    pub fn report(&self, lang: Lang) -> Report {
        Report {
            file: self.source.name.to_string(),
            line: self.line,
            column: self.column,
            severity: self.severity,
            code: self.code(),
            message: self.message.say(lang),
            help: self.help.as_ref().map(|help| help.say(lang)),
        }
    }

    /// The fault with its line of the file underneath and a mark below the place.
    pub fn render(&self, lang: Lang) -> String {
        self.rendered(lang, Renderer::plain())
    }

    /// As `render`, with lines of the file cut to `width` columns around the place.
    pub fn render_within(&self, lang: Lang, width: usize) -> String {
        self.rendered(lang, Renderer::plain().term_width(width))
    }

    fn rendered(&self, lang: Lang, renderer: Renderer) -> String {
        let words = messages(lang);
        let level = match self.severity {
            Severity::Error => Level::ERROR.with_name(words.get("form-level-error")),
            Severity::Warning => Level::WARNING.with_name(words.get("form-level-warning")),
        };
        let (excerpt, span) = self.excerpt();
        let snippet = Snippet::source(excerpt)
            .path(&*self.source.name)
            .line_start(self.line)
            .annotation(AnnotationKind::Primary.span(span));
        let group = level.primary_title(self.message.say(lang)).element(snippet);
        let group = match &self.help {
            None => group,
            Some(help) => {
                let level = Level::HELP.with_name(words.get("form-level-help"));
                group.element(level.message(help.say(lang)))
            }
        };
        renderer.render(&[group])
    }

    /// The line that the fault begins on, and the place within it: the renderer then never sees the rest of a long file.
    fn excerpt(&self) -> (Cow<'_, str>, Span) {
        let bytes = &self.source.bytes;
        let at = self.span.start.min(bytes.len());
        let near = at.saturating_sub(LONGEST_LINE);
        let from = bytes[near..at]
            .iter()
            .rposition(|b| *b == b'\n')
            .map_or(near, |n| near + n + 1);
        let far = bytes.len().min(at + LONGEST_LINE);
        let to = bytes[at..far]
            .iter()
            .position(|b| *b == b'\n')
            .map_or(far, |n| at + n);
        let end = self.span.end.clamp(at, to);
        let line = String::from_utf8_lossy(&bytes[from..to]);
        let span = match &line {
            Cow::Borrowed(line) => widened(line, at - from, end - from),
            // What is no text has no places in it that can be shown.
            Cow::Owned(_) => 0..0,
        };
        if line.chars().any(is_obeyed) {
            let cuts = [0..span.start, span.clone(), span.end..line.len()];
            let [before, marked, after] = cuts.map(|cut| replaced(&line[cut]));
            let span = before.len()..before.len() + marked.len();
            return (Cow::Owned(before + &marked + &after), span);
        }
        (line, span)
    }
}

/// What a terminal would obey and the renderer would pass on: it puts signs only for the control characters of ASCII.
fn is_obeyed(c: char) -> bool {
    is_forbidden(c) && !c.is_ascii()
}

fn replaced(text: &str) -> String {
    text.replace(is_obeyed, "\u{FFFD}")
}

/// `start..end` moved outwards to the edges of characters.
fn widened(line: &str, start: usize, end: usize) -> Span {
    let start = (0..=start).rev().find(|at| line.is_char_boundary(*at));
    let end = (end..=line.len()).find(|at| line.is_char_boundary(*at));
    start.unwrap_or(0)..end.unwrap_or(line.len())
}
