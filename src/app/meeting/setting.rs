//! How the meeting is held, changed while it is under way: what its forms show and ask follows at once.

use super::Meeting;
use crate::app::App;
use crate::app::overlay::Overlay;
use crate::app::start::Start;
use crate::casework::{About, Event, Setting, Starting};
use crate::form::Id;

impl App {
    pub(in crate::app) fn ask_setting(&mut self) {
        self.leave();
        let Some(meeting) = self.meeting() else {
            return;
        };
        let session = &meeting.session;
        let starting = Starting {
            route: session.route.clone(),
            forms: Vec::new(),
            setting: session.setting(),
            minutes: session.minutes,
        };
        self.overlays.push(Overlay::Start(Start::change(starting)));
    }

    pub(in crate::app) fn change_setting(&mut self, setting: Setting) {
        let Some(meeting) = self.meeting() else {
            return;
        };
        meeting.set(setting);
        let about = About::session(meeting.subject.id, meeting.session.id);
        let changed = Event::SessionChanged {
            mode: setting.mode,
            language: setting.language,
            interpreter: setting.interpreter,
        };
        self.record_one(changed, about);
        self.mark_place();
    }
}

impl Meeting {
    fn set(&mut self, setting: Setting) {
        let before = self.outline();
        self.session.mode = setting.mode;
        self.session.language = setting.language;
        self.session.interpreter = setting.interpreter;
        for filling in &mut self.fillings {
            let mut inputs = filling.response.inputs().clone();
            inputs.mode = Id::new(setting.mode.code());
            inputs.interpreter = setting.interpreter;
            filling.response.set_inputs(inputs);
            filling.row.language = setting.language;
        }
        let parts = self.parts();
        if parts.contains(&self.part) {
            self.keep_focus(&before);
        } else {
            self.enter(parts.first().copied().unwrap_or_default());
        }
    }
}
