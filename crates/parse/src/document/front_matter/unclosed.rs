//! Front matter without an end fence: parsed if it can end in one place only.

use super::fences::{FencedBlock, looks_like_keys};
use super::model::{FrontMatter, MAX_BYTES, ParsedFields, Syntax, build, count_lines};
use super::{headers, toml, yaml, yaml_repair};
use tidings_model::Problem;

/// Keys of front matter besides those of [`headers::begins_block`]. A block without any known key may be a
/// paragraph under a thematic break (`---`, then `Note: …`).
const OTHER_KEYS: [&str; 10] = [
    "layout",
    "categories",
    "description",
    "draft",
    "excerpt",
    "image",
    "keywords",
    "lang",
    "permalink",
    "published",
];

/// Parses front matter that no fence closes. `None`: the opening fence is a thematic break.
///
/// # Errors
/// The front matter may end in more than one place.
pub(super) fn parse_unclosed(file: &str, fenced: &FencedBlock) -> Result<Option<FrontMatter>, Vec<Problem>> {
    if !looks_like_keys(fenced.inner, fenced.syntax) {
        return Ok(None);
    }
    let mut lines = fenced.inner.lines().skip_while(|line| line.trim().is_empty());
    let mut first = lines.by_ref().take_while(|line| !line.trim().is_empty());
    let is_known = first.any(has_known_key);
    match read_unambiguous(fenced) {
        Some(front_matter) => Ok(Some(front_matter)),
        // An empty line and no known key: a thematic break.
        None if fenced.inner.starts_with(['\n', ' ']) && !is_known => Ok(None),
        None => Err(vec![ambiguous_end(file, fenced)]),
    }
}

/// Parses the lines up to the first that is empty or can't be front matter. `None`: the front matter may be
/// longer or shorter than that.
pub(super) fn read_unambiguous(fenced: &FencedBlock) -> Option<FrontMatter> {
    if matches!(fenced.syntax, Syntax::Json | Syntax::Headers) {
        return None;
    }
    let length = block_length(fenced.inner, fenced.syntax)?;
    let (block, rest) = fenced.inner.split_at(length);
    // What ends the front matter may be a thematic break further down, or the intended fence.
    let may_go_on = match fenced.body_at {
        Some(_) => rest.lines().any(|line| is_key_line(line, fenced.syntax)),
        None => may_continue(block, rest, fenced.syntax),
    };
    if may_go_on || block.len() > MAX_BYTES || !block.lines().any(has_known_key) {
        return None;
    }
    let parsed: ParsedFields = match fenced.syntax {
        Syntax::Toml => toml::parse(block).ok()?,
        _ => yaml::parse_or_repair(block).ok()??,
    };
    let last = fenced.first_line + count_lines(block.trim_end_matches('\n'));
    let mut front_matter = build(fenced.syntax, parsed, fenced.inner_at + length, fenced.first_line);
    let message = format!(
        "The front matter that begins here has no end fence; it was read as if it ended with line {last}"
    );
    let remedy = format!("Put a line with {} below line {last}", fence(fenced.syntax));
    front_matter.problems.push(Problem::warning(message, remedy).at(fenced.first_line - 1, Some(1)));
    Some(front_matter)
}

/// The length of the lines that can only be front matter, up to an empty line, the end, or a line that can
/// only be text. `None`: a line may be either.
fn block_length(inner: &str, syntax: Syntax) -> Option<usize> {
    let mut length = 0;
    let mut is_open = false;
    let mut lines = inner.split_inclusive('\n').peekable();
    while let Some(line) = lines.next() {
        let is_comment = line.starts_with('#') && lines.peek().is_some_and(|next| is_key_line(next, syntax));
        if line.trim().is_empty() || (begins_text(line) && !is_comment) {
            break;
        }
        let is_key = is_key_line(line, syntax);
        if is_key {
            is_open = expects_lines_below(line);
        }
        let belongs = is_comment
            || is_key
            || line.starts_with([' ', '\t'])
            || (is_open && line.starts_with("- "))
            // Lists and texts of several lines in TOML; the parser checks whether they are complete.
            || syntax == Syntax::Toml;
        if !belongs {
            return None;
        }
        length += line.len();
    }
    (length > 0).then_some(length)
}

/// Whether the text below the empty line may continue the front matter.
fn may_continue(block: &str, rest: &str, syntax: Syntax) -> bool {
    let mut next = rest.lines().skip_while(|line| line.trim().is_empty()).peekable();
    let is_apart = rest.starts_with(['\n', ' ', '\t']);
    let Some(first) = next.peek().filter(|_| is_apart) else { return false };
    if syntax == Syntax::Yaml && last_key_is_open(block) && first.starts_with([' ', '\t', '-']) {
        return true;
    }
    let mut paragraph =
        next.take_while(|line| !line.trim().is_empty()).skip_while(|line| line.starts_with('#')).peekable();
    paragraph.peek().is_some_and(|line| is_key_line(line, syntax))
        && paragraph.all(|line| is_key_line(line, syntax) || line.starts_with([' ', '\t', '-', '#']))
}

/// Whether the value of the last key is on the lines below it.
fn last_key_is_open(block: &str) -> bool {
    let last = block.lines().rfind(|line| !line.starts_with([' ', '\t', '-', '#']));
    last.is_some_and(expects_lines_below)
}

/// `tags:` and `summary: |`.
fn expects_lines_below(line: &str) -> bool {
    let value = line.split_once(':').map(|(_, value)| value.trim());
    value.is_some_and(|value| value.is_empty() || value.starts_with(['|', '>', '&']))
}

/// Whether the line begins Markdown or HTML that can't be a line of front matter.
fn begins_text(line: &str) -> bool {
    ["#", "<", "![", "```", "~~~", "> ", "| "].iter().any(|sign| line.starts_with(sign))
}

fn is_key_line(line: &str, syntax: Syntax) -> bool {
    let line = line.trim_end();
    if syntax != Syntax::Toml {
        return !line.starts_with([' ', '\t', '-']) && yaml_repair::key_of(line).is_some();
    }
    let is_key =
        |key: &str| !key.is_empty() && key.chars().all(|c| c.is_ascii_alphanumeric() || "_-.\"".contains(c));
    let is_table = line.starts_with('[') && line.ends_with(']');
    is_table || line.split_once('=').is_some_and(|(key, _)| is_key(key.trim()))
}

fn has_known_key(line: &str) -> bool {
    let key = line.split([':', '=']).next().unwrap_or_default().trim_end().to_lowercase();
    headers::begins_block(&key) || OTHER_KEYS.contains(&key.as_str())
}

fn fence(syntax: Syntax) -> &'static str {
    if syntax == Syntax::Toml { "+++" } else { "---" }
}

fn ambiguous_end(file: &str, fenced: &FencedBlock) -> Problem {
    let opened = fenced.first_line - 1;
    let empty = fenced.inner.lines().position(|line| line.trim().is_empty());
    let before = empty.map_or_else(|| count_lines(file), |at| opened + u32::try_from(at).unwrap_or(0));
    let fence = fence(fenced.syntax);
    let remedy = format!(
        "Put a line with {fence} after its last key, probably line {before}; if it is not front matter, put an \
         empty line below the fence"
    );
    Problem::error(
        "The front matter that begins here has no end fence, and may end in several places",
        remedy,
    )
    .at(opened, Some(1))
}
