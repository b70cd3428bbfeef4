//! Home in lines: what is open, whom there is, and the way into a meeting.

use uuid::Uuid;

use super::meeting::Table;
use super::session::{self, Style};
use super::{Error, Streams, journey, record, start, transfer};
use crate::app::names::{meeting_title, mode_id, quoted, state_id};
use crate::casework::{Preparation, SessionRow, Starting, SubjectPage, SubjectRow, local, ways};
use crate::lang::{Lang, date, messages};

/// A line that can be opened by its number.
#[derive(Clone)]
enum Entry {
    Client(Uuid),
    Session(Uuid),
    Start(Starting),
}

/// What one reads, and what can be opened.
struct Page {
    lines: Vec<String>,
    entries: Vec<Entry>,
}

impl Page {
    fn add(&mut self, entry: Entry, text: &str) {
        self.entries.push(entry);
        let number = self.entries.len();
        self.lines.push(format!("{number}\t{text}"));
    }
}

/// Where one is.
#[derive(Clone, PartialEq)]
enum Place {
    Home,
    Client(Uuid),
    Journey(Uuid),
    /// Among what was found of words, of one client or of all.
    Found(Option<Uuid>, String),
}

impl Place {
    /// Whose page or papers one is in.
    fn client(&self) -> Option<Uuid> {
        match self {
            Place::Home => None,
            Place::Client(subject) | Place::Journey(subject) => Some(*subject),
            Place::Found(within, _) => *within,
        }
    }

    /// To the client from what belongs to the client, else home.
    fn back(&self) -> Place {
        match self {
            Place::Journey(subject) | Place::Found(Some(subject), _) => Place::Client(*subject),
            Place::Home | Place::Client(_) | Place::Found(None, _) => Place::Home,
        }
    }

    /// The message that says what can be typed here.
    fn ask(&self) -> &'static str {
        match self {
            Place::Home => "home-lines-ask",
            Place::Client(_) => "client-lines-ask",
            Place::Journey(_) | Place::Found(..) => "journey-lines-ask",
        }
    }
}

/// Places found that are listed.
const HITS: usize = 50;

/// Goes about from home until the input ends.
pub fn home(mut table: Table<'_>, mut streams: Streams<'_>) -> Result<(), Error> {
    let mut place = Place::Home;
    let mut covered = true;
    loop {
        let page = match &place {
            Place::Home => home_page(&table, covered)?,
            Place::Client(subject) => client_page(&table, *subject)?,
            Place::Journey(subject) => journey_page(&table, *subject)?,
            Place::Found(within, text) => found_page(&table, *within, text)?,
        };
        for line in &page.lines {
            streams.put(line)?;
        }
        streams.explain(&messages(table.lang).get(place.ask()));
        let Some(line) = streams.line()? else {
            return Ok(());
        };
        match (line.trim(), &place) {
            (":quit", _) => return Ok(()),
            (":names", _) => covered = !covered,
            ("" | ":back", _) => place = place.back(),
            (":journey", Place::Client(subject)) => place = Place::Journey(*subject),
            (typed, _) if typed.starts_with(":find ") && (place != Place::Home || !covered) => {
                let text = typed.trim_start_matches(":find ").trim().to_owned();
                place = Place::Found(place.client(), text);
            }
            (typed, _) if typed.starts_with(":move") => {
                move_meeting(&mut table, &page, typed, &mut streams)?;
            }
            (typed, _) => match chosen(&table, &page, typed)? {
                Some(Entry::Client(subject)) => {
                    let subject_page = table.vault.page(subject)?;
                    table.look_at(&subject_page)?;
                    place = Place::Client(subject);
                }
                Some(Entry::Session(session)) if matches!(place, Place::Found(None, _)) => {
                    // Nobody's page was opened on the way here.
                    let subject = table.vault.session(session)?.row.subject;
                    let subject_page = table.vault.page(subject)?;
                    table.look_at(&subject_page)?;
                    open(&mut table, session, &mut streams)?;
                }
                Some(Entry::Session(session)) => open(&mut table, session, &mut streams)?,
                Some(Entry::Start(starting)) => {
                    if let Some(subject) = place.client() {
                        begin(&mut table, subject, &starting, typed, &mut streams)?;
                    }
                }
                None => streams.explain(&messages(table.lang).get("picker-none")),
            },
        }
    }
}

/// By its number, or a client by the code.
fn chosen(table: &Table<'_>, page: &Page, typed: &str) -> Result<Option<Entry>, Error> {
    let first = typed.split_whitespace().next().unwrap_or_default();
    let number = first.parse::<usize>().ok();
    if let Some(number) = number.and_then(|number| number.checked_sub(1)) {
        return Ok(page.entries.get(number).cloned());
    }
    let wanted = fold(typed);
    let mut subjects = table.vault.subjects()?.into_iter();
    let found = subjects
        .find(|row| fold(&row.code) == wanted || row.name.to_lowercase() == typed.to_lowercase());
    Ok(found.map(|row| Entry::Client(row.id)))
}

/// `:move 2 A-7K3Q`: the meeting by its number, to the client by the code.
fn move_meeting(
    table: &mut Table<'_>,
    page: &Page,
    typed: &str,
    streams: &mut Streams<'_>,
) -> Result<(), Error> {
    let words: Vec<&str> = typed.split_whitespace().skip(1).collect();
    let (number, code, sure) = match words.as_slice() {
        [number, code] => (*number, *code, false),
        [number, code, "yes"] => (*number, *code, true),
        _ => {
            streams.explain(&messages(table.lang).get("plain-move-usage"));
            return Ok(());
        }
    };
    let at = number.parse::<usize>().ok();
    let entry = at.and_then(|number| page.entries.get(number.checked_sub(1)?));
    let mut subjects = table.vault.subjects()?.into_iter();
    let to = subjects.find(|row| fold(&row.code) == fold(code));
    match (entry, to) {
        (Some(Entry::Session(session)), Some(to)) => {
            transfer::run(table, *session, &to, sure, streams)
        }
        _ => {
            streams.explain(&messages(table.lang).get("picker-none"));
            Ok(())
        }
    }
}

fn fold(code: &str) -> String {
    code.replace('-', "").to_uppercase()
}

/// While it is covered, times, codes and counts only.
fn home_page(table: &Table<'_>, covered: bool) -> Result<Page, Error> {
    let words = messages(table.lang);
    let rows = table.vault.home()?;
    let mut page = Page {
        lines: Vec::new(),
        entries: Vec::new(),
    };
    let unfinished: Vec<&SessionRow> = rows.open.iter().chain(&rows.unfinished).collect();
    if !unfinished.is_empty() {
        page.lines.push(words.get("home-unfinished").into_owned());
    }
    for row in unfinished {
        let text = format!("{} {}", row.code, session_line(table, row));
        page.add(Entry::Session(row.id), &text);
    }
    if !rows.coming.is_empty() {
        page.lines
            .push(words.with("home-coming", &[("count", rows.coming.len().into())]));
    }
    for coming in &rows.coming {
        let day = date::write_date(coming.day, table.lang);
        let text = format!("{day} {}", client_line(&coming.subject, covered));
        page.add(Entry::Client(coming.subject.id), &text);
    }
    page.lines.push(words.get("home-clients").into_owned());
    for subject in &rows.subjects {
        page.add(Entry::Client(subject.id), &client_line(subject, covered));
    }
    Ok(page)
}

fn client_line(row: &SubjectRow, covered: bool) -> String {
    match covered {
        true => row.code.clone(),
        false => format!("{} {}", row.code, row.name),
    }
}

fn session_line(table: &Table<'_>, row: &SessionRow) -> String {
    let lang = table.lang;
    let started = local(row.started, row.offset_min).naive_local();
    let words = messages(lang);
    let title = meeting_title(table.catalogue, row, lang);
    let said = format!(
        "{} {}, {}, {}",
        date::write_date(started.date(), lang),
        date::write_clock(started.time(), lang),
        words.get(mode_id(row.mode)),
        words.get(state_id(row.state))
    );
    match title.is_empty() {
        true => said,
        false => format!("{said}, {title}"),
    }
}

fn client_page(table: &Table<'_>, subject: Uuid) -> Result<Page, Error> {
    let words = messages(table.lang);
    let page = table.vault.page(subject)?;
    let mut lines = Page {
        lines: vec![client_line(&page.subject, false)],
        entries: Vec::new(),
    };
    lines.lines.extend(agreed(&page, table.lang));
    for row in &page.sessions {
        lines.add(Entry::Session(row.id), &session_line(table, row));
    }
    lines.lines.push(words.get("start-title").into_owned());
    for way in ways(table.catalogue, &page) {
        let usual = way.starting(&page);
        let text = start::line(way, &usual, table.lang);
        lines.add(Entry::Start(usual), &text);
    }
    Ok(lines)
}

/// The journey, and the meetings by their numbers.
fn journey_page(table: &Table<'_>, subject: Uuid) -> Result<Page, Error> {
    let page = table.vault.page(subject)?;
    let mut lines = Page {
        lines: journey::lines(&page, table.catalogue, table.lang),
        entries: Vec::new(),
    };
    for row in page.sessions.iter().filter(|row| row.state.met()) {
        lines.add(Entry::Session(row.id), &session_line(table, row));
    }
    Ok(lines)
}

/// Where the words stand, each opened by its number.
fn found_page(table: &Table<'_>, within: Option<Uuid>, text: &str) -> Result<Page, Error> {
    let mut lines = Page {
        lines: Vec::new(),
        entries: Vec::new(),
    };
    for hit in table.vault.search_in(within, text, HITS)? {
        let entry = match hit.session {
            Some(session) => Entry::Session(session),
            None => Entry::Client(hit.subject),
        };
        lines.add(
            entry,
            &journey::hit_line(&hit, (table.now)().offset_min, table.lang),
        );
    }
    if lines.entries.is_empty() {
        let nothing = messages(table.lang).get("picker-none");
        lines.lines.push(nothing.into_owned());
    }
    Ok(lines)
}

/// The preparation card in lines.
fn agreed(page: &SubjectPage, lang: Lang) -> Vec<String> {
    let words = messages(lang);
    let card = Preparation::of(page);
    let mut lines = Vec::new();
    let mut add = |id: &str, text: &str| {
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        lines.push(format!("{}: {text}", words.get(id)));
    };
    for quote in &card.quotes {
        let words_of_client = quoted(quote.words, quote.interpreted, lang);
        add("preparation-quote", &words_of_client);
    }
    if let Some(summary) = card.summary {
        add("preparation-summary", summary);
    }
    for goal in &card.goals {
        add("client-goal", goal.words);
    }
    for step in card.steps.iter().filter(|step| !step.done) {
        let id = if step.ours {
            "client-ours"
        } else {
            "client-step"
        };
        let due = step.due.map(|day| date::write_day(day, lang));
        add(
            id,
            &[step.words, due.as_deref().unwrap_or_default()].join(" "),
        );
    }
    if let Some(off) = card.off_limits {
        add("client-off-limits", off);
    }
    if let Some(words_of_client) = card.bridge() {
        let bridge = words.with(
            "preparation-bridge-words",
            &[("words", words_of_client.into())],
        );
        add("preparation-bridge", &bridge);
    }
    lines
}

/// A meeting that is open or unfinished goes on; one that is over is read.
fn open(table: &mut Table<'_>, session: Uuid, streams: &mut Streams<'_>) -> Result<(), Error> {
    let review = record::review(table.vault, table.catalogue, session)?;
    if review.resumable().is_some() {
        let page = table.vault.page(review.session.subject)?;
        if let Some(ready) = table.take_up(&review.session, &page)? {
            table.hold(ready, streams.again())?;
            return Ok(());
        }
    }
    let text = session::text(&review, Style::Text, table.lang);
    Ok(streams.put(text.trim_end())?)
}

/// Begins a meeting the way chosen, changed by the words typed behind its number.
fn begin(
    table: &mut Table<'_>,
    subject: Uuid,
    starting: &Starting,
    typed: &str,
    streams: &mut Streams<'_>,
) -> Result<(), Error> {
    let mut starting = starting.clone();
    if let Err(word) = start::change(&mut starting, typed.split_whitespace().skip(1)) {
        let text = messages(table.lang).with("plain-start-unknown", &[("word", word.into())]);
        streams.explain(&text);
        return Ok(());
    }
    let page = table.vault.page(subject)?;
    if let Some(ready) = table.begin(&starting, &page)? {
        table.hold(ready, streams.again())?;
    }
    Ok(())
}
