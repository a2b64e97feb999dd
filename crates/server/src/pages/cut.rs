//! Cuts the HTML of a body that is too long for a page.

/// Elements without an end tag.
const VOID: [&str; 6] = ["br", "col", "hr", "img", "source", "wbr"];

/// The beginning of sanitised HTML, of at most `limit` bytes before the end tags that it needs. `None`: the
/// whole is not longer.
pub(super) fn cut(html: &str, limit: usize) -> Option<String> {
    if html.len() <= limit {
        return None;
    }
    let mut open: Vec<&str> = Vec::new();
    let mut at = 0;
    let end = loop {
        let rest = html.get(at..).unwrap_or_default();
        let start = at + rest.find('<').unwrap_or(rest.len());
        if start > limit {
            // Within a long text, the cut is between words.
            let text = html.get(at..floor(html, limit)).unwrap_or_default();
            break at + text.rfind(char::is_whitespace).unwrap_or(0);
        }
        let Some(close) = end_of_tag(html, start).filter(|close| *close <= limit) else { break start };
        let tag = html.get(start + 1..close - 1).unwrap_or_default();
        let name = tag.split(char::is_whitespace).next().unwrap_or_default();
        if tag.starts_with('/') {
            open.pop();
        } else if !VOID.contains(&name) {
            open.push(name);
        }
        at = close;
    };
    let mut cut = html.get(..end).unwrap_or_default().to_owned();
    for name in open.iter().rev() {
        cut.extend(["</", name, ">"]);
    }
    Some(cut)
}

/// The end of the tag that begins at `start`; `>` in a quoted value does not end it.
fn end_of_tag(html: &str, start: usize) -> Option<usize> {
    let mut quote = None;
    for (offset, byte) in html.as_bytes().get(start..)?.iter().enumerate() {
        match (quote, byte) {
            (None, b'>') => return Some(start + offset + 1),
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), byte) if open == byte => quote = None,
            _ => {}
        }
    }
    None
}

/// The last boundary of a character up to `limit`.
fn floor(text: &str, limit: usize) -> usize {
    (0..=limit.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_are_closed() {
        let html = "<p>One <em title=\"a>b\">two</em> three</p><ul><li>four<br>five six</li></ul><p>end</p>";
        assert_eq!(cut(html, html.len()), None);
        for limit in 0..html.len() {
            let cut = cut(html, limit).unwrap();
            assert!(cut.len() <= limit + "</li></ul>".len(), "{limit}: {cut}");
            for (start, end) in [("<p>", "</p>"), ("<em", "</em>"), ("<ul>", "</ul>"), ("<li>", "</li>")] {
                assert_eq!(cut.matches(start).count(), cut.matches(end).count(), "{limit}: {cut}");
            }
        }
        assert_eq!(cut("<p>words é words</p>", 13).as_deref(), Some("<p>words é</p>"));
        assert_eq!(cut("<p>a</p><p>b</p>", 9).as_deref(), Some("<p>a</p>"));
        assert_eq!(cut("<pre>12345678901234567890</pre>", 10).as_deref(), Some("<pre></pre>"));
    }
}
