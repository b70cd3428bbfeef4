//! A whole form with its logic, for its author to read: every rule as written and in words, and who reads whom.

mod page;
mod readers;
mod say;
mod texts;
mod written;

pub use page::{Described, Hint, Limit, Line, Offer, Part, Rule, Step, Table};
pub use say::Speaker;

use super::load::SENSITIVITIES;
use super::{
    Attribute, ChoiceList, Coding, Form, Id, Item, ItemIx, Kind, STYLES, Section, SectionIx,
};
use crate::lang::Lang;
use readers::Readers;
use written::{Facts, Written};

/// Facts of an item that are said by their keys.
const FACTS: [&str; 15] = [
    "min",
    "max",
    "unit",
    "digits",
    "register",
    "embed",
    "role",
    "about",
    "audience",
    "carry",
    "visible_change",
    "sensitivity",
    "retention",
    "source",
    "bands_source",
];

/// Describes a form that was loaded from `bytes`, in one language.
pub fn describe(form: &Form, bytes: &[u8], lang: Lang) -> Described {
    let written = Written::read(bytes);
    let speaker = Speaker::new(form, lang);
    let readers = Readers::find(form, &written, &speaker);
    let describing = Describing {
        form,
        lang,
        written,
        speaker,
        readers,
    };
    describing.form()
}

/// The work of describing one form.
struct Describing<'f> {
    form: &'f Form,
    lang: Lang,
    written: Written,
    speaker: Speaker<'f>,
    readers: Readers,
}

impl Describing<'_> {
    fn form(&self) -> Described {
        let form = self.form;
        let sections = (0..).zip(&form.sections);
        let scores = (0..).zip(&form.items).filter(|(_, item)| item.score);
        let suggestions = form.suggestions.iter().map(|suggestion| Hint {
            when: self.rule(&suggestion.rule),
            text: texts::plain(&suggestion.text, self.lang),
        });
        // What an expression says by itself has no name and stands there.
        let lookups = form.lookups.iter().filter_map(|lookup| {
            Some(Table {
                id: lookup.id.as_ref()?.to_string(),
                source: lookup.source.clone(),
            })
        });
        Described {
            notice: form.notice.plain(self.lang).to_owned(),
            source: form.source.clone(),
            style: word_of(&STYLES, form.style),
            sensitivity: word_of(&SENSITIVITIES, form.sensitivity),
            retention: form.retention.to_string(),
            sections: sections
                .map(|(ix, section)| self.part(ix, section))
                .collect(),
            scores: scores.map(|(ix, item)| self.line(ix, item)).collect(),
            lookups: lookups.collect(),
            suggestions: suggestions.collect(),
        }
    }

    fn part(&self, ix: SectionIx, section: &Section) -> Part {
        let facts = self.written.section(section.id.as_str());
        let items = (0..).zip(&self.form.items);
        let inside = items.filter(|(_, item)| item.section == Some(ix) && !item.hidden);
        Part {
            id: section.id.to_string(),
            title: texts::plain(&section.title, self.lang),
            intro: texts::plain(&section.intro, self.lang),
            free: section.free,
            shown_when: self.fact(&facts, "relevant"),
            constraints: self.limits(&facts),
            items: inside.map(|(ix, item)| self.line(ix, item)).collect(),
        }
    }

    fn line(&self, ix: ItemIx, item: &Item) -> Line {
        let facts = self.written.item(item.id.as_str());
        let said = FACTS
            .iter()
            .filter_map(|key| Some((*key, facts.word(key)?.to_owned())));
        let mut variants = texts::all(&item.label, self.lang);
        let label = variants.pop().unwrap_or_default();
        let kind = facts
            .word("kind")
            .unwrap_or(if item.score { "score" } else { "text" });
        let ends = item
            .ends
            .as_deref()
            .map(|(low, high)| [low, high].map(|text| text.plain(self.lang).to_owned()));
        let list = self.list(item);
        let shared =
            list.filter(|_| facts.word("choices").is_some() || facts.word("rows").is_some());
        let calculation = facts.word("calculation").or(facts.word("expr"));
        let icf = item.icf.iter().map(|code| format!("ICF {code}"));
        Line {
            id: item.id.to_string(),
            label,
            more: item.more,
            kind: kind.to_owned(),
            depth: self.depth(item),
            facts: said.collect(),
            ends,
            list: shared.map(|list| list.id.to_string()),
            options: list.map_or_else(Vec::new, |list| self.offers(list)),
            variants,
            shown_when: self.fact(&facts, "relevant"),
            offered_when: self.fact(&facts, "filter"),
            calculation: calculation.map(|rule| self.rule(rule)),
            constraints: self.limits(&facts),
            bands: self.bands(item),
            codes: icf.chain(codes(&item.codes)).collect(),
            used_by: self.readers.of(ix),
        }
    }

    /// The options of an item, or the rows of a table.
    fn list(&self, item: &Item) -> Option<&ChoiceList> {
        match item.kind {
            Kind::Table { rows } => self.form.choices.get(usize::from(rows)),
            _ => self.form.choice_list(item),
        }
    }

    fn offers(&self, list: &ChoiceList) -> Vec<Offer> {
        let offers = list.options.iter().map(|option| Offer {
            code: option.code.to_string(),
            score: option.score.map(|score| score.normalize().to_string()),
            text: option.text.plain(self.lang).to_owned(),
            exclusive: option.exclusive,
            with: option.with.iter().map(attribute).collect(),
            codes: codes(&option.codes),
        });
        offers.collect()
    }

    fn bands(&self, item: &Item) -> Vec<Step> {
        let bands = item.bands.iter().map(|band| Step {
            from: band.from.normalize().to_string(),
            text: band.text.plain(self.lang).to_owned(),
        });
        bands.collect()
    }

    fn limits(&self, facts: &Facts) -> Vec<Limit> {
        let limits = facts.limits().iter().map(|limit| Limit {
            rule: self.rule(&limit.rule),
            message: limit.message(self.lang).to_owned(),
            warning: limit.warning,
        });
        limits.collect()
    }

    fn depth(&self, item: &Item) -> usize {
        let parent = |item: &Item| item.parent.map(|parent| self.form.item(parent));
        std::iter::successors(parent(item), |inner| parent(inner)).count()
    }

    fn fact(&self, facts: &Facts, key: &str) -> Option<Rule> {
        facts.word(key).map(|rule| self.rule(rule))
    }

    fn rule(&self, rule: &str) -> Rule {
        let rule = rule.split_whitespace().collect::<Vec<_>>().join(" ");
        Rule {
            words: self.speaker.say(&rule),
            rule,
        }
    }
}

fn attribute((name, value): &(Id, Attribute)) -> (String, String) {
    let value = match value {
        Attribute::Text(text) => text.to_string(),
        Attribute::Number(number) => number.normalize().to_string(),
        Attribute::Bool(yes) => yes.to_string(),
    };
    (name.to_string(), value)
}

fn codes(codes: &[Coding]) -> Vec<String> {
    let said = codes.iter().map(|code| match code.display.as_str() {
        "" => format!("{} {}", code.system, code.code),
        display => format!("{} {} ({display})", code.system, code.code),
    });
    said.collect()
}

fn word_of<T: PartialEq>(words: &[(&'static str, T)], wanted: T) -> &'static str {
    let found = words.iter().find(|(_, value)| *value == wanted);
    found.map_or("", |(word, _)| *word)
}
