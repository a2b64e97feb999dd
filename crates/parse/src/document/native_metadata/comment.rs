//! The comment at the top of Markdown and HTML in which Nikola keeps its keys: `<!--`, `.. title: x`, `-->`. The lines
//! may also stand there alone, up to the first empty one.

use super::{Header, LONGEST, is_key, rst};

pub(super) fn read(lines: &[&str]) -> Header {
    let mut header = Header::default();
    let Some(start) = lines.iter().position(|line| !line.trim().is_empty()) else { return header };
    let Some(first) = lines[start].trim().strip_prefix("<!--") else { return bare(lines, start) };
    for (at, line) in lines.iter().enumerate().skip(start).take(LONGEST) {
        let (text, is_last) = match line.split_once("-->") {
            Some((text, rest)) if rest.trim().is_empty() => (text, true),
            Some(_) => return Header::default(),
            None => (*line, false),
        };
        let text = if at == start { first.trim_end_matches("-->") } else { text };
        match key_and_value(text) {
            Some((key, value)) => rst::comment_field(&mut header, key, value, at),
            _ if text.trim().is_empty() => {}
            _ => return Header::default(),
        }
        header.lines.push(at);
        if is_last {
            return header;
        }
    }
    Header::default()
}

fn bare(lines: &[&str], start: usize) -> Header {
    let mut header = Header::default();
    for (at, line) in lines.iter().enumerate().skip(start).take(LONGEST) {
        if line.trim().is_empty() {
            break;
        }
        let Some((key, value)) = key_and_value(line) else { return Header::default() };
        rst::comment_field(&mut header, key, value, at);
        header.lines.push(at);
    }
    if header.has("title") { header } else { Header::default() }
}

/// `.. key: value`.
fn key_and_value(text: &str) -> Option<(&str, &str)> {
    let (key, value) = text.trim().strip_prefix(".. ")?.split_once(':')?;
    is_key(key.trim()).then(|| (key.trim(), value.trim()))
}
