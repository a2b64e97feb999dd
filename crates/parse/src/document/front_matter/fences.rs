//! The fences around front matter: `---` and `+++`.

use super::model::{Syntax, count_lines};
use super::yaml_repair;

/// A fenced front matter and its position in the file.
pub(super) struct FencedBlock<'t> {
    pub(super) syntax: Syntax,
    /// The text between the fences.
    pub(super) inner: &'t str,
    /// Byte offset of `inner` in the file.
    pub(super) inner_at: usize,
    /// Line of the file on which `inner` begins, from 1.
    pub(super) first_line: u32,
    /// Byte offset after the line of the end fence. `None`: there is no end fence.
    pub(super) body_at: Option<usize>,
}

/// Finds the fenced front matter, if the file begins with one.
pub(super) fn fenced(file: &str) -> Option<FencedBlock<'_>> {
    let start = file.len() - file.trim_start_matches(['\n', ' ', '\t']).len();
    // An indented fence is code in Markdown.
    if start > 0 && !file[..start].ends_with('\n') {
        return None;
    }
    let (fence, rest) = file[start..].split_once('\n').unwrap_or((&file[start..], ""));
    let (syntax, ends) = fence_kind(fence)?;
    let inner_at = file.len() - rest.len();
    let mut first_line = 1;
    first_line += count_lines(&file[..inner_at]);
    let mut at = inner_at;
    for line in rest.split_inclusive('\n') {
        if ends.contains(&line.trim_end()) {
            let body_at = Some(at + line.len());
            return Some(FencedBlock { syntax, inner: &file[inner_at..at], inner_at, first_line, body_at });
        }
        at += line.len();
    }
    Some(FencedBlock { syntax, inner: rest, inner_at, first_line, body_at: None })
}

/// The syntax that an opening fence announces, and the fences that close it.
fn fence_kind(line: &str) -> Option<(Syntax, &'static [&'static str])> {
    const YAML_ENDS: &[&str] = &["---", "..."];
    const OTHER_ENDS: &[&str] = &["---"];
    const TOML_ENDS: &[&str] = &["+++"];
    let line = line.trim_end();
    if line == "+++" {
        return Some((Syntax::Toml, TOML_ENDS));
    }
    match line.strip_prefix("---")?.trim().to_ascii_lowercase().as_str() {
        "" | "yaml" | "yml" => Some((Syntax::Yaml, YAML_ENDS)),
        "toml" => Some((Syntax::Toml, OTHER_ENDS)),
        "json" => Some((Syntax::Json, OTHER_ENDS)),
        _ => None,
    }
}

/// Whether the first line with content has a key, so that the fences enclose front matter and are not
/// thematic breaks.
pub(super) fn looks_like_keys(inner: &str, syntax: Syntax) -> bool {
    let first = inner.lines().find(|line| !line.trim().is_empty() && !line.starts_with('#'));
    let Some(first) = first else { return false };
    match syntax {
        Syntax::Toml => first.starts_with('[') || first.contains('='),
        Syntax::Json => first.trim_start().starts_with('{'),
        Syntax::Yaml | Syntax::Headers => yaml_repair::key_of(first).is_some(),
    }
}
