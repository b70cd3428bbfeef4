//! Typed text to answers and back.

use kohtaa::form::Kind;
use kohtaa::lang::Lang;
use kohtaa::response::{EntryFault, Response, Spot, Value};
use proptest::prelude::*;
use rust_decimal::Decimal;

use super::build::*;

fn filling(kind: Kind) -> Response {
    let mut build = Build::new();
    let choices = build.choices(&[None, None, None]);
    build.form.choices[0].options[1].key = Some('k');
    build.form.choices[0].options[2].exclusive = true;
    build.with("it", kind, |item| item.choices = Some(choices));
    build.filling()
}

fn read(kind: Kind, typed: &str) -> Result<Value, EntryFault> {
    filling(kind).parse(Spot::top(0), typed, inputs().today)
}

#[test]
fn numbers_as_they_are_written() {
    let table = [
        ("7", "7"),
        (" 12,5 ", "12.5"),
        ("12.5", "12.5"),
        ("1 234,5", "1234.5"),
        ("1\u{a0}234\u{202f}567", "1234567"),
        ("-3", "-3"),
        ("\u{2212}3,25", "-3.25"),
        ("+4", "4"),
        ("007", "7"),
    ];
    for (typed, value) in table {
        let read = read(Kind::Decimal, typed);
        assert_eq!(read, Ok(Value::Number(number(value))), "{typed}");
    }
    for typed in ["", " "] {
        assert_eq!(read(Kind::Decimal, typed), Err(EntryFault::Nothing));
    }
    for typed in [
        "a", "1a", "--1", "1,", ",5", "1e3", "1 2", "1 2345", "0x10", "1,5 0", "٣", "-",
    ] {
        assert_eq!(
            read(Kind::Decimal, typed),
            Err(EntryFault::NotANumber),
            "{typed}"
        );
    }
    let ambiguous = [
        ("1.234,5", "1234,5"),
        ("1,234.5", "1234,5"),
        ("1.234.567", "1234567"),
    ];
    for (typed, write) in ambiguous {
        let fault = EntryFault::AmbiguousNumber {
            write: write.into(),
        };
        assert_eq!(read(Kind::Decimal, typed), Err(fault), "{typed}");
    }
    let long = "9".repeat(40);
    assert_eq!(read(Kind::Decimal, &long), Err(EntryFault::TooManyDigits));
}

#[test]
fn whole_numbers_and_ranges() {
    assert_eq!(read(Kind::Integer, "3,5"), Err(EntryFault::NotWhole));
    assert_eq!(read(Kind::Integer, "3,0"), Ok(Value::Number(number("3"))));
    let range = |min: i64, max: i64| EntryFault::OutOfRange {
        min: min.into(),
        max: max.into(),
    };
    assert_eq!(read(Kind::Ruler, "11"), Err(range(0, 10)));
    assert_eq!(read(Kind::Ruler, "10"), Ok(Value::Number(number("10"))));
    assert_eq!(read(Kind::Scale { min: 1, max: 5 }, "0"), Err(range(1, 5)));
}

#[test]
fn yes_and_no_in_three_languages() {
    for typed in ["k", "Kyllä", "ja", "j", "yes", "Y"] {
        assert_eq!(read(Kind::YesNo, typed), Ok(Value::Bool(true)), "{typed}");
    }
    for typed in ["e", "ei", "nej", "n", "no"] {
        assert_eq!(read(Kind::YesNo, typed), Ok(Value::Bool(false)), "{typed}");
    }
    assert_eq!(read(Kind::YesNo, "ehkä"), Err(EntryFault::NotYesNo));
}

#[test]
fn options_by_code_key_words_and_number() {
    for typed in ["c1", "C1", "k", "vaihtoehto 1", "2"] {
        let read = read(Kind::Single, typed);
        assert_eq!(read, Ok(Value::Code(id("c1"))), "{typed}");
    }
    for typed in ["0", "4", "c9", "99999999999999999999"] {
        let fault = EntryFault::NoSuchOption {
            typed: typed.into(),
        };
        assert_eq!(read(Kind::Single, typed), Err(fault));
    }
    let codes = |all: &[&str]| Ok(Value::Codes(all.iter().map(|code| id(code)).collect()));
    assert_eq!(read(Kind::Multi, "2 1"), codes(&["c0", "c1"]));
    assert_eq!(
        read(Kind::Multi, "Vaihtoehto 1, c0, k"),
        codes(&["c0", "c1"])
    );
    assert_eq!(read(Kind::Multi, "3"), codes(&["c2"]));
    assert_eq!(read(Kind::Multi, "-"), codes(&[]));
    assert_eq!(read(Kind::Multi, "1 3"), Err(EntryFault::OptionsClash));
}

#[test]
fn text_is_cleaned() {
    let words = |text: &str| Ok(Value::Text(text.into()));
    assert_eq!(
        read(Kind::Text, " a\u{308}iti\n ja isä\u{7} "),
        words("äiti  ja isä")
    );
    assert_eq!(read(Kind::Note, "yksi\nkaksi\n\n"), words("yksi\nkaksi"));
    assert_eq!(read(Kind::Info, "x"), Err(EntryFault::NotTyped));
}

#[test]
fn answers_as_they_are_read() {
    let shown = |kind, value, lang| filling(kind).show(Spot::top(0), &value, lang);
    let n = Value::Number(number("1234.50"));
    assert_eq!(shown(Kind::Decimal, n.clone(), Lang::Sv), "1234,50");
    assert_eq!(shown(Kind::Decimal, n, Lang::En), "1234.50");
    let day = Value::Date(date("2026-11-24"));
    assert_eq!(shown(Kind::Date, day, Lang::Fi), "24.11.2026");
    let codes = Value::Codes(vec![id("c0"), id("c1")]);
    assert_eq!(
        shown(Kind::Multi, codes, Lang::Fi),
        "Vaihtoehto 0, Vaihtoehto 1"
    );
    assert_eq!(shown(Kind::YesNo, Value::Bool(false), Lang::FiSimple), "ei");
}

proptest! {
    #[test]
    fn a_number_shown_is_read_as_itself(mantissa in any::<i64>(), scale in 0u32..=18, lang in 0usize..4) {
        let value = Value::Number(Decimal::new(mantissa, scale));
        let filling = filling(Kind::Decimal);
        let shown = filling.show(Spot::top(0), &value, Lang::ALL[lang]);
        prop_assert_eq!(filling.parse(Spot::top(0), &shown, inputs().today), Ok(value));
    }

    #[test]
    fn a_date_shown_is_read_as_itself(days in 0u64..36_000, lang in 0usize..4) {
        let value = Value::Date(date("1930-01-01") + chrono::Days::new(days));
        let filling = filling(Kind::Date);
        let shown = filling.show(Spot::top(0), &value, Lang::ALL[lang]);
        prop_assert_eq!(filling.parse(Spot::top(0), &shown, inputs().today), Ok(value));
    }

    #[test]
    fn nothing_typed_makes_it_panic(typed in "\\PC*", kind in 0usize..8) {
        let kinds = [
            Kind::Text, Kind::Decimal, Kind::Ruler, Kind::YesNo, Kind::Single, Kind::Multi, Kind::Date, Kind::Time,
        ];
        let filling = filling(kinds[kind].clone());
        if let Ok(value) = filling.parse(Spot::top(0), &typed, inputs().today) {
            let change = filling.change(&super::path("it"), kohtaa::response::Cell::given(value));
            prop_assert!(filling.clone().apply(&change).is_ok());
        }
    }

    #[test]
    fn numberlike_typing_never_panics(typed in "[-+−0-9., \u{a0}]{0,40}") {
        let _ = filling(Kind::Decimal).parse(Spot::top(0), &typed, inputs().today);
    }
}
