//! Beginning a meeting in lines: the number of a way, and behind it what is to be otherwise than usual.

use crate::app::names::{language_id, mode_id};
use crate::casework::{Mode, Starting, Way};
use crate::lang::{Lang, messages};

/// The word for an interpreter, and for none.
const INTERPRETER: &str = "interpreter";
const ALONE: &str = "alone";

/// A way with how it is usually held.
pub fn line(way: Way<'_>, usual: &Starting, lang: Lang) -> String {
    let words = messages(lang);
    let setting = &usual.setting;
    let mut said = vec![way.title().plain(lang).to_owned()];
    said.extend(usual.minutes.map(|minutes| {
        let minutes = usize::from(minutes);
        words.with("start-minutes", &[("minutes", minutes.into())])
    }));
    said.push(words.get(mode_id(setting.mode)).into_owned());
    said.push(words.get(language_id(setting.language)).into_owned());
    if setting.interpreter {
        said.push(words.get("start-interpreter").into_owned());
    }
    said.join(", ")
}

/// Changes what would begin by the words typed behind the number; the first word that says nothing is given back.
pub fn change<'w>(
    starting: &mut Starting,
    words: impl Iterator<Item = &'w str>,
) -> Result<(), &'w str> {
    let setting = &mut starting.setting;
    for word in words {
        let mut modes = Mode::ALL.into_iter();
        if let Some(mode) = modes.find(|mode| mode.code() == word) {
            setting.mode = mode;
        } else if let Some(language) = Lang::from_code(word) {
            setting.language = language;
        } else if let Ok(minutes) = word.parse::<u16>() {
            starting.minutes = (minutes > 0).then_some(minutes);
        } else if word == INTERPRETER || word == ALONE {
            setting.interpreter = word == INTERPRETER;
        } else {
            return Err(word);
        }
    }
    Ok(())
}
