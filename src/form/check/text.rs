//! Doubts about words: how wide they are, how easy, and whether the languages say the same.

use std::collections::{BTreeSet, HashMap};

use toml::de::{DeArray, DeTable};
use unicode_width::UnicodeWidthStr;

use super::super::diagnostic::{Message, Span};
use super::super::keys::{Place, Spot};
use super::super::reader::{Quoted, Reader};
use super::walk::{Met, Said, Words, quoted, walk};
use crate::lang::Lang;

/// Letters in a word of easy language, and words in a sentence of it.
const LONGEST_EASY_WORD: usize = 15;
const LONGEST_EASY_SENTENCE: usize = 15;

/// How many cells a line of a text has on a screen of 80 by 24, and how many lines; none where it is scrolled.
fn room(spot: Spot) -> Option<(usize, usize)> {
    Some(match spot {
        Spot::Title => (60, 1),
        Spot::Notice => (72, 2),
        Spot::Label => (72, 6),
        Spot::Short => (32, 1),
        Spot::Option => (72, 1),
        Spot::End => (24, 1),
        Spot::Band => (40, 1),
        Spot::Hint => (70, 12),
        Spot::Advice => (70, 4),
        Spot::Why => (70, 6),
        Spot::Message => (72, 2),
        Spot::Passage => return None,
    })
}

/// All doubts about the words of a file.
pub(super) fn doubts<'a>(
    reader: &mut Reader<'a>,
    document: &'a DeTable<'a>,
    place: &'static Place,
) {
    let mut counts = Counts::default();
    walk(document, place, &mut |met| match met {
        Met::Options(options) => {
            same_texts(reader, options);
            keys_by_place(reader, options);
        }
        Met::Text(said) => {
            text(reader, &said);
            counts.add(&said);
        }
    });
    counts.tell(reader, document);
}

fn text(reader: &mut Reader<'_>, said: &Said<'_>) {
    match &said.words {
        Words::Same(quoted) => {
            let easy = reader.languages.contains(&Lang::FiSimple);
            words(reader, quoted, said, easy);
        }
        Words::Each(texts) => {
            for (lang, quoted) in texts {
                words(reader, quoted, said, *lang == Lang::FiSimple);
            }
            holes(reader, texts);
        }
    }
}

fn words(reader: &mut Reader<'_>, quoted: &Quoted<'_>, said: &Said<'_>, easy: bool) {
    let text = quoted.text;
    let mut doubts: Vec<(Span, Message)> = Vec::new();
    if let Some((at, c)) = text.char_indices().find(|(_, c)| is_picture(*c)) {
        doubts.push((at..at + c.len_utf8(), Message::new("form-emoji")));
    }
    doubts.extend(unfit(text, said.spot));
    if easy && said.client {
        doubts.extend(long_word(text));
        doubts.extend(long_sentence(text));
    }
    for (part, message) in doubts {
        let span = reader.within(quoted, part);
        reader.faults.warning(span, message);
    }
}

/// Pictures whose width no two terminals agree on.
fn is_picture(c: char) -> bool {
    matches!(c, '\u{1F000}'..='\u{1FAFF}' | '\u{FE0F}')
}

/// What does not fit where it is read.
fn unfit(text: &str, spot: Spot) -> Option<(Span, Message)> {
    let (cells, most) = room(spot)?;
    let widths = text.trim_end().lines().map(|line| (line, said_width(line)));
    if most == 1 {
        let (line, _) = widths.clone().find(|(_, width)| *width > cells)?;
        let at = text.find(line).unwrap_or(0);
        let message = Message::new("form-wide-line").count("most", cells);
        return Some((at..at + line.len(), message));
    }
    let lines: usize = widths.map(|(_, width)| width.div_ceil(cells).max(1)).sum();
    let message = Message::new("form-many-lines").count("lines", lines);
    (lines > most).then(|| (0..text.len(), message.count("most", most)))
}

/// Cells of a line, holes left out: nobody knows yet what will stand in them.
fn said_width(line: &str) -> usize {
    said(line).map(UnicodeWidthStr::width).sum()
}

/// The stretches of a text outside braces.
fn said(text: &str) -> impl Iterator<Item = &str> {
    let parts = text.split('{').enumerate();
    parts.map(|(at, part)| match part.split_once('}') {
        Some((_, after)) if at > 0 => after,
        _ => part,
    })
}

fn long_word(text: &str) -> Option<(Span, Message)> {
    let mut words =
        said(text).flat_map(|part| part.split(|c: char| !c.is_alphabetic() && c != '-'));
    let word = words.find(|word| word.chars().count() > LONGEST_EASY_WORD)?;
    let at = text.find(word).unwrap_or(0);
    let message = Message::new("form-long-word").with("word", word);
    Some((at..at + word.len(), message))
}

fn long_sentence(text: &str) -> Option<(Span, Message)> {
    let ends = ['.', '?', '!', ':', '\n', '”', '{', '}'];
    let mut sentences = text.split(ends);
    let count = |sentence: &str| sentence.split_whitespace().count();
    let long = sentences.find(|sentence| count(sentence) > LONGEST_EASY_SENTENCE)?;
    let at = text.find(long).unwrap_or(0);
    let message = Message::new("form-long-sentence")
        .count("words", count(long))
        .count("most", LONGEST_EASY_SENTENCE);
    Some((at..at + long.len(), message))
}

/// Values that one language shows and another does not.
fn holes(reader: &mut Reader<'_>, texts: &[(Lang, Quoted<'_>)]) {
    let shown: Vec<BTreeSet<String>> = texts
        .iter()
        .map(|(_, quoted)| values(quoted.text))
        .collect();
    for ((_, quoted), own) in texts.iter().zip(&shown) {
        let all = shown.iter().flatten();
        let missing: BTreeSet<&str> = all
            .filter(|hole| !own.contains(*hole))
            .map(|hole| &**hole)
            .collect();
        if !missing.is_empty() {
            let missing: Vec<&str> = missing.into_iter().collect();
            let message = Message::new("form-holes-differ").with("holes", &missing.join(" "));
            reader.faults.warning(quoted.span.clone(), message);
        }
    }
}

/// The values that a text shows, written without blanks; conditions may differ, since grammars do.
fn values(text: &str) -> BTreeSet<String> {
    let holes = text
        .split('{')
        .skip(1)
        .filter_map(|part| part.split_once('}'));
    let holes = holes.map(|(hole, _)| hole.trim()).filter(|hole| {
        let word = hole.split_whitespace().next().unwrap_or_default();
        !matches!(word, "" | "if" | "each" | "end")
    });
    holes
        .map(|hole| format!("{{{}}}", hole.split_whitespace().collect::<String>()))
        .collect()
}

/// Options that cannot be told apart.
fn same_texts<'a>(reader: &mut Reader<'a>, options: &'a DeArray<'a>) {
    let mut seen: HashMap<(Lang, &str), &str> = HashMap::new();
    for option in options
        .iter()
        .filter_map(|option| option.get_ref().as_table())
    {
        let code = option.get("code").and_then(|code| code.get_ref().as_str());
        let texts = Lang::ALL.into_iter().filter_map(|lang| {
            let value = option.get(lang.code())?;
            Some((lang, quoted(value)?))
        });
        for (lang, quoted) in texts {
            let text = quoted.text.trim();
            let Some(other) = seen.insert((lang, text), code.unwrap_or_default()) else {
                continue;
            };
            let message = Message::new("form-same-text").with("code", other);
            reader.faults.warning(quoted.span, message);
            break;
        }
    }
}

/// Keys of options' own that are already the key of another's place in the list.
fn keys_by_place<'a>(reader: &mut Reader<'a>, options: &'a DeArray<'a>) {
    let own = |at: usize| {
        let table = options.get(at)?.get_ref().as_table()?;
        table.get("key").and_then(quoted)
    };
    for at in 0..options.len() {
        let Some(quoted) = own(at) else {
            continue;
        };
        let digit = quoted
            .text
            .parse::<usize>()
            .ok()
            .filter(|digit| *digit < 10);
        let Some(place) = digit
            .map(|digit| (digit + 9) % 10)
            .filter(|place| *place != at)
        else {
            continue;
        };
        if place < options.len() && options.len() <= 10 && own(place).is_none() {
            let message = Message::new("form-key-by-place")
                .with("key", quoted.text)
                .count("place", place + 1);
            reader.faults.warning(quoted.span, message);
        }
    }
}

/// How many texts there are in languages, and how many in each.
#[derive(Default)]
struct Counts {
    all: usize,
    by_language: [usize; Lang::ALL.len()],
}

impl Counts {
    fn add(&mut self, said: &Said<'_>) {
        let Words::Each(texts) = &said.words else {
            return;
        };
        self.all += 1;
        for (lang, _) in texts {
            self.by_language[*lang as usize] += 1;
        }
    }

    /// Languages that the head does not promise and that stand in some texts only.
    fn tell(&self, reader: &mut Reader<'_>, document: &DeTable<'_>) {
        let Some(promised) = document.get("languages") else {
            return;
        };
        for lang in Lang::ALL {
            let count = self.by_language[lang as usize];
            if reader.languages.contains(&lang) || count == 0 || count == self.all {
                continue;
            }
            let message = Message::new("form-language-partial")
                .with("language", lang.code())
                .count("count", count)
                .count("all", self.all);
            reader.faults.warning(promised.span(), message);
        }
    }
}
