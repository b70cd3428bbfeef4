//! Beginning a meeting: the ways it may go, the likeliest first, and how it is held. Enter begins it as it stands.

use super::key::{Code, Key};
use super::overlay::{Choice, Menu, Overlay};
use super::{App, Effect, Screen, names};
use crate::casework::{Mode, RaterRole, Starting, SubjectPage, local, ways};
use crate::lang::{Arg, Lang, date};
use crate::response::Pinned;

/// One more or less of the minutes by an arrow.
const MINUTES: u16 = 5;
const MOST_MINUTES: u16 = 480;

/// The sheet from which a meeting is begun.
#[derive(Debug, Clone)]
pub struct Start {
    pub offers: Vec<Offer>,
    /// The offer chosen.
    pub at: usize,
    /// What can be changed.
    pub fields: &'static [Field],
    pub field: Field,
    /// What would begin now.
    pub starting: Starting,
    /// Digits of the minutes have been typed.
    typed: bool,
}

/// A way that the meeting may go.
#[derive(Debug, Clone)]
pub struct Offer {
    pub title: String,
    pub hint: String,
    pub starting: Starting,
}

/// What the arrows and digits change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    Way,
    Mode,
    Language,
    Interpreter,
    Minutes,
}

impl Field {
    pub const ALL: [Field; 5] = [
        Field::Way,
        Field::Mode,
        Field::Language,
        Field::Interpreter,
        Field::Minutes,
    ];

    /// The Fluent id of its name.
    pub fn label(self) -> &'static str {
        match self {
            Field::Way => "start-title",
            Field::Mode => "start-mode",
            Field::Language => "start-language",
            Field::Interpreter => "start-interpreter",
            Field::Minutes => "start-duration",
        }
    }
}

impl Start {
    fn new(offers: Vec<Offer>) -> Option<Start> {
        let starting = offers.first()?.starting.clone();
        Some(Start {
            offers,
            at: 0,
            fields: &Field::ALL,
            field: Field::Way,
            starting,
            typed: false,
        })
    }

    /// Of a meeting that is under way only how it is held can be changed.
    pub fn change(starting: Starting) -> Start {
        Start {
            offers: Vec::new(),
            at: 0,
            fields: &[Field::Mode, Field::Language, Field::Interpreter],
            field: Field::Mode,
            starting,
            typed: false,
        }
    }

    /// Up and down: through the ways, then through how it is held.
    pub fn step(&mut self, by: isize) {
        let within = self.at.checked_add_signed(by);
        match within.filter(|at| self.field == Field::Way && *at < self.offers.len()) {
            Some(at) => self.choose(at),
            None => self.turn_to(by),
        }
    }

    /// To the next field or back, not past the ends.
    pub fn turn_to(&mut self, by: isize) {
        let at = self.fields.iter().position(|field| *field == self.field);
        let next = at.and_then(|at| at.checked_add_signed(by));
        if let Some(field) = next.and_then(|next| self.fields.get(next)) {
            self.field = *field;
            self.typed = false;
        }
    }

    fn choose(&mut self, at: usize) {
        if let Some(offer) = self.offers.get(at) {
            self.at = at;
            self.starting = offer.starting.clone();
        }
    }

    /// A key that is no command. True if the meeting is to begin.
    pub fn key(&mut self, key: Key) -> bool {
        let digit = match key.code {
            Code::Char(letter) => letter.to_digit(10).map(|digit| digit as usize),
            _ => None,
        };
        match (key.code, digit) {
            (Code::Left, _) => self.vary(-1),
            (Code::Right | Code::Char(' '), _) => self.vary(1),
            (Code::Backspace, _) => self.take_digit(),
            (_, Some(digit)) => return self.digit(digit),
            _ => {}
        }
        false
    }

    /// The next or previous of what the field offers, and round.
    fn vary(&mut self, by: isize) {
        let setting = &mut self.starting.setting;
        match self.field {
            Field::Way => {}
            Field::Mode => setting.mode = beside(&Mode::ALL, setting.mode, by),
            Field::Language => setting.language = beside(&Lang::ALL, setting.language, by),
            Field::Interpreter => self.set_interpreter(!self.starting.setting.interpreter),
            Field::Minutes => {
                let now = self.starting.minutes.unwrap_or(0);
                let next = match by < 0 {
                    true => now.saturating_sub(MINUTES).max(MINUTES),
                    false => (now + MINUTES).min(MOST_MINUTES),
                };
                self.starting.minutes = Some(next);
                self.typed = false;
            }
        }
    }

    /// With an interpreter everything takes twice as long.
    fn set_interpreter(&mut self, interpreter: bool) {
        let setting = &mut self.starting.setting;
        if setting.interpreter == interpreter {
            return;
        }
        setting.interpreter = interpreter;
        self.starting.minutes = self.starting.minutes.map(|minutes| match interpreter {
            true => minutes.saturating_mul(2).min(MOST_MINUTES),
            false => (minutes / 2).max(1),
        });
    }

    fn digit(&mut self, digit: usize) -> bool {
        let Some(at) = digit.checked_sub(1) else {
            self.type_minutes(0);
            return false;
        };
        let setting = &mut self.starting.setting;
        match self.field {
            Field::Way => {
                self.choose(at);
                return at < self.offers.len();
            }
            Field::Mode => setting.mode = Mode::ALL.get(at).copied().unwrap_or(setting.mode),
            Field::Language => {
                setting.language = Lang::ALL.get(at).copied().unwrap_or(setting.language);
            }
            Field::Interpreter if at < 2 => self.set_interpreter(at == 0),
            Field::Interpreter => {}
            Field::Minutes => self.type_minutes(digit),
        }
        false
    }

    /// The first digit begins anew.
    fn type_minutes(&mut self, digit: usize) {
        if self.field != Field::Minutes {
            return;
        }
        let before = self.starting.minutes.filter(|_| self.typed).unwrap_or(0);
        let digit = u16::try_from(digit).unwrap_or(0);
        let minutes = before.saturating_mul(10).saturating_add(digit);
        if minutes <= MOST_MINUTES {
            self.starting.minutes = (minutes > 0).then_some(minutes);
            self.typed = true;
        }
    }

    fn take_digit(&mut self) {
        if self.field == Field::Minutes {
            let left = self.starting.minutes.map(|minutes| minutes / 10);
            self.starting.minutes = left.filter(|minutes| *minutes > 0);
            self.typed = true;
        }
    }
}

/// The one before or after, round the ends.
fn beside<T: Copy + PartialEq>(all: &[T], now: T, by: isize) -> T {
    let at = all.iter().position(|one| *one == now).unwrap_or(0);
    let next = (at + all.len()).saturating_add_signed(by) % all.len();
    all[next]
}

impl App {
    /// What was left open is told of first, so that nothing is begun twice.
    pub(super) fn ask_start(&mut self) {
        let Screen::Client(client) = &self.screen else {
            return;
        };
        let Some(session) = client.unfinished() else {
            return self.offer_ways();
        };
        let started = local(session.started, session.offset_min).naive_local();
        let moment = date::write_moment(started, self.stamp.today, self.lang);
        let title = names::meeting_title(&self.catalogue, session, self.lang);
        let resume = Choice::Resume(session.id);
        let menu = Menu {
            title: self.say("unfinished-title"),
            lines: vec![format!("{title} · {moment}")],
            options: vec![
                (self.say("unfinished-resume"), resume),
                (self.say("unfinished-anew"), Choice::Anew),
            ],
            at: 0,
        };
        self.overlays.push(Overlay::Menu(menu));
    }

    /// The ways in which a new meeting may go.
    pub(super) fn offer_ways(&mut self) {
        let Screen::Client(client) = &self.screen else {
            return;
        };
        let offers = ways(&self.catalogue, &client.page).into_iter();
        let offers = offers.map(|way| Offer {
            title: way.title().plain(self.lang).to_owned(),
            hint: way.hint(self.lang).to_owned(),
            starting: way.starting(&client.page),
        });
        let offers: Vec<Offer> = offers.collect();
        match offers.as_slice() {
            // Nobody is met: where there is one form, nothing is asked.
            [only] if client.page.subject.is_own() => {
                let starting = only.starting.clone();
                self.prepare(starting);
            }
            _ => self.overlays.extend(Start::new(offers).map(Overlay::Start)),
        }
    }

    /// Enter: the meeting begins as it stands, or goes on so.
    pub(super) fn accept_start(&mut self) {
        let Some(Overlay::Start(start)) = self.overlays.pop() else {
            return;
        };
        match self.screen {
            Screen::Meeting(_) => self.change_setting(start.starting.setting),
            _ => self.prepare(start.starting),
        }
    }

    /// Finds what the forms of a meeting need to know of earlier ones; it begins when all is known.
    pub(super) fn prepare(&mut self, starting: Starting) {
        if let Screen::Client(client) = &mut self.screen {
            client.starting = Some(starting);
            client.pinned.clear();
            self.prepare_next();
        }
    }

    /// What one of the forms needed to know; what else the page says is newest now.
    pub(super) fn prepared(&mut self, pinned: Vec<Pinned>, page: SubjectPage) {
        if let Screen::Client(client) = &mut self.screen
            && client.page.subject.id == page.subject.id
        {
            client.pinned.push(pinned);
            client.page = page;
            self.prepare_next();
        }
    }

    fn prepare_next(&mut self) {
        let Screen::Client(client) = &self.screen else {
            return;
        };
        let Some(starting) = &client.starting else {
            return;
        };
        match starting.forms.get(client.pinned.len()) {
            Some(form) => self.effects.push(Effect::Prepare {
                subject: client.page.subject.id,
                form: form.clone(),
                role: match client.page.subject.is_own() {
                    true => RaterRole::Counsellor,
                    false => RaterRole::Client,
                },
            }),
            None => self.begin(client.page.clone()),
        }
    }

    /// What a field of the sheet holds, in words.
    pub fn said_of(&self, starting: &Starting, field: Field) -> String {
        let setting = &starting.setting;
        match field {
            Field::Way => String::new(),
            Field::Mode => self.say(names::mode_id(setting.mode)),
            Field::Language => self.say(names::language_id(setting.language)),
            Field::Interpreter => self.say(match setting.interpreter {
                true => "answer-yes",
                false => "answer-no",
            }),
            Field::Minutes => starting.minutes.map_or_else(String::new, |minutes| {
                self.tell(
                    "start-minutes",
                    &[("minutes", Arg::from(usize::from(minutes)))],
                )
            }),
        }
    }
}
