//! Scenes that are met seldom: choices over a screen, a form that is tried out, what the program asks once.

use kohtaa::app::FormRead;
use kohtaa::casework::Setting;
use kohtaa::form::{Source, Style, start};
use kohtaa::lang::Lang;

use super::player::Player;
use super::scenes::{self, Scene, command, on, scene};

pub const RARE: &[Scene] = &[
    scene("unfinished", |lang| on(scenes::mikko(lang), "a")),
    scene("looks", |lang| command(scenes::office(lang), "do-theme")),
    scene("passphrase", |lang| {
        let player = command(scenes::office(lang), "do-passphrase");
        on(player, "koivu järvi kivi tuuli<enter>salasana2026")
    }),
    scene("due", |lang| command(scenes::office(lang), "do-due")),
    scene("correct", |lang| on(scenes::aino(lang), "<enter>c<enter>")),
    scene("rehearsal", |lang| {
        command(scenes::office(lang), "do-rehearse")
    }),
    scene("rehearsal_end", |lang| {
        let player = command(scenes::office(lang), "do-rehearse");
        on(player, "<enter><esc>")
    }),
    scene("findings", findings),
    scene("version", version),
    scene("misfits", |lang| on(version(lang), "3")),
    scene("whose", |lang| {
        on(command(scenes::ruler(lang), "do-move-meeting"), "mi")
    }),
    scene("whose_sure", |lang| {
        on(command(scenes::ruler(lang), "do-move-meeting"), "mi<enter>")
    }),
    scene("sort", |lang| {
        let player = scenes::owner(lang);
        command(on(player, "1raha-asiat<tab>"), "do-sort-rows")
    }),
    scene("client_alone", |lang| {
        on(command(scenes::ruler(lang), "do-turn-alone"), "6<ctrl-r>r")
    }),
];

/// A form that somebody is writing, with a fault in it.
fn findings(lang: Lang) -> Player {
    let mut player = scenes::office(lang);
    let text = start("kysely", Style::Questionnaire).replace("energy <=", "enrgy <=");
    let source = Source::new("kysely.toml", text.into_bytes());
    let (found, form) = player.app.catalogue.read(&source);
    let read = FormRead { found, form };
    let setting = Setting::in_person(lang);
    let file = Some("kysely.toml".to_owned());
    player.app.begin_preview(file, setting, read);
    player
}

/// A meeting whose form has got a newer version meanwhile, into which not every answer fits.
pub fn version(lang: Lang) -> Player {
    let items: String = (1..=6).map(text_item).collect();
    let mut player = scenes::with_form(lang, "aino", &format!("{HEAD}{items}"));
    player.play("yksi<tab>kaksi<tab>kolme<tab>neljä<tab>viisi<tab>kuusi<tab>");
    let folder = player.leave();
    let newer = items.replacen("\"text\"", "\"yes_no\"", 5);
    let file = folder.path().join("forms/own.toml");
    std::fs::write(file, format!("{HEAD}{newer}")).unwrap();
    let mut player = Player::locked_in(folder, lang);
    player.on(25).unlock();
    command(on(player, "aino<enter><enter>"), "do-version")
}

const HEAD: &str = r#"
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
"#;

fn text_item(number: usize) -> String {
    format!(
        "\n[[item]]\nsection = \"morning\"\nid = \"q{number}\"\nkind = \"text\"\nlabel = {{ fi = \"Kysymys {number}?\" }}\n"
    )
}
