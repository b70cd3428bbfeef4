//! Every kind of item: how it looks, and how it is answered key by key.

use kohtaa::app::Screen;
use kohtaa::app::meeting::Meeting;
use kohtaa::form::Id;
use kohtaa::lang::Lang;
use kohtaa::response::{Answer, Known, Path, Reference, Spot, Value};

use super::pictures::compare;
use super::player::Player;
use super::scenes;

const FORM: &str = include_str!("../forms/every_kind.toml");

fn meeting(player: &Player) -> &Meeting {
    match &player.app.screen {
        Screen::Meeting(meeting) => meeting,
        other => panic!("no meeting but {other:?}"),
    }
}

fn begin(lang: Lang) -> Player {
    let player = scenes::with_form(lang, "aino", FORM);
    assert_eq!(meeting(&player).form().id.as_str(), "every_kind");
    player
}

/// The item in focus, with its row's number where it stands in rows.
fn focus(player: &Player) -> String {
    let meeting = meeting(player);
    let Some((filling, spot)) = meeting.spot() else {
        return "-".to_owned();
    };
    let response = meeting.response(filling);
    let item = response.form().item(spot.item);
    let row = spot.row.and_then(|row| {
        let rows = response.rows(item.parent?);
        rows.iter().position(|other| *other == row)
    });
    row.map_or(item.id.to_string(), |row| {
        format!("{}/{}", item.id, row + 1)
    })
}

/// Walks to an item.
fn walk(player: &mut Player, item: &str) {
    for _ in 0..80 {
        if focus(player) == item {
            return;
        }
        player.play("<tab>");
    }
    panic!("{item} is nowhere");
}

fn at(lang: Lang, item: &str) -> Player {
    let mut player = begin(lang);
    walk(&mut player, item);
    player
}

fn played(item: &str, keys: &str) -> Player {
    let mut player = at(Lang::Fi, item);
    player.play(keys);
    player
}

fn answer(player: &Player, item: &str) -> Answer {
    let response = meeting(player).response(0);
    response.cell_at(&Path::top(Id::new(item))).answer.clone()
}

fn number(text: &str) -> Answer {
    Answer::Given(Value::Number(text.parse().unwrap()))
}

fn codes(codes: &[&str]) -> Answer {
    Answer::Given(Value::Codes(
        codes.iter().map(|code| Id::new(code)).collect(),
    ))
}

fn code(code: &str) -> Answer {
    Answer::Given(Value::Code(Id::new(code)))
}

fn entry(nth: u8, display: &str) -> Reference {
    Reference {
        id: Id::new(&format!("0192f1c0a1b27c3d8e4f5a6b7c8d9e{nth:02x}")),
        display: display.to_owned(),
    }
}

/// Services that the surroundings know.
fn services(player: &mut Player) {
    let Screen::Meeting(meeting) = &mut player.app.screen else {
        panic!("no meeting");
    };
    meeting.fillings[0].response.set_known(vec![Known {
        register: Id::new("service"),
        entries: vec![
            entry(1, "Työpaja Kipinä"),
            entry(2, "Kuntouttava työtoiminta Ruoriin"),
            entry(3, "Kahvila Kulma"),
        ],
    }]);
}

/// Scenes by name: the item, and what is typed there.
const SCENES: &[(&str, &str, &str)] = &[
    ("integer", "hours", ""),
    ("integer_refused", "hours", "200<tab><backtab>"),
    ("decimal", "distance", "12,5"),
    ("duration", "journey", "1 t 30<tab><backtab>"),
    ("duration_refused", "journey", "5 h<tab><backtab>"),
    ("tally", "applied", ""),
    ("tally_counted", "applied", "+++"),
    ("scale_named", "strength", "<right><right>"),
    ("ruler_hope", "hope", "7"),
    ("date", "start", "15.1.<tab><backtab>"),
    ("time", "wakes", "7.15<tab><backtab>"),
    ("single", "region", ""),
    ("filter_nothing", "town", ""),
    ("filter_many", "region", "1"),
    (
        "filter_far",
        "region",
        "1<down><down><down><down><down><down><down><down>",
    ),
    ("filter_typed", "region", "1pa"),
    ("filter_none_fits", "region", "1xyz"),
    ("filter_aside", "region", "1turku <backtab>2<tab><backtab>"),
    ("other_which", "way", "3"),
    ("other_which_said", "way", "3pyörällä<tab>"),
    ("multi_other", "ways", "13soutamalla<backtab>"),
    ("rank", "matters", ""),
    ("rank_ordered", "matters", "52"),
    ("ref_nothing_known", "service", ""),
    ("yes_no", "licence", ""),
    ("deck_lines", "openers", "1"),
    ("table_steps", "manages_often/1", ""),
    ("table_steps_answered", "manages_often/1", "24"),
    ("table_yes_no", "wants_help/1", "1"),
    ("table_columns", "chore_helper/1", ""),
    ("table_columns_answered", "chore_helper/1", "245 min<tab>1"),
    ("note_story", "story", "Ensin yksi asia. Sitten toinen."),
    ("group_item", "home_who", ""),
];

#[test]
fn every_kind_is_seen_at_every_size() {
    for (name, item, keys) in SCENES {
        compare(&format!("kind_{name}"), &played(item, keys).portrait());
    }
}

/// What the client answers alone with the screen.
const TURNED: &[(&str, &str, &str)] = &[
    ("tally", "applied", "+2"),
    ("rank", "matters", "52"),
    ("long_list", "region", "1<enter>pa"),
    ("unit", "hours", "20"),
];

#[test]
fn the_client_answers_every_kind_too() {
    for (name, item, keys) in TURNED {
        let mut player = played(item, "<ctrl-a>");
        player.play(keys);
        compare(&format!("kind_turned_{name}"), &player.portrait());
    }
    let mut player = played("matters", "<ctrl-a>521<backspace>");
    assert_eq!(answer(&player, "matters"), codes(&["learning", "hours"]));
    player.play("<enter>");
    services(&mut player);
    player.play("kul <enter>");
    let kulma = Answer::Given(Value::Ref(entry(3, "Kahvila Kulma")));
    assert_eq!(answer(&player, "service"), kulma);
}

#[test]
fn no_size_is_too_odd_for_any_kind() {
    let mut players: Vec<Player> = SCENES
        .iter()
        .map(|(_, item, keys)| played(item, keys))
        .collect();
    players.extend(TURNED.iter().map(|(_, item, keys)| {
        let mut player = played(item, "<ctrl-a>");
        player.play(keys);
        player
    }));
    for (number, player) in players.iter_mut().enumerate() {
        for columns in 1..=100 {
            for rows in 1..=30 {
                if usize::from(rows + columns) % 12 != number % 12 {
                    continue;
                }
                player.app.size = (columns, rows);
                let (_, cursor) = player.picture((columns, rows));
                assert!(cursor.x < columns && cursor.y < rows, "{columns}x{rows}");
            }
        }
    }
}

#[test]
fn rows_and_entries_are_seen_at_every_size() {
    let mut player = rows();
    compare("kind_list", &player.portrait());
    player.play("<ctrl-p>järjestä<enter>");
    compare("kind_list_sort", &player.portrait());
    let mut player = at(Lang::Fi, "service");
    services(&mut player);
    compare("kind_ref", &player.portrait());
    player.play("ru ");
    compare("kind_ref_chosen", &player.portrait());
}

#[test]
fn what_the_program_says_of_a_kind_is_said_in_every_language() {
    for lang in [Lang::Sv, Lang::En] {
        for item in ["applied", "matters", "service", "town", "manages_often/1"] {
            let name = item.trim_end_matches("/1");
            let picture = at(lang, item).portrait_at((80, 24));
            compare(&format!("kind_{name}_{}", lang.code()), &picture);
        }
    }
}

#[test]
fn a_number_beyond_its_ends_stays_as_typed_with_the_reason() {
    let mut player = played("hours", "200<tab>");
    assert_eq!(answer(&player, "hours"), Answer::Empty);
    player.play("<backtab>");
    let text = player.text((80, 24));
    assert!(text.contains("200") && text.contains("0–168"), "{text}");
    player.play("<backspace><backspace><backspace>37<tab>");
    assert_eq!(answer(&player, "hours"), number("37"));
    assert!(player.text((80, 24)).contains("37 tuntia viikossa"));
    // The unit may be typed too, and what stands there is edited without it.
    player.play("<backtab><backspace><backspace>20 tuntia viikossa<tab>");
    assert_eq!(answer(&player, "hours"), number("20"));
}

#[test]
fn a_decimal_has_no_more_decimals_than_are_wanted() {
    let mut player = played("distance", "1,25<tab>");
    assert_eq!(answer(&player, "distance"), Answer::Empty);
    player.play("<backtab><backspace><tab>");
    assert_eq!(answer(&player, "distance"), number("1.2"));
}

#[test]
fn a_duration_is_typed_as_people_write_it() {
    for (typed, minutes) in [
        ("1:30", "90"),
        ("2 t", "120"),
        ("1,5 h", "90"),
        ("45", "45"),
    ] {
        let player = played("journey", &format!("{typed}<tab>"));
        assert_eq!(answer(&player, "journey"), number(minutes), "{typed}");
    }
    let player = played("journey", "5 h<tab><backtab>");
    assert_eq!(answer(&player, "journey"), Answer::Empty);
    assert!(player.text((80, 24)).contains("Enintään 4 h"));
}

#[test]
fn a_tally_counts_by_keys() {
    let mut player = played("applied", "++ <tab>");
    assert_eq!(answer(&player, "applied"), number("3"));
    player.play("<backtab>--");
    assert_eq!(answer(&player, "applied"), number("1"));
    player.play("--");
    assert_eq!(answer(&player, "applied"), number("0"));
    player.play("12");
    assert_eq!(answer(&player, "applied"), number("12"));
    player.play("<backspace>");
    assert_eq!(answer(&player, "applied"), number("1"));
    player.play("+");
    assert_eq!(answer(&player, "applied"), number("2"));
    player.play("<delete>");
    assert_eq!(answer(&player, "applied"), Answer::Empty);
    assert_eq!(focus(&player), "applied");
}

#[test]
fn an_order_grows_by_digits_and_shrinks_by_backspace() {
    let mut player = played("matters", "52");
    assert_eq!(answer(&player, "matters"), codes(&["learning", "hours"]));
    player.play("1");
    let full = codes(&["learning", "hours", "pay"]);
    assert_eq!(answer(&player, "matters"), full);
    player.play("3");
    assert_eq!(answer(&player, "matters"), full);
    assert!(player.text((80, 24)).contains("Järjestys on täynnä"));
    player.play("<backspace><backspace>");
    assert_eq!(answer(&player, "matters"), codes(&["learning"]));
    // Space puts in the order what the arrow stands on.
    player.play("<down> <tab>");
    let text = player.text((80, 24));
    assert!(text.contains("1. Uuden oppiminen, 2. Työajat"), "{text}");
    player.play("<ctrl-z>");
    assert_eq!(answer(&player, "matters"), codes(&["learning"]));
}

#[test]
fn other_opens_its_line_at_once_and_keeps_what_was_said() {
    let mut player = played("way", "3");
    assert_eq!(focus(&player), "way_other");
    player.play("pyörällä<tab>");
    assert_eq!(
        answer(&player, "way_other"),
        Answer::Given(Value::Text("pyörällä".into()))
    );
    player.play("<backtab><backtab>1");
    let text = player.text((80, 24));
    assert!(
        text.contains("1 vastaus") && text.contains("Ctrl-Z"),
        "{text}"
    );
    assert!(!text.contains("pyörällä"));
    player.play("<ctrl-z>");
    assert!(player.text((80, 24)).contains("pyörällä"));
    // In a multi the line opens too, and ticking goes on from where one was.
    let mut player = played("ways", "13");
    assert_eq!(focus(&player), "ways_other");
    player.play("soutamalla<backtab>2");
    assert_eq!(answer(&player, "ways"), codes(&["foot", "bus", "other"]));
    assert_eq!(focus(&player), "ways");
}

#[test]
fn typing_narrows_a_long_list_and_only_space_chooses() {
    let mut player = played("region", "1");
    assert_eq!(focus(&player), "town");
    player.play("pa<enter>");
    assert_eq!(answer(&player, "town"), Answer::Empty);
    player.play("<backtab>par");
    let text = player.text((80, 24));
    assert!(
        text.contains("Parainen") && !text.contains("Paimio"),
        "{text}"
    );
    player.play("<backspace><backspace><backspace>pa<down> ");
    assert_eq!(answer(&player, "town"), code("parainen"));
    assert!(player.text((80, 24)).contains("Parainen"));
}

#[test]
fn a_choice_that_is_no_longer_offered_is_set_aside_and_comes_back() {
    let mut player = played("region", "1turku ");
    player.play("<backtab>2");
    assert_eq!(answer(&player, "town"), code("turku"));
    let town = meeting(&player).response(0);
    let spot = town.spot(&Path::top(Id::new("town"))).unwrap();
    assert_eq!(town.value(spot), None);
    let text = player.text((80, 24));
    assert!(
        text.contains("1 vastaus") && text.contains("Ctrl-Z"),
        "{text}"
    );
    assert!(text.contains("sivussa: Turku"), "{text}");
    // Of three towns each has its key.
    player.play("3");
    assert_eq!(answer(&player, "town"), code("rovaniemi"));
    player.play("<ctrl-z><ctrl-z>");
    let town = meeting(&player).response(0);
    assert_eq!(town.value(spot), Some(&Value::Code(Id::new("turku"))));
}

#[test]
fn an_entry_is_found_by_typing_and_nothing_known_is_said() {
    let mut player = at(Lang::Fi, "service");
    assert!(player.text((80, 24)).contains("ei ole vielä mitään"));
    player.play("x ");
    assert_eq!(answer(&player, "service"), Answer::Empty);
    player.play("<backspace>");
    services(&mut player);
    player.play("kul ");
    let kulma = Answer::Given(Value::Ref(entry(3, "Kahvila Kulma")));
    assert_eq!(answer(&player, "service"), kulma);
    player.play("<tab>");
    assert!(player.text((80, 24)).contains("Kahvila Kulma"));
}

#[test]
fn a_table_of_steps_is_answered_row_by_row_with_one_key_each() {
    let mut player = played("manages_often/1", "421");
    let response = meeting(&player).response(0);
    let often = response.form().find("manages_often").unwrap();
    let table = response.form().find("manages").unwrap();
    let answers: Vec<_> = response
        .rows(table)
        .iter()
        .map(|row| response.value(Spot::in_row(often, *row)).cloned().unwrap())
        .collect();
    let wanted = ["always", "sometimes", "never"].map(|code| Value::Code(Id::new(code)));
    assert_eq!(answers, wanted);
    assert_eq!(focus(&player), "wants_help/1");
    // Arrows move about and answer nothing; Space chooses where the arrow stands.
    player.play("<up><up>");
    assert_eq!(focus(&player), "manages_often/2");
    player.play("<right> ");
    let response = meeting(&player).response(0);
    let second = Spot::in_row(often, response.rows(table)[1]);
    assert_eq!(
        response.value(second),
        Some(&Value::Code(Id::new("usually")))
    );
}

#[test]
fn a_table_of_columns_is_walked_cell_by_cell_and_down_a_column() {
    let mut player = played("chore_helper/1", "2");
    assert_eq!(focus(&player), "chore_time/1");
    player.play("20<down>");
    assert_eq!(focus(&player), "chore_time/2");
    player.play("1 h<tab>");
    assert_eq!(focus(&player), "chore_helper/3");
    let text = player.text((80, 24));
    assert!(text.contains("20 min") && text.contains("1 h"), "{text}");
}

/// Three jobs, the second in focus.
fn rows() -> Player {
    let mut player = begin(Lang::Fi);
    player.play("<pagedown><pagedown><pagedown>");
    player.play("Kokki<tab>1.5.2019<tab>8 h<tab>");
    player.play("Siivooja<tab>1.3.2021<tab>6 h<tab>");
    player.play("Ahtaaja<tab><tab>7 h<tab>");
    player.play("<backtab><backtab><backtab><backtab>");
    assert_eq!(focus(&player), "job_day/2");
    player
}

fn jobs(player: &Player) -> Vec<String> {
    let response = meeting(player).response(0);
    let (list, job) = (
        response.form().find("jobs").unwrap(),
        response.form().find("job").unwrap(),
    );
    let rows = response.rows(list).iter();
    let value = |row: &_| response.value(Spot::in_row(job, *row)).cloned();
    rows.map(|row| match value(row) {
        Some(Value::Text(text)) => text,
        other => panic!("{other:?}"),
    })
    .collect()
}

#[test]
fn rows_are_moved_and_sorted_and_all_can_be_undone() {
    let mut player = rows();
    player.play("<ctrl-up>");
    assert_eq!(jobs(&player), ["Siivooja", "Kokki", "Ahtaaja"]);
    assert_eq!(focus(&player), "job_day/1");
    player.play("<ctrl-up>");
    assert_eq!(jobs(&player), ["Siivooja", "Kokki", "Ahtaaja"]);
    player.play("<ctrl-down><ctrl-down>");
    assert_eq!(jobs(&player), ["Kokki", "Ahtaaja", "Siivooja"]);
    // By name, then by the day it began with the latest first; what has none stays last.
    player.play("<ctrl-p>järjestä rivit<enter>1");
    assert_eq!(jobs(&player), ["Ahtaaja", "Kokki", "Siivooja"]);
    player.play("<ctrl-p>järjestä rivit<enter>4");
    assert_eq!(jobs(&player), ["Siivooja", "Kokki", "Ahtaaja"]);
    player.play("<ctrl-z><ctrl-z>");
    assert_eq!(jobs(&player), ["Kokki", "Ahtaaja", "Siivooja"]);
}

#[test]
fn every_answer_is_read_again_from_the_vault() {
    let mut player = at(Lang::Fi, "hours");
    player.play("37<tab>12,5<tab>1:30<tab>+++<tab>47");
    walk(&mut player, "region");
    player.play("1turku 3pyörällä<tab>13soutamalla<tab>52<tab>");
    services(&mut player);
    player.play("kul <tab>");
    let cells = |player: &Player| {
        let mut cells = meeting(player).response(0).cells();
        cells.sort_by(|one, other| one.0.cmp(&other.0));
        cells
    };
    let before = cells(&player);
    assert!(before.len() >= 12, "{before:?}");
    player.play("<esc>3aino<enter><enter>");
    let shown = player.text((120, 60));
    for said in [
        "37 tuntia viikossa",
        "12,5 km",
        "1 h 30 min",
        "1. Uuden oppiminen",
        "Kahvila Kulma",
    ] {
        assert!(shown.contains(said), "{said}: {shown}");
    }
}
