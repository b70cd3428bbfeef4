//! What must hold in any build of the form engine, as ratios in one run. `cargo bench` has the figures.

use kohtaa::cli::bench::measure::{Figures, measure};
use kohtaa::cli::bench::shape::Shape;

use super::turn;

/// Runs of which the quickest counts.
const RUNS: usize = 3;

fn figures(shape: Shape, items: usize) -> Figures {
    measure(&shape.source(items), RUNS).unwrap()
}

#[test]
fn what_an_answer_costs_does_not_grow_with_the_form() {
    let _turn = turn();
    for shape in Shape::ALL {
        let (small, large) = (figures(shape, 200), figures(shape, 4_000));
        let name = shape.name();
        let grown = large.set_last_us / small.set_last_us;
        assert!(
            grown < 4.0,
            "{name}: the last answer costs {grown:.1} times as much"
        );
        // Unoptimised code beside optimised decimals: a loop over all items is still far slower.
        let over = large.set_p50_us / large.floor_set_us;
        assert!(
            over < 2.5,
            "{name}: an answer costs {over:.1} times a plain loop"
        );
    }
}

#[test]
fn loading_takes_a_few_times_what_reading_takes() {
    let _turn = turn();
    let it = figures(Shape::Chain, 1_000);
    let over = it.load_ms / it.floor_load_ms;
    assert!(
        over < 12.0,
        "loading takes {over:.1} times what plain structs take"
    );
}
