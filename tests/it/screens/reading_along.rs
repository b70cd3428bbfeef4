//! Between the start and the end of a meeting the client reads along: whatever a key leads to shows no tally, percentage, band,
//! hint, suggestion, warning or other client. What lies over the screen by a key may show hints, suggestions and warnings.

use std::collections::{BTreeMap, BTreeSet};

use kohtaa::app::commands::{COMMANDS, Command, Do, Scope};
use kohtaa::app::overlay::{Choice, Overlay, Target};
use kohtaa::app::{App, Screen};
use kohtaa::form::{Form, Piece, Style, Wording};
use kohtaa::lang::Lang;

use super::every::{MODES, OVERLAYS, PAUSES, shown};
use super::player::{Player, SIZES};
use super::rare::version;
use super::scenes::{self, MEETINGS, on};

const EVERY_KIND: &str = include_str!("../forms/every_kind.toml");
/// Their own name is said aloud, not shown either.
const NAMES: [&str; 3] = ["Aino", "Mikko", "Sari"];
/// So many keys without anything new are a walk's end.
const DRIFT: usize = 6;

/// What may not be read in a form: its beginnings.
struct Kept {
    /// Nowhere.
    never: Vec<String>,
    /// Only over the screen, where a key has opened it.
    asked: Vec<String>,
}

impl Kept {
    fn of(form: &Form) -> Kept {
        let items = form.items.iter();
        let hints = items.clone().map(|item| &item.hint);
        let suggestions = form.suggestions.iter().map(|it| &it.text);
        let constraints = items.clone().flat_map(|item| &item.constraints);
        let warnings = constraints.filter(|it| it.warning).map(|it| &it.message);
        let asked = hints.chain(suggestions).chain(warnings);
        let bands = items.flat_map(|item| &item.bands);
        let bands = bands.flat_map(|band| Lang::ALL.map(|lang| band.text.plain(lang).to_owned()));
        Kept {
            never: beginnings(bands),
            asked: beginnings(asked.flat_map(texts)),
        }
    }
}

fn texts(wording: &Wording) -> Vec<String> {
    let variants = wording.variants.iter();
    let texts = variants.flat_map(|variant| Lang::ALL.map(|lang| variant.text.exact(lang)));
    let texts = texts.flatten();
    let texts = texts.filter_map(|template| match template.pieces.first() {
        Some(Piece::Text(text)) => Some(text.to_string()),
        _ => None,
    });
    texts.collect()
}

/// Long enough to be told from other words.
fn beginnings(texts: impl Iterator<Item = String>) -> Vec<String> {
    let cut = texts.map(|text| text.chars().take(24).collect::<String>());
    cut.filter(|text| text.chars().count() > 8).collect()
}

/// `3/7`, or a number in brackets that is not a choice on a ruler.
fn is_tally(line: &str) -> bool {
    let digits =
        |part: &str| !part.is_empty() && part.chars().all(|letter| letter.is_ascii_digit());
    line.split_whitespace().any(|word| {
        let over = word
            .split_once('/')
            .is_some_and(|(of, all)| digits(of) && digits(all));
        let bracketed = word
            .strip_prefix('(')
            .and_then(|word| word.strip_suffix(')'))
            .is_some_and(digits);
        over || bracketed
    })
}

/// Whether clients are being looked for by their names: the meeting was begun with the wrong one.
fn seeks_client(app: &App) -> bool {
    match app.overlays.last() {
        Some(Overlay::Picker(picker)) => {
            let is_client = |target: &Target| matches!(target, Target::Client(_));
            picker.entries.iter().any(|it| is_client(&it.target))
        }
        Some(Overlay::Menu(menu)) => {
            let is_transfer = |choice: &Choice| matches!(choice, Choice::Transfer(_));
            menu.options.iter().any(|(_, choice)| is_transfer(choice))
        }
        _ => false,
    }
}

/// Holds what is on the screen now against the rules; `told`: how one got there.
fn check(player: &Player, size: (u16, u16), told: &str, known: &mut BTreeMap<String, Kept>) {
    let app = &player.app;
    let Screen::Meeting(meeting) = &app.screen else {
        return;
    };
    let text = player.text(size);
    let asked = !app.overlays.is_empty();
    if !seeks_client(app) {
        for name in NAMES {
            assert!(!text.contains(name), "{told}: {name}\n{text}");
        }
    }
    assert!(!text.contains('%'), "{told}: a percentage\n{text}");
    let mut forms = meeting.fillings.iter().map(|it| it.response.form());
    let may_count = forms.any(|form| form.style == Style::Questionnaire);
    let counts = text.lines().any(is_tally);
    assert!(may_count || !counts, "{told}: a tally\n{text}");
    for filling in &meeting.fillings {
        let form = filling.response.form();
        let kept = known.entry(form.hash.to_string());
        let kept = kept.or_insert_with(|| Kept::of(form));
        let asked = kept.asked.iter().filter(|_| !asked);
        for words in kept.never.iter().chain(asked) {
            assert!(!text.contains(words), "{told}: {words}\n{text}");
        }
    }
}

#[test]
fn no_scene_of_a_meeting_shows_what_the_client_is_not_to_read() {
    let mut known = BTreeMap::new();
    for scene in MEETINGS {
        let player = (scene.play)(Lang::Fi);
        for size in SIZES {
            check(&player, size, scene.name, &mut known);
        }
    }
}

#[test]
fn how_many_marks_were_made_cannot_be_seen() {
    let marked = |marks: &str| {
        let keys = format!("<f2>haluan töihin<enter>{marks}");
        let mut player = on(scenes::ruler(Lang::Fi), &keys);
        let listening = player.text((80, 24));
        player.play("<esc>");
        (listening, player.text((80, 24)))
    };
    assert_eq!(marked("+"), marked("+++++++"));
}

/// Where walks begin: meetings of every kind, with earlier answers, suggestions that are due and a warning.
const BEGINNINGS: &[fn() -> Player] = &[
    || {
        let text = "<f2>++en halua istua kotona<enter><esc>1<tab><tab>1";
        on(scenes::ruler(Lang::Fi), text)
    },
    || {
        on(
            scenes::closing(Lang::Fi),
            "<tab>1.3.2025<tab><backtab><backtab>",
        )
    },
    || on(scenes::sari(Lang::Fi), "a<enter>"),
    || on(scenes::aino(Lang::Fi), "a3"),
    || on(scenes::aino(Lang::Fi), "a4"),
    || on(scenes::mikko(Lang::Fi), "<enter>55"),
    || scenes::with_form(Lang::Fi, "aino", EVERY_KIND),
    || {
        let rows = "1raha-asiat<tab>2lasten hoito<tab><up><up>";
        on(scenes::owner(Lang::Fi), rows)
    },
    || practising(on(scenes::ruler(Lang::Fi), "<ctrl-f>kuu<enter>")),
    || on(version(Lang::Fi), "<esc>tunnus on 131052-308T"),
];

/// With nobody: the finer marks may be practised.
fn practising(mut player: Player) -> Player {
    if let Screen::Meeting(meeting) = &mut player.app.screen {
        meeting.subject.practice = true;
    }
    player
}

/// Keys that are no commands: they answer, choose in menus, and are typed.
const CONTENT: [&str; 16] = [
    "1", "2", "3", "4", "5", "6", "7", "8", "9", "0", "+", " ", "ä", "<enter>", "<tab>", "<delete>",
];

/// All that can be done where one is, by name, with its keys: all commands in force, and the keys of the content.
fn deeds(app: &App) -> Vec<(String, String)> {
    let scopes = app.scopes();
    let in_force = |command: &&Command| {
        let leaves = matches!(command.does, Do::Quit | Do::Suspend);
        scopes.contains(&command.scope) && app.enabled(command) && !leaves
    };
    let commands = COMMANDS.iter().filter(in_force);
    let by_key = commands.clone().filter_map(|command| {
        let key = command.keys.first()?;
        Some((command.id.to_owned(), format!("<{key}>")))
    });
    let has_palette = scopes.contains(&Scope::Global);
    let by_name = commands.filter(|command| has_palette && command.keys.is_empty());
    let by_name = by_name.map(|command| {
        let keys = format!("<ctrl-p>{}<enter>", app.say(command.label));
        (command.id.to_owned(), keys)
    });
    let content = CONTENT.map(|key| (key.to_owned(), key.to_owned()));
    by_key.chain(by_name).chain(content).collect()
}

/// Scopes in which every command is done.
const OF_MEETINGS: [Scope; 9] = [
    Scope::Meeting,
    Scope::Jumped,
    Scope::Closed,
    Scope::Open,
    Scope::Rows,
    Scope::Listening,
    Scope::Turned,
    Scope::Together,
    Scope::Line,
];

/// What one sees and can do, without what was answered.
fn state(app: &App) -> String {
    format!("{:?} {:?} {}", shown(app), app.scopes(), app.hidden)
}

/// What has been done where, and how often.
#[derive(Default)]
struct Walked {
    done: BTreeMap<(String, String), usize>,
    known: BTreeMap<String, Kept>,
    steps: usize,
}

impl Walked {
    /// Does what was done least, until nothing new comes or the meeting is over. How much was new.
    fn walk(&mut self, mut player: Player) -> usize {
        let (mut new, mut drift) = (0, 0);
        let mut way = String::new();
        while drift < DRIFT {
            if player.app.is_locked() {
                player.unlock();
            }
            if !matches!(player.app.screen, Screen::Meeting(_)) {
                break;
            }
            let here = state(&player.app);
            let times = |walked: &Walked, name: &str| {
                let done = walked.done.get(&(here.clone(), name.to_owned()));
                done.copied().unwrap_or(0)
            };
            let deeds = deeds(&player.app).into_iter();
            let (name, keys) = deeds.min_by_key(|(name, _)| times(self, name)).unwrap();
            if times(self, &name) == 0 {
                (new, drift) = (new + 1, 0);
            } else {
                drift += 1;
            }
            *self.done.entry((here, name)).or_default() += 1;
            way.push_str(&keys);
            player.play(&keys);
            self.steps += 1;
            let size = SIZES[self.steps % SIZES.len()];
            player.app.size = size;
            check(&player, size, &way, &mut self.known);
        }
        new
    }
}

#[test]
fn whatever_a_key_leads_to_in_a_meeting_shows_the_client_nothing_of_that() {
    let mut walked = Walked::default();
    for begin in BEGINNINGS {
        while walked.walk(begin()) > 0 {}
    }
    let done = |name: &str| walked.done.keys().any(|(_, deed)| deed == name);
    let of_meetings = |command: &&Command| OF_MEETINGS.contains(&command.scope);
    let left = COMMANDS.iter().filter(of_meetings);
    let left: Vec<&str> = left.map(|it| it.id).filter(|id| !done(id)).collect();
    assert!(left.is_empty(), "never done: {left:?}");
    let states: BTreeSet<&String> = walked.done.keys().map(|(state, _)| state).collect();
    let seen = |name: &&str| states.iter().any(|state| state.contains(*name));
    let wanted = [MODES, OVERLAYS, PAUSES].concat();
    let unseen: Vec<&str> = wanted.into_iter().filter(|it| !seen(it)).collect();
    let elsewhere = ["over it: a search", "over it: a small form"];
    assert_eq!(unseen, elsewhere, "{states:#?}");
}
