//! Ending a meeting: finishing what was filled, or leaving it for later. Nothing ends by a slip of Enter.

use chrono::NaiveDate;
use unicode_segmentation::UnicodeSegmentation;
use uuid::Uuid;

use super::{Focus, Meeting};
use crate::app::names;
use crate::app::overlay::{Choice, Menu, Overlay};
use crate::app::{App, Effect, Purpose};
use crate::casework::{self, About, Event, Filling, Part, SessionState, Status};
use crate::form::Role;
use crate::lang::{Arg, Lang, messages};
use crate::response::{Cell, Path, Response, Spot, Value};

impl Meeting {
    /// What finishing would leave open: place and what it is called.
    pub fn open_places(&self, lang: Lang) -> Vec<(String, Focus, Part)> {
        let mut places = Vec::new();
        for (filling, of) in self
            .fillings
            .iter()
            .enumerate()
            .filter(|(_, filling)| filling.is_held())
        {
            for spot in of.response.open_spots() {
                let section = of.response.form().item(spot.item).section.unwrap_or(0);
                places.push((
                    self.name(filling, spot, lang),
                    Focus::Spot { filling, spot },
                    Part { filling, section },
                ));
            }
        }
        places
    }

    /// What is wrong now: name, answer and message, place, and whether it only warns.
    pub fn faults(&self, lang: Lang) -> Vec<(String, Focus, Part, bool)> {
        let mut faults = Vec::new();
        let fillings = self.fillings.iter().enumerate();
        for (filling, of) in fillings.filter(|(_, filling)| !filling.is_out()) {
            for (spot, fault) in of.response.faults() {
                let part = self.part_showing(filling, spot);
                let said = of
                    .response
                    .wording(fault.message, Some(spot), lang, &self.around());
                let text = format!(
                    "{}{}: {}",
                    self.name(filling, spot, lang),
                    answer_in_brief(&of.response, spot, lang),
                    said.map_or_else(String::new, |said| said.text)
                );
                faults.push((text, Focus::Spot { filling, spot }, part, fault.warning));
            }
        }
        faults
    }

    /// Texts that could not be taken as answers: name and why, and place.
    fn refusals(&self, lang: Lang, today: NaiveDate) -> Vec<(String, Focus, Part)> {
        let told = |(&(filling, spot), text): (&(usize, Spot), &String)| {
            let fault = self.response(filling).parse(spot, text, today).err()?;
            let (id, values) = names::entry_fault_id(&fault);
            let args: Vec<_> = values
                .iter()
                .map(|(name, value)| (*name, Arg::from(value)))
                .collect();
            let why = messages(lang).with(id, &args);
            Some((
                format!("{}: {why}", self.name(filling, spot, lang)),
                Focus::Spot { filling, spot },
                self.part_showing(filling, spot),
            ))
        };
        let mut refusals: Vec<_> = self.refused.iter().filter_map(told).collect();
        refusals.sort_by(|one, other| (one.2, &one.0).cmp(&(other.2, &other.0)));
        refusals
    }

    /// The part in which an item stands; one of a standing form stands where it is shown.
    pub(super) fn part_showing(&self, filling: usize, spot: Spot) -> Part {
        let focus = Focus::Spot { filling, spot };
        self.parts()
            .into_iter()
            .find(|part| self.shows(*part, focus))
            .unwrap_or(self.part)
    }

    /// An item in a few words.
    pub fn name(&self, filling: usize, spot: Spot, lang: Lang) -> String {
        let response = self.response(filling);
        let item = response.form().item(spot.item);
        if !item.short.is_empty() {
            return item.short.plain(lang).to_owned();
        }
        self.as_asked(filling, spot, lang)
    }

    /// An item in the words in which it is asked.
    pub(super) fn as_asked(&self, filling: usize, spot: Spot, lang: Lang) -> String {
        let response = self.response(filling);
        let item = response.form().item(spot.item);
        response
            .wording(&item.label, Some(spot), lang, &self.around())
            .map_or_else(|| item.id.to_string(), |said| said.text)
    }
}

/// A word as it stands alone in a line.
fn begun_large(word: &str) -> String {
    let mut letters = word.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(letters.clone()).collect()
}

/// The answer behind a name, as ` (500)`; of a long one only how it begins.
pub(super) fn answer_in_brief(response: &Response, spot: Spot, lang: Lang) -> String {
    const MOST: usize = 24;
    let Some(value) = response.value(spot) else {
        return String::new();
    };
    let shown = response.show(spot, value, lang);
    let line = shown.lines().next().unwrap_or_default();
    let brief: String = line.graphemes(true).take(MOST).collect();
    let rest = if brief.len() < shown.len() { "…" } else { "" };
    format!(" ({brief}{rest})")
}

impl App {
    /// Esc in a meeting: what could be meant. Staying comes first.
    pub(in crate::app) fn ask_end(&mut self) {
        self.leave();
        self.flush_draft();
        let mut options = vec![
            (self.say("end-stay"), Choice::Nothing),
            (self.say("end-finish"), Choice::Finish { sure: false }),
            (self.say("end-later"), Choice::Later),
        ];
        let meeting = self.meeting();
        let (alone, readable) = meeting.map_or((false, false), |meeting| {
            (meeting.subject.is_own(), meeting.can_read_together())
        });
        // Alone nobody declines, reads along, cancels or stays away.
        if !alone {
            options.push((self.say("end-declined"), Choice::Declined));
            if readable {
                options.push((self.say("end-together"), Choice::ReadTogether));
            }
            let others = SessionState::ENDS.into_iter();
            for state in others.filter(|state| *state != SessionState::Held) {
                let said = self.say(names::state_id(state));
                options.push((begun_large(&said), Choice::End(state)));
            }
        }
        if self.preview.is_none() {
            options.push((self.say("end-transfer"), Choice::AskWhose));
        }
        let title = self.say("end-title");
        self.overlays.push(Overlay::Menu(Menu {
            title,
            lines: Vec::new(),
            options,
            at: 0,
        }));
    }

    pub(in crate::app) fn ask_check(&mut self) {
        self.leave();
        let today = self.stamp.today;
        let lang = self.lang;
        let Some(meeting) = self.meeting() else {
            return;
        };
        let faults = meeting.faults(lang);
        let open = meeting.open_places(lang);
        let mut options: Vec<_> = meeting
            .refusals(lang, today)
            .into_iter()
            .map(|(text, focus, part)| (format!("✗ {text}"), Choice::GoTo(focus, part)))
            .collect();
        for (text, focus, part, warning) in faults {
            let sign = if warning { "!" } else { "✗" };
            options.push((format!("{sign} {text}"), Choice::GoTo(focus, part)));
        }
        options.extend(
            open.into_iter()
                .map(|(text, focus, part)| (format!("○ {text}"), Choice::GoTo(focus, part))),
        );
        let title = self.say(if options.is_empty() {
            "check-clear"
        } else {
            "check-title"
        });
        if options.is_empty() {
            options.push((self.say("end-stay"), Choice::Nothing));
        }
        self.overlays.push(Overlay::Menu(Menu {
            title,
            lines: Vec::new(),
            options,
            at: 0,
        }));
    }

    /// Finishes the fillings and the meeting. What is open is named once; only what is wrong must be mended first.
    pub(in crate::app) fn finish(&mut self, sure: bool) {
        let lang = self.lang;
        let Some(meeting) = self.meeting() else {
            return;
        };
        let wrong =
            meeting.faults(lang).iter().any(|fault| !fault.3) || !meeting.refused.is_empty();
        let open = meeting.open_places(lang);
        if wrong {
            let text = self.say("finish-mend-first");
            self.warn(text);
            return self.ask_check();
        }
        if !open.is_empty() && !sure {
            return self.ask_finish_open(open);
        }
        self.complete();
        self.end_session(SessionState::Held);
    }

    /// Fixes the scores of the fillings, with rule and inputs.
    fn complete(&mut self) {
        self.end_responses(|filling| Event::ResponseEnded {
            // What was corrected stays so; the reason stands where the correcting began.
            status: match filling.row.status {
                Status::Amended => Status::Amended,
                _ => Status::Completed,
            },
            reason: None,
            scores: filling.response.fixed_scores(),
        });
    }

    fn end_responses(&mut self, end: impl Fn(&Filling) -> Event) {
        let Some(meeting) = self.meeting() else {
            return;
        };
        let fillings = meeting
            .fillings
            .iter()
            .enumerate()
            .filter(|(_, filling)| filling.is_held());
        let ends: Vec<_> = fillings
            .map(|(at, filling)| (end(filling), meeting.about(at)))
            .collect();
        for (event, about) in ends {
            self.record_one(event, about);
        }
    }

    fn ask_finish_open(&mut self, open: Vec<(String, Focus, Part)>) {
        let title = self.say("finish-open-title");
        let mut options = vec![(self.say("finish-anyway"), Choice::Finish { sure: true })];
        options.extend(
            open.into_iter()
                .map(|(text, focus, part)| (format!("○ {text}"), Choice::GoTo(focus, part))),
        );
        options.insert(0, (self.say("end-stay"), Choice::Nothing));
        self.overlays.push(Overlay::Menu(Menu {
            title,
            lines: Vec::new(),
            options,
            at: 0,
        }));
    }

    /// "Decide now, finish later": home knows what is left.
    pub(in crate::app) fn end_for_now(&mut self) {
        if self.close_session(SessionState::Held).is_some() {
            self.go_home();
        }
    }

    /// The meeting is over; its fillings may stay open. What is left to do comes next, where they met at all.
    pub(in crate::app) fn end_session(&mut self, state: SessionState) {
        let Some((subject, session)) = self.close_session(state) else {
            return;
        };
        let Some(purpose) = self.what_follows(state) else {
            return self.open_page(subject);
        };
        self.effects.push(Effect::LoadSession { session, purpose });
    }

    /// After a meeting its papers, after learning by oneself what came of it.
    fn what_follows(&mut self, state: SessionState) -> Option<Purpose> {
        let register = self.meeting()?.subject.register.clone();
        let papers = casework::papers(&self.catalogue, &register);
        state.met().then_some(match papers.is_empty() {
            true => Purpose::Review,
            false => Purpose::After,
        })
    }

    /// Ends the meeting; gives whose and which it was.
    fn close_session(&mut self, state: SessionState) -> Option<(Uuid, Uuid)> {
        self.drop_marks();
        let meeting = self.meeting()?;
        let about = About::session(meeting.subject.id, meeting.session.id);
        let (subject, session) = (meeting.subject.clone(), meeting.session.clone());
        let mut fillings = meeting.fillings.iter().filter(|filling| filling.is_held());
        let untouched = fillings.all(|filling| filling.response.cells().is_empty());
        if !state.met() && untouched {
            // Nobody met, so there is nothing to finish later.
            self.end_responses(|_| Event::ResponseEnded {
                status: Status::EnteredInError,
                reason: None,
                scores: Vec::new(),
            });
        }
        if state.met() {
            let register = &subject.register;
            let begun =
                casework::begin_papers(&self.catalogue, register, &session, &mut self.scribe);
            self.record(begun);
        }
        self.record_one(Event::SessionEnded { state }, about);
        self.draft_due_ms = None;
        self.draft_first_ms = None;
        Some((subject.id, session.id))
    }

    /// Marks that were not turned into quotes are not kept.
    fn drop_marks(&mut self) {
        let Some(meeting) = self.meeting() else {
            return;
        };
        let Some((filling, list)) = meeting.marks() else {
            return;
        };
        let response = meeting.response(filling);
        let form = response.form();
        let quote = form
            .children(list)
            .find(|child| form.item(*child).role == Some(Role::Quote));
        let silent = |row: &crate::response::RowIx| {
            quote.is_none_or(|quote| {
                response
                    .cell(Spot {
                        item: quote,
                        row: Some(*row),
                    })
                    .value()
                    .is_none()
            })
        };
        let rows: Vec<_> = response.rows(list).iter().copied().filter(silent).collect();
        let paths: Vec<Path> = rows
            .iter()
            .flat_map(|row| {
                form.children(list).map(|child| Spot {
                    item: child,
                    row: Some(*row),
                })
            })
            .map(|spot| response.path(spot))
            .collect();
        let ids: Vec<_> = rows
            .iter()
            .map(|row| response.row_id(*row).clone())
            .collect();
        for id in ids {
            let Some(meeting) = self.meeting() else {
                return;
            };
            let change = meeting.response(filling).remove_row(list, &id);
            self.make(filling, change);
        }
        for path in paths {
            let Some(meeting) = self.meeting() else {
                return;
            };
            if meeting.response(filling).cell_at(&path).is_blank() {
                continue;
            }
            let change = meeting.response(filling).change(&path, Cell::default());
            let about = meeting.about(filling);
            if meeting.fillings[filling].response.apply(&change).is_err() {
                continue;
            }
            let entry = self.entry(Event::Forgotten { path: path.clone() }, about);
            self.effects.push(Effect::Forget {
                response: about.response.unwrap_or_default(),
                path,
                entry,
            });
        }
    }

    /// The client did not want to talk today: the shortest meeting that counts.
    pub(in crate::app) fn end_declined(&mut self) {
        let text = self.say("declined-note");
        let Some(meeting) = self.meeting() else {
            return;
        };
        let filling = meeting.part.filling;
        let form = meeting.response(filling).form();
        let summary = form.with_role(Role::Summary).next();
        if let Some(item) = summary {
            let spot = Spot { item, row: None };
            self.give(filling, spot, Cell::given(Value::Text(text)));
        }
        self.complete();
        self.end_session(SessionState::Held);
    }
}
