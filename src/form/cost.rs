//! What a form can cost once it is filled in, reckoned when it is loaded: a form that could keep a meeting waiting is refused.

use super::diagnostic::{Message, Span};
use super::expr::{Aggregate, Expr, Read};
use super::load::{Loader, RulePlaces};
use super::{ChoiceList, Item, ItemIx, Kind, Piece, Section, Suggestion};

/// Cells of all tables together, and rows times items of a list.
pub(crate) const MOST_CELLS: usize = 100_000;
/// Parts of expressions, in every row, that one change may have to work out.
const MOST_WORK: usize = 3_000_000;
/// Places that enter totals, each as often as it does.
pub(super) const MOST_COUNTED: usize = 1_000_000;
/// Answers that scores and constraints are led back to.
const MOST_INPUTS: usize = 3_000_000;
/// Parts and letters of a text, with everything that is repeated in it.
const MOST_SAID: usize = 3_000_000;
/// A total takes room of its own, however little it counts.
pub(super) const TOTAL: usize = 4;

/// A form as far as it is made.
pub(super) struct Costs<'f> {
    pub choices: &'f [ChoiceList],
    pub sections: &'f [Section],
    pub items: &'f [Item],
    pub aggregates: &'f [Aggregate],
    pub suggestions: &'f [Suggestion],
}

/// What is too much, and where.
type Excess = Vec<(Option<ItemIx>, Message)>;

impl Costs<'_> {
    fn check(&self) -> Excess {
        let mut excess = Excess::new();
        self.cells(&mut excess);
        let work = self.sections.iter().map(|section| {
            let relevant = section.relevant.iter();
            relevant.map(|expr| self.work(expr, 1)).sum::<usize>()
        });
        let asked = self.suggestions.iter();
        let fixed: usize = work.chain(asked.map(|one| self.work(&one.when, 1))).sum();
        let each = (0..).zip(self.items).map(|(ix, item)| {
            let constraints = item.constraints.iter().map(|constraint| &constraint.expr);
            let filter = item.filter.iter().flat_map(|filter| &filter.conditions);
            let exprs = item.relevant.iter().chain(&item.calculation).chain(filter);
            let work = exprs
                .chain(constraints)
                .map(|expr| self.work(expr, self.rows(ix)));
            (ix, work.sum::<usize>())
        });
        over(MOST_WORK, fixed, each, &mut excess);
        let counted = self
            .aggregates
            .iter()
            .map(|total| self.counted(total) + TOTAL);
        if counted.sum::<usize>() > MOST_COUNTED {
            excess.push((None, Message::new("form-too-costly")));
        }
        // What is led back to answers costs at most what was found bearable above, once for each.
        if excess.is_empty() {
            self.inputs(&mut excess);
        }
        excess
    }

    fn cells(&self, excess: &mut Excess) {
        let mut columns = vec![0; self.items.len()];
        let parents = self.items.iter().filter_map(|item| item.parent);
        parents.for_each(|parent| columns[parent as usize] += 1);
        let mut cells = 0_usize;
        for ((ix, item), columns) in (0..).zip(self.items).zip(columns) {
            let Kind::Table { rows } = item.kind else {
                continue;
            };
            let rows = self.choices[usize::from(rows)].options.len();
            cells = cells.saturating_add(rows.saturating_mul(columns));
            if cells > MOST_CELLS {
                let message = Message::new("form-too-many-cells").count("most", MOST_CELLS);
                return excess.push((Some(ix), message));
            }
        }
    }

    /// How often an item is there.
    fn rows(&self, ix: ItemIx) -> usize {
        let parent = self.items[ix as usize].parent;
        match parent.map(|parent| &self.items[parent as usize].kind) {
            Some(Kind::List { max, .. }) => usize::from(*max),
            Some(Kind::Table { rows }) => self.choices[usize::from(*rows)].options.len(),
            _ => 1,
        }
    }

    /// What it takes to work an expression out in each of `rows`, and to mark it when a cell changes that it reads.
    fn work(&self, expr: &Expr, rows: usize) -> usize {
        let mut parts = 0_usize;
        expr.walk(&mut |_| parts += 1);
        expr.each_read(&mut |read| match read {
            Read::Cell { column, .. } => parts += self.rows(column),
            Read::Item(ix) | Read::Score(ix) if self.is_cell(ix) => parts += self.rows(ix),
            Read::Item(_) | Read::Score(_) => {}
            Read::Total(_) | Read::Previous(_) | Read::Given => {}
        });
        parts.saturating_mul(rows)
    }

    fn is_cell(&self, ix: ItemIx) -> bool {
        let parent = self.items[ix as usize].parent;
        parent.is_some_and(|parent| matches!(self.items[parent as usize].kind, Kind::Table { .. }))
    }

    fn counted(&self, total: &Aggregate) -> usize {
        total
            .items
            .iter()
            .map(|member| self.rows(member.item))
            .sum()
    }

    fn inputs(&self, excess: &mut Excess) {
        let mut left = MOST_INPUTS;
        for (ix, item) in (0..).zip(self.items) {
            let rows = self.rows(ix);
            let borne = item.constraints.iter().filter(|_| item.hidden);
            let exprs = borne.map(|constraint| &constraint.expr);
            for expr in exprs.chain(item.calculation.iter().filter(|_| item.score)) {
                left = left.saturating_sub(self.reached(expr, left / rows.max(1)) * rows);
                if left == 0 {
                    return excess.push((Some(ix), Message::new("form-too-costly")));
                }
            }
        }
    }

    /// How many answers an expression is led back to, at most `most`.
    fn reached(&self, expr: &Expr, most: usize) -> usize {
        let mut opened = std::collections::HashSet::new();
        let mut open = vec![expr];
        let mut reached = 0;
        while let Some(expr) = open.pop() {
            let mut read: Vec<ItemIx> = Vec::new();
            expr.each_read(&mut |part| match part {
                Read::Item(ix) | Read::Score(ix) | Read::Cell { column: ix, .. } => read.push(ix),
                Read::Total(ix) => {
                    let members = self.aggregates[ix as usize].items.iter();
                    read.extend(members.map(|member| member.item));
                }
                Read::Previous(_) | Read::Given => {}
            });
            for ix in read {
                reached += self.rows(ix);
                let calculation = self.items[ix as usize].calculation.as_ref();
                open.extend(calculation.filter(|_| opened.insert(ix)));
            }
            if reached > most {
                return most;
            }
        }
        reached
    }
}

/// Names the item at which a sum goes beyond the most.
fn over(
    most: usize,
    start: usize,
    each: impl Iterator<Item = (ItemIx, usize)>,
    excess: &mut Excess,
) {
    let mut sum = start;
    for (ix, one) in each {
        sum = sum.saturating_add(one);
        if sum > most {
            return excess.push((Some(ix), Message::new("form-too-costly")));
        }
    }
}

impl Loader<'_> {
    /// Refuses a form that could keep somebody waiting.
    pub fn check_costs(&mut self, costs: &Costs<'_>, places: &RulePlaces) {
        for (item, message) in costs.check() {
            // What the program added itself has no place in the file.
            let place = item.and_then(|ix| places.items.get(ix as usize));
            let place: Span = place.cloned().unwrap_or(0..0);
            self.reader.faults.error(place, message);
        }
    }
}

/// Whether a text could become longer, or take longer to put together, than anyone waits.
pub(super) fn is_bearable(pieces: &[Piece], rows: &impl Fn(ItemIx) -> usize) -> bool {
    said(pieces, rows) <= MOST_SAID
}

fn said(pieces: &[Piece], rows: &impl Fn(ItemIx) -> usize) -> usize {
    /// Rows that a list of another form may have.
    const ROWS: usize = 1_000;
    /// Letters that are written as fast as a part is worked out.
    const LETTERS: usize = 16;
    let parts = |expr: &Expr| {
        let mut parts = 1;
        expr.walk(&mut |_| parts += 1);
        parts
    };
    let each = pieces.iter().map(|piece| match piece {
        Piece::Text(text) => 1 + text.len() / LETTERS,
        Piece::Value(expr) => parts(expr),
        Piece::If { when, body } => parts(when) + said(body, rows),
        Piece::Each { list, when, body } => {
            let one = when
                .as_ref()
                .map_or(1, parts)
                .saturating_add(said(body, rows));
            one.saturating_mul(rows(*list))
        }
        // Its body is short: at most what a text of the file may hold, and nothing in it is repeated.
        Piece::EachEmbedded { body, .. } => ROWS * (1 + body.len()),
    });
    each.fold(0, usize::saturating_add)
}
