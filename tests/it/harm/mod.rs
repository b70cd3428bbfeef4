//! Files made to do harm: each is refused or loaded in no time, on a small stack, with clear words, and says nothing to the terminal.

mod words;

use std::fmt::Write;
use std::thread;
use std::time::Duration;

use rustix::time::{ClockId, clock_gettime};

use kohtaa::form::{Diagnostic, Loaded, Source, load};
use kohtaa::lang::Lang;
use kohtaa::response::{Cell, Response, Spot, Value};

use crate::engine::deeds;
use crate::engine::dice::Dice;
use crate::targets::told;

const HEAD: &str = r#"format = 1
id = "trial"
languages = ["fi"]
title = "Koe"
licence = "CC0-1.0"
source = "own work"
subject = "client"
retention = "case_24_months"
"#;
const SECTION: &str = "\n[[section]]\nid = \"s\"\ntitle = \"Osa\"\n";

/// What our own code may take here: it is not made quick in the profile of the tests.
const MOST: Duration = Duration::from_secs(if cfg!(debug_assertions) { 10 } else { 1 });

fn item(id: &str, more: &str) -> String {
    format!("\n[[item]]\nsection = \"s\"\nid = \"{id}\"\nlabel = \"Sana\"\n{more}\n")
}

fn with_items(items: impl IntoIterator<Item = String>) -> String {
    items
        .into_iter()
        .fold(format!("{HEAD}{SECTION}"), |file, item| file + &item)
}

/// What this thread has had of the processor: the machine may be busy with other things.
fn spent() -> Duration {
    let time = clock_gettime(ClockId::ThreadCPUTime);
    Duration::new(time.tv_sec as u64, time.tv_nsec as u32)
}

/// Unoptimised, a function takes several times as much of a stack.
const STACK: usize = 512 * 1024 * if cfg!(debug_assertions) { 4 } else { 1 };

/// Loads on a small stack, and fills in one answer where there is a form.
fn tried(name: &'static str, file: String) -> Result<Loaded, Vec<Diagnostic>> {
    let work = move || {
        let began = spent();
        let loaded = load(&Source::new("hostile.toml", file.as_bytes()));
        let loading = spent() - began;
        match &loaded {
            Ok(loaded) => told(&loaded.warnings),
            Err(found) => told(found),
        }
        if let Ok(loaded) = &loaded {
            answered(loaded);
        }
        let all = spent() - began;
        assert!(all < MOST, "{name}: loaded in {loading:?}, all in {all:?}");
        loaded
    };
    let thread = thread::Builder::new().stack_size(STACK).spawn(work);
    thread
        .expect("a thread")
        .join()
        .unwrap_or_else(|fault| std::panic::resume_unwind(fault))
}

/// The first number that can be answered, twice.
fn answered(loaded: &Loaded) {
    let inputs = deeds::inputs(&mut Dice::of(0, 0));
    let mut filling = Response::new(loaded.form.clone(), inputs, Vec::new());
    let wanted = |item: &kohtaa::form::Item| {
        item.kind == kohtaa::form::Kind::Decimal && item.parent.is_none()
    };
    let Some(at) = loaded.form.items.iter().position(wanted) else {
        return;
    };
    for number in [1, 2] {
        let path = filling.path(Spot::top(at as u32));
        let change = filling.change(&path, Cell::given(Value::Number(number.into())));
        filling.apply(&change).unwrap();
    }
}

fn first_code(found: &[Diagnostic]) -> &'static str {
    let error = found.iter().find(|found| found.is_error());
    error.expect("a reason").code()
}

fn refused(name: &'static str, file: String, code: &str) {
    match tried(name, file) {
        Ok(_) => panic!("{name} was taken"),
        Err(found) => assert_eq!(first_code(&found), code, "{name}"),
    }
}

fn taken(name: &'static str, file: String) {
    if let Err(found) = tried(name, file) {
        panic!("{name}: {}", found[0].render(Lang::En));
    }
}

const DEEP: usize = 60_000;

#[test]
fn nesting_without_end_is_refused() {
    let deep =
        |open: &str, inner: &str, close: &str| open.repeat(DEEP) + inner + &close.repeat(DEEP);
    refused("arrays", format!("a = {}", deep("[", "", "]")), "form-toml");
    refused(
        "open arrays",
        format!("a = {}", "[".repeat(DEEP)),
        "form-toml",
    );
    refused(
        "tables",
        format!("a = {}", deep("{a=", "1", "}")),
        "form-toml",
    );
    refused("dots", format!("a{} = 1", ".a".repeat(DEEP)), "form-toml");
    refused("headers", format!("[a{}]", ".a".repeat(DEEP)), "form-toml");
    for (name, expr) in [
        ("brackets", deep("(", "1", ")")),
        ("lists", deep("[", "1", "]")),
        ("nots", deep("not ", "true", "")),
        ("signs", deep("- ", "1", "")),
        ("calls", deep("abs(", "1", ")")),
        ("ifs", deep("if(true,1,", "1", ")")),
        ("sums", deep("1 + ", "1", "")),
        ("powers", deep("1 - (", "1", ")")),
    ] {
        let rule = format!("kind = \"computed\"\ncalculation = \"{expr}\"");
        refused(name, with_items([item("a", &rule)]), "form-expr-too-deep");
    }
    let text = format!("{}{}", "{if practice}".repeat(600), "{end}".repeat(600));
    let label =
        format!("\n[[item]]\nsection = \"s\"\nid = \"a\"\nkind = \"info\"\nlabel = \"{text}\"\n");
    let long = with_items([label]);
    assert!(matches!(
        first_code(&tried("template", long).unwrap_err()),
        "form-template-too-deep" | "form-too-long"
    ));
}

#[test]
fn long_strings_and_files_are_refused() {
    const MIB: usize = 1024 * 1024;
    let long = "a".repeat(15 * MIB);
    refused("title", HEAD.replace("Koe", &long), "form-missing-key");
    refused("id", HEAD.replace("trial", &long), "form-missing-key");
    refused("key", format!("{HEAD}{long} = 1\n"), "form-missing-key");
    refused(
        "expression",
        with_items([item(
            "a",
            &format!("kind = \"text\"\nrelevant = \"{long}\""),
        )]),
        "form-too-long",
    );
    refused(
        "label",
        with_items([item("a", "kind = \"text\"").replace("Sana", &long)]),
        "form-too-long",
    );
    refused("comment", format!("#{long}"), "form-missing-key");
    refused("too large", "a".repeat(16 * MIB + 1), "form-file-too-large");
    refused("zeros", "\0".repeat(16 * MIB), "form-no-text");
    refused("lines", "\n".repeat(16 * MIB), "form-file-too-crowded");
    refused(
        "brackets in a file",
        "[".repeat(16 * MIB),
        "form-file-too-crowded",
    );
    refused("quotes", "\"".repeat(16 * MIB), "form-toml-no-value");
    refused(
        "one key again and again",
        "a = 1\n".repeat(2 * MIB),
        "form-file-too-crowded",
    );
    refused("faults in a short file", "=\n".repeat(100_000), "form-toml");
}

#[test]
fn more_than_can_be_counted_is_refused() {
    refused(
        "a million items",
        format!("{HEAD}{SECTION}{}", "[[item]]\n".repeat(1_000_000)),
        "form-file-too-crowded",
    );
    refused(
        "a million sections",
        format!("{HEAD}{}", "[[section]]\n".repeat(1_000_000)),
        "form-file-too-crowded",
    );
    refused(
        "a million lists",
        format!("{HEAD}{SECTION}{}", "[[choices]]\n".repeat(1_000_000)),
        "form-file-too-crowded",
    );
    let options = "{code=\"a\",fi=\"A\"},".repeat(300_000);
    let options = item("a", &format!("kind = \"single\"\noptions = [{options}]"));
    refused(
        "three hundred thousand options",
        with_items([options]),
        "form-duplicate",
    );
    let keys: String = (0..500_000).fold(String::new(), |mut keys, n| {
        let _ = writeln!(keys, "key{n} = 1");
        keys
    });
    let whole = with_items([item("a", "kind = \"text\"")]);
    refused("unknown keys", format!("{keys}{whole}"), "form-unknown-key");
    taken(
        "twenty thousand items",
        with_items((0..20_000).map(|n| item(&format!("i{n}"), "kind = \"decimal\""))),
    );
    refused(
        "one more",
        with_items((0..=20_000).map(|n| item(&format!("i{n}"), "kind = \"decimal\""))),
        "form-too-many",
    );
}

#[test]
fn numbers_without_measure_are_refused() {
    for number in [
        "1e999999999",
        "-1e-999999999",
        "99999999999999999999999999999999999999",
        "0x7fffffffffffffffffffffff",
        "inf",
        "nan",
        "-0",
        "1_000_000_000_000_000_000_000_000_000_000_000.5",
    ] {
        let list = item("a", &format!("kind = \"list\"\nmin = {number}"));
        let scale = item(
            "a",
            &format!("kind = \"scale\"\nmin = {number}\nmax = 9223372036854775807"),
        );
        let score = item(
            "a",
            &format!(
                "kind = \"single\"\noptions = [{{ code = \"a\", score = {number}, fi = \"A\" }}]"
            ),
        );
        for file in [list, scale, score] {
            let _ = tried("number", with_items([file]));
        }
    }
    let digits = "9".repeat(500_000);
    let rule = item(
        "a",
        &format!("kind = \"computed\"\ncalculation = \"{digits} + 1\""),
    );
    refused("digits", with_items([rule]), "form-bad-number");
    let huge = item(
        "a",
        "kind = \"computed\"\ncalculation = \"79228162514264337593543950335 * 79228162514264337593543950335 / 0.0000000000000000000000000001\"",
    );
    taken("overflow", with_items([huge]));
}

#[test]
fn circles_and_crowds_of_names_are_told_at_once() {
    let was = |id: &str, was: &str| item(id, &format!("kind = \"text\"\nwas = [\"{was}\"]"));
    refused(
        "earlier ids in a circle",
        with_items([was("a", "b"), was("b", "a")]),
        "form-duplicate",
    );
    let standing = HEAD.replace("format = 1", "format = 1\nstanding = true");
    let embed = item("a", "kind = \"embed\"\nembed = \"trial\"");
    refused(
        "a form in itself",
        format!("{standing}{SECTION}{embed}"),
        "form-embed-in-standing",
    );
    let ring = (0..20_000).map(|n| {
        item(
            &format!("i{n}"),
            &format!("kind = \"yes_no\"\nrelevant = \"i{}\"", (n + 1) % 20_000),
        )
    });
    refused("a ring of all", with_items(ring), "form-circle");
    let crowd = (0..4_000).map(|n| {
        let others: Vec<String> = (1..100)
            .map(|step| format!("answered(i{})", (n + step * 37) % 4_000))
            .collect();
        let groups: Vec<String> = others
            .chunks(33)
            .map(|some| format!("({})", some.join(" or ")))
            .collect();
        item(
            &format!("i{n}"),
            &format!("kind = \"yes_no\"\nrelevant = \"{}\"", groups.join(" or ")),
        )
    });
    refused(
        "everything waits for everything",
        with_items(crowd),
        "form-circle",
    );
    let unknown = (0..20_000).map(|n| {
        item(
            &format!("i{n}"),
            &format!("kind = \"yes_no\"\nrelevant = \"j{n}\""),
        )
    });
    refused("unknown names", with_items(unknown), "form-unknown-name");
}

#[test]
fn totals_over_all_of_a_long_form_are_worked_out_at_once_or_refused() {
    let numbers = |most: usize| (0..most).map(|n| item(&format!("i{n}"), "kind = \"decimal\""));
    let names = |most: usize| {
        (0..most)
            .map(|n| format!("i{n}"))
            .collect::<Vec<_>>()
            .join(",")
    };
    let all = names(5_000);
    let same = (0..10_000).map(|n| {
        item(
            &format!("t{n}"),
            &format!("kind = \"computed\"\ncalculation = \"sum(many) + {n}\""),
        )
    });
    let list =
        item("rows", "kind = \"list\"") + &item("many", "kind = \"decimal\"\nparent = \"rows\"");
    taken(
        "the same total ten thousand times",
        with_items(std::iter::once(list).chain(same)),
    );
    let other = (0..400).map(|n| {
        item(
            &format!("t{n}"),
            &format!(
                "kind = \"computed\"\ncalculation = \"sum([{all}]) + min([{}])\"",
                names(n + 1)
            ),
        )
    });
    refused(
        "four hundred totals over five thousand",
        with_items(numbers(5_000).chain(other)),
        "form-too-costly",
    );
    let tower = (1..5_000).map(|n| {
        item(
            &format!("t{n}"),
            &format!(
                "kind = \"computed\"\ncalculation = \"sum([{}i0])\"",
                match n {
                    1 => String::new(),
                    _ => format!("t{}, ", n - 1),
                }
            ),
        )
    });
    taken("a tower of totals", with_items(numbers(1).chain(tower)));
}

#[test]
fn a_form_answers_the_same_each_time() {
    let file = with_items([
        item("a", "kind = \"decimal\"\nrelevant = \"b > 1\""),
        item("b", "kind = \"decimal\""),
    ]);
    let shown = |_| format!("{:?}", tried("again", file.clone()).unwrap().form);
    let all: std::collections::BTreeSet<String> = (0..5).map(shown).collect();
    assert_eq!(all.len(), 1);
}

/// What grows out of all proportion to its file.
#[test]
fn a_short_file_does_not_become_a_large_form() {
    let options: Vec<String> = (0..32)
        .map(|n| format!("{{ code = \"c{n}\", score = {n}, fi = \"A{n}\" }}"))
        .collect();
    let scored = item(
        "a",
        &format!("kind = \"single\"\noptions = [{}]", options.join(",")),
    );
    let rule = format!("coalesce({})", vec!["previous(a)"; 1_000].join(","));
    let rules = (0..30).map(|n| {
        item(
            &format!("t{n}"),
            &format!("kind = \"computed\"\ncalculation = \"{rule} + {n}\""),
        )
    });
    let form = tried("scores", with_items(std::iter::once(scored).chain(rules)))
        .unwrap()
        .form;
    let mut parts = 0;
    for item in &form.items {
        item.calculation
            .iter()
            .for_each(|expr| expr.walk(&mut |_| parts += 1));
    }
    assert!(parts < 100_000, "{parts}");

    let options: Vec<String> = (0..10_000)
        .map(|n| format!("{{ code = \"c{n}\", fi = \"A\", with = {{ level = {n} }} }}"))
        .collect();
    let list = format!(
        "[[choices]]\nid = \"many\"\noptions = [{}]\n",
        options.join(",")
    );
    let filtered = (0..300).map(|n| {
        let filter = "kind = \"multi\"\nchoices = \"many\"\nfilter = \"option.level > z\"";
        item(&format!("q{n}"), filter)
    });
    let file = with_items(std::iter::once(item("z", "kind = \"decimal\"")).chain(filtered));
    refused("filters", file + &list, "form-filter-too-large");
}
