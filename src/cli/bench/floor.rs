//! What the same work costs at least: the file read into plain structs, and a plain loop over what depends on an answer.

use std::hint::black_box;

use rust_decimal::Decimal;
use serde::Deserialize;

use crate::form::{AggregateIx, ItemIx};
use crate::response::{Response, Spot, Value};

/// A form as nobody has looked into it.
#[derive(Debug, Deserialize)]
#[expect(dead_code, reason = "read to be measured, never used")]
pub struct Plain {
    id: String,
    languages: Vec<String>,
    #[serde(default)]
    choices: Vec<PlainChoices>,
    section: Vec<PlainSection>,
    item: Vec<PlainItem>,
    #[serde(default)]
    score: Vec<PlainScore>,
}

#[derive(Debug, Deserialize)]
#[expect(dead_code, reason = "read to be measured, never used")]
struct PlainChoices {
    id: String,
    options: Vec<toml::Table>,
}

#[derive(Debug, Deserialize)]
#[expect(dead_code, reason = "read to be measured, never used")]
struct PlainSection {
    id: String,
    title: Option<toml::Value>,
    relevant: Option<String>,
}

#[derive(Debug, Deserialize)]
#[expect(dead_code, reason = "read to be measured, never used")]
struct PlainItem {
    section: String,
    id: String,
    kind: String,
    parent: Option<String>,
    label: Option<toml::Value>,
    hint: Option<toml::Value>,
    why: Option<toml::Value>,
    choices: Option<String>,
    options: Option<Vec<toml::Table>>,
    relevant: Option<String>,
    calculation: Option<String>,
    #[serde(default)]
    constraint: Vec<PlainConstraint>,
}

#[derive(Debug, Deserialize)]
#[expect(dead_code, reason = "read to be measured, never used")]
struct PlainConstraint {
    expr: String,
    message: toml::Value,
}

#[derive(Debug, Deserialize)]
#[expect(dead_code, reason = "read to be measured, never used")]
struct PlainScore {
    id: String,
    label: toml::Value,
    expr: String,
}

impl Plain {
    pub fn read(text: &str) -> Option<Plain> {
        toml::from_str(text).ok()
    }
}

/// The numbers of one filling, and for each item what depends on it.
pub struct Loops {
    numbers: Vec<Option<Decimal>>,
    dependants: Vec<Dependants>,
    members: Vec<Vec<ItemIx>>,
}

/// What has to be worked out again when an answer changes.
struct Dependants {
    /// Of each expression that depends on the answer, the items that it reads.
    reads: Vec<Vec<ItemIx>>,
    totals: Vec<AggregateIx>,
}

impl Loops {
    pub fn new(response: &Response) -> Loops {
        let form = response.form();
        let number = |item: ItemIx| match response.value(Spot::top(item)) {
            Some(Value::Number(number)) => Some(*number),
            _ => None,
        };
        let plan = &form.plan;
        let mut reads: Vec<Vec<ItemIx>> = vec![Vec::new(); plan.order.len()];
        for item in 0..form.items.len() {
            for rank in &plan.item_readers[item] {
                reads[*rank as usize].push(item as ItemIx);
            }
        }
        let dependants = (0..form.items.len()).map(|item| {
            let nodes = plan.item_readers[item].iter();
            let totals = plan.item_aggregates[item].iter();
            Dependants {
                reads: nodes.map(|rank| reads[*rank as usize].clone()).collect(),
                totals: totals.map(|(aggregate, _)| *aggregate).collect(),
            }
        });
        let members = form.aggregates.iter().map(|aggregate| {
            let items = aggregate.items.iter();
            items.map(|member| member.item).collect()
        });
        Loops {
            numbers: (0..form.items.len() as ItemIx).map(number).collect(),
            dependants: dependants.collect(),
            members: members.collect(),
        }
    }

    /// One answer: what reads it is tested again, the totals that it enters are added up anew.
    pub fn one(&self, item: ItemIx) -> Decimal {
        let dependants = &self.dependants[item as usize];
        let tested = dependants.reads.iter().map(|reads| self.test(reads)).sum();
        let totals = dependants.totals.iter();
        totals.fold(tested, |sum, ix| sum + self.total(*ix))
    }

    /// Every item's conditions once, then every total: what a flip costs where all changes.
    pub fn all(&self) -> Decimal {
        let dependants = self.dependants.iter();
        let reads = dependants.flat_map(|dependants| &dependants.reads);
        let tested = reads.map(|reads| self.test(reads)).sum();
        (0..self.members.len() as AggregateIx).fold(tested, |sum, ix| sum + self.total(ix))
    }

    fn test(&self, reads: &[ItemIx]) -> Decimal {
        let numbers = reads.iter().map(|item| self.numbers[*item as usize]);
        let held = numbers.filter(|number| black_box(*number) > Some(Decimal::ZERO));
        Decimal::from(held.count())
    }

    fn total(&self, ix: AggregateIx) -> Decimal {
        let items = self.members[ix as usize].iter();
        let numbers = items.filter_map(|item| black_box(self.numbers[*item as usize]));
        numbers.sum()
    }
}
