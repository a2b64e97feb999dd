//! HTML that was escaped twice, so that readers show tags and references as text.

use super::elements::{KNOWN, traits};

/// Names of references that no one writes about: those that templates produce.
const REFERENCES: &[&str] =
    &["amp", "apos", "hellip", "ldquo", "lsquo", "mdash", "nbsp", "ndash", "quot", "rdquo", "rsquo"];

/// The place of markup that was escaped twice. Text about HTML also contains tags, but then the fragment has
/// tags of its own around them; a fragment in which all tags are escaped was escaped twice.
pub(super) fn place_of_escaped_markup(text: &str) -> Option<usize> {
    if text.contains('<') {
        return None;
    }
    place_of_tags(text).or_else(|| place_of_reference(text))
}

/// The place of the first escaped start tag whose end tag follows.
fn place_of_tags(text: &str) -> Option<usize> {
    text.match_indices("&lt;").find_map(|(at, sign)| {
        let rest = text.get(at + sign.len()..)?;
        let name = rest.get(..rest.find(|c: char| !c.is_ascii_alphanumeric())?)?;
        let is_element =
            !name.is_empty() && name.len() < 16 && traits(&name.to_ascii_lowercase()) & KNOWN != 0;
        let end = format!("&lt;/{name}&gt;");
        (is_element && rest.contains("&gt;") && rest.contains(&end)).then_some(at)
    })
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
            ("At &lt;a href=&quot;https://quay.example/&quot;&gt;noon&lt;/a&gt;", Some(3)),
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
