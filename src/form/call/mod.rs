//! The functions of expressions: which there are, and what each makes of what it is given.

mod answers;
mod members;
mod scale;
mod turns;
mod values;

use rust_decimal::Decimal;

use super::diagnostic::{Message, Span};
use super::expr::{Expr, Function, Op, Total};
use super::resolve::{Resolver, Typed, literal};
use super::scope::Type;
use super::syntax::{Argument, Tree};

const MANY: usize = 1_000;

/// The functions by name, with the least and the most that each is given.
const FUNCTIONS: [(&str, usize, usize); 40] = [
    ("abs", 1, 1),
    ("add_days", 2, 2),
    ("answered", 1, 1),
    ("band", 1, 1),
    ("ceil", 1, 1),
    ("coalesce", 1, MANY),
    ("contains", 2, 2),
    ("count", 1, 1),
    ("count_if", 1, 1),
    ("days", 2, 2),
    ("floor", 1, 1),
    ("gap", 2, 2),
    ("gas_t", 1, 2),
    ("greatest", 1, MANY),
    ("if", 3, 3),
    ("least", 1, MANY),
    ("length", 1, 1),
    ("lookup", 2, MANY),
    ("matches", 2, 2),
    ("max", 1, 1),
    ("mean", 1, 1),
    ("min", 1, 1),
    ("minutes", 2, 2),
    ("months", 2, 2),
    ("percent", 2, 2),
    ("place", 2, 2),
    ("power", 2, 2),
    ("previous", 1, 1),
    ("rated", 2, 2),
    ("recode", 3, 3),
    ("remainder", 2, 2),
    ("reverse", 1, 1),
    ("round", 1, 2),
    // What it takes beside its items it is told by name.
    ("scale", 0, MANY),
    ("shown", 1, 1),
    ("size", 1, 1),
    ("sqrt", 1, 1),
    ("starts_with", 2, 2),
    ("sum", 1, 1),
    ("years", 2, 2),
];

impl Resolver<'_, '_> {
    pub fn call(&mut self, name: &str, arguments: &[Argument<'_>], span: &Span) -> Typed {
        if name == "scale" {
            return self.scale(arguments, span);
        }
        for (option, place) in arguments.iter().filter_map(|given| given.name.as_ref()) {
            let message = Message::new("form-expr-no-option").with("name", option);
            self.fault(place, message);
        }
        let given: Vec<&Tree<'_>> = arguments.iter().map(|given| &given.value).collect();
        let known = FUNCTIONS.iter().find(|(function, ..)| *function == name);
        let Some((_, least, most)) = known else {
            let message = Message::new("form-unknown-function").with("name", name);
            let span = self.place(&(span.start..span.start + name.len()));
            let names = FUNCTIONS.iter().map(|(name, ..)| *name);
            self.reader.faults.unknown(span, message, name, names);
            return Typed::unknown();
        };
        if !(*least..=*most).contains(&given.len()) {
            let message = Message::new("form-expr-arguments")
                .with("name", name)
                .count("least", *least)
                .count("found", given.len());
            self.fault(span, message);
            return Typed::unknown();
        }
        self.function(name, &given, span)
    }

    fn function(&mut self, name: &str, given: &[&Tree<'_>], span: &Span) -> Typed {
        match name {
            "if" => {
                let when = self.condition(given[0]);
                self.choice(when, &given[1..])
            }
            "coalesce" => {
                let (values, gives) = self.alike(given);
                Typed::new(Expr::Call(Function::Coalesce, values.into()), gives)
            }
            "answered" => self.answered(given[0]),
            "previous" => self.previous(given[0]),
            "rated" => self.rated(given[0], given[1]),
            "band" => self.band(given[0]),
            "sum" => self.total(Total::Sum, given[0]),
            "mean" => self.total(Total::Mean, given[0]),
            "min" => self.total(Total::Min, given[0]),
            "max" => self.total(Total::Max, given[0]),
            "count" => self.total(Total::Count, given[0]),
            "shown" => self.total(Total::Shown, given[0]),
            "count_if" => self.count_if(given[0]),
            "gas_t" => self.gas_t(given, span),
            "reverse" => self.reversed(given[0], span),
            "recode" => self.recoded(given),
            "lookup" => self.looked_up(given),
            _ => self.plain_function(name, given, span),
        }
    }

    /// A function that looks at nothing but the values it is given.
    fn plain_function(&mut self, name: &str, given: &[&Tree<'_>], span: &Span) -> Typed {
        use Function::*;
        let expr = match name {
            "round" => self.round(given, span),
            "abs" => self.of_numbers(Abs, given),
            "least" => self.of_numbers(Least, given),
            "greatest" => self.of_numbers(Greatest, given),
            "sqrt" => self.of_numbers(Sqrt, given),
            "floor" => self.of_numbers(Floor, given),
            "ceil" => self.of_numbers(Ceil, given),
            "power" => self.of_numbers(Power, given),
            "remainder" => self.of_numbers(Remainder, given),
            "percent" => self.percent(given),
            "gap" => {
                let (one, other) = (self.number(given[0]), self.number(given[1]));
                Expr::Binary(Op::Subtract, Box::new(one), Box::new(other))
            }
            "days" => self.of_type(Days, given, Type::Date),
            "years" => self.of_type(Years, given, Type::Date),
            "months" => self.of_type(Months, given, Type::Date),
            "minutes" => self.of_type(Minutes, given, Type::Time),
            "length" => self.of_type(Length, given, Type::Text),
            "size" => self.size(given[0]),
            "place" => self.rank_of(given[0], given[1]),
            "add_days" => return self.add_days(given),
            "matches" => return self.matches(given[0], given[1]),
            "contains" => {
                let expr = self.of_type(Contains, given, Type::Text);
                return Typed::new(expr, Type::Bool);
            }
            _ => {
                let expr = self.of_type(StartsWith, given, Type::Text);
                return Typed::new(expr, Type::Bool);
            }
        };
        Typed::new(expr, Type::Number)
    }

    fn choice(&mut self, when: Expr, branches: &[&Tree<'_>]) -> Typed {
        let (values, gives) = self.alike(branches);
        let mut values = values.into_iter();
        match (values.next(), values.next()) {
            (Some(then), Some(otherwise)) => {
                Typed::new(Expr::If(Box::new([when, then, otherwise])), gives)
            }
            _ => Typed::unknown(),
        }
    }

    fn of_numbers(&mut self, function: Function, given: &[&Tree<'_>]) -> Expr {
        let numbers = given.iter().map(|tree| self.number(tree));
        Expr::Call(function, numbers.collect())
    }

    /// The digits to round to must stand in the file: they say how a result is written.
    fn round(&mut self, given: &[&Tree<'_>], span: &Span) -> Expr {
        let digits = given.get(1).map(|tree| literal(tree));
        if digits.is_some_and(|digits| !digits.is_some_and(are_digits)) {
            self.fault(span, Message::new("form-expr-digits"));
        }
        self.of_numbers(Function::Round, given)
    }
}

/// Whether a result can be rounded to so many digits.
fn are_digits(digits: Decimal) -> bool {
    digits.is_integer() && digits <= Decimal::TEN
}
