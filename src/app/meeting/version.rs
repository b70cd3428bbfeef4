//! A newer version of the form that is being filled: told of quietly, looked at when asked, moved to by choice alone.

use super::{Done, Focus, Meeting};
use crate::app::overlay::{Choice, Menu, Overlay};
use crate::app::{App, Screen, Scroll};
use crate::casework::{self, Deed, Misfit, Move, Preview, renamed_path};
use crate::form::diff;
use crate::lang::Arg;
use crate::response::Path;

/// So many answers that do not fit are named at once; the others are a choice away.
const NAMED: usize = 4;

impl App {
    /// The filling that could be moved to a newer version: the one being walked, else the first.
    pub(in crate::app) fn movable(&self) -> Option<usize> {
        let Screen::Meeting(meeting) = &self.screen else {
            return None;
        };
        let is_movable = |at: &usize| {
            let filling = meeting.fillings.get(*at);
            filling.is_some_and(|filling| casework::newer(&self.catalogue, filling).is_some())
        };
        let mut others = 0..meeting.fillings.len();
        Some(meeting.part.filling)
            .filter(is_movable)
            .or_else(|| others.find(is_movable))
    }

    /// One quiet line, gone at the next key. Nothing moves by itself.
    pub(in crate::app) fn tell_of_newer_version(&mut self) {
        let (Some(at), None) = (self.movable(), &self.notice) else {
            return;
        };
        let title = self.title_of(at);
        let text = self.tell("version-newer", &[("form", (&title).into())]);
        self.notify(text);
    }

    fn title_of(&self, filling: usize) -> String {
        let Screen::Meeting(meeting) = &self.screen else {
            return String::new();
        };
        let form = meeting.response(filling).form();
        form.title.plain(self.lang).to_owned()
    }

    fn preview(&self, filling: usize) -> Option<Preview> {
        let Screen::Meeting(meeting) = &self.screen else {
            return None;
        };
        let to = casework::newer(&self.catalogue, meeting.fillings.get(filling)?)?;
        Move::preview(&meeting.fillings, filling, to, self.lang)
    }

    /// What a move would do, before it is done.
    pub(in crate::app) fn ask_version(&mut self) {
        self.leave();
        let Some(at) = self.movable() else { return };
        let Some(preview) = self.preview(at) else {
            return;
        };
        let title = self.tell("version-title", &[("form", (&self.title_of(at)).into())]);
        let mut lines = vec![self.tell("version-kept", &[("count", Arg::from(preview.kept))])];
        if preview.renamed > 0 {
            let args = [("count", Arg::from(preview.renamed))];
            lines.push(self.tell("version-renamed", &args));
        }
        if preview.scores_differ {
            lines.push(self.say("version-scores"));
        }
        let misfits = &preview.misfits;
        if !misfits.is_empty() {
            let args = [("count", Arg::from(misfits.len()))];
            lines.push(self.tell("version-misfits", &args));
            lines.extend(misfits.iter().take(NAMED).map(|it| self.misfit(it)));
        }
        let mut options = vec![
            (self.say("version-stay"), Choice::Nothing),
            (self.say("version-move"), Choice::Move(at)),
        ];
        if misfits.len() > NAMED {
            let args = [("count", Arg::from(misfits.len()))];
            options.push((self.tell("version-all", &args), Choice::Misfits(at)));
        }
        self.overlays.push(Overlay::Menu(Menu {
            title,
            lines,
            options,
            at: 0,
        }));
    }

    fn misfit(&self, misfit: &Misfit) -> String {
        let why = self.say(misfit.effect.message());
        let args = [
            ("label", (&misfit.label).into()),
            ("value", (&misfit.value).into()),
            ("why", (&why).into()),
        ];
        self.tell("version-misfit", &args)
    }

    /// All that would not fit, over the question, which comes back after it.
    pub(in crate::app) fn show_misfits(&mut self, filling: usize) {
        let Some(preview) = self.preview(filling) else {
            return;
        };
        self.ask_version();
        let lines = preview.misfits.iter().map(|it| self.misfit(it)).collect();
        let args = [("count", Arg::from(preview.misfits.len()))];
        let title = self.tell("version-misfits", &args);
        self.overlays.push(Overlay::Page {
            title,
            lines,
            scroll: Scroll::default(),
        });
    }

    /// Takes a filling into the newer version of its form.
    pub(in crate::app) fn move_version(&mut self, at: usize) {
        let Some(mut preview) = self.preview(at) else {
            return;
        };
        let Screen::Meeting(meeting) = &mut self.screen else {
            return;
        };
        if !meeting.recording {
            let text = self.say("not-recording");
            return self.warn(text);
        }
        let held = meeting.hold(at);
        let about = meeting.about(at);
        let filling = &mut meeting.fillings[at];
        let entries = preview
            .step
            .carry_out(filling, None, about, &mut self.scribe);
        meeting.settle_in(at, held, &preview.step, false);
        meeting.redo.clear();
        if let Some(entry) = entries.last() {
            meeting.undo.push(Done {
                entry: entry.id,
                filling: at,
                deed: Deed::Moved(Box::new(preview.step)),
            });
        }
        self.record(entries);
        self.mark_place();
        let text = self.say("version-moved");
        self.notify(text);
    }

    /// Takes a move back, or does it again.
    pub(in crate::app) fn move_back(&mut self, done: Done, redo: bool) {
        let (Screen::Meeting(meeting), Deed::Moved(mut step)) = (&mut self.screen, done.deed)
        else {
            return;
        };
        let at = done.filling;
        let held = meeting.hold(at);
        let about = meeting.about(at);
        let filling = &mut meeting.fillings[at];
        let entries = match redo {
            true => step.carry_out(filling, Some(done.entry), about, &mut self.scribe),
            false => step.take_back(done.entry, filling, about, &mut self.scribe),
        };
        meeting.settle_in(at, held, &step, !redo);
        let own = if redo {
            entries.last()
        } else {
            entries.first()
        };
        let entry = own.map_or(done.entry, |entry| entry.id);
        let stack = if redo {
            &mut meeting.undo
        } else {
            &mut meeting.redo
        };
        stack.push(Done {
            entry,
            filling: at,
            deed: Deed::Moved(step),
        });
        self.record(entries);
        self.mark_place();
        let text = self.say(if redo {
            "version-moved"
        } else {
            "version-moved-back"
        });
        self.notify(text);
    }
}

/// What of a filling's screen outlives a change of version, told by ids.
struct Held {
    focus: Option<Path>,
    /// Texts that could not be taken as answers.
    refused: Vec<(Path, String)>,
}

impl Meeting {
    fn hold(&self, filling: usize) -> Held {
        let response = self.response(filling);
        let focus = match self.focus {
            Some(
                Focus::Spot { filling: of, spot }
                | Focus::NewRow {
                    filling: of,
                    list: spot,
                },
            ) => (of == filling).then(|| response.path(spot)),
            Some(Focus::More) | None => None,
        };
        let refused = self.refused.iter().filter(|((of, _), _)| *of == filling);
        let refused = refused.map(|((_, spot), text)| (response.path(*spot), text.clone()));
        Held {
            focus,
            refused: refused.collect(),
        }
    }

    /// The filling has gone on in another version: what was told by numbers of items is told anew.
    fn settle_in(&mut self, filling: usize, held: Held, step: &Move, back: bool) {
        let names = diff::renames(&step.from, &step.to);
        let names = if back {
            casework::reversed(&names)
        } else {
            names
        };
        let spot = |meeting: &Meeting, path: &Path| {
            let path = renamed_path(path, &names);
            meeting.response(filling).spot(&path)
        };
        self.refused.retain(|(of, _), _| *of != filling);
        for (path, text) in held.refused {
            let place = spot(self, &path);
            let place = place.filter(|spot| self.open_text(filling, *spot).is_some());
            if let Some(place) = place {
                self.refused.insert((filling, place), text);
            }
        }
        if filling == self.part.filling {
            self.more.retain(|part| part.filling != filling);
        }
        self.typing = None;
        self.masked = None;
        let focus = held.focus.and_then(|path| spot(self, &path));
        self.refocus(focus.map(|spot| Focus::Spot { filling, spot }));
    }

    /// The focus on a place if it is shown, else at the start of the section or of the form.
    fn refocus(&mut self, focus: Option<Focus>) {
        let parts = self.parts();
        let found = focus.and_then(|focus| {
            let part = parts.iter().find(|part| self.shows(**part, focus))?;
            Some((*part, focus))
        });
        match found {
            Some((part, focus)) => self.stand_on(part, focus),
            None => {
                let stays = parts.contains(&self.part);
                let first = parts.first().copied().unwrap_or_default();
                self.enter(if stays { self.part } else { first });
            }
        }
    }
}
