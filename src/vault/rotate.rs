//! Which backups stay: of each of seven days, four weeks and three months the newest, and none older than the limit.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use chrono::{DateTime, Datelike, Days, NaiveDate, NaiveDateTime, Utc};

use super::error::Error;

/// How a backup's folder is named after its instant.
pub(super) const NAME: &str = "kohtaa-%Y%m%dT%H%M%S%3fZ";

const DAILY: usize = 7;
const WEEKLY: usize = 4;
const MONTHLY: usize = 3;

/// What is kept beside the vault, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Upkeep {
    /// No backup is older than this, so that what was erased is nowhere after as many days.
    pub days: u16,
    /// A folder on another disk that each backup goes to as well.
    pub second: Option<PathBuf>,
}

impl Default for Upkeep {
    fn default() -> Upkeep {
        Upkeep {
            days: 35,
            second: None,
        }
    }
}

/// Which of `made` stay, counted from the newest, which always does.
fn kept(made: &[DateTime<Utc>], days: u16) -> BTreeSet<DateTime<Utc>> {
    let mut newest_first = made.to_vec();
    newest_first.sort_unstable_by(|one, other| other.cmp(one));
    let Some(newest) = newest_first.first().copied() else {
        return BTreeSet::new();
    };
    let oldest = newest.checked_sub_days(Days::new(days.into()));
    let young = |at: &&DateTime<Utc>| oldest.is_none_or(|oldest| **at >= oldest);
    let day = |at: NaiveDate| (at.year(), at.ordinal());
    let week = |at: NaiveDate| (at.iso_week().year(), at.iso_week().week());
    let month = |at: NaiveDate| (at.year(), at.month());
    let mut kept = BTreeSet::from([newest]);
    let young: Vec<DateTime<Utc>> = newest_first.iter().filter(young).copied().collect();
    kept.extend(newest_of_each(&young, day, DAILY));
    kept.extend(newest_of_each(&young, week, WEEKLY));
    kept.extend(newest_of_each(&young, month, MONTHLY));
    kept
}

fn newest_of_each(
    newest_first: &[DateTime<Utc>],
    of: impl Fn(NaiveDate) -> (i32, u32),
    many: usize,
) -> Vec<DateTime<Utc>> {
    let mut seen = BTreeSet::new();
    let fresh = |at: &&DateTime<Utc>| seen.insert(of(at.date_naive()));
    newest_first
        .iter()
        .filter(fresh)
        .take(many)
        .copied()
        .collect()
}

/// When a backup was made, as its name tells.
pub(super) fn made(folder: &Path) -> Option<DateTime<Utc>> {
    let name = folder.file_name()?.to_string_lossy();
    let at = NaiveDateTime::parse_from_str(&name, NAME).ok()?;
    Some(at.and_utc())
}

/// Removes the backups that need not stay, and those that still hold what was removed at `removed`.
pub(super) fn rotate(
    all: &[PathBuf],
    days: u16,
    removed: Option<DateTime<Utc>>,
) -> Result<(), Error> {
    let instants: Vec<DateTime<Utc>> = all.iter().filter_map(|folder| made(folder)).collect();
    let kept = kept(&instants, days);
    for folder in all {
        let Some(at) = made(folder) else {
            continue;
        };
        if !kept.contains(&at) || removed.is_some_and(|removed| at < removed) {
            fs::remove_dir_all(folder).map_err(Error::io(folder))?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_a_year_of_days_seven_days_four_weeks_and_three_months_stay() {
        let last = DateTime::from_timestamp(1_764_000_000, 0).unwrap_or_default();
        let mut made: Vec<DateTime<Utc>> = Vec::new();
        for back in 0..730 {
            // Two a day, begun anew each time as the program would.
            made.push(last - chrono::Duration::hours(12 * (730 - back)));
            let kept = kept(&made, 400);
            made.retain(|at| kept.contains(at));
            assert!(made.len() <= DAILY + WEEKLY + MONTHLY, "{made:?}");
        }
        let age = |at: &DateTime<Utc>| (made[made.len() - 1] - *at).num_days();
        let ages: Vec<i64> = made.iter().rev().map(age).collect();
        assert!(
            ages.iter().filter(|age| **age < 7).count() >= DAILY,
            "{ages:?}"
        );
        assert!(ages.iter().any(|age| *age > 31), "{ages:?}");
        let kept = kept(&made, 35);
        assert!(kept.iter().all(|at| age(at) <= 35), "{kept:?}");
        assert!(kept.contains(&made[made.len() - 1]));
    }

    #[test]
    fn the_only_one_stays_however_old() {
        let at = DateTime::from_timestamp(0, 0).unwrap_or_default();
        assert_eq!(kept(&[at], 1), BTreeSet::from([at]));
    }
}
