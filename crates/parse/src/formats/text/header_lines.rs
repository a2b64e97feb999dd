//! Parses header lines at the top of a text: those of an e-mail or newsgroup article (`From:`, `Subject:`),
//! or similar ones (`Title:`, `Author:`, `Date:`).

use super::byline;
use crate::body::Body;
use crate::dates::parse_date;
use crate::settings::ParseSettings;
use tidings_model::text::one_line;
use tidings_model::{DateSource, Dated, Problem};

/// The meaning of a header.
#[derive(Clone, Copy, PartialEq, Eq)]
enum HeaderKind {
    Title,
    Author,
    Date,
    Tags,
    Categories,
    Summary,
    Rights,
    /// Known and ignored.
    Other,
}

/// Names of headers, in lower case.
const HEADERS: [(&str, HeaderKind); 40] = [
    ("title", HeaderKind::Title),
    ("headline", HeaderKind::Title),
    ("subject", HeaderKind::Title),
    ("titel", HeaderKind::Title),
    ("titre", HeaderKind::Title),
    ("título", HeaderKind::Title),
    ("from", HeaderKind::Author),
    ("author", HeaderKind::Author),
    ("authors", HeaderKind::Author),
    ("by", HeaderKind::Author),
    ("autor", HeaderKind::Author),
    ("auteur", HeaderKind::Author),
    ("date", HeaderKind::Date),
    ("published", HeaderKind::Date),
    ("datum", HeaderKind::Date),
    ("fecha", HeaderKind::Date),
    ("tags", HeaderKind::Tags),
    ("keywords", HeaderKind::Tags),
    ("category", HeaderKind::Categories),
    ("categories", HeaderKind::Categories),
    ("section", HeaderKind::Categories),
    ("summary", HeaderKind::Summary),
    ("description", HeaderKind::Summary),
    ("abstract", HeaderKind::Summary),
    ("copyright", HeaderKind::Rights),
    ("rights", HeaderKind::Rights),
    ("to", HeaderKind::Other),
    ("cc", HeaderKind::Other),
    ("reply-to", HeaderKind::Other),
    ("sender", HeaderKind::Other),
    ("newsgroups", HeaderKind::Other),
    ("organization", HeaderKind::Other),
    ("message-id", HeaderKind::Other),
    ("references", HeaderKind::Other),
    ("in-reply-to", HeaderKind::Other),
    ("mime-version", HeaderKind::Other),
    ("content-type", HeaderKind::Other),
    ("content-transfer-encoding", HeaderKind::Other),
    ("user-agent", HeaderKind::Other),
    ("lines", HeaderKind::Other),
];

/// Removes the header lines. There must be at least two, one of them a title, an author or a date, and an
/// empty line or other text after them. Returns the rest and the number of its first line.
pub(super) fn take_header_lines<'t>(
    body: &'t str,
    first_line: u32,
    settings: &ParseSettings,
    result: &mut Body,
) -> (&'t str, u32) {
    let mut headers: Vec<(HeaderKind, String, u32)> = Vec::new();
    let mut rest = body;
    let mut line = first_line;
    while let Some((text, after)) = next_line(rest) {
        let is_start = headers.is_empty();
        let folds = !is_start && text.starts_with([' ', '\t']) && !text.trim().is_empty();
        let is_envelope = is_start && text.starts_with("From ") && text.contains('@');
        if let (true, Some((_, value, _))) = (folds, headers.last_mut()) {
            value.push(' ');
            value.push_str(text.trim());
        } else if let Some((field, value)) = parse_header(text, is_start) {
            headers.push((field, value.to_owned(), line));
        } else if !((text.trim().is_empty() && is_start) || is_envelope) {
            break;
        }
        rest = after;
        line += 1;
    }
    let telling = headers
        .iter()
        .filter(|(field, ..)| matches!(field, HeaderKind::Title | HeaderKind::Author | HeaderKind::Date));
    let has_title = headers.iter().any(|(field, ..)| *field == HeaderKind::Title);
    if headers.len() < 2 && !has_title || telling.count() == 0 {
        return (body, first_line);
    }
    let is_mail = headers.len() >= 2;
    for (field, value, line) in headers {
        store_header(field, &value, line, settings, result);
    }
    (if is_mail { without_signature(rest) } else { rest }, line)
}

fn next_line(text: &str) -> Option<(&str, &str)> {
    if text.is_empty() {
        return None;
    }
    let end = text.find('\n').map_or(text.len(), |at| at + 1);
    Some((text[..end].trim_end_matches(['\n', '\r']), &text[end..]))
}

fn parse_header(line: &str, is_first: bool) -> Option<(HeaderKind, &str)> {
    let (name, value) = line.split_once(':')?;
    let lower = name.trim_start_matches(['\u{FEFF}', '*', '_']).trim_end_matches(['*', '_']).to_lowercase();
    let known = HEADERS.iter().find(|(field, _)| *field == lower).map(|(_, field)| *field);
    // Within a block of headers, any `X-` name is a header: `X-Mailer:`.
    let any = !is_first && lower.starts_with("x-") && !lower.contains(' ');
    let value = value.trim_start_matches(['*', '_']).trim();
    known.or(any.then_some(HeaderKind::Other)).map(|field| (field, value))
}

fn store_header(field: HeaderKind, value: &str, line: u32, settings: &ParseSettings, result: &mut Body) {
    let value = one_line(value);
    if value.is_empty() {
        return;
    }
    let list = || value.split([',', ';']).map(str::trim).filter(|term| !term.is_empty()).map(str::to_owned);
    match field {
        HeaderKind::Title if result.title.is_none() => result.title = Some(value),
        HeaderKind::Author if result.authors.is_empty() => {
            let people = value.split([',', ';']).flat_map(|part| part.split(" and ")).map(byline::person);
            result.authors = people.filter(|person| !person.name.is_empty()).collect();
        }
        HeaderKind::Date if result.published.is_none() => match parse_date(&value, settings) {
            Ok(at) => result.published = Some(Dated { at, from: DateSource::Text }),
            Err(error) => {
                let message = format!("The date can't be parsed: {error}");
                let problem = Problem::warning(message, "Write it as 2026-03-04T05:06:07+01:00");
                result.problems.push(problem.at(line, None));
            }
        },
        HeaderKind::Tags => result.tags.extend(list()),
        HeaderKind::Categories => result.categories.extend(list()),
        HeaderKind::Summary if result.summary.is_none() => result.summary = Some(value),
        HeaderKind::Rights if result.rights.is_none() => result.rights = Some(value),
        _ => {}
    }
}

/// The text above the signature, which a line of two dashes and a space begins (RFC 3676, 4.3).
fn without_signature(text: &str) -> &str {
    let cut = text.find("\n-- \n").or_else(|| text.find("\n-- \r\n"));
    cut.map_or(text, |at| &text[..at + 1])
}
