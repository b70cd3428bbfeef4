//! Small forms by hand, with a plan worked out in the simplest way.

use std::collections::BTreeSet;
use std::sync::Arc;

use chrono::NaiveDate;
use kohtaa::form::expr::{
    Aggregate, Expr, Group, Member, MinAnswered, Op, Read, Scale, Step, Total,
};
use kohtaa::form::{
    AggregateIx, Choice, ChoiceList, ChoicesIx, Constraint, Form, Hash, Id, Item, ItemIx, Kind,
    Lists, Node, Piece, Plan, Section, SectionIx, Template, TurnIx, Variant, Wording,
};
use kohtaa::lang::{Lang, Localised};
use kohtaa::response::{Inputs, Response};
use rust_decimal::Decimal;

pub fn id(text: &str) -> Id {
    Id::new(text)
}

pub fn number(text: &str) -> Decimal {
    text.parse().unwrap()
}

pub fn date(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

pub fn inputs() -> Inputs {
    Inputs {
        today: date("2026-11-24"),
        first_session: false,
        interpreter: false,
        mode: id("in_person"),
        practice: false,
    }
}

pub fn text(words: &str) -> Localised<Box<str>> {
    Localised::new(vec![(Lang::Fi, words.into())])
}

pub fn wording(pieces: Vec<Piece>) -> Wording {
    Wording {
        variants: Box::new([Variant {
            when: None,
            text: Localised::new(vec![(
                Lang::Fi,
                Template {
                    pieces: pieces.into(),
                },
            )]),
        }]),
    }
}

pub fn num(text: &str) -> Expr {
    Expr::Number(number(text))
}

pub fn code(text: &str) -> Expr {
    Expr::Code(id(text))
}

pub fn item(ix: ItemIx) -> Expr {
    Expr::Item(ix)
}

pub fn binary(left: Expr, op: Op, right: Expr) -> Expr {
    Expr::Binary(op, Box::new(left), Box::new(right))
}

pub fn not(expr: Expr) -> Expr {
    Expr::Not(Box::new(expr))
}

pub fn yes(ix: ItemIx) -> Expr {
    binary(item(ix), Op::Equal, Expr::Bool(true))
}

pub fn member(item: ItemIx) -> Member {
    Member {
        item,
        score: false,
        turn: None,
    }
}

pub fn total(total: Total, aggregate: AggregateIx) -> Expr {
    Expr::Total(total, aggregate)
}

/// A scale over one group.
pub fn scale(aggregate: AggregateIx, total: Total, enough: MinAnswered, prorate: bool) -> Expr {
    Expr::Scale(Box::new(Scale {
        groups: vec![Group { aggregate, enough }],
        total,
        prorate,
        overall: None,
        round: None,
    }))
}

pub struct Build {
    pub form: Form,
}

impl Build {
    /// A form with one section.
    pub fn new() -> Build {
        let form = Form {
            id: id("trial"),
            hash: Hash([7; 32]),
            languages: vec![Lang::Fi],
            title: text("Koe"),
            notice: Localised::default(),
            permission: None,
            licence: "CC0-1.0".into(),
            source: "own work".into(),
            subject: id("client"),
            standing: false,
            style: Default::default(),
            sensitivity: Default::default(),
            retention: id("case_24_months"),
            minutes: None,
            paper: None,
            choices: Vec::new(),
            sections: Vec::new(),
            items: Vec::new(),
            aggregates: Vec::new(),
            turns: Vec::new(),
            lookups: Vec::new(),
            suggestions: Vec::new(),
            plan: Plan::default(),
        };
        let mut build = Build { form };
        build.section(None);
        build
    }

    pub fn section(&mut self, relevant: Option<Expr>) -> SectionIx {
        let ix = self.form.sections.len() as SectionIx;
        self.form.sections.push(Section {
            id: id(&format!("section{ix}")),
            title: Wording::default(),
            intro: Wording::default(),
            free: false,
            relevant,
        });
        ix
    }

    /// Options `c0`, `c1`, .. with these scores.
    pub fn choices(&mut self, scores: &[Option<i64>]) -> ChoicesIx {
        let option = |(nth, score): (usize, &Option<i64>)| Choice {
            code: id(&format!("c{nth}")),
            score: score.map(Decimal::from),
            text: text(&format!("Vaihtoehto {nth}")),
            key: None,
            exclusive: false,
            practice: false,
            other: None,
            with: Box::default(),
            codes: Vec::new(),
        };
        self.form.choices.push(ChoiceList {
            id: id(&format!("choices{}", self.form.choices.len())),
            options: scores.iter().enumerate().map(option).collect(),
        });
        self.form.choices.len() as ChoicesIx - 1
    }

    /// An item of the newest section.
    pub fn item(&mut self, name: &str, kind: Kind) -> ItemIx {
        self.with(name, kind, |_| ())
    }

    pub fn with(&mut self, name: &str, kind: Kind, more: impl FnOnce(&mut Item)) -> ItemIx {
        let mut item = Item {
            id: id(name),
            was: Default::default(),
            section: Some(self.form.sections.len() as SectionIx - 1),
            parent: None,
            kind,
            label: Wording::default(),
            short: Localised::default(),
            hint: Wording::default(),
            why: Wording::default(),
            draft: None,
            ends: None,
            choices: None,
            filter: None,
            limits: None,
            limit: None,
            more: false,
            audience: Default::default(),
            sensitivity: Default::default(),
            role: None,
            about: None,
            icf: Default::default(),
            codes: Default::default(),
            retention: None,
            relevant: None,
            calculation: None,
            constraints: Default::default(),
            bands: Default::default(),
            bands_source: Default::default(),
            visible_change: None,
            rule: Default::default(),
            score: false,
            hidden: false,
            carry: Default::default(),
        };
        more(&mut item);
        self.form.items.push(item);
        self.form.items.len() as ItemIx - 1
    }

    pub fn child(&mut self, parent: ItemIx, name: &str, kind: Kind) -> ItemIx {
        self.with(name, kind, |item| item.parent = Some(parent))
    }

    pub fn shown_if(&mut self, name: &str, kind: Kind, relevant: Expr) -> ItemIx {
        self.with(name, kind, |item| item.relevant = Some(relevant))
    }

    pub fn computed(&mut self, name: &str, calculation: Expr) -> ItemIx {
        self.with(name, Kind::Computed, |item| {
            item.calculation = Some(calculation)
        })
    }

    pub fn score(&mut self, name: &str, calculation: Expr) -> ItemIx {
        self.with(name, Kind::Computed, |item| {
            item.section = None;
            item.score = true;
            item.rule = format!("rule of {name}").into();
            item.calculation = Some(calculation);
        })
    }

    pub fn turn(&mut self, steps: Vec<Step>) -> TurnIx {
        self.form.turns.push(steps);
        self.form.turns.len() as TurnIx - 1
    }

    pub fn aggregate(&mut self, items: Vec<Member>) -> AggregateIx {
        self.form.aggregates.push(Aggregate {
            items,
            ordered: true,
        });
        self.form.aggregates.len() as AggregateIx - 1
    }

    pub fn done(mut self) -> Arc<Form> {
        self.form.plan = plan(&self.form);
        Arc::new(self.form)
    }

    pub fn filling(self) -> Response {
        Response::new(self.done(), inputs(), Vec::new())
    }
}

pub fn constraint(expr: Expr, warning: bool, message: &str) -> Constraint {
    Constraint {
        expr,
        message: wording(vec![Piece::Text(message.into())]),
        warning,
    }
}

/// What a node reads: items, sections, running totals, fixed inputs.
#[derive(Default)]
struct Reads {
    /// What must be worked out first.
    nodes: BTreeSet<(u8, u32)>,
    items: BTreeSet<ItemIx>,
    sections: BTreeSet<SectionIx>,
    aggregates: BTreeSet<AggregateIx>,
    context: bool,
}

fn read(form: &Form, expr: &Expr, reads: &mut Reads) {
    expr.each_read(&mut |part| match part {
        Read::Item(ix) | Read::Score(ix) | Read::Cell { column: ix, .. } => {
            reads.items.insert(ix);
        }
        Read::Previous(ix) => reads.items.extend(form.item(ix).about),
        Read::Given => reads.context = true,
        Read::Total(ix) => {
            reads.aggregates.insert(ix);
        }
    });
}

fn reads(form: &Form, node: Node) -> Reads {
    let mut reads = Reads::default();
    match node {
        Node::Section(ix) => {
            let relevant = &form.sections[ix as usize].relevant;
            relevant
                .iter()
                .for_each(|expr| read(form, expr, &mut reads));
        }
        Node::Item(ix) => {
            let item = form.item(ix);
            reads.nodes.extend(item.parent.map(|ix| (1, ix)));
            reads.sections.extend(item.section);
            let filter = item.filter.iter().flat_map(|filter| &filter.conditions);
            for expr in item.relevant.iter().chain(&item.calculation).chain(filter) {
                read(form, expr, &mut reads);
            }
        }
        Node::Constraint(ix, nth) => {
            reads.nodes.insert((1, ix));
            let constraint = &form.item(ix).constraints[nth as usize];
            read(form, &constraint.expr, &mut reads);
        }
    }
    let members = reads.aggregates.iter();
    let members = members.flat_map(|ix| form.aggregates[*ix as usize].items.iter());
    reads.nodes.extend(members.map(|member| (1, member.item)));
    reads.nodes.extend(reads.items.iter().map(|ix| (1, *ix)));
    let sections = reads.sections.iter();
    reads.nodes.extend(sections.map(|ix| (0, u32::from(*ix))));
    reads
}

fn plan(form: &Form) -> Plan {
    let mut waiting: Vec<Node> = Vec::new();
    waiting.extend((0..form.sections.len() as SectionIx).map(Node::Section));
    for (ix, item) in (0..).zip(&form.items) {
        waiting.push(Node::Item(ix));
        waiting.extend((0..item.constraints.len() as u16).map(|nth| Node::Constraint(ix, nth)));
    }
    let mut plan = Plan {
        item_rank: vec![0; form.items.len()],
        ..Plan::default()
    };
    let (mut constraints, mut readers) = (Vec::new(), Vec::new());
    let (mut section_readers, mut aggregate_readers) = (Vec::new(), Vec::new());
    let mut placed: BTreeSet<(u8, u32)> = BTreeSet::new();
    let mut waiting: Vec<(Node, Reads)> = waiting
        .into_iter()
        .map(|node| (node, reads(form, node)))
        .collect();
    while !waiting.is_empty() {
        let ready = waiting
            .iter()
            .position(|(_, reads)| reads.nodes.is_subset(&placed));
        let (node, reads) = waiting.remove(ready.expect("the form has a cycle"));
        let rank = plan.order.len() as u32;
        match node {
            Node::Section(ix) => {
                placed.insert((0, u32::from(ix)));
            }
            Node::Item(ix) => {
                plan.item_rank[ix as usize] = rank;
                placed.insert((1, ix));
            }
            Node::Constraint(ix, _) => constraints.push((ix, rank)),
        }
        readers.extend(reads.items.iter().map(|ix| (*ix, rank)));
        let sections = reads.sections.iter();
        section_readers.extend(sections.map(|ix| (u32::from(*ix), rank)));
        let aggregates = reads.aggregates.iter();
        aggregate_readers.extend(aggregates.map(|ix| (*ix, rank)));
        if reads.context {
            plan.context_readers.push(rank);
        }
        plan.order.push(node);
    }
    let entered = (0..).zip(&form.aggregates).flat_map(|(ix, aggregate)| {
        let members = aggregate.items.iter();
        members.map(move |member| (member.item, (ix, *member)))
    });
    plan.item_constraints = Lists::group(constraints);
    plan.item_readers = Lists::group(readers);
    plan.section_readers = Lists::group(section_readers);
    plan.item_aggregates = Lists::group(entered);
    plan.aggregate_readers = Lists::group(aggregate_readers);
    plan
}
