//! Estimates how deeply HTML is nested, so that hostile nesting is rejected before a parser sees it.

use tidings_model::text;

/// Deepest nesting of elements that is parsed as HTML; browsers stop at 512. The parser scans all open
/// elements for each new one, so 200,000 nested elements would take minutes.
const MAX_DEPTH: usize = 600;

/// Returns true if the HTML is nested too deeply to be parsed. An estimate: only tags of elements with a
/// mandatory end tag are counted.
pub(crate) fn is_too_deep(html: &str) -> bool {
    const IMPLICITLY_CLOSED: [&str; 24] = [
        "area", "base", "body", "br", "col", "dd", "dt", "embed", "head", "hr", "html", "img", "input", "li",
        "link", "meta", "option", "p", "param", "source", "td", "th", "tr", "wbr",
    ];
    if text::count_matching_bytes(html.as_bytes(), |byte| byte == b'<') <= MAX_DEPTH {
        return false;
    }
    let mut depth = 0_usize;
    for (at, _) in html.match_indices('<') {
        let rest = &html.as_bytes()[at + 1..];
        let is_end = rest.first() == Some(&b'/');
        let name = if is_end { &rest[1..] } else { rest };
        let length = name.iter().take(12).take_while(|byte| byte.is_ascii_alphanumeric()).count();
        if !name.first().is_some_and(u8::is_ascii_alphabetic) {
            continue;
        }
        let name = name[..length].to_ascii_lowercase();
        if IMPLICITLY_CLOSED.iter().any(|known| known.as_bytes() == name) {
            continue;
        }
        depth = if is_end { depth.saturating_sub(1) } else { depth + 1 };
        if depth > MAX_DEPTH {
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn depth_is_estimated() {
        assert!(is_too_deep(&"<div>".repeat(1000)));
        assert!(!is_too_deep(&"<p>text<br><img>".repeat(1000)));
        assert!(!is_too_deep(&"<div><b>x</b></div>".repeat(1000)));
    }
}
