//! The walk through a meeting: a place is shown, a line is read, what it asks for is done, and on to the next place.

use std::collections::BTreeSet;

use uuid::Uuid;

use super::command::{self, Line};
use super::finish::Finishing;
use super::places::{self, Place, Placed, places};
use super::prompt::Prompter;
use super::{Error, Keeper, Streams};
use crate::casework::{Begun, Deeds, Draft, Filling, Part, SessionRow, Stamp, route_of};
use crate::form::{Catalogue, Id};
use crate::lang::{Arg, Lang, messages};
use crate::response::{Path, Spot};

/// A meeting being held in lines.
pub struct Walk<'s, 'k> {
    pub(super) streams: Streams<'s>,
    pub(super) keeper: Keeper<'k>,
    pub(super) now: &'k dyn Fn() -> Stamp,
    /// Of the program's own words.
    pub(super) lang: Lang,
    pub(super) subject: Option<Uuid>,
    /// Of what kind the subject is.
    pub(super) register: Option<Id>,
    pub(super) session: Option<SessionRow>,
    pub(super) fillings: Vec<Filling>,
    pub(super) more: BTreeSet<Part>,
    pub(super) deeds: Deeds,
    /// Off: nothing is kept until switched on again.
    pub(super) recording: bool,
    /// Identity codes that the person said are none.
    pub(super) allowed: BTreeSet<String>,
    /// The codes of the line that was refused last.
    pub(super) refused: Vec<String>,
    /// Texts that were left half way, and where.
    pub(super) typed: Vec<(usize, Path, String)>,
    /// Where something was asked last.
    pub(super) stood: Option<(usize, Path)>,
    /// The forms at hand; none where one is only practised with.
    pub(super) catalogue: Option<&'k Catalogue>,
    /// The part whose title was said last.
    pub(super) said: Option<Part>,
}

/// How a walk ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct End {
    pub session: Option<Uuid>,
    pub response: Uuid,
    pub finished: bool,
}

/// Where to go after a line.
pub(super) enum Move {
    Stay,
    Next,
    Back,
    To(Placed),
    /// On to the place after this one.
    After(Placed),
    /// Past the list that the place stands in.
    PastList,
    /// The input has ended.
    Leave,
    /// The input has ended inside a text, which is kept as a draft.
    Broken,
    Finished,
}

impl<'s, 'k> Walk<'s, 'k> {
    pub fn new(
        streams: Streams<'s>,
        keeper: Keeper<'k>,
        now: &'k dyn Fn() -> Stamp,
        lang: Lang,
        begun: Begun,
    ) -> Walk<'s, 'k> {
        let subject = begun.fillings.first().map(|filling| filling.row.subject);
        Walk {
            subject: subject.filter(|_| !keeper.is_nowhere()),
            register: None,
            streams,
            keeper,
            now,
            lang,
            session: begun.session,
            fillings: begun.fillings,
            more: BTreeSet::new(),
            deeds: Deeds::default(),
            recording: true,
            allowed: BTreeSet::new(),
            refused: Vec::new(),
            typed: Vec::new(),
            stood: None,
            catalogue: None,
            said: None,
        }
    }

    /// Goes on with what was done before, and with the forms at hand.
    pub fn going_on(self, deeds: Deeds, register: Id, catalogue: &'k Catalogue) -> Walk<'s, 'k> {
        Walk {
            deeds,
            register: Some(register),
            catalogue: Some(catalogue),
            ..self
        }
    }

    /// Walks to the end, from where the first of `drafts` says that the person was.
    pub fn run(mut self, drafts: &[Draft]) -> Result<End, Error> {
        let mut here = self.first(drafts);
        self.tell_of_newer_version();
        if drafts.is_empty() {
            self.say_first();
        }
        let finished = loop {
            self.stand_at(here.or_else(|| self.before(None)));
            let Some(place) = here else {
                match self.ask_at_end()? {
                    Move::Finished => break true,
                    Move::Leave | Move::Broken => break false,
                    Move::Back => here = self.before(None),
                    Move::To(place) => here = Some(place),
                    Move::Stay | Move::Next | Move::After(_) | Move::PastList => {}
                }
                continue;
            };
            self.show(place)?;
            let all = places(&self.fillings, &self.more);
            let step = match place.1.asks() {
                true => self.ask(place)?,
                false => Move::Next,
            };
            here = match step {
                Move::Stay => Some(place),
                Move::Next => self.after(&all, place),
                Move::Back => self.before(Some(place)).or(Some(place)),
                Move::To(place) => Some(place),
                Move::After(place) => self.after(&places(&self.fillings, &self.more), place),
                Move::PastList => self.past_list(place),
                Move::Finished => break true,
                Move::Leave | Move::Broken => break false,
            };
        };
        Ok(End {
            session: self.session.as_ref().map(|session| session.id),
            response: self.fillings[0].row.id,
            finished,
        })
    }

    /// What the route has said before anything else.
    fn say_first(&mut self) {
        let language = self.fillings[0].row.language;
        let route = route_of(&self.fillings).cloned();
        for text in route.iter().flat_map(|route| &route.say) {
            self.streams.explain(text.plain(language));
        }
    }

    pub(super) fn prompter(&self) -> Prompter<'_> {
        Prompter {
            fillings: &self.fillings,
            lang: self.lang,
        }
    }

    pub(super) fn explain(&mut self, id: &str, args: &[(&str, Arg<'_>)]) {
        let text = messages(self.lang).with(id, args);
        self.streams.explain(&text);
    }

    fn first(&mut self, drafts: &[Draft]) -> Option<Placed> {
        for draft in drafts {
            let typed = !draft.note && !draft.text.is_empty();
            let filling = self.filling_of(draft.response).filter(|_| typed);
            let text = filling.map(|filling| (filling, draft.path.clone(), draft.text.clone()));
            self.typed.extend(text);
        }
        let place = drafts.first();
        let place = place.and_then(|draft| self.place_of_response(draft.response, &draft.path));
        if let Some((part, Place::Item { .. })) = place {
            self.open_fold(part, place);
        }
        place.or_else(|| places(&self.fillings, &self.more).first().copied())
    }

    fn filling_of(&self, response: Uuid) -> Option<usize> {
        let mut fillings = self.fillings.iter();
        fillings.position(|filling| filling.row.id == response)
    }

    fn place_of_response(&self, response: Uuid, path: &Path) -> Option<Placed> {
        let filling = self.filling_of(response)?;
        self.place_of(filling, self.fillings[filling].response.spot(path)?)
    }

    /// The place of a spot, off the core path too.
    pub(super) fn place_of(&self, filling: usize, spot: Spot) -> Option<Placed> {
        let name = places::name(&self.fillings, Place::Item { filling, spot });
        places::find(&self.fillings, &name)
    }

    fn show(&mut self, (part, place): Placed) -> Result<(), Error> {
        if self.said != Some(part) {
            self.tell_of_form(part);
            self.said = Some(part);
            let title = self.prompter().part(part);
            self.streams.explain(&title);
            if !self.more.contains(&part) && places::has_more(&self.fillings, part) {
                self.explain("plain-more", &[]);
            }
        }
        for line in self.prompter().lines(place) {
            self.streams.put(&line)?;
        }
        if let Some(typed) = self.typed_at(place).map(str::to_owned) {
            let lead = messages(self.lang).get("plain-typed");
            self.streams.put(&format!("\t{lead}"))?;
            for line in typed.lines() {
                self.streams.put(&format!("\t> {line}"))?;
            }
        }
        Ok(())
    }

    /// The text that was left half way at a place.
    pub(super) fn typed_at(&self, place: Place) -> Option<&str> {
        let Place::Item { filling, spot } = place else {
            return None;
        };
        self.typed_in(filling, &self.fillings[filling].response.path(spot))
    }

    fn typed_in(&self, filling: usize, path: &Path) -> Option<&str> {
        let mut typed = self.typed.iter();
        let found = typed.find(|(of, at, _)| *of == filling && at == path)?;
        Some(&found.2)
    }

    fn ask(&mut self, (part, place): Placed) -> Result<Move, Error> {
        let Some(line) = self.streams.line()? else {
            return Ok(Move::Leave);
        };
        match command::read(&line) {
            Line::Skip => Ok(match place {
                Place::NewRow { .. } => Move::PastList,
                _ => Move::Next,
            }),
            Line::End => Ok(Move::PastList),
            Line::More => {
                self.more.insert(part);
                Ok(Move::Stay)
            }
            Line::NotIdentity => {
                self.allowed.extend(self.refused.drain(..));
                self.explain("plain-not-identity", &[]);
                Ok(Move::Stay)
            }
            Line::Unknown(command) => {
                self.explain("plain-unknown", &[("command", (&command).into())]);
                Ok(Move::Stay)
            }
            line => match self.anywhere(&line)? {
                Some(step) => Ok(step),
                None => self.do_here(place, line),
            },
        }
    }

    /// What means the same wherever it is typed.
    fn anywhere(&mut self, line: &Line) -> Result<Option<Move>, Error> {
        Ok(Some(match line {
            Line::Back => Move::Back,
            Line::Quit => Move::Leave,
            Line::GoTo(name) => self.go_to(name),
            Line::Undo => self.take_back(false)?,
            Line::Redo => self.take_back(true)?,
            Line::Form(id) => self.form(id)?,
            Line::Version(sure) => self.version(*sure)?,
            Line::Mark => self.mark()?,
            Line::Unmark => self.unmark()?,
            Line::Quote(words) => self.quote(words)?,
            Line::OffRecord => self.toggle_recording()?,
            Line::Finish => self.try_to_finish()?,
            Line::EndAs(state) => self.end_as(state)?,
            Line::Help => {
                self.explain("plain-help", &[]);
                Move::Stay
            }
            _ => return Ok(None),
        }))
    }

    /// After the last place: nothing is asked, and nothing ends by an empty line.
    fn ask_at_end(&mut self) -> Result<Move, Error> {
        let text = messages(self.lang).get("plain-end");
        self.streams
            .put(&format!("-\t{text} [:finish, :back, :goto, :quit]"))?;
        let Some(line) = self.streams.line()? else {
            return Ok(Move::Leave);
        };
        match self.anywhere(&command::read(&line))? {
            Some(step) => Ok(step),
            None => {
                self.explain("plain-help", &[]);
                Ok(Move::Stay)
            }
        }
    }

    fn go_to(&mut self, name: &str) -> Move {
        match places::find(&self.fillings, name) {
            Some(place) => {
                self.open_fold(place.0, Some(place));
                Move::To(place)
            }
            None => {
                self.explain("plain-no-such-item", &[("name", name.into())]);
                Move::Stay
            }
        }
    }

    /// Opens a part whole if the place lies off its core path.
    fn open_fold(&mut self, part: Part, place: Option<Placed>) {
        let core = places(&self.fillings, &self.more);
        if place.is_some_and(|place| !core.contains(&place)) {
            self.more.insert(part);
        }
    }

    fn try_to_finish(&mut self) -> Result<Move, Error> {
        Ok(match self.finish()? {
            Finishing::Done => Move::Finished,
            Finishing::Mend(Some(place)) => Move::To(place),
            Finishing::Mend(None) | Finishing::Failed => Move::Stay,
        })
    }

    /// The place after `place`, which may have gone meanwhile: then after the nearest one before it that still stands.
    fn after(&self, before: &[Placed], place: Placed) -> Option<Placed> {
        let now = places(&self.fillings, &self.more);
        let at = before.iter().position(|other| *other == place)?;
        let kept = before[..=at].iter().rev();
        let stands = |other: &Placed| now.iter().position(|place| place == other);
        let next = kept.filter_map(stands).next().map_or(0, |at| at + 1);
        now.get(next).copied()
    }

    /// The nearest place before that asks for something.
    fn before(&self, place: Option<Placed>) -> Option<Placed> {
        let now = places(&self.fillings, &self.more);
        let at = match place {
            Some(place) => now.iter().position(|other| *other == place)?,
            None => now.len(),
        };
        now[..at]
            .iter()
            .rev()
            .find(|(_, place)| place.asks())
            .copied()
    }

    fn past_list(&self, place: Placed) -> Option<Placed> {
        let now = places(&self.fillings, &self.more);
        let list = self.list_at(place.1);
        let at = now.iter().position(|other| *other == place)?;
        let mut rest = now[at + 1..].iter();
        rest.find(|(_, place)| list.is_none() || self.list_at(*place) != list)
            .copied()
    }

    /// The list that a place belongs to, with its filling.
    pub(super) fn list_at(&self, place: Place) -> Option<(usize, crate::form::ItemIx)> {
        match place {
            Place::NewRow { filling, list } => Some((filling, list)),
            Place::Item { filling, spot } | Place::Said { filling, spot } => {
                let form = self.fillings[filling].response.form();
                Some((filling, places::list_of(form, spot.item)?))
            }
            Place::Part(_) => None,
        }
    }

    /// Where the person is now is kept at each step, so that any front end goes on from there, however this one ends.
    fn stand_at(&mut self, place: Option<Placed>) {
        let Some((_, place)) = place else { return };
        let (filling, path) = match place {
            Place::Item { filling, spot } => (filling, self.fillings[filling].response.path(spot)),
            Place::NewRow { filling, list } => {
                let form = self.fillings[filling].response.form();
                (filling, Path::top(form.item(list).id.clone()))
            }
            Place::Part(_) | Place::Said { .. } => return,
        };
        let typed = self.typed_in(filling, &path);
        let typed = typed.unwrap_or_default().to_owned();
        // What is given here tells if the disk does not take it.
        let _ = self.keep_place(filling, path.clone(), typed);
        self.stood = Some((filling, path));
    }

    /// Where the person stands while something is given at a path, which ends what was typed there.
    pub(super) fn stands(&self, given_in: usize, given: &Path) -> Option<Draft> {
        let (filling, path) = self.stood.clone()?;
        let typed = self.typed_in(filling, &path);
        let typed = typed.filter(|_| (filling, &path) != (given_in, given));
        let typed = typed.unwrap_or_default().to_owned();
        self.draft(filling, path, typed)
    }

    pub(super) fn keep_place(
        &mut self,
        filling: usize,
        path: Path,
        text: String,
    ) -> Result<(), Error> {
        match self.draft(filling, path, text) {
            Some(draft) => Ok(self.keeper.put_draft(&draft)?),
            None => Ok(()),
        }
    }

    /// None where nothing is kept.
    fn draft(&self, filling: usize, path: Path, text: String) -> Option<Draft> {
        let session = self.session.as_ref().filter(|_| self.recording)?;
        Some(Draft {
            session: Some(session.id),
            response: self.fillings[filling].row.id,
            path,
            note: false,
            caret: text.len(),
            text,
            at: (self.now)().utc,
        })
    }
}
