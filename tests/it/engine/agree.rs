//! Everything that one can see of a filling, held against the naive evaluator.

use kohtaa::form::{Constraint, ItemIx, Kind, Wording};
use kohtaa::response::{Answer, Cell, Path, Progress, Response, Spot, Value};

use super::naive::{Earlier, Naive, Place};

/// Fails where the engine and the naive evaluator differ.
pub fn agree(filling: &Response, earlier: &Earlier, when: &str) {
    agree_about(filling, earlier, filling.cells(), when);
}

/// The same where of what is kept only these cells have a place in the form.
pub fn agree_about(filling: &Response, earlier: &Earlier, cells: Vec<(Path, Cell)>, when: &str) {
    let form = filling.form();
    let naive = Naive::new(form, filling.inputs().clone(), earlier, cells);
    let agreement = Agreement {
        filling,
        naive,
        when,
    };
    for place in agreement.naive.places() {
        agreement.place(&place);
    }
    agreement.faults();
    for section in 0..form.sections.len() {
        agreement.section(section);
    }
    agreement.finished();
    let suggested = (0..form.suggestions.len()).filter(|nth| agreement.naive.suggested(*nth));
    assert_eq!(
        filling.suggestions(),
        suggested.collect::<Vec<_>>(),
        "{when}"
    );
}

struct Agreement<'a> {
    filling: &'a Response,
    naive: Naive<'a>,
    when: &'a str,
}

impl Agreement<'_> {
    fn path(&self, place: &Place) -> Path {
        Path {
            item: self.filling.form().item(place.0).id.clone(),
            row: place.1.clone(),
        }
    }

    fn spot(&self, place: &Place) -> Spot {
        let spot = self.filling.spot(&self.path(place));
        spot.unwrap_or_else(|| panic!("no {place:?} {}", self.when))
    }

    /// Whether it is shown, and what it holds.
    fn place(&self, place: &Place) {
        let (spot, when) = (self.spot(place), self.when);
        let shown = self.naive.shown(place);
        assert_eq!(
            self.filling.is_shown(spot),
            shown,
            "{place:?} is shown {when}"
        );
        let (found, wanted) = (self.filling.value(spot), self.naive.value(place));
        assert_eq!(found, wanted.as_ref(), "{place:?} {when}");
        if let (Some(Value::Number(found)), Some(Value::Number(wanted))) = (found, &wanted) {
            assert_eq!(found.to_string(), wanted.to_string(), "{place:?} {when}");
        }
        if self.filling.form().item(place.0).score {
            self.score(place, wanted);
        }
    }

    /// What fails and where it is told: of each item the worst of its own, and all of a row or section.
    fn faults(&self) {
        let (form, when) = (self.filling.form(), self.when);
        let mut told: Vec<(Spot, *const Wording, bool)> = Vec::new();
        for place in self.naive.places() {
            let constraints = &form.item(place.0).constraints;
            let fails = self.naive.fails(&place);
            let mut fails: Vec<&Constraint> =
                fails.into_iter().map(|nth| &constraints[nth]).collect();
            let is_bearer = form.item(place.0).hidden;
            if !is_bearer {
                fails.sort_by_key(|constraint| constraint.warning);
                fails.truncate(1);
            }
            for constraint in fails {
                let at = match is_bearer {
                    true => self.told_at(&place, constraint),
                    false => Some(place.clone()),
                };
                let fault = |at| {
                    (
                        self.spot(&at),
                        &raw const constraint.message,
                        constraint.warning,
                    )
                };
                told.extend(at.map(fault));
            }
        }
        let found = self.filling.faults().into_iter();
        let mut found: Vec<(Spot, *const Wording, bool)> = found
            .map(|(spot, fault)| (spot, &raw const *fault.message, fault.warning))
            .collect();
        for (spot, ..) in &told {
            let here = || told.iter().filter(|(at, ..)| at == spot);
            let fault = self.filling.fault(*spot).expect("a fault");
            assert_eq!(
                fault.warning,
                here().all(|(.., warning)| *warning),
                "{spot:?} {when}"
            );
            assert!(
                here().any(|(_, message, _)| std::ptr::eq(*message, fault.message)),
                "{spot:?} {when}"
            );
            assert_eq!(fault.value, self.filling.value(*spot));
        }
        told.sort();
        found.sort();
        assert_eq!(found, told, "faults {when}");
    }

    /// The first item to answer that a constraint of a row or section reads, of its own row before others.
    fn told_at(&self, bearer: &Place, constraint: &Constraint) -> Option<Place> {
        let read = self.naive.led_back(&constraint.expr, bearer);
        let form = self.filling.form();
        let can = |place: &&Place| form.item(place.0).is_answerable() && self.naive.shown(place);
        // Rows of two tables may be named alike.
        let of_row = |place: &Place| (self.naive.owner(place.0), place.1.clone());
        let mut near = read.iter().filter(|place| of_row(place) == of_row(bearer));
        let near = near.find(can);
        if let Some(told) = near.or_else(|| read.iter().find(can)) {
            return Some(told.clone());
        }
        let item = form.item(bearer.0);
        match (item.parent, item.section) {
            (Some(list), _) => Some((list, None)),
            (None, Some(section)) => self
                .reading_order(usize::from(section))
                .iter()
                .find(can)
                .cloned(),
            (None, None) => None,
        }
    }

    fn reading_order(&self, section: usize) -> Vec<Place> {
        let form = self.filling.form();
        let mut places = Vec::new();
        for item in 0..form.items.len() as ItemIx {
            let here = form.item(item).section == Some(section as u16);
            if here && form.item(item).parent.is_none() && !form.item(item).hidden {
                self.read(&(item, None), &mut places);
            }
        }
        places
    }

    fn score(&self, place: &Place, wanted: Option<Value>) {
        let score = self.filling.score(place.0);
        assert_eq!(
            score.value.map(Value::Number),
            wanted,
            "{place:?} {}",
            self.when
        );
        let bands = self.filling.form().item(place.0).bands.iter().rev();
        let band = score
            .value
            .and_then(|value| bands.into_iter().find(|band| band.from <= value));
        let text = |text: &kohtaa::lang::Text| text.plain(kohtaa::lang::Lang::Fi).to_owned();
        assert_eq!(
            score.band.map(text),
            band.map(|band| text(&band.text)),
            "{}",
            self.when
        );
    }

    /// Reading order and how far one is.
    fn section(&self, section: usize) {
        let (form, when) = (self.filling.form(), self.when);
        let number = section as u16;
        let shown = self.naive.section_shown(section);
        assert_eq!(
            self.filling.is_section_shown(number),
            shown,
            "section {section} {when}"
        );
        let places = self.reading_order(section);
        let spots: Vec<Spot> = places.iter().map(|place| self.spot(place)).collect();
        assert_eq!(
            self.filling.shown(number),
            spots,
            "section {section} {when}"
        );
        let mut progress = Progress::default();
        for place in places.iter().filter(|place| self.counts(place)) {
            progress.of += 1;
            progress.answered += u32::from(self.is_dealt_with(place));
            progress.come_back += u32::from(self.comes_back(place));
        }
        assert_eq!(
            self.filling.progress(number),
            progress,
            "section {section} {when}"
        );
        let open = places.iter().filter(|place| {
            self.comes_back(place) || self.counts(place) && !self.is_dealt_with(place)
        });
        let open: Vec<Spot> = open.map(|place| self.spot(place)).collect();
        let found = self.filling.open_spots().into_iter();
        let found = found.filter(|spot| form.item(spot.item).section == Some(number));
        assert_eq!(found.collect::<Vec<_>>(), open, "open {when}");
    }

    fn read(&self, place: &Place, places: &mut Vec<Place>) {
        if !self.naive.shown(place) {
            return;
        }
        places.push(place.clone());
        let children: Vec<ItemIx> = self.filling.form().children(place.0).collect();
        let rows = match self.filling.form().item(place.0).kind {
            Kind::List { .. } | Kind::Table { .. } => {
                self.naive.rows(place.0).into_iter().map(Some).collect()
            }
            _ => vec![place.1.clone()],
        };
        for row in rows {
            for child in &children {
                self.read(&(*child, row.clone()), places);
            }
        }
    }

    /// Answerable, on the core path, not in a list's row and no lines to say.
    fn counts(&self, place: &Place) -> bool {
        let form = self.filling.form();
        let mut above = Some(place.0);
        while let Some(item) = above {
            if form.item(item).more {
                return false;
            }
            above = form.item(item).parent;
        }
        let owner = self
            .naive
            .owner(place.0)
            .map(|owner| &form.item(owner).kind);
        let item = form.item(place.0);
        item.is_answerable() && item.kind != Kind::Deck && !matches!(owner, Some(Kind::List { .. }))
    }

    fn is_dealt_with(&self, place: &Place) -> bool {
        let Some(cell) = self.naive.cell(place) else {
            return false;
        };
        match (&cell.answer, &self.filling.form().item(place.0).kind) {
            (Answer::Empty, _) => false,
            (Answer::Absent(_), _) => true,
            (Answer::Given(Value::Rows(rows)), Kind::List { min, .. }) => {
                !rows.is_empty() && rows.len() >= usize::from(*min)
            }
            (Answer::Given(_), _) => self.naive.value(place).is_some(),
        }
    }

    fn comes_back(&self, place: &Place) -> bool {
        self.naive.cell(place).is_some_and(|cell| cell.come_back)
    }

    /// What a finished record holds: whatever is kept where it is shown, as far as it is offered.
    fn finished(&self) {
        let mut found = self.filling.completed_cells();
        let shown = |place: &Place| {
            let mut cell = self.naive.cell(place)?.clone();
            let filtered = self.filling.form().item(place.0).filter.is_some();
            if filtered && cell.value().is_some() {
                cell.answer = self.naive.value(place).map_or(Answer::Empty, Answer::Given);
            }
            let kept = !cell.is_blank() && self.naive.shown(place);
            kept.then(|| (self.path(place), cell))
        };
        let mut wanted: Vec<(Path, Cell)> = self.naive.places().iter().filter_map(shown).collect();
        found.sort_by(|one, other| one.0.cmp(&other.0));
        wanted.sort_by(|one, other| one.0.cmp(&other.0));
        assert_eq!(found, wanted, "finished {}", self.when);
    }
}
