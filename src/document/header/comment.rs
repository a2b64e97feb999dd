//! The comment at the top of Markdown and HTML in which Nikola keeps its keys: `<!--`, `.. title: x`, `-->`.

use super::{Header, LONGEST, is_key, rst};

pub(super) fn read(lines: &[&str]) -> Header {
    let mut header = Header::default();
    let Some(start) = lines.iter().position(|line| !line.trim().is_empty()) else { return header };
    let Some(first) = lines[start].trim().strip_prefix("<!--") else { return header };
    for (at, line) in lines.iter().enumerate().skip(start).take(LONGEST) {
        let (text, is_last) = match line.split_once("-->") {
            Some((text, rest)) if rest.trim().is_empty() => (text, true),
            Some(_) => return Header::default(),
            None => (*line, false),
        };
        let text = if at == start { first.trim_end_matches("-->") } else { text };
        match text.trim().strip_prefix(".. ").and_then(|text| text.split_once(':')) {
            Some((key, value)) if is_key(key.trim()) => {
                rst::comment_field(&mut header, key.trim(), value.trim(), at);
            }
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
