//! Until when somebody's data may be kept.

use chrono::{Months, NaiveDate};

use super::SubjectRow;
use crate::form::RetentionClass;

/// A subject whose time has a date.
#[derive(Debug, Clone, PartialEq)]
pub struct Due {
    pub subject: SubjectRow,
    /// The first day on which nothing of it may be kept.
    pub on: NaiveDate,
    pub class: RetentionClass,
}

/// The first day after the time that `class` allows, counted from `last`.
pub fn due_on(last: NaiveDate, class: &RetentionClass) -> NaiveDate {
    let end = last.checked_add_months(Months::new(class.months));
    end.and_then(|end| end.succ_opt()).unwrap_or(NaiveDate::MAX)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::form::{Id, Retention};

    #[test]
    fn months_are_civil_ones_whatever_their_length() {
        let classes = Retention::load(None).unwrap();
        let class = classes.class(&Id::new("case_24_months")).unwrap();
        let day = |year, month, day| NaiveDate::from_ymd_opt(year, month, day).unwrap();
        assert_eq!(due_on(day(2024, 2, 29), class), day(2026, 3, 1));
        assert_eq!(due_on(day(2026, 10, 25), class), day(2028, 10, 26));
        assert_eq!(due_on(NaiveDate::MAX, class), NaiveDate::MAX);
    }
}
