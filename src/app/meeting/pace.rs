//! One sentence after another, where a meeting goes at that pace: what is said here is not read ahead of, and nothing else is seen.

use super::{Focus, Line, Meeting};
use crate::app::App;
use crate::casework::Part;
use crate::form::{Pace, Wording};
use crate::response::Spot;

impl Meeting {
    /// The sentences up to and with the question in focus, where they are said one by one.
    pub fn script(&self) -> Option<Vec<String>> {
        self.route().filter(|route| route.pace == Pace::Sentence)?;
        let focus = self.focus?;
        let outline = self.outline();
        let lines = &outline.lines;
        let at = outline.line_of(focus)?;
        let leading = lines[..at].iter().rev();
        let leading = leading.take_while(|line| line.focus().is_none()).count();
        let mut texts = Vec::new();
        if leading == at {
            texts.extend(self.said_before());
        }
        for line in &lines[at - leading..=at] {
            match *line {
                // A table is seen whole.
                Line::Said { filling, spot } | Line::Item { filling, spot }
                    if self.is_in_table(filling, spot) =>
                {
                    return None;
                }
                Line::Said { filling, spot } | Line::Item { filling, spot } => {
                    let form = self.response(filling).form();
                    texts.extend(self.words(filling, spot, &form.item(spot.item).label));
                }
                Line::NewRow { .. } | Line::More => {}
            }
        }
        let sentences = texts.iter().flat_map(|text| sentences(text));
        Some(sentences.map(str::to_owned).collect())
    }

    fn is_in_table(&self, filling: usize, spot: Spot) -> bool {
        use crate::form::Kind::Table;
        let form = self.response(filling).form();
        let item = form.item(spot.item);
        let parent = item.parent.map(|parent| &form.item(parent).kind);
        matches!(item.kind, Table { .. }) || matches!(parent, Some(Table { .. }))
    }

    fn words(&self, filling: usize, spot: Spot, wording: &Wording) -> Option<String> {
        let language = self.fillings[filling].row.language;
        let response = self.response(filling);
        let said = response.wording(wording, Some(spot), language, &self.around())?;
        Some(said.text)
    }

    /// What is said before the first question of the part: by the route, then by the form.
    fn said_before(&self) -> Vec<String> {
        let Part { filling, section } = self.part;
        let language = self.fillings[filling].row.language;
        let begins = self.parts().first() == Some(&self.part);
        let route = self.route().filter(|_| begins);
        let said = route.into_iter().flat_map(|route| &route.say);
        let mut texts: Vec<String> = said.map(|text| text.plain(language).to_owned()).collect();
        let response = self.response(filling);
        let intro = &response.form().sections[usize::from(section)].intro;
        let intro = response.wording(intro, None, language, &self.around());
        texts.extend(intro.map(|said| said.text));
        texts
    }

    /// Whether sentences are still to come before the question is out.
    pub fn has_more_to_say(&self) -> bool {
        let script = self.script();
        script.is_some_and(|script| self.sentence + 1 < script.len())
    }
}

impl App {
    /// On to the next sentence, and after the last to the next question.
    pub(in crate::app) fn go_on(&mut self) {
        match self.meeting() {
            Some(meeting) if meeting.has_more_to_say() && !meeting.is_typing() => {
                meeting.sentence += 1;
            }
            _ => self.step(1),
        }
    }
}

impl Meeting {
    /// Whether something stands in the field: then the question has been understood.
    fn is_typing(&self) -> bool {
        let typed = |typing: &super::Typing| !typing.editor.text().is_empty();
        self.typing.as_ref().is_some_and(typed)
    }

    /// Whether anything at all can be seen of what the focus stands on.
    pub fn is_out(&self) -> bool {
        !self.has_more_to_say()
            || self.is_typing()
            || !matches!(self.focus, Some(Focus::Spot { .. } | Focus::NewRow { .. }))
    }
}

/// A text sentence by sentence; a new line begins one too.
fn sentences(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    for line in text.lines() {
        let mut rest = line.trim();
        while let Some(end) = end_of_sentence(rest) {
            let (sentence, after) = rest.split_at(end);
            found.push(sentence);
            rest = after.trim_start();
        }
        found.extend(Some(rest).filter(|rest| !rest.is_empty()));
    }
    found
}

/// Behind the first stop that a capital letter or a number follows.
fn end_of_sentence(text: &str) -> Option<usize> {
    let stops = text
        .match_indices(['.', '?', '!'])
        .map(|(at, stop)| at + stop.len());
    let begins = |end: &usize| {
        let rest = &text[*end..];
        let next = rest.trim_start().chars().next();
        rest.starts_with(' ') && next.is_some_and(|c| c.is_uppercase() || c == '”')
    };
    stops.into_iter().find(begins)
}

#[cfg(test)]
mod tests {
    use super::sentences;

    #[test]
    fn a_text_is_said_sentence_by_sentence() {
        let text =
            "Kuinka tärkeää se on? Sano numero.\nNolla 0. syyskuuta klo 14.05: ei. Ja lopuksi";
        let said = [
            "Kuinka tärkeää se on?",
            "Sano numero.",
            "Nolla 0. syyskuuta klo 14.05: ei.",
            "Ja lopuksi",
        ];
        assert_eq!(sentences(text), said);
        assert!(sentences(" \n").is_empty());
    }
}
