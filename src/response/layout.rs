//! What follows from a form alone about where its answers stand and who must be told when one changes.

use std::collections::HashMap;

use crate::form::expr::{Expr, Member, Read};
use crate::form::{AggregateIx, Form, Id, ItemIx, Kind, Node};

#[derive(Debug, Clone)]
pub(super) struct Layout {
    pub by_id: HashMap<Id, ItemIx>,
    pub by_earlier_id: HashMap<Id, ItemIx>,
    items: Vec<Place>,
    /// Items directly in a section, in reading order.
    pub roots: Vec<Vec<ItemIx>>,
}

/// The place of one item.
#[derive(Debug, Clone, Default)]
struct Place {
    /// The list or table in whose rows it stands.
    owner: Option<ItemIx>,
    /// Its number in the row's block.
    offset: u32,
    /// Items directly inside.
    children: Vec<ItemIx>,
    /// Of a list or table: all items of a row.
    members: Vec<ItemIx>,
    /// Off the core path, itself or as part of something that is.
    more: bool,
    totals: Vec<(AggregateIx, Member)>,
    constraint_ranks: Vec<u32>,
    /// Nodes whose expressions read its value. What merely stands inside it is not among them: a row that is
    /// added to a list does not touch the others.
    readers: Vec<u32>,
}

impl Layout {
    pub fn new(form: &Form) -> Layout {
        let mut layout = Layout {
            by_id: HashMap::with_capacity(form.items.len()),
            by_earlier_id: HashMap::new(),
            items: vec![Place::default(); form.items.len()],
            roots: vec![Vec::new(); form.sections.len()],
        };
        layout.place_items(form);
        for (ix, aggregate) in (0..).zip(&form.aggregates) {
            for member in &aggregate.items {
                let place = &mut layout.items[member.item as usize];
                place.totals.push((ix, *member));
            }
        }
        for (rank, node) in (0..).zip(&form.plan.order) {
            if let Node::Constraint(item, _) = node {
                layout.items[*item as usize].constraint_ranks.push(rank);
            }
            layout.note_readers(form, rank, *node);
        }
        layout
    }

    fn place_items(&mut self, form: &Form) {
        for (ix, item) in (0..).zip(&form.items) {
            self.by_id.insert(item.id.clone(), ix);
            for id in &item.was {
                self.by_earlier_id.insert(id.clone(), ix);
            }
            let mut place = Place {
                more: item.more,
                ..Place::default()
            };
            match (item.parent, item.section) {
                (Some(parent), _) => {
                    let above = &mut self.items[parent as usize];
                    above.children.push(ix);
                    place.more |= above.more;
                    place.owner = match form.item(parent).kind {
                        Kind::List { .. } | Kind::Table { .. } => Some(parent),
                        _ => above.owner,
                    };
                }
                (None, Some(section)) if !item.hidden => self.roots[usize::from(section)].push(ix),
                (None, Some(_) | None) => {}
            }
            if let Some(owner) = place.owner {
                let members = &mut self.items[owner as usize].members;
                place.offset = members.len() as u32;
                members.push(ix);
            }
            self.items[ix as usize] = place;
        }
    }

    fn note_readers(&mut self, form: &Form, rank: u32, node: Node) {
        let mut read = Vec::new();
        each_expression(form, node, |expr| {
            expr.each_read(&mut |part| match part {
                Read::Item(item) | Read::Score(item) | Read::Cell { column: item, .. } => {
                    read.push(item);
                }
                Read::Previous(item) => read.extend(form.item(item).about),
                Read::Total(_) | Read::Given => {}
            });
        });
        read.sort_unstable();
        read.dedup();
        for item in read {
            self.items[item as usize].readers.push(rank);
        }
    }

    pub fn owner(&self, item: ItemIx) -> Option<ItemIx> {
        self.items[item as usize].owner
    }

    pub fn offset(&self, item: ItemIx) -> u32 {
        self.items[item as usize].offset
    }

    pub fn children(&self, item: ItemIx) -> &[ItemIx] {
        &self.items[item as usize].children
    }

    pub fn members(&self, owner: ItemIx) -> &[ItemIx] {
        &self.items[owner as usize].members
    }

    pub fn is_more(&self, item: ItemIx) -> bool {
        self.items[item as usize].more
    }

    pub fn totals(&self, item: ItemIx) -> &[(AggregateIx, Member)] {
        &self.items[item as usize].totals
    }

    pub fn constraint_ranks(&self, item: ItemIx) -> &[u32] {
        &self.items[item as usize].constraint_ranks
    }

    pub fn readers(&self, item: ItemIx) -> &[u32] {
        &self.items[item as usize].readers
    }
}

fn each_expression<'a>(form: &'a Form, node: Node, mut see: impl FnMut(&'a Expr)) {
    match node {
        Node::Section(section) => {
            if let Some(expr) = &form.sections[usize::from(section)].relevant {
                see(expr);
            }
        }
        Node::Item(item) => {
            let item = form.item(item);
            item.relevant.iter().for_each(&mut see);
            item.calculation.iter().for_each(&mut see);
            let filter = item.filter.iter();
            filter
                .flat_map(|filter| &filter.conditions)
                .for_each(&mut see);
        }
        Node::Constraint(item, nth) => {
            if let Some(constraint) = form.item(item).constraints.get(usize::from(nth)) {
                see(&constraint.expr);
            }
        }
    }
}
