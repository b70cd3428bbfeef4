//! Everything about a client in one package: answers as they were asked, what changed when, and who looked.

use chrono::NaiveDate;
use serde::Serialize;

use super::change::Change;
use super::permit::Permit;
use crate::app::Review;
use crate::casework::{Filling, Ground, LeftOut, SessionRow, SubjectRow};
use crate::cli::edge::{self, Edge};
use crate::cli::fault::Fault;
use crate::cli::vault::log::{Access, accesses, table};
use crate::exchange::{self, ResponseRecord, SessionRecord};
use crate::form::Id;
use crate::lang::{Arg, Lang, date};
use crate::plain::{self, Style, record};
use crate::vault::Vault;

/// Meetings as they may be given out.
pub struct Given {
    pub reviews: Vec<Review>,
    pub left_out: LeftOut,
}

impl Given {
    pub fn gather(
        edge: &Edge,
        vault: &Vault,
        sessions: &[SessionRow],
        permit: &Permit,
    ) -> Result<Given, Fault> {
        let catalogue = edge.catalogue();
        let subjects = vault.subjects()?;
        let mut given = Given {
            reviews: Vec::new(),
            left_out: LeftOut::default(),
        };
        for row in sessions {
            if !row.state.met() && permit.ground != Ground::OwnCopy {
                given.left_out.meetings += 1;
                continue;
            }
            let subject = subjects.iter().find(|subject| subject.id == row.subject);
            let guard = permit.guard(subject);
            let left_out = &mut given.left_out;
            let review = record::guarded(vault, &catalogue, row.id, guard, left_out)?;
            given.reviews.push(review);
        }
        Ok(given)
    }

    pub fn json(&self, package: Option<&Package>, permit: &Permit) -> Result<String, Fault> {
        #[derive(Serialize)]
        struct Document<'a> {
            ground: Ground,
            #[serde(skip_serializing_if = "Option::is_none")]
            to: Option<&'a Id>,
            left_out: LeftOut,
            sessions: Vec<SessionRecord<'a>>,
            #[serde(flatten)]
            package: Option<&'a Package>,
        }
        let sessions = self.reviews.iter().map(|review| {
            SessionRecord::of(&review.session, &review.page.subject, &review.fillings)
        });
        let document = Document {
            ground: permit.ground,
            to: permit.to.as_ref(),
            left_out: self.left_out,
            sessions: sessions.collect(),
            package,
        };
        edge::json("kohtaa.export/1", document)
    }
}

/// What is known of a client beside the meetings.
#[derive(Serialize)]
pub struct Package {
    client: Client,
    /// On this day the time to be kept is over.
    #[serde(skip_serializing_if = "Option::is_none")]
    kept_until: Option<NaiveDate>,
    standing: Vec<ResponseRecord>,
    history: Vec<Change>,
    /// Who opened the data and to whom it was given.
    accesses: Vec<Access>,
    #[serde(skip)]
    fillings: Vec<Filling>,
}

#[derive(Serialize)]
struct Client {
    code: String,
    name: String,
    language: Lang,
    restricted: bool,
    no_place: bool,
}

impl Package {
    pub fn gather(
        edge: &Edge,
        vault: &Vault,
        client: &SubjectRow,
        permit: &Permit,
        given: &mut Given,
    ) -> Result<Package, Fault> {
        let stamp = edge.stamp();
        let catalogue = edge.catalogue();
        let guard = permit.guard(Some(client));
        let page = vault.page(client.id)?;
        let fillings = record::standing(&catalogue, &page, &stamp, guard, &mut given.left_out);
        let sessions = given.reviews.iter().flat_map(|review| &review.fillings);
        let asked: Vec<&Filling> = fillings.iter().chain(sessions).collect();
        let history = vault.history(client.id)?.into_iter();
        let retention = edge.retention()?;
        let due = vault.due(&retention, &catalogue, stamp.offset_min)?;
        Ok(Package {
            client: Client {
                code: client.code.clone(),
                name: client.name.clone(),
                language: client.language,
                restricted: client.restricted,
                no_place: client.no_place,
            },
            kept_until: due
                .iter()
                .find(|due| due.subject.id == client.id)
                .map(|due| due.on),
            standing: exchange::responses(&fillings, stamp.offset_min),
            history: history
                .filter_map(|happened| Change::of(happened, &asked, guard, edge.lang))
                .collect(),
            accesses: accesses(vault, Some(client.id), None)?,
            fillings,
        })
    }

    /// What comes before the meetings: who, and what the package is.
    pub fn head(&self, edge: &Edge, style: Style) -> String {
        let mut lines = vec![heading(style, &edge.say("package-title"))];
        let who = format!("{} {}", self.client.code, self.client.name);
        lines.push(who.trim().to_owned());
        for (holds, id) in [
            (self.client.restricted, "restricted-on"),
            (self.client.no_place, "no-place-on"),
        ] {
            lines.extend(holds.then(|| edge.say(id)));
        }
        if let Some(on) = self.kept_until {
            let day = date::write_date(on, edge.lang);
            lines.push(edge.tell("package-kept-until", &[("date", Arg::from(&day))]));
        }
        lines.join("\n")
    }

    /// What comes after them: what stands, what was done when, and who looked.
    pub fn tail(&self, edge: &Edge, style: Style) -> String {
        let mut parts = Vec::new();
        let standing = plain::fillings_text(&self.fillings, style, edge.lang);
        if !standing.is_empty() {
            parts.push(format!(
                "{}\n{standing}",
                heading(style, &edge.say("package-standing"))
            ));
        }
        let changes = self.history.iter().map(|change| change.line(edge));
        let changes: Vec<[String; 4]> = changes.collect();
        parts.push(heading(style, &edge.say("package-history")));
        parts.push(plain::table(&changes));
        parts.push(heading(style, &edge.say("package-accesses")));
        parts.push(table(edge, &self.accesses));
        parts.join("\n\n")
    }
}

fn heading(style: Style, title: &str) -> String {
    match style {
        Style::Markdown => format!("# {title}"),
        Style::Text => format!("{title}\n{}", "=".repeat(title.chars().count())),
    }
}
