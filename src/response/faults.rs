//! Which constraints fail now, and where that is told.

use std::collections::BTreeSet;

use crate::form::{Constraint, Wording};

use super::value::Value;
use super::{Response, Spot};

/// A constraint that fails now.
#[derive(Debug, Clone, Copy)]
pub struct Fault<'a> {
    /// The answer where the fault stands.
    pub value: Option<&'a Value>,
    pub message: &'a Wording,
    /// A warning never blocks; an error blocks only finishing.
    pub warning: bool,
}

impl Response {
    /// The fault that stands at a spot, errors before warnings.
    pub fn fault(&self, spot: Spot) -> Option<Fault<'_>> {
        let borne = self.borne().filter(|(at, _)| *at == spot);
        let borne = borne.map(|(_, constraint)| constraint);
        let found: Vec<&Constraint> = self.failing(spot).chain(borne).collect();
        let worst = found.iter().find(|constraint| !constraint.warning);
        worst
            .or(found.first())
            .map(|constraint| self.fault_of(spot, constraint))
    }

    /// All faults in the order of the form: of each item the worst of its own, and every one of a row or section.
    pub fn faults(&self) -> Vec<(Spot, Fault<'_>)> {
        let items = self.faulty.keys().filter(|spot| !self.is_hidden(**spot));
        let own = items.filter_map(|spot| {
            let worst = self.failing(*spot).find(|constraint| !constraint.warning);
            let constraint = worst.or_else(|| self.failing(*spot).next())?;
            Some((*spot, self.fault_of(*spot, constraint)))
        });
        let borne = self.borne();
        let borne = borne.map(|(spot, constraint)| (spot, self.fault_of(spot, constraint)));
        let mut faults: Vec<(Spot, Fault<'_>)> = own.chain(borne).collect();
        faults.sort_by_key(|(spot, _)| *spot);
        faults
    }

    fn fault_of<'a>(&'a self, spot: Spot, constraint: &'a Constraint) -> Fault<'a> {
        Fault {
            value: self.value(spot),
            message: &constraint.message,
            warning: constraint.warning,
        }
    }

    fn is_hidden(&self, spot: Spot) -> bool {
        self.form.item(spot.item).hidden
    }

    /// The constraints of a place that fail now.
    fn failing(&self, spot: Spot) -> impl Iterator<Item = &Constraint> {
        let constraints = &self.form.item(spot.item).constraints;
        let numbers = self.faulty.get(&spot).map_or(&[][..], Vec::as_slice);
        let failing = numbers.iter();
        failing.filter_map(|nth| constraints.get(usize::from(*nth)))
    }

    /// The failing constraints of rows and sections, each where it is told.
    fn borne(&self) -> impl Iterator<Item = (Spot, &Constraint)> {
        let items = &self.form.items;
        // What the program added is numbered after everything that the file has.
        let first = items.partition_point(|item| !item.hidden);
        let bearers = self.faulty.range(Spot::top(first as u32)..);
        bearers.flat_map(move |(bearer, _)| {
            let failing = self.failing(*bearer);
            failing.filter_map(|constraint| Some((self.told_at(*bearer, constraint)?, constraint)))
        })
    }

    /// The first shown item to answer that a constraint reads, of its own row before others; else the first there is.
    fn told_at(&self, bearer: Spot, constraint: &Constraint) -> Option<Spot> {
        let answerable =
            |spot: &Spot| self.is_shown(*spot) && self.form.item(spot.item).is_answerable();
        let in_row = |spot: &Spot| spot.row == bearer.row && answerable(spot);
        let read = |wanted: &dyn Fn(&Spot) -> bool| self.first_read(constraint, bearer, wanted);
        let told = read(&in_row).or_else(|| read(&answerable));
        let item = self.form.item(bearer.item);
        told.or_else(|| match (item.parent, item.section) {
            (Some(list), _) => Some(Spot::top(list)),
            (None, Some(section)) => self.shown(section).into_iter().find(answerable),
            (None, None) => None,
        })
    }

    /// The first place that a constraint is led back to, in the order in which it names them.
    fn first_read(
        &self,
        constraint: &Constraint,
        bearer: Spot,
        wanted: &dyn Fn(&Spot) -> bool,
    ) -> Option<Spot> {
        let mut opened = BTreeSet::new();
        let mut open = Vec::new();
        let mut next = Some((&constraint.expr, bearer.row));
        loop {
            if let Some((expr, row)) = next {
                let before = open.len();
                self.each_spot(expr, row, &mut |spot, _| open.push(spot));
                open[before..].reverse();
            }
            let spot = open.pop()?;
            if wanted(&spot) {
                return Some(spot);
            }
            let calculation = self.form.item(spot.item).calculation.as_ref();
            next = calculation
                .filter(|_| opened.insert(spot))
                .map(|expr| (expr, spot.row));
        }
    }
}
