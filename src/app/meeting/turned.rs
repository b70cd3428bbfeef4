//! The screen turned to the client: one question at a time, answered by the client's own hand.

use super::modes::Mode;
use super::together::Reading;
use super::{Focus, Meeting};
use crate::app::App;
use crate::app::key::{Code, Key};
use crate::casework::Part;
use crate::form::{Audience, Kind, Off, Style};
use crate::response::Spot;

/// A 0 this soon after a 1 makes it 10, in milliseconds.
const TEN_WITHIN_MS: u64 = 1500;

/// What the client's side of the screen is about to do.
#[derive(Debug, Clone, Default)]
pub struct Turned {
    /// Nobody sits beside: only the passphrase leads back.
    pub alone: bool,
    /// All has been asked.
    pub done: bool,
    /// The first key of the way back was pressed.
    pub leaving: bool,
    /// What will be kept is read together.
    pub reading: Option<Reading>,
    /// When a 1 was typed.
    one_at: Option<u64>,
    /// Where the counsellor was.
    back: Option<(Focus, Part)>,
}

impl Turned {
    /// Turned to read together, with the place to come back to.
    pub(super) fn reading(reading: Reading, back: Option<(Focus, Part)>) -> Turned {
        Turned {
            reading: Some(reading),
            back,
            ..Turned::default()
        }
    }
}

/// A question with the part of the form it stands in.
type Asked = (Part, Focus);

impl Meeting {
    /// What the client may be asked here, in order. In a conversation that is what is answered by a key in this part of it, and what
    /// is the client's own; a questionnaire is gone through whole.
    pub(super) fn asked(&self) -> Vec<Asked> {
        let of_form = |part: &Part| part.filling == self.part.filling;
        let parts = match self.form().style {
            Style::Conversation => vec![self.part],
            Style::Questionnaire => self.parts().into_iter().filter(of_form).collect(),
        };
        let in_part = |part: Part| {
            let places = self.places(part).into_iter();
            places.map(move |place| (part, place))
        };
        let places = parts.into_iter().flat_map(in_part);
        places.filter(|(_, place)| self.is_asked(*place)).collect()
    }

    fn is_asked(&self, place: Focus) -> bool {
        let Focus::Spot { filling, spot } = place else {
            return false;
        };
        let form = self.response(filling).form();
        let item = form.item(spot.item);
        match (item.audience, form.style) {
            (Audience::Client, _) => true,
            (Audience::Counsellor, _) => false,
            (Audience::Both, Style::Questionnaire) => !item.more,
            (Audience::Both, Style::Conversation) => is_pressed(&item.kind) && !item.more,
        }
    }

    /// The question in focus and how it is answered; none when all is asked.
    pub fn question(&self) -> Option<(usize, Spot)> {
        let turned = self.turned.as_ref()?;
        if turned.done { None } else { self.spot() }
    }

    fn ask(&mut self, (part, place): Asked) {
        self.part = part;
        self.focus_on(Some(place));
    }

    /// Whether the client has the screen: reading aloud by phone the counsellor keeps it.
    pub fn faces_client(&self) -> bool {
        let turned = self.turned.as_ref();
        turned.is_some_and(|turned| !turned.reading.as_ref().is_some_and(|it| it.aloud))
    }

    /// Whether there is something to turn the screen for.
    pub fn can_turn(&self) -> bool {
        !self.subject.is_own() && self.goes_with(Off::ClientView) && self.has_something_asked()
    }
}

/// Kinds that are answered by pressing, without words.
fn is_pressed(kind: &Kind) -> bool {
    matches!(
        kind,
        Kind::Scale { .. }
            | Kind::Ruler
            | Kind::YesNo
            | Kind::Single
            | Kind::Multi
            | Kind::Rank { .. }
            | Kind::Tally
    )
}

impl App {
    /// Turns the screen: from the question in focus on, else from the first here that is the client's.
    pub(in crate::app) fn turn(&mut self, alone: bool) {
        self.leave();
        let Some(meeting) = self.meeting() else {
            return;
        };
        let asked = meeting.asked();
        let here = |(_, place): &&Asked| Some(*place) == meeting.focus;
        let Some(first) = asked.iter().find(here).or(asked.first()).copied() else {
            return;
        };
        meeting.turned = Some(Turned {
            alone,
            back: meeting.focus.map(|focus| (focus, meeting.part)),
            ..Turned::default()
        });
        meeting.ask(first);
        self.mark_place();
    }

    /// The first half of the way back; the second is a plain letter, so that no single slip uncovers the counsellor's side.
    pub(in crate::app) fn begin_turning_back(&mut self) {
        if let Some(turned) = self.meeting().and_then(|meeting| meeting.turned.as_mut()) {
            turned.leaving = true;
        }
    }

    pub(super) fn turn_back(&mut self) {
        self.leave();
        self.tell_reading();
        let Some(meeting) = self.meeting() else {
            return;
        };
        let Some(turned) = meeting.turned.take() else {
            return;
        };
        if turned.alone {
            // Whoever was alone with the screen does not get past the door.
            return self.lock();
        }
        if let Some((focus, part)) = turned
            .back
            .filter(|_| turned.done || turned.reading.is_some())
        {
            meeting.part = part;
            if meeting.places(part).contains(&focus) {
                meeting.focus_on(Some(focus));
            }
        } else {
            let focus = meeting.focus;
            meeting.focus_on(focus);
        }
        self.mark_place();
    }

    /// A key on the client's side.
    pub(in crate::app) fn turned_key(&mut self, key: Key) {
        let now = self.stamp.boot_ms;
        let Some(meeting) = self.meeting() else {
            return;
        };
        let mode = meeting.mode();
        let Some(turned) = &mut meeting.turned else {
            return;
        };
        if std::mem::take(&mut turned.leaving) && key == Key::plain(Code::Char('r')) {
            return self.turn_back();
        }
        match key.code {
            _ if mode == Mode::Together => {}
            _ if mode == Mode::Correcting => self.turned_answer(key, now),
            Code::Enter if !key.ctrl => self.turned_step(1),
            Code::BackTab => self.turned_step(-1),
            _ if turned.done => {
                if key.code == Code::Up {
                    self.turned_step(-1);
                }
            }
            _ => self.turned_answer(key, now),
        }
    }

    fn turned_answer(&mut self, key: Key, now: u64) {
        let Some(meeting) = self.meeting() else {
            return;
        };
        if let Some(typing) = &mut meeting.typing {
            typing.fault = None;
            self.type_key(key);
            return;
        }
        let to_ten = matches!(
            meeting.kind_in_focus(),
            Some(Kind::Ruler | Kind::Scale { max: 10, .. })
        );
        let Some(turned) = &mut meeting.turned else {
            return;
        };
        let after_one = turned.one_at.take();
        let soon = after_one.is_some_and(|at| now.saturating_sub(at) <= TEN_WITHIN_MS);
        match key.code {
            Code::Up => self.turned_vertical(-1),
            Code::Down => self.turned_vertical(1),
            Code::Left => self.meeting_horizontal(-1),
            Code::Right => self.meeting_horizontal(1),
            Code::Char(' ') => self.choose(),
            Code::Delete => self.clear_answer(),
            Code::Backspace => self.take_off(),
            Code::Char('0') if to_ten && soon => self.answer_key(Key::plain(Code::Char('+'))),
            Code::Char('1') => {
                turned.one_at = Some(now);
                self.answer_key(key);
            }
            Code::Char(_) => self.answer_key(key),
            _ => {}
        }
    }

    /// Along the options; before the first one, back to the question before.
    fn turned_vertical(&mut self, by: isize) {
        let Some(meeting) = self.meeting() else {
            return;
        };
        let options = meeting.vertical_options();
        let moved = meeting.cursor.checked_add_signed(by);
        match moved.filter(|cursor| *cursor < options) {
            Some(cursor) => meeting.cursor = cursor,
            None if by < 0 => self.turned_step(-1),
            None => {}
        }
    }

    /// To the next question, or back. What was typed and cannot be taken is said once before going on.
    fn turned_step(&mut self, by: isize) {
        let Some(meeting) = self.meeting() else {
            return;
        };
        let told = meeting
            .typing
            .as_ref()
            .is_some_and(|typing| typing.fault.is_some());
        let here = meeting.spot();
        self.leave();
        let Some(meeting) = self.meeting() else {
            return;
        };
        if by > 0
            && !told
            && let Some(place) = here
            && meeting.refused.contains_key(&place)
        {
            let focus = meeting.focus;
            meeting.focus_on(focus);
            return self.show_refusal();
        }
        let asked = meeting.asked();
        let at = asked
            .iter()
            .position(|(_, place)| Some(*place) == meeting.focus);
        let Some(turned) = &mut meeting.turned else {
            return;
        };
        let target = match at {
            // Back from the end is the last question again.
            at if turned.done && by < 0 => at,
            Some(at) => at.checked_add_signed(by),
            None => Some(0),
        };
        turned.done = target.is_some_and(|at| at >= asked.len());
        if let Some(next) = target.and_then(|at| asked.get(at)) {
            meeting.ask(*next);
        }
        self.mark_place();
    }

    /// Says beside the field why what was typed cannot be taken.
    pub(super) fn show_refusal(&mut self) {
        let today = self.stamp.today;
        let Some(meeting) = self.meeting() else {
            return;
        };
        let Some((filling, spot)) = meeting.spot() else {
            return;
        };
        let text = meeting.refused.get(&(filling, spot));
        let fault = text.and_then(|text| meeting.response(filling).parse(spot, text, today).err());
        if let Some(typing) = &mut meeting.typing {
            typing.fault = fault;
        }
    }
}
