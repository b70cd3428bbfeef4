//! `kohtaa bench`: how fast the engine and the vault are, with anyone's own form and on anyone's own machine.

mod floor;
pub mod measure;
pub mod memory;
pub mod shape;
mod vault;

use std::io::Write;
use std::path::Path;
use std::process::Command;
use std::{env, fs, io};

use serde::Serialize;

use super::args;
use super::edge::{self, Edge};
use super::fault::Fault;
use crate::form::Source;
use crate::plain;
use measure::Figures;

/// How often each thing is timed.
const RUNS: usize = 5;

pub fn run(edge: &Edge, command: args::Bench) -> Result<(), Fault> {
    match command {
        args::Bench::Form(asked) => form(edge, &asked),
        args::Bench::Vault(asked) => vault::run(edge, &asked),
        args::Bench::Memory => Ok(memory::answer(&mut io::stdin().lock(), &mut io::stdout())?),
    }
}

fn form(edge: &Edge, asked: &args::BenchForm) -> Result<(), Fault> {
    let source = source(edge, asked)?;
    let figures = measure::measure(&source, RUNS).map_err(|faults| {
        for fault in faults {
            let _ = writeln!(io::stderr(), "{}", fault.render(edge.lang));
        }
        Fault::Told
    })?;
    let mut fresh = Command::new(env::current_exe()?);
    fresh.args(["bench", "memory"]);
    let resident = memory::of(fresh, &source)?;
    let report = Report::new(&source, figures, resident);
    match asked.json {
        true => edge::print_json("kohtaa.bench-form/1", report),
        false => edge::print(&report.table()),
    }
}

/// A generated form, a file, or a form in use.
fn source(edge: &Edge, asked: &args::BenchForm) -> Result<Source, Fault> {
    if let Some(shape) = asked.shape {
        return Ok(shape.source(asked.items as usize));
    }
    let name = asked.form.as_deref().unwrap_or_default();
    let path = Path::new(name);
    if path.is_file() {
        let bytes = fs::read(path).map_err(Fault::file(path))?;
        return Ok(Source::new(name, bytes));
    }
    let catalogue = edge.catalogue();
    let form = super::form::find(edge, &catalogue, name)?;
    let bytes = catalogue.bytes(form.hash).cloned().unwrap_or_default();
    Ok(Source::new(name, bytes))
}

#[derive(Serialize)]
struct Report {
    form: String,
    items: usize,
    bytes: usize,
    load_ms: f64,
    floor_load_ms: f64,
    check_ms: f64,
    set_p50_us: f64,
    set_p99_us: f64,
    floor_set_us: f64,
    set_last_us: f64,
    flip_head_us: f64,
    floor_flip_us: f64,
    fill_ms: f64,
    /// None where the system does not tell.
    rss_mb: Option<f64>,
    peak_rss_mb: Option<f64>,
}

impl Report {
    fn new(source: &Source, figures: Figures, resident: Option<memory::Resident>) -> Report {
        let rounded = |number: f64| (number * 1e3).round() / 1e3;
        Report {
            form: source.name.to_string(),
            items: figures.items,
            bytes: source.bytes.len(),
            load_ms: rounded(figures.load_ms),
            floor_load_ms: rounded(figures.floor_load_ms),
            check_ms: rounded(figures.check_ms),
            set_p50_us: rounded(figures.set_p50_us),
            set_p99_us: rounded(figures.set_p99_us),
            floor_set_us: rounded(figures.floor_set_us),
            set_last_us: rounded(figures.set_last_us),
            flip_head_us: rounded(figures.flip_head_us),
            floor_flip_us: rounded(figures.floor_flip_us),
            fill_ms: rounded(figures.fill_ms),
            rss_mb: resident.map(|resident| rounded(resident.added)),
            peak_rss_mb: resident.map(|resident| rounded(resident.peak)),
        }
    }

    fn table(&self) -> String {
        let megabytes = |number: Option<f64>| number.map_or("-".to_owned(), |n| format!("{n:.1}"));
        let rows = [
            ["form", &self.form],
            ["items", &self.items.to_string()],
            ["load_ms", &format!("{:.2}", self.load_ms)],
            ["floor_load_ms", &format!("{:.2}", self.floor_load_ms)],
            ["check_ms", &format!("{:.2}", self.check_ms)],
            ["set_p50_us", &format!("{:.2}", self.set_p50_us)],
            ["set_p99_us", &format!("{:.2}", self.set_p99_us)],
            ["floor_set_us", &format!("{:.2}", self.floor_set_us)],
            ["set_last_us", &format!("{:.2}", self.set_last_us)],
            ["flip_head_us", &format!("{:.1}", self.flip_head_us)],
            ["floor_flip_us", &format!("{:.1}", self.floor_flip_us)],
            ["fill_ms", &format!("{:.2}", self.fill_ms)],
            ["rss_mb", &megabytes(self.rss_mb)],
            ["peak_rss_mb", &megabytes(self.peak_rss_mb)],
        ];
        plain::table(&rows.map(|row| row.map(str::to_owned)))
    }
}
