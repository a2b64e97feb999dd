//! The relations of links in IANA's registry (RFC 8288).

use super::packages::Packages;
use super::rust::{head, word_literal};
use super::source::{Source, corrected};
use crate::error::Error;
use crate::files;

/// Relations that the source does not have yet.
const ADDED: [(&str, &str); 4] = [
    ("implements", "of the schema that a resource follows"),
    ("shortlink", "of WordPress and others"),
    ("sitemap", "of the HTML standard's list"),
    ("source", "of the resource that another one was made from"),
];

/// Reads IANA's CSV file, whose first column has the names. Its name contains the date of the download.
pub(super) fn import(packages: &Packages) -> Result<Source, Error> {
    let (date, path) = packages.link_relations()?;
    let text = files::read_text(&path)?;
    let is_name = |name: &&str| {
        !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || "-._".contains(c))
    };
    let rows = text.lines().skip(1).filter_map(|line| line.split(',').next());
    let names = rows.filter(is_name).map(str::to_ascii_lowercase).collect();
    let origin = format!("https://www.iana.org/assignments/link-relations of {date}");
    Ok(Source::new(vec![origin], [("relations", names)]))
}

pub(super) fn render(source: &Source) -> Result<String, Error> {
    let relations = corrected(source.words("relations")?, &ADDED, &[])?;
    let mut text = head("Relations of links that are registered.", source);
    text.push_str("\n/// The relations in lower case, with one space between them.\n#[rustfmt::skip]\npub(super) const REGISTERED: &str = ");
    text.push_str(&word_literal(relations.iter().map(String::as_str), 0));
    text.push_str(";\n");
    Ok(text)
}
