//! Lists of options to choose from.

use rust_decimal::Decimal;

use super::{Coding, Id};
use crate::lang::Text;

#[derive(Debug, Clone)]
pub struct ChoiceList {
    pub id: Id,
    pub options: Vec<Choice>,
}

impl ChoiceList {
    pub fn option(&self, code: &str) -> Option<&Choice> {
        self.options.iter().find(|option| option.code == *code)
    }
}

#[derive(Debug, Clone)]
pub struct Choice {
    pub code: Id,
    pub score: Option<Decimal>,
    pub text: Text,
    /// Own key for one-key marking; otherwise its position.
    pub key: Option<char>,
    /// In a multi: ticking it unticks the others.
    pub exclusive: bool,
    /// Offered only in practice mode, where finer distinctions are trained.
    pub practice: bool,
    /// What is asked in a line of its own where this is chosen: "other, which?"
    pub other: Option<Text>,
    /// What filters may ask about the option, by name.
    pub with: Box<[(Id, Attribute)]>,
    pub codes: Vec<Coding>,
}

impl Choice {
    pub fn attribute(&self, name: &str) -> Option<&Attribute> {
        let mut all = self.with.iter();
        all.find(|(have, _)| have == name).map(|(_, value)| value)
    }
}

/// Something that a file says of an option beside its words.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Attribute {
    Text(Box<str>),
    Number(Decimal),
    Bool(bool),
}
