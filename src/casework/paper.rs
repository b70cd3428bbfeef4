//! Papers: texts drafted after a meeting from what it gave, block by block, each taken where it goes by hand.

use std::collections::HashSet;
use std::sync::Arc;

use super::event::{Entry, Event, Status};
use super::filling::{About, Filling, Scribe};
use super::rows::{ResponseRow, SessionRow, StoredSession};
use crate::form::{Catalogue, Form, Id, Item, ItemIx, Kind, Role};
use crate::lang::Lang;
use crate::response::{Answer, Cell, Inputs, Path, Response, RowId, RowIx, Spot, Value};

/// A paper of one meeting.
#[derive(Debug, Clone)]
pub struct PaperFilling {
    pub row: ResponseRow,
    pub response: Response,
    /// Nothing of it stands in the vault yet.
    pub fresh: bool,
}

/// How far a block is on its way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BlockState {
    /// As it was drafted.
    Drafted,
    /// In the counsellor's own words, and still here.
    Edited,
    /// Taken where it goes.
    Done,
    /// There was nothing to say.
    Empty,
    /// Not to be passed on.
    LeftOut,
}

/// A text ready to be taken where it goes.
#[derive(Debug, Clone, PartialEq)]
pub struct Block {
    pub item: ItemIx,
    pub heading: String,
    /// What is taken; of one that is left out, why.
    pub text: String,
    pub limit: Option<usize>,
    pub state: BlockState,
}

impl Block {
    pub fn length(&self) -> usize {
        self.text.chars().count()
    }

    pub fn is_too_long(&self) -> bool {
        self.limit.is_some_and(|limit| self.length() > limit)
    }

    /// Whether it still has to be taken where it goes.
    pub fn waits(&self) -> bool {
        matches!(self.state, BlockState::Drafted | BlockState::Edited)
    }
}

/// The papers that a meeting with such a subject gives, in their order.
pub fn papers<'c>(catalogue: &'c Catalogue, register: &Id) -> Vec<&'c Arc<Form>> {
    let forms = catalogue.forms();
    let mut papers: Vec<&Arc<Form>> = forms
        .filter(|form| form.paper.is_some() && form.subject == *register)
        .collect();
    papers.sort_by_key(|form| form.paper.as_ref().map(|paper| paper.order));
    papers
}

/// Begins the papers that a meeting does not have yet, so that home knows what waits.
pub fn begin_papers(
    catalogue: &Catalogue,
    register: &Id,
    session: &SessionRow,
    scribe: &mut Scribe,
) -> Vec<Entry> {
    let has = |form: &&Arc<Form>| !session.responses.iter().any(|row| row.form_id == form.id);
    let missing = papers(catalogue, register).into_iter().filter(has);
    missing
        .map(|form| {
            let row = fresh_row(form, session, scribe);
            started(&row, scribe)
        })
        .collect()
}

/// What is to be recorded before anything of a paper is.
pub fn started(row: &ResponseRow, scribe: &mut Scribe) -> Entry {
    let event = Event::ResponseStarted {
        form: row.form,
        form_id: row.form_id.clone(),
        role: row.role,
        language: row.language,
        pinned: Vec::new(),
    };
    let about = About {
        subject: Some(row.subject),
        session: row.session,
        response: Some(row.id),
    };
    scribe.entry(event, about)
}

/// The papers of a meeting, drafted from its fillings, with what was edited or taken since.
pub fn drafted(
    catalogue: &Catalogue,
    register: &Id,
    stored: &StoredSession,
    forms: &[Arc<Form>],
    fillings: &[Filling],
    inputs: &Inputs,
    scribe: &mut Scribe,
) -> Vec<PaperFilling> {
    let known = |form: &&Arc<Form>| form.paper.is_some();
    let mut papers_here = papers(catalogue, register);
    // What was begun in another version goes on in it.
    for form in forms.iter().filter(known) {
        papers_here.retain(|newest| newest.id != form.id);
        papers_here.push(form);
    }
    papers_here.sort_by_key(|form| form.paper.as_ref().map(|paper| paper.order));
    let draft = |form: &Arc<Form>| {
        let kept = stored.responses.iter().find(|it| it.row.form_id == form.id);
        let mut cells = gathered(form, fillings);
        cells.extend(kept.map_or_else(Vec::new, |kept| kept.cells.clone()));
        let mut response = Response::new(Arc::clone(form), inputs.clone(), Vec::new());
        response.load(cells);
        PaperFilling {
            row: kept.map_or_else(
                || fresh_row(form, &stored.row, scribe),
                |kept| kept.row.clone(),
            ),
            response,
            fresh: kept.is_none(),
        }
    };
    papers_here.into_iter().map(draft).collect()
}

fn fresh_row(form: &Form, session: &SessionRow, scribe: &mut Scribe) -> ResponseRow {
    let about = About {
        subject: Some(session.subject),
        session: Some(session.id),
        response: None,
    };
    super::filling::response_row(scribe.id(), form, about, session.language, scribe.stamp.utc)
}

impl PaperFilling {
    /// The blocks in their order. `lang`: that of the program.
    pub fn blocks(&self, lang: Lang) -> Vec<Block> {
        let form = self.response.form();
        blocks_of(form).map(|ix| self.block(ix, lang)).collect()
    }

    pub fn block(&self, ix: ItemIx, lang: Lang) -> Block {
        let response = &self.response;
        let item = response.form().item(ix);
        let spot = Spot::top(ix);
        let lang = match item.audience {
            crate::form::Audience::Client => self.row.language,
            crate::form::Audience::Counsellor | crate::form::Audience::Both => lang,
        };
        let say = |wording| {
            let said = response.wording(wording, Some(spot), lang, &());
            said.map_or_else(String::new, |said| said.text)
        };
        let cell = response.cell(spot);
        let (text, state) = match (&cell.answer, response.is_shown(spot)) {
            (_, false) => (say(&item.why), BlockState::LeftOut),
            (Answer::Given(Value::Text(text)), true) if cell.come_back => {
                (text.clone(), BlockState::Edited)
            }
            (Answer::Given(Value::Text(text)), true) => (text.clone(), BlockState::Done),
            (_, true) => {
                let drafted = item.draft.as_ref().map_or_else(String::new, say);
                (trimmed(&drafted), BlockState::Drafted)
            }
        };
        let state = match state {
            BlockState::Drafted if text.is_empty() => BlockState::Empty,
            other => other,
        };
        Block {
            item: ix,
            heading: say(&item.label),
            text,
            limit: item.limit,
            state,
        }
    }

    pub fn path(&self, block: &Block) -> Path {
        self.response.path(Spot::top(block.item))
    }

    /// Whether every block has been taken where it goes.
    pub fn is_finished(&self, lang: Lang) -> bool {
        !self.blocks(lang).iter().any(Block::waits)
    }

    pub fn is_completed(&self) -> bool {
        self.row.status != Status::InProgress
    }
}

/// The answer of a block: `edited` is still to be taken where it goes, and so flagged to come back to.
pub fn block_cell(text: &str, edited: bool) -> Cell {
    Cell {
        come_back: edited,
        ..Cell::given(Value::Text(text.to_owned()))
    }
}

/// The items of a paper that are texts to be taken somewhere.
pub fn blocks_of(form: &Form) -> impl Iterator<Item = ItemIx> + '_ {
    let words = |item: &Item| matches!(item.kind, Kind::Text | Kind::Note);
    let items = (0..).zip(&form.items);
    items
        .filter(move |(_, item)| words(item) && item.draft.is_some() && item.parent.is_none())
        .map(|(ix, _)| ix)
}

/// Without blanks at line ends, and never more than one empty line.
fn trimmed(text: &str) -> String {
    let mut lines: Vec<&str> = text.trim().lines().map(str::trim_end).collect();
    lines.dedup_by(|next, before| next.is_empty() && before.is_empty());
    lines.join("\n")
}

/// What a paper's own items with a role take from the fillings of a meeting.
fn gathered(paper: &Form, fillings: &[Filling]) -> Vec<(Path, Cell)> {
    // What was said in the meeting itself comes before what stands from before.
    let (standing, own): (Vec<&Filling>, Vec<&Filling>) = fillings
        .iter()
        .filter(|filling| filling.standing || filling.is_held())
        .partition(|filling| filling.standing);
    let mut gathering = Gathering {
        paper,
        from: own
            .into_iter()
            .chain(standing)
            .map(|it| &it.response)
            .collect(),
        taken: HashSet::new(),
        cells: Vec::new(),
    };
    for (ix, item) in (0..).zip(&paper.items) {
        let (Some(role), None) = (item.role, item.parent) else {
            continue;
        };
        match item.kind {
            Kind::List { .. } | Kind::Table { .. } => gathering.rows(ix, role),
            _ => gathering.single(item, role),
        }
    }
    gathering.cells
}

struct Gathering<'a> {
    paper: &'a Form,
    from: Vec<&'a Response>,
    /// Answers that an item has taken already: filling and item.
    taken: HashSet<(usize, ItemIx)>,
    cells: Vec<(Path, Cell)>,
}

impl Gathering<'_> {
    fn single(&mut self, item: &Item, role: Role) {
        for (number, from) in self.from.iter().enumerate() {
            for ix in from.form().with_role(role) {
                let alike = from.form().item(ix).kind == item.kind
                    || is_words(&from.form().item(ix).kind) && is_words(&item.kind);
                let Some(value) = from.value(Spot::top(ix)).filter(|_| alike) else {
                    continue;
                };
                if self.taken.insert((number, ix)) {
                    let path = Path::top(item.id.clone());
                    return self.cells.push((path, Cell::given(value.clone())));
                }
            }
        }
    }

    fn rows(&mut self, container: ItemIx, role: Role) {
        let mut listed: Vec<RowId> = Vec::new();
        for from in self.from.clone() {
            for source in from.form().with_role(role).collect::<Vec<_>>() {
                if !from.is_shown(Spot::top(source)) {
                    continue;
                }
                for row in from.rows(source) {
                    listed.push(from.row_id(*row).clone());
                    self.row(container, from, source, *row);
                }
            }
        }
        let item = self.paper.item(container);
        if matches!(item.kind, Kind::List { .. }) && !listed.is_empty() {
            let path = Path::top(item.id.clone());
            self.cells.push((path, Cell::given(Value::Rows(listed))));
        }
    }

    fn row(&mut self, container: ItemIx, from: &Response, source: ItemIx, row: RowIx) {
        for child in self.paper.children(container) {
            let child = self.paper.item(child);
            let form = from.form();
            let same = |ix: &ItemIx| match child.role {
                Some(role) => form.item(*ix).role == Some(role),
                None => form.item(*ix).id == child.id,
            };
            let found = form.children(source).find(same);
            let value = found.and_then(|ix| from.value(Spot::in_row(ix, row)));
            if let Some(value) = value {
                let path = Path::in_row(child.id.clone(), from.row_id(row).clone());
                self.cells.push((path, Cell::given(value.clone())));
            }
        }
    }
}

fn is_words(kind: &Kind) -> bool {
    matches!(kind, Kind::Text | Kind::Note)
}
