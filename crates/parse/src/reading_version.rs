//! The version of the parsing rules, by which a catalogue knows that it must parse all files again.

use crate::settings::{DateOrder, ParseSettings, StatusKey};

/// The number of the current parsing rules.
///
/// Raise it by one in every change after which some document gives another article (title, dates, metadata,
/// body, links, content hash) or another decision (article, rejected, no article). Do not raise it for a
/// change of code or wording alone: each increase makes every installation parse all of its files once more.
/// A test of the program compares the results of all document cases with those that are stored for this
/// number.
pub const READING_VERSION: u32 = 8;

/// Returns a text that differs whenever the same documents may give other articles: under another
/// [`READING_VERSION`] or other settings. A catalogue that stores another text parses all files again.
pub fn reading_version(settings: &ParseSettings) -> String {
    let order = match settings.date_order {
        None => "none",
        Some(DateOrder::DayFirst) => "day-first",
        Some(DateOrder::MonthFirst) => "month-first",
    };
    let status = match settings.status {
        StatusKey::Auto => "auto",
        StatusKey::Publication => "publication",
        StatusKey::Ignore => "ignore",
    };
    format!("{READING_VERSION} {} {order} {status}", settings.timezone.name())
}
