//! `kohtaa bench vault`: a vault of years of meetings beside plain tables of the same cipher.

use std::collections::BTreeMap;

use serde::Serialize;

use super::super::args::BenchVault;
use super::super::edge::{self, Edge};
use super::super::fault::Fault;
use super::super::folder::Folder;
use crate::plain;
use crate::vault::measure::{self, Figures};

/// Answers to a session where nothing else is asked.
const USUAL: u32 = 30;

pub fn run(edge: &Edge, asked: &BenchVault) -> Result<(), Fault> {
    let answers = asked
        .answers
        .unwrap_or(asked.sessions.saturating_mul(USUAL));
    let folder = Folder::new(edge, "bench")?;
    let figures = measure::measure(&folder.path, (asked.sessions, answers), &edge.stamp())?;
    let report = Report::new(asked.sessions, &figures);
    match asked.json {
        true => edge::print_json("kohtaa.bench-vault/1", report),
        false => edge::print(&table(&report)?),
    }
}

#[derive(Serialize)]
struct Report {
    sessions: u32,
    answers: u64,
    build_s: f64,
    open_ms: f64,
    empty_open_ms: f64,
    list_p50_ms: f64,
    list_p99_ms: f64,
    client_p50_ms: f64,
    client_p99_ms: f64,
    answers_p50_ms: f64,
    answers_p99_ms: f64,
    session_p50_ms: f64,
    session_p99_ms: f64,
    home_p50_ms: f64,
    home_p99_ms: f64,
    search_p50_ms: f64,
    search_p99_ms: f64,
    raw_search_p50_ms: f64,
    raw_search_p99_ms: f64,
    commit_p50_ms: f64,
    commit_p99_ms: f64,
    raw_commit_p50_ms: f64,
    raw_commit_p99_ms: f64,
    change_p50_ms: f64,
    change_p99_ms: f64,
    backup_step_p50_ms: f64,
    backup_step_p99_ms: f64,
    size_mb: f64,
    raw_size_mb: f64,
    /// Mebibytes of each table and index.
    parts_mb: BTreeMap<String, f64>,
}

impl Report {
    fn new(sessions: u32, figures: &Figures) -> Report {
        let rounded = |number: f64| (number * 1e3).round() / 1e3;
        let parts = figures.parts.iter();
        Report {
            sessions,
            answers: figures.answers,
            build_s: rounded(figures.build_s),
            open_ms: rounded(figures.open.p50),
            empty_open_ms: rounded(figures.empty_open.p50),
            list_p50_ms: rounded(figures.list.p50),
            list_p99_ms: rounded(figures.list.p99),
            client_p50_ms: rounded(figures.client.p50),
            client_p99_ms: rounded(figures.client.p99),
            answers_p50_ms: rounded(figures.answers_of.p50),
            answers_p99_ms: rounded(figures.answers_of.p99),
            session_p50_ms: rounded(figures.session.p50),
            session_p99_ms: rounded(figures.session.p99),
            home_p50_ms: rounded(figures.home.p50),
            home_p99_ms: rounded(figures.home.p99),
            search_p50_ms: rounded(figures.search.p50),
            search_p99_ms: rounded(figures.search.p99),
            raw_search_p50_ms: rounded(figures.raw_search.p50),
            raw_search_p99_ms: rounded(figures.raw_search.p99),
            commit_p50_ms: rounded(figures.commit.p50),
            commit_p99_ms: rounded(figures.commit.p99),
            raw_commit_p50_ms: rounded(figures.raw_commit.p50),
            raw_commit_p99_ms: rounded(figures.raw_commit.p99),
            change_p50_ms: rounded(figures.change.p50),
            change_p99_ms: rounded(figures.change.p99),
            backup_step_p50_ms: rounded(figures.backup_step.p50),
            backup_step_p99_ms: rounded(figures.backup_step.p99),
            size_mb: rounded(figures.size_mb),
            raw_size_mb: rounded(figures.raw_size_mb),
            parts_mb: parts
                .map(|(name, size)| (name.clone(), rounded(*size)))
                .collect(),
        }
    }
}

/// Each figure on a line of its own, under the name that it has in JSON.
fn table(report: &Report) -> Result<String, Fault> {
    let value = serde_json::to_value(report).map_err(|error| Fault::Output(error.into()))?;
    let mut rows = Vec::new();
    if let serde_json::Value::Object(figures) = value {
        for (name, figure) in figures {
            match figure {
                serde_json::Value::Object(parts) => {
                    rows.extend(
                        parts
                            .iter()
                            .map(|(part, size)| [format!("{name} {part}"), size.to_string()]),
                    );
                }
                other => rows.push([name, other.to_string()]),
            }
        }
    }
    Ok(plain::table(&rows))
}
