//! `kohtaa form schema`: what a form's file may hold, for editors.

use std::fs;
use std::path::Path;

use crate::cli::edge;
use crate::cli::fault::Fault;
use crate::form::schema;

pub fn run(out: Option<&Path>) -> Result<(), Fault> {
    let text = format!("{:#}\n", schema());
    match out {
        Some(file) => fs::write(file, text).map_err(Fault::file(file)),
        None => edge::print(&text),
    }
}
