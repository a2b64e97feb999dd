//! The elements of HTML and their properties (HTML Living Standard, 13.2.4.2 and 13.2.6).

/// The properties of an element: a bit set of the constants below.
pub(super) type Traits = u16;

/// An element of HTML.
pub(super) const KNOWN: Traits = 1;
/// Readers remove it: it runs or loads something, or belongs to a whole page.
pub(super) const UNSAFE: Traits = 1 << 1;
/// Its start tag closes a paragraph.
pub(super) const BLOCK: Traits = 1 << 2;
/// It continues after the end of its parent, and HTML has a special rule to repair its nesting.
pub(super) const FORMATTING: Traits = 1 << 3;
/// It has no end tag.
pub(super) const VOID: Traits = 1 << 4;
/// Its content is not markup.
pub(super) const RAW: Traits = 1 << 5;
/// One of `h1` to `h6`.
pub(super) const HEADING: Traits = 1 << 6;
/// Its end tag is optional.
pub(super) const IMPLIED_END: Traits = 1 << 7;
/// End tags inside it do not close elements around it.
pub(super) const SCOPE: Traits = 1 << 8;
/// End tags of unknown elements do not close it.
pub(super) const SPECIAL: Traits = 1 << 9;
/// It starts SVG or MathML.
pub(super) const FOREIGN: Traits = 1 << 10;
/// It is allowed only inside a certain other element, or not in a fragment at all.
pub(super) const MISPLACED: Traits = 1 << 11;

/// An element that the HTML standard has, but not the W3C validator.
pub(super) const KNOWN_TODAY: Traits = 1 << 12;
/// Only the W3C validator calls it unsafe.
pub(super) const UNSAFE_IN_W3C: Traits = 1 << 13;

/// The properties of the element with this name, in lower case; 0 for unknown elements.
///
/// This function is called several times for each tag of a feed's HTML. The first letter leaves about six
/// names, and most of these have another length.
pub(super) fn traits(name: &str) -> Traits {
    let Some(letter @ b'a'..=b'z') = name.as_bytes().first() else { return 0 };
    let index = usize::from(letter - b'a');
    let named = ELEMENTS.get(FIRST_BY_LETTER[index]..FIRST_BY_LETTER[index + 1]).unwrap_or_default();
    named
        .iter()
        .find(|(known, _)| known.len() == name.len() && *known == name)
        .map_or(0, |(_, traits)| *traits)
}

/// For each letter, the index of the first name with that letter in the sorted list; at the end the length of
/// the list.
const FIRST_BY_LETTER: [usize; 27] = {
    let mut starts = [0; 27];
    let mut letter = 0;
    while letter < 27 {
        while starts[letter] < ELEMENTS.len()
            && ELEMENTS[starts[letter]].0.as_bytes()[0] < b'a' + letter as u8
        {
            starts[letter] += 1;
        }
        letter += 1;
    }
    starts
};

const ELEMENTS: [(&str, Traits); 143] = [
    ("a", KNOWN | FORMATTING),
    ("abbr", KNOWN),
    ("acronym", KNOWN),
    ("address", KNOWN | BLOCK | SPECIAL),
    ("applet", KNOWN | UNSAFE | SCOPE | SPECIAL),
    ("area", KNOWN | VOID | SPECIAL),
    ("article", KNOWN | BLOCK | SPECIAL),
    ("aside", KNOWN | BLOCK | SPECIAL),
    ("audio", KNOWN),
    ("b", KNOWN | FORMATTING),
    ("base", KNOWN | UNSAFE | VOID | SPECIAL),
    ("basefont", KNOWN | UNSAFE | VOID | SPECIAL),
    ("bdi", KNOWN),
    ("bdo", KNOWN | UNSAFE | UNSAFE_IN_W3C),
    ("bgsound", VOID | SPECIAL),
    ("big", KNOWN | FORMATTING),
    ("blockquote", KNOWN | BLOCK | SPECIAL),
    ("body", KNOWN | UNSAFE | SPECIAL | MISPLACED),
    ("br", KNOWN | VOID | SPECIAL),
    ("button", KNOWN | SPECIAL),
    ("canvas", KNOWN),
    ("caption", KNOWN | SCOPE | SPECIAL | MISPLACED),
    ("center", KNOWN | BLOCK | SPECIAL),
    ("cite", KNOWN),
    ("code", KNOWN | FORMATTING),
    ("col", KNOWN | VOID | SPECIAL | MISPLACED),
    ("colgroup", KNOWN | SPECIAL | MISPLACED),
    ("command", KNOWN | VOID | SPECIAL),
    ("comment", KNOWN | UNSAFE),
    ("data", KNOWN),
    ("datagrid", KNOWN),
    ("datalist", KNOWN),
    ("dd", KNOWN | BLOCK | IMPLIED_END | SPECIAL),
    ("del", KNOWN),
    ("details", KNOWN | BLOCK | SPECIAL),
    ("dfn", KNOWN),
    ("dialog", KNOWN),
    ("dir", KNOWN | BLOCK | SPECIAL),
    ("div", KNOWN | BLOCK | SPECIAL),
    ("dl", KNOWN | BLOCK | SPECIAL),
    ("dt", KNOWN | BLOCK | IMPLIED_END | SPECIAL),
    ("em", KNOWN | FORMATTING),
    ("embed", KNOWN | UNSAFE | VOID | SPECIAL),
    ("eventsource", KNOWN),
    ("fieldset", KNOWN | BLOCK | SPECIAL),
    ("figcaption", KNOWN | BLOCK),
    ("figure", KNOWN | BLOCK | SPECIAL),
    ("font", KNOWN | FORMATTING),
    ("footer", KNOWN | BLOCK | SPECIAL),
    ("form", KNOWN | BLOCK | SPECIAL),
    ("frame", KNOWN | UNSAFE | VOID | SPECIAL | MISPLACED),
    ("frameset", KNOWN | UNSAFE | SPECIAL | MISPLACED),
    ("h1", KNOWN | BLOCK | HEADING | SPECIAL),
    ("h2", KNOWN | BLOCK | HEADING | SPECIAL),
    ("h3", KNOWN | BLOCK | HEADING | SPECIAL),
    ("h4", KNOWN | BLOCK | HEADING | SPECIAL),
    ("h5", KNOWN | BLOCK | HEADING | SPECIAL),
    ("h6", KNOWN | BLOCK | HEADING | SPECIAL),
    ("head", KNOWN | UNSAFE | SPECIAL | MISPLACED),
    ("header", KNOWN | BLOCK | SPECIAL),
    ("hgroup", KNOWN | BLOCK),
    ("hr", KNOWN | BLOCK | VOID | SPECIAL),
    ("html", KNOWN | UNSAFE | SCOPE | SPECIAL | MISPLACED),
    ("i", KNOWN | FORMATTING),
    ("iframe", KNOWN | UNSAFE | RAW | SPECIAL),
    ("image", MISPLACED),
    ("img", KNOWN | VOID | SPECIAL),
    ("input", KNOWN | VOID | SPECIAL),
    ("ins", KNOWN),
    ("isindex", KNOWN | UNSAFE | SPECIAL | MISPLACED),
    ("kbd", KNOWN),
    ("keygen", VOID),
    ("label", KNOWN),
    ("legend", KNOWN),
    ("li", KNOWN | BLOCK | IMPLIED_END | SPECIAL),
    ("link", KNOWN | UNSAFE | VOID | SPECIAL),
    ("listing", KNOWN | UNSAFE | BLOCK | SPECIAL),
    ("m", KNOWN),
    ("main", KNOWN | BLOCK),
    ("map", KNOWN),
    ("mark", KNOWN),
    ("marquee", SCOPE | SPECIAL),
    ("math", FOREIGN | KNOWN_TODAY),
    ("menu", KNOWN | BLOCK | SPECIAL),
    ("meta", KNOWN | UNSAFE | VOID | SPECIAL),
    ("meter", KNOWN),
    ("nav", KNOWN | BLOCK | SPECIAL),
    ("nobr", FORMATTING),
    ("noembed", RAW | SPECIAL),
    ("noframes", KNOWN | UNSAFE | RAW | SPECIAL),
    ("noscript", KNOWN),
    ("object", KNOWN | UNSAFE | SCOPE | SPECIAL),
    ("ol", KNOWN | BLOCK | SPECIAL),
    ("optgroup", KNOWN | IMPLIED_END),
    ("option", KNOWN | IMPLIED_END),
    ("output", KNOWN),
    ("p", KNOWN | BLOCK | IMPLIED_END | SPECIAL),
    ("param", KNOWN | UNSAFE | VOID | SPECIAL),
    ("picture", KNOWN),
    ("plaintext", KNOWN | UNSAFE | BLOCK | RAW | SPECIAL),
    ("pre", KNOWN | BLOCK | SPECIAL),
    ("progress", KNOWN),
    ("q", KNOWN),
    ("rp", KNOWN | IMPLIED_END),
    ("rt", KNOWN | IMPLIED_END),
    ("ruby", KNOWN),
    ("s", KNOWN | FORMATTING),
    ("samp", KNOWN),
    ("script", KNOWN | UNSAFE | RAW | SPECIAL),
    ("search", KNOWN_TODAY | BLOCK | SPECIAL),
    ("section", KNOWN | BLOCK | SPECIAL),
    ("select", KNOWN | SPECIAL),
    ("selectedcontent", KNOWN_TODAY),
    ("slot", KNOWN | UNSAFE | UNSAFE_IN_W3C),
    ("small", KNOWN | FORMATTING),
    ("source", KNOWN | VOID),
    ("span", KNOWN),
    ("strike", KNOWN | FORMATTING),
    ("strong", KNOWN | FORMATTING),
    ("style", KNOWN | UNSAFE | RAW | SPECIAL),
    ("sub", KNOWN),
    ("summary", KNOWN | BLOCK),
    ("sup", KNOWN),
    ("svg", FOREIGN | KNOWN_TODAY),
    ("table", KNOWN | BLOCK | SCOPE | SPECIAL),
    ("tbody", KNOWN | SPECIAL | MISPLACED),
    ("td", KNOWN | SCOPE | SPECIAL | MISPLACED),
    ("template", KNOWN),
    ("textarea", KNOWN | RAW | SPECIAL),
    ("tfoot", KNOWN | SPECIAL | MISPLACED),
    ("th", KNOWN | SCOPE | SPECIAL | MISPLACED),
    ("thead", KNOWN | SPECIAL | MISPLACED),
    ("time", KNOWN),
    ("title", KNOWN | UNSAFE | RAW | SPECIAL),
    ("tr", KNOWN | SPECIAL | MISPLACED),
    ("track", KNOWN | VOID),
    ("tt", KNOWN | FORMATTING),
    ("u", KNOWN | FORMATTING),
    ("ul", KNOWN | BLOCK | SPECIAL),
    ("var", KNOWN),
    ("video", KNOWN),
    ("wbr", KNOWN | VOID | SPECIAL),
    ("xmp", KNOWN | UNSAFE | BLOCK | RAW | SPECIAL),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_elements_are_sorted() {
        assert!(ELEMENTS.is_sorted_by_key(|(name, _)| *name));
    }
}
