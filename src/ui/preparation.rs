//! The preparation card: read in half a minute before the client comes in.

use super::paint::{self, Row, column};
use super::theme::Theme;
use crate::app::{App, Client, names};
use crate::casework::{self, Preparation, Rulers, Step, local};
use crate::lang::{Arg, Lang, date};
use crate::response::Value;

/// Columns of the words that say what stands beside them.
const NAMES: usize = 12;

/// How much of the card is told: where there is little room, the counsellor's own and older words give way first.
#[derive(Clone, Copy)]
struct Telling {
    quotes: usize,
    summary: usize,
    steps: usize,
}

const TELLINGS: [Telling; 4] = [
    telling(2, 8, 6),
    telling(2, 4, 5),
    telling(1, 2, 4),
    telling(1, 0, 3),
];

const fn telling(quotes: usize, summary: usize, steps: usize) -> Telling {
    Telling {
        quotes,
        summary,
        steps,
    }
}

/// The card in at most `room` rows where that can be done.
pub fn card(app: &App, client: &Client, theme: &Theme, width: usize, room: usize) -> Vec<Row> {
    let card = Card {
        app,
        client,
        theme,
        width,
    };
    let preparation = Preparation::of(&client.page);
    let mut rows = Vec::new();
    for telling in TELLINGS {
        rows = card.rows(&preparation, telling);
        if rows.len() <= room {
            break;
        }
    }
    rows
}

struct Card<'a> {
    app: &'a App,
    client: &'a Client,
    theme: &'a Theme,
    width: usize,
}

impl Card<'_> {
    fn rows(&self, preparation: &Preparation<'_>, telling: Telling) -> Vec<Row> {
        let mut parts = vec![
            self.meeting_needs(preparation),
            self.own_words(preparation, telling),
            self.agreed(preparation, telling),
            self.before_speaking(preparation),
        ];
        parts.retain(|rows| !rows.is_empty());
        let mut rows = Vec::new();
        for mut part in parts {
            rows.append(&mut part);
            rows.push(Row::new());
        }
        rows
    }

    /// When they last met, and what makes meeting easier.
    fn meeting_needs(&self, preparation: &Preparation<'_>) -> Vec<Row> {
        let mut said = Vec::new();
        if let Some(last) = preparation.last {
            let day = local(last.started, last.offset_min).date_naive();
            let days = (self.app.stamp.today - day).num_days();
            let day = date::write_day(day, self.app.lang);
            let args = [("day", Arg::from(&day)), ("days", Arg::Number(days))];
            said.push(self.app.tell("preparation-last", &args));
        }
        let needs: Vec<String> = preparation
            .access
            .iter()
            .flat_map(|row| self.said(row))
            .collect();
        if !needs.is_empty() {
            let needs = needs.join(", ");
            said.push(
                self.app
                    .tell("preparation-access", &[("needs", Arg::from(&needs))]),
            );
        }
        if said.is_empty() {
            return Vec::new();
        }
        paint::paragraph(&said.join(" · "), self.width, 2, self.theme.quiet)
    }

    fn own_words(&self, preparation: &Preparation<'_>, telling: Telling) -> Vec<Row> {
        let mut rows = Vec::new();
        for quote in preparation.quotes.iter().take(telling.quotes) {
            let quoted = names::quoted(quote.words, quote.interpreted, self.app.lang);
            rows.extend(paint::paragraph(&quoted, self.width, 2, self.theme.text));
        }
        if let Some(summary) = preparation.summary {
            let mut lines = paint::paragraph(summary, self.width, 2, self.theme.quiet);
            if lines.len() > telling.summary {
                lines.truncate(telling.summary);
                if let Some(last) = lines.last_mut() {
                    last.spans.push((" …".to_owned(), self.theme.quiet));
                }
            }
            rows.append(&mut lines);
        }
        rows
    }

    fn agreed(&self, preparation: &Preparation<'_>, telling: Telling) -> Vec<Row> {
        let mut rows = Vec::new();
        if let Some(rulers) = &preparation.rulers {
            rows.extend(self.rulers(rulers));
        }
        for goal in &preparation.goals {
            let level = goal.level.map_or_else(Vec::new, |row| self.said(row));
            let level = level.join(", ");
            self.named(&mut rows, "client-goal", goal.words, &level);
        }
        for step in preparation.steps.iter().take(telling.steps) {
            self.step(&mut rows, step);
        }
        if let Some(day) = preparation.next {
            let day = date::write_day(day, self.app.lang);
            self.named(&mut rows, "client-next", &day, "");
        }
        rows
    }

    /// Numbers about the newest theme, oldest first: the client's own, without colour or judgement.
    fn rulers(&self, rulers: &Rulers<'_>) -> Option<Row> {
        let lang = self.app.lang;
        let line = |label: &str, numbers: &[rust_decimal::Decimal]| {
            let numbers = numbers
                .iter()
                .map(|number| date::write_decimal(number, lang));
            let numbers: Vec<String> = numbers.collect();
            let said = format!("{} {}", self.app.say(label), numbers.join(" → "));
            (!numbers.is_empty()).then_some(said)
        };
        let said = [
            line("client-importance", &rulers.importance),
            line("client-confidence", &rulers.confidence),
        ];
        let said: Vec<String> = said.into_iter().flatten().collect();
        if said.is_empty() {
            return None;
        }
        let theme = rulers.theme.unwrap_or_default();
        let theme = format!("  {}", column(theme, NAMES.max(width_of(theme) + 2)));
        Some(Row::of(theme, self.theme.quiet).then(said.join("    "), self.theme.text))
    }

    fn step(&self, rows: &mut Vec<Row>, step: &Step<'_>) {
        let lang = self.app.lang;
        let label = match (step.ours, step.done) {
            (true, _) => "client-ours",
            (false, true) => "client-done",
            (false, false) => "client-step",
        };
        let mut aside = step
            .due
            .map_or_else(String::new, |day| date::write_day(day, lang));
        if step.ours && step.done {
            aside = self.app.say("client-done");
        }
        self.named(rows, label, step.words, &aside);
    }

    /// What to leave out, what the client asked for, and words to begin with.
    fn before_speaking(&self, preparation: &Preparation<'_>) -> Vec<Row> {
        let mut rows = Vec::new();
        let feedback = self.feedback(preparation);
        if !feedback.is_empty() {
            self.named(&mut rows, "preparation-feedback", &feedback, "");
        }
        if let Some(off) = preparation.off_limits {
            self.named(&mut rows, "client-off-limits", off, "");
        }
        if let Some(quote) = preparation.bridge() {
            let said = [("words", Arg::from(quote))];
            let bridge = self.app.tell("preparation-bridge-words", &said);
            self.named(&mut rows, "preparation-bridge", &bridge, "");
        }
        rows
    }

    /// What the client said of the last meeting: numbers with their names, the lowest first, then words.
    fn feedback(&self, preparation: &Preparation<'_>) -> String {
        let mut numbers = Vec::new();
        let mut words = Vec::new();
        for row in &preparation.feedback {
            match row.value {
                Value::Number(number) => {
                    let (page, catalogue) = (&self.client.page, &self.app.catalogue);
                    let name = casework::short(catalogue, page, row, self.app.lang);
                    let said = date::write_decimal(number, self.app.lang);
                    numbers.push((number, format!("{} {said}", name.unwrap_or_default())));
                }
                _ => words.extend(self.said(row).into_iter().map(|said| format!("”{said}”"))),
            }
        }
        numbers.sort_by_key(|(number, _)| *number);
        let numbers = numbers.into_iter().map(|(_, said)| said.trim().to_owned());
        numbers.chain(words).collect::<Vec<_>>().join(" · ")
    }

    fn said(&self, row: &casework::RoleRow) -> Vec<String> {
        let lang: Lang = self.app.lang;
        casework::said(&self.app.catalogue, &self.client.page, row, lang)
    }

    fn named(&self, rows: &mut Vec<Row>, label: &str, text: &str, aside: &str) {
        let mark = format!("  {}", column(&self.app.say(label), NAMES));
        let text = match aside {
            "" => text.to_owned(),
            aside => format!("{text}   {aside}"),
        };
        let (quiet, plain) = (self.theme.quiet, self.theme.text);
        rows.extend(paint::marked(&mark, &text, self.width, quiet, plain));
    }
}

fn width_of(text: &str) -> usize {
    unicode_width::UnicodeWidthStr::width(text)
}
