//! The wrong client: a meeting is moved to the right one, after both names were seen.

use uuid::Uuid;

use super::names::called;
use super::overlay::{Choice, Menu, Overlay, Picker, PickerEntry, Target};
use super::{App, Effect, Purpose, Screen};
use crate::casework::{Place, SubjectRow, Transfer};
use crate::form::{Catalogue, Id};
use crate::lang::{Arg, Lang, messages};

/// How many places that stay are named.
const MOST_NAMED: usize = 6;

/// A move that is on its way to the disk; when it is there the meeting is loaded anew.
#[derive(Debug, Clone)]
pub(super) struct Moving {
    entry: Uuid,
    session: Uuid,
    purpose: Purpose,
    to: String,
}

impl App {
    /// The meeting on the screen, and whose it is.
    fn meeting_shown(&self) -> Option<(Uuid, Uuid)> {
        match &self.screen {
            Screen::Meeting(meeting) => Some((meeting.session.id, meeting.subject.id)),
            Screen::Review(review) => Some((review.session.id, review.page.subject.id)),
            _ => None,
        }
    }

    /// Asks for all clients, to choose whose meeting this is.
    pub(super) fn ask_whose(&mut self) {
        self.leave();
        self.flush_draft();
        self.effects.push(Effect::LoadClients);
    }

    /// The others by letters of their names: none is seen before some are typed, since the client may be looking on.
    pub(super) fn choose_whose(&mut self, clients: Vec<SubjectRow>) {
        let Some((_, subject)) = self.meeting_shown() else {
            return;
        };
        let others = clients.into_iter().filter(|row| row.id != subject);
        let entries = others.map(|row| PickerEntry {
            label: called(&row, !self.outdoors),
            also: String::new(),
            aside: String::new(),
            target: Target::Client(row.id),
        });
        let picker = Picker::covered(self.say("transfer-whose"), entries.collect());
        self.overlays.push(Overlay::Picker(picker));
    }

    pub(super) fn prepare_transfer(&mut self, to: Uuid) {
        if let Some((session, _)) = self.meeting_shown() {
            self.effects.push(Effect::LoadTransfer { session, to });
        }
    }

    /// Both names and what goes along; staying comes first.
    pub(super) fn ask_transfer(&mut self, transfer: Transfer) {
        if self.meeting_shown() != Some((transfer.session, transfer.from.id)) {
            return;
        }
        let lines = lines(&transfer, &self.catalogue, self.lang, !self.outdoors);
        let to = called(&transfer.to, !self.outdoors);
        let options = vec![
            (self.say("transfer-stay"), Choice::Nothing),
            (
                self.tell("transfer-do", &[("to", Arg::from(to.as_str()))]),
                Choice::Transfer(Box::new(transfer)),
            ),
        ];
        let title = self.say("transfer-title");
        self.overlays.push(Overlay::Menu(Menu {
            title,
            lines,
            options,
            at: 0,
        }));
    }

    /// Moves the meeting; it is shown as the other client's when the disk has it.
    pub(super) fn transfer(&mut self, transfer: &Transfer) {
        let purpose = match &self.screen {
            Screen::Meeting(_) => Purpose::Resume,
            _ => Purpose::Review,
        };
        if let Some(meeting) = self.meeting() {
            // Where one was is nobody's place any more.
            meeting.focus_on(None);
        }
        let entries = transfer.entries(&mut self.scribe);
        self.moving = entries.first().map(|entry| Moving {
            entry: entry.id,
            session: transfer.session,
            purpose,
            to: called(&transfer.to, !self.outdoors),
        });
        self.record(entries);
    }

    /// The disk has taken entries: perhaps the move among them.
    pub(super) fn show_moved(&mut self, entries: &[Uuid]) {
        let Some(moving) = self
            .moving
            .take_if(|moving| entries.contains(&moving.entry))
        else {
            return;
        };
        let text = self.tell("transfer-done", &[("to", Arg::from(moving.to.as_str()))]);
        self.notify(text);
        self.effects.push(Effect::LoadSession {
            session: moving.session,
            purpose: moving.purpose,
        });
    }
}

/// What a move would do, in sentences.
pub fn lines(transfer: &Transfer, catalogue: &Catalogue, lang: Lang, names: bool) -> Vec<String> {
    let tell = |id: &str, name: &'static str, value: &str| {
        messages(lang).with(id, &[(name, value.into())])
    };
    let form = |id: &Id| Some(catalogue.find(id.as_str())?.title.plain(lang));
    let forms: Vec<&str> = transfer.forms.iter().filter_map(form).collect();
    let mut lines = vec![
        tell("transfer-from", "who", &called(&transfer.from, names)),
        tell("transfer-to", "who", &called(&transfer.to, names)),
        tell("transfer-moves", "forms", &forms.join(", ")),
    ];
    for (id, places) in [
        ("transfer-carried", &transfer.carried),
        ("transfer-left", &transfer.left),
    ] {
        if !places.is_empty() {
            lines.push(tell(id, "what", &named(places, catalogue, lang)));
        }
    }
    if transfer.compared {
        lines.push(messages(lang).get("transfer-compared").into_owned());
    }
    lines
}

/// Places by the words that stand there, the first few of them; of a row its words say enough.
fn named(places: &[Place], catalogue: &Catalogue, lang: Lang) -> String {
    let worded = |row: &Place| {
        let mut rows = places.iter().filter(|it| it.path.row == row.path.row);
        rows.any(|it| it.words().is_some())
    };
    let told = places
        .iter()
        .filter(|place| place.words().is_some() || place.path.row.is_none() || !worded(place));
    let mut names: Vec<String> = told.map(|place| name(place, catalogue, lang)).collect();
    let more = names.len().saturating_sub(MOST_NAMED);
    names.truncate(MOST_NAMED);
    names.extend((more > 0).then(|| format!("+ {more}")));
    names.join(", ")
}

fn name(place: &Place, catalogue: &Catalogue, lang: Lang) -> String {
    if let Some(words) = place.words() {
        return format!("”{words}”");
    }
    let form = catalogue.by_hash(place.form);
    let item = form.and_then(|form| Some(form.item(form.find(place.path.item.as_str())?)));
    match item.map_or("", |item| item.short.plain(lang)) {
        "" => place.path.item.to_string(),
        short => short.to_owned(),
    }
}
