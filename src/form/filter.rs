//! Which options are offered: a condition over the form's answers and what the file says of each option.
//!
//! What is said of the options is known at load. The condition is therefore made once for each set of options that are
//! alike to it, with their attributes put in, and is an ordinary condition from then on.

use std::collections::HashMap;

use super::diagnostic::{Message, Span};
use super::expr::{Expr, Function};
use super::load::Loader;
use super::reader::Node;
use super::resolve::{Resolver, Typed};
use super::scope::{Domain, Type};
use super::syntax::{Part, Tree};
use super::{Attribute, ChoiceList, Id, ItemIx};

/// Parts of all the conditions of one item, and of a form.
const MOST_PARTS: usize = 20_000;
const MOST_PARTS_OF_FORM: usize = 200_000;

/// The condition under which each option of an item is offered.
#[derive(Debug, Clone, PartialEq)]
pub struct Filter {
    /// One for all options that are alike to it.
    pub conditions: Vec<Expr>,
    /// The number of each option's condition, in the order of the list.
    pub of: Vec<u32>,
    /// As written.
    pub rule: String,
}

impl Filter {
    /// The condition of the option at `place` of the list.
    pub fn condition(&self, place: usize) -> Option<&Expr> {
        self.conditions.get(*self.of.get(place)? as usize)
    }
}

/// What an option is to a condition: the values of all that the condition asks of it.
type Asked = Vec<Option<Attribute>>;

impl<'a> Loader<'a> {
    pub fn filter(&mut self, value: Option<&'a Node<'a>>, ix: ItemIx, odd: bool) -> Option<Filter> {
        let value = value?;
        let Some(list) = self.scope.item(ix).choices else {
            if !odd {
                self.not_for_kind(value, "filter");
            }
            return None;
        };
        let quoted = self.reader.expression(value)?;
        let tree = self.parsed(&quoted)?;
        let row = self.scope.row_of(ix);
        let (names, parts) = asked_names(&tree);
        if self.filter_parts > MOST_PARTS_OF_FORM {
            return None;
        }
        let groups = grouped(&self.scope.choices[usize::from(list)], &names);
        self.filter_parts = self.filter_parts.saturating_add(groups.0.len() * parts);
        if groups.0.len() * parts > MOST_PARTS || self.filter_parts > MOST_PARTS_OF_FORM {
            let message = Message::new("form-filter-too-large").count("most", MOST_PARTS);
            self.reader.faults.error(quoted.span, message);
            return None;
        }
        let mut conditions = Vec::with_capacity(groups.0.len());
        for place in groups.0 {
            let before = self.reader.faults.count();
            let mut resolver = self.resolver(&quoted, row);
            resolver.option = Some((list, place));
            let expr = resolver.condition(&tree);
            // The others would most likely be found faulty for the same reason.
            if self.reader.faults.count() > before {
                return None;
            }
            conditions.push(expr);
        }
        Some(Filter {
            conditions,
            of: groups.1,
            rule: quoted.text.trim().to_owned(),
        })
    }
}

/// The names that a condition asks of the option, and of how many parts it is.
fn asked_names<'t>(tree: &Tree<'t>) -> (Vec<&'t str>, usize) {
    let (mut names, mut parts) = (Vec::new(), 0);
    tree.walk(&mut |tree| {
        parts += 1;
        if let Part::Option(name) = tree.part
            && !names.contains(&name)
        {
            names.push(name);
        }
    });
    (names, parts)
}

/// A first option of every set that is alike, and for each option the number of its set.
fn grouped(list: &ChoiceList, names: &[&str]) -> (Vec<usize>, Vec<u32>) {
    let mut firsts = Vec::new();
    let mut known: HashMap<Asked, u32> = HashMap::new();
    let mut of = Vec::with_capacity(list.options.len());
    for (place, option) in list.options.iter().enumerate() {
        let asked = names.iter().map(|name| match *name {
            "code" => Some(Attribute::Text(option.code.as_str().into())),
            "score" => option.score.map(Attribute::Number),
            name => option.attribute(name).cloned(),
        });
        let next = u32::try_from(firsts.len()).unwrap_or(u32::MAX);
        let set = *known.entry(asked.collect()).or_insert(next);
        if set == next {
            firsts.push(place);
        }
        of.push(set);
    }
    (firsts, of)
}

impl Resolver<'_, '_> {
    /// `option.NAME`, which is what the option at hand has under that name.
    pub fn option_part(&mut self, name: &str, span: &Span) -> Typed {
        let Some((list, place)) = self.option else {
            self.fault(span, Message::new("form-option-elsewhere"));
            return Typed::unknown();
        };
        let choices = &self.scope.choices[usize::from(list)];
        let Some(option) = choices.options.get(place) else {
            return Typed::unknown();
        };
        let code = Type::Code(Domain::List(list));
        match name {
            "code" => Typed::new(Expr::Code(option.code.clone()), code),
            "score" => Typed::new(option.score.map_or_else(empty, Expr::Number), Type::Number),
            name => match (option.attribute(name), attribute_type(choices, name)) {
                (Some(Attribute::Text(text)), _) => {
                    Typed::new(Expr::Text(text.clone()), Type::Quoted)
                }
                (Some(Attribute::Number(number)), _) => {
                    Typed::new(Expr::Number(*number), Type::Number)
                }
                (Some(Attribute::Bool(yes)), _) => Typed::new(Expr::Bool(*yes), Type::Bool),
                // Of a text that is missing it is not known what it would be compared with.
                (None, Some(Type::Quoted)) => Typed::new(empty(), Type::Unknown),
                (None, Some(gives)) => Typed::new(empty(), gives),
                (None, None) => self.no_attribute(name, span),
            },
        }
    }

    fn no_attribute(&mut self, name: &str, span: &Span) -> Typed {
        let (list, _) = self.option.unwrap_or_default();
        let message = Message::new("form-unknown-attribute").with("name", name);
        let span = self.place(span);
        let options = self.scope.choices[usize::from(list)].options.iter();
        let known = options.flat_map(|option| option.with.iter().map(|(id, _)| Id::as_str(id)));
        self.reader.faults.unknown(
            span,
            message,
            name,
            ["code", "score"].into_iter().chain(known),
        );
        Typed::unknown()
    }
}

fn attribute_type(list: &ChoiceList, name: &str) -> Option<Type> {
    let found = list
        .options
        .iter()
        .find_map(|option| option.attribute(name));
    found.map(|attribute| match attribute {
        Attribute::Text(_) => Type::Quoted,
        Attribute::Number(_) => Type::Number,
        Attribute::Bool(_) => Type::Bool,
    })
}

fn empty() -> Expr {
    Expr::Call(Function::Coalesce, Box::default())
}
