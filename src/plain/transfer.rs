//! A meeting of the wrong client in lines: looked at with `:move NUMBER CODE`, done with `:move NUMBER CODE yes`.

use uuid::Uuid;

use super::meeting::Table;
use super::{Error, Streams};
use crate::app::transfer::lines;
use crate::casework::{Scribe, SubjectRow, Transfer};
use crate::lang::{Arg, messages};

/// Tells what moving a meeting would do, or does it.
pub fn run(
    table: &mut Table<'_>,
    session: Uuid,
    to: &SubjectRow,
    sure: bool,
    streams: &mut Streams<'_>,
) -> Result<(), Error> {
    let stored = table.vault.session(session)?;
    if stored.row.subject == to.id {
        streams.explain(&messages(table.lang).get("plain-move-same"));
        return Ok(());
    }
    let from = table.vault.page(stored.row.subject)?;
    let transfer = Transfer::of(&stored, &from, &table.vault.page(to.id)?);
    if !sure {
        for line in lines(&transfer, table.catalogue, table.lang, true) {
            streams.put(&line)?;
        }
        streams.explain(&messages(table.lang).get("plain-move-how"));
        return Ok(());
    }
    let entries = transfer.entries(&mut Scribe::new((table.now)()));
    table.vault.record(&entries)?;
    let args = [("to", Arg::from(to.code.as_str()))];
    streams.explain(&messages(table.lang).with("transfer-done", &args));
    Ok(())
}
