//! What stands above the text: title, subtitle, authors, date, abstract.

use super::Block;
use crate::document::Properties;
use crate::document::container::roles::Role;
use tidings_model::Person;
use tidings_model::text::{collapse_whitespace, one_line};

/// How far down a paragraph in the style of a title is the document's, and no part's.
const HEAD: usize = 12;
/// Longest bold paragraph, in characters, that is taken for a headline.
const LONGEST_HEADLINE: usize = 120;

/// Titles that programs and their templates write into a document's properties, in lower case. Nobody meant
/// them.
const PLACEHOLDERS: [&str; 9] = [
    "word document",
    "document",
    "document title",
    "title",
    "untitled",
    "untitled document",
    "unbenannt",
    "sans titre",
    "new document",
];

/// Takes the head out of the blocks. What the reader of the document sees wins over its properties, which
/// often are those of an older document that was written over.
pub(super) fn take(blocks: &mut Vec<Block>, properties: &mut Properties) {
    properties.title = properties.title.take().filter(|title| !is_placeholder(title));
    let title = taken(blocks, Role::Title);
    let subtitle = taken(blocks, Role::Subtitle);
    let authors = taken(blocks, Role::Author);
    let date = taken(blocks, Role::Date);
    let summary = taken(blocks, Role::Abstract);
    if !authors.is_empty() {
        properties.authors = authors.iter().map(|name| Person::named(name)).collect();
    }
    let joined = |lines: Vec<String>| (!lines.is_empty()).then(|| lines.join(" "));
    properties.subtitle = joined(subtitle).or(properties.subtitle.take());
    properties.published = joined(date).or(properties.published.take());
    properties.summary = joined(summary).or(properties.summary.take());
    match (joined(title), &properties.title) {
        (Some(title), _) => properties.title = Some(title),
        (None, Some(title)) => {
            let wanted = collapse_whitespace(title);
            let repeats =
                |block: &Block| collapse_whitespace(&block.line.text) == wanted && block.place.is_none();
            if blocks.first().is_some_and(repeats) {
                blocks.remove(0);
            }
        }
        (None, None) => {
            if is_headline(blocks) {
                properties.title = Some(one_line(&blocks.remove(0).line.text));
            }
        }
    }
}

/// The texts of the paragraphs of that role near the top, which leave the blocks. Further down they stay as
/// paragraphs.
fn taken(blocks: &mut Vec<Block>, role: Role) -> Vec<String> {
    let near = blocks.len().min(HEAD);
    let Some(first) = blocks.iter().take(near).position(|block| block.role == role) else {
        return Vec::new();
    };
    let count = blocks.iter().skip(first).take_while(|block| block.role == role).count();
    let texts = blocks.drain(first..first + count).map(|block| one_line(&block.line.text));
    texts.filter(|text| !text.is_empty()).collect()
}

/// Whether the first block is the headline: a heading, or a bold line above the text.
fn is_headline(blocks: &[Block]) -> bool {
    let Some(first) = blocks.first() else { return false };
    let words = one_line(&first.line.text);
    match first.role {
        Role::Heading(_) => !words.is_empty(),
        Role::Paragraph => {
            first.line.is_bold
                && first.place.is_none()
                && words.chars().count() <= LONGEST_HEADLINE
                && blocks.len() > 1
        }
        _ => false,
    }
}

/// Also file names, which Word takes over when it prints or exports: `Microsoft Word - draft.doc`.
fn is_placeholder(title: &str) -> bool {
    let lower = one_line(title).to_lowercase();
    let stem = lower.trim_end_matches(|c: char| c.is_ascii_digit()).trim_end();
    PLACEHOLDERS.contains(&stem)
        || lower.starts_with("microsoft word - ")
        || [".doc", ".docx", ".odt", ".dotx"].iter().any(|end| lower.ends_with(end))
}
