//! What holds for every screen: any size, what the client may see, where the cursor stands, what a key costs.

use kohtaa::app::meeting::Meeting;
use kohtaa::app::overlay::Overlay;
use kohtaa::app::{App, Look, Screen};
use kohtaa::casework::SessionState;
use kohtaa::form::Id;
use kohtaa::lang::Lang;
use kohtaa::response::{Answer, Value};
use kohtaa::ui::Theme;
use ratatui::style::Color;

use super::every;
use super::player::{Player, SIZES};
use super::rare::RARE;
use super::scenes::{self, MEETINGS, PAGES, Scene};

const EVERY_KIND: &str = include_str!("../forms/every_kind.toml");

fn all() -> impl Iterator<Item = &'static Scene> {
    PAGES.iter().chain(MEETINGS).chain(RARE)
}

fn meeting(app: &App) -> &Meeting {
    match &app.screen {
        Screen::Meeting(meeting) => meeting,
        other => panic!("no meeting but {other:?}"),
    }
}

/// Each screen meets every width up to 100 and every height up to 30, and all screens together every pair of them many times
/// over, and larger ones; with `KOHTAA_EVERY_SIZE` set each meets every pair, which takes minutes. At 200 columns no line
/// of text is longer than 100, and no kind of screen has been left out.
#[test]
fn i63_every_kind_of_screen_bears_every_size_and_has_no_line_over_100() {
    let every = std::env::var_os("KOHTAA_EVERY_SIZE").is_some();
    let mut kinds = every::kinds();
    for (number, scene) in all().enumerate() {
        let mut player = (scene.play)(Lang::Fi);
        every::shown(&player.app).iter().for_each(|name| {
            kinds.remove(name);
        });
        lines_are_short(scene, &player);
        let small = (1..=100).flat_map(|columns| (1..=30).map(move |rows| (columns, rows)));
        let met = |(columns, rows): &(u16, u16)| usize::from(rows + columns) % 12 == number % 12;
        let large = (0..30).map(|nth| {
            let spread = u16::try_from((nth * 397 + number * 89) % 12_000).unwrap();
            (1 + spread % 200, 1 + spread / 200)
        });
        let large = large.chain([(200, 1), (1, 60), (200, 60)]);
        for size in small.filter(|size| every || met(size)).chain(large) {
            player.app.size = size;
            let (_, cursor) = player.picture(size);
            assert!(
                cursor.x < size.0 && cursor.y < size.1,
                "{} at {size:?}: the cursor is outside",
                scene.name
            );
        }
    }
    assert!(kinds.is_empty(), "no scene shows {kinds:#?}");
}

/// The rows that the focus takes up: from its mark to the next empty row.
fn rows_in_focus(player: &Player, size: (u16, u16)) -> Option<std::ops::Range<u16>> {
    let text = player.text(size);
    let lines: Vec<&str> = text.lines().collect();
    let sheet = lines
        .iter()
        .rposition(|line| !line.is_empty() && line.chars().all(|sign| sign == '─'));
    let over = !player.app.overlays.is_empty();
    let side = match player.app.screen {
        Screen::Meeting(_) if !over && size.0 >= 72 => 25,
        _ => 0,
    };
    let part = |line: &str| line.chars().skip(side).collect::<String>();
    let from = sheet.filter(|_| over).unwrap_or(0);
    let marked = |line: &&str| part(line).trim_start().starts_with('▸');
    let first = from + lines[from..].iter().position(marked)?;
    let height = lines[first..]
        .iter()
        .position(|line| part(line).trim().is_empty());
    let end = height.map_or(lines.len() - 1, |height| first + height);
    Some(u16::try_from(first).unwrap()..u16::try_from(end).unwrap())
}

#[test]
fn the_cursor_stands_in_what_has_the_focus() {
    for scene in all() {
        let mut player = (scene.play)(Lang::Fi);
        for size in SIZES {
            player.app.size = size;
            let (_, cursor) = player.picture(size);
            // Where a list is narrowed by typing, the cursor is where one types.
            let typed = match (&player.app.screen, player.app.overlays.last()) {
                (_, Some(Overlay::Picker(_) | Overlay::Search(_))) => true,
                (Screen::Home(home), None) => !home.filter.text().is_empty(),
                _ => false,
            };
            let said = format!(
                "{} at {size:?}: {cursor:?}\n{}",
                scene.name,
                player.text(size)
            );
            match rows_in_focus(&player, size) {
                Some(rows) if !typed => assert!(rows.contains(&cursor.y), "{said}"),
                _ => assert!(cursor.y < size.1 - 1, "on the keys: {said}"),
            }
        }
    }
}

/// What stands at the focus, and how many changes have been made.
fn stand(player: &Player) -> (Option<Answer>, usize) {
    let meeting = meeting(&player.app);
    let answer = meeting
        .spot()
        .map(|(filling, spot)| meeting.response(filling).cell(spot).answer.clone());
    (answer, meeting.undo.len())
}

/// A closed kind, a place where one has the focus, and the key that answers it.
type Closed = (&'static str, fn() -> Player, &'static str, Value);

fn closed() -> Vec<Closed> {
    let code = |code| Value::Code(Id::new(code));
    let codes = |code| Value::Codes(vec![Id::new(code)]);
    vec![
        (
            "ruler",
            || scenes::ruler(Lang::Fi),
            "7",
            Value::Number(7.into()),
        ),
        (
            "ruler",
            || scenes::ruler(Lang::Fi),
            "+",
            Value::Number(10.into()),
        ),
        (
            "ruler",
            || scenes::ruler(Lang::Fi),
            "0",
            Value::Number(0.into()),
        ),
        (
            "scale",
            || scenes::heard(Lang::Fi),
            "9",
            Value::Number(9.into()),
        ),
        (
            "scale",
            || scenes::heard(Lang::Fi),
            "+",
            Value::Number(10.into()),
        ),
        (
            "yes or no",
            || scenes::told(Lang::Fi),
            "2",
            Value::Bool(false),
        ),
        ("single", || scenes::owner(Lang::Fi), "3", code("required")),
        ("multi", || scenes::values(Lang::Fi), "2", codes("family")),
        ("deck", || scenes::deck(Lang::Fi), "1", codes("well")),
    ]
}

#[test]
fn a_closed_answer_costs_exactly_one_key() {
    for (kind, play, key, value) in closed() {
        let mut player = play();
        let (before, changes) = stand(&player);
        assert_eq!(before, Some(Answer::Empty), "{kind}");
        let (filling, spot) = meeting(&player.app).spot().unwrap();
        player.play(key);
        let after = meeting(&player.app);
        let answer = &after.response(filling).cell(spot).answer;
        assert_eq!(*answer, Answer::Given(value), "{kind} at {key}");
        assert_eq!(after.undo.len(), changes + 1, "{kind} at {key}");
    }
}

#[test]
fn arrows_and_enter_never_answer() {
    let moves = "<left><right><right><down><down><up><left><up><enter><backtab><end><home><pagedown><pageup>";
    for (kind, play, _, _) in closed() {
        let mut player = play();
        let (_, changes) = stand(&player);
        for key in moves.split_inclusive('>') {
            player.play(key);
            assert_eq!(stand(&player).1, changes, "{kind} at {key}");
        }
    }
}

/// However often Enter is pressed, in a filled meeting too, the meeting stays open.
#[test]
fn enter_never_finishes() {
    for play in [scenes::closing, scenes::ruler, scenes::told] {
        let mut player = play(Lang::Fi);
        player.play(&"<enter>".repeat(80));
        let meeting = meeting(&player.app);
        assert_eq!(meeting.session.state, SessionState::Open);
        assert!(player.app.overlays.is_empty());
        player.play("<esc><enter>");
        assert!(
            matches!(player.app.screen, Screen::Meeting(_)),
            "staying comes first"
        );
    }
}

/// What stands behind the arrow of the focus: a label's beginning.
fn label(player: &Player, size: (u16, u16)) -> Option<String> {
    let first = rows_in_focus(player, size)?.start;
    let text = player.text(size);
    let line = text.lines().nth(usize::from(first))?;
    let (_, label) = line.rsplit_once('▸')?;
    Some(label.trim().chars().take(12).collect())
}

/// On the smallest screen that is promised, from one item to the next: its label, its answer and the cursor are seen.
#[test]
fn on_40_by_12_the_item_in_focus_can_be_read_and_answered() {
    const SMALL: (u16, u16) = (40, 12);
    let meetings: [fn() -> Player; 3] = [
        || scenes::ruler(Lang::Fi),
        || scenes::with_form(Lang::Fi, "aino", EVERY_KIND),
        || scenes::on(scenes::sari(Lang::Fi), "a613"),
    ];
    for begin in meetings {
        let mut player = begin();
        player.app.size = SMALL;
        for step in 0..45 {
            let wide = label(&player, (120, 40));
            let text = player.text(SMALL);
            let small = label(&player, SMALL);
            assert!(small.is_some() && small == wide, "{step}: {wide:?}\n{text}");
            let cursor = player.picture(SMALL).1;
            let first = rows_in_focus(&player, SMALL).unwrap().start;
            let rows = first..SMALL.1 - 1;
            assert!(rows.contains(&cursor.y), "{step}: {cursor:?}\n{text}");
            let typed = meeting(&player.app).typing.is_some();
            if typed {
                player.play("5");
                let cursor = player.picture(SMALL).1;
                let (buffer, _) = player.picture(SMALL);
                let before = &buffer[(cursor.x - 1, cursor.y)];
                assert_eq!(before.symbol(), "5", "{step}: {}", player.text(SMALL));
            }
            player.play("<tab>");
        }
    }
}

/// On a very wide screen lines of text stay as long as eyes can follow.
fn lines_are_short(scene: &Scene, player: &Player) {
    let text = player.text((200, 50));
    let lines = text.lines().filter(|line| !line.contains("──"));
    for part in lines.flat_map(|line| line.split("   ")) {
        let long = part.trim().chars().count();
        assert!(long <= 100, "{}: {long}\n{part}\n{text}", scene.name);
    }
}

/// Of the sixteen colours none can be read on every background.
#[test]
fn in_the_terminals_own_colours_only_signs_are_coloured() {
    let mut coloured = 0;
    for name in [
        "home_uncovered",
        "ruler_after",
        "not_saved",
        "palette",
        "after_taken",
        "forget",
        "turned_chosen",
    ] {
        let scene = all().find(|scene| scene.name == name).unwrap();
        for ascii in [false, true] {
            let mut player = (scene.play)(Lang::Fi);
            player.theme = Theme::new(Look::Default, ascii);
            let (buffer, _) = player.picture((80, 24));
            for cell in buffer.content.iter().filter(|it| it.fg != Color::Reset) {
                let sign = !cell.symbol().contains(char::is_alphanumeric);
                assert!(
                    sign,
                    "{name}: {:?} in\n{}",
                    cell.symbol(),
                    player.text((80, 24))
                );
                coloured += 1;
            }
        }
    }
    assert!(coloured > 14, "{coloured}");
}
