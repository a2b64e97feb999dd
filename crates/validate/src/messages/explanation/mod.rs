//! Explanations of message codes: why each message matters and how to fix its cause.
//!
//! A row explains one code, or several codes with the same cause in different places. A test requires exactly
//! one row for each code.

mod addresses;
mod atom;
mod elements;
mod entry;
mod http;
mod media;
mod opml_and_json_feed;
mod quality;
mod rss;
mod text;
mod values;
mod versions;
mod xml;

use crate::Code;
pub use entry::Explanation;

/// The rows of all files.
const ROWS_BY_FILE: &[&[Explanation]] = &[
    xml::ROWS,
    elements::ROWS,
    text::ROWS,
    addresses::ROWS,
    values::ROWS,
    self::rss::ROWS,
    atom::ROWS,
    media::ROWS,
    opml_and_json_feed::ROWS,
    http::ROWS,
    quality::ROWS,
    versions::ROWS,
];

const NONE: Explanation = Explanation { codes: &[], why: "", fix: "", example: "", link: "" };

impl Code {
    /// Why messages with this code matter, and how to fix their cause.
    pub fn explanation(self) -> &'static Explanation {
        let mut rows = ROWS_BY_FILE.iter().copied().flatten();
        rows.find(|row| row.codes.contains(&self)).unwrap_or(&NONE)
    }
}

#[cfg(test)]
mod tests {
    use super::{Code, ROWS_BY_FILE};

    #[test]
    fn every_code_has_one_explanation() {
        let rows: Vec<_> = ROWS_BY_FILE.iter().copied().flatten().collect();
        let mut wrong = Vec::new();
        for code in Code::ALL {
            let count = rows.iter().flat_map(|row| row.codes).filter(|explained| *explained == code).count();
            if count != 1 {
                wrong.push(format!("{}: {count} explanations", code.name()));
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    #[test]
    fn every_explanation_has_sentences_and_a_valid_link() {
        for row in ROWS_BY_FILE.iter().copied().flatten() {
            let codes = row.codes;
            for text in [row.why, row.fix] {
                assert!(text.ends_with('.') && !text.contains("  "), "{codes:?}: {text}");
            }
            assert!(url::Url::parse(row.link).is_ok(), "{codes:?}: {}", row.link);
        }
    }

    #[test]
    fn every_text_is_a_phrase_with_closed_braces() {
        for code in Code::ALL {
            let text = code.summary();
            assert_eq!(text.matches('{').count(), text.matches('}').count(), "{code:?}: {text}");
            assert!(!text.ends_with('.') && text.contains(' '), "{code:?}: {text}");
        }
    }
}
