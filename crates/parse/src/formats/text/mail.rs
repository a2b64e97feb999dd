//! Header lines at the top: an e-mail's or a newsgroup article's (`From:`, `Subject:`), or what people write in
//! their manner (`Title:`, `Author:`, `Date:`).

use super::byline;
use crate::dates::parse_date;
use crate::{Body, ParseSettings};
use tidings_model::text::one_line;
use tidings_model::{DateSource, Dated, Problem};

/// What a header is for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Field {
    Title,
    Author,
    Date,
    Tags,
    Categories,
    Summary,
    Rights,
    /// Known, and of no use to a reader.
    Other,
}

/// Names of headers, in lower case.
const FIELDS: [(&str, Field); 40] = [
    ("title", Field::Title),
    ("headline", Field::Title),
    ("subject", Field::Title),
    ("titel", Field::Title),
    ("titre", Field::Title),
    ("título", Field::Title),
    ("from", Field::Author),
    ("author", Field::Author),
    ("authors", Field::Author),
    ("by", Field::Author),
    ("autor", Field::Author),
    ("auteur", Field::Author),
    ("date", Field::Date),
    ("published", Field::Date),
    ("datum", Field::Date),
    ("fecha", Field::Date),
    ("tags", Field::Tags),
    ("keywords", Field::Tags),
    ("category", Field::Categories),
    ("categories", Field::Categories),
    ("section", Field::Categories),
    ("summary", Field::Summary),
    ("description", Field::Summary),
    ("abstract", Field::Summary),
    ("copyright", Field::Rights),
    ("rights", Field::Rights),
    ("to", Field::Other),
    ("cc", Field::Other),
    ("reply-to", Field::Other),
    ("sender", Field::Other),
    ("newsgroups", Field::Other),
    ("organization", Field::Other),
    ("message-id", Field::Other),
    ("references", Field::Other),
    ("in-reply-to", Field::Other),
    ("mime-version", Field::Other),
    ("content-type", Field::Other),
    ("content-transfer-encoding", Field::Other),
    ("user-agent", Field::Other),
    ("lines", Field::Other),
];

/// Takes the headers off the text. They count only if there are two at least, one of them a title's, an author's
/// or a date's, and an empty line or another text follows. Gives the rest and the number of its first line.
pub(super) fn take<'t>(
    body: &'t str,
    first_line: u32,
    settings: &ParseSettings,
    result: &mut Body,
) -> (&'t str, u32) {
    let mut headers: Vec<(Field, String, u32)> = Vec::new();
    let mut rest = body;
    let mut line = first_line;
    while let Some((text, after)) = next_line(rest) {
        let is_start = headers.is_empty();
        let folds = !is_start && text.starts_with([' ', '\t']) && !text.trim().is_empty();
        let is_envelope = is_start && text.starts_with("From ") && text.contains('@');
        if let (true, Some((_, value, _))) = (folds, headers.last_mut()) {
            value.push(' ');
            value.push_str(text.trim());
        } else if let Some((field, value)) = header(text, is_start) {
            headers.push((field, value.to_owned(), line));
        } else if !((text.trim().is_empty() && is_start) || is_envelope) {
            break;
        }
        rest = after;
        line += 1;
    }
    let telling =
        headers.iter().filter(|(field, ..)| matches!(field, Field::Title | Field::Author | Field::Date));
    let has_title = headers.iter().any(|(field, ..)| *field == Field::Title);
    if headers.len() < 2 && !has_title || telling.count() == 0 {
        return (body, first_line);
    }
    let is_mail = headers.len() >= 2;
    for (field, value, line) in headers {
        keep(field, &value, line, settings, result);
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

fn header(line: &str, is_first: bool) -> Option<(Field, &str)> {
    let (name, value) = line.split_once(':')?;
    let lower = name.trim_start_matches(['\u{FEFF}', '*', '_']).trim_end_matches(['*', '_']).to_lowercase();
    let known = FIELDS.iter().find(|(field, _)| *field == lower).map(|(_, field)| *field);
    // Within a block of headers any name of that form is one: `X-Mailer:`.
    let any = !is_first && lower.starts_with("x-") && !lower.contains(' ');
    let value = value.trim_start_matches(['*', '_']).trim();
    known.or(any.then_some(Field::Other)).map(|field| (field, value))
}

fn keep(field: Field, value: &str, line: u32, settings: &ParseSettings, result: &mut Body) {
    let value = one_line(value);
    if value.is_empty() {
        return;
    }
    let list = || value.split([',', ';']).map(str::trim).filter(|term| !term.is_empty()).map(str::to_owned);
    match field {
        Field::Title if result.title.is_none() => result.title = Some(value),
        Field::Author if result.authors.is_empty() => {
            let people = value.split([',', ';']).flat_map(|part| part.split(" and ")).map(byline::person);
            result.authors = people.filter(|person| !person.name.is_empty()).collect();
        }
        Field::Date if result.published.is_none() => match parse_date(&value, settings) {
            Ok(at) => result.published = Some(Dated { at, from: DateSource::Text }),
            Err(error) => {
                let message = format!("the date is not understood: {error}");
                let problem = Problem::warning(message, "write it as 2026-03-04T05:06:07+01:00");
                result.problems.push(problem.at(line, None));
            }
        },
        Field::Tags => result.tags.extend(list()),
        Field::Categories => result.categories.extend(list()),
        Field::Summary if result.summary.is_none() => result.summary = Some(value),
        Field::Rights if result.rights.is_none() => result.rights = Some(value),
        _ => {}
    }
}

/// The text above the line of two dashes and a space that begins a signature (RFC 3676, 4.3).
fn without_signature(text: &str) -> &str {
    let cut = text.find("\n-- \n").or_else(|| text.find("\n-- \r\n"));
    cut.map_or(text, |at| &text[..at + 1])
}
