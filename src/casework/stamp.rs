//! When and where something was done, made once at the program's edge so that everything above is a function of its inputs.

use chrono::{DateTime, FixedOffset, NaiveDate, TimeZone, Utc};
use uuid::Uuid;

/// The instant of one action, with the randomness that its new ids are made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stamp {
    pub utc: DateTime<Utc>,
    /// Local time minus UTC, in minutes.
    pub offset_min: i32,
    /// Milliseconds since the machine started, suspension included: never jumps with the wall clock.
    pub boot_ms: u64,
    /// Today's civil date where the user is.
    pub today: NaiveDate,
    pub seed: [u8; 10],
}

impl Stamp {
    /// The `nth` new id of this action: a version 7 uuid, so that ids sort by time.
    pub fn id(&self, nth: u16) -> Uuid {
        let mut bytes = self.seed;
        let [high, low] = nth.to_be_bytes();
        bytes[8] ^= high;
        bytes[9] ^= low;
        let millis = u64::try_from(self.utc.timestamp_millis()).unwrap_or(0);
        uuid::Builder::from_unix_timestamp_millis(millis, &bytes).into_uuid()
    }

    pub fn local(&self) -> DateTime<FixedOffset> {
        local(self.utc, self.offset_min)
    }
}

/// An instant as the wall clock showed it where it was recorded.
pub fn local(utc: DateTime<Utc>, offset_min: i32) -> DateTime<FixedOffset> {
    let offset = FixedOffset::east_opt(offset_min.saturating_mul(60))
        .unwrap_or_else(|| FixedOffset::east_opt(0).unwrap_or(chrono::Offset::fix(&Utc)));
    offset.from_utc_datetime(&utc.naive_utc())
}
