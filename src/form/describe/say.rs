//! Expressions said in words, for people who do not read them as written.

use std::collections::HashMap;

use super::super::expr::Op;
use super::super::syntax::{Argument, Budget, Part, Tree, parse};
use super::super::{Form, ItemIx, Kind};
use super::texts;
use crate::lang::{Arg, Lang, messages};

/// Members of a longer list that are named; the others are counted.
const NAMED: usize = 4;

/// Says the expressions of one form in one language.
pub struct Speaker<'f> {
    form: &'f Form,
    lang: Lang,
    by_id: HashMap<&'f str, ItemIx>,
}

impl<'f> Speaker<'f> {
    pub fn new(form: &'f Form, lang: Lang) -> Speaker<'f> {
        let ids = (0..).zip(&form.items);
        Speaker {
            form,
            lang,
            by_id: ids.map(|(ix, item)| (item.id.as_str(), ix)).collect(),
        }
    }

    /// What a rule means; as it is written where it cannot be read.
    pub fn say(&self, rule: &str) -> String {
        match parse(rule, &mut Budget::default()) {
            Ok(tree) => self.truth(&tree, rule),
            Err(_) => rule.to_owned(),
        }
    }

    /// Items that a rule names, in the order of the form.
    pub fn named(&self, rule: &str) -> Vec<ItemIx> {
        let mut found = Vec::new();
        if let Ok(tree) = parse(rule, &mut Budget::default()) {
            tree.walk(&mut |part| match part.part {
                Part::Name(name) | Part::Cell(name, _) => found.extend(self.find(name)),
                _ => {}
            });
        }
        found.sort_unstable();
        found.dedup();
        found
    }

    fn find(&self, id: &str) -> Option<ItemIx> {
        self.by_id.get(id).copied()
    }

    fn get(&self, id: &str) -> String {
        messages(self.lang).get(id).into_owned()
    }

    fn one(&self, id: &str, one: &str) -> String {
        messages(self.lang).with(id, &[("one", Arg::from(one))])
    }

    fn two(&self, id: &str, one: &str, two: &str) -> String {
        let args = [("one", Arg::from(one)), ("two", Arg::from(two))];
        messages(self.lang).with(id, &args)
    }

    /// A part that is true or false.
    fn truth(&self, tree: &Tree<'_>, rule: &str) -> String {
        match &tree.part {
            Part::Binary(Op::And, left, right) => {
                let (left, right) = (
                    self.inside(left, Op::And, rule),
                    self.inside(right, Op::And, rule),
                );
                self.two("say-and", &left, &right)
            }
            Part::Binary(Op::Or, left, right) => {
                let (left, right) = (
                    self.inside(left, Op::Or, rule),
                    self.inside(right, Op::Or, rule),
                );
                self.two("say-or", &left, &right)
            }
            Part::Binary(op, left, right) => self.binary(*op, left, right, rule),
            Part::Not(inner) => self.not(inner, rule),
            Part::Name(name) if self.is_yes_no(name) => self.one("say-is-yes", &self.name(name)),
            _ => self.value(tree, rule),
        }
    }

    /// A side of `and` or `or`, in brackets where it is the other of the two.
    fn inside(&self, tree: &Tree<'_>, around: Op, rule: &str) -> String {
        let said = self.truth(tree, rule);
        match tree.part {
            Part::Binary(op @ (Op::And | Op::Or), ..) if op != around => format!("({said})"),
            _ => said,
        }
    }

    fn not(&self, inner: &Tree<'_>, rule: &str) -> String {
        match &inner.part {
            Part::Name(name) if self.is_yes_no(name) => self.one("say-is-no", &self.name(name)),
            Part::Call("answered", given) if given.len() == 1 => {
                self.one("say-unanswered", &self.value(&given[0].value, rule))
            }
            Part::Binary(Op::In, left, right) => self.chosen(left, right, false, rule),
            _ => self.one("say-not", &self.truth(inner, rule)),
        }
    }

    fn binary(&self, op: Op, left: &Tree<'_>, right: &Tree<'_>, rule: &str) -> String {
        if op == Op::In {
            return self.chosen(left, right, true, rule);
        }
        let one = self.beside(left, right, rule);
        let two = self.beside(right, left, rule);
        let dates = self.is_date(left) || self.is_date(right);
        match op {
            Op::Less if dates => self.two("say-before", &one, &two),
            Op::LessOrEqual if dates => self.two("say-until", &one, &two),
            Op::Greater if dates => self.two("say-after", &one, &two),
            Op::GreaterOrEqual if dates => self.two("say-from", &one, &two),
            Op::Equal => self.two("say-equal", &one, &two),
            Op::NotEqual => self.two("say-not-equal", &one, &two),
            Op::Less => self.two("say-less", &one, &two),
            Op::LessOrEqual => self.two("say-at-most", &one, &two),
            Op::Greater => self.two("say-greater", &one, &two),
            Op::GreaterOrEqual => self.two("say-at-least", &one, &two),
            Op::Add => format!("{one} + {two}"),
            Op::Subtract => format!("{one} − {two}"),
            Op::Multiply => format!("{one} × {two}"),
            Op::Divide => format!("{one} / {two}"),
            Op::And | Op::Or | Op::In => rule.to_owned(),
        }
    }

    /// One option among those ticked, or an answer among several options.
    fn chosen(&self, left: &Tree<'_>, right: &Tree<'_>, is: bool, rule: &str) -> String {
        if let Part::List(options) = &right.part {
            let options = options.iter().map(|option| self.beside(option, left, rule));
            let options = options.collect::<Vec<_>>().join(", ");
            let id = if is { "say-one-of" } else { "say-none-of" };
            return self.two(id, &self.value(left, rule), &options);
        }
        let id = if is { "say-ticked" } else { "say-not-ticked" };
        self.two(
            id,
            &self.beside(left, right, rule),
            &self.value(right, rule),
        )
    }

    /// A value next to another, which says what list a code comes from.
    fn beside(&self, tree: &Tree<'_>, other: &Tree<'_>, rule: &str) -> String {
        match (&tree.part, &other.part) {
            (Part::Quoted(code), Part::Name(item) | Part::Cell(item, _)) => self.option(item, code),
            (Part::Quoted(code), Part::Call(_, given)) => {
                let item = given.first().map(|given| &given.value.part);
                match item {
                    Some(Part::Name(item)) => self.option(item, code),
                    _ => self.quoted(code),
                }
            }
            (Part::Bool(truth), _) => self.get(if *truth { "say-yes" } else { "say-no" }),
            (Part::Binary(Op::Add | Op::Subtract, ..), Part::Binary(..)) => {
                format!("({})", self.value(tree, rule))
            }
            _ => self.value(tree, rule),
        }
    }

    fn value(&self, tree: &Tree<'_>, rule: &str) -> String {
        match &tree.part {
            Part::Name(name) => self.name(name),
            Part::Quoted(text) => self.quoted(text),
            Part::Bool(truth) => self.get(if *truth { "say-yes" } else { "say-no" }),
            Part::List(parts) => self.list(parts, rule),
            Part::Negate(inner) => format!("−{}", self.value(inner, rule)),
            Part::Call(name, given) => self.call(name, given, tree, rule),
            Part::Binary(..) | Part::Not(_) => self.truth(tree, rule),
            // Numbers and cells of tables are said as they are written.
            _ => rule.get(tree.span.clone()).unwrap_or(rule).to_owned(),
        }
    }

    fn list(&self, parts: &[Tree<'_>], rule: &str) -> String {
        let named = if parts.len() > NAMED + 1 {
            NAMED
        } else {
            parts.len()
        };
        let said = parts.iter().take(named).map(|part| self.value(part, rule));
        let mut said = said.collect::<Vec<_>>().join(", ");
        if named < parts.len() {
            let more = parts.len() - named;
            let args = [("count", Arg::from(more))];
            said = format!("{said} {}", messages(self.lang).with("say-more", &args));
        }
        said
    }

    fn call(&self, name: &str, given: &[Argument<'_>], tree: &Tree<'_>, rule: &str) -> String {
        let said = |given: &Argument<'_>| match given.value.part {
            Part::Binary(Op::And | Op::Or | Op::Equal | Op::NotEqual, ..) | Part::Not(_) => {
                self.truth(&given.value, rule)
            }
            _ => self.value(&given.value, rule),
        };
        let plain: Vec<&Argument<'_>> = given.iter().filter(|given| given.name.is_none()).collect();
        let parts: Vec<String> = plain.iter().map(|given| said(given)).collect();
        if name == "scale" {
            return self.scale(&parts.join(", "), given, rule);
        }
        let Some(id) = function(name, parts.len()) else {
            return rule.get(tree.span.clone()).unwrap_or(rule).to_owned();
        };
        let part = |at: usize| parts.get(at).map_or("", String::as_str);
        let all = parts.join(", ");
        let args = [
            ("one", Arg::from(part(0))),
            ("two", Arg::from(part(1))),
            ("three", Arg::from(part(2))),
            ("all", Arg::from(&all)),
        ];
        messages(self.lang).with(id, &args)
    }

    /// A scale with its rule for missing answers.
    fn scale(&self, items: &str, given: &[Argument<'_>], rule: &str) -> String {
        let written = |option: &str| {
            let named = |given: &&Argument<'_>| {
                given.name.as_ref().is_some_and(|(name, _)| *name == option)
            };
            let value = &given.iter().find(named)?.value;
            Some((value, rule.get(value.span.clone()).unwrap_or_default()))
        };
        let sum = written("total").is_some_and(|(_, total)| total.contains("sum"));
        let id = if sum { "say-sum" } else { "say-mean" };
        let mut said = vec![messages(self.lang).with(id, &[("all", Arg::from(items))])];
        for (option, id) in SCALE_OPTIONS {
            let Some((value, text)) = written(option) else {
                continue;
            };
            let text = match value.part {
                Part::Name(_) => self.value(value, rule),
                Part::List(_) if option == "reverse" => self.value(value, rule),
                _ => text.to_owned(),
            };
            if text != "false" {
                said.push(messages(self.lang).with(id, &[("one", Arg::from(&text))]));
            }
        }
        said.join(", ")
    }

    fn is_yes_no(&self, name: &str) -> bool {
        let item = self.find(name).map(|ix| self.form.item(ix));
        item.is_some_and(|item| item.kind == Kind::YesNo)
    }

    fn is_date(&self, tree: &Tree<'_>) -> bool {
        match tree.part {
            Part::Name("today") | Part::Call("add_days", _) => true,
            Part::Name(name) => {
                let item = self.find(name).map(|ix| self.form.item(ix));
                item.is_some_and(|item| item.kind == Kind::Date)
            }
            _ => false,
        }
    }

    /// What a name stands for: an item by its label, or something of the meeting.
    fn name(&self, name: &str) -> String {
        if let Some(ix) = self.find(name) {
            return self.quoted(&texts::name(self.form, ix, self.lang));
        }
        match name {
            "today" => self.get("say-today"),
            "first_session" => self.get("say-first-session"),
            "interpreter" => self.get("say-interpreter"),
            "mode" => self.get("say-mode"),
            "practice" => self.get("say-practice"),
            other => other.to_owned(),
        }
    }

    fn option(&self, item: &str, code: &str) -> String {
        let item = self.find(item).map(|ix| self.form.item(ix));
        let option = item.and_then(|item| self.form.choice_list(item)?.option(code));
        let text = option.map_or(code, |option| option.text.plain(self.lang));
        self.quoted(&texts::short(text))
    }

    fn quoted(&self, text: &str) -> String {
        self.one("say-quoted", text)
    }
}

/// The options of a scale that change what it gives.
const SCALE_OPTIONS: [(&str, &str); 6] = [
    ("min_answered", "say-enough"),
    ("most_missing", "say-most-missing"),
    ("overall", "say-overall"),
    ("prorate", "say-prorate"),
    ("reverse", "say-reversed"),
    ("round", "say-rounded"),
];

/// The message that says what a function gives.
fn function(name: &str, given: usize) -> Option<&'static str> {
    Some(match name {
        "answered" => "say-answered",
        "previous" => "say-previous",
        "sum" => "say-sum",
        "mean" => "say-mean",
        "min" | "least" => "say-min",
        "max" | "greatest" => "say-max",
        "count" => "say-count",
        "count_if" => "say-count-if",
        "shown" => "say-shown",
        "if" => "say-if",
        "coalesce" => "say-coalesce",
        "round" if given == 1 => "say-round",
        "round" => "say-round-to",
        "abs" => "say-abs",
        "days" => "say-days",
        "years" => "say-years",
        "months" => "say-months",
        "minutes" => "say-minutes",
        "add_days" => "say-add-days",
        "length" => "say-length",
        "recode" => "say-recode",
        "reverse" => "say-reverse",
        "lookup" => "say-lookup",
        "percent" => "say-percent",
        "gap" => "say-gap",
        "rated" => "say-rated",
        "gas_t" => "say-gas",
        "sqrt" => "say-sqrt",
        "floor" => "say-floor",
        "ceil" => "say-ceil",
        "contains" => "say-contains",
        "starts_with" => "say-starts",
        "matches" => "say-matches",
        "size" => "say-size",
        "place" => "say-place",
        "band" => "say-band",
        _ => return None,
    })
}
