//! Types keys through the real app into a real vault, and draws what the person would see.

use std::sync::Arc;

use chrono::{DateTime, Duration, TimeZone, Utc};
use kohtaa::app::key::Key;
use kohtaa::app::{Action, App, Door, Effect, Failed, Look, Outcome, Screen, Secret};
use kohtaa::casework::{Entry, Stamp};
use kohtaa::desk::{self, Inline};
use kohtaa::form::Catalogue;
use kohtaa::lang::Lang;
use kohtaa::ui::{self, Theme};
use kohtaa::vault::{self, Place, Setup, Vault};
use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use zeroize::Zeroizing;

pub const PASSPHRASE: &str = "koivu järvi kivi tuuli";
/// Low, so that a test does not wait: what it costs is tested with the vault.
const WORK_FACTOR: u8 = 4;
/// The sizes that every screen is looked at in.
pub const SIZES: [(u16, u16); 3] = [(80, 24), (120, 40), (40, 12)];

/// A person at the keyboard, on 24 November 2026 unless said otherwise.
pub struct Player {
    pub app: App,
    pub theme: Theme,
    /// The disk takes nothing.
    pub disk_full: bool,
    /// The vault does not answer: what is given stays on its way.
    pub slow: bool,
    /// What went to the vault.
    pub given: Vec<Entry>,
    /// What was given to the clipboard.
    pub copied: Vec<String>,
    desk: Inline,
    now: DateTime<Utc>,
    boot_ms: u64,
    keys: u64,
    recorded: usize,
    folder: tempfile::TempDir,
}

pub fn place(folder: &std::path::Path) -> Place {
    Place {
        data: folder.join("data"),
        state: folder.join("state"),
    }
}

impl Player {
    /// The program started where there is no vault yet.
    pub fn newcomer(lang: Lang) -> Player {
        Player::start(tempfile::tempdir().unwrap(), lang, false)
    }

    /// A vault with nobody in it, open.
    pub fn empty(lang: Lang) -> Player {
        let folder = tempfile::tempdir().unwrap();
        let setup = Setup {
            passphrase: Zeroizing::new(PASSPHRASE.to_owned()),
            organisation: None,
            own_controller: true,
            user: "Outi Ohjaaja".to_owned(),
            role: "ohjaaja".to_owned(),
            work_factor: WORK_FACTOR,
        };
        let stamp = stamp(morning(1), 1, 0);
        let (vault, _) = Vault::init(&place(folder.path()), setup, &stamp).unwrap();
        vault.close().unwrap();
        let mut player = Player::locked_in(folder, lang);
        player.unlock();
        player
    }

    /// The program started over a vault that is there, before the passphrase.
    pub fn locked_in(folder: tempfile::TempDir, lang: Lang) -> Player {
        Player::start(folder, lang, true)
    }

    fn start(folder: tempfile::TempDir, lang: Lang, exists: bool) -> Player {
        let catalogue = Arc::new(Catalogue::load(Some(&folder.path().join("forms"))));
        let now = morning(24);
        let desk = Inline::new(place(folder.path()), Arc::clone(&catalogue), None);
        let app = App::new(catalogue, lang, Look::Default, exists, stamp(now, 0, 0));
        Player {
            app,
            // Drawn so that each role can be told from the others.
            theme: Theme {
                plain_words: false,
                ..Theme::new(Look::Default, false)
            },
            disk_full: false,
            slow: false,
            given: Vec::new(),
            copied: Vec::new(),
            desk,
            now,
            boot_ms: 0,
            keys: 0,
            recorded: 0,
            folder,
        }
    }

    /// The folder, with the vault closed.
    pub fn leave(mut self) -> tempfile::TempDir {
        self.perform(vec![Effect::Lock]);
        self.folder
    }

    /// The vault itself, with the program closed: what it holds can be asked for.
    pub fn vault(self) -> Vault {
        let folder = self.leave();
        let secret = Secret(Zeroizing::new(PASSPHRASE.to_owned()));
        let secret = vault::Secret::Passphrase(secret.0);
        let stamp = stamp(morning(25), 1, 1);
        let vault = Vault::unlock(&place(folder.path()), &secret, &stamp).unwrap();
        // An open file stays readable without its name; its folder may not go before it.
        std::mem::forget(folder);
        vault
    }

    /// How many entries were given to be recorded so far.
    pub fn entries(&self) -> usize {
        self.recorded
    }

    /// The meeting on the screen.
    pub fn session(&self) -> uuid::Uuid {
        match &self.app.screen {
            Screen::Meeting(meeting) => meeting.session.id,
            Screen::Review(review) => review.session.id,
            other => panic!("no meeting but {other:?}"),
        }
    }

    pub fn unlock(&mut self) {
        self.play(PASSPHRASE);
        self.play("<enter>");
    }

    /// From now on it is this day of November 2026; days before the first are in October.
    pub fn on(&mut self, day: i64) -> &mut Player {
        self.now = morning(1) + Duration::days(day - 1);
        // The clock of the machine does not jump; only the idle lock must not come between.
        self.now += Duration::seconds(i64::try_from(self.keys % 60).unwrap());
        self
    }

    /// Keys as text: `<down>2<enter>Hyvää<tab>`; `<paste:TEXT>`, `<tick>` and `<wait:SECONDS>` beside the names of keys.
    pub fn play(&mut self, keys: &str) -> &mut Player {
        let mut rest = keys;
        while let Some(first) = rest.chars().next() {
            let named = rest.strip_prefix('<').and_then(|rest| rest.split_once('>'));
            match named {
                Some((name, after)) => {
                    self.named(name);
                    rest = after;
                }
                None => {
                    self.act(Action::Key(Key::plain(kohtaa::app::key::Code::Char(first))));
                    rest = &rest[first.len_utf8()..];
                }
            }
        }
        self
    }

    fn named(&mut self, name: &str) {
        if let Some(text) = name.strip_prefix("paste:") {
            self.act(Action::Paste {
                text: text.to_owned(),
                truncated: false,
            });
        } else if let Some(seconds) = name.strip_prefix("wait:") {
            let seconds: i64 = seconds.parse().unwrap();
            self.now += Duration::seconds(seconds);
            self.boot_ms += u64::try_from(seconds).unwrap() * 1000;
            self.act(Action::Tick);
        } else if name == "tick" {
            self.act(Action::Tick);
        } else {
            let key = Key::parse(name).unwrap_or_else(|| panic!("<{name}> is no key"));
            self.act(Action::Key(key));
        }
    }

    fn act(&mut self, action: Action) {
        self.keys += 1;
        self.boot_ms += 400;
        self.now += Duration::milliseconds(400);
        let stamp = stamp(self.now, self.boot_ms, self.keys);
        let effects = self.app.update(action, stamp);
        self.perform(effects);
    }

    fn perform(&mut self, effects: Vec<Effect>) {
        let mut waiting: std::collections::VecDeque<Effect> = effects.into();
        while let Some(effect) = waiting.pop_front() {
            for outcome in self.outcomes(effect) {
                waiting.extend(self.app.settle(outcome));
                self.fix_recovery_key();
            }
        }
    }

    fn outcomes(&mut self, effect: Effect) -> Vec<Outcome> {
        if let Effect::Record(entries) = &effect {
            self.recorded += entries.len();
            self.given.extend(entries.iter().cloned());
        }
        match effect {
            Effect::Record(_) if self.slow => Vec::new(),
            Effect::Record(entries) if self.disk_full => vec![Outcome::Failed {
                effect: Failed::Record(entries.iter().map(|entry| entry.id).collect()),
                problem: desk::problem(&vault::Error::Full),
            }],
            Effect::Copy(text) => {
                self.copied.push(text);
                Vec::new()
            }
            effect => self.desk.perform(effect, self.app.stamp),
        }
    }

    /// The recovery key is random; the picture of it is not.
    fn fix_recovery_key(&mut self) {
        if let Screen::Door(Door::Recovery { key, .. }) = &mut self.app.screen {
            let fixed = format!(
                "AGE-SECRET-KEY-1{}",
                "QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L".repeat(2)
            );
            *key = Secret(Zeroizing::new(fixed[..74].to_owned()));
        }
    }

    /// What is drawn at a size, and where the cursor stands.
    pub fn picture(&self, (columns, rows): (u16, u16)) -> (Buffer, Position) {
        let mut buffer = Buffer::empty(Rect::new(0, 0, columns, rows));
        let cursor = ui::view(&self.app, &self.theme, &mut buffer);
        (buffer, cursor)
    }

    /// The text of the screen at a size, one line a row.
    pub fn text(&self, size: (u16, u16)) -> String {
        text(&self.picture(size).0)
    }

    /// The picture as text, styles and cursor, in every size.
    pub fn portrait(&mut self) -> String {
        SIZES
            .iter()
            .map(|size| self.portrait_at(*size))
            .collect::<Vec<_>>()
            .join("\n")
    }

    pub fn portrait_at(&mut self, size: (u16, u16)) -> String {
        self.app.size = size;
        let (buffer, cursor) = self.picture(size);
        let styles = styles(&buffer, &self.theme);
        format!(
            "{}x{} @({},{})\n{}\n{}",
            size.0,
            size.1,
            cursor.x,
            cursor.y,
            framed(&text(&buffer)),
            framed(&styles)
        )
    }
}

/// As long as a real one.
pub fn recovery_key() -> Secret {
    let letters = "QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L".repeat(2);
    Secret(Zeroizing::new(format!(
        "AGE-SECRET-KEY-1{}",
        &letters[..58]
    )))
}

/// Ten in the morning in Finland, of that day in November 2026.
fn morning(day: u32) -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 11, day, 8, 0, 0).unwrap()
}

fn stamp(now: DateTime<Utc>, boot_ms: u64, number: u64) -> Stamp {
    let mut seed = [0; 10];
    // Spread, so that codes of clients differ.
    let spread =
        number.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ u64::try_from(now.timestamp()).unwrap();
    seed[..8].copy_from_slice(&spread.wrapping_mul(0xD129_0B26_88CC_7F2B).to_be_bytes());
    Stamp {
        utc: now,
        offset_min: 120,
        boot_ms,
        today: (now + Duration::hours(2)).date_naive(),
        seed,
    }
}

pub fn text(buffer: &Buffer) -> String {
    lines(buffer, |cell| cell.symbol().to_owned())
}

fn lines(buffer: &Buffer, show: impl Fn(&Cell) -> String) -> String {
    let area = buffer.area;
    (0..area.height)
        .map(|y| {
            let row: String = (0..area.width).map(|x| show(&buffer[(x, y)])).collect();
            row.trim_end().to_owned()
        })
        .collect::<Vec<_>>()
        .join("\n")
}

/// One letter a cell: `f`ocus, `q`uiet, `h`eading, `r`eversed, `s`aved, `t`rouble, `.` plain, `?` what is none of these.
fn styles(buffer: &Buffer, theme: &Theme) -> String {
    let named: [(Style, &str); 7] = [
        (theme.text, "."),
        (theme.quiet, "q"),
        (theme.focus, "f"),
        (theme.heading, "h"),
        (theme.selected, "r"),
        (theme.saved, "s"),
        (theme.trouble, "t"),
    ];
    lines(buffer, |cell| {
        let look = |style: Style| {
            (
                style.fg.unwrap_or_default(),
                style.bg.unwrap_or_default(),
                style.add_modifier,
            )
        };
        let here = (cell.fg, cell.bg, cell.modifier);
        let blank = cell.symbol().trim().is_empty()
            && !cell.modifier.contains(ratatui::style::Modifier::REVERSED);
        let letter = named.iter().find(|(style, _)| look(*style) == here);
        match letter {
            _ if blank => " ".to_owned(),
            Some((_, letter)) => (*letter).to_owned(),
            None => "?".to_owned(),
        }
    })
}

/// Lines between bars, so that an editor does not eat the spaces and the eye sees the edge.
fn framed(text: &str) -> String {
    text.lines()
        .map(|line| format!("|{line}"))
        .collect::<Vec<_>>()
        .join("\n")
}
