//! Estimates what HTML costs a parser, in one pass.

/// Deepest nesting of elements that is parsed as HTML; browsers stop at 512. The parser scans all open
/// elements for each new one, so 200,000 nested elements would take minutes.
const MAX_DEPTH: usize = 600;

/// Most attributes of an element. The parser compares each with all before it: 90,000 took 9 s.
pub(super) const MAX_ATTRIBUTES: usize = 200;

/// Attributes that cost as much as an element.
const ATTRIBUTES_OF_ELEMENT: usize = 3;

/// Character references that cost as much as a tag.
const REFERENCES_OF_TAG: usize = 2;

/// Open elements that cost a tag inside them as much as a tag: the parser searches them for each `<p>`.
const DEPTH_OF_TAG: usize = 64;

/// Elements whose end tag is optional or forbidden.
const IMPLICITLY_CLOSED: [&[u8]; 24] = [
    b"area", b"base", b"body", b"br", b"col", b"dd", b"dt", b"embed", b"head", b"hr", b"html", b"img",
    b"input", b"li", b"link", b"meta", b"option", b"p", b"param", b"source", b"td", b"th", b"tr", b"wbr",
];

/// Elements whose content the parser reads as text, in HTML but not in SVG and MathML.
const TEXT_ELEMENTS: [&[u8]; 9] =
    [b"script", b"style", b"textarea", b"title", b"xmp", b"iframe", b"noembed", b"noframes", b"noscript"];

/// What HTML has too much of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum HtmlExcess {
    Depth,
    Elements,
    Attributes,
}

/// Checks HTML that may have this many elements.
///
/// The check is an estimate: only tags of elements with a mandatory end tag count for the depth, and tags in
/// comments and scripts count as elements. HTML is read twice, with and without regard to scripts and the
/// like, because a parser decides that from the tree that it builds.
///
/// # Errors
/// What the HTML has too much of, and the offset at which it does.
pub(crate) fn check_html(html: &str, max_elements: usize) -> Result<(), (HtmlExcess, usize)> {
    let bytes = html.as_bytes();
    if !bytes.contains(&b'<') && bytes.len() / REFERENCES_OF_TAG < max_elements {
        return Ok(());
    }
    check_depth_and_count(bytes, max_elements)?;
    check_attributes(bytes, max_elements, false)?;
    check_attributes(bytes, max_elements, true)
}

fn check_depth_and_count(html: &[u8], max_elements: usize) -> Result<(), (HtmlExcess, usize)> {
    let (mut depth, mut tags, mut references, mut depths) = (0_usize, 0_usize, 0_usize, 0_usize);
    for (at, byte) in html.iter().enumerate().filter(|(_, byte)| matches!(byte, b'<' | b'&')) {
        match byte {
            b'&' => references += 1,
            _ => {
                tags += 1;
                depths += depth;
            }
        }
        // A start tag and an end tag are an element.
        if tags + references / REFERENCES_OF_TAG + depths / DEPTH_OF_TAG > max_elements * 2 {
            return Err((HtmlExcess::Elements, at));
        }
        if *byte == b'&' {
            continue;
        }
        let rest = &html[at + 1..];
        let is_end = rest.first() == Some(&b'/');
        let name = if is_end { &rest[1..] } else { rest };
        let mut buffer = [0; 12];
        let name = lower_name(name, &mut buffer);
        if name.is_empty() || IMPLICITLY_CLOSED.contains(&name) {
            continue;
        }
        depth = if is_end { depth.saturating_sub(1) } else { depth + 1 };
        if depth > MAX_DEPTH {
            return Err((HtmlExcess::Depth, at));
        }
    }
    Ok(())
}

/// The start of a tag's name in lower case.
fn lower_name<'b>(tag: &[u8], buffer: &'b mut [u8; 12]) -> &'b [u8] {
    let length = tag.iter().take(buffer.len()).take_while(|byte| byte.is_ascii_alphanumeric()).count();
    buffer[..length].copy_from_slice(&tag[..length]);
    buffer[..length].make_ascii_lowercase();
    &buffer[..length]
}

/// Counts the attributes of each tag. With `skips_text`, the content of scripts and the like is text.
fn check_attributes(html: &[u8], max_elements: usize, skips_text: bool) -> Result<(), (HtmlExcess, usize)> {
    let mut all = 0_usize;
    // A parser adds the attributes of all tags `<body>` and `<html>` to one element.
    let mut of_page = 0_usize;
    let mut at = 0;
    while let Some(start) = find(html, at, b"<") {
        at = start + 1;
        let Some(first) = html.get(at) else { break };
        if html[at..].starts_with(b"!--") {
            // `<!-->` and `<!--->` are whole comments.
            at = find(html, at + 1, b"-->").map_or(html.len(), |end| end + 3);
            continue;
        }
        let is_end = *first == b'/';
        let name_at = at + usize::from(is_end);
        if !html.get(name_at).is_some_and(u8::is_ascii_alphabetic) {
            continue;
        }
        let (count, end) = attributes(html, name_at);
        all += count;
        let mut buffer = [0; 12];
        let name = lower_name(&html[name_at..], &mut buffer);
        of_page += if matches!(name, b"body" | b"html") { count } else { 0 };
        if count.max(of_page) > MAX_ATTRIBUTES {
            return Err((HtmlExcess::Attributes, start));
        }
        if all > max_elements * ATTRIBUTES_OF_ELEMENT {
            return Err((HtmlExcess::Elements, start));
        }
        at = end;
        if skips_text && !is_end && TEXT_ELEMENTS.contains(&name) {
            at = end_of_text(html, end, name);
        }
    }
    Ok(())
}

/// The number of attributes of the tag whose name begins here, at most one more than the limit, and the
/// offset of its end.
fn attributes(html: &[u8], name_at: usize) -> (usize, usize) {
    let is_space = |byte: u8| byte.is_ascii_whitespace() || byte == b'/';
    let skip = |from: usize, is_skipped: &dyn Fn(u8) -> bool| {
        html[from..].iter().position(|byte| !is_skipped(*byte)).map_or(html.len(), |at| from + at)
    };
    let mut at = skip(name_at, &|byte| !is_space(byte) && byte != b'>');
    let mut count = 0;
    loop {
        at = skip(at, &is_space);
        match html.get(at) {
            None => return (count, at),
            Some(b'>') => return (count, at + 1),
            Some(_) => {}
        }
        count += 1;
        if count > MAX_ATTRIBUTES {
            return (count, at);
        }
        // An equals sign at the start belongs to the name.
        at = skip(at + 1, &|byte| !is_space(byte) && !matches!(byte, b'>' | b'='));
        let value = skip(at, &|byte| byte.is_ascii_whitespace());
        if html.get(value) != Some(&b'=') {
            continue;
        }
        at = skip(value + 1, &|byte| byte.is_ascii_whitespace());
        at = match html.get(at) {
            Some(quote @ (b'"' | b'\'')) => {
                html[at + 1..].iter().position(|byte| byte == quote).map_or(html.len(), |end| at + end + 2)
            }
            _ => skip(at, &|byte| !byte.is_ascii_whitespace() && byte != b'>'),
        };
    }
}

/// The offset of the end tag of a text element.
fn end_of_text(html: &[u8], from: usize, name: &[u8]) -> usize {
    let mut at = from;
    while let Some(found) = find(html, at, b"</") {
        let tag = html.get(found + 2..found + 2 + name.len()).unwrap_or_default();
        if tag.eq_ignore_ascii_case(name) {
            return found;
        }
        at = found + 2;
    }
    html.len()
}

fn find(html: &[u8], from: usize, sign: &[u8]) -> Option<usize> {
    let first = *sign.first()?;
    let mut at = from;
    loop {
        at += html.get(at..)?.iter().position(|byte| *byte == first)?;
        if html[at..].starts_with(sign) {
            return Some(at);
        }
        at += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn excess(html: &str) -> Option<HtmlExcess> {
        check_html(html, 5000).err().map(|(excess, _)| excess)
    }

    #[test]
    fn depth_is_estimated() {
        assert_eq!(excess(&"<div>".repeat(1000)), Some(HtmlExcess::Depth));
        assert_eq!(excess(&"<p>text<br><img>".repeat(1000)), None);
        assert_eq!(excess(&"<div><b>x</b></div>".repeat(1000)), None);
    }

    #[test]
    fn elements_are_counted() {
        assert_eq!(excess(&"<p>a</p>".repeat(5000)), None);
        assert_eq!(excess(&"<p>a</p>".repeat(5001)), Some(HtmlExcess::Elements));
        assert_eq!(excess(&"<!--a-->".repeat(10_001)), Some(HtmlExcess::Elements));
        assert_eq!(excess(&"<p a=1 b=2 c=3 d=4 e=5>".repeat(3001)), Some(HtmlExcess::Elements));
        assert_eq!(excess(&"a < b &amp; c".repeat(5000)), None);
        assert_eq!(excess(&"&".repeat(20_002)), Some(HtmlExcess::Elements));
    }

    #[test]
    fn attributes_are_counted() {
        let many = |attribute: &str| attribute.repeat(MAX_ATTRIBUTES + 1);
        for attribute in [" a='>'", " a=\"<\"", " a", " a=b", "/a", " a = b", " a='b'c"] {
            let attributes = many(attribute);
            for (before, after) in [
                ("<p", ">"),
                ("<p", ""),
                ("</p", ">"),
                ("<body a b><body", ">"),
                ("a < b <!-- <a \" --><p", ">"),
                ("<script>'<a \"'</script><p", ">"),
                ("<svg><script><p", "></script></svg>"),
                ("<p title=\"<b '\"><p", ">"),
            ] {
                let html = format!("{before}{attributes}{after}");
                assert_eq!(excess(&html), Some(HtmlExcess::Attributes), "{before}{attribute}{after}");
            }
        }
        for html in [
            format!("<p title=\"{}\">", " a=b".repeat(1000)),
            format!("<p>{}", " a=b".repeat(1000)),
            format!("<p{}>", " a=b".repeat(MAX_ATTRIBUTES)),
            format!("<p{0}><p{0}>", " a=b".repeat(MAX_ATTRIBUTES)),
        ] {
            assert_eq!(excess(&html), None, "{html}");
        }
    }
}
