//! Top-level domains that start with the letters of another one, such as `community` (`com`).

use super::packages::{Packages, strings};
use super::rust::{head, word_literal};
use super::source::{Source, Words};
use crate::error::Error;

pub(super) fn import(packages: &Packages) -> Result<Source, Error> {
    let mut domains = strings(&packages.npm("tlds", "index.json"))?;
    // The internationalised ones have other letters than those that begin with them.
    domains.retain(|domain| domain.is_ascii());
    Ok(Source::new(vec![packages.npm_origin("tlds")?], [("domains", domains)]))
}

pub(super) fn render(source: &Source) -> Result<String, Error> {
    let domains: &Words = source.words("domains")?;
    let is_longer = |domain: &&String| (2..domain.len()).any(|end| domains.contains(&domain[..end]));
    let longer = domains.iter().filter(is_longer).map(String::as_str);
    let mut text = head("Top-level domains that start with the letters of another one.", source);
    text.push_str("\n/// The domains with one space between them.\n#[rustfmt::skip]\npub(super) const LONGER_DOMAINS: &str = ");
    text.push_str(&word_literal(longer, 0));
    text.push_str(";\n");
    Ok(text)
}
