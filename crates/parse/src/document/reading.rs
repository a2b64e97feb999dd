//! Reads a file: decodes its bytes, splits off its front matter, detects its format.

use super::container::{self, UnpackOutcome, Unpacked};
use super::content_rules::conflict_marks;
use super::markup::{markup_of_extension, markup_of_format};
use super::model::{Document, DocumentOutcome, Format};
use super::path_rules::ignored_because;
use super::properties::Properties;
use super::{content_rules, decode, format_detection, front_matter, native_metadata};
use std::sync::Arc;
use tidings_model::{ContentPath, Problem};

/// The text of a file and what its container states.
struct SourceText {
    text: String,
    /// `None`: the path and the text decide.
    format: Option<Format>,
    properties: Properties,
    problems: Vec<Problem>,
}

/// Reads a file's bytes. `path` and the text decide whether the file can be an article.
pub fn read(path: &ContentPath, bytes: &[u8]) -> DocumentOutcome {
    match ignored_because(path) {
        Some(reason) => DocumentOutcome::NotArticle(reason.into_owned()),
        None => read_by_content(path, bytes),
    }
}

/// Reads a file's bytes without testing whether its path is that of an article; its text decides.
pub fn read_by_content(path: &ContentPath, bytes: &[u8]) -> DocumentOutcome {
    let source = match read_source(path, bytes) {
        Ok(source) => source,
        Err(outcome) => return outcome,
    };
    if let Some(reason) = content_rules::not_article_because(path, &source.text, source.format) {
        return DocumentOutcome::NotArticle(reason.to_owned());
    }
    let mut outcome = read_source_text(path, source);
    if let DocumentOutcome::Document(document) = &mut outcome {
        document.problems.extend(private_key_problem(&document.body, document.body_line));
    }
    outcome
}

/// Reads a file's bytes as an article, because the settings name the file, whatever its path and its text are.
pub fn read_included_document(path: &ContentPath, bytes: &[u8]) -> DocumentOutcome {
    let mut outcome = match read_source(path, bytes) {
        Ok(source) => read_source_text(path, source),
        Err(outcome) => return outcome,
    };
    if let DocumentOutcome::Document(document) = &mut outcome {
        document.is_explicitly_included = true;
    }
    outcome
}

fn read_source_text(path: &ContentPath, source: SourceText) -> DocumentOutcome {
    if source.properties.title.is_none()
        && let Some(reason) = content_rules::replaced_by(&source.text)
    {
        return DocumentOutcome::NoContent(reason.to_owned());
    }
    // The text of a container is generated: a conflict in a notebook's JSON makes the JSON invalid.
    if source.format.is_none()
        && let Some(problem) = conflict_marks(&source.text, is_asciidoc(path))
    {
        return DocumentOutcome::Rejected(vec![problem]);
    }
    build_document(path, source)
}

fn private_key_problem(body: &str, body_line: u32) -> Option<Problem> {
    let line = content_rules::line_of_private_key(body)?;
    let remedy = "Remove the key, and replace it on all machines that accept it";
    let problem = Problem::warning("The text contains a whole private key", remedy);
    Some(problem.at(body_line.saturating_add(line).saturating_sub(1), None))
}

fn read_source(path: &ContentPath, bytes: &[u8]) -> Result<SourceText, DocumentOutcome> {
    match container::unpack(path, bytes) {
        Some(UnpackOutcome::Done(unpacked)) => {
            let Unpacked { format, text, properties, problems } = *unpacked;
            Ok(SourceText { text, format: Some(format), properties, problems })
        }
        Some(UnpackOutcome::NotArticle(reason)) => Err(DocumentOutcome::NoContent(reason.to_owned())),
        Some(UnpackOutcome::Rejected(problem)) => Err(DocumentOutcome::Rejected(vec![problem])),
        None => match decode::decode(bytes) {
            Ok(decoded) => Ok(SourceText {
                text: decoded.text,
                format: None,
                properties: Properties::default(),
                problems: decoded.problem.into_iter().collect(),
            }),
            Err(reason) => Err(DocumentOutcome::NoContent(reason.to_owned())),
        },
    }
}

fn is_asciidoc(path: &ContentPath) -> bool {
    let markup = path.extension().and_then(|extension| markup_of_extension(&extension));
    markup.is_some_and(|markup| markup.format == Format::AsciiDoc)
}

fn build_document(path: &ContentPath, source: SourceText) -> DocumentOutcome {
    let SourceText { text, format, properties, mut problems } = source;
    // E-mails and office documents have properties instead; `Title: x` in them is text.
    let may_have_some = !matches!(format, Some(Format::Html | Format::Text));
    let has_only_fields = path.extension().is_some_and(|extension| front_matter::is_field_file(&extension));
    let result = if has_only_fields {
        Ok(front_matter::parse_field_file(&text))
    } else {
        front_matter::parse(if may_have_some { &text } else { "" })
    };
    let front_matter = match result {
        Ok(front_matter) => front_matter,
        Err(errors) => {
            problems.extend(errors);
            return DocumentOutcome::Rejected(problems);
        }
    };
    let body_at = front_matter.as_ref().map_or(0, |front_matter| front_matter.body_at);
    let body_end = front_matter.as_ref().and_then(|front_matter| front_matter.body_end).unwrap_or(text.len());
    let body_line = 1 + text[..body_at].matches('\n').count();
    let (syntax, fields) = match front_matter {
        Some(front_matter) => {
            problems.extend(front_matter.problems);
            (Some(front_matter.syntax), front_matter.fields)
        }
        None => (None, Vec::new()),
    };
    let body_line = u32::try_from(body_line).unwrap_or(u32::MAX);
    let mut document = Document {
        path: path.clone(),
        format: format
            .unwrap_or_else(|| format_detection::detect_format(path, &text[body_at..], syntax.is_some())),
        front_matter: fields,
        syntax,
        properties,
        body: text[body_at..body_end].to_owned(),
        body_line,
        people: Arc::default(),
        is_explicitly_included: false,
        problems,
    };
    if let Some(markup) = markup_of_format(document.format) {
        native_metadata::extract(&mut document, markup.native_metadata);
    }
    DocumentOutcome::Document(Box::new(document))
}
