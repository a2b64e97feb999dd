//! Writes the tree of a document as HTML, in time linear in its length.
//!
//! The serialiser of html5ever 0.40 searches for the next `<` or `>` at each `&`, up to the end of the text: a
//! listing of 1 MB with 300,000 ampersands took 5 s. The HTML is the same.

use dom_query::NodeRef;

const HTML: &str = "http://www.w3.org/1999/xhtml";

/// Elements without an end tag (HTML, 13.3).
const VOID: [&str; 18] = [
    "area", "base", "basefont", "bgsound", "br", "col", "embed", "frame", "hr", "img", "input", "keygen",
    "link", "meta", "param", "source", "track", "wbr",
];

/// Elements whose text is written as it is.
const RAW_TEXT: [&str; 7] = ["style", "script", "xmp", "iframe", "noembed", "noframes", "plaintext"];

/// The longest text or attribute, in bytes, that may have [`MAX_ESCAPED`] or more characters to escape.
const MAX_ESCAPED_LENGTH: usize = 4096;

/// See [`MAX_ESCAPED_LENGTH`].
const MAX_ESCAPED: usize = 512;

/// The content of an element as HTML.
pub(crate) fn inner_html(root: &NodeRef) -> String {
    Writer { out: String::new(), for_sanitizer: false }.write(root)
}

/// The same for the sanitiser, which writes with html5ever: a text with many characters to escape is divided
/// by empty comments, which the sanitiser removes, and an attribute of this kind is left out.
pub(crate) fn inner_html_for_sanitizer(root: &NodeRef) -> String {
    Writer { out: String::new(), for_sanitizer: true }.write(root)
}

struct Writer {
    out: String,
    for_sanitizer: bool,
}

impl Writer {
    fn write(mut self, root: &NodeRef) -> String {
        // The nodes to write, and the end tags of the elements that are open.
        enum Step<'n> {
            Node(NodeRef<'n>),
            End(String),
        }
        let mut steps: Vec<Step> = root.children_it(true).map(Step::Node).collect();
        while let Some(step) = steps.pop() {
            match step {
                Step::End(tag) => self.out.push_str(&tag),
                Step::Node(node) if node.is_text() => self.write_text(&node),
                Step::Node(node) if node.is_comment() => self.out.push_str(&node.html()),
                Step::Node(node) => {
                    if let Some(tag) = self.write_start_tag(&node) {
                        steps.push(Step::End(tag));
                        steps.extend(node.children_it(true).map(Step::Node));
                    }
                }
            }
        }
        self.out
    }

    /// Writes a start tag. Returns the end tag, or `None` if the node has none.
    fn write_start_tag(&mut self, node: &NodeRef) -> Option<String> {
        let element = node.element_ref()?;
        let name: &str = &element.name.local;
        self.out.extend(["<", name]);
        for attribute in &element.attrs {
            if self.for_sanitizer && has_many_escapes(&attribute.value) {
                continue;
            }
            let prefix = match &*attribute.name.ns {
                "http://www.w3.org/XML/1998/namespace" => "xml:",
                "http://www.w3.org/2000/xmlns/" if &*attribute.name.local != "xmlns" => "xmlns:",
                "http://www.w3.org/1999/xlink" => "xlink:",
                _ => "",
            };
            self.out.extend([" ", prefix, &attribute.name.local, "=\""]);
            push_escaped(&mut self.out, &attribute.value, true);
            self.out.push('"');
        }
        self.out.push('>');
        let is_void = &*element.name.ns == HTML && VOID.contains(&name);
        (!is_void).then(|| format!("</{name}>"))
    }

    fn write_text(&mut self, node: &NodeRef) {
        let text = node.text();
        if is_raw_text(node) {
            self.out.push_str(&text);
        } else if self.for_sanitizer && has_many_escapes(&text) {
            for piece in pieces(&text) {
                push_escaped(&mut self.out, piece, false);
                self.out.push_str("<!---->");
            }
        } else {
            push_escaped(&mut self.out, &text, false);
        }
    }
}

fn is_raw_text(text: &NodeRef) -> bool {
    let Some(parent) = text.parent() else { return false };
    let Some(name) = parent.qual_name_ref() else { return false };
    &*name.ns == HTML && RAW_TEXT.contains(&&*name.local)
}

fn has_many_escapes(text: &str) -> bool {
    text.len() > MAX_ESCAPED_LENGTH
        && tidings_model::text::count_matching_bytes(text.as_bytes(), |byte| matches!(byte, b'&' | 0xC2))
            > MAX_ESCAPED
}

/// The text in pieces of about the greatest length.
fn pieces(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let mut end = rest.len().min(MAX_ESCAPED_LENGTH);
        while !rest.is_char_boundary(end) {
            end += 1;
        }
        let (piece, after) = rest.split_at(end);
        rest = after;
        (!piece.is_empty()).then_some(piece)
    })
}

/// Escapes as the HTML serialisation requires (HTML, 13.3).
fn push_escaped(out: &mut String, text: &str, is_attribute: bool) {
    let mut from = 0;
    for (at, byte) in text.bytes().enumerate() {
        let (reference, length) = match byte {
            b'&' => ("&amp;", 1),
            b'<' => ("&lt;", 1),
            b'>' => ("&gt;", 1),
            b'"' if is_attribute => ("&quot;", 1),
            0xC2 if text.as_bytes().get(at + 1) == Some(&0xA0) => ("&nbsp;", 2),
            _ => continue,
        };
        out.push_str(&text[from..at]);
        out.push_str(reference);
        from = at + length;
    }
    out.push_str(&text[from..]);
}

#[cfg(test)]
mod tests {
    use super::*;
    use dom_query::Document;

    #[test]
    fn the_html_is_that_of_the_library() {
        for html in [
            "<p title=\"a&quot;b&amp;<c>&nbsp;é\">a &amp; b &lt; c &gt; d\u{A0}e é Â\"</p>",
            "<pre>\n\na</pre><br><img src=a><!-- a & b --><a href=\"?a=1&amp;b=2\">x</a>",
            "<svg xlink:href=\"a\" xml:lang=\"b\"><style>a &lt; b</style><br/></svg><math><mi>a</mi></math>",
            "<script>a < b && c</script><style>a > b</style><iframe>a &amp; b</iframe><textarea>&lt;</textarea>",
            "<table><tr><td>a</table><ul><li>a<li>b</ul><noscript><p>a</p></noscript>",
        ] {
            let document = Document::fragment(html);
            let root = document.html_root();
            assert_eq!(inner_html(&root), root.inner_html().to_string(), "{html}");
            assert_eq!(inner_html_for_sanitizer(&root), root.inner_html().to_string(), "{html}");
        }
    }

    #[test]
    fn texts_for_the_sanitizer_are_short() {
        let text = "é&".repeat(10_000);
        let html = format!("<p title=\"{text}\">{}</p>", text.replace('&', "&amp;"));
        let document = Document::fragment(html);
        let written = inner_html_for_sanitizer(&document.html_root());
        assert!(written.starts_with("<p>é&amp;") && written.contains("<!---->"));
        assert!(written.split("<!---->").all(|piece| piece.len() < MAX_ESCAPED_LENGTH * 6));
        assert_eq!(written.replace("<!---->", ""), format!("<p>{}</p>", text.replace('&', "&amp;")));
    }
}
