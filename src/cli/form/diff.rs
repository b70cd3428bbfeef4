//! `kohtaa form diff`: what changed between two versions of a form, and which stored answers that touches.

use serde::Serialize;

use super::edition;
use crate::casework::{ResponseRow, touched};
use crate::cli::edge::{self, Edge};
use crate::cli::fault::Fault;
use crate::form::diff::{Change, Comparison, Difference, Edition, Effect, compare};
use crate::form::{Form, Id, Piece};
use crate::lang::{Arg, Lang};
use crate::plain::wrapped;
use crate::vault::Vault;

/// Letters of a hash that people compare.
const SHORT: usize = 12;

pub fn run(edge: &Edge, names: &[String; 2], vault: bool, json: bool) -> Result<(), Fault> {
    let catalogue = edge.catalogue();
    let vault = vault.then(|| edge.open()).transpose()?;
    let [old, new] = names
        .each_ref()
        .map(|name| edition::find(edge, &catalogue, vault.as_ref(), name));
    let (old, new) = (old?, new?);
    let comparison = compare(&old, &new);
    let stored = match &vault {
        Some(vault) => Some(stored(vault, &comparison, &old, &new)?),
        None => None,
    };
    let page = Page {
        edge,
        old: &old,
        new: &new,
        comparison: &comparison,
        stored: stored.as_deref(),
    };
    match json {
        true => edge::print_json("kohtaa.form-diff/1", page.record())?,
        false => edge::print(&page.text())?,
    }
    match vault {
        Some(vault) => Ok(vault.close()?),
        None => Ok(()),
    }
}

/// A response to the older version, with how many of its answers each difference touches.
pub struct Stored {
    pub row: ResponseRow,
    code: String,
    answers: usize,
    pub touched: Vec<usize>,
}

/// Responses that stand in the older version.
pub fn stored(
    vault: &Vault,
    comparison: &Comparison,
    old: &Edition,
    new: &Edition,
) -> Result<Vec<Stored>, Fault> {
    let mut found = Vec::new();
    let rows = vault.filled(&old.form.id)?.into_iter();
    for row in rows.filter(|row| row.form == comparison.old) {
        let response = vault.response(row.id)?;
        let subject = vault.subject(row.subject)?;
        found.push(Stored {
            code: subject.map_or_else(String::new, |subject| subject.code),
            answers: response.cells.len(),
            touched: touched(comparison, &new.form, &response),
            row,
        });
    }
    Ok(found)
}

struct Page<'a> {
    edge: &'a Edge,
    old: &'a Edition,
    new: &'a Edition,
    comparison: &'a Comparison,
    stored: Option<&'a [Stored]>,
}

#[derive(Serialize)]
struct Record<'a> {
    form: &'a str,
    old: Version<'a>,
    new: Version<'a>,
    changes: Vec<Row<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    responses: Option<Vec<Touched<'a>>>,
}

#[derive(Serialize)]
struct Version<'a> {
    version: String,
    file: &'a str,
}

#[derive(Serialize)]
struct Row<'a> {
    part: &'static str,
    id: &'a str,
    change: &'static str,
    message: String,
    effect: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    why: Option<&'static str>,
    items: Vec<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    responses: Option<Vec<Touched<'a>>>,
}

/// Codes and uuids only: no answer leaves the vault.
#[derive(Serialize)]
struct Touched<'a> {
    client: &'a str,
    session: Option<uuid::Uuid>,
    response: uuid::Uuid,
    status: &'static str,
    answers: usize,
}

impl Stored {
    fn touched(&self, answers: usize) -> Touched<'_> {
        Touched {
            client: &self.code,
            session: self.row.session,
            response: self.row.id,
            status: self.row.status.code(),
            answers,
        }
    }
}

impl<'a> Page<'a> {
    fn record(&self) -> Record<'a> {
        let version = |edition: &'a Edition| Version {
            version: edition.form.hash.to_string(),
            file: &edition.source.name,
        };
        let differences = self.comparison.differences.iter().enumerate();
        let all = |it: &'a Stored| it.touched(it.answers);
        Record {
            form: self.new.form.id.as_str(),
            old: version(self.old),
            new: version(self.new),
            changes: differences.map(|(at, it)| self.row(at, it)).collect(),
            responses: self.stored.map(|stored| stored.iter().map(all).collect()),
        }
    }

    fn row(&self, at: usize, difference: &'a Difference) -> Row<'a> {
        Row {
            part: difference.part.word(),
            id: difference.id.as_str(),
            change: difference.change.word(),
            message: self.change(difference),
            effect: difference.effect.word(),
            why: match difference.effect {
                Effect::Unfit(why) => Some(why.word()),
                _ => None,
            },
            items: difference.items.iter().map(Id::as_str).collect(),
            responses: self.touched(at),
        }
    }

    /// The stored responses that a difference touches.
    fn touched(&self, at: usize) -> Option<Vec<Touched<'a>>> {
        let stored = self.stored?.iter();
        let touched = stored.filter(|it| it.touched[at] > 0);
        Some(touched.map(|it| it.touched(it.touched[at])).collect())
    }

    fn text(&self) -> String {
        let form = &self.new.form;
        let title = form.title.plain(self.edge.lang);
        let short = |edition: &Edition| -> String {
            edition.form.hash.to_string().chars().take(SHORT).collect()
        };
        let mut lines = vec![
            format!("{title} ({})", form.id),
            format!("{} → {}", short(self.old), short(self.new)),
        ];
        let mut last = None;
        for (at, difference) in self.comparison.differences.iter().enumerate() {
            let part = (difference.part, &difference.id);
            if last != Some(part) {
                lines.push(String::new());
                lines.push(self.heading(difference));
                last = Some(part);
            }
            self.difference(at, difference, &mut lines);
        }
        if self.comparison.differences.is_empty() {
            lines.extend([String::new(), self.edge.say("diff-same")]);
        }
        self.all_stored(&mut lines);
        lines.join("\n")
    }

    fn heading(&self, difference: &Difference) -> String {
        let args = [("id", difference.id.as_str().into())];
        let part = match difference.part.word() {
            "item" => {
                return item_line(
                    &self.new.form,
                    &self.old.form,
                    &difference.id,
                    self.edge.lang,
                );
            }
            "section" => "diff-part-section",
            "choices" => "diff-part-choices",
            "score" => "diff-part-score",
            "suggestion" => "diff-part-suggestion",
            "form" => "diff-part-form",
            _ => "diff-part-other",
        };
        self.edge.tell(part, &args)
    }

    fn difference(&self, at: usize, difference: &Difference, lines: &mut Vec<String>) {
        let mut text = self.change(difference);
        if difference.effect != Effect::Nothing {
            text.push(' ');
            text.push_str(&self.edge.say(difference.effect.message()));
        }
        lines.extend(
            wrapped(&text, 78)
                .into_iter()
                .map(|line| format!("  {line}")),
        );
        let Some(touched) = self.touched(at).filter(|touched| !touched.is_empty()) else {
            return;
        };
        if matches!(difference.effect, Effect::Nothing | Effect::Kept) {
            let args = [("count", Arg::from(touched.len()))];
            lines.push(format!("    {}", self.edge.tell("diff-responses", &args)));
        } else {
            lines.extend(
                touched
                    .iter()
                    .map(|it| format!("    {}", self.response(it))),
            );
        }
    }

    fn response(&self, touched: &Touched) -> String {
        let session = touched
            .session
            .map_or_else(|| self.edge.say("diff-standing"), |id| id.to_string());
        let status = self.edge.say(match touched.status {
            "in-progress" => "diff-status-open",
            "completed" => "diff-status-completed",
            _ => "diff-status-amended",
        });
        let answers = self
            .edge
            .tell("diff-answers", &[("count", Arg::from(touched.answers))]);
        format!("{} {session} {status}, {answers}", touched.client)
    }

    fn all_stored(&self, lines: &mut Vec<String>) {
        let Some(stored) = self.stored else { return };
        lines.push(String::new());
        let args = [("count", Arg::from(stored.len()))];
        lines.push(self.edge.tell("diff-stored", &args));
        let all = stored.iter().map(|it| it.touched(it.answers));
        lines.extend(all.map(|it| format!("  {}", self.response(&it))));
    }

    /// What changed, in words.
    fn change(&self, difference: &Difference) -> String {
        let edge = self.edge;
        let ids = |ids: &[Id]| ids.iter().map(Id::as_str).collect::<Vec<_>>().join(", ");
        let languages = |langs: &std::collections::BTreeSet<Lang>| {
            langs
                .iter()
                .map(|lang| lang.code())
                .collect::<Vec<_>>()
                .join(", ")
        };
        match &difference.change {
            Change::Added => edge.say("diff-added"),
            Change::Removed => edge.say("diff-removed"),
            Change::Renamed { from } => {
                edge.tell("diff-renamed", &[("from", from.as_str().into())])
            }
            Change::Moved => edge.say("diff-moved"),
            Change::Kind { from, to } => {
                edge.tell("diff-kind", &[("from", from.into()), ("to", to.into())])
            }
            Change::Range => edge.say("diff-range"),
            Change::Ends(langs) => {
                edge.tell("diff-ends", &[("languages", (&languages(langs)).into())])
            }
            Change::Options { added, removed } => {
                let told = [
                    (added, "diff-options-added"),
                    (removed, "diff-options-removed"),
                ];
                let told = told.into_iter().filter(|(codes, _)| !codes.is_empty());
                let told =
                    told.map(|(codes, id)| edge.tell(id, &[("codes", (&ids(codes)).into())]));
                told.collect::<Vec<_>>().join(" ")
            }
            Change::Scores { codes } => {
                edge.tell("diff-scores", &[("codes", (&ids(codes)).into())])
            }
            Change::Texts(langs) => {
                edge.tell("diff-texts", &[("languages", (&languages(langs)).into())])
            }
            Change::Condition => edge.say("diff-condition"),
            Change::Rule => edge.say("diff-rule"),
            Change::Bands => edge.say("diff-bands"),
            Change::Constraints => edge.say("diff-constraints"),
            Change::Role => edge.say("diff-role"),
            Change::Codes => edge.say("diff-codes"),
            Change::Key(key) => edge.tell("diff-key", &[("key", key.into())]),
        }
    }
}

/// An item's id with the first words of what it asks.
fn item_line(new: &Form, old: &Form, id: &Id, lang: Lang) -> String {
    const MOST: usize = 78;
    let find = |form: &Form| form.find(id.as_str()).map(|ix| form.item(ix).label.clone());
    let label = find(new).or_else(|| find(old)).unwrap_or_default();
    let said = label.variants.last();
    let said = said.and_then(|variant| Some(variant.text.get(lang)?.value));
    let text = said.map_or_else(String::new, |said| flat(&said.pieces));
    let line = format!("{id}  {text}");
    wrapped(line.trim_end(), MOST).swap_remove(0)
}

/// A text with its holes left as holes.
fn flat(pieces: &[Piece]) -> String {
    let said = pieces.iter().map(|piece| match piece {
        Piece::Text(text) => text,
        _ => "…",
    });
    said.collect()
}
