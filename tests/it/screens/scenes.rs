//! Scenes to look at: an office with a few invented clients, played into being once and copied for each test.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use kohtaa::app::Door;
use kohtaa::lang::Lang;

use super::player::Player;

/// What stands at the beginning of a meeting with the goal conversation, after the client's page.
const BEGIN: &str = "a<enter><enter><enter><enter>";

/// A screen with its name. The last says whether it stands between the start and the end of a meeting.
pub struct Scene {
    pub name: &'static str,
    pub play: fn(Lang) -> Player,
    pub meeting: bool,
}

const fn page(name: &'static str, play: fn(Lang) -> Player) -> Scene {
    Scene {
        name,
        play,
        meeting: false,
    }
}

const fn meeting(name: &'static str, play: fn(Lang) -> Player) -> Scene {
    Scene {
        name,
        play,
        meeting: true,
    }
}

/// Screens that look the same for everybody: looked at in every language.
pub const PAGES: &[Scene] = &[
    page("set_up", |lang| Player::newcomer(lang)),
    page("set_up_controller", |lang| {
        on(Player::newcomer(lang), "Outi Ohjaaja<enter><enter>")
    }),
    page("set_up_key", |lang| {
        on(
            Player::newcomer(lang),
            "Outi Ohjaaja<enter><enter>2<enter>age1",
        )
    }),
    page("set_up_fault", |lang| {
        on(
            Player::newcomer(lang),
            "Outi Ohjaaja<enter><enter><enter><enter>lyhyt<enter><enter><enter>",
        )
    }),
    page("recovery", |lang| recovery(lang, "")),
    page("recovery_wrong", |lang| recovery(lang, "ABCD<enter>")),
    page("unlock", |lang| locked(lang)),
    page("unlock_typed", |lang| on(locked(lang), "koivu")),
    page("unlock_fault", |lang| {
        on(locked(lang), "väärä lause<enter>")
    }),
    page("home_empty", |lang| Player::empty(lang)),
    page("home_covered", |lang| office(lang)),
    page("home_uncovered", |lang| on(office(lang), ".")),
    page("home_filtered", |lang| on(office(lang), ".ai")),
    page("home_none", |lang| on(office(lang), ".xyz")),
    page("client_new", |lang| on(office(lang), "+Veikko")),
    page("client", |lang| aino(lang)),
    page("client_fresh", |lang| sari(lang)),
    page("client_edit", |lang| on(aino(lang), "m")),
    page("start", |lang| on(aino(lang), "a")),
    page("help", |lang| on(aino(lang), "<f1>")),
    page("palette", |lang| on(aino(lang), "<ctrl-p>")),
    page("review", |lang| on(aino(lang), "<enter>")),
    page("review_end", |lang| on(aino(lang), "<enter><end>")),
    page("review_unfinished", |lang| {
        on(aino(lang), "<down><down><enter>")
    }),
    page("privacy", |lang| on(aino(lang), "<f8>")),
];

/// Screens of a meeting, where what is asked comes from the form.
pub const MEETINGS: &[Scene] = &[
    meeting("meeting_begins", |lang| on(sari(lang), BEGIN)),
    meeting("meeting_opening", |lang| on(aino(lang), BEGIN)),
    meeting("meeting_note", |lang| {
        on(
            aino(lang),
            &format!(
                "{BEGIN}Poika sai paikan koulusta, ja aamuisin on nyt jokin syy nousta ylös. Kävin kahvilassa katsomassa, millaista siellä on."
            ),
        )
    }),
    meeting("ruler_before", |lang| ruler(lang)),
    meeting("ruler_moved", |lang| on(ruler(lang), "<left><left>")),
    meeting("ruler_after", |lang| on(ruler(lang), "6")),
    meeting("ruler_follow_up", |lang| {
        on(ruler(lang), "6<tab>lapset näkisivät minun tekevän jotain")
    }),
    meeting("ruler_ten", |lang| on(ruler(lang), "+")),
    meeting("text", |lang| on(direction(lang), "")),
    meeting("list_row", |lang| on(direction(lang), "kahvilatyö<tab>")),
    meeting("list_rows", |lang| {
        on(
            direction(lang),
            "kahvilatyö<tab>1raha-asiat<tab>2lasten hoito<tab>1",
        )
    }),
    meeting("fold", |lang| on(ruler(lang), "<tab><tab>")),
    meeting("fold_open", |lang| on(ruler(lang), "<tab><tab> ")),
    meeting("deck", |lang| on(deck(lang), "")),
    meeting("deck_used", |lang| on(deck(lang), "13")),
    meeting("multi", |lang| on(values(lang), "")),
    meeting("multi_ticked", |lang| on(values(lang), "25<down><down> ")),
    meeting("table", |lang| {
        on(values(lang), "25<tab><tab>Lapset näkevät.<tab>")
    }),
    meeting("plan", |lang| on(plan(lang), "")),
    meeting("plan_step", |lang| {
        on(plan(lang), "Soitan kahvilaan<tab>1huomenna<tab>")
    }),
    meeting("date_fault", |lang| {
        on(plan(lang), "Soitan kahvilaan<tab>131.2.<tab>")
    }),
    meeting("date_fault_in_focus", |lang| {
        on(plan(lang), "Soitan kahvilaan<tab>131.2.<tab><backtab>")
    }),
    meeting("official", |lang| {
        on(aino(lang), &format!("{BEGIN}{}", "<pagedown>".repeat(4)))
    }),
    meeting("summary", |lang| on(closing(lang), "")),
    meeting("summary_taken", |lang| on(closing(lang), "<ctrl-d>")),
    meeting("date_warning", |lang| {
        on(closing(lang), "<tab>1.3.2027<tab><backtab>")
    }),
    meeting("scale", |lang| on(closing(lang), "<tab><tab>")),
    meeting("questionnaire", |lang| on(mikko(lang), "<enter>")),
    meeting("questionnaire_answered", |lang| {
        on(mikko(lang), "<enter>55")
    }),
    meeting("questionnaire_full", |lang| {
        on(sari(lang), "a2<enter><enter><enter><enter>13")
    }),
    meeting("fallback", |lang| {
        on(sari(lang), "a2<enter><enter>3<enter><enter>")
    }),
    meeting("listening", |lang| on(aino(lang), &format!("{BEGIN}<f2>"))),
    meeting("listening_quotes", |lang| {
        on(
            aino(lang),
            &format!(
                "{BEGIN}<f2>++en halua enää istua kotona<enter>haluan, että lapset näkevät minun tekevän jotain<enter>ja sitten vielä"
            ),
        )
    }),
    meeting("note_overlay", |lang| {
        on(
            ruler(lang),
            "6<f4>Mietti pitkään ja hymyili. Sanoi, että viime kerralla olisi sanonut kolmosen.",
        )
    }),
    meeting("noted", |lang| {
        on(ruler(lang), "6<f4>Mietti pitkään.<esc><f5>")
    }),
    meeting("answer_state", |lang| on(ruler(lang), "<f7>")),
    meeting("answer_absent", |lang| on(ruler(lang), "<f7>1")),
    meeting("why", |lang| on(ruler(lang), "<ctrl-t>")),
    meeting("jump", |lang| on(ruler(lang), "<ctrl-f>pal")),
    meeting("meeting_help", |lang| on(ruler(lang), "<f1>")),
    meeting("meeting_palette", |lang| on(ruler(lang), "<ctrl-p>pe")),
    meeting("check", |lang| on(closing(lang), "<f6>")),
    meeting("end", |lang| on(ruler(lang), "<esc>")),
    meeting("finish_open", |lang| on(closing(lang), "<esc>2")),
    meeting("finish_mend", |lang| {
        on(plan(lang), "Soitan kahvilaan<tab>131.2.<tab><esc>2")
    }),
    meeting("forget", |lang| on(ruler(lang), "6<ctrl-x>")),
    meeting("not_recording", |lang| on(ruler(lang), "<f12>")),
    meeting("identity_code", |lang| {
        on(aino(lang), &format!("{BEGIN}tunnus on 131052-308T"))
    }),
    meeting("undone", |lang| on(ruler(lang), "67<ctrl-z>")),
    meeting("saving", |lang| {
        let mut player = ruler(lang);
        player.slow = true;
        on(player, "6")
    }),
    meeting("not_saved", |lang| {
        let mut player = ruler(lang);
        player.disk_full = true;
        on(player, "6")
    }),
    meeting("locking", |lang| {
        let mut player = ruler(lang);
        player.slow = true;
        on(player, "6<f9>")
    }),
];

fn on(mut player: Player, keys: &str) -> Player {
    player.play(keys);
    player
}

fn recovery(lang: Lang, keys: &str) -> Player {
    let mut player = Player::newcomer(lang);
    player.app.screen = kohtaa::app::Screen::Door(Door::Recovery {
        key: super::player::recovery_key(),
        typed: kohtaa::app::editor::Editor::line(""),
        wrong: false,
    });
    on(player, keys)
}

fn locked(lang: Lang) -> Player {
    Player::locked_in(copied(), lang, 24)
}

/// The office's home on 24 November, its vault open.
pub fn office(lang: Lang) -> Player {
    let mut player = locked(lang);
    player.unlock();
    player
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
    on(
        direction(lang),
        "kahvilatyö<tab>1<tab>kahvilatyö<tab><pagedown>",
    )
}

fn deck(lang: Lang) -> Player {
    on(
        aino(lang),
        &format!("{BEGIN}Hyvää.<tab> <ctrl-f>Avoimia kysymyksiä<enter>"),
    )
}

fn values(lang: Lang) -> Player {
    on(ruler(lang), "<ctrl-f>arvo<enter>")
}

fn plan(lang: Lang) -> Player {
    on(ruler(lang), "6<pagedown><ctrl-f>askel<enter>")
}

fn closing(lang: Lang) -> Player {
    on(
        ruler(lang),
        "6<tab>lapset näkisivät minun tekevän jotain<tab>3<pagedown><pagedown><pagedown>",
    )
}

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
        player.play("<esc>+Mikko<enter><enter>");
        player.play("a3<enter>4<enter><enter><enter>774<wait:1><f9>");
        player.unlock();
        player.play("+Sari<enter>3<enter><esc>");
        player.leave().keep()
    })
}

fn first_meeting(player: &mut Player) {
    player.play(BEGIN);
    player.play("<pagedown>Sanoi, että aamut ovat raskaita.<pagedown>");
    player.play("kahvilatyö<tab>1<tab>kahvilatyö<tab>");
    player.play("4<tab>Poika kysyi, mitä teen päivät.<tab>3<tab>Olen ennenkin ollut keittiössä.");
    player.play("<pagedown>Kaksi päivää viikossa kahvilassa<down><down>");
    player.play("Soitan työpajalle<tab>2to<tab>");
    player.play("<pagedown><pagedown><ctrl-d><tab>2.11.<tab>");
    player.play("<f2>En halua enää istua kotona.<enter><esc>");
    player.play("<ctrl-f>kuulluksi<enter>98");
    player.play("<esc>22");
}

fn second_meeting(player: &mut Player) {
    player.play(BEGIN);
    player.play("Kävi katsomassa kahvilaa.<pagedown>kahvilatyö<tab>1<tab>kahvilatyö<tab>");
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
