//! A past meeting as text: who and when, then everything as it was asked, answers, notes, quotes and scores.

use crate::app::names::{mode_id, quoted, state_id};
use crate::app::{Review, ReviewEntry, review_entries};
use crate::casework::{Filling, Status, local};
use crate::lang::{Arg, Lang, date, messages};

/// How headings and items are marked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    Text,
    Markdown,
}

/// The whole meeting.
pub fn text(review: &Review, style: Style, lang: Lang) -> String {
    let mut page = Page {
        text: String::new(),
        style,
        lang,
    };
    page.head(review);
    for entry in review.entries(lang) {
        page.entry(&entry);
    }
    page.text
}

/// Fillings outside a meeting.
pub fn fillings_text(fillings: &[Filling], style: Style, lang: Lang) -> String {
    let mut page = Page {
        text: String::new(),
        style,
        lang,
    };
    for entry in review_entries(fillings, lang) {
        page.entry(&entry);
    }
    page.text
}

struct Page {
    text: String,
    style: Style,
    lang: Lang,
}

impl Page {
    fn tell(&self, id: &str, args: &[(&str, Arg<'_>)]) -> String {
        messages(self.lang).with(id, args)
    }

    fn head(&mut self, review: &Review) {
        let row = &review.session;
        let started = local(row.started, row.offset_min).naive_local();
        let day = date::write_date(started.date(), self.lang);
        let clock = date::write_clock(started.time(), self.lang);
        let words = messages(self.lang);
        let (mode, state) = (words.get(mode_id(row.mode)), words.get(state_id(row.state)));
        let who = format!("{} {}", row.code, row.name);
        self.heading(1, who.trim());
        self.line(&format!("{day} {clock}, {mode}, {state}"));
        self.line(&row.id.to_string());
    }

    fn entry(&mut self, entry: &ReviewEntry) {
        match entry {
            ReviewEntry::Form {
                title,
                notice,
                status,
            } => {
                let open = match status {
                    Status::InProgress => messages(self.lang).get("review-unfinished"),
                    Status::Amended => messages(self.lang).get("review-amended"),
                    Status::Completed | Status::EnteredInError => "".into(),
                };
                self.heading(2, format!("{title} {open}").trim_end());
                if !notice.is_empty() {
                    self.line(notice);
                }
            }
            ReviewEntry::Section(title) => self.heading(3, title),
            ReviewEntry::Answer {
                label,
                answer,
                earlier,
                note,
                fallback,
                row: _,
                sought: _,
            } => {
                let language =
                    fallback.map_or_else(String::new, |lang| format!(" ({})", lang.code()));
                let mut answer = answer.clone();
                if let Some(before) = earlier {
                    let before = self.tell("before-only", &[("before", before.into())]);
                    answer.push_str(&format!(" ({before})"));
                }
                self.item(&format!("{label}{language}"), &answer);
                for line in note.iter().flat_map(|note| note.lines()) {
                    self.line(&format!("  # {line}"));
                }
            }
            ReviewEntry::Together(said) => self.line(said),
            ReviewEntry::Quote {
                words,
                interpreted,
                sought: _,
            } => {
                let quoted = quoted(words, *interpreted, self.lang);
                self.line(&format!("- {quoted}"));
            }
            ReviewEntry::Score {
                label,
                value,
                answered,
                of,
                band,
            } => {
                let value = match value {
                    Some(value) if band.is_empty() => value.clone(),
                    Some(value) => format!("{value}, {band}"),
                    None => self.tell(
                        "not-scored",
                        &[("answered", (*answered).into()), ("of", (*of).into())],
                    ),
                };
                self.item(label, &value);
            }
        }
    }

    fn heading(&mut self, level: usize, title: &str) {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        let title = match self.style {
            Style::Markdown => format!("{} {title}\n", "#".repeat(level)),
            Style::Text if level < 3 => {
                let rule = if level == 1 { "=" } else { "-" };
                let width = unicode_width::UnicodeWidthStr::width(title);
                format!("{title}\n{}", rule.repeat(width))
            }
            Style::Text => title.to_owned(),
        };
        self.line(&title);
    }

    /// A label with its answer, whose further lines stand under the first.
    fn item(&mut self, label: &str, answer: &str) {
        let mut label = label.trim().to_owned();
        if label.ends_with(char::is_alphanumeric) {
            label.push(':');
        }
        if !answer.contains('\n') {
            return self.line(&format!("- {label} {answer}"));
        }
        self.line(&format!("- {label}"));
        for line in answer.lines() {
            self.line(&format!("  {line}"));
        }
    }

    fn line(&mut self, line: &str) {
        self.text.push_str(line.trim_end());
        self.text.push('\n');
    }
}
