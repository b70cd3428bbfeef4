//! Whose time to be kept has a date, the nearest first.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::Vault;
use super::column::{instant_at, uuid_at};
use super::error::Error;
use crate::casework::{Due, SubjectRow, due_on, local};
use crate::form::{self, Catalogue, Form, Hash, Id, Retention, RetentionClass, Source};

/// A form in a version, as it was last answered by somebody.
struct Answered {
    subject: Uuid,
    form_id: Id,
    form: Hash,
    changed: DateTime<Utc>,
}

impl Vault {
    /// Subjects with the first day on which nothing of them may be kept. Who never answered anything has the day of being added
    /// and the shortest class. `offset_min`: where days begin.
    pub fn due(
        &self,
        retention: &Retention,
        catalogue: &Catalogue,
        offset_min: i32,
    ) -> Result<Vec<Due>, Error> {
        let mut answered: BTreeMap<Uuid, Vec<Answered>> = BTreeMap::new();
        for row in self.last_answered()? {
            answered.entry(row.subject).or_default().push(row);
        }
        let mut due = Vec::new();
        for subject in self.subjects()? {
            let rows = answered.remove(&subject.id).unwrap_or_default();
            due.extend(self.due_of(subject, &rows, retention, catalogue, offset_min)?);
        }
        due.sort_by(|one, other| (one.on, &one.subject.code).cmp(&(other.on, &other.subject.code)));
        Ok(due)
    }

    fn due_of(
        &self,
        subject: SubjectRow,
        answered: &[Answered],
        retention: &Retention,
        catalogue: &Catalogue,
        offset_min: i32,
    ) -> Result<Option<Due>, Error> {
        let mut latest = retention
            .shortest()
            .map(|class| (due_on(day(added(subject.id), offset_min), class), class));
        for row in answered {
            let form = self.form_of(row, catalogue)?;
            // A paper goes with the answers that it was drafted from.
            if form.as_ref().is_some_and(|form| form.paper.is_some()) {
                continue;
            }
            let class = form.and_then(|form| retention.longest(form.retention_classes()));
            // What no class is known for is not said to be due.
            let Some(class) = class else {
                return Ok(None);
            };
            let found: (_, &RetentionClass) = (due_on(day(row.changed, offset_min), class), class);
            latest = latest.filter(|known| known.0 >= found.0).or(Some(found));
        }
        Ok(latest.map(|(on, class)| Due {
            subject,
            on,
            class: class.clone(),
        }))
    }

    fn form_of(&self, row: &Answered, catalogue: &Catalogue) -> Result<Option<Arc<Form>>, Error> {
        if let Some(form) = catalogue.by_hash(row.form) {
            return Ok(Some(Arc::clone(form)));
        }
        let Some(bytes) = self.form_bytes(&row.form)? else {
            return Ok(None);
        };
        let source = Source::new(row.form_id.as_str(), bytes);
        Ok(form::load_for_use(&source).ok().map(|loaded| loaded.form))
    }

    fn last_answered(&self) -> Result<Vec<Answered>, Error> {
        let mut statement = self.connection()?.prepare_cached(
            "SELECT subject, form_id, form, max(changed) FROM response GROUP BY subject, form_id, form",
        )?;
        let rows = statement.query_map([], |row| {
            Ok(Answered {
                subject: uuid_at(row, 0)?,
                form_id: Id::new(&row.get::<_, String>(1)?),
                form: Hash(row.get(2)?),
                changed: instant_at(row, 3)?,
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

fn day(at: DateTime<Utc>, offset_min: i32) -> chrono::NaiveDate {
    local(at, offset_min).date_naive()
}

/// An id tells when it was made.
fn added(subject: Uuid) -> DateTime<Utc> {
    let made = subject.get_timestamp().and_then(|at| {
        let (seconds, nanos) = at.to_unix();
        DateTime::from_timestamp(i64::try_from(seconds).ok()?, nanos)
    });
    made.unwrap_or_default()
}
