//! A client's journey in lines, in the same order as on the screen; and what was found of words that somebody looked for.

use crate::app::names::{called_so, numbers_name, quoted, track_title};
use crate::casework::{self, Numbers, Said, SearchHit, Sift, Story, SubjectPage, Track, local};
use crate::form::Catalogue;
use crate::lang::{Lang, date, messages};

/// Everything but the meetings, which the page numbers.
pub fn lines(page: &SubjectPage, catalogue: &Catalogue, lang: Lang) -> Vec<String> {
    let story = Story::of(page, &Sift::default());
    let words = messages(lang);
    let line = |id: &str, said: &Said<'_>, text: &str| {
        let day = said.day.map(|day| date::write_date(day, lang));
        let day = day.unwrap_or_default();
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        format!("{}: {day} {text}", words.get(id))
    };
    let mut lines = Vec::new();
    for said in &story.quotes {
        let quote = quoted(said.words, said.interpreted, lang);
        lines.push(line("journey-quotes", said, &quote));
    }
    for said in &story.taken {
        lines.push(line("journey-taken", said, said.words));
    }
    for aim in &story.goals {
        let level = aim
            .level
            .map(|row| casework::said(catalogue, page, row, lang));
        let level = level.unwrap_or_default().join(", ");
        let text = [aim.said.words, level.as_str()].join(" ");
        lines.push(line("journey-goals", &aim.said, &text));
    }
    for track in story.themes.iter().chain(&story.scores) {
        lines.push(track_title(catalogue, track, lang));
        let numbers = track.lines.iter();
        lines.extend(numbers.map(|line| numbers_line(track, line, catalogue, lang)));
    }
    lines
}

/// A name and each number behind its day; where another version asked from then on, and what has changed clearly.
fn numbers_line(
    track: &Track<'_>,
    line: &Numbers<'_>,
    catalogue: &Catalogue,
    lang: Lang,
) -> String {
    let words = messages(lang);
    let breaks = line.breaks();
    let given = line.given().map(|(at, point)| {
        let day = track.days.get(at).map(|day| date::write_date(*day, lang));
        let value = date::write_decimal(point.value.normalize(), lang);
        let from_here = match breaks.contains(&at) {
            true => format!(" ({})", words.get("journey-version")),
            false => String::new(),
        };
        format!("{} {value}{from_here}", day.unwrap_or_default())
    });
    let given: Vec<String> = given.collect();
    let name = numbers_name(catalogue, line, lang);
    let said = format!("{name}: {}", given.join(", "));
    match line.clear_change(catalogue) {
        Some((first, now)) => {
            let write =
                |number: rust_decimal::Decimal| date::write_decimal(number.normalize(), lang);
            let (first, now) = (write(first), write(now));
            let args = [("before", (&first).into()), ("now", (&now).into())];
            format!("{said}. {}", words.with("journey-change", &args))
        }
        None => said,
    }
}

/// A place where words were found: when, whose, and the words.
pub fn hit_line(hit: &SearchHit, offset_min: i32, lang: Lang) -> String {
    let day = hit
        .at
        .map(|at| date::write_date(local(at, offset_min).date_naive(), lang));
    let whose = called_so(&hit.code, &hit.name, true);
    let text = hit.text.split_whitespace().collect::<Vec<_>>().join(" ");
    match hit.found {
        Some(_) => format!("{} {whose}: {text}", day.unwrap_or_default()),
        None => whose,
    }
}
