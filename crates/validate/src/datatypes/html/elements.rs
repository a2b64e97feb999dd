//! The elements of HTML, and how they nest (HTML Living Standard, 13.2.4.2 and 13.2.6).

/// What is known of an element: some of the following, added up.
pub(super) type Traits = u16;

/// It is an element of HTML.
pub(super) const KNOWN: Traits = 1;
/// Readers drop it: it runs or loads something, or belongs to a whole page.
pub(super) const UNSAFE: Traits = 1 << 1;
/// Its start tag closes a paragraph.
pub(super) const BLOCK: Traits = 1 << 2;
/// It goes on where its parent ends, so that what doesn't nest is repaired in a way of its own.
pub(super) const FORMATTING: Traits = 1 << 3;
/// It has no end tag.
pub(super) const VOID: Traits = 1 << 4;
/// What stands in it is no markup.
pub(super) const RAW: Traits = 1 << 5;
/// One of `h1` to `h6`.
pub(super) const HEADING: Traits = 1 << 6;
/// Its end tag may be left out.
pub(super) const IMPLIED_END: Traits = 1 << 7;
/// End tags in it don't close what is around it.
pub(super) const SCOPE: Traits = 1 << 8;
/// End tags of unknown elements don't close it.
pub(super) const SPECIAL: Traits = 1 << 9;
/// It starts SVG or MathML.
pub(super) const FOREIGN: Traits = 1 << 10;
/// It stands only in a certain other one, or not in a fragment at all.
pub(super) const MISPLACED: Traits = 1 << 11;

/// What is known of the element with this name, in lower case; nothing of unknown ones.
///
/// Asked several times for each tag of a feed's HTML: the first letter leaves half a dozen of names, most of which have
/// another length.
pub(super) fn traits(name: &str) -> Traits {
    let Some(letter @ b'a'..=b'z') = name.as_bytes().first() else { return 0 };
    let place = usize::from(letter - b'a');
    let named = ELEMENTS.get(STARTS[place]..STARTS[place + 1]).unwrap_or_default();
    named
        .iter()
        .find(|(known, _)| known.len() == name.len() && *known == name)
        .map_or(0, |(_, traits)| *traits)
}

/// Where the names with each letter start in the list, which is in order; at the end its length.
const STARTS: [usize; 27] = {
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

const ELEMENTS: [(&str, Traits); 141] = [
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
    ("bdo", KNOWN | UNSAFE),
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
    ("math", FOREIGN),
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
    ("section", KNOWN | BLOCK | SPECIAL),
    ("select", KNOWN | SPECIAL),
    ("slot", KNOWN | UNSAFE),
    ("small", KNOWN | FORMATTING),
    ("source", KNOWN | VOID),
    ("span", KNOWN),
    ("strike", KNOWN | FORMATTING),
    ("strong", KNOWN | FORMATTING),
    ("style", KNOWN | UNSAFE | RAW | SPECIAL),
    ("sub", KNOWN),
    ("summary", KNOWN | BLOCK),
    ("sup", KNOWN),
    ("svg", FOREIGN),
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
    fn the_elements_stand_in_order() {
        assert!(ELEMENTS.is_sorted_by_key(|(name, _)| *name));
    }
}
