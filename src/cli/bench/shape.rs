//! Forms of any length in the two shapes that ask most of an engine.

use std::fmt::Write;

use clap::ValueEnum;

use crate::form::Source;

/// How the items of a generated form hang together. A computed item sums all of them, and every tenth has a constraint.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Shape {
    /// Each item is relevant only by the one before.
    Chain,
    /// All items are relevant and come together in the total.
    FanIn,
}

impl Shape {
    pub const ALL: [Shape; 2] = [Shape::Chain, Shape::FanIn];

    pub fn name(self) -> &'static str {
        match self {
            Shape::Chain => "chain",
            Shape::FanIn => "fan-in",
        }
    }

    /// The file of a form with so many items.
    pub fn source(self, items: usize) -> Source {
        let mut text = String::from(HEAD);
        for nth in 0..items {
            self.add_item(&mut text, nth);
        }
        add_total(&mut text, items);
        Source::new(format!("{}.toml", self.name()), text.into_bytes())
    }

    fn add_item(self, text: &mut String, nth: usize) {
        let _ = write!(
            text,
            "\n[[item]]\nsection = \"asked\"\nid = \"q{nth}\"\nkind = \"integer\"\nlabel = \"Kysymys {nth}\"\n"
        );
        if let (Shape::Chain, Some(before)) = (self, nth.checked_sub(1)) {
            let _ = writeln!(text, "relevant = \"q{before} > 0\"");
        }
        if nth.is_multiple_of(10) {
            let _ = writeln!(
                text,
                "constraint = [{{ expr = \"q{nth} <= 100\", message = \"Enintään 100\" }}]"
            );
        }
    }
}

const HEAD: &str = r#"format = 1
id = "generated"
languages = ["fi"]
title = "Mitattava lomake"
licence = "CC0-1.0"
source = "Generated"
subject = "client"
retention = "case_24_months"

[[section]]
id = "asked"
title = "Kysymykset"

[[section]]
id = "result"
title = "Tulos"
"#;

fn add_total(text: &mut String, items: usize) {
    let names: Vec<String> = (0..items).map(|nth| format!("q{nth}")).collect();
    let _ = write!(
        text,
        "\n[[item]]\nsection = \"result\"\nid = \"total\"\nkind = \"computed\"\nlabel = \"Yhteensä\"\ncalculation = \"sum([{}])\"\n",
        names.join(", ")
    );
}
