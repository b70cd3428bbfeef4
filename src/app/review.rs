//! A past meeting, read only, as it was asked: answers, the earlier answer of the same theme beside them, quotes, scores.

use std::sync::Arc;

use uuid::Uuid;

use super::commands::Do;
use super::search::Sought;
use super::{App, Effect, Journey, Purpose, Screen, Scroll};
use crate::casework::{
    self, Around, Event, Filling, SessionRow, SessionState, Status, StoredSession, SubjectPage,
};
use crate::form::{Form, ItemIx, Kind, Role, SectionIx};
use crate::lang::{Lang, messages};
use crate::response::{Answer, Response, Spot, Value};

#[derive(Debug, Clone)]
pub struct Review {
    pub page: SubjectPage,
    pub session: SessionRow,
    pub fillings: Vec<Filling>,
    /// How what is kept was read with the client, if it was.
    pub read_together: Option<Event>,
    /// As it was before anything was corrected.
    pub original: bool,
    /// The first row shown; the drawing keeps it within what there is.
    pub scroll: Scroll,
    /// The place that was looked for and is to be seen.
    pub sought: Option<Sought>,
    /// The journey from which one came and to which one goes back.
    pub journey: Option<Box<Journey>>,
}

/// One thing to read in a review.
#[derive(Debug, Clone, PartialEq)]
pub enum Entry {
    Form {
        title: String,
        notice: String,
        status: Status,
    },
    Section(String),
    Answer {
        label: String,
        answer: String,
        earlier: Option<String>,
        note: Option<String>,
        fallback: Option<Lang>,
        row: bool,
        /// It was looked for.
        sought: bool,
    },
    Quote {
        words: String,
        /// Said by an interpreter.
        interpreted: bool,
        sought: bool,
    },
    /// That and how it was read together, in a sentence.
    Together(String),
    Score {
        label: String,
        value: Option<String>,
        answered: u32,
        of: u32,
        band: String,
    },
}

impl Review {
    pub fn new(stored: StoredSession, forms: &[Arc<Form>], page: SubjectPage) -> Review {
        let fillings = casework::as_then(&stored, forms, &page);
        Review {
            page,
            session: stored.row,
            fillings,
            read_together: stored.read_together,
            original: false,
            scroll: Scroll::default(),
            sought: None,
            journey: None,
        }
    }

    /// The meeting, if it can be taken up again.
    pub fn resumable(&self) -> Option<Uuid> {
        let open = self
            .fillings
            .iter()
            .any(|filling| !filling.standing && filling.row.status == Status::InProgress);
        (open || self.session.state == SessionState::Open).then_some(self.session.id)
    }

    /// Everything to read, from top to bottom, in the interface language where the form has it.
    pub fn entries(&self, lang: Lang) -> Vec<Entry> {
        let mut entries = entries_around(&self.fillings, self.sought.as_ref(), lang);
        entries.extend(self.together(lang).map(Entry::Together));
        entries
    }

    fn together(&self, lang: Lang) -> Option<String> {
        let Some(Event::ReadTogether {
            kept,
            corrected,
            forgotten,
            unread,
        }) = &self.read_together
        else {
            return None;
        };
        let args = [
            ("kept", (*kept).into()),
            ("corrected", (*corrected).into()),
            ("forgotten", (*forgotten).into()),
            ("unread", (*unread).into()),
        ];
        Some(messages(lang).with("review-together", &args))
    }
}

/// All that stands in fillings, from top to bottom.
pub fn entries(fillings: &[Filling], lang: Lang) -> Vec<Entry> {
    entries_around(fillings, None, lang)
}

/// The same, with the place marked that was looked for.
fn entries_around(fillings: &[Filling], sought: Option<&Sought>, lang: Lang) -> Vec<Entry> {
    let mut entries = Vec::new();
    // Standing ones are read inside others, unless there are only these.
    let alone = !fillings.iter().any(|filling| !filling.standing);
    let read = |filling: &&Filling| filling.is_held() || alone && !filling.is_out();
    for filling in fillings.iter().filter(read) {
        let form = filling.response.form();
        entries.push(Entry::Form {
            title: form.title.plain(lang).to_owned(),
            notice: form.notice.plain(lang).to_owned(),
            status: filling.row.status,
        });
        let reading = Reading { fillings, sought };
        reading.filling_entries(filling, lang, &mut entries);
        scores(filling, lang, &mut entries);
    }
    entries
}

/// Fillings that tell of one another.
struct Reading<'a> {
    fillings: &'a [Filling],
    sought: Option<&'a Sought>,
}

impl Reading<'_> {
    fn filling_entries(&self, filling: &Filling, lang: Lang, entries: &mut Vec<Entry>) {
        let response = &filling.response;
        let form = response.form();
        for section in 0..form.sections.len() as SectionIx {
            if !response.is_section_shown(section) {
                continue;
            }
            let mut inside = Vec::new();
            for spot in response.shown(section) {
                match &form.item(spot.item).kind {
                    Kind::Embed { form } => {
                        if let Some(inner) = self
                            .fillings
                            .iter()
                            .find(|other| other.standing && other.row.form_id == *form)
                        {
                            self.filling_entries(inner, lang, &mut inside);
                        }
                    }
                    _ => inside.extend(self.answer_entry(filling, spot, lang)),
                }
            }
            if inside.is_empty() {
                continue;
            }
            let title = response.wording(
                &form.sections[section as usize].title,
                None,
                lang,
                &Around(self.fillings),
            );
            if !filling.standing {
                entries.push(Entry::Section(
                    title.map_or_else(String::new, |said| said.text),
                ));
            }
            entries.append(&mut inside);
        }
    }

    fn answer_entry(&self, filling: &Filling, spot: Spot, lang: Lang) -> Option<Entry> {
        let response = &filling.response;
        let form = response.form();
        let item = form.item(spot.item);
        let cell = response.cell(spot);
        if !item.is_answerable()
            || cell.is_blank()
            || item.role == Some(Role::MarkKind)
            || matches!(item.kind, Kind::List { .. } | Kind::Deck)
        {
            return None;
        }
        let is_sought = |(of, path): &Sought| *of == filling.row.id && *path == response.path(spot);
        let sought = self.sought.is_some_and(is_sought);
        let answer = match &cell.answer {
            Answer::Given(Value::Text(text)) if item.role == Some(Role::Quote) => {
                return Some(Entry::Quote {
                    words: text.clone(),
                    interpreted: response.inputs().interpreter,
                    sought,
                });
            }
            Answer::Given(value) => response.show(spot, value, lang),
            Answer::Absent(absent) => messages(lang)
                .get(super::names::absent_id(*absent))
                .into_owned(),
            Answer::Empty => String::new(),
        };
        let said = response.wording(&item.label, Some(spot), lang, &Around(self.fillings));
        let fallback = said
            .as_ref()
            .filter(|said| said.fallback && said.lang.interface() != lang)
            .map(|said| said.lang);
        let label = self.label(
            response,
            spot,
            said.map_or_else(String::new, |said| said.text),
            lang,
        );
        let earlier = response
            .previous(spot)
            .map(|pinned| response.show(spot, &pinned.value, lang));
        Some(Entry::Answer {
            label,
            answer,
            earlier,
            note: cell.note.clone(),
            fallback,
            row: spot.row.is_some(),
            sought,
        })
    }

    /// A cell of a table is named by its row too.
    fn label(&self, response: &Response, spot: Spot, label: String, lang: Lang) -> String {
        let form = response.form();
        let parent: Option<ItemIx> = form.item(spot.item).parent;
        let table = parent.map(|parent| &form.item(parent).kind);
        let (Some(Kind::Table { rows }), Some(row)) = (table, spot.row) else {
            return label;
        };
        let code = response.row_id(row);
        let name = form.choices[*rows as usize]
            .option(code.0.as_str())
            .map_or("", |option| option.text.plain(lang));
        if label.is_empty() {
            name.to_owned()
        } else {
            format!("{name}: {label}")
        }
    }
}

/// The scores of a filling: as they were fixed when it was finished, else as they stand.
fn scores(filling: &Filling, lang: Lang, entries: &mut Vec<Entry>) {
    let response = &filling.response;
    let form = response.form();
    for (number, item) in form.items.iter().enumerate().filter(|(_, item)| item.score) {
        let now = response.score(number as ItemIx);
        let fixed = filling.row.scores.iter().find(|fixed| fixed.id == item.id);
        let value = fixed.map_or(now.value, |fixed| fixed.value);
        let spot = Spot {
            item: number as ItemIx,
            row: None,
        };
        let label = response.wording(&item.label, None, lang, &());
        entries.push(Entry::Score {
            label: label.map_or_else(|| item.id.to_string(), |said| said.text),
            value: value.map(|value| response.show(spot, &Value::Number(value), lang)),
            answered: fixed.map_or(now.answered, |fixed| fixed.answered),
            of: fixed.map_or(now.of, |fixed| fixed.of),
            band: now
                .band
                .map_or_else(String::new, |band| band.plain(lang).to_owned()),
        });
    }
}

impl App {
    pub(super) fn run_review(&mut self, does: Do) {
        let Screen::Review(review) = &mut self.screen else {
            return;
        };
        let page = isize::try_from(self.size.1.saturating_sub(6).max(1)).unwrap_or(1);
        match does {
            Do::Up => self.review_move(-1),
            Do::Down => self.review_move(1),
            Do::PageUp => self.review_move(-page),
            Do::PageDown => self.review_move(page),
            Do::First => review.scroll.to_start(),
            Do::Last => review.scroll.to_end(),
            Do::NextSection => self.review_other(1),
            Do::PreviousSection => self.review_other(-1),
            Do::Open => {
                if let Some(session) = review.resumable() {
                    self.effects.push(Effect::LoadSession {
                        session,
                        purpose: Purpose::Resume,
                    });
                }
            }
            Do::MoveMeeting => self.ask_whose(),
            Do::AfterWork => {
                let session = review.session.id;
                let purpose = Purpose::After;
                self.effects.push(Effect::LoadSession { session, purpose });
            }
            Do::Amend => self.ask_correct(),
            Do::Original => self.show_original(),
            Do::Back if review.journey.is_some() => {
                if let Some(journey) = review.journey.take() {
                    self.screen = Screen::Journey(journey);
                }
            }
            Do::Back => {
                let subject = review.page.subject.id;
                self.open_page(subject);
            }
            _ => {}
        }
    }

    /// Shows a past meeting. Who came from the journey goes back there, as it stands by then.
    pub(super) fn show_review(&mut self, mut review: Review) {
        review.sought = self.sought.take();
        let subject = review.page.subject.id;
        let journey = match &mut self.screen {
            Screen::Journey(journey) => Some(journey.clone()),
            Screen::Review(before) => before.journey.take(),
            _ => None,
        };
        review.journey = journey.filter(|journey| journey.page.subject.id == subject);
        if let Some(journey) = &mut review.journey {
            journey.page = review.page.clone();
        }
        self.screen = Screen::Review(Box::new(review));
    }

    pub(super) fn review_move(&mut self, by: isize) {
        if let Screen::Review(review) = &mut self.screen {
            review.scroll.by(by);
        }
    }

    /// The meeting before or after the one shown.
    pub(super) fn review_other(&mut self, by: isize) {
        let Screen::Review(review) = &self.screen else {
            return;
        };
        let sessions: Vec<Uuid> = review
            .page
            .sessions
            .iter()
            .filter(|row| row.state.met())
            .map(|row| row.id)
            .collect();
        let at = sessions
            .iter()
            .position(|id| *id == review.session.id)
            .unwrap_or(0);
        match at.checked_add_signed(by).and_then(|at| sessions.get(at)) {
            Some(session) => self.effects.push(Effect::LoadSession {
                session: *session,
                purpose: Purpose::Review,
            }),
            None => {
                let text = self.say(if by > 0 {
                    "review-oldest"
                } else {
                    "review-newest"
                });
                self.notify(text);
            }
        }
    }
}
