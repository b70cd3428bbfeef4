//! Long forms, as somebody might write them.

use std::fmt::Write;

/// A form of so many items in sections of at most `each`: a ruler, a text, a yes or no that shows the next `shown` items, then kinds in turn.
pub fn form(items: usize, each: usize, shown: usize) -> String {
    let mut text = HEAD.replace("LENGTH", &items.to_string());
    for section in 0..items.div_ceil(each) {
        let _ = writeln!(
            text,
            "[[section]]\nid = \"part{section}\"\ntitle = \"Osa {}\"\n",
            section + 1
        );
    }
    for item in 0..items {
        let kind = match item {
            0 => "ruler",
            1 => "text",
            2 => "yes_no",
            _ => ["integer", "ruler", "yes_no", "text"][item % 4],
        };
        let section = item / each;
        let _ = writeln!(
            text,
            "[[item]]\nsection = \"part{section}\"\nid = \"q{item}\"\nkind = \"{kind}\""
        );
        let _ = writeln!(
            text,
            "label = \"Kysymys {item}: miten tämä asia on sujunut viime viikkoina?\""
        );
        if (3..3 + shown).contains(&item) {
            text.push_str("relevant = \"q2\"\n");
        }
        text.push('\n');
    }
    text
}

const HEAD: &str = r#"format = 1
id = "answers_LENGTH"
languages = ["fi"]
title = "Pitkä lomake"
licence = "CC0-1.0"
source = "own work"
subject = "client"
style = "questionnaire"
retention = "case_24_months"

"#;
