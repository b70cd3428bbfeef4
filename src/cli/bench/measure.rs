//! How long the engine takes with a form, and how long the same takes at least.

use std::hint::black_box;
use std::sync::Arc;
use std::time::{Duration, Instant};

use chrono::NaiveDate;

use super::floor::{Loops, Plain};
use crate::form::{Diagnostic, Form, Id, Source, load, load_for_use};
use crate::response::{Cell, Inputs, Path, Response, Spot};

/// What was measured of one form: times in milliseconds and microseconds, each beside the least that it could be.
#[derive(Debug, Clone, Copy, Default)]
pub struct Figures {
    pub items: usize,
    pub load_ms: f64,
    pub floor_load_ms: f64,
    /// Loading as the form's author has it: with everything that may be doubted.
    pub check_ms: f64,
    pub set_p50_us: f64,
    pub set_p99_us: f64,
    pub floor_set_us: f64,
    /// The last item answered.
    pub set_last_us: f64,
    /// The item on which most depends, emptied or answered again.
    pub flip_head_us: f64,
    pub floor_flip_us: f64,
    pub fill_ms: f64,
}

/// Of what takes long the quickest of several runs counts, since other programs can only make it slower; of single answers,
/// which are many, the one in the middle.
pub fn measure(source: &Source, runs: usize) -> Result<Figures, Vec<Diagnostic>> {
    let (form, check) = timed(|| load(source).map(|loaded| loaded.form));
    let form = form?;
    let (load_ms, floor_load_ms) = loading(source, runs)?;
    let answers = Answers::of(&form);
    let fills = (0..runs).map(|_| answers.fill(&form).1);
    let fill_ms = quickest(fills) * 1e3;
    let (mut response, _) = answers.fill(&form);
    let loops = Loops::new(&response);
    let mut figures = Figures {
        items: form.items.len(),
        load_ms,
        floor_load_ms,
        check_ms: check * 1e3,
        fill_ms,
        ..Figures::default()
    };
    answers.time_sets(&mut response, &loops, runs, &mut figures);
    answers.time_flips(&mut response, &loops, runs, &mut figures);
    Ok(figures)
}

/// Parsed, checked, compiled and worked out once, as a meeting does it; and the same bytes as plain structs, turn by turn.
fn loading(source: &Source, runs: usize) -> Result<(f64, f64), Vec<Diagnostic>> {
    let text = String::from_utf8_lossy(&source.bytes);
    let (mut ours, mut floor) = (Vec::new(), Vec::new());
    for _ in 0..runs {
        let (plain, time) = timed(|| Plain::read(&text));
        floor.push(time);
        drop(black_box(plain));
        let (response, time) = timed(|| load_for_use(source).map(|loaded| started(loaded.form)));
        ours.push(time);
        drop(black_box(response?));
    }
    Ok((quickest(ours) * 1e3, quickest(floor) * 1e3))
}

/// An empty filling.
pub fn started(form: Arc<Form>) -> Response {
    let inputs = Inputs {
        today: NaiveDate::default(),
        first_session: true,
        interpreter: false,
        mode: Id::new("in_person"),
        practice: false,
    };
    Response::new(form, inputs, Vec::new())
}

/// Two answers to each item that can be answered by typing.
struct Answers {
    each: Vec<(Spot, Path, [Cell; 2])>,
}

impl Answers {
    /// What fits some kind of item, to be tried one after the other.
    const TYPED: [&str; 8] = [
        "5",
        "4",
        "1",
        "2",
        "12:30",
        "13:30",
        "24.12.2025",
        "25.12.2025",
    ];

    fn of(form: &Arc<Form>) -> Answers {
        let empty = started(Arc::clone(form));
        let spots = (0..form.items.len() as u32).map(Spot::top);
        let each = spots.filter_map(|spot| {
            let typed = Answers::TYPED.iter();
            let read =
                typed.filter_map(|typed| empty.parse(spot, typed, NaiveDate::default()).ok());
            let mut cells = read.map(Cell::given);
            let first = cells.next()?;
            let other = cells.find(|cell| *cell != first)?;
            let path = empty.path(spot);
            (empty.spot(&path) == Some(spot)).then_some((spot, path, [first, other]))
        });
        Answers {
            each: each.collect(),
        }
    }

    /// Answers everything that is shown, from the first item to the last, with the seconds that it took.
    fn fill(&self, form: &Arc<Form>) -> (Response, f64) {
        let mut response = started(Arc::clone(form));
        let ((), time) = timed(|| {
            for (spot, path, [cell, _]) in &self.each {
                if response.is_shown(*spot) {
                    put(&mut response, path, cell);
                }
            }
        });
        (response, time)
    }

    /// Other answers to items here and there, as many as there are items but no more than anyone waits for.
    fn time_sets(&self, response: &mut Response, loops: &Loops, runs: usize, into: &mut Figures) {
        const MOST: usize = 2_000;
        let (mut sets, mut floors) = (Vec::new(), Vec::new());
        let count = self.each.len();
        for turn in 0..(count * runs).min(MOST) {
            let (spot, path, cells) = &self.each[turn.wrapping_mul(7919) % count];
            floors.push(timed(|| black_box(loops.one(spot.item))).1);
            sets.push(change(response, path, cells));
        }
        into.set_p99_us = quantile(&mut sets, 99) * 1e6;
        into.set_p50_us = quantile(&mut sets, 50) * 1e6;
        into.floor_set_us = median(floors) * 1e6;
        if let Some((_, path, cells)) = self.each.last() {
            let last = (0..MOST).map(|_| change(response, path, cells));
            into.set_last_us = median(last.collect()) * 1e6;
        }
    }

    fn time_flips(&self, response: &mut Response, loops: &Loops, runs: usize, into: &mut Figures) {
        let Some((_, path, [cell, _])) = self.head(response) else {
            return;
        };
        let (mut gone, mut back, mut floors) = (Vec::new(), Vec::new(), Vec::new());
        for _ in 0..runs * 10 {
            floors.push(timed(|| black_box(loops.all())).1);
            gone.push(timed(|| put(response, path, &Cell::default())).1);
            back.push(timed(|| put(response, path, cell)).1);
        }
        into.flip_head_us = quickest(gone).max(quickest(back)) * 1e6;
        into.floor_flip_us = quickest(floors) * 1e6;
    }

    /// Of some items, the first among them, the one whose emptying has most worked out again.
    fn head(&self, response: &mut Response) -> Option<&(Spot, Path, [Cell; 2])> {
        const TRIED: usize = 50;
        let step = self.each.len().div_ceil(TRIED).max(1);
        let tried = self.each.iter().step_by(step);
        tried.rev().max_by_key(|(_, path, _)| {
            let before = response.cell_at(path).clone();
            let evaluated = put(response, path, &Cell::default());
            put(response, path, &before);
            evaluated
        })
    }
}

/// Puts an answer in as a meeting does, and says how much was worked out again.
fn put(response: &mut Response, path: &Path, cell: &Cell) -> usize {
    let change = response.change(path, cell.clone());
    response.apply(&change).map_or(0, |done| done.evaluated)
}

/// Seconds for the answer that does not stand there.
fn change(response: &mut Response, path: &Path, [one, other]: &[Cell; 2]) -> f64 {
    let next = if response.cell_at(path) == one {
        other
    } else {
        one
    };
    timed(|| put(response, path, next)).1
}

fn timed<T>(work: impl FnOnce() -> T) -> (T, f64) {
    let start = Instant::now();
    let done = work();
    let time: Duration = start.elapsed();
    (done, time.as_secs_f64())
}

fn quickest(times: impl IntoIterator<Item = f64>) -> f64 {
    times.into_iter().min_by(f64::total_cmp).unwrap_or_default()
}

fn median(mut times: Vec<f64>) -> f64 {
    quantile(&mut times, 50)
}

fn quantile(times: &mut [f64], percent: usize) -> f64 {
    times.sort_by(f64::total_cmp);
    let at = times.len() * percent / 100;
    times
        .get(at.min(times.len().saturating_sub(1)))
        .copied()
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_stand_in_the_middle_and_at_the_end() {
        let mut times: Vec<f64> = (0..200).rev().map(f64::from).collect();
        assert_eq!(quantile(&mut times, 50), 100.0);
        assert_eq!(quantile(&mut times, 99), 198.0);
        assert_eq!(quantile(&mut [], 50), 0.0);
    }
}
