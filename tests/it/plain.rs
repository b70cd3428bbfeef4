//! A meeting in lines: what is asked, what each line does, what is kept.

use kohtaa::casework::{Draft, SessionState, Status, StoredSession};
use kohtaa::form::Id;
use kohtaa::response::{Absent, Answer, Cell, Path, Value};

use crate::support::house::{House, Run};

const IDENTITY: &str = "131052-308T";

/// Every kind that is typed, a list, a condition and something off the core path.
const FORM: &str = r#"
format = 1
id = "kokeilu"
languages = ["fi"]
title = "Kokeilu"
licence = "EUPL-1.2"
source = "own work"
subject = "client"
retention = "case_24_months"

[[choices]]
id = "vari"
options = [ { code = "sini", fi = "Sininen" }, { code = "puna", fi = "Punainen" }, { code = "ei", fi = "Ei mikään", exclusive = true } ]

[[section]]
id = "alku"
title = "Alku"

[[item]]
section = "alku"
id = "tervehdys"
kind = "info"
label = "Kerro, mitä kirjoitat."

[[item]]
section = "alku"
id = "aihe"
kind = "text"
label = "Mistä puhutaan?"
why = "Sinä valitset."

[[item]]
section = "alku"
id = "onko"
kind = "yes_no"
label = "Onko?"

[[item]]
section = "alku"
id = "lisaa"
kind = "text"
relevant = "onko"
label = "Mitä lisää?"

[[item]]
section = "alku"
id = "maara"
kind = "decimal"
label = "Kuinka paljon?"
constraint = [ { expr = "maara < 100", message = "Alle sata." } ]

[[item]]
section = "alku"
id = "varit"
kind = "multi"
choices = "vari"
label = "Mitkä värit?"

[[item]]
section = "alku"
id = "paiva"
kind = "date"
label = "Milloin?"

[[item]]
section = "alku"
id = "harvoin"
kind = "text"
more = true
label = "Harvoin kysytty"

[[section]]
id = "loppu"
title = "Loppu"

[[item]]
section = "loppu"
id = "askeleet"
kind = "list"
max = 3
label = "Askeleet"

[[item]]
section = "loppu"
id = "askel"
parent = "askeleet"
kind = "text"
label = "Mitä?"

[[item]]
section = "loppu"
id = "tehty"
parent = "askeleet"
kind = "yes_no"
label = "Tehty?"

[[item]]
section = "loppu"
id = "yhteenveto"
kind = "note"
label = "Yhteenveto"
draft = "Puhuttiin: {aihe}."
"#;

struct Room {
    house: House,
    code: String,
}

impl Room {
    fn new() -> Room {
        let house = House::new();
        house.form("kokeilu.toml", FORM);
        let code = house.client("Väinö");
        Room { house, code }
    }

    fn fill(&self, lines: &[&str]) -> Run {
        let input: String = lines.iter().map(|line| format!("{line}\n")).collect();
        self.house.run(
            &["fill", "kokeilu", "--client", &self.code, "--plain"],
            &input,
        )
    }

    fn stored(&self) -> StoredSession {
        let vault = self.house.vault();
        let newest = vault.sessions(None, 1).unwrap();
        vault.session(newest[0].id).unwrap()
    }

    fn cell(&self, item: &str) -> Cell {
        let stored = self.stored();
        let cells = &stored.responses[0].cells;
        let found = cells.iter().find(|(path, _)| path.item == *item);
        found.map(|(_, cell)| cell.clone()).unwrap_or_default()
    }

    fn text(&self, item: &str) -> String {
        match self.cell(item).answer {
            Answer::Given(Value::Text(text)) => text,
            other => panic!("{item}: {other:?}"),
        }
    }
}

/// The names of the places that were asked, in order.
fn asked(run: &Run) -> Vec<&str> {
    let asking = run
        .out
        .lines()
        .filter(|line| line.ends_with(']') && !line.starts_with('\t'));
    asking
        .filter_map(|line| Some(line.split_once('\t')?.0))
        .collect()
}

#[test]
fn a_whole_meeting_from_first_line_to_finish() {
    let room = Room::new();
    let run = room
        .fill(&[
            "Töiden äärellä",
            "k",
            "hyvää yötä",
            "2,5",
            "1, puna",
            "15.3.2027",
            ":add",
            "Käyn kylässä",
            "e",
            "Soitan",
            "2",
            "",
            "Ensin näin.",
            "Sitten öisin.",
            ".",
            ":finish",
        ])
        .ok();
    assert_eq!(
        asked(&run),
        [
            "aihe",
            "onko",
            "lisaa",
            "maara",
            "varit",
            "paiva",
            "askeleet",
            "askel/1",
            "tehty/1",
            "askeleet",
            "tehty/2",
            "askeleet",
            "yhteenveto",
            "-"
        ]
    );
    assert!(
        run.out
            .starts_with("tervehdys\tKerro, mitä kirjoitat.\naihe\tMistä puhutaan? [")
    );
    let stored = room.stored();
    assert_eq!(stored.row.state, SessionState::Held);
    assert_eq!(stored.responses[0].row.status, Status::Completed);
    let last = run.out.lines().last().unwrap();
    let ids = format!(
        "session={} response={}",
        stored.row.id, stored.responses[0].row.id
    );
    assert_eq!(last, ids);
    assert_eq!(room.text("aihe"), "Töiden äärellä");
    assert_eq!(room.text("yhteenveto"), "Ensin näin.\nSitten öisin.");
    assert_eq!(
        room.cell("maara").value(),
        Some(&Value::Number("2.5".parse().unwrap()))
    );
    let asked = stored.responses[0].row.id;
    let of_it = stored.history.iter().filter(|it| it.response == asked);
    assert_eq!(of_it.count(), 13);
}

#[test]
fn a_bad_value_is_explained_and_asked_again() {
    let room = Room::new();
    let run = room
        .fill(&["x", "ehkä", "2", "paljon", "1.234,5", "1234", "12"])
        .ok();
    assert_eq!(
        asked(&run)[..7],
        ["aihe", "onko", "onko", "maara", "maara", "maara", "maara"]
    );
    assert!(
        run.err.contains("kyllä tai ei")
            && run.err.contains("1234,5")
            && run.err.contains("Alle sata.")
    );
    assert_eq!(room.cell("maara").value(), Some(&Value::Number(12.into())));
}

#[test]
fn answers_may_be_missing_for_a_reason_noted_and_come_back_to() {
    let room = Room::new();
    room.fill(&[
        ":declined",
        ":note Äkkiä väsyi",
        ":unknown",
        ":later",
        "-",
        ":na",
    ])
    .ok();
    assert_eq!(room.cell("aihe").answer, Answer::Absent(Absent::Declined));
    let onko = room.cell("onko");
    assert_eq!(
        (onko.answer, onko.note.as_deref()),
        (Answer::Absent(Absent::Unknown), Some("Äkkiä väsyi"))
    );
    assert!(room.cell("maara").come_back);
    assert_eq!(room.cell("varit").value(), Some(&Value::Codes(Vec::new())));
    assert_eq!(
        room.cell("paiva").answer,
        Answer::Absent(Absent::NotApplicable)
    );
}

#[test]
fn one_goes_back_and_to_any_place() {
    let room = Room::new();
    let run = room
        .fill(&[
            "a",
            ":back",
            "b",
            ":goto varit",
            ":back",
            "5",
            ":goto harvoin",
            "c",
            ":goto eiole",
        ])
        .ok();
    assert_eq!(
        asked(&run)[..9],
        [
            "aihe", "onko", "aihe", "onko", "varit", "maara", "varit", "harvoin", "askeleet"
        ]
    );
    assert!(run.out.contains("\t= a\n"));
    assert_eq!(
        (room.text("aihe"), room.text("harvoin")),
        ("b".to_owned(), "c".to_owned())
    );
    assert!(run.err.contains("eiole"));
}

#[test]
fn what_is_off_the_core_path_is_asked_when_wanted() {
    let room = Room::new();
    let run = room.fill(&[":more", "", "", "", "", "", "", ""]).ok();
    assert!(asked(&run).contains(&"harvoin"));
    assert!(!asked(&room.fill(&[])).contains(&"harvoin"));
}

#[test]
fn rows_are_added_left_and_removed() {
    let room = Room::new();
    let run = room
        .fill(&[
            ":goto askeleet",
            "Yksi",
            "k",
            "Kaksi",
            ":end",
            ":goto askel/1",
            ":remove",
            ":goto askel/1",
            "Toinen",
        ])
        .ok();
    assert!(asked(&run).contains(&"askel/2") || asked(&run).contains(&"tehty/2"));
    let stored = room.stored();
    let list = stored.responses[0]
        .cells
        .iter()
        .find(|(path, _)| path.item == *"askeleet")
        .unwrap();
    assert!(matches!(list.1.value(), Some(Value::Rows(rows)) if rows.len() == 1));
}

#[test]
fn the_last_changes_are_taken_back() {
    let room = Room::new();
    let run = room
        .fill(&["eka", ":back", "toka", ":undo", ":undo", ":undo"])
        .ok();
    assert!(run.err.contains("Ei ole mitään peruttavaa."));
    assert!(room.cell("aihe").is_blank());
    let undoing = room
        .stored()
        .history
        .iter()
        .filter(|change| change.undoes.is_some())
        .count();
    assert_eq!(undoing, 2);
}

#[test]
fn an_answer_set_aside_is_told_of_and_comes_back() {
    let room = Room::new();
    let run = room
        .fill(&["x", "k", "pidä tämä", ":goto onko", "e", ":undo"])
        .ok();
    assert!(run.err.contains("1 vastaus on nyt piilossa"));
    assert_eq!(room.text("lisaa"), "pidä tämä");
}

#[test]
fn an_identity_code_is_refused_and_stored_nowhere() {
    let room = Room::new();
    let line = format!("Syntyi {IDENTITY} muka");
    let note = format!(":note {IDENTITY}");
    let run = room
        .fill(&[
            &line,
            &note,
            ":notid",
            &line,
            ":goto yhteenveto",
            IDENTITY,
            ".",
        ])
        .ok();
    assert!(
        !run.err.contains(IDENTITY) && run.err.contains("Syntyi ●●● muka"),
        "{}",
        run.err
    );
    // Only after it was said that it is none.
    assert_eq!(room.text("aihe"), line);
    assert_eq!(room.cell("aihe").note, None);
    assert_eq!(room.stored().history.len(), 2);
}

#[test]
fn what_is_forgotten_is_gone_and_the_rest_verifies() {
    let room = Room::new();
    room.fill(&[
        "salaisuus",
        ":back",
        ":forget",
        "muuta",
        ":back",
        ":undo",
        ":finish",
    ])
    .ok();
    let stored = room.stored();
    assert!(
        stored
            .history
            .iter()
            .all(|change| !format!("{change:?}").contains("salaisuus"))
    );
    room.house.run(&["vault", "verify"], "").ok();
}

#[test]
fn the_end_of_the_input_leaves_it_in_progress_and_it_goes_on_there() {
    let room = Room::new();
    let first = room.fill(&["alku", ":no-such"]).ok();
    assert!(first.out.lines().last().unwrap().starts_with("session="));
    let stored = room.stored();
    assert_eq!(stored.row.state, SessionState::Open);
    assert_eq!(stored.responses[0].row.status, Status::InProgress);
    assert_eq!(stored.place().unwrap().path.item, *"onko");
    let second = room.fill(&["k", ":finish"]).ok();
    assert_eq!(asked(&second)[0], "onko");
    assert_eq!(first.out.lines().last(), second.out.lines().last());
    // What is finished is not gone on with.
    assert_ne!(
        room.fill(&[]).ok().out.lines().last(),
        second.out.lines().last()
    );
}

#[test]
fn a_text_left_half_way_elsewhere_stays_when_one_passes_it_by() {
    let room = Room::new();
    room.fill(&["Yö"]).ok();
    let stored = room.stored();
    let mut vault = room.house.vault();
    let draft = Draft {
        session: Some(stored.row.id),
        response: stored.responses[0].row.id,
        path: Path::top(Id::new("maara")),
        note: false,
        text: "noin sata".to_owned(),
        caret: 0,
        at: stored.row.started,
    };
    vault.put_draft(&draft).unwrap();
    vault.close().unwrap();
    // The first time one stands on it, then beside it; each time it is offered.
    for lines in [&["", ""][..], &[":goto onko", "", ""]] {
        let run = room.fill(lines).ok();
        assert!(run.out.contains("> noin sata"), "{}", run.out);
    }
    assert!(
        room.stored()
            .drafts
            .iter()
            .any(|draft| draft.text == "noin sata")
    );
}

#[test]
fn a_note_cut_short_is_kept_as_a_draft_and_offered() {
    let room = Room::new();
    room.fill(&[":goto yhteenveto", "Kesken jäi", "tämä yö"])
        .ok();
    assert!(room.cell("yhteenveto").is_blank());
    assert_eq!(room.stored().place().unwrap().text, "Kesken jäi\ntämä yö");
    // Looked at and left again it is still there.
    let looked = room.fill(&[]).ok();
    assert!(
        looked.out.contains("\t> Kesken jäi\n\t> tämä yö\n"),
        "{}",
        looked.out
    );
    assert_eq!(room.stored().place().unwrap().text, "Kesken jäi\ntämä yö");
    room.fill(&[":draft"]).ok();
    assert_eq!(room.text("yhteenveto"), "Kesken jäi\ntämä yö");
}

#[test]
fn a_drafted_text_may_be_taken() {
    let room = Room::new();
    let run = room
        .fill(&["lumityöt", ":goto yhteenveto", ":draft", ":finish"])
        .ok();
    assert!(run.out.contains("\t> Puhuttiin: lumityöt.\n"));
    assert_eq!(room.text("yhteenveto"), "Puhuttiin: lumityöt.");
}

#[test]
fn what_is_wrong_must_be_mended_and_what_is_open_is_named() {
    let room = Room::new();
    let run = room
        .fill(&[
            ":goto maara",
            "500",
            ":goto varit",
            ":finish",
            "5",
            ":finish",
        ])
        .ok();
    assert!(run.err.contains("Korjaa ensin") && run.err.contains("jää auki"));
    assert_eq!(asked(&run)[1..5], ["maara", "maara", "varit", "maara"]);
    assert_eq!(room.stored().responses[0].row.status, Status::Completed);
}

#[test]
fn a_practice_filling_stores_nothing() {
    let house = House::empty();
    house.form("kokeilu.toml", FORM);
    let run = house
        .run(&["fill", "kokeilu", "--plain"], "harjoitus\nk\n:finish\n")
        .ok();
    assert_eq!(asked(&run)[..3], ["aihe", "onko", "lisaa"]);
    assert!(!run.out.contains("session="));
    assert!(run.err.contains("mitään ei tallenneta"));
    assert!(house.files_holding("harjoitus").is_empty());
    assert!(!house.path("data/vault.kdb").exists());
}

#[test]
fn a_meeting_embeds_its_standing_forms_and_keeps_them_for_the_next() {
    let room = Room::new();
    let fill = |lines: &str| {
        room.house
            .run(
                &["fill", "goal_conversation", "--client", &room.code],
                lines,
            )
            .ok()
    };
    let first = fill(":goto step\n:goto steps\nKäyn kahvilassa\n:finish\n");
    assert!(first.out.contains("steps\t"), "{}", first.out);
    let second = fill(":goto step/1\n");
    assert!(
        second.out.contains("\t= Käyn kahvilassa\n"),
        "{}",
        second.out
    );
    let page = room.house.run(&["client", "show", &room.code], "").ok();
    assert!(page.out.contains("askel: Käyn kahvilassa"), "{}", page.out);
}

#[test]
fn the_program_in_lines_goes_from_home_to_a_meeting_and_back() {
    let room = Room::new();
    // The own form is the sixth of the client's page: four routes, then the forms in the order of their ids.
    let run = room
        .house
        .run(
            &["--plain"],
            &format!(
                "{}\n6\naihe äänellä\n:quit\n1\ny\n:finish\n:quit\n",
                room.code
            ),
        )
        .ok();
    assert!(run.out.contains("Kokeilu"), "{}", run.out);
    assert!(run.out.contains("Mistä puhutaan?"), "{}", run.out);
    assert_eq!(room.text("aihe"), "aihe äänellä");
}

#[test]
fn the_journey_and_what_is_searched_for_are_read_in_lines() {
    let room = Room::new();
    let begin = format!("{}\n6\naihe äänellä\n:quit\n", room.code);
    room.house.run(&["--plain"], &begin).ok();
    let look = format!(
        ":find aihe\n:names\n:find aih\n:back\n{}\n:journey\n:back\n:find ään\n:quit\n",
        room.code
    );
    let run = room.house.run(&["--plain"], &look).ok();
    let hit = format!("{} ", room.code);
    let hits = run.out.lines().filter(|line| line.contains("aihe äänellä"));
    let hits: Vec<&str> = hits.collect();
    assert_eq!(hits.len(), 2, "a covered home shows no words: {}", run.out);
    assert!(
        hits.iter()
            .all(|line| line.starts_with("1\t") && line.contains(&hit))
    );
}

#[test]
fn long_and_strange_lines_harm_nothing() {
    let room = Room::new();
    let long = "ä".repeat(200_000);
    let run = room
        .fill(&[&long, "\u{0}\u{1b}[2J", ":", ":::", "k\r", "\u{202e}yö"])
        .ok();
    assert!(run.out.lines().last().unwrap().starts_with("session="));
    assert!(room.text("aihe").len() <= 64 * 1024);
    assert!(!room.text("lisaa").contains('\u{202e}'));
}

/// A form that may be taken in beside, with an item of the same id.
const BESIDE: &str = r#"
format = 1
id = "lisalomake"
languages = ["fi"]
title = "Lisälomake"
licence = "EUPL-1.2"
source = "own work"
subject = "client"
retention = "case_24_months"

[[section]]
id = "osa"
title = "Osa"

[[item]]
section = "osa"
id = "aihe"
kind = "text"
label = "Mikä toinen asia?"

[[item]]
section = "osa"
id = "vointi"
kind = "yes_no"
label = "Voitko hyvin?"
"#;

#[test]
fn a_further_form_is_taken_in_finished_and_looked_back_at_with_the_first() {
    let room = Room::new();
    room.house.form("lisa.toml", BESIDE);
    let run = room
        .fill(&[
            ":form",
            ":form eiole",
            "yksi",
            ":form lisalomake",
            "kaksi",
            "k",
            ":goto aihe",
            ":goto lisalomake.aihe",
            ":finish",
        ])
        .ok();
    assert!(run.err.contains("lisalomake  Lisälomake"), "{}", run.err);
    assert!(run.err.contains("eiole"), "{}", run.err);
    assert!(run.err.contains("=== Lisälomake"), "{}", run.err);
    assert!(
        run.out.contains("lisalomake.aihe\tMikä toinen asia? ["),
        "{}",
        run.out
    );
    let stored = room.stored();
    // The papers of the meeting wait for the screen.
    let catalogue = kohtaa::form::Catalogue::load(None);
    let is_paper = |id: &str| catalogue.find(id).is_some_and(|it| it.paper.is_some());
    let (papers, asked): (Vec<_>, Vec<_>) = stored
        .responses
        .iter()
        .map(|it| &it.row)
        .partition(|row| is_paper(row.form_id.as_str()));
    assert!(asked.iter().all(|row| row.status == Status::Completed) && asked.len() == 2);
    assert!(papers.iter().all(|row| row.status == Status::InProgress) && !papers.is_empty());
    let session = stored.row.id.to_string();
    let shown = room.house.run(&["session", "show", &session], "").ok();
    assert!(
        shown.out.contains("yksi") && shown.out.contains("kaksi"),
        "{}",
        shown.out
    );
}

#[test]
fn what_was_done_is_taken_back_and_done_again_after_a_restart_too() {
    let room = Room::new();
    room.house.form("lisa.toml", BESIDE);
    room.fill(&["yksi", ":form lisalomake", "kaksi", ":undo"])
        .ok();
    let run = room
        .fill(&[":undo", ":undo", ":undo", ":redo", ":redo", ":redo"])
        .ok();
    assert!(run.err.contains("Ei ole mitään peruttavaa."), "{}", run.err);
    assert!(
        !run.err.contains("Ei ole mitään tehtävää uudelleen."),
        "{}",
        run.err
    );
    assert_eq!(room.text("aihe"), "yksi");
    let stored = room.stored();
    let beside = &stored.responses[1];
    assert_eq!(beside.row.status, Status::InProgress);
    assert!(beside.cells.iter().any(|(path, _)| path.item == *"aihe"));
    room.fill(&[":undo", ":undo"]).ok();
    assert_eq!(
        room.stored().responses[1].row.status,
        Status::EnteredInError
    );
    let last = room.fill(&[":redo", ":redo", ":redo"]).ok();
    assert!(
        last.err.contains("Ei ole mitään tehtävää uudelleen."),
        "{}",
        last.err
    );
}
