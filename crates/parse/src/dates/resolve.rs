//! Converts the parts of a date into a moment in time.

use super::grammar::DateParts;
use super::names::Zone;
use crate::settings::ParseSettings;
use chrono::{DateTime, FixedOffset, MappedLocalTime, NaiveDateTime, NaiveTime, Offset, TimeDelta, TimeZone};
use chrono_tz::Tz;

/// The moment of a date: midnight if the time is missing, the site's zone if the zone is missing.
pub(super) fn resolve(parts: &DateParts, settings: &ParseSettings) -> DateTime<FixedOffset> {
    let local = parts.date.and_time(parts.time.unwrap_or(NaiveTime::MIN));
    match parts.zone {
        Some(Zone::Offset(seconds)) => {
            let offset = FixedOffset::east_opt(seconds).unwrap_or_else(|| chrono::Utc.fix());
            match offset.from_local_datetime(&local) {
                MappedLocalTime::Single(moment) => moment,
                // A fixed offset has neither gaps nor repeated times.
                _ => local.and_utc().fixed_offset(),
            }
        }
        Some(Zone::Rules(zone)) => in_zone(local, zone),
        None => in_zone(local, settings.timezone),
    }
}

/// Converts a local time in a zone. A time that occurs twice (clocks set back) is the first of the two. A
/// time that does not exist (clocks set forward) is the time that a clock without the change would show.
fn in_zone(local: NaiveDateTime, zone: Tz) -> DateTime<FixedOffset> {
    match zone.from_local_datetime(&local) {
        MappedLocalTime::Single(moment) | MappedLocalTime::Ambiguous(moment, _) => moment.fixed_offset(),
        MappedLocalTime::None => {
            // A day earlier the old offset was in force; no zone changes its clocks twice within a day.
            let before = local.checked_sub_signed(TimeDelta::days(1)).unwrap_or(local);
            let old = zone.offset_from_utc_datetime(&before).fix();
            let utc = local.checked_sub_offset(old).unwrap_or(local);
            zone.from_utc_datetime(&utc).fixed_offset()
        }
    }
}
