//! Answering by one key: what a key means depends on the kind of the item in focus.

use rust_decimal::Decimal;

use super::{Focus, Meeting};
use crate::app::App;
use crate::app::key::{Code, Key};
use crate::form::{Id, Kind};
use crate::response::{Answer, Cell, Path, Spot, Value};

/// Digits of a count; letters that narrow a list.
const MOST_DIGITS: usize = 6;
const MOST_LETTERS: usize = 40;

impl Meeting {
    /// The place among the options, or on a scale, of what a key says at an item.
    fn key_index(&self, filling: usize, spot: Spot, letter: char) -> Option<usize> {
        let options = self.options(filling, spot);
        let own = options
            .iter()
            .position(|option| option.key() == Some(letter));
        let digit = letter.to_digit(10).map(|digit| digit as usize);
        let kind = &self.response(filling).form().item(spot.item).kind;
        own.or_else(|| match (kind, digit, letter) {
            (Kind::Ruler, Some(digit), _) => Some(digit),
            (Kind::Ruler, None, '+') => Some(10),
            (Kind::Scale { min, max }, Some(digit), _) => scale_index(*min, *max, digit),
            (Kind::Scale { min, max: 10 }, None, '+') => usize::try_from(10 - min).ok(),
            (_, Some(0), _) => Some(9),
            (_, Some(digit), _) => Some(digit - 1),
            _ => None,
        })
    }

    /// Whether `letter` says that none of what is offered fits.
    fn says_none(&self, filling: usize, spot: Spot, letter: char) -> bool {
        let kind = &self.response(filling).form().item(spot.item).kind;
        *kind == Kind::Multi && letter == '0' && self.options(filling, spot).len() < 10
    }

    fn count(&self, filling: usize, spot: Spot) -> Decimal {
        match self.response(filling).cell(spot).value() {
            Some(Value::Number(count)) => *count,
            _ => Decimal::ZERO,
        }
    }
}

impl App {
    /// A key on something closed: a digit, a sign or an option's own key answers, letters narrow a long list.
    pub(in crate::app) fn answer_key(&mut self, key: Key) {
        let Code::Char(letter) = key.code else { return };
        if key.ctrl {
            return;
        }
        let Some(meeting) = self.meeting() else {
            return;
        };
        let Some((filling, spot)) = meeting.spot() else {
            return;
        };
        if *meeting.kind(filling, spot) == Kind::Tally {
            return self.tally_key(filling, spot, letter);
        }
        // The first ten of what fits have their keys in a long list too.
        if meeting.is_narrowed(filling, spot) && !letter.is_ascii_digit() {
            if meeting.entered.chars().count() < MOST_LETTERS {
                meeting.entered.push(letter);
                meeting.cursor = 0;
            }
            return;
        }
        if meeting.says_none(filling, spot, letter) {
            return self.answer(filling, spot, 0, Value::Codes(Vec::new()), true);
        }
        let index = meeting.key_index(filling, spot, letter);
        match index.and_then(|index| Some((index, meeting.chosen(filling, spot, index)?))) {
            Some((index, value)) => self.answer(filling, spot, index, value, true),
            None => self.stray_key(),
        }
    }

    fn stray_key(&mut self) {
        if let Some(meeting) = self.meeting() {
            meeting.stray = true;
        }
        let text = self.say("answer-by-digit");
        self.notify(text);
    }

    /// Space: chooses or ticks what the arrow stands on, counts one more.
    pub(in crate::app) fn choose(&mut self) {
        let Some(meeting) = self.meeting() else {
            return;
        };
        let Some((filling, spot)) = meeting.spot() else {
            return self.open_fold();
        };
        if meeting.stray {
            // Somebody is typing words: the blank between them chooses nothing.
            let text = self.say("answer-by-digit");
            return self.notify(text);
        }
        if *meeting.kind(filling, spot) == Kind::Tally {
            return self.tally_key(filling, spot, '+');
        }
        let cursor = meeting.cursor;
        if let Some(value) = meeting.chosen(filling, spot, cursor) {
            self.answer(filling, spot, cursor, value, false);
        }
    }

    /// Backspace: takes back the last letter typed, the last of an order, or the answer.
    pub(in crate::app) fn take_off(&mut self) {
        let Some(meeting) = self.meeting() else {
            return;
        };
        let Some((filling, spot)) = meeting.spot() else {
            return;
        };
        if meeting.entered.pop().is_some() {
            meeting.cursor = 0;
            if *meeting.kind(filling, spot) == Kind::Tally {
                self.give_count(filling, spot);
            }
            return;
        }
        let ranked = match (
            meeting.kind(filling, spot),
            meeting.response(filling).cell(spot).value(),
        ) {
            (Kind::Rank { .. }, Some(Value::Codes(codes))) => codes.clone(),
            _ => return self.clear_answer(),
        };
        let kept: Vec<Id> = ranked[..ranked.len().saturating_sub(1)].to_vec();
        let answer = match kept.is_empty() {
            true => Answer::Empty,
            false => Answer::Given(Value::Codes(kept)),
        };
        self.give_answer(filling, spot, answer);
    }

    fn tally_key(&mut self, filling: usize, spot: Spot, letter: char) {
        let Some(meeting) = self.meeting() else {
            return;
        };
        let count = meeting.count(filling, spot);
        let by = match letter {
            '+' => Decimal::ONE,
            '-' if count.is_zero() => Decimal::ZERO,
            '-' => Decimal::NEGATIVE_ONE,
            '0'..='9' if meeting.entered.len() < MOST_DIGITS => {
                meeting.entered.push(letter);
                return self.give_count(filling, spot);
            }
            '0'..='9' => return,
            _ => return self.stray_key(),
        };
        meeting.entered.clear();
        let Some(count) = count.checked_add(by) else {
            return;
        };
        self.give_answer(filling, spot, Answer::Given(Value::Number(count)));
    }

    /// The count that the digits typed make.
    fn give_count(&mut self, filling: usize, spot: Spot) {
        let Some(meeting) = self.meeting() else {
            return;
        };
        let count = meeting.entered.parse().map(Value::Number);
        let answer = count.map_or(Answer::Empty, Answer::Given);
        self.give_answer(filling, spot, answer);
    }

    fn give_answer(&mut self, filling: usize, spot: Spot, answer: Answer) {
        let Some(meeting) = self.meeting() else {
            return;
        };
        let cell = meeting.response(filling).cell(spot).clone();
        self.give(filling, spot, Cell { answer, ..cell });
        self.mark_place();
    }

    fn answer(&mut self, filling: usize, spot: Spot, index: usize, value: Value, by_key: bool) {
        let Some(meeting) = self.meeting() else {
            return;
        };
        let kind = meeting.kind(filling, spot).clone();
        if let (Kind::Rank { max: Some(max) }, Value::Codes(codes)) = (&kind, &value)
            && codes.len() > usize::from(*max)
        {
            let text = self.say("rank-full");
            return self.notify(text);
        }
        let offer = meeting.offer(filling, spot, index);
        // On the client's side the line comes when its turn comes.
        let offer = offer.filter(|_| meeting.turned.is_none());
        let line = offer.filter(|offer| offer.opens_line() && chooses(&value, offer.id()));
        let line = line.map(|offer| offer.id().clone());
        let narrowed = !meeting.entered.is_empty();
        meeting.entered.clear();
        self.give_answer(filling, spot, Answer::Given(value));
        let Some(meeting) = self.meeting() else {
            return;
        };
        meeting.cursor = match narrowed {
            true => meeting.first_cursor(),
            false => index,
        };
        if let Some(place) = line.and_then(|code| meeting.line_of(filling, spot, &code)) {
            meeting.focus_on(Some(place));
            return self.mark_place();
        }
        // A ruler keeps the focus, since its follow-up opens under it; ticks may be several; and a client goes on when ready.
        let several = matches!(
            kind,
            Kind::Ruler | Kind::Multi | Kind::Rank { .. } | Kind::Deck
        );
        let stays = several || meeting.turned.is_some();
        if by_key && !stays && self.move_on {
            self.step(1);
        }
    }
}

impl Meeting {
    /// The line that an option has opened behind its item: "other, which?"
    fn line_of(&self, filling: usize, spot: Spot, code: &Id) -> Option<Focus> {
        let path = self.response(filling).path(spot);
        let item = Id::new(&format!("{}_{code}", path.item));
        let spot = self.response(filling).spot(&Path { item, ..path })?;
        let place = Focus::Spot { filling, spot };
        self.takes_focus(place).then_some(place)
    }
}

fn chooses(value: &Value, code: &Id) -> bool {
    match value {
        Value::Code(chosen) => chosen == code,
        Value::Codes(chosen) => chosen.contains(code),
        _ => false,
    }
}

/// The place on a scale of the value that a digit names, if the scale has it.
fn scale_index(min: i32, max: i32, digit: usize) -> Option<usize> {
    let value = i32::try_from(digit).ok()?;
    (min..=max)
        .contains(&value)
        .then(|| usize::try_from(value - min).ok())
        .flatten()
}
