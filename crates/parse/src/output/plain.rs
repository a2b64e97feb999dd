//! Converts markup to plain text, for titles, summaries and names.

use crate::budget::check_html;
use dom_query::{Document, NodeRef};
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use std::collections::HashMap;
use tidings_model::text;
pub(crate) use tidings_model::text::comparison_key;

/// Elements whose tags are removed from a title. Every other `<Word>` in a title is text: `Vec<T>`, `<your
/// name>`.
#[rustfmt::skip]
const KNOWN_TAGS: [&str; 40] = [
    "a", "abbr", "b", "bdi", "big", "blockquote", "br", "center", "cite", "code", "del", "div", "em",
    "font", "h1", "h2", "h3", "h4", "i", "img", "ins", "kbd", "li", "mark", "nobr", "ol", "p", "q", "s",
    "samp", "small", "span", "strong", "sub", "sup", "tt", "u", "ul", "var", "wbr",
];

/// Block elements, whose text must not run into the text around them.
#[rustfmt::skip]
const BLOCKS: [&str; 34] = [
    "address", "article", "aside", "blockquote", "br", "caption", "dd", "details", "div", "dl", "dt",
    "figcaption", "figure", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main",
    "ol", "p", "pre", "section", "summary", "table", "td", "th", "tr", "ul",
];

/// Most elements of a label that are resolved; a label with more stays as written.
const MAX_LABEL_ELEMENTS: usize = 10_000;

/// A title or summary on one line: entities, inline Markdown and HTML are resolved.
pub(crate) fn from_inline(source: &str) -> String {
    inline(source, false)
}

/// A summary like [`from_inline`], but code keeps its backticks, since plain text has no other way to mark
/// it.
pub(crate) fn from_prose(source: &str) -> String {
    inline(source, true)
}

fn inline(source: &str, keeps_backticks: bool) -> String {
    let source = text::one_line(source);
    if !source.contains(['*', '_', '`', '[', '<', '&', '\\', '~']) {
        return text::strip_forbidden_characters(&source).into_owned();
    }
    // A word before the text prevents `1. x`, `# x` and `- x` from being parsed as blocks. It is removed
    // below.
    let guarded = format!("x {source}");
    let mut out = String::with_capacity(source.len());
    let mut literal: Vec<&str> = Vec::new();
    // Each name is searched for once, however many tags of that name there are.
    let mut marked_up: HashMap<&str, bool> = HashMap::new();
    for (event, range) in Parser::new_ext(&guarded, Options::ENABLE_STRIKETHROUGH).into_offset_iter() {
        match event {
            Event::Code(_) if keeps_backticks => out.push_str(&guarded[range]),
            Event::Text(text) | Event::Code(text) => out.push_str(&text),
            Event::SoftBreak | Event::HardBreak => out.push(' '),
            Event::InlineHtml(tag) | Event::Html(tag) => match tag_name(&tag) {
                Some("br") => out.push(' '),
                Some(name) if *marked_up.entry(name).or_insert_with(|| is_markup(&guarded, name)) => {}
                _ => out.push_str(&tag),
            },
            Event::Start(Tag::Emphasis | Tag::Strong) => {
                let signs = literal_emphasis_signs(&guarded, &range);
                out.push_str(signs);
                literal.push(signs);
            }
            Event::End(TagEnd::Emphasis | TagEnd::Strong) => out.push_str(literal.pop().unwrap_or_default()),
            _ => {}
        }
    }
    text::one_line(&text::strip_forbidden_characters(out.strip_prefix('x').unwrap_or(&out)))
}

/// The signs of an emphasis that is not intended: `2*3*4`, `__init__`. Empty for a real emphasis.
fn literal_emphasis_signs<'s>(source: &'s str, range: &std::ops::Range<usize>) -> &'s str {
    let inside = &source[range.clone()];
    let length = if inside.starts_with("**") || inside.starts_with("__") { 2 } else { 1 };
    let glued = source[..range.start].ends_with(char::is_alphanumeric);
    let is_name = inside.starts_with("__") && !inside.contains(' ');
    if glued || is_name { &inside[..length] } else { "" }
}

/// The name of a tag if it is a known HTML element; the empty name for a comment.
fn tag_name(tag: &str) -> Option<&'static str> {
    if tag.starts_with("<!--") {
        return Some("");
    }
    let name = tag.trim_start_matches(['<', '/']);
    let name = &name[..name.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(name.len())];
    KNOWN_TAGS.into_iter().find(|known| known.eq_ignore_ascii_case(name))
}

/// Returns true if a known tag is markup: a comment, a void element, or an element with both a start tag and
/// an end tag in the text. 'The `<b>` element' mentions the tag.
fn is_markup(text: &str, name: &str) -> bool {
    const VOID: [&str; 4] = ["", "br", "img", "wbr"];
    let lower = text.to_ascii_lowercase();
    let count = |start: &str| {
        let follows = |at: usize| {
            !lower[at + start.len()..].starts_with(|next: char| next.is_ascii_alphanumeric() || next == '-')
        };
        lower.match_indices(start).filter(|(at, _)| follows(*at)).count()
    };
    VOID.contains(&name) || (count(&format!("<{name}")) > 0 && count(&format!("</{name}")) > 0)
}

/// The name of a person or another label on one line: entities and HTML are resolved. Labels contain no
/// Markdown.
pub(crate) fn from_label(source: &str) -> String {
    let source = text::one_line(source);
    if !source.contains(['<', '&']) || check_html(&source, MAX_LABEL_ELEMENTS).is_err() {
        return text::strip_forbidden_characters(&source).into_owned();
    }
    from_html(&source)
}

/// Escapes plain text for an HTML element or a quoted attribute.
pub(crate) fn escape(text: &str) -> String {
    let mut html = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match c {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            c => html.push(c),
        }
    }
    html
}

/// All text of an HTML fragment, on one line.
pub(crate) fn from_html(html: &str) -> String {
    from_node(&Document::fragment(html).root())
}

/// The text of the first non-empty block of an HTML fragment, on one line.
pub(crate) fn first_block(html: &str) -> String {
    let text = collect_text(&Document::fragment(html).root(), '\n');
    text.lines()
        .map(|line| text::one_line(&text::strip_forbidden_characters(line)))
        .find(|line| !line.is_empty())
        .unwrap_or_default()
}

/// All text below a node, on one line.
pub(crate) fn from_node(root: &NodeRef) -> String {
    text::one_line(&text::strip_forbidden_characters(&collect_text(root, ' ')))
}

/// All text below a node, with `gap` around blocks; line breaks become spaces.
fn collect_text(root: &NodeRef, gap: char) -> String {
    let mut out = String::new();
    // An explicit stack, since recursion would be as deep as the nesting of the document.
    let mut open: Vec<(NodeRef, bool)> = vec![(*root, false)];
    while let Some((node, left)) = open.pop() {
        if node.is_text() {
            out.extend(node.text().chars().map(|c| if c == '\n' { ' ' } else { c }));
            continue;
        }
        let name = node.node_name().unwrap_or_default();
        let is_block = is_block(&node);
        if is_block {
            out.push(gap);
        }
        if left || ["script", "style", "template", "head"].contains(&name.as_ref()) {
            continue;
        }
        if is_block {
            open.push((node, true));
        }
        open.extend(node.children_it(true).map(|child| (child, false)));
    }
    out
}

/// Returns true for a block element.
pub(crate) fn is_block(node: &NodeRef) -> bool {
    node.node_name().is_some_and(|name| BLOCKS.contains(&name.as_ref()))
}

/// The first sentence, cut at a word if it is longer than `longest` characters. Empty for an empty text.
pub(crate) fn first_sentence(text: &str, longest: usize) -> String {
    let text = text::one_line(text);
    let mut end = text.len();
    for (at, sign) in text.match_indices(['.', '!', '?', '。', '！', '？', '…']) {
        let after = at + sign.len();
        let rest = &text[after..];
        let is_end = !sign.is_ascii() || rest.is_empty() || rest.starts_with(' ');
        // `Dr.`, `U.S.` and initials do not end a sentence. Tested only at a possible end, so that long words
        // are not scanned twice.
        let is_short = || {
            let word = text[..at].rsplit(' ').next().unwrap_or_default();
            sign == "." && word.chars().filter(|c| c.is_alphabetic()).take(3).count() <= 2
        };
        if is_end && !is_short() {
            end = if sign == "." || sign == "。" { at } else { after };
            break;
        }
    }
    let sentence = &text[..end];
    if sentence.chars().count() <= longest {
        return sentence.to_owned();
    }
    let cut: String = sentence.chars().take(longest).collect();
    let cut = cut.rsplit_once(' ').map_or(cut.as_str(), |(words, _)| words);
    format!("{}…", cut.trim_end_matches([',', ';', ':', '-', '–', '—', ' ']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_are_plain() {
        let cases = [
            ("Plain: a title", "Plain: a title"),
            ("Fish &amp; chips &#8211; *now*", "Fish & chips – now"),
            ("The `for` loop in **Rust**", "The for loop in Rust"),
            ("Vec<T> and <em>more</em><br>here", "Vec<T> and more here"),
            ("1. A beginning", "1. A beginning"),
            ("# Not a heading", "# Not a heading"),
            ("snake_case_name and __init__ and 2*3*4", "snake_case_name and __init__ and 2*3*4"),
            ("A [link](https://example.org/) and [no link]", "A link and [no link]"),
            ("a &lt;b&gt; c", "a <b> c"),
            ("x\u{8}y &#8; z", "xy z"),
            ("The <b> element", "The <b> element"),
            ("<b> and </i>", "<b> and </i>"),
            ("A <B>bold</b> <img src='x'>word<wbr>s<!-- c -->", "A bold words"),
            ("<br> breaks", "breaks"),
        ];
        for (source, plain) in cases {
            assert_eq!(from_inline(source), plain);
        }
    }

    #[test]
    fn text_of_html_has_spaces_between_blocks() {
        let html = "<p>One<b>two</b></p><p>three</p>four<script>x</script><ul><li>a<li>b</ul>";
        assert_eq!(from_html(html), "Onetwo three four a b");
        assert_eq!(first_block("<p> </p><p>One\nline</p><p>two</p>"), "One line");
    }

    #[test]
    fn sentences() {
        let cases = [
            ("Mr. X met Dr. Y in the U.S. today. Then he left.", "Mr. X met Dr. Y in the U.S. today"),
            ("Really? Yes.", "Really?"),
            ("No end", "No end"),
            ("", ""),
        ];
        for (text, sentence) in cases {
            assert_eq!(first_sentence(text, 80), sentence);
        }
        assert_eq!(first_sentence("one two three, four five", 16), "one two three…");
    }
}
