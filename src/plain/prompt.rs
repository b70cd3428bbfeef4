//! The lines that show a place: what is asked, by which keys it is answered, what stands there already.

use std::borrow::Cow;

use rust_decimal::Decimal;

use super::places::{self, Place};
use crate::app::names::absent_id;
use crate::casework::{Around, Filling, Part};
use crate::form::{Choice, Item, ItemIx, Kind, Wording};
use crate::lang::{Arg, Lang, date, messages};
use crate::response::{Answer, Response, Spot, Value};

/// How many lines to say are shown of a deck: all of them are in the form.
const LONGEST_DECK: usize = 20;

/// The view that prompts are made from.
pub struct Prompter<'a> {
    pub fillings: &'a [Filling],
    /// Of the program's own words.
    pub lang: Lang,
}

impl Prompter<'_> {
    fn say(&self, id: &str) -> String {
        messages(self.lang).get(id).into_owned()
    }

    /// The lines of a place: the first with its name, those after it with a tab before them.
    pub fn lines(&self, place: Place) -> Vec<String> {
        let name = places::name(self.fillings, place);
        match place {
            Place::Part(_) => Vec::new(),
            Place::Said { filling, spot } => {
                let text = self.said(filling, spot);
                (!text.is_empty())
                    .then(|| format!("{name}\t{text}"))
                    .into_iter()
                    .collect()
            }
            Place::NewRow { filling, list } => {
                let count = self.fillings[filling].response.rows(list).len();
                let text = self.label(filling, Spot::top(list));
                let args = [("list", Arg::from(&text)), ("count", count.into())];
                let text = messages(self.lang).with("plain-new-row", &args);
                vec![format!("{name}\t{text} [:add, :end]")]
            }
            Place::Item { filling, spot } => {
                let text = self.label(filling, spot);
                let keys = self.keys(filling, spot);
                let mut lines = vec![format!("{name}\t{text} [{keys}]")];
                self.deck(filling, spot, &mut lines);
                self.present(filling, spot, &mut lines);
                lines
            }
        }
    }

    /// Title and opening words of a part.
    pub fn part(&self, Part { filling, section }: Part) -> String {
        let form = self.fillings[filling].response.form();
        let section = &form.sections[usize::from(section)];
        let title = self.words(filling, &section.title, None);
        let intro = self.words(filling, &section.intro, None);
        match intro.is_empty() {
            true => format!("== {title}"),
            false => format!("== {title}\n   {intro}"),
        }
    }

    /// A wording as one line, marked where the wanted language was missing.
    pub fn words(&self, filling: usize, wording: &Wording, spot: Option<Spot>) -> String {
        let filling = &self.fillings[filling];
        let around = Around(self.fillings);
        let wanted = filling.row.language;
        let Some(said) = filling.response.wording(wording, spot, wanted, &around) else {
            return String::new();
        };
        let mut line = said.text.split_whitespace().collect::<Vec<_>>().join(" ");
        if said.fallback && said.lang != wanted.interface() {
            line.push_str(&format!(" ({})", said.lang.code()));
        }
        line
    }

    /// An item in its own words, a cell of a table by its row too.
    pub fn label(&self, filling: usize, spot: Spot) -> String {
        let response = &self.fillings[filling].response;
        let label = self.words(filling, &response.form().item(spot.item).label, Some(spot));
        match (self.table_row(filling, spot), label.is_empty()) {
            (None, _) => label,
            (Some(row), true) => row,
            (Some(row), false) => format!("{row}: {label}"),
        }
    }

    fn table_row(&self, filling: usize, spot: Spot) -> Option<String> {
        let filling = &self.fillings[filling];
        let row = spot.row?;
        let form = filling.response.form();
        let Kind::Table { rows } = form.item(form.item(spot.item).parent?).kind else {
            return None;
        };
        let code = filling.response.row_id(row).0.as_str();
        let option = form.choices[usize::from(rows)].option(code)?;
        Some(option.text.plain(filling.row.language).to_owned())
    }

    /// What is said but not asked: a script, the head of a list, a result.
    fn said(&self, filling: usize, spot: Spot) -> String {
        let response = &self.fillings[filling].response;
        let label = self.label(filling, spot);
        match response.form().item(spot.item).kind {
            Kind::Computed => format!("{label}: {}", self.result(filling, spot.item)),
            _ => label,
        }
    }

    /// A worked-out value, or that there is none and why.
    fn result(&self, filling: usize, item: ItemIx) -> String {
        let filling = &self.fillings[filling];
        let spot = Spot::top(item);
        match filling.response.value(spot) {
            Some(value) => filling.response.show(spot, value, filling.row.language),
            None => {
                let score = filling.response.score(item);
                let args = [("answered", score.answered.into()), ("of", score.of.into())];
                messages(self.lang).with("not-scored", &args)
            }
        }
    }

    /// By what the item is answered.
    fn keys(&self, filling: usize, spot: Spot) -> String {
        let filling = &self.fillings[filling];
        let form = filling.response.form();
        let item = form.item(spot.item);
        let ends = |range: String| match item.ends.as_deref() {
            Some((low, high)) => {
                let (low, high) = (
                    low.plain(filling.row.language),
                    high.plain(filling.row.language),
                );
                format!("{range}: {low} – {high}")
            }
            None => range,
        };
        match &item.kind {
            Kind::Ruler => ends("0–10".to_owned()),
            Kind::Scale { min, max } => ends(format!("{min}–{max}")),
            Kind::YesNo => {
                let shown = |yes| filling.response.show(spot, &Value::Bool(yes), self.lang);
                format!("1 {}; 2 {}", shown(true), shown(false))
            }
            Kind::Single => numbered(&filling.response, spot, filling.row.language),
            Kind::Multi => {
                let options = numbered(&filling.response, spot, filling.row.language);
                format!("{options}; {}", self.say("plain-several"))
            }
            Kind::Deck => self.say("plain-deck"),
            Kind::Text => self.say("plain-text"),
            Kind::Note => self.say("plain-note"),
            Kind::Rank { max } => {
                let options = numbered(&filling.response, spot, filling.row.language);
                let how = match max {
                    None => self.say("plain-ranked"),
                    Some(most) => {
                        let args = [("most", Arg::from(usize::from(*most)))];
                        messages(self.lang).with("plain-ranked-most", &args)
                    }
                };
                format!("{options}; {how}")
            }
            Kind::Integer | Kind::Decimal => self.number(item, filling.row.language),
            Kind::Duration => self.say("plain-duration"),
            Kind::Tally => self.say("plain-tally"),
            Kind::Ref { .. } => self.entries(filling, spot),
            Kind::Date => self.say("plain-date"),
            Kind::Time => self.say("plain-time"),
            Kind::Info
            | Kind::List { .. }
            | Kind::Table { .. }
            | Kind::Group
            | Kind::Computed
            | Kind::Embed { .. } => String::new(),
        }
    }

    /// That a number is wanted, between what ends and of what.
    fn number(&self, item: &Item, language: Lang) -> String {
        let mut said = self.say("plain-number");
        let end = |end: &Option<Decimal>| {
            end.map_or_else(String::new, |end| date::write_decimal(end, language))
        };
        let limits = item.limits();
        if limits.min.is_some() || limits.max.is_some() {
            said.push_str(&format!(" {}–{}", end(&limits.min), end(&limits.max)));
        }
        match limits.unit.plain(language) {
            "" => said,
            unit => format!("{said}, {unit}"),
        }
    }

    /// The entries of a register that can be chosen, as far as they fit on a line.
    fn entries(&self, filling: &Filling, spot: Spot) -> String {
        let known = filling.response.known(spot);
        if known.is_empty() {
            return self.say("plain-ref-none");
        }
        let first = (1..).zip(known.iter().take(LONGEST_DECK));
        let mut texts: Vec<String> = first
            .map(|(number, entry)| format!("{number} {}", entry.display))
            .collect();
        if known.len() > LONGEST_DECK {
            texts.push(self.say("plain-ref-more"));
        }
        texts.join("; ")
    }

    /// The lines of a deck, each under its number.
    fn deck(&self, filling: usize, spot: Spot, lines: &mut Vec<String>) {
        let filling = &self.fillings[filling];
        let form = filling.response.form();
        if form.item(spot.item).kind != Kind::Deck {
            return;
        }
        for (number, option) in options(&filling.response, spot).take(LONGEST_DECK) {
            lines.push(format!(
                "\t{number} {}",
                option.text.plain(filling.row.language)
            ));
        }
    }

    /// What stands at an item already, and what the form offers for it.
    fn present(&self, filling: usize, spot: Spot, lines: &mut Vec<String>) {
        let response = &self.fillings[filling].response;
        let cell = response.cell(spot);
        if let Some(answer) = self.answer(filling, spot) {
            lines.extend(answer.lines().map(|line| format!("\t= {line}")));
        } else if let Some(draft) = self.draft(filling, spot) {
            lines.push(format!("\t{}", self.say("plain-draft")));
            lines.extend(draft.lines().map(|line| format!("\t> {line}")));
        }
        let note = cell.note.iter().flat_map(|note| note.lines());
        lines.extend(note.map(|line| format!("\t# {line}")));
        if cell.come_back {
            lines.push("\t:later".to_owned());
        }
    }

    /// An answer as it is read.
    pub fn answer(&self, filling: usize, spot: Spot) -> Option<String> {
        let filling = &self.fillings[filling];
        match &filling.response.cell(spot).answer {
            Answer::Empty => None,
            Answer::Absent(absent) => Some(self.say(absent_id(*absent))),
            Answer::Given(Value::Codes(codes)) if codes.is_empty() => {
                Some(self.say("none-of-these"))
            }
            Answer::Given(given) => {
                let language = filling.row.language;
                let show = |value| filling.response.show(spot, value, language);
                match filling.response.is_unfit(spot) {
                    false => Some(show(given)),
                    true => filling.response.value(spot).map(show),
                }
            }
        }
    }

    /// The text that the form offers as an answer.
    pub fn draft(&self, filling: usize, spot: Spot) -> Option<String> {
        let filling = &self.fillings[filling];
        let wording = filling.response.form().item(spot.item).draft.as_ref()?;
        let around = Around(self.fillings);
        let said = filling
            .response
            .wording(wording, Some(spot), filling.row.language, &around)?;
        let text = said.text.trim();
        (!text.is_empty()).then(|| text.to_owned())
    }
}

/// The options offered at an item with their numbers in the whole list; the finer ones of training are not offered.
fn options(response: &Response, spot: Spot) -> impl Iterator<Item = (usize, &Choice)> {
    let offered = response.offered_places(spot);
    offered
        .filter(|(_, option)| !option.practice)
        .map(|(place, option)| (place + 1, option))
}

fn numbered(response: &Response, spot: Spot, lang: Lang) -> String {
    let texts = options(response, spot)
        .map(|(number, option)| format!("{number} {}", option.text.plain(lang)));
    texts.collect::<Vec<_>>().join("; ")
}

/// Reads what the numbers and signs of a prompt mean where the engine knows only words.
pub fn as_typed<'a>(response: &Response, spot: Spot, typed: &'a str) -> Cow<'a, str> {
    let counted = || match response.cell(spot).value() {
        Some(Value::Number(count)) => *count,
        _ => Decimal::ZERO,
    };
    Cow::Borrowed(
        match (&response.form().item(spot.item).kind, typed.trim()) {
            (Kind::YesNo, "1") => "yes",
            (Kind::YesNo, "2") => "no",
            (Kind::Multi | Kind::Rank { .. } | Kind::Deck, "0") => "-",
            (Kind::Ruler, "+") => "10",
            (Kind::Tally, "+") => return (counted() + Decimal::ONE).to_string().into(),
            (Kind::Tally, "-") => {
                let fewer = (counted() - Decimal::ONE).max(Decimal::ZERO);
                return fewer.to_string().into();
            }
            _ => typed,
        },
    )
}
