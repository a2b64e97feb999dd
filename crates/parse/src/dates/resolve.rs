//! A reading becomes a moment.

use super::grammar::DocumentOutcome;
use super::names::Zone;
use crate::ParseSettings;
use chrono::{DateTime, FixedOffset, MappedLocalTime, NaiveDateTime, NaiveTime, Offset, TimeDelta, TimeZone};
use chrono_tz::Tz;

/// The moment of a reading: midnight where it has no time, the site's zone where it has none.
pub(super) fn resolve(reading: &DocumentOutcome, settings: &ParseSettings) -> DateTime<FixedOffset> {
    let local = reading.date.and_time(reading.time.unwrap_or(NaiveTime::MIN));
    match reading.zone {
        Some(Zone::Offset(seconds)) => {
            let offset = FixedOffset::east_opt(seconds).unwrap_or_else(|| chrono::Utc.fix());
            match offset.from_local_datetime(&local) {
                MappedLocalTime::Single(moment) => moment,
                // No fixed offset has a gap or a fold.
                _ => local.and_utc().fixed_offset(),
            }
        }
        Some(Zone::Rules(zone)) => in_zone(local, zone),
        None => in_zone(local, settings.timezone),
    }
}

/// A wall clock's time in a zone. Where clocks were put back it is the first of the two moments; where they were
/// put forward over it, the moment at which a clock that had not been touched would have shown it.
fn in_zone(local: NaiveDateTime, zone: Tz) -> DateTime<FixedOffset> {
    match zone.from_local_datetime(&local) {
        MappedLocalTime::Single(moment) | MappedLocalTime::Ambiguous(moment, _) => moment.fixed_offset(),
        MappedLocalTime::None => {
            // A day earlier the old offset was in force: no zone changes its clocks twice within a day.
            let before = local.checked_sub_signed(TimeDelta::days(1)).unwrap_or(local);
            let old = zone.offset_from_utc_datetime(&before).fix();
            let utc = local.checked_sub_offset(old).unwrap_or(local);
            zone.from_utc_datetime(&utc).fixed_offset()
        }
    }
}
