//! Wordings that depend on answers.

use kohtaa::form::expr::{Expr, Op};
use kohtaa::form::{EmbeddedPiece, Id, Kind, Piece, Template, Variant, Wording};
use kohtaa::lang::{Lang, Localised};
use kohtaa::response::{Embedded, Response, Spot, Value};

use super::Fill;
use super::build::*;

fn said(words: &str) -> Piece {
    Piece::Text(words.into())
}

fn say(filling: &Response, wording: &Wording) -> String {
    filling.wording(wording, None, Lang::Fi, &()).unwrap().text
}

#[test]
fn holes_take_answers_as_they_are_read() {
    let mut build = Build::new();
    let choices = build.choices(&[None, None]);
    let single = build.with("single", Kind::Single, |item| item.choices = Some(choices));
    let n = build.item("n", Kind::Decimal);
    let filled = wording(vec![
        said("Valitsit "),
        Piece::Value(item(single)),
        said(" ja "),
        Piece::Value(binary(item(n), Op::Add, num("0.5"))),
        Piece::If {
            when: binary(item(n), Op::Greater, num("1")),
            body: Box::new([said("!")]),
        },
    ]);
    let mut filling = build.filling();
    assert_eq!(say(&filling, &filled), "Valitsit  ja ");
    filling.answer("single", Value::Code(id("c1")));
    filling.answer("n", Value::Number(number("2")));
    assert_eq!(say(&filling, &filled), "Valitsit Vaihtoehto 1 ja 2,5!");
}

#[test]
fn the_first_variant_that_holds_is_said() {
    let mut build = Build::new();
    let n = build.item("n", Kind::Integer);
    let variant = |when, words: &str| Variant {
        when,
        text: Localised::new(vec![(
            Lang::Fi,
            Template {
                pieces: Box::new([said(words)]),
            },
        )]),
    };
    let low = binary(item(n), Op::LessOrEqual, num("1"));
    let words = Wording {
        variants: Box::new([
            variant(Some(low.clone()), "alhaalla"),
            variant(None, "muuten"),
        ]),
    };
    let mut filling = build.filling();
    assert_eq!(say(&filling, &words), "muuten");
    filling.answer("n", Value::Number(number("1")));
    assert_eq!(say(&filling, &words), "alhaalla");
    let swedish = filling.wording(&words, None, Lang::Sv, &()).unwrap();
    assert!(swedish.fallback && swedish.lang == Lang::Fi);
    let only = Wording {
        variants: Box::new([variant(Some(not(low)), "x")]),
    };
    assert_eq!(filling.wording(&only, None, Lang::Fi, &()), None);
}

fn listed() -> Response {
    let mut build = Build::new();
    let l = build.item("l", Kind::List { min: 0, max: 9 });
    build.child(l, "words", Kind::Text);
    build.child(l, "done", Kind::YesNo);
    let mut filling = build.filling();
    for (row, words) in [("a", "herään"), ("b", "soitan"), ("c", "kysyn")] {
        filling.add_row("l", row);
        filling.answer(&format!("words/{row}"), Value::Text(words.into()));
    }
    filling.answer("done/b", Value::Bool(true));
    filling
}

#[test]
fn rows_are_gone_through_in_their_order() {
    let mut filling = listed();
    let body = || Box::new([said("- "), Piece::Value(item(1)), said("\n")]);
    let each = |when| {
        wording(vec![Piece::Each {
            list: 0,
            when,
            body: body(),
        }])
    };
    assert_eq!(say(&filling, &each(None)), "- herään\n- soitan\n- kysyn\n");
    assert_eq!(say(&filling, &each(Some(yes(2)))), "- soitan\n");
    let change = filling.move_row(0, &super::row_id("c"), 0);
    filling.apply(&change).unwrap();
    filling.remove_row_of("l", "a");
    assert_eq!(say(&filling, &each(None)), "- kysyn\n- soitan\n");
    // Seen from a row, its own items are named directly.
    let row = filling.rows(0)[1];
    let own = wording(vec![Piece::Value(item(1))]);
    let seen = filling.wording(&own, Some(Spot::in_row(1, row)), Lang::Fi, &());
    assert_eq!(seen.unwrap().text, "soitan");
}

struct Plans<'a>(&'a Response);

impl Embedded for Plans<'_> {
    fn embedded(&self, form: &Id) -> Option<&Response> {
        (form.as_str() == "plan").then_some(self.0)
    }
}

#[test]
fn rows_of_a_standing_form_are_gone_through_where_it_is_shown() {
    let plan = listed();
    let mut build = Build::new();
    let embed = build.item("plan", Kind::Embed { form: id("plan") });
    let filling = build.filling();
    let words = wording(vec![Piece::EachEmbedded {
        embed,
        list: id("l"),
        body: Box::new([
            EmbeddedPiece::Answer(id("words")),
            EmbeddedPiece::IfAnswered {
                item: id("done"),
                body: Box::new([
                    EmbeddedPiece::Text(" (tehty: ".into()),
                    EmbeddedPiece::Answer(id("done")),
                    EmbeddedPiece::Text(")".into()),
                ]),
            },
            EmbeddedPiece::Text(". ".into()),
        ]),
    }]);
    let text = filling
        .wording(&words, None, Lang::Fi, &Plans(&plan))
        .unwrap()
        .text;
    assert_eq!(text, "herään. soitan (tehty: kyllä). kysyn. ");
    assert_eq!(say(&filling, &words), "");
}

#[test]
fn suggestions_hold_only_when_true() {
    let mut build = Build::new();
    let n = build.item("n", Kind::Integer);
    build.form.suggestions = vec![kohtaa::form::Suggestion {
        when: Expr::Binary(Op::Less, Box::new(item(n)), Box::new(num("4"))),
        text: Wording::default(),
        rule: String::new(),
    }];
    let mut filling = build.filling();
    assert!(filling.suggestions().is_empty());
    filling.answer("n", Value::Number(number("3")));
    assert_eq!(filling.suggestions(), [0]);
}
