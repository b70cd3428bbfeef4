//! Backups: the first of the day and those asked for, copied between saves, then once more to the second folder.

use super::Worker;
use crate::app::{Failed, Outcome};
use crate::casework::{Entry, Event, Stamp};
use crate::desk::jobs::{Copying, Order, failure};
use crate::vault::{self, Backup};

impl Worker {
    pub(super) fn is_backup_due(&self, stamp: Stamp) -> bool {
        let Some(vault) = &self.vault else {
            return false;
        };
        let last = vault.last_backup().ok().flatten();
        let today = |at: chrono::DateTime<chrono::Utc>| {
            crate::casework::local(at, stamp.offset_min).date_naive() == stamp.today
        };
        !vault.is_read_only() && !last.is_some_and(|(at, _)| today(at))
    }

    pub(super) fn back_up(&mut self, stamp: Stamp, asked: bool) {
        let order = Order {
            stamp,
            asked,
            second: false,
        };
        self.begin_backup(order);
    }

    fn begin_backup(&mut self, order: Order) {
        if self.checking {
            self.next_backup = Some(order);
            return;
        }
        match self.copying_to(order) {
            Ok(backup) => self.copying = Some(Copying { backup, order }),
            Err(error) => self.backup_failed(&error, order),
        }
    }

    fn copying_to(&mut self, order: Order) -> Result<Backup, vault::Error> {
        let days = self.upkeep.days;
        let into = match self.upkeep.second.clone().filter(|_| order.second) {
            Some(second) => {
                vault::elsewhere(&second)?;
                second
            }
            None => self.place.backups(),
        };
        self.with(|vault| vault.begin_backup(&into, &order.stamp))
            .map(|backup| backup.keep(days))
    }

    fn backup_failed(&mut self, error: &vault::Error, order: Order) {
        self.answer(Outcome::Failed {
            effect: Failed::BackUp,
            problem: failure(error, order.second),
        });
    }

    pub(super) fn copy_on(&mut self) {
        let (Some(mut copying), Some(vault)) = (self.copying.take(), self.vault.as_ref()) else {
            return;
        };
        match copying.backup.step(vault) {
            Ok(progress) if !progress.done => self.copying = Some(copying),
            Ok(_) => {
                self.checking = true;
                copying.check(self.again.clone());
            }
            Err(error) => self.backup_failed(&error, copying.order),
        }
    }

    pub(super) fn after_check(&mut self) {
        self.checking = false;
        if let Some(order) = self.next_backup.take()
            && (order.asked || order.second || self.is_backup_due(order.stamp))
            // Closed meanwhile: the next unlocking makes one.
            && self.vault.is_some()
        {
            self.begin_backup(order);
        }
    }

    /// Only a copy that was opened, checked and counted is called a backup.
    pub(super) fn checked(
        &mut self,
        result: Result<vault::BackupReport, vault::Error>,
        order: Order,
    ) {
        let report = match result {
            Ok(report) => report,
            Err(error) => return self.backup_failed(&error, order),
        };
        if order.second {
            return;
        }
        let event = Event::BackedUp {
            entries: report.entries,
        };
        let entry = Entry {
            // The opening at the same stamp has the last one.
            id: order.stamp.id(u16::MAX - 3),
            at: order.stamp.utc,
            offset_min: order.stamp.offset_min,
            subject: None,
            session: None,
            response: None,
            undoes: None,
            event,
        };
        let _ = self.with(|vault| vault.record(&[entry]));
        if order.asked {
            self.answer(Outcome::BackedUp {
                to: report.folder.to_string_lossy().into_owned(),
            });
        }
        if self.upkeep.second.is_some() {
            let second = Order {
                second: true,
                ..order
            };
            self.next_backup.get_or_insert(second);
        }
    }
}
