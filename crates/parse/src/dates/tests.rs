//! Tests of dates: a table of notations with their moments, and texts that are not dates.

use super::*;
use proptest::prelude::*;

fn settings() -> ParseSettings {
    ParseSettings::in_zone(chrono_tz::Tz::UTC)
}

fn berlin() -> ParseSettings {
    ParseSettings::in_zone(chrono_tz::Tz::Europe__Berlin)
}

/// Texts with their moments.
const FORMS: &[(&str, &str)] = &[
    ("2026-03-04T05:06:07Z", "2026-03-04T05:06:07+00:00"),
    ("2026-03-04T05:06:07.5+01:30", "2026-03-04T05:06:07.500+01:30"),
    ("2026-03-04t05:06:07z", "2026-03-04T05:06:07+00:00"),
    ("2026-03-04", "2026-03-04T00:00:00+00:00"),
    ("2026-3-4", "2026-03-04T00:00:00+00:00"),
    ("2026/03/04", "2026-03-04T00:00:00+00:00"),
    ("2026.03.04", "2026-03-04T00:00:00+00:00"),
    ("20260304", "2026-03-04T00:00:00+00:00"),
    ("20260304T050607Z", "2026-03-04T05:06:07+00:00"),
    ("2026-03-04 050607 +0800", "2026-03-04T05:06:07+08:00"),
    ("20260304T0506", "2026-03-04T05:06:00+00:00"),
    ("2026-03-04T05:06", "2026-03-04T05:06:00+00:00"),
    ("2026-03-04 8:44:42", "2026-03-04T08:44:42+00:00"),
    ("2026-03-04 05:06 +0200", "2026-03-04T05:06:00+02:00"),
    ("2026-03-04 05:06:07.000000000 Z", "2026-03-04T05:06:07+00:00"),
    ("2026-03-04 05:06:07 UTC", "2026-03-04T05:06:07+00:00"),
    ("2026-03-04 05:06:07 -0700", "2026-03-04T05:06:07-07:00"),
    ("2026-03-04 05:06 Europe/London", "2026-03-04T05:06:00+00:00"),
    ("2026-03-04T05:06:07+01:00[Europe/Paris]", "2026-03-04T05:06:07+01:00"),
    ("<2026-03-04 Wed 05:06>", "2026-03-04T05:06:00+00:00"),
    ("Wed, 04 Mar 2026 05:06:07 GMT", "2026-03-04T05:06:07+00:00"),
    ("Wed, 4 Mar 26 05:06 EST", "2026-03-04T05:06:00-05:00"),
    ("4 Mar 99 05:06:07 +0000", "1999-03-04T05:06:07+00:00"),
    ("4 March 2026", "2026-03-04T00:00:00+00:00"),
    ("4th of March, 2026", "2026-03-04T00:00:00+00:00"),
    ("March 4th, 2026 5:06 pm", "2026-03-04T17:06:00+00:00"),
    ("March 4, 2026 at 12:06 a.m. ET", "2026-03-04T00:06:00-05:00"),
    ("Mar 4, 2026", "2026-03-04T00:00:00+00:00"),
    ("Mar. 4, 2026", "2026-03-04T00:00:00+00:00"),
    ("4-Mar-2026", "2026-03-04T00:00:00+00:00"),
    ("2026-Mar-04", "2026-03-04T00:00:00+00:00"),
    ("Fri Sep  3 11:21:31 CEST 2021", "2021-09-03T11:21:31+02:00"),
    ("Fri Sep  3 11:21:31 2021", "2021-09-03T11:21:31+00:00"),
    ("Thu Mar 13 2025 07:39:16 GMT+0200 (Eastern European Standard Time)", "2025-03-13T07:39:16+02:00"),
    ("5:06 PM EST, Wed March 4, 2026", "2026-03-04T17:06:00-05:00"),
    ("Wednesday, 3 September 2025 14:05 BST", "2025-09-03T14:05:00+01:00"),
    ("4. März 2026", "2026-03-04T00:00:00+00:00"),
    ("Mittwoch, 4. März 2026, 14:05 Uhr", "2026-03-04T14:05:00+00:00"),
    ("04.03.2026, 14.05 Uhr", "2026-03-04T14:05:00+00:00"),
    ("1er mars 2026 à 14h05", "2026-03-01T14:05:00+00:00"),
    ("4 de marzo de 2026", "2026-03-04T00:00:00+00:00"),
    ("quarta-feira, 4 de março de 2026 às 14:05", "2026-03-04T14:05:00+00:00"),
    ("4 marzo 2026", "2026-03-04T00:00:00+00:00"),
    ("4 maart 2026", "2026-03-04T00:00:00+00:00"),
    ("4 marca 2026", "2026-03-04T00:00:00+00:00"),
    ("4. března 2026", "2026-03-04T00:00:00+00:00"),
    ("4 mars 2026 kl. 14:05", "2026-03-04T14:05:00+00:00"),
    ("4. maaliskuuta 2026 klo 14.05", "2026-03-04T14:05:00+00:00"),
    ("4 марта 2026 г., 14:05", "2026-03-04T14:05:00+00:00"),
    ("4 березня 2026", "2026-03-04T00:00:00+00:00"),
    ("2026年3月4日 14:05", "2026-03-04T14:05:00+00:00"),
    ("2026년 3월 4일", "2026-03-04T00:00:00+00:00"),
    ("2026-03-04 18:30:22 2026 -0800", "2026-03-04T18:30:22-08:00"),
    ("Sun Mar 1 10:00:00 2026 +0100", "2026-03-01T10:00:00+01:00"),
    ("2026-03-04 05:06:07.123456 +0000 UTC", "2026-03-04T05:06:07.123456+00:00"),
    ("2026-03-04 05:06:07 +0100 CET", "2026-03-04T05:06:07+01:00"),
    ("2026-03-04T05:06:07+0530", "2026-03-04T05:06:07+05:30"),
    ("2026-03-04T05:06:07+05", "2026-03-04T05:06:07+05:00"),
    ("2026-03-04T5:06Z", "2026-03-04T05:06:00+00:00"),
    ("2026-03-04 12:06 AM", "2026-03-04T00:06:00+00:00"),
    ("2026-03-04 05:06:07 pm", "2026-03-04T17:06:07+00:00"),
    ("2026-03-04 10:20:00 UTC+01:00", "2026-03-04T10:20:00+01:00"),
    ("4.3.2026 14:05", "2026-03-04T14:05:00+00:00"),
    ("04.03.26", "2026-03-04T00:00:00+00:00"),
    ("Wed Mar 04 2026", "2026-03-04T00:00:00+00:00"),
    ("Mittwoch, den 4. März 2026", "2026-03-04T00:00:00+00:00"),
    ("den 4 maj 2026", "2026-05-04T00:00:00+00:00"),
    ("onsdag d. 4. marts 2026", "2026-03-04T00:00:00+00:00"),
    ("le 4 août 2026", "2026-08-04T00:00:00+00:00"),
    ("4 de enero del 2026", "2026-01-04T00:00:00+00:00"),
    ("4 d'abril de 2026", "2026-04-04T00:00:00+00:00"),
    ("4 de març de 2026", "2026-03-04T00:00:00+00:00"),
    ("4. desember 2026", "2026-12-04T00:00:00+00:00"),
    ("4. září 2026", "2026-09-04T00:00:00+00:00"),
    ("4. októbra 2026", "2026-10-04T00:00:00+00:00"),
    ("4 października 2026 r.", "2026-10-04T00:00:00+00:00"),
    ("4 Mart 2026 Çarşamba", "2026-03-04T00:00:00+00:00"),
    ("2026. március 4.", "2026-03-04T00:00:00+00:00"),
    ("2026. szept. 4.", "2026-09-04T00:00:00+00:00"),
    ("2026. december 4., szerda", "2026-12-04T00:00:00+00:00"),
    ("miercuri, 4 februarie 2026", "2026-02-04T00:00:00+00:00"),
    ("Τετάρτη, 4 Ιανουαρίου 2026", "2026-01-04T00:00:00+00:00"),
    ("4 Δεκ 2026", "2026-12-04T00:00:00+00:00"),
    ("4 юни 2026", "2026-06-04T00:00:00+00:00"),
    ("4 серпня 2026 року", "2026-08-04T00:00:00+00:00"),
    ("4. ožujka 2026.", "2026-03-04T00:00:00+00:00"),
    ("4 במרץ 2026", "2026-03-04T00:00:00+00:00"),
    ("ngày 4 tháng 3 năm 2026", "2026-03-04T00:00:00+00:00"),
    ("2026年3月4日 星期三", "2026-03-04T00:00:00+00:00"),
    ("2026年3月4日(水)", "2026-03-04T00:00:00+00:00"),
    ("2026년 3월 4일 수요일", "2026-03-04T00:00:00+00:00"),
    ("2026年3月4日 下午3:05", "2026-03-04T15:05:00+00:00"),
    ("2026年3月4日 14時05分", "2026-03-04T14:05:00+00:00"),
    ("31/12/2026", "2026-12-31T00:00:00+00:00"),
    ("12/31/2026", "2026-12-31T00:00:00+00:00"),
    ("05/05/2026", "2026-05-05T00:00:00+00:00"),
];

#[test]
fn every_form_of_a_date() {
    for (text, want) in FORMS {
        let got = parse_date(text, &settings()).map(|at| at.to_rfc3339());
        let want = chrono::DateTime::parse_from_rfc3339(want).map(|at| at.to_rfc3339());
        assert_eq!(got.as_deref().ok(), want.as_deref().ok(), "{text}: {got:?}");
    }
}

#[test]
fn a_text_that_is_not_a_date_is_an_error() {
    let impossible = [
        "31 February 2026",
        "2021-06-34",
        "2021-13-01",
        "2026-03-04 25:00",
        "0001-01-01T00:00:00Z",
        "2026. február 31.",
    ];
    for text in impossible {
        assert!(matches!(parse_date(text, &settings()), Err(DateError::Impossible(_))), "{text}");
    }
    let none = [
        "",
        "soon",
        "March",
        "2026",
        "4 March",
        "2026-03-04 05:06:07 2025",
        "den März 2026",
        "version 2026.1",
        "2026-03-04 and more",
        "12:30",
        "1.2.3",
    ];
    for text in none {
        assert!(matches!(parse_date(text, &settings()), Err(DateError::NotADate(_))), "{text}");
    }
    for text in ["03/04/2026", "3/4/26", "01-02-2026"] {
        assert!(matches!(parse_date(text, &settings()), Err(DateError::Ambiguous(_))), "{text}");
    }
    for month in ["2026-03", "2026/03", "2026年3月", "2026년 3월"] {
        assert!(matches!(parse_date(month, &settings()), Err(DateError::Incomplete(..))), "{month}");
    }
    assert!(matches!(parse_date("2026-03-04 05:06 XYZT", &settings()), Err(DateError::UnknownZone(_))));
}

#[test]
fn the_order_of_numbers_can_be_set() {
    use crate::settings::DateOrder::{DayFirst, MonthFirst};
    for (order, want) in [(DayFirst, "2026-04-03"), (MonthFirst, "2026-03-04")] {
        let settings = ParseSettings { date_order: Some(order), ..settings() };
        for text in ["03/04/2026", "3/4/26"] {
            assert_eq!(parse_date(text, &settings).unwrap().date_naive().to_string(), want);
        }
        // If only one order is possible, it is used.
        assert_eq!(parse_date("12/31/2026", &settings).unwrap().date_naive().to_string(), "2026-12-31");
    }
}

#[test]
fn times_without_a_zone_are_in_the_zone_of_the_site() {
    let cases = [
        ("2026-03-04 05:06", "2026-03-04T05:06:00+01:00"),
        ("2026-07-04", "2026-07-04T00:00:00+02:00"),
        // Clocks were set forward at two; a clock without the change would show half past two then.
        ("2026-03-29 02:30", "2026-03-29T03:30:00+02:00"),
        // Clocks were set back at three; this is the first of the two moments.
        ("2026-10-25 02:30", "2026-10-25T02:30:00+02:00"),
    ];
    for (text, want) in cases {
        assert_eq!(parse_date(text, &berlin()).unwrap().to_rfc3339(), want, "{text}");
    }
}

#[test]
fn unix_time_is_parsed_separately() {
    assert_eq!(parse_unix_time("1772600767").unwrap().to_rfc3339(), "2026-03-04T05:06:07+00:00");
    assert_eq!(parse_unix_time("1772600767000"), parse_unix_time("1772600767"));
    assert_eq!(parse_unix_time("20260304"), None);
    assert!(parse_date("1772600767", &settings()).is_err());
}

#[test]
fn datelines() {
    use DateLabel::{Published, Unlabelled, Updated};
    use DatelineKind::{Alone, Newspaper, Prefix};
    let cases = [
        ("March 4, 2026", Alone, Unlabelled),
        ("Published on March 4, 2026", Alone, Published),
        ("Posted: 2026-03-04 by Jane", Alone, Published),
        ("Last updated: 4 March 2026 10:00 UTC", Alone, Updated),
        ("Mis à jour le 4 mars 2026 à 10h00", Alone, Updated),
        ("Veröffentlicht am 4. März 2026", Alone, Published),
        ("date 2026-03-04", Alone, Published),
        ("By Jane Doe | March 4, 2026 | 5 min read", Alone, Unlabelled),
        ("Jane Doe • Mar 4, 2026", Alone, Unlabelled),
        ("Wednesday, 4 March 2026 14:05 GMT", Alone, Unlabelled),
        ("Published: March 4, 2026 / Updated: March 5, 2026", Alone, Published),
        ("#published 2026-03-04 12:41:16", Alone, Published),
        ("2026年03月04日 14:05 来源:新华社", Alone, Unlabelled),
        ("date 2026-03-04 The rain came down all night and the river rose.", Prefix, Published),
        ("March 4, 2026 — The rain came down all night and the river rose.", Prefix, Unlabelled),
        ("Posted on March 4, 2026: The rain came down all night.", Prefix, Published),
        ("LONDON, 4 March 2026 — The rain came down all night and the river rose.", Newspaper, Unlabelled),
        ("Oslo (XYZ) March 4, 2026 The rain came down all night and the river rose.", Newspaper, Unlabelled),
    ];
    for (line, kind, label) in cases {
        let found = find_dateline(line, &settings());
        let found = found.unwrap_or_else(|| panic!("no dateline: {line}"));
        assert_eq!((found.kind, found.label), (kind, label), "{line}");
        assert_eq!(found.at.unwrap().date_naive().to_string(), "2026-03-04", "{line}");
    }
}

#[test]
fn a_date_in_running_text_is_not_a_dateline() {
    let lines = [
        "On March 4, 2026, the rain came down.",
        "The rain of March 4, 2026 was heavy.",
        "The meeting is on 4 March 2026 at noon.",
        "In Beijing, September 3, 2025 — a day of parades — was hot.",
        "It will be open from 1 March 2026 to 4 April 2026, every day except on Mondays.",
        "He was born on 4 March 1926",
        "no date at all",
    ];
    for line in lines {
        assert_eq!(find_dateline(line, &settings()), None, "{line}");
    }
}

#[test]
fn a_dateline_with_an_invalid_date_has_an_error() {
    let cases =
        ["Published: 31 February 2026", "Posted on 03/04/2026 by Jane", "date 2026-03 The rain came."];
    for line in cases {
        assert!(find_dateline(line, &settings()).unwrap().at.is_err(), "{line}");
    }
}

#[test]
fn the_sentence_continues_after_the_range() {
    let line = " date 2026-03-04 The rain came down all night.";
    let found = find_dateline(line, &settings()).unwrap();
    assert_eq!(&line[found.range.end..], "The rain came down all night.");
}

proptest! {
    #[test]
    fn no_text_causes_a_panic(text in "\\PC{0,60}", near in "[0-9a-zA-Z:/., +-]{0,40}") {
        for text in [&text, &near] {
            let _ = parse_date(text, &settings());
            let _ = parse_unix_time(text);
            if let Some(found) = find_dateline(text, &settings()) {
                prop_assert!(text.get(found.range).is_some());
            }
        }
    }

    #[test]
    fn dates_written_by_chrono_are_parsed(seconds in -20_000_000_000_i64..100_000_000_000, minutes in -1400_i32..1400) {
        let offset = FixedOffset::east_opt(minutes * 60).unwrap();
        let moment = DateTime::from_timestamp(seconds, 0).unwrap().with_timezone(&offset);
        prop_assert_eq!(parse_date(&moment.to_rfc3339(), &settings()).unwrap(), moment);
        prop_assert_eq!(parse_date(&moment.to_rfc2822(), &settings()).unwrap(), moment);
    }
}

#[test]
fn days_that_need_a_year() {
    for line in [
        "Jan 5",
        "5 January",
        "Monday, June 3",
        "3. Mai",
        "Sept. 12",
        "Published June 3",
        "Updated 3:12 PM EDT, Thu July 10",
    ] {
        assert!(is_day_without_year(line), "{line}");
    }
    for line in ["January", "Jan 5, 2026", "Jan 45", "May the fourth", "12", "Monday", ""] {
        assert!(!is_day_without_year(line), "{line}");
    }
}
