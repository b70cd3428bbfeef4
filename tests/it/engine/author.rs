//! Random form files, well made by construction: every kind of item, every sort of expression, as an author would write them.

use std::fmt::Write;

use super::dice::Dice;
use super::phrase::Phrases;

/// What an expression or an item gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sort {
    Number,
    Bool,
    Text,
    Date,
    Time,
    Code(List),
    Codes(List),
    Ref,
    /// The rows of a list: they are counted.
    Rows,
    Nothing,
}

/// The choice lists that every form has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum List {
    Able,
    Plain,
    Alone,
}

impl List {
    pub fn id(self) -> &'static str {
        match self {
            List::Able => "able",
            List::Plain => "plain",
            List::Alone => "alone",
        }
    }

    pub fn codes(self) -> &'static [&'static str] {
        match self {
            List::Able => &["c0", "c1", "c2", "c3"],
            List::Plain | List::Alone => &["c0", "c1", "c2"],
        }
    }
}

const HEAD: &str = r#"format = 1
id = "trial"
languages = ["fi"]
title = "Koe"
licence = "CC0-1.0"
source = "own work"
subject = "client"
retention = "case_24_months"

[[choices]]
id = "able"
options = [
  { code = "c0", score = 0, fi = "Ei" },
  { code = "c1", score = 1.5, fi = "Vähän" },
  { code = "c2", score = 3, fi = "Kyllä" },
  { code = "c3", fi = "En tiedä" },
]

[[choices]]
id = "plain"
options = [
  { code = "c0", fi = "A", with = { level = 0, open = true, town = "turku" } },
  { code = "c1", fi = "B", with = { level = 1, open = false, town = "oulu" } },
  { code = "c2", key = "x", fi = "C", with = { level = 2.5, open = true, town = "oulu" } },
]

[[choices]]
id = "alone"
options = [{ code = "c0", fi = "A" }, { code = "c1", other = "Mikä?", fi = "B" }, { code = "c2", exclusive = true, fi = "Ei mitään" }]

[[lookup]]
id = "norms"
keys = ["exact", "from"]
rows = [["c0", 0, 1], ["c1", -1, 7.5], ["c0", 5, 2.5]]
source = "omat luvut"

[[lookup]]
id = "ages"
keys = ["from"]
rows = [[2.5, 20], [0, 10], [7, -1]]
source = "omat luvut"

[[section]]
id = "section0"
title = "Alku"
"#;

/// Items that every form begins with, so that there is something of each sort to name.
const ANCHORS: [(&str, &str, Sort); 3] = [
    ("able", "single", Sort::Code(List::Able)),
    ("plain", "single", Sort::Code(List::Plain)),
    ("hour", "time", Sort::Time),
];

/// An item or score of the form that is being written.
#[derive(Debug, Clone)]
pub struct Thing {
    pub id: String,
    pub kind: &'static str,
    pub sort: Sort,
    pub parent: Option<usize>,
    /// The list or table in whose rows it stands.
    pub owner: Option<usize>,
    pub section: usize,
    /// Whatever decides about an item reads only what has a lower rank, wherever it stands: so nothing goes round in a circle.
    pub rank: usize,
    pub about: Option<usize>,
    pub score: bool,
    pub banded: bool,
}

pub const KINDS: [&str; 22] = [
    "rank", "duration", "tally", "ref", "integer", "yes_no", "single", "computed", "decimal",
    "text", "multi", "date", "time", "scale", "ruler", "note", "deck", "info", "list", "table",
    "group", "embed",
];
/// Kinds that may stand in a row.
const IN_ROWS: usize = 18;

pub struct Author<'d, 'a> {
    pub dice: &'d mut Dice<'a>,
    pub things: Vec<Thing>,
    sections: usize,
}

/// A form's file.
pub fn write(dice: &mut Dice) -> String {
    let author = Author {
        dice,
        things: Vec::new(),
        sections: 0,
    };
    author.write()
}

/// Ranks that the things of one section can have.
const RANKS: usize = 10_000;

impl Author<'_, '_> {
    fn write(mut self) -> String {
        for (name, kind, sort) in ANCHORS {
            self.add(format!("first_{name}"), kind, sort, 0, None);
        }
        for _ in 0..1 + self.dice.roll(3) {
            self.sections += 1;
            for _ in 0..1 + self.dice.roll(6) {
                self.thing(None);
            }
        }
        for nth in 0..self.dice.roll(3) {
            self.score(nth);
        }
        let mut file = HEAD.to_owned();
        for section in 1..=self.sections {
            self.write_section(&mut file, section);
        }
        for at in 0..self.things.len() {
            self.write_thing(&mut file, at);
        }
        self.write_suggestion(&mut file);
        file
    }

    fn thing(&mut self, parent: Option<usize>) {
        let in_row = parent.is_some_and(|parent| self.holds_rows(parent));
        let kinds = if in_row { IN_ROWS } else { KINDS.len() };
        let kind = KINDS[self.dice.roll(kinds)];
        let low = match parent {
            None => self.sections * RANKS,
            Some(parent) => self.things[parent].rank,
        };
        let rank = low + 1 + self.dice.roll(200);
        let sort = self.sort(kind);
        let name = format!("i{}", self.things.len());
        let at = self.add(name, kind, sort, rank, parent);
        if matches!(kind, "list" | "table" | "group") {
            for _ in 0..1 + self.dice.roll(3) {
                if self.things.len() < 30 {
                    self.thing(Some(at));
                }
            }
        }
        if self.dice.chance(4) && self.things[at].owner.is_none() {
            let about = self.seen_by(rank, None, |thing| {
                thing.sort != Sort::Nothing && thing.sort != Sort::Rows
            });
            self.things[at].about = self.dice.pick(&about).copied();
        }
    }

    fn score(&mut self, nth: usize) {
        let rank = 100 * RANKS + nth;
        let at = self.add(format!("score{nth}"), "score", Sort::Number, rank, None);
        self.things[at].score = true;
    }

    fn add(
        &mut self,
        id: String,
        kind: &'static str,
        sort: Sort,
        rank: usize,
        parent: Option<usize>,
    ) -> usize {
        self.things.push(Thing {
            id,
            kind,
            sort,
            parent,
            owner: parent.filter(|parent| self.holds_rows(*parent)),
            section: self.sections,
            rank,
            about: None,
            score: false,
            banded: matches!(kind, "score" | "computed")
                && sort == Sort::Number
                && self.dice.chance(2),
        });
        self.things.len() - 1
    }

    pub fn holds_rows(&self, at: usize) -> bool {
        matches!(self.things[at].kind, "list" | "table")
    }

    fn sort(&mut self, kind: &str) -> Sort {
        let lists = [List::Able, List::Plain, List::Alone];
        match kind {
            "integer" | "decimal" | "scale" | "ruler" | "duration" | "tally" => Sort::Number,
            "ref" => Sort::Ref,
            "yes_no" => Sort::Bool,
            "text" | "note" => Sort::Text,
            "date" => Sort::Date,
            "time" => Sort::Time,
            "single" => Sort::Code(lists[self.dice.roll(2)]),
            "multi" | "deck" | "rank" => Sort::Codes(lists[self.dice.roll(3)]),
            "list" => Sort::Rows,
            "computed" => match self.dice.roll(8) {
                0 => Sort::Bool,
                1 => Sort::Text,
                2 => Sort::Date,
                3 => Sort::Code(List::Able),
                4 => Sort::Time,
                _ => Sort::Number,
            },
            _ => Sort::Nothing,
        }
    }

    /// Things that an expression may name: of a lower rank, at the top or in the same row.
    pub fn seen_by(
        &self,
        within: usize,
        owner: Option<usize>,
        wanted: impl Fn(&Thing) -> bool,
    ) -> Vec<usize> {
        let near = |thing: &&Thing| thing.owner.is_none() || thing.owner == owner;
        self.numbered(within)
            .filter(|(_, thing)| near(thing) && wanted(thing))
            .map(|(at, _)| at)
            .collect()
    }

    /// Things of a lower rank, in rows or not.
    pub fn numbered(&self, within: usize) -> impl Iterator<Item = (usize, &Thing)> {
        let about_too = move |thing: &&Thing| {
            let about = thing.about.map(|about| self.things[about].rank);
            thing.rank < within && about.is_none_or(|rank| rank < within)
        };
        let things = self.things.iter().enumerate();
        things.filter(move |(_, thing)| about_too(thing))
    }

    fn write_section(&mut self, file: &mut String, section: usize) {
        let _ = write!(
            file,
            "\n[[section]]\nid = \"section{section}\"\ntitle = \"Osa\"\n"
        );
        if self.dice.chance(3) {
            let relevant = self.truth(section * RANKS, None, 2);
            let _ = writeln!(file, "relevant = \"{relevant}\"");
        }
        if self.dice.chance(3) {
            self.write_constraints(file, "constraint", None);
        }
    }

    fn write_thing(&mut self, file: &mut String, at: usize) {
        let thing = self.things[at].clone();
        let (within, owner) = (thing.rank, thing.owner);
        if thing.score {
            let expr = self.number(within, owner, 2);
            let _ = write!(
                file,
                "\n[[score]]\nid = \"{}\"\nlabel = \"Tulos\"\nexpr = \"{expr}\"\n",
                thing.id
            );
            return self.write_bands(file, &thing);
        }
        let _ = write!(
            file,
            "\n[[item]]\nsection = \"section{}\"\nid = \"{}\"\nkind = \"{}\"\n",
            thing.section, thing.id, thing.kind
        );
        if let Some(parent) = thing.parent {
            let _ = writeln!(file, "parent = \"{}\"", self.things[parent].id);
        }
        let label = self.wording(owner);
        let _ = writeln!(file, "label = {label}");
        self.write_kind(file, &thing);
        if thing.section == 0 {
            return;
        }
        if self.dice.chance(3) {
            let relevant = self.truth(within, owner, 2);
            let _ = writeln!(file, "relevant = \"{relevant}\"");
        }
        if self.dice.chance(4) {
            self.write_constraints(file, "constraint", thing.owner);
        }
        if self.holds_rows(at) && self.dice.chance(2) {
            self.write_constraints(file, "row_constraint", Some(at));
        }
        self.write_manners(file, &thing);
    }

    fn write_kind(&mut self, file: &mut String, thing: &Thing) {
        let _ = match (thing.kind, thing.sort) {
            ("computed", sort) => {
                let rule = self.of_sort(sort, thing.rank, thing.owner, 2);
                // A choice alone would be worked out as its code.
                let plus = if sort == Sort::Number { " + 0" } else { "" };
                let _ = writeln!(file, "calculation = \"{rule}{plus}\"");
                return if sort == Sort::Number {
                    self.write_bands(file, thing)
                };
            }
            ("ref", _) => writeln!(file, "register = \"service\""),
            (_, Sort::Code(list) | Sort::Codes(list)) => {
                return self.write_choices(file, thing, list);
            }
            ("scale", _) => writeln!(file, "min = {}\nmax = 5", self.dice.word(&["1", "-2", "0"])),
            ("list", _) => writeln!(
                file,
                "min = {}\nmax = {}",
                self.dice.word(&["0", "2"]),
                self.dice.word(&["9", "4"])
            ),
            ("table", _) => writeln!(file, "rows = \"{}\"", self.dice.word(&["plain", "able"])),
            ("embed", _) => writeln!(file, "embed = \"plan\""),
            _ => Ok(()),
        };
    }

    fn write_choices(&mut self, file: &mut String, thing: &Thing, list: List) {
        let _ = writeln!(file, "choices = \"{}\"", list.id());
        if thing.kind == "rank" && self.dice.chance(2) {
            let _ = writeln!(file, "max = 2");
        }
        if thing.section == 0 || list != List::Plain || !self.dice.chance(2) {
            return;
        }
        let filter = match self.dice.roll(4) {
            0 => format!(
                "option.level <= {}",
                self.number(thing.rank, thing.owner, 1)
            ),
            1 => format!("option.open or {}", self.truth(thing.rank, thing.owner, 1)),
            2 => format!(
                "option.town != {}",
                self.of_sort(Sort::Text, thing.rank, thing.owner, 0)
            ),
            _ => format!(
                "option.code != 'c1' or {}",
                self.truth(thing.rank, thing.owner, 1)
            ),
        };
        let _ = writeln!(file, "filter = \"{filter}\"");
    }

    fn write_bands(&mut self, file: &mut String, thing: &Thing) {
        if thing.banded {
            let _ = writeln!(
                file,
                "bands = [{{ from = -1.5, code = \"low\", fi = \"vähän\" }}, {{ from = 2, code = \"high\", fi = \"paljon\" }}]\nbands_source = \"omat luvut\""
            );
        }
    }

    /// A constraint may read anything, what is decided later too: nothing reads a constraint.
    fn write_constraints(&mut self, file: &mut String, key: &str, owner: Option<usize>) {
        let mut all = Vec::new();
        for nth in 0..1 + self.dice.roll(2) {
            let expr = self.truth(usize::MAX, owner, 2);
            let warning = self.dice.word(&["", ", warning = true"]);
            all.push(format!(
                "{{ expr = \"{expr}\", message = \"Vika {nth}\"{warning} }}"
            ));
        }
        let _ = writeln!(file, "{key} = [{}]", all.join(", "));
    }

    fn write_manners(&mut self, file: &mut String, thing: &Thing) {
        if let Some(about) = thing.about {
            let _ = writeln!(file, "about = \"{}\"", self.things[about].id);
        }
        if self.dice.chance(8) {
            let _ = writeln!(file, "more = true");
        }
        if self.dice.chance(8) {
            let _ = writeln!(file, "was = [\"earlier_{}\"]", thing.id);
        }
        if self.dice.chance(8) {
            let _ = writeln!(file, "carry = \"nothing\"");
        }
    }

    fn write_suggestion(&mut self, file: &mut String) {
        if self.dice.chance(2) {
            let when = self.truth(usize::MAX, None, 2);
            let _ = write!(file, "\n[[suggest]]\nwhen = \"{when}\"\ntext = \"Kysy\"\n");
        }
    }
}
