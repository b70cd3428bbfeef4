//! What the eye and the hand notice: sizes, colours, the cursor, pastes, and silence while nothing happens.

use std::thread::sleep;
use std::time::{Duration, Instant};

use super::*;

#[test]
fn any_size_of_window_keeps_what_is_typed_meanwhile() {
    let mut pty = at_a_note(launch(), home());
    let sizes = [
        (1, 1),
        (2, 1),
        (1, 40),
        (200, 1),
        (5, 3),
        (12, 5),
        (20, 6),
        (39, 11),
        (40, 12),
        (59, 14),
        (60, 15),
        (79, 13),
        (80, 24),
        (120, 40),
        (300, 90),
        (u16::MAX, u16::MAX),
        (1, 1),
        (80, 24),
    ];
    let mut typed = String::new();
    for (number, (columns, rows)) in sizes.into_iter().enumerate() {
        pty.resize(columns, rows);
        let word = format!("ä{number} ");
        pty.type_text(&word);
        typed.push_str(&word);
        sleep(Duration::from_millis(20));
    }
    pty.key("ctrl-c");
    assert_eq!(pty.wait_exit(), 0);
    pty.assert_restored();
    let held = format!("{:?}", stored(pty.home()));
    assert!(held.contains(typed.trim()), "{typed}: {held}");
}

#[test]
fn a_window_too_small_says_so_and_comes_back_to_the_same_place() {
    let mut pty = at_a_note(launch(), home());
    pty.type_text("pysyn tässä");
    pty.wait_for("pysyn tässä");
    let before = picture(&pty);
    pty.resize(20, 4);
    pty.wait_for("Suurenna");
    pty.resize(80, 24);
    pty.wait_for("pysyn tässä");
    assert_eq!(picture(&pty), before);
}

/// The parameters of every SGR sequence in a log.
fn styles(log: &[u8]) -> Vec<String> {
    let log = String::from_utf8_lossy(log).into_owned();
    let parts = log.split("\x1b[").skip(1);
    let style = |part: &str| {
        let end = part.find(|sign: char| sign.is_ascii_alphabetic())?;
        (part[end..].starts_with('m')).then(|| part[..end].to_owned())
    };
    parts.filter_map(style).collect()
}

fn is_colour(style: &str) -> bool {
    let mut numbers = style.split([';', ':']);
    numbers.any(|number| {
        matches!(
            number.parse(),
            Ok(30..=38 | 40..=48 | 90..=97 | 100..=107_u8)
        )
    })
}

#[test]
fn without_colours_what_is_chosen_can_still_be_seen() {
    for (launched, colours) in [(launch(), true), (launch().env("NO_COLOR", "1"), false)] {
        let mut pty = at_a_note(launched, home());
        press(&mut pty, "pageup 7 up");
        pty.wait_until("the answer", |screen| {
            screen.text().contains("1/8") && focused(screen).starts_with("Kuinka hyvin jaksaisit")
        });
        let styles = styles(&pty.log());
        assert_eq!(
            styles.iter().any(|style| is_colour(style)),
            colours,
            "{styles:?}"
        );
        let screen = pty.screen();
        let marked = (0..24).flat_map(|row| (0..80).map(move |column| (column, row)));
        let seven = marked
            .filter_map(|(column, row)| screen.cell(column, row))
            .filter(|cell| cell.contents() == "7");
        assert!(
            seven.into_iter().any(|cell| cell.inverse() || cell.bold()),
            "{}",
            screen.text()
        );
        assert!(screen.text().contains('▸'));
    }
}

#[test]
fn the_cursor_stands_on_what_the_arrow_points_at() {
    let mut pty = at_a_note(launch(), home());
    press(&mut pty, "pageup");
    for _ in 0..14 {
        pty.key("tab");
        sleep(Duration::from_millis(30));
        let screen = pty.screen();
        let text = screen.text();
        let arrow = text
            .lines()
            .position(|line| line.chars().skip(23).any(|sign| sign == '▸'));
        let (_, row) = screen.cursor().unwrap();
        let (arrow, row) = (arrow.unwrap(), usize::from(row));
        // Nothing empty lies between the arrow and what it points at.
        let between = text.lines().take(row + 1).skip(arrow);
        let whole = between
            .clone()
            .all(|line| line.chars().skip(23).any(|sign| sign != ' '));
        assert!(
            row >= arrow && row - arrow <= 4 && whole,
            "the cursor is in row {row}:\n{text}"
        );
    }
}

#[test]
fn a_paste_goes_into_a_text_and_nowhere_else() {
    let mut pty = at_a_note(launch(), home());
    pty.type_text("x ");
    pty.paste("eilen\r\nq1 \x03\x1b tänään");
    pty.wait_for("x eilen");
    pty.wait_for("q1  tänään");
    press(&mut pty, "pageup");
    pty.wait_until("a scale", |screen| focused(screen).starts_with("Kuinka"));
    let before = focused(&pty.screen());
    pty.paste("7\n8\n9\n");
    pty.wait_for("Liittäminen ei tee tässä mitään.");
    assert_eq!(focused(&pty.screen()), before);
    assert!(pty.text().contains("0/8"), "{}", pty.text());
    pty.key("ctrl-c");
    assert_eq!(pty.wait_exit(), 0);
}

#[test]
fn an_unfinished_paste_is_taken_after_a_second_and_the_keys_work_again() {
    let mut pty = at_a_note(launch(), home());
    let begun = Instant::now();
    pty.send("\x1b[200~puolikas".as_bytes());
    pty.wait_for("puolikas");
    assert!(begun.elapsed() < Duration::from_secs(3));
    pty.type_text(" ja loput");
    pty.wait_for("puolikas ja loput");
    pty.key("ctrl-c");
    assert_eq!(pty.wait_exit(), 0);
}

#[test]
fn while_nothing_happens_for_ten_seconds_nothing_is_done() {
    let mut pty = at_a_note(launch(), home());
    pty.type_text("hiljaa");
    pty.wait_for("hiljaa");
    // The draft is written and the day's first backup is made and checked.
    sleep(Duration::from_secs(3));
    let before = (pty.log().len(), pty.cpu_ticks(), pty.wakeups());
    sleep(Duration::from_secs(10));
    assert_eq!((pty.log().len(), pty.cpu_ticks(), pty.wakeups()), before);
}
