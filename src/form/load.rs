//! From a file's bytes to a form, or to every fault in it with its place.

use std::collections::HashMap;
use std::sync::Arc;

use sha2::{Digest, Sha256};
use toml::Spanned;
use toml::de::DeTable;

use super::contents::order_of_worked_out;
use super::cost::Costs;
use super::declare::Declared;
use super::diagnostic::{Diagnostic, Message, Source, Span};
use super::expr::Expr;
use super::faults::Faults;
use super::pool::Pool;
use super::reader::{Fields, Reader};
use super::scope::Scope;
use super::template::Reference;
use super::{Audience, Carry, broken, check, keys, plan};
use super::{Form, Hash, Id, Paper, Sensitivity, Style, Suggestion};
use crate::lang::Text;

/// The largest file that is read at all.
pub(super) const MOST_BYTES: usize = 16 * 1024 * 1024;

/// Line ends, brackets, commas and equals signs of a file together: twenty thousand items of a hundred each.
const MOST_SIGNS: usize = 2_000_000;

/// Whether more of them stand outside of strings: each costs the reader of TOML far more than a letter does.
fn is_crowded(bytes: &[u8]) -> bool {
    let (mut signs, mut quoted) = (0, false);
    bytes.iter().any(|byte| {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' => {
                quoted = false;
                signs += 1;
            }
            b'[' | b'{' | b',' | b'=' if !quoted => signs += 1,
            _ => {}
        }
        signs > MOST_SIGNS
    })
}

/// A form that can be used, with what its author may want to mend.
#[derive(Debug, Clone)]
pub struct Loaded {
    pub form: Arc<Form>,
    pub warnings: Vec<Diagnostic>,
    pub(super) references: Vec<Reference>,
}

/// The work of loading one file.
pub(super) struct Loader<'a> {
    pub reader: Reader<'a>,
    pub scope: Scope,
    pub pool: Pool,
    pub references: Vec<Reference>,
    /// A standing form is shown inside others and so shows none itself.
    pub standing: bool,
    pub section_ids: Vec<Id>,
    /// Earlier ids of items, with the item that took each over.
    pub earlier_ids: HashMap<&'a str, Id>,
    /// Parts of all filters so far.
    pub filter_parts: usize,
}

/// Loads a form from its file. All faults and doubts are found at once.
pub fn load(source: &Source) -> Result<Loaded, Vec<Diagnostic>> {
    read(source, true)
}

/// Loads a form for use: what its author may doubt is not looked for.
pub fn load_for_use(source: &Source) -> Result<Loaded, Vec<Diagnostic>> {
    read(source, false)
}

fn read(source: &Source, doubtfully: bool) -> Result<Loaded, Vec<Diagnostic>> {
    let mut faults = Faults::new(source);
    let Some(text) = readable(source, &mut faults) else {
        return Err(faults.into_sorted());
    };
    let Some(document) = parsed(text, &mut faults) else {
        return Err(faults.into_sorted());
    };
    let mut loader = Loader {
        reader: Reader::new(text, faults),
        scope: Scope::default(),
        pool: Pool::default(),
        references: Vec::new(),
        standing: false,
        section_ids: Vec::new(),
        earlier_ids: HashMap::new(),
        filter_parts: 0,
    };
    let form = loader.form(document.get_ref(), Hash(Sha256::digest(text).into()));
    check::permission(&mut loader.reader, document.get_ref());
    let failed = loader.reader.faults.has_errors();
    if doubtfully {
        let sound = form.as_ref().filter(|_| !failed);
        check::doubts(&mut loader.reader, document.get_ref(), sound);
    }
    let found = loader.reader.faults.into_sorted();
    match form {
        Some(form) if !failed => Ok(Loaded {
            form: Arc::new(form),
            warnings: found,
            references: loader.references,
        }),
        _ => Err(found),
    }
}

pub(super) fn readable<'a>(source: &'a Source, faults: &mut Faults) -> Option<&'a str> {
    if source.bytes.len() > MOST_BYTES {
        let message = Message::new("form-file-too-large").count("most", MOST_BYTES / 1024 / 1024);
        faults.error(0..0, message);
        return None;
    }
    if is_crowded(&source.bytes) {
        faults.error(
            0..0,
            Message::new("form-file-too-crowded").count("most", MOST_SIGNS),
        );
        return None;
    }
    if let Some(at) = source.bytes.iter().position(|byte| *byte == 0) {
        // No editor writes one: the file is something else.
        faults.error(at..at + 1, Message::new("form-no-text"));
        return None;
    }
    match std::str::from_utf8(&source.bytes) {
        Ok(text) => Some(text),
        Err(error) => {
            let at = error.valid_up_to();
            faults.error(at..at + 1, Message::new("form-no-text"));
            None
        }
    }
}

/// The document, as far as it is one. Of a very long one only the first fault is told: there may be very many.
pub(super) fn parsed<'a>(text: &'a str, faults: &mut Faults) -> Option<Spanned<DeTable<'a>>> {
    const LONG: usize = 256 * 1024;
    let (document, errors) = if text.len() > LONG {
        match DeTable::parse(text) {
            Ok(document) => (Some(document), Vec::new()),
            Err(error) => (None, vec![error]),
        }
    } else {
        let (document, errors) = DeTable::parse_recoverable(text);
        (Some(document), errors)
    };
    broken::tell(text, &errors, faults);
    document
}

/// What the top of the file says.
struct Head {
    id: Option<Id>,
    title: Option<Text>,
    notice: Text,
    licence: Option<String>,
    permission: Option<String>,
    source: Option<String>,
    subject: Option<Id>,
    style: Style,
    sensitivity: Sensitivity,
    retention: Option<Id>,
    minutes: Option<u16>,
    paper: Option<Paper>,
}

pub(super) const SENSITIVITIES: [(&str, Sensitivity); 3] = [
    ("normal", Sensitivity::Normal),
    ("sensitive", Sensitivity::Sensitive),
    ("health", Sensitivity::Health),
];

/// The styles by their words in a file.
pub const STYLES: [(&str, Style); 2] = [
    ("conversation", Style::Conversation),
    ("questionnaire", Style::Questionnaire),
];

pub(super) const AUDIENCES: [(&str, Audience); 3] = [
    ("client", Audience::Client),
    ("counsellor", Audience::Counsellor),
    ("both", Audience::Both),
];

pub(super) const CARRIES: [(&str, Carry); 2] = [("show", Carry::Show), ("nothing", Carry::Nothing)];

/// Whether the items of a section may be entered in any order.
pub(super) const ORDERS: [(&str, bool); 2] = [("listed", false), ("free", true)];

pub(super) fn named<'a>(
    fields: &mut Fields<'a>,
    reader: &mut Reader<'a>,
    key: &'static str,
) -> Option<Id> {
    let value = fields.need(reader, key)?;
    Some(reader.id(value)?.to_id())
}

fn worded<'a>(
    fields: &mut Fields<'a>,
    reader: &mut Reader<'a>,
    key: &'static str,
) -> Option<String> {
    let value = fields.need(reader, key)?;
    Some(reader.words(value)?.text.to_owned())
}

fn paper<'a>(value: &'a super::reader::Node<'a>, reader: &mut Reader<'a>) -> Option<Paper> {
    let mut fields = reader.fields(value, &keys::PAPER)?;
    let order = fields.need(reader, "order");
    let order = order.and_then(|value| reader.integer(value, 1..=1_000));
    let done = fields.need(reader, "done");
    let done = done.and_then(|value| reader.text(value));
    let waiting = fields.take("waiting");
    let waiting = waiting.and_then(|value| reader.text(value));
    fields.finish(reader);
    Some(Paper {
        order: order.and_then(|n| u16::try_from(n).ok())?,
        done: done?,
        waiting: waiting.unwrap_or_default(),
    })
}

impl<'a> Loader<'a> {
    fn form(&mut self, document: &'a DeTable<'a>, hash: Hash) -> Option<Form> {
        let mut fields = Fields::new(document, 0..0, &keys::HEAD);
        let head = self.head(&mut fields);
        let declared = self.declare(&mut fields);
        self.lookups(fields.take("lookup"));
        let suggestions = fields.take("suggest");
        fields.finish(&mut self.reader);
        self.pool.declared = self.scope.items.len();
        let rules = self.worked_out(&declared.items);
        let mut places = RulePlaces::default();
        let sections = self.sections(declared.sections, &mut places);
        let mut items = self.items(declared.items, rules, &mut places);
        let suggestions = suggestions.map_or_else(Vec::new, |value| self.suggestions(value));
        items.extend(self.hidden_items());
        check::unused_choices(&mut self.reader.faults, &self.scope, &declared.lists);
        let aggregates = std::mem::take(&mut self.pool.totals.all);
        let choices = std::mem::take(&mut self.scope.choices);
        let costs = Costs {
            choices: &choices,
            sections: &sections,
            items: &items,
            aggregates: &aggregates,
            suggestions: &suggestions,
        };
        self.check_costs(&costs, &places);
        let plan = plan::make(&sections, &items, &aggregates);
        let plan = plan
            .map_err(|circles| self.report_circles(&circles, &places))
            .ok()?;
        Some(Form {
            id: head.id?,
            hash,
            languages: self.reader.languages.clone(),
            title: head.title?,
            notice: head.notice,
            licence: head.licence?,
            permission: head.permission,
            source: head.source?,
            subject: head.subject?,
            standing: self.standing,
            style: head.style,
            sensitivity: head.sensitivity,
            retention: head.retention?,
            minutes: head.minutes,
            paper: head.paper,
            choices,
            sections,
            items,
            aggregates,
            turns: std::mem::take(&mut self.pool.turns.all),
            lookups: std::mem::take(&mut self.pool.lookups.all),
            suggestions,
            plan,
        })
    }

    fn head(&mut self, fields: &mut Fields<'a>) -> Head {
        let reader = &mut self.reader;
        if let Some(value) = fields.need(reader, "format") {
            reader.integer(value, 1..=1);
        }
        let id = named(fields, reader, "id");
        reader.promise(fields);
        let title = fields.need(reader, "title");
        let title = title.and_then(|value| reader.text(value));
        let notice = fields.take("notice").and_then(|value| reader.text(value));
        let standing = fields.take("standing");
        self.standing = standing
            .and_then(|value| reader.boolean(value))
            .unwrap_or(false);
        let style = fields.take("style");
        let style = style.and_then(|value| reader.one_of(value, &STYLES));
        let sensitivity = fields.take("sensitivity");
        let sensitivity = sensitivity.and_then(|value| reader.one_of(value, &SENSITIVITIES));
        let permission = fields.take("permission");
        let permission = permission.and_then(|value| reader.words(value));
        let minutes = fields.take("minutes");
        let minutes = minutes.and_then(|value| reader.integer(value, 1..=1_000));
        let paper = fields.take("paper").and_then(|value| paper(value, reader));
        Head {
            id,
            title,
            notice: notice.unwrap_or_default(),
            licence: worded(fields, reader, "licence"),
            permission: permission.map(|quoted| quoted.text.to_owned()),
            source: worded(fields, reader, "source"),
            subject: named(fields, reader, "subject"),
            style: style.unwrap_or_default(),
            sensitivity: sensitivity.unwrap_or_default(),
            retention: named(fields, reader, "retention"),
            minutes: minutes.and_then(|n| u16::try_from(n).ok()),
            paper,
        }
    }

    /// The expressions of worked-out items, each resolved after those whose results it uses.
    fn worked_out(&mut self, items: &[Declared<'a>]) -> HashMap<usize, Expr> {
        let mut trees = HashMap::new();
        for (at, item) in items.iter().enumerate() {
            if let Some(quoted) = &item.rule
                && let Some(tree) = self.parsed(quoted)
            {
                trees.insert(at, tree);
            }
        }
        let mut rules = HashMap::new();
        for at in order_of_worked_out(&trees, &self.scope) {
            if let (Some(tree), Some(quoted)) = (trees.get(&at), &items[at].rule) {
                let rule = self.rule(at, tree, quoted);
                rules.insert(at, rule);
            }
        }
        rules
    }

    fn suggestions(&mut self, value: &'a super::reader::Node<'a>) -> Vec<Suggestion> {
        let mut found = Vec::new();
        let Some(array) = self.reader.array(value) else {
            return found;
        };
        for value in array.iter() {
            let Some(mut fields) = self.reader.fields(value, &keys::SUGGEST) else {
                continue;
            };
            let when = fields.need(&mut self.reader, "when");
            let rule = when.and_then(|value| value.get_ref().as_str());
            let when = when.and_then(|value| self.condition(value, None));
            let text = fields.need(&mut self.reader, "text");
            let text = text.map(|value| self.wording(value, None));
            fields.finish(&mut self.reader);
            if let (Some(when), Some(text), Some(rule)) = (when, text, rule) {
                let rule = rule.trim().replace(['\t', '\r'], " ");
                found.push(Suggestion { when, text, rule });
            }
        }
        found
    }

    fn report_circles(&mut self, circles: &[plan::Circle], places: &RulePlaces) {
        for plan::Circle(nodes) in circles {
            let Some((first, name)) = nodes.first() else {
                continue;
            };
            let span = places.of(*first);
            if nodes.len() == 2 {
                let message = Message::new("form-circle-itself").with("name", name.as_str());
                let help = Message::new("form-help-itself");
                self.reader
                    .faults
                    .error_with_help(span, message, Some(help));
                continue;
            }
            let named = nodes.iter().map(|(place, name)| {
                let line = self.reader.faults.line(places.of(*place).start);
                format!("{name} ({line})")
            });
            let names: Vec<String> = named.collect();
            let message = Message::new("form-circle").with("names", &names.join(" → "));
            self.reader.faults.error(span, message);
        }
    }
}

/// Where the file says what decides about each section and item.
#[derive(Default)]
pub(super) struct RulePlaces {
    pub sections: Vec<Span>,
    pub items: Vec<Span>,
}

impl RulePlaces {
    fn of(&self, place: plan::Place) -> Span {
        let span = match place {
            plan::Place::Section(ix) => self.sections.get(usize::from(ix)),
            plan::Place::Item(ix) => self.items.get(ix as usize),
        };
        span.cloned().unwrap_or(0..0)
    }
}
