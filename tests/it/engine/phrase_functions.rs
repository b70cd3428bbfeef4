//! Random uses of the functions: of answers, of plain values, of words, and members of totals with something done to them.

use super::author::{Author, List, Sort};
use super::phrase::Phrases;

impl Author<'_, '_> {
    fn name(
        &mut self,
        within: usize,
        owner: Option<usize>,
        wanted: impl Fn(Sort) -> bool,
    ) -> Option<String> {
        let all = self.seen_by(within, owner, |thing| wanted(thing.sort));
        self.dice.pick(&all).map(|at| self.things[*at].id.clone())
    }

    /// A number that asks about an answer by the name of its item.
    pub fn of_answers(&mut self, within: usize, owner: Option<usize>) -> Option<String> {
        match self.dice.roll(9) {
            0 => self.recoded(within, owner),
            1 => self.turned_round(within, owner),
            2 => Some(format!("lookup('ages', {})", self.number(within, owner, 0))),
            3 => {
                let code = self.of_sort(Sort::Code(List::Able), within, owner, 0);
                Some(format!(
                    "lookup('norms', {code}, {})",
                    self.number(within, owner, 0)
                ))
            }
            4 if self.dice.chance(2) => {
                let all = self.seen_by(within, owner, |thing| thing.kind == "rank");
                let ranked = self.dice.pick(&all)?;
                Some(format!("place({}, 'c1')", self.things[*ranked].id))
            }
            4 => {
                let many = self.name(within, owner, |sort| matches!(sort, Sort::Codes(_)))?;
                Some(format!("size({many})"))
            }
            5 => {
                let all = self.seen_by(within, None, |thing| {
                    thing.sort == Sort::Number && thing.kind != "computed" && !thing.score
                });
                let name = self.dice.pick(&all).map(|at| self.things[*at].id.clone())?;
                Some(format!(
                    "rated({name}, '{}')",
                    self.dice.word(&["counsellor", "client"])
                ))
            }
            6 => self.counted(within),
            7 => self.goals(within),
            _ => self.summed(within),
        }
    }

    fn recoded(&mut self, within: usize, owner: Option<usize>) -> Option<String> {
        match self.dice.roll(3) {
            0 => self
                .name(within, owner, |sort| sort == Sort::Number)
                .map(|name| format!("recode({name}, [0, 1, 2], [4, -2.5, 0])")),
            1 => self
                .name(within, owner, |sort| sort == Sort::Bool)
                .map(|name| format!("recode({name}, [true], [3])")),
            _ => self
                .name(within, owner, |sort| matches!(sort, Sort::Code(List::Able)))
                .map(|name| format!("recode({name}, ['c0', 'c3'], [1, 2])")),
        }
    }

    fn turned_round(&mut self, within: usize, owner: Option<usize>) -> Option<String> {
        let all = self.seen_by(within, owner, |thing| {
            matches!(thing.kind, "scale" | "ruler")
        });
        self.dice
            .pick(&all)
            .map(|at| format!("reverse({})", self.things[*at].id))
    }

    /// In how many rows something holds, or how many items are shown.
    fn counted(&mut self, within: usize) -> Option<String> {
        if self.dice.chance(2) {
            let all: Vec<String> = self
                .numbered(within)
                .map(|(_, thing)| thing.id.clone())
                .collect();
            let (one, other) = (self.dice.pick(&all)?.clone(), self.dice.pick(&all)?.clone());
            return Some(match one == other {
                true => format!("shown({one})"),
                false => format!("shown([{one}, {other}])"),
            });
        }
        let owner = self.some_list(within)?;
        let rows: Vec<usize> = self.seen_by(within, Some(owner), |thing| {
            thing.owner == Some(owner) && thing.sort != Sort::Nothing
        });
        let name = self
            .dice
            .pick(&rows)
            .map(|at| self.things[*at].id.clone())?;
        Some(format!(
            "count_if(answered({name}) and {})",
            self.truth(within, Some(owner), 1)
        ))
    }

    /// A list or table that has something to count.
    fn some_list(&mut self, within: usize) -> Option<usize> {
        let owners: Vec<usize> = self
            .numbered(within)
            .filter_map(|(_, thing)| thing.owner)
            .collect();
        self.dice.pick(&owners).copied()
    }

    fn row_number(&mut self, within: usize, owner: usize) -> Option<String> {
        let all = self.seen_by(within, Some(owner), |thing| {
            thing.owner == Some(owner) && thing.sort == Sort::Number
        });
        self.dice.pick(&all).map(|at| self.things[*at].id.clone())
    }

    fn goals(&mut self, within: usize) -> Option<String> {
        let owner = self.some_list(within)?;
        let (level, weight) = (
            self.row_number(within, owner)?,
            self.row_number(within, owner)?,
        );
        Some(match self.dice.chance(2) {
            true => format!("gas_t({level}, {weight})"),
            false => format!("gas_t({level})"),
        })
    }

    /// A total over what is worked out row by row, and over single answers with something done to them.
    fn summed(&mut self, within: usize) -> Option<String> {
        let name = self.dice.word(&["sum", "mean", "min", "max", "count"]);
        let owner = self.some_list(within)?;
        let (one, other) = (
            self.row_number(within, owner)?,
            self.row_number(within, owner)?,
        );
        Some(match self.dice.roll(5) {
            0 => format!("{name}({one} * {other})"),
            1 => format!("{name}([{one} * 2, first_able])"),
            2 => format!(
                "{name}([-0.5 * {one}, recode(first_able, ['c1'], [8]), if(practice, {}, 1)])",
                self.number(within, None, 0)
            ),
            3 => format!("{name}(lookup('ages', {one}))"),
            _ => format!("{name}(recode({one} * 2, [2, 4], [1, 9]))"),
        })
    }

    /// A number made of plain values.
    pub fn of_values(&mut self, within: usize, owner: Option<usize>, depth: usize) -> String {
        let date = self.of_sort(Sort::Date, within, owner, 0);
        let time = self.of_sort(Sort::Time, within, owner, 0);
        let (one, other) = (
            self.number(within, owner, depth),
            self.number(within, owner, 0),
        );
        match self.dice.roll(10) {
            0 => format!("sqrt({one})"),
            1 => format!("floor({one})"),
            2 => format!("ceil({one})"),
            3 => format!(
                "power({one}, {})",
                self.dice.word(&["2", "0", "-1", "3", "1.5"])
            ),
            4 => format!("remainder({one}, {other})"),
            5 => format!("percent({one}, {other})"),
            6 => format!("gap({one}, {other})"),
            7 => format!("years({date}, today)"),
            8 => format!("months(today, {date})"),
            _ => format!("minutes(first_hour, {time})"),
        }
    }

    /// A condition about words, or the band of a number.
    pub fn of_words(&mut self, within: usize, owner: Option<usize>) -> String {
        let text = self.of_sort(Sort::Text, within, owner, 0);
        match self.dice.roll(4) {
            0 => format!("contains({text}, 'an')"),
            1 => format!("starts_with({text}, 's')"),
            2 => format!("matches({text}, '[a-zä]+ ?.*')"),
            _ => {
                let all = self.seen_by(within, owner, |thing| thing.banded);
                let banded = self.dice.pick(&all).map(|at| self.things[*at].id.clone());
                banded.map_or("interpreter".into(), |name| format!("band({name}) = 'low'"))
            }
        }
    }

    /// What a scale may ask for beside its items.
    pub fn groups(&mut self, names: &[String]) -> String {
        let (one, other) = names.split_at(names.len() / 2);
        let least = self.dice.word(&[
            "min_answered = 50%",
            "min_answered = [1, 40%]",
            "most_missing = 1",
            "most_missing = [0, 2]",
        ]);
        let how = self
            .dice
            .word(&["", ", prorate = true", ", total = 'sum', prorate = true"]);
        let more = self
            .dice
            .word(&["", ", overall = 60%", ", overall = 2", ", round = 1"]);
        format!(
            "scale([[{}], [{}]], {least}{how}{more})",
            one.join(", "),
            other.join(", ")
        )
    }
}
