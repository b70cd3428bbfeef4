//! Cuts an expression into its signs and words.

use rust_decimal::Decimal;

use super::diagnostic::{Message, Span};
use super::expr::Op;

#[derive(Debug, Clone, PartialEq)]
pub(super) enum Token<'a> {
    Number(Decimal),
    /// The share that a percentage says.
    Percent(Decimal),
    /// What stands between single quotes.
    Quoted(String),
    Name(&'a str),
    /// `option.NAME`: what the option at hand has under that name.
    Option(&'a str),
    True,
    False,
    Not,
    /// An operator between two sides; minus may also stand before one.
    Op(Op),
    /// `=` between two sides, and between the name and value of an option.
    Equal,
    Open,
    Close,
    OpenList,
    CloseList,
    Comma,
    End,
}

/// What is wrong with an expression, and where in it.
#[derive(Debug, Clone)]
pub(super) struct Fault {
    pub span: Span,
    pub message: Message,
    pub help: Option<Message>,
}

impl Fault {
    pub fn new(span: Span, message: Message) -> Fault {
        Fault {
            span,
            message,
            help: None,
        }
    }

    fn use_instead(span: Span, wrong: &str, right: &str) -> Fault {
        Fault {
            help: Some(Message::new("form-help-use").with("right", right)),
            ..Fault::new(span, Message::new("form-expr-sign").with("sign", wrong))
        }
    }
}

/// The tokens of `text` with their places, the end among them.
pub(super) fn tokens(text: &str) -> Result<Vec<(Token<'_>, Span)>, Fault> {
    let mut found = Vec::new();
    let mut at = 0;
    loop {
        let rest = &text[at..];
        let trimmed = rest.trim_start();
        at += rest.len() - trimmed.len();
        let Some(first) = trimmed.chars().next() else {
            found.push((Token::End, at..at));
            return Ok(found);
        };
        let (token, length) = match first {
            '0'..='9' => number(trimmed, at)?,
            '\'' => quoted(trimmed, at)?,
            c if c.is_alphabetic() || c == '_' => word(trimmed, at)?,
            _ => sign(trimmed, at)?,
        };
        found.push((token, at..at + length));
        at += length;
    }
}

fn number(rest: &str, at: usize) -> Result<(Token<'_>, usize), Fault> {
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let mut length = digits(rest);
    if let Some(decimals) = rest[length..].strip_prefix('.') {
        length += 1 + digits(decimals);
    }
    let Ok(number) = rest[..length].parse::<Decimal>() else {
        let message = Message::new("form-bad-number");
        return Err(Fault::new(at..at + length, message));
    };
    if rest[length..].starts_with('%') {
        let share = number / Decimal::ONE_HUNDRED;
        return Ok((Token::Percent(share.normalize()), length + 1));
    }
    Ok((Token::Number(number), length))
}

/// A text in single quotes; two together stand for one.
fn quoted(rest: &str, at: usize) -> Result<(Token<'_>, usize), Fault> {
    let mut said = String::new();
    let mut letters = rest.char_indices().skip(1).peekable();
    while let Some((n, c)) = letters.next() {
        if c != '\'' {
            said.push(c);
        } else if letters.next_if(|(_, c)| *c == '\'').is_some() {
            said.push('\'');
        } else {
            return Ok((Token::Quoted(said), n + 1));
        }
    }
    let message = Message::new("form-expr-open-quote");
    Err(Fault::new(at..at + rest.len(), message))
}

fn word(rest: &str, at: usize) -> Result<(Token<'_>, usize), Fault> {
    let end = rest.find(|c: char| !c.is_alphanumeric() && c != '_');
    let length = end.unwrap_or(rest.len());
    let word = &rest[..length];
    if let Some(part) = rest[length..]
        .strip_prefix('.')
        .filter(|_| word == "option")
    {
        let end = part.find(|c: char| !c.is_alphanumeric() && c != '_');
        let part = &part[..end.unwrap_or(part.len())];
        if super::names::is_id(part) {
            return Ok((Token::Option(part), length + 1 + part.len()));
        }
    }
    let token = match word {
        "true" => Token::True,
        "false" => Token::False,
        "not" => Token::Not,
        "and" => Token::Op(Op::And),
        "or" => Token::Op(Op::Or),
        "in" => Token::Op(Op::In),
        name if super::names::is_id(name) => Token::Name(name),
        wrong => {
            let message = Message::new("form-bad-id").with("id", wrong);
            return Err(Fault::new(at..at + length, message));
        }
    };
    Ok((token, length))
}

fn sign(rest: &str, at: usize) -> Result<(Token<'_>, usize), Fault> {
    let two = rest.get(..2).unwrap_or_default();
    let token = match two {
        "!=" => Token::Op(Op::NotEqual),
        "<=" => Token::Op(Op::LessOrEqual),
        ">=" => Token::Op(Op::GreaterOrEqual),
        "==" => return Err(Fault::use_instead(at..at + 2, two, "=")),
        "&&" => return Err(Fault::use_instead(at..at + 2, two, "and")),
        "||" => return Err(Fault::use_instead(at..at + 2, two, "or")),
        "<>" => return Err(Fault::use_instead(at..at + 2, two, "!=")),
        _ => return one_sign(rest, at),
    };
    Ok((token, 2))
}

fn one_sign(rest: &str, at: usize) -> Result<(Token<'_>, usize), Fault> {
    let first = rest.chars().next().unwrap_or_default();
    let span = at..at + first.len_utf8();
    let token = match first {
        '=' => Token::Equal,
        '<' => Token::Op(Op::Less),
        '>' => Token::Op(Op::Greater),
        '+' => Token::Op(Op::Add),
        '-' => Token::Op(Op::Subtract),
        '*' => Token::Op(Op::Multiply),
        '/' => Token::Op(Op::Divide),
        '(' => Token::Open,
        ')' => Token::Close,
        '[' => Token::OpenList,
        ']' => Token::CloseList,
        ',' => Token::Comma,
        '!' => return Err(Fault::use_instead(span, "!", "not")),
        '"' | '’' | '”' => {
            return Err(Fault::use_instead(span, &rest[..first.len_utf8()], "'"));
        }
        wrong => {
            let message = Message::new("form-expr-sign").with("sign", &wrong.to_string());
            return Err(Fault::new(span, message));
        }
    };
    Ok((token, 1))
}
