//! The places of a meeting in reading order: what is said, what is asked, where a row may be added.

use std::collections::BTreeSet;

use crate::casework::{Filling, Part, parts, walked};
use crate::form::{Form, Id, ItemIx, Kind, SectionIx};
use crate::response::{Response, RowIx, Spot};

/// Where a walk can stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Place {
    /// A part begins.
    Part(Part),
    /// Said or read, never answered.
    Said {
        filling: usize,
        spot: Spot,
    },
    Item {
        filling: usize,
        spot: Spot,
    },
    /// After a list's last row.
    NewRow {
        filling: usize,
        list: ItemIx,
    },
}

impl Place {
    /// Whether a line of input is wanted here.
    pub fn asks(self) -> bool {
        matches!(self, Place::Item { .. } | Place::NewRow { .. })
    }
}

/// A place with the part that it stands in.
pub type Placed = (Part, Place);

/// Everything that is to be walked through now. `more`: the parts that are wanted whole.
pub fn places(fillings: &[Filling], more: &BTreeSet<Part>) -> Vec<Placed> {
    let mut all = Vec::new();
    for part in parts(fillings) {
        let front = fillings[part.filling].course.is_front(part.section);
        if !front && !more.contains(&part) {
            // What stands behind is gone to, not come upon.
            continue;
        }
        let mut inside = Reading {
            fillings,
            core: Vec::new(),
            more: Vec::new(),
        };
        inside.section(part.filling, part.section);
        let mut found = vec![Place::Part(part)];
        found.append(&mut inside.core);
        if more.contains(&part) {
            found.append(&mut inside.more);
        }
        all.extend(found.into_iter().map(|place| (part, place)));
    }
    all
}

/// Whether there is something off the core path in a part.
pub fn has_more(fillings: &[Filling], part: Part) -> bool {
    let all = |more: &BTreeSet<Part>| {
        let places = places(fillings, more).into_iter();
        places
            .filter(|(of, place)| *of == part && place.asks())
            .count()
    };
    all(&BTreeSet::from([part])) > all(&BTreeSet::new())
}

/// The place that is called `name`, with its part.
pub fn find(fillings: &[Filling], name: &str) -> Option<Placed> {
    let everything = parts(fillings).into_iter().collect();
    let mut all = places(fillings, &everything).into_iter();
    all.find(|(_, place)| place.asks() && self::name(fillings, *place) == name)
}

/// What a place is called: `item`, or `item/row` where the row is its number or a table's code. An item of a further form whose
/// id an earlier form has too is called `form.item`.
pub fn name(fillings: &[Filling], place: Place) -> String {
    match place {
        Place::Part(Part { filling, section }) => {
            let form = fillings[filling].response.form();
            form.sections[usize::from(section)].id.to_string()
        }
        Place::NewRow { filling, list } => item_name(fillings, filling, list),
        Place::Said { filling, spot } | Place::Item { filling, spot } => {
            let id = item_name(fillings, filling, spot.item);
            match spot.row {
                None => id,
                Some(row) => format!("{id}/{}", row_name(&fillings[filling], spot.item, row)),
            }
        }
    }
}

fn item_name(fillings: &[Filling], filling: usize, item: ItemIx) -> String {
    let form = fillings[filling].response.form();
    let id = &form.item(item).id;
    let mut earlier = walked(fillings).take_while(|at| *at < filling);
    match earlier.any(|at| fillings[at].response.form().find(id.as_str()).is_some()) {
        true => format!("{}.{id}", form.id),
        false => id.to_string(),
    }
}

/// A table's rows have codes, a list's rows are numbered from 1 as they stand.
fn row_name(filling: &Filling, item: ItemIx, row: RowIx) -> String {
    let response = &filling.response;
    match list_of(response.form(), item) {
        Some(list) => {
            let at = response.rows(list).iter().position(|other| *other == row);
            at.map_or_else(String::new, |at| (at + 1).to_string())
        }
        None => response.row_id(row).to_string(),
    }
}

struct Reading<'a> {
    fillings: &'a [Filling],
    core: Vec<Place>,
    more: Vec<Place>,
}

impl Reading<'_> {
    fn section(&mut self, filling: usize, section: SectionIx) {
        let response = &self.fillings[filling].response;
        let spots = response.shown(section);
        for (at, spot) in spots.iter().copied().enumerate() {
            let form = response.form();
            if self.fillings[filling].course.leaves_out(spot.item) {
                continue;
            }
            let place = match &form.item(spot.item).kind {
                Kind::Embed { form } => {
                    self.embedded(form);
                    continue;
                }
                Kind::Info
                | Kind::Computed
                | Kind::Table { .. }
                | Kind::Group
                | Kind::List { .. } => Place::Said { filling, spot },
                _ => Place::Item { filling, spot },
            };
            let into = if form.item(top(form, spot.item)).more {
                &mut self.more
            } else {
                &mut self.core
            };
            into.push(place);
            let list = closed_list(form, &spots, at).filter(|list| has_room(response, *list));
            into.extend(list.map(|list| Place::NewRow { filling, list }));
        }
    }

    fn embedded(&mut self, form: &Id) {
        let mut fillings = self.fillings.iter();
        let Some(inner) = fillings.position(|other| other.standing && other.row.form_id == *form)
        else {
            return;
        };
        for section in 0..self.fillings[inner].response.form().sections.len() as SectionIx {
            self.section(inner, section);
        }
    }
}

/// The list whose last shown spot is at `at`.
fn closed_list(form: &Form, spots: &[Spot], at: usize) -> Option<ItemIx> {
    let list = list_of(form, spots[at].item)?;
    let goes_on = |next: &Spot| next.item != list && list_of(form, next.item) == Some(list);
    (!spots.get(at + 1).is_some_and(goes_on)).then_some(list)
}

/// The item itself if it is a list, else the list that it stands in.
pub fn list_of(form: &Form, item: ItemIx) -> Option<ItemIx> {
    let mut at = Some(item);
    while let Some(item) = at {
        if let Kind::List { .. } = form.item(item).kind {
            return Some(item);
        }
        at = form.item(item).parent;
    }
    None
}

fn has_room(response: &Response, list: ItemIx) -> bool {
    match response.form().item(list).kind {
        Kind::List { max, .. } => response.rows(list).len() < usize::from(max),
        _ => false,
    }
}

/// The item itself, or the list, table or group at the top of what it stands in.
fn top(form: &Form, item: ItemIx) -> ItemIx {
    let mut top = item;
    while let Some(parent) = form.item(top).parent {
        top = parent;
    }
    top
}
