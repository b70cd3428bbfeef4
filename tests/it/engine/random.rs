//! Ten thousand random forms, written as files, loaded and filled at random, with a failure made small before it is told.

use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};

use kohtaa::form::Form;
use kohtaa::form::expr::Expr;

use super::author;
use super::dice::Dice;
use super::play::{Player, written};
use crate::sources::sources;

const FORMS: u64 = 10_000;
/// How many things are done at most in one form.
const DEEDS: u64 = 8;

/// One game: a form's file and which deeds of the seed are done in it.
#[derive(Clone)]
struct Game {
    seed: u64,
    file: String,
    deeds: Vec<u64>,
}

impl Game {
    fn of(seed: u64) -> Game {
        let mut dice = Dice::of(seed, 0);
        let deeds = dice.roll(DEEDS as usize + 1) as u64;
        Game {
            seed,
            file: author::write(&mut dice),
            deeds: (1..=deeds).collect(),
        }
    }

    fn play(&self, told: &mut Vec<String>) {
        let form = written(&self.file);
        let mut player = Player::new(form, &mut Dice::of(self.seed, u64::MAX));
        for deed in &self.deeds {
            player.step(&mut Dice::of(self.seed, *deed));
            told.clone_from(&player.told);
        }
        player.finish();
    }

    /// How it fails, if it does.
    fn fault(&self) -> Option<String> {
        let mut told = Vec::new();
        let fault = catch_unwind(AssertUnwindSafe(|| self.play(&mut told))).err()?;
        let words = fault.downcast_ref::<String>().cloned();
        let words = words.or_else(|| {
            fault
                .downcast_ref::<&str>()
                .map(|words| (*words).to_owned())
        });
        let words = words.unwrap_or_default();
        Some(format!("{words}\ndone before: {}", told.join("\n  ")))
    }

    /// The same failure with as few deeds, conditions and constraints as possible.
    fn smallest(mut self) -> Game {
        while let Some(smaller) = {
            let mut smaller = self.smaller().into_iter();
            smaller.find(Game::fails)
        } {
            self = smaller;
        }
        self
    }

    /// Whether it fails as a filling: what can no longer be loaded is another matter.
    fn fails(&self) -> bool {
        self.fault()
            .is_some_and(|fault| !fault.starts_with("refused"))
    }

    fn smaller(&self) -> Vec<Game> {
        let deeds = (0..self.deeds.len()).map(|at| {
            let mut game = self.clone();
            game.deeds.remove(at);
            game
        });
        let lines: Vec<&str> = self.file.lines().collect();
        let can_go = |line: &&str| {
            [
                "relevant",
                "constraint",
                "row_constraint",
                "about",
                "bands",
                "more",
                "was",
            ]
            .iter()
            .any(|key| line.starts_with(key))
        };
        let files = lines
            .iter()
            .enumerate()
            .filter(|(_, line)| can_go(line))
            .map(|(at, _)| {
                let mut lines = lines.clone();
                lines.remove(at);
                Game {
                    file: lines.join("\n"),
                    ..self.clone()
                }
            });
        deeds.chain(files).collect()
    }
}

fn check(seed: u64) {
    let game = Game::of(seed);
    let mut told = Vec::new();
    if catch_unwind(AssertUnwindSafe(|| game.play(&mut told))).is_err() {
        let game = game.smallest();
        let fault = game.fault().unwrap_or_default();
        panic!("seed {seed}: {fault}\n{}", game.file);
    }
}

#[test]
fn incremental_and_naive_agree_on_ten_thousand_forms() {
    let first = std::env::var("KOHTAA_SEED")
        .ok()
        .and_then(|seed| seed.parse().ok());
    let threads = std::thread::available_parallelism().map_or(2, |n| n.get() as u64);
    std::thread::scope(|scope| {
        let players: Vec<_> = (0..threads)
            .map(|thread| {
                scope.spawn(move || {
                    (0..FORMS)
                        .filter(|n| n % threads == thread)
                        .for_each(|n| check(first.unwrap_or(0) + n))
                })
            })
            .collect();
        for player in players {
            player
                .join()
                .unwrap_or_else(|fault| std::panic::resume_unwind(fault));
        }
    });
}

/// The variants of an enum of the form room, as its source declares them.
fn variants(name: &str) -> BTreeSet<String> {
    let sources = sources();
    let start = format!("pub enum {name} {{");
    let body = sources
        .iter()
        .filter(|source| source.path.starts_with("src/form/"))
        .find_map(|source| source.text.split_once(&start))
        .unwrap_or_else(|| panic!("no {name}"))
        .1;
    let lines = body.lines().take_while(|line| *line != "}");
    let variants = lines.filter_map(|line| {
        let line = line.strip_prefix("    ")?;
        let end = line
            .find(|c: char| !c.is_alphanumeric())
            .unwrap_or(line.len());
        line.starts_with(char::is_uppercase)
            .then(|| line[..end].to_owned())
    });
    variants.collect()
}

/// The names in how something is shown for debugging, at most so many.
fn names(shown: &str, most: usize) -> Vec<String> {
    let names = shown.split(|c: char| !c.is_alphanumeric());
    let names = names.filter(|name| name.starts_with(char::is_uppercase));
    names.take(most).map(str::to_owned).collect()
}

fn each_expression(form: &Form, see: &mut impl FnMut(&Expr)) {
    for section in &form.sections {
        section.relevant.iter().for_each(&mut *see);
    }
    for item in &form.items {
        item.relevant.iter().for_each(&mut *see);
        item.calculation.iter().for_each(&mut *see);
        item.constraints
            .iter()
            .for_each(|constraint| see(&constraint.expr));
    }
}

/// A new kind of item or expression that the author cannot write would never be tried.
#[test]
fn every_kind_and_expression_is_among_the_random_forms() {
    let (mut kinds, mut parts, mut words) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    for seed in 0..1_500 {
        let form = written(&Game::of(seed).file);
        kinds.extend(
            form.items
                .iter()
                .flat_map(|item| names(&format!("{:?}", item.kind), 1)),
        );
        each_expression(&form, &mut |expr| {
            expr.walk(&mut |part| parts.extend(names(&format!("{part:?}"), 1)));
            words.extend(names(&format!("{expr:?}"), usize::MAX));
        });
    }
    let missing = |name: &str, found: &BTreeSet<String>| {
        let missing: Vec<String> = variants(name).difference(found).cloned().collect();
        assert!(
            missing.is_empty(),
            "no random form has these of {name}: {missing:?}"
        );
    };
    missing("Kind", &kinds);
    missing("Expr", &parts);
    for name in ["Op", "Function", "Total", "Context", "MinAnswered"] {
        missing(name, &words);
    }
}
