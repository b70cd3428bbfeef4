//! Typing at the focus: kept as a draft while it is typed, given as an answer on leaving, masked where it holds an identity code.

use chrono::{DateTime, Utc};

use super::moves::{item_width, text_width};
use super::{Focus, Meeting};
use crate::app::editor::{Edit, Editor};
use crate::app::key::Key;
use crate::app::overlay::Overlay;
use crate::app::{App, Effect, Screen};
use crate::casework::Draft;
use crate::form::{ItemIx, Kind, Wording};
use crate::lang::Arg;
use crate::response::{Answer, Cell, EntryFault, RowId, Spot, Value, identity};

/// A text in the making.
#[derive(Debug, Clone)]
pub struct Typing {
    pub editor: Editor,
    /// As it stood when the focus came.
    pub before: String,
    /// Why the text cannot be taken as it is.
    pub fault: Option<EntryFault>,
}

impl Typing {
    fn new(editor: Editor) -> Typing {
        Typing {
            before: editor.text().to_owned(),
            editor,
            fault: None,
        }
    }
}

/// Kinds that are answered by typing.
fn is_typed(kind: &Kind) -> bool {
    matches!(
        kind,
        Kind::Text
            | Kind::Note
            | Kind::Integer
            | Kind::Decimal
            | Kind::Duration
            | Kind::Date
            | Kind::Time
    )
}

impl Meeting {
    /// The text at an item, as it was refused, or as it was answered.
    pub(super) fn open_text(&self, filling: usize, spot: Spot) -> Option<Typing> {
        let response = self.response(filling);
        let kind = &response.form().item(spot.item).kind;
        if !is_typed(kind) {
            return None;
        }
        let answered = match response.cell(spot).value() {
            Some(Value::Text(text)) => text.clone(),
            Some(value) => {
                response.typed(spot, value, self.fillings[filling].row.language.interface())
            }
            None => String::new(),
        };
        let text = self
            .refused
            .get(&(filling, spot))
            .cloned()
            .unwrap_or_else(|| answered.clone());
        let editor = if matches!(kind, Kind::Note) {
            Editor::note(&text)
        } else {
            Editor::line(&text)
        };
        Some(Typing {
            editor,
            before: answered,
            fault: None,
        })
    }

    /// Where what is being typed belongs: the item in focus, or the list that a new row or quote will go to.
    fn place(&self) -> Option<(usize, Spot)> {
        if self.listening.is_some() || (self.writing.on && self.takes_quotes()) {
            let (filling, item) = self.marks()?;
            return Some((filling, Spot { item, row: None }));
        }
        match self.focus? {
            Focus::Spot { filling, spot } => Some((filling, spot)),
            Focus::NewRow { filling, list } => Some((filling, list)),
            Focus::More => None,
        }
    }

    fn editor(&self) -> Option<&Editor> {
        if self.writing.on {
            return Some(&self.writing.line);
        }
        match &self.listening {
            Some(listening) => Some(&listening.quote),
            None => self.typing.as_ref().map(|typing| &typing.editor),
        }
    }

    /// Where the person is and what is typed there, or in the note beside it.
    fn draft(&self, note: Option<&Editor>, at: DateTime<Utc>) -> Option<Draft> {
        let (filling, spot) = self.place()?;
        let editor = note.or(self.editor());
        Some(Draft {
            session: Some(self.session.id),
            response: self.fillings[filling].row.id,
            path: self.response(filling).path(spot),
            note: note.is_some(),
            text: editor.map_or_else(String::new, |editor| editor.text().to_owned()),
            caret: editor.map_or(0, Editor::caret),
            at,
        })
    }

    /// What is typed and not given: at the focus, and wherever it was refused.
    pub(in crate::app) fn unfinished(&self, at: DateTime<Utc>) -> Vec<Draft> {
        let refused = self.refused.iter().map(|((filling, spot), text)| Draft {
            session: Some(self.session.id),
            response: self.fillings[*filling].row.id,
            path: self.response(*filling).path(*spot),
            note: false,
            text: text.clone(),
            caret: text.len(),
            at,
        });
        self.draft(None, at).into_iter().chain(refused).collect()
    }

    /// A new row begins with typing its first text.
    pub(super) fn new_row_text(&self, filling: usize, list: Spot) -> Option<Typing> {
        self.first_text(filling, list.item)
            .map(|_| Typing::new(Editor::line("")))
    }

    fn first_text(&self, filling: usize, list: ItemIx) -> Option<ItemIx> {
        let form = self.response(filling).form();
        let first = form.children(list).next()?;
        is_typed(&form.item(first).kind).then_some(first)
    }

    /// The wording that may be taken as the answer in focus.
    pub(super) fn draft_wording(&self) -> Option<&Wording> {
        let (filling, spot) = self.spot()?;
        self.response(filling).form().item(spot.item).draft.as_ref()
    }

    /// The text that the form offers for the item in focus.
    pub fn draft_text(&self) -> Option<String> {
        let (filling, spot) = self.spot()?;
        let wording = self.draft_wording()?;
        let language = self.fillings[filling].row.language;
        let rendered =
            self.response(filling)
                .wording(wording, Some(spot), language, &self.around())?;
        let text = rendered.text.trim();
        (!text.is_empty()).then(|| text.to_owned())
    }
}

impl App {
    /// A key for the text in focus. True if there is one.
    pub(in crate::app) fn type_key(&mut self, key: Key) -> bool {
        let width = text_width(item_width(self.size.0).into());
        let Some(meeting) = self.meeting() else {
            return false;
        };
        let Some(typing) = &mut meeting.typing else {
            return false;
        };
        let edit = typing.editor.key(key, width);
        self.after_edit(edit);
        edit != Edit::Ignored
    }

    pub(in crate::app) fn type_text(&mut self, text: &str) -> bool {
        let Some(meeting) = self.meeting() else {
            return false;
        };
        let Some(typing) = &mut meeting.typing else {
            return false;
        };
        let edit = typing.editor.insert(text);
        self.after_edit(edit);
        true
    }

    fn after_edit(&mut self, edit: Edit) {
        match edit {
            Edit::Ignored => return,
            Edit::Full => {
                let text = self.say("text-full");
                self.warn(text);
            }
            Edit::Changed | Edit::Moved => {}
        }
        self.mask_identity_code();
        if let Some(typing) = self.meeting().and_then(|meeting| meeting.typing.as_mut()) {
            typing.fault = None;
        }
        self.draft_soon();
    }

    /// An identity code typed anywhere is masked before anything is kept.
    fn mask_identity_code(&mut self) {
        let Some(meeting) = self.meeting() else {
            return;
        };
        let allowed = meeting.allowed.clone();
        let Some(typing) = &mut meeting.typing else {
            return;
        };
        let text = typing.editor.text().to_owned();
        if let Some(masked) = masked(&text, &allowed) {
            let behind = text.len() - typing.editor.caret();
            let note = typing.editor.is_note();
            let caret = masked.len().saturating_sub(behind);
            typing.editor = if note {
                Editor::note(&masked)
            } else {
                Editor::line(&masked)
            }
            .at(caret);
            meeting.masked = Some(text);
            let notice = self.say("identity-masked");
            self.warn(notice);
        }
    }

    /// "This is not one": the text comes back as typed and the code is let through from now on.
    pub(in crate::app) fn not_an_identity_code(&mut self) {
        let Some(meeting) = self.meeting() else {
            return;
        };
        let Some(text) = meeting.masked.take() else {
            return;
        };
        for range in identity::find_identity_codes(&text) {
            meeting.allowed.insert(text[range].to_owned());
        }
        if let Some(typing) = &mut meeting.typing {
            typing.editor = if typing.editor.is_note() {
                Editor::note(&text)
            } else {
                Editor::line(&text)
            };
        }
        self.draft_soon();
    }

    /// Takes over the text that the form offers, to be edited.
    pub(in crate::app) fn take_draft(&mut self) {
        let Some(meeting) = self.meeting() else {
            return;
        };
        let Some(text) = meeting.draft_text() else {
            return;
        };
        if let Some(typing) = &mut meeting.typing {
            typing.editor = if typing.editor.is_note() {
                Editor::note(&text)
            } else {
                Editor::line(&text)
            };
        }
        self.draft_soon();
    }

    pub(in crate::app) fn draft_soon(&mut self) {
        let now = self.stamp.boot_ms;
        let first = *self.draft_first_ms.get_or_insert(now);
        self.draft_due_ms =
            Some((now + super::super::DRAFT_QUIET_MS).min(first + super::super::DRAFT_LATEST_MS));
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
        let note = match self.overlays.last() {
            Some(Overlay::Note(editor)) => Some(editor.clone()),
            _ => self.meeting().and_then(|meeting| meeting.written_note()),
        };
        if let (Screen::After(_), Some(text)) = (&self.screen, &note) {
            return self.put_block_draft(Some(text));
        }
        let Some(meeting) = self.meeting().filter(|meeting| meeting.recording) else {
            return;
        };
        if let Some(draft) = meeting.draft(note.as_ref(), at) {
            self.effects.push(Effect::PutDraft(draft));
        }
    }

    /// Gives what was typed at the focus. Always possible: what cannot be taken is kept and marked.
    pub(in crate::app) fn leave(&mut self) {
        let Some(meeting) = self.meeting() else {
            return;
        };
        let Some(typing) = meeting.typing.clone() else {
            return;
        };
        match meeting.focus {
            Some(Focus::Spot { filling, spot }) => self.give_text(filling, spot, &typing),
            Some(Focus::NewRow { filling, list }) if !typing.editor.text().trim().is_empty() => {
                self.give_new_row(filling, list, typing.editor.text());
            }
            _ => {}
        }
    }

    fn give_text(&mut self, filling: usize, spot: Spot, typing: &Typing) {
        let today = self.stamp.today;
        let Some(meeting) = self.meeting() else {
            return;
        };
        let text = typing.editor.text().trim();
        if text == typing.before.trim() {
            meeting.refused.remove(&(filling, spot));
            // What was typed and taken back must not come back: the draft becomes the answer again.
            self.flush_draft();
            return;
        }
        let response = meeting.response(filling);
        let answer = if text.is_empty() {
            Ok(Answer::Empty)
        } else {
            response.parse(spot, text, today).map(Answer::Given)
        };
        match answer {
            Ok(answer) => {
                meeting.refused.remove(&(filling, spot));
                let cell = Cell {
                    answer,
                    ..meeting.response(filling).cell(spot).clone()
                };
                self.give(filling, spot, cell);
            }
            Err(fault) => {
                meeting.refused.insert((filling, spot), text.to_owned());
                let notice = self.entry_fault(&fault);
                self.warn(notice);
                self.flush_draft();
            }
        }
    }

    /// A row is made of what was typed in the place for a new one.
    fn give_new_row(&mut self, filling: usize, list: Spot, text: &str) {
        let id = RowId::from_uuid(self.new_id());
        let today = self.stamp.today;
        let Some(meeting) = self.meeting() else {
            return;
        };
        let Some(first) = meeting.first_text(filling, list.item) else {
            return;
        };
        let response = meeting.response(filling);
        let change = response.insert_row(list.item, response.rows(list.item).len(), id.clone());
        if !self.make(filling, change) {
            return;
        }
        let Some(meeting) = self.meeting() else {
            return;
        };
        let response = meeting.response(filling);
        let path = crate::response::Path::in_row(response.form().item(first).id.clone(), id);
        let Some(spot) = response.spot(&path) else {
            return;
        };
        match response.parse(spot, text.trim(), today) {
            Ok(value) => self.give(filling, spot, Cell::given(value)),
            Err(_) => {
                meeting.refused.insert((filling, spot), text.to_owned());
            }
        }
        if let Some(meeting) = self.meeting() {
            meeting.focus = Some(Focus::Spot { filling, spot });
        }
    }

    /// Why a typed text is no answer, in words.
    pub fn entry_fault(&self, fault: &EntryFault) -> String {
        let (id, values) = crate::app::names::entry_fault_id(fault);
        let args: Vec<_> = values
            .iter()
            .map(|(name, value)| (*name, Arg::from(value)))
            .collect();
        self.tell(id, &args)
    }
}

/// The text with its identity codes masked, if it has any that were not let through.
pub(in crate::app) fn masked(
    text: &str,
    allowed: &std::collections::BTreeSet<String>,
) -> Option<String> {
    let found = identity::find_identity_codes(text);
    let caught: Vec<_> = found
        .into_iter()
        .filter(|range| !allowed.contains(&text[range.clone()]))
        .collect();
    if caught.is_empty() {
        return None;
    }
    let mut masked = text.to_owned();
    for range in caught.into_iter().rev() {
        masked.replace_range(range, "●●●");
    }
    Some(masked)
}
