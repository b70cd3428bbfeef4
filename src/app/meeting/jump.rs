//! Jumping to any place of any form by two or three letters, and back to the letter where one was.

use super::{Focus, Meeting, Typing};
use crate::app::overlay::{Overlay, Picker, PickerEntry, Target};
use crate::app::{App, Screen};
use crate::casework::{Part, walked};
use crate::form::Kind;
use crate::lang::Lang;

/// Where the person was before a jump.
#[derive(Debug, Clone)]
pub struct Stand {
    part: Part,
    focus: Option<Focus>,
    cursor: usize,
    typing: Option<Typing>,
    /// Where the jump led, and how much had been done by then.
    led_to: (Part, Option<Focus>),
    deeds: usize,
}

impl App {
    /// Forms, parts and places of the meeting, then the forms that it may take in.
    pub(in crate::app) fn open_jump(&mut self) {
        let lang = self.lang;
        let Screen::Meeting(meeting) = &self.screen else {
            return;
        };
        let mut entries = meeting.jump_entries(lang);
        let more = self.means_to_add().then(|| self.addable());
        entries.extend(more.into_iter().flatten().map(|(id, title)| PickerEntry {
            label: title,
            also: String::new(),
            aside: self.say("add-form-title"),
            target: Target::Form(id),
        }));
        let again = self.keymap.keys("overlay.jump-back").first();
        let title = match again.filter(|_| self.way_back().is_some()) {
            Some(key) => self.tell("jump-title-back", &[("key", (&key.to_string()).into())]),
            None => self.say("jump-title"),
        };
        let picker = Picker::new(title, entries);
        self.overlays.push(Overlay::Picker(picker));
    }

    /// Goes to a place and remembers the way back.
    pub(in crate::app) fn jump(&mut self, focus: Focus, part: Part) {
        let Some(stand) = self.stand() else { return };
        self.go_to(focus, part);
        self.remember_way_back(stand);
    }

    /// Where the person stands; what is typed there is given.
    pub(super) fn stand(&mut self) -> Option<Stand> {
        let typing = self.meeting()?.typing.clone();
        self.leave();
        let meeting = self.meeting()?;
        Some(Stand {
            part: meeting.part,
            focus: meeting.focus,
            cursor: meeting.cursor,
            typing,
            led_to: (meeting.part, meeting.focus),
            deeds: meeting.undo.len(),
        })
    }

    pub(super) fn remember_way_back(&mut self, stand: Stand) {
        if let Some(meeting) = self.meeting() {
            meeting.back = Some(Stand {
                led_to: (meeting.part, meeting.focus),
                deeds: meeting.undo.len(),
                ..stand
            });
        }
    }

    /// Back to the very letter, or only out of the list where there was no jump.
    pub(in crate::app) fn jump_back(&mut self) {
        if self.way_back().is_none() {
            return;
        }
        self.leave();
        let Some(meeting) = self.meeting() else {
            return;
        };
        let Some(stand) = meeting.back.take() else {
            return;
        };
        meeting.take_stand(stand);
        self.mark_place();
    }

    pub(in crate::app) fn way_back(&self) -> Option<&Stand> {
        match &self.screen {
            Screen::Meeting(meeting) => meeting.way_back(),
            _ => None,
        }
    }
}

impl Meeting {
    /// The way back, while one is still in the part that the jump led to.
    pub fn way_back(&self) -> Option<&Stand> {
        let back = self.back.as_ref()?;
        (back.led_to.0 == self.part && back.focus != self.focus).then_some(back)
    }

    /// Whether one only looks at where the jump has led: Esc leads back then, and means what it always does later.
    pub(super) fn only_looks(&self) -> bool {
        let there = (self.part, self.focus);
        let stays = |back: &Stand| back.led_to == there && back.deeds == self.undo.len();
        self.way_back().is_some_and(stays)
    }

    fn take_stand(&mut self, stand: Stand) {
        match stand.focus {
            Some(focus) if self.shows(stand.part, focus) => self.stand_on(stand.part, focus),
            _ => return self.enter(stand.part),
        }
        self.cursor = stand.cursor;
        if let (Some(now), Some(then)) = (&mut self.typing, stand.typing)
            && now.editor.text().trim() == then.editor.text().trim()
        {
            now.editor = then.editor;
        }
    }

    fn jump_entries(&self, lang: Lang) -> Vec<PickerEntry> {
        let several = walked(&self.fillings).nth(1).is_some();
        let mut entries = Vec::new();
        let mut form = None;
        for part in self.parts() {
            let places = self.places(part);
            let Some(first) = places.first().copied() else {
                continue;
            };
            let form_title = self.response(part.filling).form().title.plain(lang);
            let title = self.part_title(part, lang);
            let target = Target::Place(first, part);
            if several && form.replace(part.filling) != Some(part.filling) {
                entries.push(PickerEntry {
                    label: form_title.to_owned(),
                    also: String::new(),
                    aside: String::new(),
                    target: target.clone(),
                });
            }
            let aside = match several {
                true => format!("{form_title} · {title}"),
                false => title.clone(),
            };
            entries.push(PickerEntry {
                label: title,
                also: String::new(),
                aside: if several { form_title } else { "" }.to_owned(),
                target,
            });
            entries.extend(places.into_iter().filter_map(|place| {
                let Focus::Spot { filling, spot } = place else {
                    return None;
                };
                Some(PickerEntry {
                    label: self.name_in_row(filling, spot, lang),
                    also: self.as_asked(filling, spot, self.fillings[filling].row.language),
                    aside: aside.clone(),
                    target: Target::Place(place, part),
                })
            }));
        }
        entries
    }

    /// An item in a few words; in a list, whose rows ask the same, with its answer.
    fn name_in_row(&self, filling: usize, spot: crate::response::Spot, lang: Lang) -> String {
        let response = self.response(filling);
        let form = response.form();
        let name = self.name(filling, spot, lang);
        let list = form.item(spot.item).parent;
        match list.map(|list| &form.item(list).kind) {
            Some(Kind::List { .. }) => {
                format!(
                    "{name}{}",
                    super::end::answer_in_brief(response, spot, lang)
                )
            }
            _ => name,
        }
    }
}
