//! Scenes to look at: an office with a few invented clients, played into being once and copied for each test.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use kohtaa::app::meeting::Focus;
use kohtaa::app::overlay::{Overlay, PickerEntry, Target};
use kohtaa::app::{Door, Screen};
use kohtaa::lang::Lang;

use super::player::Player;

/// What stands at the beginning of a meeting with the goal conversation, after the client's page.
const BEGIN: &str = "a5";

/// A screen with its name.
pub struct Scene {
    pub name: &'static str,
    pub play: fn(Lang) -> Player,
}

pub const fn scene(name: &'static str, play: fn(Lang) -> Player) -> Scene {
    Scene { name, play }
}

/// Screens that look the same for everybody: looked at in every language.
pub const PAGES: &[Scene] = &[
    scene("set_up", Player::newcomer),
    scene("set_up_controller", |lang| {
        on(Player::newcomer(lang), "Outi Ohjaaja<enter><enter>")
    }),
    scene("set_up_key", |lang| {
        on(
            Player::newcomer(lang),
            "Outi Ohjaaja<enter><enter>2<enter>age1",
        )
    }),
    scene("set_up_fault", |lang| {
        on(
            Player::newcomer(lang),
            "Outi Ohjaaja<enter><enter><enter><enter>lyhyt<enter><enter><enter>",
        )
    }),
    scene("recovery", |lang| recovery(lang, "")),
    scene("recovery_wrong", |lang| recovery(lang, "ABCD<enter>")),
    scene("unlock", locked),
    scene("unlock_typed", |lang| on(locked(lang), "koivu")),
    scene("unlock_fault", |lang| {
        on(locked(lang), "väärä lause<enter>")
    }),
    scene("home_empty", Player::empty),
    scene("home_covered", office),
    scene("home_uncovered", |lang| on(office(lang), ".")),
    scene("home_filtered", |lang| on(office(lang), ".ai")),
    scene("home_none", |lang| on(office(lang), ".xyz")),
    scene("client_new", |lang| on(office(lang), "+Veikko")),
    scene("client", aino),
    scene("client_fresh", sari),
    scene("client_edit", |lang| on(aino(lang), "m")),
    scene("start", |lang| on(aino(lang), "a")),
    scene("start_first", |lang| on(sari(lang), "a")),
    scene("start_changed", |lang| {
        on(aino(lang), "a<down><down><tab><tab><tab><right>")
    }),
    scene("help", |lang| on(aino(lang), "<f1>")),
    scene("palette", |lang| on(aino(lang), "<ctrl-p>")),
    scene("review", |lang| on(aino(lang), "<enter>")),
    scene("review_end", |lang| on(aino(lang), "<enter><end>")),
    scene("review_unfinished", |lang| {
        on(aino(lang), "<down><down><enter>")
    }),
    scene("outdoors", |lang| {
        let mut player = aino(lang);
        player.app.outdoors = true;
        player.app.battery = Some(62);
        player
    }),
    scene("after", |lang| on(after(lang), "")),
    scene("after_taken", |lang| {
        on(after(lang), "  <enter> Sovittu.<esc>")
    }),
    scene("after_written", |lang| on(after(lang), "<enter>")),
    scene("after_end", |lang| on(after(lang), "<pagedown>")),
    scene("learning", |lang| command(office(lang), "do-learning")),
    scene("journey", |lang| on(aino(lang), "p")),
    scene("journey_end", |lang| on(aino(lang), "p<end>")),
    scene("journey_sifted", |lang| on(aino(lang), "ptf")),
    scene("comparison", |lang| on(aino(lang), "pv")),
    scene("search_within", |lang| on(aino(lang), "/kah")),
    scene("search_all", |lang| on(office(lang), ".<ctrl-f>kah")),
    scene("privacy", |lang| on(aino(lang), "<f8>")),
];

/// Screens of a meeting, where what is asked comes from the form.
pub const MEETINGS: &[Scene] = &[
    scene("meeting_begins", told),
    scene("route_first", |lang| on(sari(lang), "a<enter>")),
    scene("route_later", |lang| on(aino(lang), "a<enter>")),
    scene("route_behind", |lang| {
        on(aino(lang), &format!("a<enter>{}", "<pagedown>".repeat(5)))
    }),
    scene("route_phone", |lang| on(aino(lang), "a3")),
    scene("route_interpreter", |lang| on(aino(lang), "a4")),
    scene("route_interpreter_listening", |lang| {
        on(
            aino(lang),
            "a4<f2>en halua istua kotona<enter>haluan töihin + kursseille",
        )
    }),
    scene("meeting_opening", |lang| on(aino(lang), BEGIN)),
    scene("meeting_note", |lang| {
        on(
            aino(lang),
            &format!(
                "{BEGIN}Poika sai paikan koulusta, ja aamuisin on nyt jokin syy nousta ylös. Kävin kahvilassa katsomassa, millaista siellä on."
            ),
        )
    }),
    scene("ruler_before", ruler),
    scene("ruler_moved", |lang| on(ruler(lang), "<left><left>")),
    scene("ruler_after", |lang| on(ruler(lang), "6")),
    scene("ruler_follow_up", |lang| {
        on(ruler(lang), "6<tab>lapset näkisivät minun tekevän jotain")
    }),
    scene("ruler_ten", |lang| on(ruler(lang), "+")),
    scene("text", |lang| on(direction(lang), "")),
    scene("list_row", owner),
    scene("list_rows", |lang| {
        on(
            direction(lang),
            "kahvilatyö<tab>1raha-asiat<tab>2lasten hoito<tab>1",
        )
    }),
    scene("fold", |lang| on(ruler(lang), "<tab><tab>")),
    scene("fold_open", |lang| on(ruler(lang), "<tab><tab> ")),
    scene("deck", |lang| on(deck(lang), "")),
    scene("deck_used", |lang| on(deck(lang), "13")),
    scene("multi", |lang| on(values(lang), "")),
    scene("multi_ticked", |lang| on(values(lang), "25<down><down> ")),
    scene("table", |lang| {
        on(values(lang), "25<tab><tab>Lapset näkevät.<tab>")
    }),
    scene("plan", |lang| on(plan(lang), "")),
    scene("plan_step", |lang| {
        on(plan(lang), "Soitan kahvilaan<tab>1huomenna<tab>")
    }),
    scene("date_fault", |lang| {
        on(plan(lang), "Soitan kahvilaan<tab>131.2.<tab>")
    }),
    scene("date_fault_in_focus", |lang| {
        on(plan(lang), "Soitan kahvilaan<tab>131.2.<tab><backtab>")
    }),
    scene("official", |lang| {
        on(aino(lang), &format!("{BEGIN}{}", "<pagedown>".repeat(4)))
    }),
    scene("summary", |lang| on(closing(lang), "")),
    scene("summary_taken", |lang| on(closing(lang), "<ctrl-d>")),
    scene("date_warning", |lang| {
        on(closing(lang), "<tab>1.3.2025<tab><backtab>")
    }),
    scene("scale", heard),
    scene("questionnaire", |lang| on(mikko(lang), "<enter>")),
    scene("questionnaire_answered", |lang| {
        on(mikko(lang), "<enter>55")
    }),
    scene("questionnaire_full", |lang| on(sari(lang), "a613")),
    scene("fallback", own_form),
    scene("number_fault", |lang| {
        on(own_form(lang), "kolme<tab><backtab>")
    }),
    scene("own_form_filled", |lang| {
        on(own_form(lang), "3<tab>2,5<tab>7.15<tab>")
    }),
    scene("questionnaire_options", |lang| {
        on(sari(lang), "a61<pagedown>")
    }),
    scene("suggestions", |lang| {
        command(on(ruler(lang), "1"), "do-suggestions")
    }),
    scene("turned", |lang| on(ruler(lang), "<f10>")),
    scene("turned_chosen", |lang| on(ruler(lang), "<f10>6")),
    scene("turned_done", |lang| {
        on(ruler(lang), "<f10>6<enter>3<enter>")
    }),
    scene("turned_options", |lang| {
        on(mikko(lang), "<enter><f10>55<enter>")
    }),
    scene("turned_words", |lang| {
        on(heard(lang), "<f10>9<enter>6<enter>vähemmän lomakkeita")
    }),
    scene("listening", |lang| on(aino(lang), &format!("{BEGIN}<f2>"))),
    scene("listening_quotes", |lang| {
        on(
            aino(lang),
            &format!(
                "{BEGIN}<f2>++en halua enää istua kotona<enter>haluan, että lapset näkevät minun tekevän jotain<enter>ja sitten vielä"
            ),
        )
    }),
    scene("pause", |lang| on(ruler(lang), "6<f11>")),
    scene("safety_card", |lang| on(ruler(lang), "6<f11><f11>")),
    scene("writing", |lang| {
        on(
            ruler(lang),
            "6<f10><f4>haluan, että lapset näkevät minun tekevän jotain aamuisin, eikä vain istuvan kotona",
        )
    }),
    scene("together", |lang| on(closing(lang), "<insert>")),
    scene("together_number", |lang| {
        on(closing(lang), "<insert><enter><enter><enter>")
    }),
    scene("together_forget", |lang| {
        on(closing(lang), "<insert><delete>")
    }),
    scene("together_correct", |lang| on(closing(lang), "<insert><f4>")),
    scene("together_quote", |lang| {
        on(
            closing(lang),
            "<f2>haluan nähdä meren<enter><esc><insert><enter><enter><enter><enter><enter><enter>",
        )
    }),
    scene("together_done", |lang| {
        on(
            closing(lang),
            "<insert><enter><enter><enter><enter><enter><enter><enter><enter><enter>",
        )
    }),
    scene("note_overlay", |lang| {
        on(
            ruler(lang),
            "6<f4>Mietti pitkään ja hymyili. Sanoi, että viime kerralla olisi sanonut kolmosen.",
        )
    }),
    scene("noted", |lang| {
        on(ruler(lang), "6<f4>Mietti pitkään.<esc><f5>")
    }),
    scene("answer_state", |lang| on(ruler(lang), "<f7>")),
    scene("answer_absent", |lang| on(ruler(lang), "<f7>1")),
    scene("why", |lang| on(ruler(lang), "<ctrl-t>")),
    scene("jump", |lang| on(ruler(lang), "<ctrl-f>kuu")),
    scene("meeting_help", |lang| on(ruler(lang), "<f1>")),
    scene("meeting_palette", |lang| on(ruler(lang), "<ctrl-p>pe")),
    scene("check", |lang| on(closing(lang), "<f6>")),
    scene("end", |lang| on(ruler(lang), "<esc>")),
    scene("setting", |lang| command(ruler(lang), "do-setting")),
    scene("add_form", |lang| command(ruler(lang), "do-add-form")),
    scene("finish_open", |lang| on(closing(lang), "<esc>2")),
    scene("finish_mend", |lang| {
        on(plan(lang), "Soitan kahvilaan<tab>131.2.<tab><esc>2")
    }),
    scene("forget", |lang| on(ruler(lang), "6<ctrl-x>")),
    scene("not_recording", |lang| on(ruler(lang), "<f12>")),
    scene("identity_code", |lang| {
        on(aino(lang), &format!("{BEGIN}tunnus on 131052-308T"))
    }),
    scene("undone", |lang| on(ruler(lang), "67<ctrl-z>")),
    scene("saving", |lang| {
        let mut player = ruler(lang);
        player.slow = true;
        on(player, "6")
    }),
    scene("not_saved", |lang| {
        let mut player = ruler(lang);
        player.disk_full = true;
        on(player, "6")
    }),
    scene("locking", |lang| {
        let mut player = ruler(lang);
        player.slow = true;
        on(player, "6<f9>")
    }),
];

/// A command by its name in the palette, whatever the language.
pub fn command(mut player: Player, label: &str) -> Player {
    let label = player.app.say(label);
    player.play(&format!("<ctrl-p>{label}<enter>"));
    player
}

/// To an item of the meeting's first form, whatever it is called in the language.
fn jump(mut player: Player, item: &str) -> Player {
    player.play("<ctrl-f>");
    let Some(Overlay::Picker(picker)) = player.app.overlays.last() else {
        panic!("nowhere to jump");
    };
    let Screen::Meeting(meeting) = &player.app.screen else {
        panic!("no meeting");
    };
    let leads = |entry: &PickerEntry| match entry.target {
        Target::Place(Focus::Spot { filling: 0, spot }, _) => {
            meeting.form().item(spot.item).id == *item
        }
        _ => false,
    };
    let at = picker.entries.iter().position(leads).unwrap();
    player.play(&"<down>".repeat(at)).play("<enter>");
    player
}

pub fn on(mut player: Player, keys: &str) -> Player {
    player.play(keys);
    player
}

fn recovery(lang: Lang, keys: &str) -> Player {
    let mut player = Player::newcomer(lang);
    player.app.screen = Screen::Door(Door::Recovery {
        key: super::player::recovery_key(),
        typed: kohtaa::app::editor::Editor::line(""),
        wrong: false,
    });
    on(player, keys)
}

fn locked(lang: Lang) -> Player {
    Player::locked_in(copied(), lang)
}

/// The office's home on 24 November, its vault open.
pub fn office(lang: Lang) -> Player {
    let mut player = locked(lang);
    player.unlock();
    player
}

/// Aino's meeting, just finished.
fn after(lang: Lang) -> Player {
    on(closing(lang), "<ctrl-d><tab>1.12.<tab><esc>22")
}

/// Aino's page: two meetings behind her.
pub fn aino(lang: Lang) -> Player {
    on(office(lang), "aino<enter>")
}

/// Mikko's page: a short self-assessment is open.
pub fn mikko(lang: Lang) -> Player {
    on(office(lang), "mikko<enter>")
}

/// Sari's page: nobody has met her yet.
pub fn sari(lang: Lang) -> Player {
    on(office(lang), "sari<enter>")
}

fn direction(lang: Lang) -> Player {
    on(aino(lang), &format!("{BEGIN}<pagedown>"))
}

/// At the ruler of importance of the theme that Aino has talked about before.
pub fn ruler(lang: Lang) -> Player {
    on(direction(lang), "kahvilatyö<tab>1<tab>kahvilatyö<pagedown>")
}

pub fn deck(lang: Lang) -> Player {
    jump(on(aino(lang), &format!("{BEGIN}Hyvää.")), "opening_deck")
}

pub fn values(lang: Lang) -> Player {
    jump(ruler(lang), "values")
}

pub fn plan(lang: Lang) -> Player {
    on(ruler(lang), &format!("6<pagedown>{}", "<tab>".repeat(8)))
}

/// At whose the first topic is.
pub fn owner(lang: Lang) -> Player {
    on(direction(lang), "kahvilatyö<tab>")
}

/// At the first question of somebody's first meeting.
pub fn told(lang: Lang) -> Player {
    on(sari(lang), BEGIN)
}

/// At the feedback of the closing.
pub fn heard(lang: Lang) -> Player {
    on(closing(lang), "<tab><tab>")
}

/// At the summary, with the plan of an earlier meeting and a theme talked through.
pub fn closing(lang: Lang) -> Player {
    on(
        ruler(lang),
        "6<tab>lapset näkisivät minun tekevän jotain<tab>3<pagedown><pagedown><pagedown>",
    )
}

/// Sari in a Swedish meeting with a form that somebody has written in Finnish only.
fn own_form(lang: Lang) -> Player {
    with_form(lang, "sari", OWN_FORM)
}

/// Somebody in a meeting with a form of the office's own, the first in the list.
pub fn with_form(lang: Lang, client: &str, form: &str) -> Player {
    let folder = copied();
    std::fs::create_dir(folder.path().join("forms")).unwrap();
    std::fs::write(folder.path().join("forms/own.toml"), form).unwrap();
    let mut player = Player::locked_in(folder, lang);
    player.unlock();
    on(player, &format!("{client}<enter>a5"))
}

/// The kinds that no shipped form uses, in one language.
const OWN_FORM: &str = r#"
format = 1
id = "aamu"
languages = ["fi"]
title = { fi = "Aamu" }
licence = "CC0-1.0"
source = "own work"
subject = "client"
style = "conversation"
sensitivity = "normal"
retention = "case_24_months"

[[section]]
id = "morning"
title = { fi = "Aamu" }

[[item]]
section = "morning"
id = "cups"
kind = "integer"
label = { fi = "Montako kuppia kahvia?" }

[[item]]
section = "morning"
id = "walk"
kind = "decimal"
label = { fi = "Montako kilometriä kävelit?" }

[[item]]
section = "morning"
id = "up"
kind = "time"
label = { fi = "Milloin nousit?" }
"#;

/// A vault of its own, as the office's is.
fn copied() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    copy(office_folder(), folder.path());
    folder
}

/// The vault of an office where work has been done: Aino met twice and once moved, Mikko's meeting left open, Sari new.
fn office_folder() -> &'static Path {
    static FOLDER: OnceLock<PathBuf> = OnceLock::new();
    FOLDER.get_or_init(|| {
        let mut player = Player::empty(Lang::Fi);
        player.on(-30);
        player.play("+Aino<enter><enter>");
        first_meeting(&mut player);
        player.on(2);
        second_meeting(&mut player);
        player.on(20);
        player.play("<esc>+Mikko<enter><enter>a7774<wait:1>");
        let mut player = Player::locked_in(player.leave(), Lang::Fi);
        player.on(20).unlock();
        player.play("+Sari<enter>3<enter>");
        player.leave().keep()
    })
}

fn first_meeting(player: &mut Player) {
    player.play(BEGIN);
    player.play("<pagedown>Sanoi, että aamut ovat raskaita.<pagedown>");
    player.play("kahvilatyö<tab>1<tab>kahvilatyö<pagedown>");
    player.play("4<tab>Poika kysyi, mitä teen päivät.<tab>3<tab>Olen ennenkin ollut keittiössä.");
    player.play("<pagedown>Kaksi päivää viikossa kahvilassa<tab><tab>");
    player.play("Soitan työpajalle<tab>2to<tab>Kysyn kahvilasta<tab>1ma<tab>");
    player.play("<pagedown><pagedown><ctrl-d><tab>2.11.<tab>");
    player.play("<f2>En halua enää istua kotona.<enter><esc>");
    player.play("<ctrl-f>kuulluksi<enter>98");
    player.play("<esc>22");
    // All is taken where it goes, and the next time is on her page.
    player.play("       <esc>aino<enter>");
}

fn second_meeting(player: &mut Player) {
    player.play(BEGIN);
    player.play("Kävi katsomassa kahvilaa.<pagedown>kahvilatyö<tab>1<tab>kahvilatyö<pagedown>");
    player.play("5<tab>Lapset näkisivät minun tekevän jotain.<tab>3<tab>");
    player.play("<pagedown><pagedown><pagedown><ctrl-d><tab>24.11.<tab>");
    player.play("<esc>22");
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).unwrap();
        }
    }
}
