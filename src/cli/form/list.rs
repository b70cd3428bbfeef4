//! `kohtaa form list`: the forms at hand.

use serde::Serialize;

use super::{Row, row, warn_of_faulty};
use crate::cli::edge::{self, Edge};
use crate::cli::fault::Fault;
use crate::lang::Arg;
use crate::plain;

pub fn run(edge: &Edge, json: bool) -> Result<(), Fault> {
    let catalogue = edge.catalogue();
    let rows = catalogue
        .forms()
        .map(|form| row(&catalogue, form, edge.lang));
    let rows: Vec<Row> = rows.collect();
    if json {
        #[derive(Serialize)]
        struct List<'a> {
            forms: Vec<Row<'a>>,
            faulty: Vec<&'a str>,
        }
        let faulty = catalogue
            .faulty()
            .iter()
            .map(|faulty| faulty.file.as_str())
            .collect();
        edge::print_json(
            "kohtaa.forms/1",
            List {
                forms: rows,
                faulty,
            },
        )?;
    } else {
        let cells = rows.iter().map(|row| {
            let items = edge.tell("form-items", &[("count", Arg::from(row.items))]);
            [
                row.id.to_owned(),
                row.title.to_owned(),
                items,
                row.languages.join(" "),
            ]
        });
        edge::print(&plain::table(&cells.collect::<Vec<_>>()))?;
    }
    warn_of_faulty(edge, &catalogue);
    Ok(())
}
