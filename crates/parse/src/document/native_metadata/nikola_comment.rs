//! Nikola's comment at the top of Markdown and HTML: `<!--`, `.. title: x`, `-->`. The lines may also stand
//! without the comment, up to the first empty one.

use super::model::{MAX_LINES, NativeMetadata, is_key};
use super::rst;

pub(in crate::document) fn parse(lines: &[&str]) -> NativeMetadata {
    let mut metadata = NativeMetadata::default();
    let Some(start) = lines.iter().position(|line| !line.trim().is_empty()) else { return metadata };
    let Some(first) = lines[start].trim().strip_prefix("<!--") else { return bare(lines, start) };
    for (at, line) in lines.iter().enumerate().skip(start).take(MAX_LINES) {
        let (text, is_last) = match line.split_once("-->") {
            Some((text, rest)) if rest.trim().is_empty() => (text, true),
            Some(_) => return NativeMetadata::default(),
            None => (*line, false),
        };
        let text = if at == start { first.trim_end_matches("-->") } else { text };
        match key_and_value(text) {
            Some((key, value)) => rst::add_comment_field(&mut metadata, key, value, at),
            _ if text.trim().is_empty() => {}
            _ => return NativeMetadata::default(),
        }
        metadata.lines.push(at);
        if is_last {
            return metadata;
        }
    }
    NativeMetadata::default()
}

fn bare(lines: &[&str], start: usize) -> NativeMetadata {
    let mut metadata = NativeMetadata::default();
    for (at, line) in lines.iter().enumerate().skip(start).take(MAX_LINES) {
        if line.trim().is_empty() {
            break;
        }
        let Some((key, value)) = key_and_value(line) else { return NativeMetadata::default() };
        rst::add_comment_field(&mut metadata, key, value, at);
        metadata.lines.push(at);
    }
    if metadata.has("title") { metadata } else { NativeMetadata::default() }
}

/// `.. key: value`.
fn key_and_value(text: &str) -> Option<(&str, &str)> {
    let (key, value) = text.trim().strip_prefix(".. ")?.split_once(':')?;
    is_key(key.trim()).then(|| (key.trim(), value.trim()))
}
