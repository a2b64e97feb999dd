//! Media RSS (<https://www.rssboard.org/media-rss>): elements for pictures and other files, in RSS and Atom.

use crate::item::File;
use crate::text::plain_text;

/// The namespace. The final slash is part of its name.
pub(crate) const NAMESPACE: &str = "http://search.yahoo.com/mrss/";

/// An element of a module, independent of the crate that writes it.
#[derive(Debug)]
pub(crate) struct Element {
    /// The name with its prefix: `media:content`.
    pub(crate) name: String,
    /// The attributes with values.
    pub(crate) attributes: Vec<(&'static str, String)>,
    /// Plain text.
    pub(crate) text: String,
    /// Child elements, with the same prefix.
    pub(crate) children: Vec<Element>,
}

impl Element {
    /// An element with the attributes that are not empty.
    pub(crate) fn new<const N: usize>(name: &str, attributes: [(&'static str, String); N]) -> Self {
        let attributes = attributes.into_iter().filter(|(_, value)| !value.is_empty()).collect();
        Self { name: name.to_owned(), attributes, text: String::new(), children: Vec::new() }
    }

    /// The name without the prefix.
    pub(crate) fn local_name(&self) -> &str {
        self.name.split_once(':').map_or(self.name.as_str(), |(_, local)| local)
    }
}

/// `media:content` with the known attributes of the file.
pub(crate) fn content(file: &File) -> Element {
    let top = file.mime.split('/').next().unwrap_or_default();
    let medium = if matches!(top, "image" | "audio" | "video") { top } else { "document" };
    let mut content = Element::new(
        "media:content",
        [
            ("url", file.url.clone()),
            ("type", file.mime.clone()),
            ("medium", medium.to_owned()),
            ("fileSize", number(file.length.filter(|length| *length > 0))),
            ("duration", number(file.duration)),
            ("width", number(file.width)),
            ("height", number(file.height)),
        ],
    );
    for (name, text) in [("description", &file.alt), ("title", &file.title)] {
        if let Some(text) = text {
            // Media RSS, unlike RSS, can declare whether a text is HTML.
            let kind = if plain_text::reads_as_html(text) { "html" } else { "plain" };
            let child = Element::new(&format!("media:{name}"), [("type", kind.to_owned())]);
            content.children.push(Element { text: plain_text::ambiguous(text), ..child });
        }
    }
    content
}

/// `media:thumbnail`, which feed readers show in lists.
pub(crate) fn thumbnail(image: &File) -> Element {
    let size = [("width", number(image.width)), ("height", number(image.height))];
    let [width, height] = size;
    Element::new("media:thumbnail", [("url", image.url.clone()), width, height])
}

fn number(given: Option<impl ToString>) -> String {
    given.map(|number| number.to_string()).unwrap_or_default()
}
