//! `cargo bench`: the engine on generated forms, beside the least that the same work can cost, and the promises as gates.
//! Gates are ratios within one run, since machines differ; milliseconds stand beside.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)]

use std::process::{Command, ExitCode};
use std::{env, io};

use kohtaa::cli::bench::measure::{Figures, measure};
use kohtaa::cli::bench::memory::{self, Resident};
use kohtaa::cli::bench::shape::Shape;

const SIZES: [usize; 3] = [100, 1_000, 10_000];
const RUNS: usize = 9;
/// The argument with which this program starts itself anew to see what a form takes.
const FRESH: &str = "memory";

struct Case {
    shape: Shape,
    figures: Figures,
    resident: Resident,
}

fn main() -> ExitCode {
    if env::args().any(|word| word == FRESH) {
        memory::answer(&mut io::stdin().lock(), &mut io::stdout()).unwrap();
        return ExitCode::SUCCESS;
    }
    println!(
        "{:7} {:>6} {:>9} {:>5} {:>9} {:>9} {:>9} {:>5} {:>8} {:>10} {:>5} {:>8} {:>7} {:>7}",
        "shape",
        "items",
        "load ms",
        "x",
        "set µs",
        "p99 µs",
        "floor µs",
        "x",
        "last µs",
        "flip µs",
        "x",
        "fill ms",
        "MiB",
        "peak"
    );
    let cases = SIZES
        .into_iter()
        .flat_map(|items| Shape::ALL.map(|shape| case(shape, items)));
    let missed: Vec<String> = cases.collect::<Vec<_>>().iter().flat_map(missed).collect();
    if missed.is_empty() {
        println!("every gate holds");
        return ExitCode::SUCCESS;
    }
    println!("missed:\n{}", missed.join("\n"));
    ExitCode::FAILURE
}

fn case(shape: Shape, items: usize) -> Case {
    let source = shape.source(items);
    let figures = measure(&source, RUNS).expect("a form without faults");
    let mut fresh = Command::new(env::current_exe().unwrap());
    fresh.arg(FRESH);
    let resident = memory::of(fresh, &source)
        .unwrap()
        .expect("figures of a fresh process");
    let it = &figures;
    println!(
        "{:7} {items:>6} {:>9.2} {:>5.2} {:>9.2} {:>9.2} {:>9.2} {:>5.2} {:>8.2} {:>10.1} {:>5.2} {:>8.2} {:>7.1} {:>7.1}",
        shape.name(),
        it.load_ms,
        it.load_ms / it.floor_load_ms,
        it.set_p50_us,
        it.set_p99_us,
        it.floor_set_us,
        it.set_p50_us / it.floor_set_us,
        it.set_last_us,
        it.flip_head_us,
        it.flip_head_us / it.floor_flip_us,
        it.fill_ms,
        resident.added,
        resident.peak
    );
    Case {
        shape,
        figures,
        resident,
    }
}

/// The promises that a case does not keep.
fn missed(case: &Case) -> Vec<String> {
    let it = &case.figures;
    /// A clock's own time, below which nothing can be told apart.
    const LEAST_US: f64 = 2.0;
    let floor = it.floor_set_us.max(LEAST_US);
    let gates = [
        (
            "loading over plain structs",
            it.load_ms / it.floor_load_ms,
            4.0,
        ),
        ("one answer over the floor", it.set_p50_us / floor, 2.5),
        (
            "p99 of an answer over the floor",
            it.set_p99_us / floor,
            7.5,
        ),
        ("last answer, in µs", it.set_last_us, 2.0 * LEAST_US),
        (
            "flipping the head over the floor",
            it.flip_head_us / it.floor_flip_us.max(LEAST_US),
            5.0,
        ),
        ("filling, in ms", it.fill_ms, 1_000.0),
        ("memory, in MiB", case.resident.added, 16.0),
    ];
    let missed = gates.into_iter().filter(|(_, found, most)| found > most);
    let name = format!("{} of {}", case.shape.name(), it.items);
    missed
        .map(|(what, found, most)| format!("{name}: {what} is {found:.2}, at most {most:.2}"))
        .collect()
}
