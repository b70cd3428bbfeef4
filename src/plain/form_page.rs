//! A whole form on one page, with its logic, as its author reads it: 80 columns, nothing but text.

use std::collections::HashSet;

use unicode_width::UnicodeWidthStr;

use crate::app::editor::wrap;
use crate::form::describe::{Described, Limit, Line, Offer, Part, Rule};
use crate::lang::{Arg, Lang, messages};

/// Columns of the page.
const WIDTH: usize = 80;

/// The page under a form's head.
pub fn text(form: &Described, lang: Lang) -> String {
    let mut page = Page {
        text: String::new(),
        lang,
        told: HashSet::new(),
    };
    for part in &form.sections {
        page.part(part);
    }
    if !form.scores.is_empty() {
        page.heading(&page.say("show-scores"));
        form.scores.iter().for_each(|score| page.item(score));
    }
    if !form.lookups.is_empty() {
        page.heading(&page.say("show-lookups"));
    }
    for table in &form.lookups {
        page.put(2, &format!("{}  ", table.id), &table.source);
    }
    if !form.suggestions.is_empty() {
        page.heading(&page.say("show-suggestions"));
    }
    for hint in &form.suggestions {
        page.text.push('\n');
        page.put(2, "", &hint.text);
        page.rule(4, "show-suggested-when", &hint.when);
    }
    page.text
}

struct Page<'f> {
    text: String,
    lang: Lang,
    /// Lists whose options stand on the page already.
    told: HashSet<&'f str>,
}

impl<'f> Page<'f> {
    fn say(&self, id: &str) -> String {
        messages(self.lang).get(id).into_owned()
    }

    fn heading(&mut self, words: &str) {
        self.text.push('\n');
        self.put(0, "", words);
        let width = words.width().min(WIDTH);
        self.text.push_str(&"─".repeat(width));
        self.text.push('\n');
    }

    fn part(&mut self, part: &'f Part) {
        let free = match part.free {
            true => format!("  ({})", self.say("show-free")),
            false => String::new(),
        };
        self.heading(&format!("{}  {}{free}", part.id, part.title));
        if !part.intro.is_empty() {
            self.put(2, "", &part.intro);
        }
        if let Some(rule) = &part.shown_when {
            self.rule(2, "show-shown-when", rule);
        }
        part.constraints
            .iter()
            .for_each(|limit| self.limit(2, limit));
        part.items.iter().for_each(|item| self.item(item));
    }

    fn item(&mut self, item: &'f Line) {
        self.text.push('\n');
        let indent = 2 + 2 * item.depth;
        let mut head = format!("{}  [{}", item.id, item.kind);
        if item.more {
            head.push_str(&format!(", {}", self.say("show-more")));
        }
        for (key, value) in &item.facts {
            head.push_str(&format!(", {key} {value}"));
        }
        head.push(']');
        self.put(indent, "", &head);
        let inner = indent + 2;
        if !item.label.is_empty() {
            self.put(inner, "", &item.label);
        }
        for variant in &item.variants {
            let mark = format!("{}: ", self.say("show-instead"));
            self.put(inner, &mark, variant);
        }
        if let Some([low, high]) = &item.ends {
            self.put(inner, "", &format!("{low} … {high}"));
        }
        self.options(inner, item);
        let rules = [
            ("show-shown-when", &item.shown_when),
            ("show-offered-when", &item.offered_when),
            ("show-worked-out", &item.calculation),
        ];
        for (id, rule) in rules {
            if let Some(rule) = rule {
                self.rule(inner, id, rule);
            }
        }
        for step in &item.bands {
            let from = [("from", Arg::from(&step.from))];
            let from = messages(self.lang).with("show-band-from", &from);
            self.put(inner + 2, &format!("{from}: "), &step.text);
        }
        item.constraints
            .iter()
            .for_each(|limit| self.limit(inner, limit));
        self.codes(inner, &item.codes);
        if !item.used_by.is_empty() {
            let mark = format!("{}: ", self.say("show-used-by"));
            self.put(inner, &mark, &item.used_by.join(", "));
        }
    }

    fn options(&mut self, indent: usize, item: &'f Line) {
        if item.options.is_empty() {
            return;
        }
        if let Some(list) = &item.list {
            let id = if item.kind == "table" {
                "show-rows"
            } else {
                "show-list"
            };
            let again = !self.told.insert(list);
            let kept = match again {
                true => format!(" ({})", self.say("show-kept")),
                false => String::new(),
            };
            let line = format!("{}: {list}{kept}", self.say(id));
            self.put(indent, "", &line);
            if again {
                return;
            }
        }
        let codes = item.options.iter().map(|offer| offer.code.width());
        let scores = item
            .options
            .iter()
            .filter_map(|offer| Some(offer.score.as_ref()?.width()));
        let (code, score) = (codes.max().unwrap_or(0), scores.max().unwrap_or(0));
        for offer in &item.options {
            self.offer(indent + 2, offer, code.min(WIDTH / 3), score);
        }
    }

    fn offer(&mut self, indent: usize, offer: &Offer, code: usize, score: usize) {
        let points = offer.score.as_deref().unwrap_or_default();
        let gap = if score > 0 { "  " } else { "" };
        let mark = format!("{:code$}{gap}{points:>score$}  ", offer.code);
        let alone = match offer.exclusive {
            true => format!(" ({})", self.say("show-exclusive")),
            false => String::new(),
        };
        self.put(indent, &mark, &format!("{}{alone}", offer.text));
        let inner = indent + mark.width();
        if !offer.with.is_empty() {
            let with = offer.with.iter();
            let with: Vec<String> = with
                .map(|(name, value)| format!("{name} {value}"))
                .collect();
            self.put(inner, "", &format!("[{}]", with.join(", ")));
        }
        self.codes(inner, &offer.codes);
    }

    fn codes(&mut self, indent: usize, codes: &[String]) {
        if !codes.is_empty() {
            let mark = format!("{}: ", self.say("show-codes"));
            self.put(indent, &mark, &codes.join(", "));
        }
    }

    fn limit(&mut self, indent: usize, limit: &Limit) {
        let id = if limit.warning {
            "show-warning"
        } else {
            "show-error"
        };
        self.rule(indent, id, &limit.rule);
        if !limit.message.is_empty() {
            self.put(indent + 2, "→ ", &limit.message);
        }
    }

    /// A rule as it is written, and under it what it means.
    fn rule(&mut self, indent: usize, id: &str, rule: &Rule) {
        let mark = format!("{}: ", self.say(id));
        self.put(indent, &mark, &rule.rule);
        if rule.words != rule.rule {
            self.put(indent + 2, "= ", &rule.words);
        }
    }

    /// A text behind a mark, under whose end it goes on.
    fn put(&mut self, indent: usize, mark: &str, text: &str) {
        let indent = indent.min(WIDTH / 2);
        let hanging = indent + mark.width();
        let inner = WIDTH.saturating_sub(hanging).max(WIDTH / 4);
        let pad = " ".repeat(hanging);
        for (nth, row) in wrap(text, inner).into_iter().enumerate() {
            let before = match nth {
                0 => format!("{}{mark}", " ".repeat(indent)),
                _ => pad.clone(),
            };
            self.text
                .push_str(format!("{before}{}", &text[row]).trim_end());
            self.text.push('\n');
        }
    }
}
