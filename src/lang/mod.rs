//! Languages, localised texts and the program's own messages: the ground floor, which knows no other room.

pub mod clean;
pub mod date;
mod messages;

pub use messages::{Arg, Messages, messages};

use serde::{Deserialize, Serialize};

/// A language that forms are written in. The program itself speaks the first, third and fourth.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Lang {
    #[serde(rename = "fi")]
    Fi,
    /// Clear and easy Finnish: written for being said aloud and understood at once.
    #[serde(rename = "fi-simple")]
    FiSimple,
    #[serde(rename = "sv")]
    Sv,
    #[serde(rename = "en")]
    En,
}

impl Lang {
    pub const ALL: [Lang; 4] = [Lang::Fi, Lang::FiSimple, Lang::Sv, Lang::En];
    /// The languages of the program's own words.
    pub const INTERFACE: [Lang; 3] = [Lang::Fi, Lang::Sv, Lang::En];

    /// The code used in form files and on the command line.
    pub fn code(self) -> &'static str {
        match self {
            Lang::Fi => "fi",
            Lang::FiSimple => "fi-simple",
            Lang::Sv => "sv",
            Lang::En => "en",
        }
    }

    pub fn from_code(code: &str) -> Option<Lang> {
        Lang::ALL.into_iter().find(|lang| lang.code() == code)
    }

    /// The language in which the program itself speaks to somebody who reads this one.
    pub fn interface(self) -> Lang {
        match self {
            Lang::FiSimple => Lang::Fi,
            other => other,
        }
    }

    /// The easy variety of a language, where there is one.
    pub fn easy(self) -> Lang {
        match self {
            Lang::Fi => Lang::FiSimple,
            other => other,
        }
    }

    /// The interface language that a POSIX locale such as `sv_FI.UTF-8` asks for.
    pub fn from_locale(locale: &str) -> Option<Lang> {
        let word = locale.split(['_', '.', '-', '@']).next()?;
        Lang::INTERFACE.into_iter().find(|lang| lang.code() == word)
    }
}

/// Something said in several languages, e.g. the text of an option.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Localised<T>(Vec<(Lang, T)>);

/// What was found for a wanted language.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Said<'a, T> {
    pub value: &'a T,
    pub lang: Lang,
    /// The wanted language was missing, which the reader must be able to see.
    pub fallback: bool,
}

impl<T> Localised<T> {
    /// Nothing, in any language.
    pub const NONE: Localised<T> = Localised(Vec::new());

    pub fn new(texts: Vec<(Lang, T)>) -> Self {
        Localised(texts)
    }

    pub fn iter(&self) -> impl Iterator<Item = (Lang, &T)> {
        self.0.iter().map(|(lang, value)| (*lang, value))
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn exact(&self, lang: Lang) -> Option<&T> {
        self.0
            .iter()
            .find(|(have, _)| *have == lang)
            .map(|(_, value)| value)
    }

    /// The text in `lang`; easy Finnish falls back to Finnish unmarked-as-foreign but marked all the same,
    /// everything else to the first language that the file gives.
    pub fn get(&self, lang: Lang) -> Option<Said<'_, T>> {
        if let Some(value) = self.exact(lang) {
            return Some(Said {
                value,
                lang,
                fallback: false,
            });
        }
        if let Some(value) = self.exact(lang.interface()) {
            return Some(Said {
                value,
                lang: lang.interface(),
                fallback: true,
            });
        }
        self.0.first().map(|(lang, value)| Said {
            value,
            lang: *lang,
            fallback: true,
        })
    }
}

/// A plain text in several languages.
pub type Text = Localised<Box<str>>;

impl Text {
    /// The words in `lang` or the nearest language, empty if there are none at all.
    pub fn plain(&self, lang: Lang) -> &str {
        self.get(lang).map_or("", |said| said.value)
    }
}
