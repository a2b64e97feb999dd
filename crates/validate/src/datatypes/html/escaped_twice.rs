//! HTML that was escaped twice, so that readers show tags and references as text.

/// Names of references that templates produce. Authors write about the others: `&nbsp;`, `&amp;`.
const REFERENCES: &[&str] = &["hellip", "ldquo", "lsquo", "mdash", "ndash", "rdquo", "rsquo"];

/// Elements with which the HTML of an article begins.
const BLOCKS: &[&str] = &[
    "article",
    "blockquote",
    "div",
    "figure",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "img",
    "ol",
    "p",
    "section",
    "table",
    "ul",
];

/// The place of markup that was escaped twice. Text about HTML also contains tags, but then the fragment has words
/// or tags of its own around them; a fragment that is an escaped element from its first letter to its last was escaped
/// twice.
pub(super) fn place_of_escaped_markup(text: &str) -> Option<usize> {
    if text.contains('<') {
        return None;
    }
    place_of_tags(text).or_else(|| place_of_reference(text))
}

/// The place of an escaped start tag with which the text begins, if the text ends with a tag as well.
fn place_of_tags(text: &str) -> Option<usize> {
    let at = text.len() - text.trim_start().len();
    let rest = text.trim_start().strip_prefix("&lt;")?;
    let name = rest.get(..rest.find(|c: char| !c.is_ascii_alphanumeric())?)?;
    let is_block = BLOCKS.iter().any(|block| block.eq_ignore_ascii_case(name));
    (is_block && rest.trim_end().ends_with("&gt;")).then_some(at)
}

fn place_of_reference(text: &str) -> Option<usize> {
    text.match_indices("&amp;").find_map(|(at, sign)| {
        let rest = text.get(at + sign.len()..)?;
        let (name, _) = rest.split_once(';')?;
        let is_number = || {
            name.strip_prefix('#').is_some_and(|digits| {
                !digits.is_empty()
                    && digits.len() < 8
                    && digits
                        .strip_prefix(['x', 'X'])
                        .unwrap_or(digits)
                        .bytes()
                        .all(|byte| byte.is_ascii_hexdigit())
            })
        };
        (REFERENCES.contains(&name) || is_number()).then_some(at)
    })
}

#[cfg(test)]
mod tests {
    use super::place_of_escaped_markup;

    #[test]
    fn markup_that_was_escaped_twice_is_found() {
        for (text, place) in [
            ("&lt;p&gt;High water&lt;/p&gt;", Some(0)),
            (" &lt;img src=&quot;https://quay.example/a.png&quot;&gt;", Some(1)),
            ("What &lt;b&gt;we&lt;/b&gt; eat", None),
            ("&lt;p&gt; begins a paragraph", None),
            ("Write &amp;amp; for an ampersand and &amp;nbsp; for a space", None),
            ("Noon &amp;#8230;", Some(5)),
            ("Jane&amp;rsquo;s boat", Some(4)),
            ("<p>Write &lt;p&gt;a&lt;/p&gt; for a paragraph and &amp;nbsp; for a space</p>", None),
            ("5 &lt; 6 and 7 &gt; 2", None),
            ("Use &lt;br&gt; here", None),
            ("Ships &amp; boats; 4 &amp; 5", None),
        ] {
            assert_eq!(place_of_escaped_markup(text), place, "{text}");
        }
    }
}
