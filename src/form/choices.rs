//! Lists of options to choose from.

use rust_decimal::Decimal;

use super::Id;
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
}
