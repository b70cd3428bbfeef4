//! Random expressions and wordings of a sort, over what a form that is being written has to name.

use super::author::{Author, List, Sort};

/// Who asks: nothing of this rank or above may be named, and only rows of this list or table are at hand.
type Asker = Option<usize>;

pub trait Phrases {
    fn of_sort(&mut self, sort: Sort, within: usize, owner: Asker, depth: usize) -> String;
    fn truth(&mut self, within: usize, owner: Asker, depth: usize) -> String;
    fn number(&mut self, within: usize, owner: Asker, depth: usize) -> String;
    fn wording(&mut self, owner: Asker) -> String;
}

const NUMBERS: [&str; 12] = [
    "1",
    "0",
    "2",
    "7",
    "1.5",
    "0.25",
    "100",
    "60%",
    "3.10",
    "-2",
    "79228162514264337593543950335",
    "0.0000000000000000000000000001",
];
const TEXTS: [&str; 4] = ["'sanoja'", "''", "'ä''b'", "'kuljetus ja työ'"];
const DATES: [&str; 3] = ["'2026-11-24'", "'2026-11-20'", "'1900-02-28'"];
const COMPARISONS: [&str; 6] = ["=", "!=", "<", "<=", ">", ">="];

fn is_scored(sort: Sort) -> bool {
    sort == Sort::Code(List::Able)
}

impl Phrases for Author<'_, '_> {
    fn of_sort(&mut self, sort: Sort, within: usize, owner: Asker, depth: usize) -> String {
        match sort {
            Sort::Number => return self.number(within, owner, depth),
            Sort::Bool => return self.truth(within, owner, depth),
            _ => {}
        }
        let all = self.seen_by(within, owner, |thing| thing.sort == sort);
        let turn = self.dice.roll(if depth == 0 { 4 } else { 8 });
        let named = self.dice.pick(&all).map(|at| self.things[*at].id.clone());
        let less = depth.saturating_sub(1);
        match (turn, named) {
            (0, _) => match self.earlier(within, sort) {
                Some(earlier) => earlier,
                None => self.plain(sort),
            },
            (1, _) => match self.cell(within, |have| have == sort) {
                Some(cell) => cell,
                None => self.plain(sort),
            },
            (2, _) => self.plain(sort),
            (3..=5, Some(name)) => name,
            (6, _) => {
                let when = self.truth(within, owner, less);
                let then = self.of_sort(sort, within, owner, less);
                format!(
                    "if({when}, {then}, {})",
                    self.of_sort(sort, within, owner, less)
                )
            }
            (7, _) => {
                let first = self.of_sort(sort, within, owner, less);
                format!(
                    "coalesce({first}, {})",
                    self.of_sort(sort, within, owner, less)
                )
            }
            (_, Some(name)) => name,
            (_, None) => self.plain(sort),
        }
    }

    fn truth(&mut self, within: usize, owner: Asker, depth: usize) -> String {
        let less = depth.saturating_sub(1);
        match self.dice.roll(if depth == 0 { 9 } else { 17 }) {
            0 => {
                let named = self.named(within, owner, |sort| sort == Sort::Bool);
                let compared = self.dice.word(&["", " = true", " != false"]);
                named.map_or("true".into(), |name| format!("{name}{compared}"))
            }
            1 | 2 => self.answered(within, owner),
            3 => self.chosen(within, owner, depth),
            4 => self.ticked(within, owner),
            5 => self.context(),
            6 => match self.earlier(within, Sort::Bool) {
                Some(earlier) => earlier,
                None => self.answered(within, owner),
            },
            7 => match self.cell(within, |sort| sort == Sort::Bool) {
                Some(cell) => cell,
                None => self.ticked(within, owner),
            },
            8 => {
                let op = self.dice.word(&COMPARISONS);
                let date = self.dice.word(&DATES);
                format!(
                    "{} {op} {date}",
                    self.settled(Sort::Date, within, owner, "today")
                )
            }
            9..=11 => {
                let op = self.dice.word(&COMPARISONS);
                let left = self.number(within, owner, less);
                // A choice alone would be its code where it is compared for being the same.
                format!("({left} + 0 {op} {} + 0)", self.number(within, owner, less))
            }
            12 => {
                let op = self.dice.word(&["=", "!="]);
                let left = self.of_sort(Sort::Text, within, owner, less);
                format!(
                    "({left} {op} {})",
                    self.of_sort(Sort::Text, within, owner, less)
                )
            }
            13 if self.dice.chance(2) => self.of_words(within, owner),
            13 => format!("not {}", self.truth(within, owner, less)),
            14 => {
                let when = self.truth(within, owner, less);
                let then = self.truth(within, owner, less);
                format!("if({when}, {then}, {})", self.truth(within, owner, less))
            }
            _ => {
                let op = self.dice.word(&["and", "or"]);
                let left = self.truth(within, owner, less);
                format!("({left} {op} {})", self.truth(within, owner, less))
            }
        }
    }

    fn number(&mut self, within: usize, owner: Asker, depth: usize) -> String {
        let less = depth.saturating_sub(1);
        let numeric = |sort| sort == Sort::Number || is_scored(sort);
        let found = match self.dice.roll(if depth == 0 { 9 } else { 20 }) {
            0..=2 => self.named(within, owner, numeric),
            3 => self.total(within),
            4 => self.scale(within),
            5 => self.cell(within, numeric),
            6 => {
                let sort = [Sort::Number, Sort::Code(List::Able)][self.dice.roll(2)];
                self.earlier(within, sort)
            }
            7 => self.count(within),
            8 => self.of_answers(within, owner),
            9..=11 => {
                let op = self.dice.word(&["+", "-", "*", "/"]);
                let left = self.number(within, owner, less);
                Some(format!(
                    "({left} {op} {})",
                    self.number(within, owner, less)
                ))
            }
            12 => Some(format!(
                "-{}",
                self.number(within, owner, 0).trim_start_matches('-')
            )),
            13 => {
                let digits = self.dice.word(&["", ", 0", ", 2"]);
                Some(format!(
                    "round({}{digits})",
                    self.number(within, owner, less)
                ))
            }
            14 => {
                let name = self.dice.word(&["least", "greatest", "coalesce"]);
                let first = self.number(within, owner, less);
                Some(format!(
                    "{name}({first}, {})",
                    self.number(within, owner, less)
                ))
            }
            15 => {
                let when = self.truth(within, owner, less);
                let then = self.number(within, owner, less);
                Some(format!(
                    "if({when}, {then}, {})",
                    self.number(within, owner, less)
                ))
            }
            17 | 18 => Some(self.of_values(within, owner, less)),
            16 => {
                let from = self.settled(Sort::Date, within, owner, "today");
                Some(format!(
                    "days({from}, {})",
                    self.settled(Sort::Date, within, owner, "today")
                ))
            }
            _ => match self.dice.roll(3) {
                2 => Some(self.of_values(within, owner, less)),
                0 => Some(format!(
                    "length({})",
                    self.of_sort(Sort::Text, within, owner, less)
                )),
                _ => Some(format!("abs({})", self.number(within, owner, less))),
            },
        };
        found.unwrap_or_else(|| self.dice.word(&NUMBERS).to_owned())
    }

    fn wording(&mut self, owner: Asker) -> String {
        if !self.dice.chance(4) {
            return "\"Sanoja\"".into();
        }
        let when = self.truth(usize::MAX, owner, 1);
        let shown = self.number(usize::MAX, owner, 1);
        let text = format!("Näin {{{shown}}} {{if {when}}}totta{{end}}");
        let lists = self.seen_by(usize::MAX, None, |thing| thing.kind == "list");
        let each = self
            .dice
            .pick(&lists)
            .copied()
            .map_or(String::new(), |list| {
                let when = self.truth(usize::MAX, Some(list), 1);
                format!("{{each {} if {when}}}rivi {{end}}", self.things[list].id)
            });
        match self.dice.chance(2) {
            false => format!("\"{text}{each}\""),
            true => {
                let when = self.truth(usize::MAX, owner, 1);
                format!("[{{ when = \"{when}\", fi = \"{text}\" }}, {{ fi = \"Muuten {each}\" }}]")
            }
        }
    }
}

impl Author<'_, '_> {
    fn named(
        &mut self,
        within: usize,
        owner: Asker,
        wanted: impl Fn(Sort) -> bool,
    ) -> Option<String> {
        let all = self.seen_by(within, owner, |thing| wanted(thing.sort));
        self.dice.pick(&all).map(|at| self.things[*at].id.clone())
    }

    /// A value of a sort that can be compared without a doubt what it is.
    fn settled(&mut self, sort: Sort, within: usize, owner: Asker, otherwise: &str) -> String {
        let named = self.named(within, owner, |have| have == sort);
        named
            .filter(|_| !self.dice.chance(3))
            .unwrap_or_else(|| otherwise.to_owned())
    }

    /// Something of a sort that may be named from anywhere.
    fn plain(&mut self, sort: Sort) -> String {
        let all: &[&'static str] = match sort {
            Sort::Text => &TEXTS,
            Sort::Date => &["today", "add_days(today, -3)", "add_days(today, 1.5)"],
            Sort::Time => &["first_hour"],
            Sort::Code(List::Able) => &["first_able"],
            Sort::Code(_) => &["first_plain"],
            Sort::Number | Sort::Bool | Sort::Codes(_) | Sort::Ref | Sort::Rows | Sort::Nothing => {
                &NUMBERS
            }
        };
        self.dice.word(all).into()
    }

    fn answered(&mut self, within: usize, owner: Asker) -> String {
        let all = self.seen_by(within, owner, |thing| thing.sort != Sort::Nothing);
        let name = self.dice.pick(&all).map(|at| self.things[*at].id.clone());
        name.map_or("practice".into(), |name| format!("answered({name})"))
    }

    fn chosen(&mut self, within: usize, owner: Asker, depth: usize) -> String {
        let list = [List::Able, List::Plain][self.dice.roll(2)];
        let single = self.of_sort(Sort::Code(list), within, owner, depth.min(1));
        let (one, other) = (self.dice.word(list.codes()), self.dice.word(list.codes()));
        match self.dice.roll(4) {
            0 => format!("{single} = '{one}'"),
            1 => format!("{single} != '{one}'"),
            2 => format!("({single} in ['{one}', '{other}'])"),
            _ => {
                let many = self.named(within, owner, |sort| sort == Sort::Codes(list));
                many.map_or(format!("'{one}' = {single}"), |many| {
                    format!("({single} in {many})")
                })
            }
        }
    }

    fn ticked(&mut self, within: usize, owner: Asker) -> String {
        let name = self.named(within, owner, |sort| matches!(sort, Sort::Codes(_)));
        let code = self.dice.word(&["c0", "c1", "c2"]);
        name.map_or("first_session".into(), |name| {
            format!("('{code}' in {name})")
        })
    }

    fn context(&mut self) -> String {
        let all = [
            "first_session",
            "practice",
            "interpreter",
            "mode = 'phone'",
            "mode in ['in_person', 'remote']",
        ];
        self.dice.word(&all).into()
    }

    fn earlier(&mut self, within: usize, sort: Sort) -> Option<String> {
        let all = self.seen_by(within, None, |thing| {
            thing.sort == sort && thing.kind != "computed" && !thing.score
        });
        let name = self.dice.pick(&all).map(|at| self.things[*at].id.clone())?;
        Some(format!("previous({name})"))
    }

    fn cell(&mut self, within: usize, wanted: impl Fn(Sort) -> bool) -> Option<String> {
        let in_table =
            |owner: Option<usize>| owner.is_some_and(|owner| self.things[owner].kind == "table");
        let all: Vec<String> = self
            .numbered(within)
            .filter(|(_, thing)| in_table(thing.owner) && wanted(thing.sort))
            .map(|(_, thing)| thing.id.clone())
            .collect();
        let column = self.dice.pick(&all)?.clone();
        Some(format!("{column}[{}]", self.dice.word(&["c0", "c1", "c2"])))
    }

    /// Some of the things of a lower rank, in rows or not, as a list.
    fn members(&mut self, within: usize, wanted: impl Fn(Sort) -> bool) -> Vec<usize> {
        let all: Vec<usize> = self
            .numbered(within)
            .filter(|(_, thing)| wanted(thing.sort))
            .map(|(at, _)| at)
            .collect();
        all.into_iter().filter(|_| self.dice.roll(3) != 0).collect()
    }

    fn listed(&self, members: &[usize]) -> String {
        let names: Vec<&str> = members
            .iter()
            .map(|at| self.things[*at].id.as_str())
            .collect();
        match names.as_slice() {
            [one] => (*one).to_owned(),
            many => format!("[{}]", many.join(", ")),
        }
    }

    fn total(&mut self, within: usize) -> Option<String> {
        let members = self.members(within, |sort| sort == Sort::Number || is_scored(sort));
        let name = self.dice.word(&["sum", "mean", "min", "max"]);
        (!members.is_empty()).then(|| format!("{name}({})", self.listed(&members)))
    }

    fn count(&mut self, within: usize) -> Option<String> {
        let members = self.members(within, |sort| sort != Sort::Nothing);
        (!members.is_empty()).then(|| format!("count({})", self.listed(&members)))
    }

    fn scale(&mut self, within: usize) -> Option<String> {
        let members = self.members(within, |sort| sort == Sort::Number || is_scored(sort));
        if members.is_empty() {
            return None;
        }
        if members.len() > 1 && self.dice.chance(2) {
            let names: Vec<String> = members
                .iter()
                .map(|at| self.things[*at].id.clone())
                .collect();
            return Some(self.groups(&names));
        }
        let least = match self.dice.roll(3) {
            0 => "50%".to_owned(),
            1 => "100%".to_owned(),
            _ => (1 + self.dice.roll(members.len())).to_string(),
        };
        let how = self.dice.word(&[
            "",
            ", total = 'sum'",
            ", total = 'mean'",
            ", total = 'sum', prorate = true",
        ]);
        let turned = self.members_to_turn(&members);
        let turned = match turned.as_slice() {
            [] => String::new(),
            some => format!(", reverse = {}", self.listed(some)),
        };
        Some(format!(
            "scale({}, min_answered = {least}{how}{turned})",
            self.listed(&members)
        ))
    }

    /// Of those whose least and most are known and make a whole number.
    fn members_to_turn(&mut self, members: &[usize]) -> Vec<usize> {
        let can = |at: &&usize| matches!(self.things[**at].kind, "scale" | "ruler");
        let able: Vec<usize> = members.iter().filter(can).copied().collect();
        able.into_iter().filter(|_| self.dice.chance(2)).collect()
    }
}
