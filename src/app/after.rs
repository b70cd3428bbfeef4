//! After a meeting, on one screen: texts for where they go, what was promised, what is open, what might be asked next time.

use std::sync::Arc;

use super::commands::Do;
use super::editor::Editor;
use super::overlay::Overlay;
use super::{App, Effect, Purpose, Screen};
use crate::casework::{
    self, About, Around, Block, BlockState, Draft, Event, Filling, Ground, PaperFilling,
    SessionRow, Status, StoredSession, SubjectPage,
};
use crate::form::describe::Speaker;
use crate::form::{Catalogue, Form};
use crate::lang::{Arg, Lang, clean};
use crate::response::{Cell, Path, Response};

/// The most that is given to the terminal's clipboard at once: more than this many bytes some terminals drop without a word.
const MOST_COPIED: usize = 16 * 1024;

#[derive(Debug, Clone)]
pub struct After {
    pub page: SubjectPage,
    pub session: SessionRow,
    pub fillings: Vec<Filling>,
    pub papers: Vec<PaperFilling>,
    pub at: usize,
    /// One came here from the meeting's review and goes back to it.
    from_review: bool,
}

/// A line that the focus can stand on.
#[derive(Debug, Clone, PartialEq)]
pub enum AfterEntry {
    Block {
        paper: usize,
        block: Block,
    },
    /// A form that was left for later.
    Unapproved {
        title: String,
    },
}

/// A question for next time, with what it comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggested {
    pub text: String,
    pub reason: String,
}

impl After {
    pub fn new(
        catalogue: &Catalogue,
        stored: &StoredSession,
        forms: &[Arc<Form>],
        page: SubjectPage,
        scribe: &mut casework::Scribe,
        from_review: bool,
    ) -> After {
        let row = &stored.row;
        let inputs = casework::inputs_then(&page, row);
        let fillings = casework::loaded(&stored.responses, forms, &inputs);
        let register = &page.subject.register;
        let papers = casework::drafted(
            catalogue, register, stored, forms, &fillings, &inputs, scribe,
        );
        After {
            page,
            session: stored.row.clone(),
            fillings,
            papers,
            at: 0,
            from_review,
        }
    }

    pub fn entries(&self, lang: Lang) -> Vec<AfterEntry> {
        let blocks = self.papers.iter().enumerate().flat_map(|(paper, of)| {
            let blocks = of.blocks(lang).into_iter();
            blocks.map(move |block| AfterEntry::Block { paper, block })
        });
        let unapproved = self
            .own()
            .filter(|filling| is_open(filling))
            .map(|filling| {
                let title = filling.response.form().title.plain(lang).to_owned();
                AfterEntry::Unapproved { title }
            });
        blocks.chain(unapproved).collect()
    }

    /// The forms of the meeting itself.
    fn own(&self) -> impl Iterator<Item = &Filling> {
        self.fillings.iter().filter(|filling| filling.is_held())
    }

    pub fn is_approved(&self) -> bool {
        !self.own().any(is_open)
    }

    /// What was finished without an answer.
    pub fn open(&self, lang: Lang) -> Vec<String> {
        let finished = self.own().filter(|filling| !is_open(filling));
        let spots = finished.flat_map(|filling| {
            let response = &filling.response;
            let spots = response.open_spots().into_iter();
            spots.map(move |spot| name(response, spot.item, lang))
        });
        spots.collect()
    }

    pub fn suggestions(&self, lang: Lang) -> Vec<Suggested> {
        let around = Around(&self.fillings);
        let of = |filling: &Filling| {
            let response = &filling.response;
            let form = response.form();
            let speaker = Speaker::new(form, lang);
            let said = |number: usize| {
                let suggestion = &form.suggestions[number];
                let said = response.wording(&suggestion.text, None, lang, &around)?;
                Some(Suggested {
                    text: said.text,
                    reason: speaker.say(&suggestion.rule),
                })
            };
            let said: Vec<_> = response
                .suggestions()
                .into_iter()
                .filter_map(said)
                .collect();
            said
        };
        self.own().flat_map(of).collect()
    }

    fn block(&self, lang: Lang) -> Option<(usize, Block)> {
        match self.entries(lang).into_iter().nth(self.at)? {
            AfterEntry::Block { paper, block } => Some((paper, block)),
            AfterEntry::Unapproved { .. } => None,
        }
    }

    /// The block in focus, unless it has nothing to give.
    pub fn given_block(&self, lang: Lang) -> Option<(usize, Block)> {
        let (paper, block) = self.block(lang)?;
        let fixed = matches!(block.state, BlockState::Empty | BlockState::LeftOut);
        (!fixed).then_some((paper, block))
    }

    pub fn enabled(&self, does: Do, lang: Lang) -> bool {
        let entry = self.entries(lang).into_iter().nth(self.at);
        match does {
            Do::Open => matches!(entry, Some(AfterEntry::Unapproved { .. })),
            Do::EditBlock => self.editable(lang).is_some(),
            Do::Restore => self
                .given_block(lang)
                .is_some_and(|(_, block)| block.state == BlockState::Edited),
            Do::Done | Do::Copy => self.given_block(lang).is_some(),
            _ => true,
        }
    }

    /// Also a block for which nothing was said can be written.
    fn editable(&self, lang: Lang) -> Option<(usize, Block)> {
        let (paper, block) = self.block(lang)?;
        (block.state != BlockState::LeftOut).then_some((paper, block))
    }

    /// The block in focus and how much of its room a text takes.
    pub fn heading(&self, lang: Lang, text: &str) -> String {
        let Some((_, block)) = self.block(lang) else {
            return String::new();
        };
        let written = text.trim().chars().count();
        match block.limit {
            Some(limit) => format!("{}   {written}/{limit}", block.heading),
            None => block.heading,
        }
    }

    /// Text that was being written when the screen was left, back in its block: with its caret.
    fn bring_back(&mut self, drafts: &[Draft], lang: Lang) -> Option<Editor> {
        let draft = drafts.iter().find(|draft| !draft.text.is_empty())?;
        let entries = self.entries(lang);
        let stands = |entry: &AfterEntry| match entry {
            AfterEntry::Block { paper, block } => {
                let paper = &self.papers[*paper];
                paper.row.id == draft.response && paper.path(block) == draft.path
            }
            AfterEntry::Unapproved { .. } => false,
        };
        self.at = entries.iter().position(stands)?;
        Some(Editor::note(&draft.text).at(draft.caret))
    }
}

fn is_open(filling: &Filling) -> bool {
    filling.row.status == Status::InProgress
}

fn name(response: &Response, item: crate::form::ItemIx, lang: Lang) -> String {
    let item = response.form().item(item);
    match item.short.is_empty() {
        true => item.id.to_string(),
        false => item.short.plain(lang).to_owned(),
    }
}

impl App {
    pub(super) fn show_after(
        &mut self,
        stored: &StoredSession,
        forms: &[Arc<Form>],
        page: SubjectPage,
    ) {
        let from_review = matches!(self.screen, Screen::Review(_));
        let catalogue = Arc::clone(&self.catalogue);
        let scribe = &mut self.scribe;
        let mut after = After::new(&catalogue, stored, forms, page, scribe, from_review);
        let writing = after.bring_back(&stored.drafts, self.lang);
        if writing.is_none() {
            // What still waits comes first.
            let waits = |entry: &AfterEntry| match entry {
                AfterEntry::Block { block, .. } => block.waits(),
                AfterEntry::Unapproved { .. } => false,
            };
            let entries = after.entries(self.lang);
            after.at = entries.iter().position(waits).unwrap_or(0);
        }
        self.screen = Screen::After(Box::new(after));
        self.overlays.extend(writing.map(Overlay::Note));
    }

    fn after(&mut self) -> Option<&mut After> {
        match &mut self.screen {
            Screen::After(after) => Some(after),
            _ => None,
        }
    }

    pub(super) fn run_after(&mut self, does: Do) {
        let page = isize::try_from(self.size.1.saturating_sub(6).max(1)).unwrap_or(1);
        match does {
            Do::Up => self.after_move(-1),
            Do::Down => self.after_move(1),
            Do::PageUp => self.after_move(-page),
            Do::PageDown => self.after_move(page),
            Do::EditBlock => self.write_block(),
            Do::Done => self.take_block(),
            Do::Restore => self.restore_block(),
            Do::Copy => self.copy_block(),
            Do::Open => self.go_on_with_meeting(),
            Do::NextClient => {
                self.close_papers();
                self.go_to_next_client();
            }
            Do::Back => self.leave_after(),
            _ => {}
        }
    }

    pub(super) fn after_move(&mut self, by: isize) {
        let lang = self.lang;
        let Some(after) = self.after() else { return };
        let last = after.entries(lang).len().saturating_sub(1);
        after.at = after.at.saturating_add_signed(by).min(last);
    }

    fn leave_after(&mut self) {
        self.close_papers();
        let Some(after) = self.after() else { return };
        match after.from_review {
            true => {
                let session = after.session.id;
                let purpose = Purpose::Review;
                self.effects.push(Effect::LoadSession { session, purpose });
            }
            false => self.go_home(),
        }
    }

    /// A form that was left for later is finished where it was asked.
    fn go_on_with_meeting(&mut self) {
        self.close_papers();
        let Some(after) = self.after() else { return };
        let session = after.session.id;
        let purpose = Purpose::Resume;
        self.effects.push(Effect::LoadSession { session, purpose });
    }

    fn write_block(&mut self) {
        let lang = self.lang;
        let Some(after) = self.after() else { return };
        let Some((_, block)) = after.editable(lang) else {
            return;
        };
        self.overlays.push(Overlay::Note(Editor::note(&block.text)));
    }

    /// The text written for a block is what will be taken.
    pub(super) fn keep_block(&mut self, text: &str) {
        let lang = self.lang;
        let Some(after) = self.after() else { return };
        let Some((paper, block)) = after.editable(lang) else {
            return;
        };
        let text = text.trim();
        let drafted = after.is_drafted(paper, &block, text, lang);
        match text == block.text {
            // Nothing is to come back that was typed and taken back.
            true => self.put_block_draft(None),
            false if text.is_empty() || drafted => self.give_block(paper, &block, Cell::default()),
            false => self.give_block(paper, &block, casework::block_cell(text, true)),
        }
    }

    /// Taken where it goes, or not after all; the focus goes on to what still waits.
    fn take_block(&mut self) {
        let lang = self.lang;
        let Some(after) = self.after() else { return };
        let Some((paper, block)) = after.given_block(lang) else {
            return;
        };
        if block.state == BlockState::Done {
            let drafted = after.is_drafted(paper, &block, &block.text, lang);
            let cell = match drafted {
                true => Cell::default(),
                false => casework::block_cell(&block.text, true),
            };
            return self.give_block(paper, &block, cell);
        }
        self.give_block(paper, &block, casework::block_cell(&block.text, false));
        let Some(after) = self.after() else { return };
        let mut entries = after.entries(lang).into_iter().enumerate();
        let waits = |(at, entry): &(usize, AfterEntry)| {
            *at > after.at && matches!(entry, AfterEntry::Block { block, .. } if block.waits())
        };
        if let Some((at, _)) = entries.find(waits) {
            after.at = at;
        }
    }

    /// The words of the draft again.
    fn restore_block(&mut self) {
        let lang = self.lang;
        let Some(after) = self.after() else { return };
        if let Some((paper, block)) = after.given_block(lang) {
            self.give_block(paper, &block, Cell::default());
        }
    }

    fn give_block(&mut self, paper: usize, block: &Block, cell: Cell) {
        let mut entries = Vec::new();
        let Screen::After(after) = &mut self.screen else {
            return;
        };
        let of = &mut after.papers[paper];
        let path = of.path(block);
        let change = of.response.change(&path, cell.clone());
        if of.response.apply(&change).is_err() {
            return;
        }
        let about = about(&of.row);
        if std::mem::take(&mut of.fresh) {
            entries.push(casework::started(&of.row, &mut self.scribe));
        } else if of.is_completed() {
            of.row.status = Status::InProgress;
            entries.push(self.scribe.entry(Event::ResponseResumed, about));
        }
        entries.push(self.scribe.entry(Event::Answered { path, cell }, about));
        self.record(entries);
    }

    /// Papers of which every part has been taken where it goes are done with.
    pub(super) fn close_papers(&mut self) {
        let lang = self.lang;
        let Some(after) = self.after() else { return };
        let ready = after
            .papers
            .iter_mut()
            .filter(|paper| !paper.fresh && !paper.is_completed() && paper.is_finished(lang));
        let mut closed = Vec::new();
        for paper in ready {
            paper.row.status = Status::Completed;
            closed.push(about(&paper.row));
        }
        for about in closed {
            let event = Event::ResponseEnded {
                status: Status::Completed,
                reason: None,
                scores: Vec::new(),
            };
            self.record_one(event, about);
        }
    }

    /// Only when asked: what is on the clipboard is out of the program's hands. It is logged like every export.
    fn copy_block(&mut self) {
        let lang = self.lang;
        let Some(after) = self.after() else { return };
        let Some((paper, block)) = after.given_block(lang) else {
            return;
        };
        let of = &after.papers[paper];
        let what = format!("{}/{}", of.row.form_id, of.path(&block));
        let about = About::session(after.session.subject, after.session.id);
        let text = clean::clean_note(&block.text);
        if text.len() > MOST_COPIED {
            let text = self.say("copy-too-long");
            return self.warn(text);
        }
        let event = Event::Exported {
            what,
            format: "clipboard".to_owned(),
            ground: Ground::default(),
            to: None,
        };
        self.record_one(event, about);
        self.effects.push(Effect::Copy(text));
        let text = self.tell("copy-done", &[("what", Arg::from(&block.heading))]);
        self.notify(text);
    }

    /// The text being written, kept apart until it is taken: a lock or a crash loses nothing.
    pub(super) fn put_block_draft(&mut self, editor: Option<&Editor>) {
        let (lang, at) = (self.lang, self.stamp.utc);
        let mut begun = None;
        let Screen::After(after) = &mut self.screen else {
            return;
        };
        let Some((paper, block)) = after.editable(lang) else {
            return;
        };
        let session = after.session.id;
        let of = &mut after.papers[paper];
        if std::mem::take(&mut of.fresh) {
            begun = Some(casework::started(&of.row, &mut self.scribe));
        }
        let draft = Draft {
            session: Some(session),
            response: of.row.id,
            path: of.path(&block),
            note: false,
            text: editor.map_or_else(String::new, |editor| editor.text().to_owned()),
            caret: editor.map_or(0, Editor::caret),
            at,
        };
        self.record(begun.into_iter().collect());
        self.effects.push(Effect::PutDraft(draft));
    }
}

impl After {
    /// Whether a text is what would be drafted anyway.
    fn is_drafted(&self, paper: usize, block: &Block, text: &str, lang: Lang) -> bool {
        let mut plain = self.papers[paper].clone();
        let path: Path = plain.path(block);
        let change = plain.response.change(&path, Cell::default());
        plain.response.apply(&change).is_ok() && plain.block(block.item, lang).text == text
    }
}

fn about(row: &casework::ResponseRow) -> About {
    About {
        subject: Some(row.subject),
        session: row.session,
        response: Some(row.id),
    }
}
