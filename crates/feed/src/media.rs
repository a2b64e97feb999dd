//! Media RSS (<https://www.rssboard.org/media-rss>): what is known of a picture or another file, for RSS and Atom.

use super::item::File;
use super::plain;

/// The slash at the end belongs to the name.
pub(super) const NAMESPACE: &str = "http://search.yahoo.com/mrss/";

/// An element of a module, for whichever crate writes it.
#[derive(Debug)]
pub(super) struct Element {
    /// With its prefix: `media:content`.
    pub(super) name: String,
    /// Those that are known.
    pub(super) attributes: Vec<(&'static str, String)>,
    /// Plain text.
    pub(super) text: String,
    /// Elements within, with the same prefix.
    pub(super) children: Vec<Element>,
}

impl Element {
    /// An element with those attributes that say something.
    pub(super) fn new<const N: usize>(name: &str, attributes: [(&'static str, String); N]) -> Self {
        let attributes = attributes.into_iter().filter(|(_, value)| !value.is_empty()).collect();
        Self { name: name.to_owned(), attributes, text: String::new(), children: Vec::new() }
    }

    /// Its name without the prefix.
    pub(super) fn local_name(&self) -> &str {
        self.name.split_once(':').map_or(self.name.as_str(), |(_, local)| local)
    }
}

/// `media:content` with what is known of the file.
pub(super) fn content(file: &File) -> Element {
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
            // Here, unlike in RSS itself, it can be said whether a text is one.
            let kind = if plain::reads_as_html(text) { "html" } else { "plain" };
            let child = Element::new(&format!("media:{name}"), [("type", kind.to_owned())]);
            content.children.push(Element { text: plain::ambiguous(text), ..child });
        }
    }
    content
}

/// `media:thumbnail`, which readers show in a list.
pub(super) fn thumbnail(image: &File) -> Element {
    let size = [("width", number(image.width)), ("height", number(image.height))];
    let [width, height] = size;
    Element::new("media:thumbnail", [("url", image.url.clone()), width, height])
}

fn number(given: Option<impl ToString>) -> String {
    given.map(|number| number.to_string()).unwrap_or_default()
}
