//! The order in which a form is worked out, and who reads whom, made once when it is loaded.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, VecDeque};

use super::expr::{Aggregate, Expr, Member, Read};
use super::lists::Lists;
use super::{AggregateIx, Id, Item, ItemIx, Section, SectionIx};

/// One thing to work out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Node {
    Section(SectionIx),
    Item(ItemIx),
    /// The n-th constraint of an item.
    Constraint(ItemIx, u16),
}

/// Evaluation order and who reads whom, made once at load. Nodes are named by their position in `order`.
#[derive(Debug, Clone, Default)]
pub struct Plan {
    /// Nodes in topological order.
    pub order: Vec<Node>,
    /// Position of each item in `order`, by item number.
    pub item_rank: Vec<u32>,
    /// The constraints of an item, by item number.
    pub item_constraints: Lists<u32>,
    /// The nodes whose expressions read an item's value, by item number. What merely stands inside it is not among them: a row
    /// that is added to a list does not touch the others.
    pub item_readers: Lists<u32>,
    /// The nodes that read a section's relevance: what stands in it.
    pub section_readers: Lists<u32>,
    /// Running totals that an item's value enters, by item number, each with how it is counted there.
    pub item_aggregates: Lists<(AggregateIx, Member)>,
    /// The nodes that read a running total.
    pub aggregate_readers: Lists<u32>,
    /// The nodes that read `today` or another fixed input of the filling.
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
    /// How many nodes are added.
    added: u32,
    /// What comes before what, each pair once.
    edges: Vec<(u32, u32)>,
    /// Those of them that come about by an expression.
    reads: Vec<(u32, u32)>,
    reads_context: Vec<u32>,
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
            added: 0,
            edges: Vec::new(),
            reads: Vec::new(),
            reads_context: Vec::new(),
        };
        for section in sections {
            graph.add([], section.relevant.as_ref());
        }
        for item in items {
            let section = item.section.map(u32::from);
            let parent = item.parent.map(|parent| graph.item(parent));
            let fixed = section.into_iter().chain(parent);
            let filter = item.filter.iter().flat_map(|filter| &filter.conditions);
            let exprs = item.relevant.iter().chain(&item.calculation).chain(filter);
            graph.add(fixed, exprs);
        }
        for at in 0..graph.constraints.len() {
            let (ix, n) = graph.constraints[at];
            let expr = &items[ix as usize].constraints[usize::from(n)].expr;
            graph.add([graph.item(ix)], Some(expr));
        }
        for aggregate in aggregates {
            let first = graph.item(0);
            let members = aggregate.items.iter();
            graph.add(members.map(|member| first + member.item), None);
        }
        graph
    }

    fn item(&self, ix: ItemIx) -> u32 {
        self.sections.len() as u32 + ix
    }

    fn first_constraint(&self) -> u32 {
        self.item(self.items.len() as u32)
    }

    fn first_aggregate(&self) -> u32 {
        self.first_constraint() + self.constraints.len() as u32
    }

    fn len(&self) -> usize {
        self.first_aggregate() as usize + self.aggregates.len()
    }

    /// Adds the next node: it comes after `fixed` and after all that its expressions read.
    fn add<'e>(
        &mut self,
        fixed: impl IntoIterator<Item = u32>,
        exprs: impl IntoIterator<Item = &'e Expr>,
    ) {
        let mut read = Vec::new();
        let mut context = false;
        for expr in exprs {
            expr.each_read(&mut |part| match part {
                Read::Item(ix) | Read::Score(ix) | Read::Cell { column: ix, .. } => {
                    read.push(self.item(ix));
                }
                // Which earlier answer counts depends on what the item is about now.
                Read::Previous(ix) => {
                    let about = self.items[ix as usize].about;
                    read.extend(about.map(|about| self.item(about)));
                }
                Read::Total(ix) => read.push(self.first_aggregate() + ix),
                Read::Given => context = true,
            });
        }
        let node = self.added;
        self.added += 1;
        self.reads_context.extend(context.then_some(node));
        read.sort_unstable();
        read.dedup();
        self.reads
            .extend(read.iter().map(|earlier| (*earlier, node)));
        read.extend(fixed);
        read.sort_unstable();
        read.dedup();
        self.edges
            .extend(read.into_iter().map(|earlier| (earlier, node)));
    }

    fn before(&self) -> Lists<u32> {
        Lists::group(self.edges.iter().map(|(earlier, later)| (*later, *earlier)))
    }

    fn after(&self) -> Lists<u32> {
        Lists::group(self.edges.iter().copied())
    }

    /// Every node after those it waits for, otherwise as the file has them; what waits in a circle is left out.
    fn order(&self) -> Vec<u32> {
        let after = self.after();
        let mut waits = vec![0u32; self.len()];
        for (_, later) in &self.edges {
            waits[*later as usize] += 1;
        }
        let free = (0..self.added).filter(|node| waits[*node as usize] == 0);
        let mut ready: BinaryHeap<Reverse<u32>> = free.map(Reverse).collect();
        let mut order = Vec::with_capacity(self.len());
        while let Some(Reverse(node)) = ready.pop() {
            order.push(node);
            for later in &after[node as usize] {
                waits[*later as usize] -= 1;
                if waits[*later as usize] == 0 {
                    ready.push(Reverse(*later));
                }
            }
        }
        order
    }

    fn plan(&self, order: &[u32]) -> Plan {
        let mut rank = vec![0u32; self.len()];
        let mut plan = Plan::default();
        for node in order {
            let Some(named) = self.node(*node) else {
                continue;
            };
            rank[*node as usize] = plan.order.len() as u32;
            plan.order.push(named);
        }
        let (items, first) = (self.item(0), self.first_constraint());
        let totals = self.first_aggregate();
        plan.item_rank = rank[items as usize..first as usize].to_vec();
        let constraints = self.constraints.iter().zip(&rank[first as usize..]);
        plan.item_constraints = Lists::group(constraints.map(|((ix, _), rank)| (*ix, *rank)));
        let readers = |edges: &[(u32, u32)], from: u32, to: u32| {
            let edges = edges
                .iter()
                .filter(|(earlier, _)| (from..to).contains(earlier));
            let named = edges.filter(|(_, later)| *later < totals);
            let mut pairs: Vec<(u32, u32)> = named
                .map(|(earlier, later)| (earlier - from, rank[*later as usize]))
                .collect();
            pairs.sort_unstable();
            Lists::group(pairs)
        };
        plan.section_readers = readers(&self.edges, 0, items);
        plan.item_readers = readers(&self.reads, items, first);
        plan.aggregate_readers = readers(&self.reads, totals, u32::MAX);
        plan.item_aggregates = entered(self.aggregates);
        let context = self.reads_context.iter();
        plan.context_readers = context.map(|node| rank[*node as usize]).collect();
        plan.context_readers.sort_unstable();
        plan
    }

    fn node(&self, node: u32) -> Option<Node> {
        if node < self.item(0) {
            return SectionIx::try_from(node).ok().map(Node::Section);
        }
        if node < self.first_constraint() {
            return Some(Node::Item(node - self.item(0)));
        }
        let nth = (node - self.first_constraint()) as usize;
        let (item, nth) = self.constraints.get(nth)?;
        Some(Node::Constraint(*item, *nth))
    }

    /// The shortest circles among what could not be ordered, none sharing a node with another.
    fn circles(&self, ordered: &[u32]) -> Vec<Circle> {
        const MOST: usize = 20;
        let (before, after) = (self.before(), self.after());
        let mut steps = MOST_STEPS;
        let mut left = vec![true; self.len()];
        ordered.iter().for_each(|node| left[*node as usize] = false);
        let mut found = Vec::new();
        while found.len() < MOST {
            self.drop_ends(&before, &after, &mut left);
            let Some(circle) = self.shortest_circle(&before, &left, &mut steps) else {
                break;
            };
            circle.iter().for_each(|node| left[*node as usize] = false);
            found.extend(self.circle(&circle));
        }
        found
    }

    /// Drops what only waits for a circle without being in one, and what circles only wait for.
    fn drop_ends(&self, before: &Lists<u32>, after: &Lists<u32>, left: &mut [bool]) {
        let count = |nodes: &[u32]| nodes.iter().filter(|node| left[**node as usize]).count();
        let nodes = 0..self.len();
        let mut waits: Vec<usize> = nodes.clone().map(|node| count(&before[node])).collect();
        let mut awaited: Vec<usize> = nodes.clone().map(|node| count(&after[node])).collect();
        let mut ends: Vec<usize> = nodes
            .filter(|node| waits[*node] == 0 || awaited[*node] == 0)
            .collect();
        while let Some(node) = ends.pop() {
            if !std::mem::replace(&mut left[node], false) {
                continue;
            }
            for later in after[node].iter().map(|later| *later as usize) {
                waits[later] = waits[later].saturating_sub(1);
                ends.extend((waits[later] == 0).then_some(later));
            }
            for earlier in before[node].iter().map(|earlier| *earlier as usize) {
                awaited[earlier] = awaited[earlier].saturating_sub(1);
                ends.extend((awaited[earlier] == 0).then_some(earlier));
            }
        }
    }

    fn shortest_circle(
        &self,
        before: &Lists<u32>,
        left: &[bool],
        steps: &mut usize,
    ) -> Option<Vec<u32>> {
        let mut shortest: Option<Vec<u32>> = None;
        for start in (0..self.added).filter(|node| left[*node as usize]) {
            if *steps == 0 {
                break;
            }
            let found = self.way_back(start, before, left, steps);
            let shorter = |way: &Vec<u32>| shortest.as_ref().is_none_or(|it| way.len() < it.len());
            if let Some(way) = found.filter(shorter) {
                shortest = Some(way);
            }
        }
        shortest
    }

    /// The shortest way from a node over what it waits for back to itself.
    fn way_back(
        &self,
        start: u32,
        before: &Lists<u32>,
        left: &[bool],
        steps: &mut usize,
    ) -> Option<Vec<u32>> {
        // The list of where each node was come to from costs something too.
        *steps = steps.saturating_sub(self.len() / 8);
        let mut came_from = vec![u32::MAX; self.len()];
        let mut next = VecDeque::from([start]);
        while let Some(node) = next.pop_front() {
            let earlier = &before[node as usize];
            *steps = steps.saturating_sub(1 + earlier.len());
            for earlier in earlier.iter().filter(|node| left[**node as usize]) {
                if *earlier == start {
                    let mut way = vec![node];
                    while let Some(last) = way.last().copied().filter(|last| *last != start) {
                        way.push(came_from[last as usize]);
                    }
                    way.reverse();
                    return Some(way);
                }
                if came_from[*earlier as usize] == u32::MAX {
                    came_from[*earlier as usize] = node;
                    next.push_back(*earlier);
                }
            }
        }
        None
    }

    fn circle(&self, nodes: &[u32]) -> Option<Circle> {
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

/// The totals that each item enters.
fn entered(aggregates: &[Aggregate]) -> Lists<(AggregateIx, Member)> {
    Lists::group((0..).zip(aggregates).flat_map(|(ix, aggregate)| {
        let members = aggregate.items.iter();
        members.map(move |member| (member.item, (ix, *member)))
    }))
}
