//! What the expressions of a form have in common: totals, turns and lookups, equal ones once, and the items nobody sees.

use std::collections::HashMap;
use std::hash::Hash;

use super::contents::blank;
use super::cost;
use super::diagnostic::Message;
use super::expr::{Aggregate, Column, Expr, Key, Lookup, Pattern, Step};
use super::load::Loader;
use super::scope::{Header, Type};
use super::syntax::Budget;
use super::{
    AggregateIx, Choice, ChoicesIx, Constraint, Id, Item, ItemIx, Kind, LookupIx, SectionIx, TurnIx,
};

/// Values by number, equal ones once.
#[derive(Debug)]
pub(super) struct Once<T> {
    pub all: Vec<T>,
    known: HashMap<T, u32>,
}

impl<T> Default for Once<T> {
    fn default() -> Self {
        Once {
            all: Vec::new(),
            known: HashMap::new(),
        }
    }
}

impl<T: Clone + Eq + Hash> Once<T> {
    fn add(&mut self, value: T) -> u32 {
        if let Some(ix) = self.known.get(&value) {
            return *ix;
        }
        // A form has fewer expressions than this type has numbers: its file is at most 16 MiB.
        let ix = u32::try_from(self.all.len()).unwrap_or(u32::MAX);
        self.all.push(value.clone());
        self.known.insert(value, ix);
        ix
    }
}

/// An item that the program adds: worked out or held against constraints, never seen.
#[derive(Debug)]
pub(super) struct Hidden {
    pub parent: Option<ItemIx>,
    pub section: Option<SectionIx>,
    pub calculation: Option<Expr>,
    pub constraints: Vec<Constraint>,
}

#[derive(Debug, Default)]
pub(super) struct Pool {
    pub totals: Once<Aggregate>,
    /// Places that enter them, in one row each.
    counted: usize,
    pub turns: Once<Vec<Step>>,
    pub lookups: Once<Lookup>,
    lookup_rows: usize,
    scores: HashMap<ChoicesIx, LookupIx>,
    pub hidden: Vec<Hidden>,
    pub budget: Budget,
    patterns: HashMap<String, Pattern>,
    /// Hidden items by what works them out, as written, and where.
    known: HashMap<(String, Option<ItemIx>), ItemIx>,
    /// How many items the file itself has: the hidden ones are numbered after them.
    pub declared: usize,
}

impl Pool {
    /// A total. Beyond what a form may count none is kept: the form is refused for those there are.
    pub fn total(&mut self, aggregate: Aggregate) -> AggregateIx {
        if self.counted > cost::MOST_COUNTED {
            return 0;
        }
        let (have, counted) = (self.totals.all.len(), aggregate.items.len() + cost::TOTAL);
        let ix = self.totals.add(aggregate);
        self.counted += counted * (self.totals.all.len() - have);
        ix
    }

    /// The least or the most of a total is asked for.
    pub fn keep_in_order(&mut self, total: AggregateIx) {
        if let Some(aggregate) = self.totals.all.get_mut(total as usize) {
            aggregate.ordered = true;
        }
    }

    pub fn turn(&mut self, steps: Vec<Step>) -> Option<TurnIx> {
        (!steps.is_empty()).then(|| self.turns.add(steps))
    }

    /// A lookup, unless the form has too many rows of them already.
    pub fn look_up(&mut self, lookup: Lookup) -> Result<LookupIx, Message> {
        const MOST: usize = 100_000;
        self.lookup_rows += lookup.rows().len();
        if self.lookup_rows > MOST {
            return Err(Message::new("form-too-many").count("most", MOST));
        }
        Ok(self.lookups.add(lookup))
    }

    /// The scores of a choice list by its codes.
    pub fn scores(&mut self, list: ChoicesIx, options: &[Choice]) -> LookupIx {
        if let Some(known) = self.scores.get(&list) {
            return *known;
        }
        let rows = options.iter().filter_map(|option| {
            let code = Key::Word(option.code.clone());
            Some((vec![code], option.score?))
        });
        let columns = vec![Column::Exact];
        let (lookup, _) = Lookup::new(None, String::new(), columns, rows.collect());
        let ix = self.lookups.add(lookup);
        self.scores.insert(list, ix);
        ix
    }

    /// A pattern, compiled once however often it is used.
    pub fn pattern(&mut self, said: &str) -> Result<Pattern, Message> {
        /// Each takes memory and time to compile.
        const MOST: usize = 100;
        if let Some(known) = self.patterns.get(said) {
            return Ok(known.clone());
        }
        if self.patterns.len() >= MOST {
            return Err(Message::new("form-too-many").count("most", MOST));
        }
        let pattern = Pattern::new(said)?;
        self.patterns.insert(said.to_owned(), pattern.clone());
        Ok(pattern)
    }

    pub fn hide(&mut self, hidden: Hidden) -> ItemIx {
        let ix = self.declared + self.hidden.len();
        self.hidden.push(hidden);
        ItemIx::try_from(ix).unwrap_or(ItemIx::MAX)
    }

    /// The hidden item that is worked out by `written` in the rows of `parent`, if there is one.
    pub fn hidden_as(&self, written: &str, parent: Option<ItemIx>) -> Option<ItemIx> {
        self.known.get(&(written.to_owned(), parent)).copied()
    }

    pub fn remember(&mut self, written: &str, parent: Option<ItemIx>, ix: ItemIx) {
        /// What is longer is hardly written twice.
        const LONGEST: usize = 200;
        if written.len() <= LONGEST {
            self.known.insert((written.to_owned(), parent), ix);
        }
    }
}

impl Loader<'_> {
    /// The items that expressions and constraints asked for, as the form keeps them.
    pub fn hidden_items(&mut self) -> Vec<Item> {
        let hidden = std::mem::take(&mut self.pool.hidden).into_iter();
        let items = hidden.enumerate().map(|(nth, hidden)| {
            let header = Header {
                // No id of a file begins so.
                id: Id::new(&format!("_{nth}")),
                kind: Kind::Computed,
                choices: None,
                parent: hidden.parent,
                section: hidden.section,
                score: false,
                at: 0..0,
                gives: Type::Unknown,
                bands: Vec::new(),
            };
            Item {
                hidden: true,
                calculation: hidden.calculation,
                constraints: hidden.constraints.into(),
                ..blank(&header)
            }
        });
        items.collect()
    }
}
