//! The title block of an office document: title, subtitle, authors, date, abstract.

use super::model::Block;
use crate::document::container::roles::ParagraphRole;
use crate::document::properties::Properties;
use tidings_model::Person;
use tidings_model::text::{comparison_key, one_line};

/// How many blocks from the top the title block can reach. A title style further down is the title of a part.
const MAX_BLOCKS: usize = 12;
/// Longest bold paragraph, in characters, that counts as a headline.
const MAX_HEADLINE_CHARS: usize = 120;

/// Titles that programs and templates write into a document's properties by themselves, in lower case.
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

/// Removes the title block from the blocks and stores it in the properties. The visible text wins over the
/// properties, which often belong to an older document that was reused.
pub(super) fn extract(blocks: &mut Vec<Block>, properties: &mut Properties) {
    properties.title = properties.title.take().filter(|title| !is_placeholder(title));
    let title = drain_role(blocks, ParagraphRole::Title);
    let subtitle = drain_role(blocks, ParagraphRole::Subtitle);
    let authors = drain_role(blocks, ParagraphRole::Author);
    let date = drain_role(blocks, ParagraphRole::Date);
    let summary = drain_role(blocks, ParagraphRole::Abstract);
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
            let wanted = comparison_key(title);
            let repeats = |block: &Block| {
                comparison_key(&block.content.text) == wanted && block.list_position.is_none()
            };
            if blocks.first().is_some_and(repeats) {
                blocks.remove(0);
            }
        }
        (None, None) => {
            if is_headline(blocks) {
                properties.title = Some(one_line(&blocks.remove(0).content.text));
            }
        }
    }
}

/// Removes the first run of paragraphs with that role near the top and returns their texts. Further down they
/// stay as paragraphs.
fn drain_role(blocks: &mut Vec<Block>, role: ParagraphRole) -> Vec<String> {
    let near = blocks.len().min(MAX_BLOCKS);
    let Some(first) = blocks.iter().take(near).position(|block| block.role == role) else {
        return Vec::new();
    };
    let count = blocks.iter().skip(first).take_while(|block| block.role == role).count();
    let texts = blocks.drain(first..first + count).map(|block| one_line(&block.content.text));
    texts.filter(|text| !text.is_empty()).collect()
}

/// Whether the first block is the headline: a heading, or a bold line above the text.
fn is_headline(blocks: &[Block]) -> bool {
    let Some(first) = blocks.first() else { return false };
    let words = one_line(&first.content.text);
    match first.role {
        ParagraphRole::Heading(_) => !words.is_empty(),
        ParagraphRole::Paragraph => {
            first.content.is_bold
                && first.list_position.is_none()
                && words.chars().count() <= MAX_HEADLINE_CHARS
                && blocks.len() > 1
        }
        _ => false,
    }
}

/// Whether the title was not written by an author. File names count too: Word uses them when it prints or
/// exports (`Microsoft Word - draft.doc`).
fn is_placeholder(title: &str) -> bool {
    let lower = one_line(title).to_lowercase();
    let stem = lower.trim_end_matches(|c: char| c.is_ascii_digit()).trim_end();
    PLACEHOLDERS.contains(&stem)
        || lower.starts_with("microsoft word - ")
        || [".doc", ".docx", ".odt", ".dotx"].iter().any(|end| lower.ends_with(end))
}
