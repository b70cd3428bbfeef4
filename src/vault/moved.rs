//! Responses that went on in another version of their form, and what their items were called when.

use std::collections::BTreeMap;

use rusqlite::{Connection, params};
use uuid::Uuid;

use super::agreed;
use super::column::{nanos, word};
use super::error::Error;
use super::journal::{Instead, LINE, Line};
use super::project::{needed, role_of, run};
use super::query::path_at;
use crate::casework::{Entry, Event, Status, renamed_path, reversed};
use crate::form::{Hash, Id};
use crate::response::Path;

/// Carries a move into the tables.
pub(super) fn apply(
    connection: &Connection,
    entry: &Entry,
    form: &Hash,
    renamed: &BTreeMap<Id, Id>,
) -> Result<(), Error> {
    let response = needed(entry.response, "response")?;
    let moved = connection
        .prepare_cached(
            "UPDATE response SET form = ?2, changed = ?3 WHERE id = ?1 AND status = ?4",
        )?
        .execute(params![
            response.into_bytes(),
            form.0,
            nanos(entry.at)?,
            Status::InProgress.code()
        ])?;
    if moved == 0 {
        return Err(Error::Unfit(format!("{response} is not open")));
    }
    let mut statement = connection
        .prepare_cached("SELECT path, seq FROM answer WHERE response = ? ORDER BY seq")?;
    let answers = statement
        .query_map([response.into_bytes()], |row| {
            Ok((path_at(row, 0)?, row.get::<_, i64>(1)?))
        })?
        .collect::<Result<Vec<_>, _>>()?;
    // Two items may have swapped their ids, so all are taken out of the way first.
    run(
        connection,
        "UPDATE answer SET path = '/' || path WHERE response = ?",
        [response.into_bytes()],
    )?;
    for (path, seq) in answers {
        let path = renamed_path(&path, renamed);
        let role = role_of(connection, response, &path)?;
        run(
            connection,
            "UPDATE answer SET path = ?3, role = ?4 WHERE response = ?1 AND seq = ?2",
            params![
                response.into_bytes(),
                seq,
                path.to_string(),
                role.as_ref().map(word).transpose()?
            ],
        )?;
    }
    agreed::follow_response(connection, response)
}

/// The moves of one response, oldest first.
pub(super) struct Moves(Vec<(i64, BTreeMap<Id, Id>)>);

/// What a place was called from one row of the journal on and up to another.
#[derive(Debug, PartialEq)]
pub(super) struct Name {
    pub path: Path,
    pub from: i64,
    pub to: i64,
}

impl Moves {
    pub fn of(connection: &Connection, response: Uuid) -> Result<Moves, Error> {
        let sql = format!(
            "SELECT {LINE} FROM journal WHERE response = ? AND path IS NULL AND kind = 'response_moved' ORDER BY seq"
        );
        let mut statement = connection.prepare_cached(&sql)?;
        let mut lines = statement.query([response.into_bytes()])?;
        let mut moves = Vec::new();
        while let Some(line) = lines.next()? {
            let line = Line::read(line)?;
            if let Event::ResponseMoved { renamed, .. } = line.event(&Instead::new())? {
                moves.push((line.seq, renamed));
            }
        }
        Ok(Moves(moves))
    }

    /// All names of the place that is called `path` at row `at`, the latest before it first.
    pub fn names(&self, path: &Path, at: i64) -> Vec<Name> {
        let mut names = Vec::new();
        let (mut path, mut to) = (path.clone(), at);
        for (seq, renamed) in self.0.iter().rev().filter(|(seq, _)| *seq < at) {
            names.push(Name {
                path: path.clone(),
                from: *seq,
                to,
            });
            path = renamed_path(&path, &reversed(renamed));
            to = *seq;
        }
        names.push(Name { path, from: 0, to });
        names
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_has_the_names_it_had_at_each_time() {
        let moves = |pairs: &[(i64, &str, &str)]| {
            let one = |(seq, from, to): &(i64, &str, &str)| {
                (*seq, BTreeMap::from([(Id::new(from), Id::new(to))]))
            };
            Moves(pairs.iter().map(one).collect())
        };
        let names = moves(&[(5, "a", "b"), (9, "b", "a")]).names(&Path::top(Id::new("a")), 20);
        let told: Vec<(String, i64, i64)> = names
            .into_iter()
            .map(|name| (name.path.to_string(), name.from, name.to))
            .collect();
        let name = |path: &str, from, to| (path.to_owned(), from, to);
        assert_eq!(told, [name("a", 9, 20), name("b", 5, 9), name("a", 0, 5)]);
    }
}
