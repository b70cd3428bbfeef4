//! Where the answers to a form stand, as follows from the form alone.

use std::collections::HashMap;

use super::condition::Condition;
use crate::form::{Form, Id, ItemIx, Kind, Lists, Node, SectionIx};

#[derive(Debug, Clone)]
pub(super) struct Layout {
    pub by_id: HashMap<Id, ItemIx>,
    pub by_earlier_id: HashMap<Id, ItemIx>,
    items: Vec<Place>,
    /// Items directly in a section, in reading order.
    pub roots: Lists<ItemIx>,
    /// Items directly inside another.
    children: Lists<ItemIx>,
    /// Of a list or table: all items of a row.
    members: Lists<ItemIx>,
    /// By position in the plan: the list or table in whose rows the node stands.
    node_owners: Vec<Option<ItemIx>>,
}

/// The place of one item, and what of it has to be worked out: all that the engine asks of most items, close together.
/// An item itself is large, and a chain of ten thousand does not fit into a processor's cache.
#[derive(Debug, Clone, Default)]
pub(super) struct Place {
    /// The list or table in whose rows it stands.
    owner: Option<ItemIx>,
    /// Its number in the row's block.
    offset: u32,
    pub parent: Option<ItemIx>,
    pub section: Option<SectionIx>,
    /// The section whose progress it counts towards: answerable, on the core path, not in a list's row. Lines to say wait for no answer.
    pub counts: Option<SectionIx>,
    /// When it is there.
    pub condition: Condition,
    /// Off the core path, itself or as part of something that is.
    more: bool,
    /// Added by the program, to be seen nowhere.
    pub hidden: bool,
    pub has_calculation: bool,
    pub has_filter: bool,
}

impl Layout {
    pub fn new(form: &Form) -> Layout {
        let mut by_id = HashMap::with_capacity(form.items.len());
        let mut by_earlier_id = HashMap::new();
        let (mut roots, mut children) = (Vec::new(), Vec::new());
        for (ix, item) in (0..).zip(&form.items) {
            by_id.insert(item.id.clone(), ix);
            by_earlier_id.extend(item.was.iter().map(|id| (id.clone(), ix)));
            match (item.parent, item.section) {
                (Some(parent), _) => children.push((parent, ix)),
                (None, Some(section)) if !item.hidden => roots.push((u32::from(section), ix)),
                (None, Some(_) | None) => {}
            }
        }
        let (items, members) = places(form);
        let owner = |node: &Node| match node {
            Node::Section(_) => None,
            Node::Item(item) | Node::Constraint(item, _) => items[*item as usize].owner,
        };
        Layout {
            by_id,
            by_earlier_id,
            roots: Lists::group(roots),
            children: Lists::group(children),
            members,
            node_owners: form.plan.order.iter().map(owner).collect(),
            items,
        }
    }

    pub fn place(&self, item: ItemIx) -> &Place {
        &self.items[item as usize]
    }

    pub fn owner(&self, item: ItemIx) -> Option<ItemIx> {
        self.items[item as usize].owner
    }

    pub fn owner_of_node(&self, rank: u32) -> Option<ItemIx> {
        self.node_owners[rank as usize]
    }

    pub fn offset(&self, item: ItemIx) -> u32 {
        self.items[item as usize].offset
    }

    pub fn children(&self, item: ItemIx) -> &[ItemIx] {
        &self.children[item as usize]
    }

    pub fn members(&self, owner: ItemIx) -> &[ItemIx] {
        &self.members[owner as usize]
    }

    /// Takes an item off the core path.
    pub fn put_off(&mut self, item: ItemIx) {
        self.items[item as usize].counts = None;
    }
}

/// The place of each item, and the items of the rows of each list and table.
fn places(form: &Form) -> (Vec<Place>, Lists<ItemIx>) {
    let mut places: Vec<Place> = Vec::with_capacity(form.items.len());
    let mut sizes: HashMap<ItemIx, u32> = HashMap::new();
    for item in &form.items {
        let mut place = Place {
            parent: item.parent,
            section: item.section,
            more: item.more,
            condition: Condition::of(item.relevant.as_ref()),
            hidden: item.hidden,
            has_calculation: item.calculation.is_some(),
            has_filter: item.filter.is_some(),
            ..Place::default()
        };
        if let Some(parent) = item.parent {
            let above = &places[parent as usize];
            place.more |= above.more;
            place.owner = match form.item(parent).kind {
                Kind::List { .. } | Kind::Table { .. } => Some(parent),
                _ => above.owner,
            };
        }
        let in_list = place
            .owner
            .is_some_and(|owner| matches!(form.item(owner).kind, Kind::List { .. }));
        let counts = item.is_answerable() && item.kind != Kind::Deck && !item.hidden;
        if counts && !place.more && !in_list {
            place.counts = item.section;
        }
        if let Some(owner) = place.owner {
            let size = sizes.entry(owner).or_default();
            place.offset = *size;
            *size += 1;
        }
        places.push(place);
    }
    let owned = (0..).zip(&places);
    let members = Lists::group(owned.filter_map(|(ix, place)| Some((place.owner?, ix))));
    (places, members)
}
