//! What is being typed, kept apart from answers until it is one; with nothing typed, the mark of where the person was.

use super::{Focus, Listening, Meeting};
use crate::app::editor::Editor;
use crate::app::overlay::Overlay;
use crate::app::{App, DRAFT_LATEST_MS, DRAFT_QUIET_MS, Effect, Screen};
use crate::casework::{Draft, Filling};
use crate::form::Id;
use crate::response::{Path, Spot};

/// What a text in the making will become.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Aside {
    Answer,
    Note,
    /// The client's words in the listening view.
    Quote,
    /// The first cell of a row that is not there yet.
    Row,
}

impl Aside {
    const ALL: [Aside; 4] = [Aside::Answer, Aside::Note, Aside::Quote, Aside::Row];

    /// Put behind the item's id: no id holds such a sign, so a draft never stands in an answer's place.
    fn suffix(self) -> &'static str {
        match self {
            Aside::Answer => "",
            Aside::Note => "!note",
            Aside::Quote => "!quote",
            Aside::Row => "!row",
        }
    }

    fn mark(self, path: Path) -> Path {
        Path {
            item: Id::new(&format!("{}{}", path.item, self.suffix())),
            ..path
        }
    }

    /// The place that a draft's path speaks of.
    fn read(path: &Path) -> (Aside, Path) {
        let item = path.item.as_str();
        let (plain, suffix) = item.find('!').map_or((item, ""), |at| item.split_at(at));
        let aside = Aside::ALL
            .into_iter()
            .find(|aside| aside.suffix() == suffix)
            .unwrap_or(Aside::Answer);
        (
            aside,
            Path {
                item: Id::new(plain),
                row: path.row.clone(),
            },
        )
    }
}

/// A place in the vault's drafts.
pub(super) type Place = (uuid::Uuid, Path);

impl Meeting {
    pub(super) fn draft_place(&self, filling: usize, spot: Spot, aside: Aside) -> Place {
        (
            self.fillings[filling].row.id,
            aside.mark(self.response(filling).path(spot)),
        )
    }

    /// What is being typed now, and where. `note`: the note that lies over the meeting.
    fn typed(&self, note: Option<&Editor>) -> Option<(Place, String, usize)> {
        let text = |editor: &Editor| (editor.text().to_owned(), editor.caret());
        if let (Some(editor), Some((filling, spot))) = (note, self.spot()) {
            let (typed, caret) = text(editor);
            return Some((self.draft_place(filling, spot, Aside::Note), typed, caret));
        }
        if let Some(listening) = &self.listening {
            let (filling, list) = self.marks()?;
            let (typed, caret) = text(&listening.quote);
            return Some((
                self.draft_place(filling, Spot::top(list), Aside::Quote),
                typed,
                caret,
            ));
        }
        let (typed, caret) = self
            .typing
            .as_ref()
            .map_or_else(Default::default, |typing| text(&typing.editor));
        match self.focus? {
            Focus::Spot { filling, spot } => {
                Some((self.draft_place(filling, spot, Aside::Answer), typed, caret))
            }
            Focus::NewRow { filling, list } => {
                Some((self.draft_place(filling, list, Aside::Row), typed, caret))
            }
            Focus::More => None,
        }
    }

    /// The focus, text and caret of a draft; a note is given back, to be laid over the meeting.
    pub(super) fn land(&mut self, draft: &Draft) -> Option<Overlay> {
        let known = |filling: &Filling| filling.row.id == draft.response;
        let filling = self.fillings.iter().position(known)?;
        let (aside, path) = Aside::read(&draft.path);
        let spot = self.response(filling).spot(&path)?;
        if aside == Aside::Quote {
            let quote = Editor::line(&draft.text).at(draft.caret);
            let mut listening = Listening::new(self.focus);
            listening.quote = quote;
            self.listening = Some(listening);
            self.typing = None;
            return None;
        }
        let focus = match aside {
            Aside::Row => Focus::NewRow {
                filling,
                list: spot,
            },
            _ => Focus::Spot { filling, spot },
        };
        self.section = self
            .sections()
            .into_iter()
            .find(|section| self.shows(*section, focus))?;
        if !self.focusable().contains(&focus) {
            self.more.insert(self.section);
        }
        self.focus_on(Some(focus));
        if aside == Aside::Note {
            return Some(Overlay::Note(Editor::note(&draft.text).at(draft.caret)));
        }
        if let Some(typing) = self.typing.as_mut().filter(|_| !draft.text.is_empty()) {
            let note = typing.editor.is_note();
            let editor = if note {
                Editor::note(&draft.text)
            } else {
                Editor::line(&draft.text)
            };
            typing.editor = editor.at(draft.caret);
            typing.drafted = true;
        }
        None
    }
}

impl App {
    pub(in crate::app) fn draft_soon(&mut self) {
        let now = self.stamp.boot_ms;
        let first = *self.draft_first_ms.get_or_insert(now);
        self.draft_due_ms = Some((now + DRAFT_QUIET_MS).min(first + DRAFT_LATEST_MS));
    }

    /// Remembers where the person is, so that a restart lands there.
    pub(in crate::app) fn mark_place(&mut self) {
        self.draft_soon();
    }

    /// Writes the draft of what is being typed; with nothing typed it still says where the person was.
    pub(in crate::app) fn flush_draft(&mut self) {
        self.draft_first_ms = None;
        self.draft_due_ms = None;
        let at = self.stamp.utc;
        let Screen::Meeting(meeting) = &mut self.screen else {
            return;
        };
        if !meeting.recording {
            return;
        }
        let note = match self.overlays.last() {
            Some(Overlay::Note(editor)) => Some(editor),
            _ => None,
        };
        let Some(((response, path), text, caret)) = meeting.typed(note) else {
            return;
        };
        let text = super::text::masked(&text, &meeting.allowed).unwrap_or(text);
        let is_answer = note.is_none() && !text.is_empty();
        if let Some(typing) = meeting.typing.as_mut().filter(|_| is_answer) {
            typing.drafted = true;
        }
        let draft = Draft {
            session: Some(meeting.session.id),
            response,
            path,
            text,
            caret,
            at,
        };
        self.effects.push(Effect::PutDraft(draft));
    }

    /// The text has become something else, or nothing.
    pub(super) fn drop_draft(&mut self, (response, path): Place) {
        self.effects.push(Effect::DropDraft { response, path });
    }
}
