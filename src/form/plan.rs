//! The order in which a form is worked out, and who reads whom, made once when it is loaded.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, VecDeque};

use super::expr::{Aggregate, Expr, Read};
use super::{AggregateIx, Id, Item, ItemIx, Section, SectionIx};

/// One thing to work out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Node {
    Section(SectionIx),
    Item(ItemIx),
    /// The n-th constraint of an item.
    Constraint(ItemIx, u16),
}

/// Evaluation order and who reads whom, made once at load.
#[derive(Debug, Clone, Default)]
pub struct Plan {
    /// Nodes in topological order.
    pub order: Vec<Node>,
    /// Position of each item in `order`, by item number; of each section, by section number.
    pub item_rank: Vec<u32>,
    pub section_rank: Vec<u32>,
    /// Positions in `order` of the nodes that read an item directly, by item number.
    pub item_readers: Vec<Vec<u32>>,
    /// Positions of the nodes that read a section's relevance (its items).
    pub section_readers: Vec<Vec<u32>>,
    /// Running totals that an item's value enters, by item number.
    pub item_aggregates: Vec<Vec<AggregateIx>>,
    /// Positions of the nodes that read a running total.
    pub aggregate_readers: Vec<Vec<u32>>,
    /// Positions of the nodes that read `today` or another fixed input of the filling.
    pub context_readers: Vec<u32>,
}

/// Where a circle begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    Section(SectionIx),
    Item(ItemIx),
}

/// Sections and items that wait for one another, the first named again at the end.
#[derive(Debug)]
pub(super) struct Circle(pub Vec<(Place, Id)>);

/// The plan of a form, or the circles that make one impossible.
pub(super) fn make(
    sections: &[Section],
    items: &[Item],
    aggregates: &[Aggregate],
) -> Result<Plan, Vec<Circle>> {
    let graph = Graph::new(sections, items, aggregates);
    let order = graph.order();
    if order.len() < graph.len() {
        return Err(graph.circles(&order));
    }
    Ok(graph.plan(&order))
}

/// Sections, items, constraints and running totals, numbered in this order, with what must come before each.
/// Totals are nodes of their own, so that many expressions over many items need few edges.
struct Graph<'f> {
    sections: &'f [Section],
    items: &'f [Item],
    aggregates: &'f [Aggregate],
    constraints: Vec<(ItemIx, u16)>,
    before: Vec<Vec<usize>>,
    reads_context: Vec<usize>,
}

/// What the search for circles may cost: enough for any form by hand, and a limit for a hostile one.
const MOST_STEPS: usize = 4_000_000;

impl<'f> Graph<'f> {
    fn new(sections: &'f [Section], items: &'f [Item], aggregates: &'f [Aggregate]) -> Self {
        let numbered = (0u32..).zip(items);
        let constraints = numbered.flat_map(|(ix, item)| {
            let count = u16::try_from(item.constraints.len()).unwrap_or(u16::MAX);
            (0..count).map(move |n| (ix, n))
        });
        let mut graph = Graph {
            sections,
            items,
            aggregates,
            constraints: constraints.collect(),
            before: Vec::new(),
            reads_context: Vec::new(),
        };
        for section in sections {
            graph.add(Vec::new(), section.relevant.as_ref());
        }
        for item in items {
            let section = item.section.map(usize::from);
            let parent = item.parent.map(|parent| graph.item(parent));
            let fixed = section.into_iter().chain(parent).collect();
            let filter = item.filter.iter().flat_map(|filter| &filter.conditions);
            let exprs = item.relevant.iter().chain(&item.calculation).chain(filter);
            graph.add(fixed, exprs);
        }
        for at in 0..graph.constraints.len() {
            let (ix, n) = graph.constraints[at];
            let expr = &items[ix as usize].constraints[usize::from(n)].expr;
            graph.add(vec![graph.item(ix)], Some(expr));
        }
        for aggregate in aggregates {
            let members = aggregate.items.iter();
            let members = members.map(|member| graph.item(member.item)).collect();
            graph.add(members, None);
        }
        graph
    }

    fn item(&self, ix: ItemIx) -> usize {
        self.sections.len() + ix as usize
    }

    fn first_constraint(&self) -> usize {
        self.sections.len() + self.items.len()
    }

    fn first_aggregate(&self) -> usize {
        self.first_constraint() + self.constraints.len()
    }

    fn len(&self) -> usize {
        self.first_aggregate() + self.aggregates.len()
    }

    /// Adds the next node: it comes after `fixed` and after all that its expressions read.
    fn add<'e>(&mut self, fixed: Vec<usize>, exprs: impl IntoIterator<Item = &'e Expr>) {
        let mut before = fixed;
        let mut context = false;
        for expr in exprs {
            expr.each_read(&mut |read| match read {
                Read::Item(ix) | Read::Score(ix) | Read::Cell { column: ix, .. } => {
                    before.push(self.item(ix));
                }
                // Which earlier answer counts depends on what the item is about now.
                Read::Previous(ix) => {
                    let about = self.items[ix as usize].about;
                    before.extend(about.map(|about| self.item(about)));
                }
                Read::Total(ix) => before.push(self.first_aggregate() + ix as usize),
                Read::Given => context = true,
            });
        }
        before.sort_unstable();
        before.dedup();
        if context {
            self.reads_context.push(self.before.len());
        }
        self.before.push(before);
    }

    fn after(&self) -> Vec<Vec<usize>> {
        let mut after = vec![Vec::new(); self.len()];
        for (node, before) in self.before.iter().enumerate() {
            for earlier in before {
                after[*earlier].push(node);
            }
        }
        after
    }

    /// Every node after those it waits for, otherwise as the file has them; what waits in a circle is left out.
    fn order(&self) -> Vec<usize> {
        let after = self.after();
        let mut waits: Vec<usize> = self.before.iter().map(Vec::len).collect();
        let free = (0..self.len()).filter(|node| waits[*node] == 0);
        let mut ready: BinaryHeap<Reverse<usize>> = free.map(Reverse).collect();
        let mut order = Vec::with_capacity(self.len());
        while let Some(Reverse(node)) = ready.pop() {
            order.push(node);
            for later in &after[node] {
                waits[*later] -= 1;
                if waits[*later] == 0 {
                    ready.push(Reverse(*later));
                }
            }
        }
        order
    }

    fn plan(&self, order: &[usize]) -> Plan {
        let mut rank = vec![0u32; self.len()];
        let mut plan = Plan::default();
        for node in order {
            let Some(named) = self.node(*node) else {
                continue;
            };
            rank[*node] = u32::try_from(plan.order.len()).unwrap_or(u32::MAX);
            plan.order.push(named);
        }
        let sections = self.sections.len();
        let (first, totals) = (self.first_constraint(), self.first_aggregate());
        plan.section_rank = rank[..sections].to_vec();
        plan.item_rank = rank[sections..first].to_vec();
        let after = self.after();
        let readers = |node: &Vec<usize>| -> Vec<u32> {
            let nodes = node.iter().filter(|later| **later < totals);
            let mut ranks: Vec<u32> = nodes.map(|later| rank[*later]).collect();
            ranks.sort_unstable();
            ranks
        };
        let entered = |node: &Vec<usize>| -> Vec<AggregateIx> {
            let nodes = node.iter().filter(|later| **later >= totals);
            nodes
                .filter_map(|later| AggregateIx::try_from(later - totals).ok())
                .collect()
        };
        plan.section_readers = after[..sections].iter().map(readers).collect();
        plan.item_readers = after[sections..first].iter().map(readers).collect();
        plan.item_aggregates = after[sections..first].iter().map(entered).collect();
        plan.aggregate_readers = after[totals..].iter().map(readers).collect();
        plan.context_readers = self.reads_context.iter().map(|node| rank[*node]).collect();
        plan.context_readers.sort_unstable();
        plan
    }

    fn node(&self, node: usize) -> Option<Node> {
        if node < self.sections.len() {
            return SectionIx::try_from(node).ok().map(Node::Section);
        }
        if node < self.first_constraint() {
            let ix = ItemIx::try_from(node - self.sections.len()).ok()?;
            return Some(Node::Item(ix));
        }
        let constraint = self.constraints.get(node - self.first_constraint())?;
        Some(Node::Constraint(constraint.0, constraint.1))
    }

    /// The shortest circles among what could not be ordered, none sharing a node with another.
    fn circles(&self, ordered: &[usize]) -> Vec<Circle> {
        const MOST: usize = 20;
        let after = self.after();
        let mut steps = MOST_STEPS;
        let mut left = vec![true; self.len()];
        ordered.iter().for_each(|node| left[*node] = false);
        let mut found = Vec::new();
        while found.len() < MOST {
            self.drop_ends(&after, &mut left);
            let Some(circle) = self.shortest_circle(&left, &mut steps) else {
                break;
            };
            circle.iter().for_each(|node| left[*node] = false);
            found.extend(self.circle(&circle));
        }
        found
    }

    /// Drops what only waits for a circle without being in one, and what circles only wait for.
    fn drop_ends(&self, after: &[Vec<usize>], left: &mut [bool]) {
        let count = |nodes: &Vec<usize>| nodes.iter().filter(|node| left[**node]).count();
        let mut waits: Vec<usize> = self.before.iter().map(count).collect();
        let mut awaited: Vec<usize> = after.iter().map(count).collect();
        let mut ends: Vec<usize> = (0..self.len())
            .filter(|node| waits[*node] == 0 || awaited[*node] == 0)
            .collect();
        while let Some(node) = ends.pop() {
            if !std::mem::replace(&mut left[node], false) {
                continue;
            }
            for later in &after[node] {
                waits[*later] = waits[*later].saturating_sub(1);
                ends.extend((waits[*later] == 0).then_some(*later));
            }
            for earlier in &self.before[node] {
                awaited[*earlier] = awaited[*earlier].saturating_sub(1);
                ends.extend((awaited[*earlier] == 0).then_some(*earlier));
            }
        }
    }

    fn shortest_circle(&self, left: &[bool], steps: &mut usize) -> Option<Vec<usize>> {
        let mut shortest: Option<Vec<usize>> = None;
        for start in (0..self.len()).filter(|node| left[*node]) {
            if *steps == 0 {
                break;
            }
            let found = self.way_back(start, left, steps);
            let shorter =
                |way: &Vec<usize>| shortest.as_ref().is_none_or(|it| way.len() < it.len());
            if let Some(way) = found.filter(shorter) {
                shortest = Some(way);
            }
        }
        shortest
    }

    /// The shortest way from a node over what it waits for back to itself.
    fn way_back(&self, start: usize, left: &[bool], steps: &mut usize) -> Option<Vec<usize>> {
        // The list of where each node was come to from costs something too.
        *steps = steps.saturating_sub(self.len() / 8);
        let mut came_from = vec![usize::MAX; self.len()];
        let mut next = VecDeque::from([start]);
        while let Some(node) = next.pop_front() {
            *steps = steps.saturating_sub(1 + self.before[node].len());
            for earlier in self.before[node].iter().filter(|node| left[**node]) {
                if *earlier == start {
                    let mut way = vec![node];
                    while let Some(last) = way.last().copied().filter(|last| *last != start) {
                        way.push(came_from[last]);
                    }
                    way.reverse();
                    return Some(way);
                }
                if came_from[*earlier] == usize::MAX {
                    came_from[*earlier] = node;
                    next.push_back(*earlier);
                }
            }
        }
        None
    }

    fn circle(&self, nodes: &[usize]) -> Option<Circle> {
        let named = nodes.iter().filter_map(|node| match self.node(*node)? {
            Node::Section(ix) => {
                let id = &self.sections[usize::from(ix)].id;
                Some((Place::Section(ix), id.clone()))
            }
            Node::Item(ix) => {
                let item = &self.items[ix as usize];
                (!item.hidden).then(|| (Place::Item(ix), item.id.clone()))
            }
            Node::Constraint(..) => None,
        });
        let mut named: Vec<(Place, Id)> = named.collect();
        named.push(named.first()?.clone());
        Some(Circle(named))
    }
}
