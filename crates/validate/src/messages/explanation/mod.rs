//! Why each message matters, and how to mend what it is about.
//!
//! A row explains one code, or several that are the same thing in different places. A test holds that each code has
//! exactly one row.

mod addresses;
mod atom;
mod elements;
mod http;
mod media;
mod others;
mod rss;
mod text;
mod values;
mod versions;
mod xml;

use crate::Code;

/// Why a message matters and how to mend what it is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Explanation {
    /// The codes that it explains.
    codes: &'static [Code],
    /// Which readers break, and what goes wrong.
    pub why: &'static str,
    /// How to mend it.
    pub mend: &'static str,
    /// How it looks when it is right; empty where there is nothing to show.
    pub example: &'static str,
    /// Address of the clause of the specification.
    pub link: &'static str,
}

/// The families, each with its rows.
const FAMILIES: &[&[Explanation]] = &[
    xml::ROWS,
    elements::ROWS,
    text::ROWS,
    addresses::ROWS,
    values::ROWS,
    self::rss::ROWS,
    atom::ROWS,
    media::ROWS,
    others::ROWS,
    http::ROWS,
    versions::ROWS,
];

const NONE: Explanation = Explanation { codes: &[], why: "", mend: "", example: "", link: "" };

impl Code {
    /// Why the message matters and how to mend what it is about.
    pub fn explanation(self) -> &'static Explanation {
        let mut rows = FAMILIES.iter().copied().flatten();
        rows.find(|row| row.codes.contains(&self)).unwrap_or(&NONE)
    }
}

#[cfg(test)]
mod tests {
    use super::{Code, FAMILIES};

    #[test]
    fn every_code_has_one_explanation() {
        let rows: Vec<_> = FAMILIES.iter().copied().flatten().collect();
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
    fn every_explanation_says_why_how_and_where() {
        for row in FAMILIES.iter().copied().flatten() {
            let codes = row.codes;
            for text in [row.why, row.mend] {
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
