//! Beside the answers: why we ask, suggestions on demand, and what is kept at all.

use super::Focus;
use crate::app::overlay::Overlay;
use crate::app::{App, Scroll};
use crate::casework::{Event, Part};

impl App {
    /// Why the item in focus is asked, and help for asking it.
    pub(in crate::app) fn show_why(&mut self) {
        let lang = self.lang;
        let Some(meeting) = self.meeting() else {
            return;
        };
        let Some((filling, spot)) = meeting.spot() else {
            return;
        };
        let response = meeting.response(filling);
        let item = response.form().item(spot.item);
        let said = |wording| {
            response
                .wording(wording, Some(spot), lang, &meeting.around())
                .map(|said| said.text)
        };
        let warned = response.fault(spot).filter(|fault| fault.warning);
        let warned = warned.and_then(|fault| said(fault.message));
        let warned = warned.map(|text| format!("! {text}"));
        let lines = [warned, said(&item.why), said(&item.hint)].into_iter();
        let lines: Vec<String> = lines.flatten().collect();
        if lines.is_empty() {
            let text = self.say("why-nothing");
            return self.notify(text);
        }
        let title = self.say("why-title");
        self.overlays.push(Overlay::Page {
            title,
            lines,
            scroll: Scroll::default(),
        });
    }

    /// Questions to the counsellor that the answers suggest: on demand only.
    pub(in crate::app) fn show_suggestions(&mut self) {
        let lang = self.lang;
        let Some(meeting) = self.meeting() else {
            return;
        };
        let mut lines = Vec::new();
        for filling in meeting.fillings.iter().filter(|it| !it.is_out()) {
            let response = &filling.response;
            for number in response.suggestions() {
                let suggestion = &response.form().suggestions[number];
                lines.extend(
                    response
                        .wording(&suggestion.text, None, lang, &meeting.around())
                        .map(|said| said.text),
                );
            }
        }
        if lines.is_empty() {
            lines.push(self.say("suggestions-none"));
        }
        let title = self.say("suggestions-title");
        self.overlays.push(Overlay::Page {
            title,
            lines,
            scroll: Scroll::default(),
        });
    }

    /// "Not recording": nothing is kept until it is switched on again.
    pub(in crate::app) fn toggle_recording(&mut self) {
        self.leave();
        let Some(meeting) = self.meeting() else {
            return;
        };
        meeting.recording = !meeting.recording;
        let on = meeting.recording;
        let about = crate::casework::About::session(meeting.subject.id, meeting.session.id);
        self.record_one(Event::Recording { on }, about);
        let text = self.say(if on { "recording-on" } else { "not-recording" });
        self.notify(text);
    }

    pub(in crate::app) fn toggle_practice(&mut self) {
        let Some(meeting) = self.meeting() else {
            return;
        };
        meeting.practice = !meeting.practice;
        let text = if meeting.practice {
            "practice-on"
        } else {
            "practice-off"
        };
        let text = self.say(text);
        self.notify(text);
    }
}

impl super::Meeting {
    pub fn part_title(&self, part: Part, lang: crate::lang::Lang) -> String {
        let response = self.response(part.filling);
        let title = &response.form().sections[usize::from(part.section)].title;
        response
            .wording(title, None, lang, &self.around())
            .map_or_else(String::new, |said| said.text)
    }

    /// All places of a part, those under its fold included.
    pub(super) fn places(&self, part: Part) -> Vec<Focus> {
        self.all_lines(part)
            .into_iter()
            .filter_map(|(line, _)| line.focus())
            .collect()
    }
}
