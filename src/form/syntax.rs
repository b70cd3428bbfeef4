//! What an expression says, before it is known what its names mean: a Pratt parser.

use std::vec::IntoIter;

use rust_decimal::Decimal;

use super::diagnostic::{Message, Span};
use super::expr::Op;
use super::lexer::{Fault, Token, tokens};

/// How deep parts may stand within parts: the engine works them out by recursion.
const DEEPEST: usize = 64;
/// How many parts an expression may have.
const MOST_PARTS: usize = 40_000;

/// A part of an expression with its place.
#[derive(Debug, Clone)]
pub(super) struct Tree<'a> {
    pub part: Part<'a>,
    pub span: Span,
    depth: usize,
}

#[derive(Debug, Clone)]
pub(super) enum Part<'a> {
    Number(Decimal),
    Percent(Decimal),
    Bool(bool),
    Quoted(String),
    Name(&'a str),
    /// `column[row]`
    Cell(&'a str, &'a str),
    /// `option.NAME`
    Option(&'a str),
    List(Vec<Tree<'a>>),
    Not(Box<Tree<'a>>),
    Negate(Box<Tree<'a>>),
    Binary(Op, Box<Tree<'a>>, Box<Tree<'a>>),
    Call(&'a str, Vec<Argument<'a>>),
}

/// What is given to a function, by place or by name.
#[derive(Debug, Clone)]
pub(super) struct Argument<'a> {
    pub name: Option<(&'a str, Span)>,
    pub value: Tree<'a>,
}

impl<'a> Tree<'a> {
    /// Calls `see` for every part, the outer before the inner.
    pub fn walk(&self, see: &mut impl FnMut(&Tree<'a>)) {
        see(self);
        match &self.part {
            Part::Number(_)
            | Part::Percent(_)
            | Part::Bool(_)
            | Part::Quoted(_)
            | Part::Name(_)
            | Part::Cell(..)
            | Part::Option(_) => {}
            Part::List(parts) => parts.iter().for_each(|part| part.walk(see)),
            Part::Not(inner) | Part::Negate(inner) => inner.walk(see),
            Part::Binary(_, left, right) => {
                left.walk(see);
                right.walk(see);
            }
            Part::Call(_, arguments) => {
                arguments.iter().for_each(|given| given.value.walk(see));
            }
        }
    }
}

/// How many parts all expressions of a file may have.
#[derive(Debug)]
pub(super) struct Budget {
    left: usize,
}

impl Default for Budget {
    fn default() -> Self {
        Budget { left: 1_000_000 }
    }
}

/// Reads a whole expression, as long as the file has not too many.
pub(super) fn parse<'a>(text: &'a str, budget: &mut Budget) -> Result<Tree<'a>, Fault> {
    let mut parser = Parser::new(text)?;
    let tree = parser.expression(0)?;
    budget.left = match budget.left.checked_sub(parser.parts) {
        Some(left) => left,
        None => {
            let message = Message::new("form-too-costly");
            return Err(Fault::new(tree.span, message));
        }
    };
    match parser.next() {
        (Token::End, _) => Ok(tree),
        other => Err(unexpected(other)),
    }
}

struct Parser<'a> {
    rest: std::iter::Peekable<IntoIter<(Token<'a>, Span)>>,
    end: usize,
    depth: usize,
    parts: usize,
}

/// How tightly an operator binds, from loose to tight.
fn strength(op: Op) -> u8 {
    match op {
        Op::Or => 1,
        Op::And => 2,
        Op::Equal
        | Op::NotEqual
        | Op::Less
        | Op::LessOrEqual
        | Op::Greater
        | Op::GreaterOrEqual
        | Op::In => COMPARISON,
        Op::Add | Op::Subtract => 5,
        Op::Multiply | Op::Divide => 6,
    }
}

const NOT: u8 = 3;
const COMPARISON: u8 = 4;
const SIGN: u8 = 7;

fn unexpected((token, span): (Token<'_>, Span)) -> Fault {
    let code = match token {
        Token::End => "form-expr-ends",
        _ => "form-expr-unexpected",
    };
    Fault::new(span, Message::new(code))
}

impl<'a> Parser<'a> {
    fn new(text: &'a str) -> Result<Self, Fault> {
        Ok(Parser {
            rest: tokens(text)?.into_iter().peekable(),
            end: text.len(),
            depth: 0,
            parts: 0,
        })
    }

    fn next(&mut self) -> (Token<'a>, Span) {
        let end = self.end..self.end;
        self.rest.next().unwrap_or((Token::End, end))
    }

    fn peek(&mut self) -> &Token<'a> {
        self.rest.peek().map_or(&Token::End, |(token, _)| token)
    }

    fn skip(&mut self, token: Token<'a>) -> bool {
        self.rest.next_if(|(next, _)| *next == token).is_some()
    }

    fn expect(&mut self, token: Token<'a>) -> Result<Span, Fault> {
        match self.next() {
            (found, span) if found == token => Ok(span),
            other => Err(unexpected(other)),
        }
    }

    fn tree(&mut self, part: Part<'a>, span: Span, inner: usize) -> Result<Tree<'a>, Fault> {
        self.parts += 1;
        if self.parts > MOST_PARTS {
            let message = Message::new("form-expr-too-long").count("most", MOST_PARTS);
            return Err(Fault::new(span, message));
        }
        if inner >= DEEPEST {
            return Err(too_deep(span));
        }
        Ok(Tree {
            part,
            span,
            depth: inner + 1,
        })
    }

    fn expression(&mut self, least: u8) -> Result<Tree<'a>, Fault> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(too_deep(self.next().1));
        }
        let mut left = self.prefix()?;
        while let Some(op) = self.operator(least) {
            let (_, span) = self.next();
            if strength(op) == COMPARISON && is_comparison(&left) && least <= COMPARISON {
                return Err(Fault::new(span, Message::new("form-expr-chained")));
            }
            let right = self.expression(strength(op) + 1)?;
            let span = left.span.start..right.span.end;
            let depth = left.depth.max(right.depth);
            let part = Part::Binary(op, Box::new(left), Box::new(right));
            left = self.tree(part, span, depth)?;
        }
        self.depth -= 1;
        Ok(left)
    }

    /// The operator that comes next, if it binds at least as tightly.
    fn operator(&mut self, least: u8) -> Option<Op> {
        let op = match self.peek() {
            Token::Op(op) => *op,
            Token::Equal => Op::Equal,
            _ => return None,
        };
        (strength(op) >= least).then_some(op)
    }

    fn prefix(&mut self) -> Result<Tree<'a>, Fault> {
        let (token, span) = self.next();
        match token {
            Token::Number(number) => self.tree(Part::Number(number), span, 0),
            Token::Percent(share) => self.tree(Part::Percent(share), span, 0),
            Token::Quoted(said) => self.tree(Part::Quoted(said), span, 0),
            Token::True => self.tree(Part::Bool(true), span, 0),
            Token::False => self.tree(Part::Bool(false), span, 0),
            Token::Name(name) => self.named(name, span),
            Token::Option(name) => self.tree(Part::Option(name), span, 0),
            Token::Not => {
                let inner = self.expression(NOT)?;
                let (end, depth) = (inner.span.end, inner.depth);
                self.tree(Part::Not(Box::new(inner)), span.start..end, depth)
            }
            Token::Op(Op::Subtract) => {
                let inner = self.expression(SIGN)?;
                let (end, depth) = (inner.span.end, inner.depth);
                self.tree(Part::Negate(Box::new(inner)), span.start..end, depth)
            }
            Token::Open => {
                let mut inner = self.expression(0)?;
                inner.span = span.start..self.expect(Token::Close)?.end;
                // Brackets keep comparisons apart: what stands in them is one value.
                Ok(inner)
            }
            Token::OpenList => self.list(span),
            Token::Op(_)
            | Token::Equal
            | Token::Close
            | Token::CloseList
            | Token::Comma
            | Token::End => Err(unexpected((token, span))),
        }
    }

    fn list(&mut self, open: Span) -> Result<Tree<'a>, Fault> {
        let mut parts = Vec::new();
        let mut depth = 0;
        while *self.peek() != Token::CloseList {
            let part = self.expression(0)?;
            depth = depth.max(part.depth);
            parts.push(part);
            if !self.skip(Token::Comma) {
                break;
            }
        }
        let close = self.expect(Token::CloseList)?;
        self.tree(Part::List(parts), open.start..close.end, depth)
    }

    /// A name alone, a cell of a table or a function with what it is given.
    fn named(&mut self, name: &'a str, span: Span) -> Result<Tree<'a>, Fault> {
        if self.skip(Token::OpenList) {
            return match self.next() {
                (Token::Name(row), _) => {
                    let close = self.expect(Token::CloseList)?;
                    self.tree(Part::Cell(name, row), span.start..close.end, 0)
                }
                other => Err(unexpected(other)),
            };
        }
        if !self.skip(Token::Open) {
            return self.tree(Part::Name(name), span, 0);
        }
        let mut arguments = Vec::new();
        let mut depth = 0;
        while *self.peek() != Token::Close {
            let given = self.argument(name)?;
            depth = depth.max(given.value.depth);
            arguments.push(given);
            if !self.skip(Token::Comma) {
                break;
            }
        }
        let close = self.expect(Token::Close)?;
        self.tree(Part::Call(name, arguments), span.start..close.end, depth)
    }

    /// `value` or `option = value`; the latter would be a comparison anywhere but in the one function that has options.
    fn argument(&mut self, function: &str) -> Result<Argument<'a>, Fault> {
        let value = self.expression(0)?;
        match value.part {
            Part::Binary(Op::Equal, left, right) if function == "scale" && is_option(&left) => {
                let Part::Name(name) = left.part else {
                    return Err(unexpected((Token::Equal, left.span)));
                };
                Ok(Argument {
                    name: Some((name, left.span)),
                    value: *right,
                })
            }
            _ => Ok(Argument { name: None, value }),
        }
    }
}

fn is_option(tree: &Tree<'_>) -> bool {
    matches!(tree.part, Part::Name(_))
}

fn is_comparison(tree: &Tree<'_>) -> bool {
    matches!(&tree.part, Part::Binary(op, left, _) if strength(*op) == COMPARISON && tree.span.start == left.span.start)
}

fn too_deep(span: Span) -> Fault {
    Fault::new(
        span,
        Message::new("form-expr-too-deep").count("most", DEEPEST),
    )
}
