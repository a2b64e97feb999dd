//! What tags stand for, by their names: the same ones in every generator's dialect.

use super::tag::{Syntax, Tag};
use crate::output::plain::escape;

/// What a tag stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Meaning {
    /// A listing, of a language that is named here or by the tag.
    Code(&'static str),
    /// What stands between the tags, which is no template.
    Raw,
    /// Nothing of it is shown.
    Comment,
    /// A picture.
    Image,
    /// Something elsewhere; `{}` in the address is the tag's id.
    Link(&'static str),
    /// A sound or film.
    Media,
    /// The address of a page or file, inside a link.
    Address,
    /// A link to a page: its address and its text.
    PageLink,
    /// A quotation, perhaps with its author.
    Quote,
    /// A box with a heading.
    Note(&'static str),
    /// A part that is folded in.
    Details,
    /// The text above is the summary.
    More,
    /// One that is known to show nothing, or only what it holds.
    Plain,
}
use Meaning::{Address, Code, Comment, Details, Image, Link, Media, More, Note, PageLink, Plain, Quote, Raw};

/// By the whole name, in lower case with `-` for `_`.
const NAMES: &[(&str, Meaning)] = &[
    ("highlight", Code("")),
    ("codeblock", Code("")),
    ("code-block", Code("")),
    ("code", Code("")),
    ("prism", Code("")),
    ("mermaid", Code("mermaid")),
    ("raw", Raw),
    ("verbatim", Raw),
    ("comment", Comment),
    ("ref", Address),
    ("relref", Address),
    ("link", Address),
    ("post-url", Address),
    ("post-path", Address),
    ("asset-path", Address),
    ("asset-url", Address),
    ("absurl", Address),
    ("relurl", Address),
    ("get-url", Address),
    ("url-for", Address),
    ("siteurl", Address),
    ("post-link", PageLink),
    ("asset-link", PageLink),
    ("asset-img", Image),
    ("resize-image", Image),
    ("quote", Quote),
    ("blockquote", Quote),
    ("pullquote", Quote),
    ("epigraph", Quote),
    ("details", Details),
    ("detail", Details),
    ("expand", Details),
    ("spoiler", Details),
    ("collapse", Details),
    ("accordion", Details),
    ("gist", Link("https://gist.github.com/{}")),
    ("vimeo", Link("https://vimeo.com/{}")),
    ("instagram", Link("https://www.instagram.com/p/{}/")),
    ("tweet", Link("https://twitter.com/i/status/{}")),
    ("twitter", Link("https://twitter.com/i/status/{}")),
    ("x", Link("https://x.com/i/status/{}")),
    ("codepen", Link("https://codepen.io/pen/{}")),
    ("jsfiddle", Link("https://jsfiddle.net/{}/")),
    ("asciinema", Link("https://asciinema.org/a/{}")),
    ("spotify", Link("https://open.spotify.com/{}")),
    ("soundcloud", Link("https://soundcloud.com/{}")),
    ("speakerdeck", Link("https://speakerdeck.com/player/{}")),
    ("bilibili", Link("https://www.bilibili.com/video/{}")),
    ("github", Link("https://github.com/{}")),
    ("iframe", Link("{}")),
    ("embed", Link("{}")),
    ("button", Link("{}")),
    ("btn", Link("{}")),
    ("linkcard", Link("{}")),
    ("link-card", Link("{}")),
    ("bookmark", Link("{}")),
    ("a", Link("{}")),
    ("audio", Media),
    ("mp3", Media),
    ("more", More),
    ("truncate", More),
    ("excerpt", Plain),
    ("toc", Plain),
    ("tocinline", Plain),
    ("rawhtml", Plain),
    ("html", Plain),
    ("unsafe", Plain),
    ("katex", Plain),
    ("math", Plain),
    ("center", Plain),
    ("admonition", Note("Note")),
    ("callout", Note("Note")),
    ("alert", Note("Note")),
    ("notice", Note("Note")),
    ("hint", Note("Hint")),
    ("aside", Note("Note")),
    ("spoilerbox", Details),
];

/// By one word of the name: `responsive-image`, `youtube_embed`, `image.html`.
const WORDS: &[(&str, Meaning)] = &[
    ("figure", Image),
    ("fig", Image),
    ("img", Image),
    ("image", Image),
    ("imgproc", Image),
    ("photo", Image),
    ("picture", Image),
    ("youtube", Link("https://www.youtube.com/watch?v={}")),
    ("yt", Link("https://www.youtube.com/watch?v={}")),
    ("vimeo", Link("https://vimeo.com/{}")),
    ("gist", Link("https://gist.github.com/{}")),
    ("tweet", Link("https://twitter.com/i/status/{}")),
    ("video", Media),
];

/// Names of boxes, and the headings that they get.
pub(crate) const NOTES: [(&str, &str); 24] = [
    ("note", "Note"),
    ("notes", "Note"),
    ("info", "Info"),
    ("tip", "Tip"),
    ("hint", "Hint"),
    ("important", "Important"),
    ("warning", "Warning"),
    ("warn", "Warning"),
    ("caution", "Caution"),
    ("attention", "Attention"),
    ("danger", "Danger"),
    ("error", "Error"),
    ("success", "Success"),
    ("question", "Question"),
    ("example", "Example"),
    ("abstract", "Abstract"),
    ("bug", "Bug"),
    ("failure", "Failure"),
    ("todo", "To do"),
    ("seealso", "See also"),
    ("secondary", "Note"),
    ("primary", "Note"),
    ("admonition", "Note"),
    ("callout", "Note"),
];

/// The heading of a box of that name.
pub(crate) fn note_heading(name: &str) -> Option<&'static str> {
    let name = name.to_lowercase();
    NOTES.iter().find(|(known, _)| *known == name).map(|(_, heading)| *heading)
}

/// What a tag of that name stands for; `None`: it is unknown.
pub(crate) fn of(name: &str) -> Option<Meaning> {
    let name = name.to_lowercase().replace('_', "-");
    let stem = name.rsplit('/').next().unwrap_or(&name).trim_end_matches(".html").trim_end_matches(".md");
    if let Some((_, meaning)) = NAMES.iter().find(|(known, _)| *known == stem) {
        return Some(*meaning);
    }
    if let Some(heading) = note_heading(stem) {
        return Some(Note(heading));
    }
    let words = || stem.split(['-', '.', ':']);
    WORDS.iter().find(|(known, _)| words().any(|word| word == *known)).map(|(_, meaning)| *meaning)
}

/// A picture's parts, as attributes take them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Picture {
    src: String,
    alt: String,
    caption: String,
    link: String,
}

const SOURCES: &[&str] =
    &["src", "image", "image_path", "path", "url", "file", "href", "img", "filename", "id"];
const TITLES: &[&str] = &["caption", "title", "label", "text", "name", "description", "summary", "header"];

/// The picture that a tag stands for; `None` where it names no file.
pub(crate) fn picture(tag: &Tag) -> Option<Picture> {
    // Octopress' `{% img left /a.png 300 200 A title %}`; Eleventy's `{% image "a.png", "alt" %}`.
    let at = tag.positional.iter().position(|value| is_picture_address(value));
    let src = tag.named(SOURCES).or_else(|| tag.place(at?))?;
    let described: Vec<&str> = tag
        .positional
        .iter()
        .skip(at.map_or(usize::MAX, |at| at.saturating_add(1)))
        .map(String::as_str)
        .collect();
    let is_size =
        |word: &&&str| word.bytes().all(|byte| byte.is_ascii_digit() || byte == b'x' || byte == b'%');
    let words: Vec<&str> = described.iter().skip_while(is_size).copied().collect();
    // Separate texts in quotes: the second is the alternative one, or repeats.
    let by_place = if tag.rest.contains('"') {
        words.first().copied().unwrap_or_default().to_owned()
    } else {
        words.join(" ")
    };
    let caption = tag.named(&["caption", "description", "title", "desc"]).unwrap_or_default();
    let alt = tag.named(&["alt", "caption", "description", "title", "desc"]).unwrap_or(&by_place);
    let link = tag.named(&["link", "href"]).filter(|link| *link != src).unwrap_or_default();
    let [src, alt, caption, link] = [src, alt, caption, link].map(|text| text.trim().to_owned());
    Some(Picture { src, alt, caption, link })
}

/// Whether it is the address of a picture, by its ending.
pub(crate) fn is_picture_file(value: &str) -> bool {
    let path = value.split(['?', '#']).next().unwrap_or_default().to_lowercase();
    let endings = [".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg", ".avif", ".bmp"];
    endings.iter().any(|ending| path.ends_with(ending))
}

fn is_picture_address(value: &str) -> bool {
    is_picture_file(value) || value.starts_with('/') || value.contains("://")
}

impl Picture {
    /// As HTML on one line; `with_caption` for one that stands alone. `inline` makes HTML of Markdown on one line.
    pub(crate) fn html(&self, with_caption: bool, inline: impl Fn(&str) -> String) -> String {
        let one_line = |text: &str| escape(&tidings_model::text::one_line(text));
        let alt = one_line(&crate::output::plain::from_inline(&self.alt));
        let mut html = format!("<img src=\"{}\" alt=\"{alt}\">", one_line(&self.src));
        if !self.link.is_empty() {
            html = format!("<a href=\"{}\">{html}</a>", one_line(&self.link));
        }
        if !with_caption {
            return html;
        }
        let caption = if self.caption.is_empty() {
            String::new()
        } else {
            format!("<figcaption>{}</figcaption>", inline(&self.caption))
        };
        format!("<figure>{html}{caption}</figure>")
    }
}

/// A link as HTML: the address and the text.
pub(crate) fn link(tag: &Tag, pattern: &str) -> Option<String> {
    let is_host = pattern != "{}";
    let user = tag.named(&["user", "username"]);
    let id = tag.named(&["id", "v", "videoid", "tweetid", "url", "src", "href", "link", "to"]);
    let words = tag.positional.iter().filter(|word| *word != "." && !word.is_empty());
    let id = id.map(str::to_owned).or_else(|| {
        let words: Vec<&str> = words.map(String::as_str).collect();
        // Hugo's `gist user id`.
        if pattern.contains("gist.") {
            Some(words.iter().take(2).copied().collect::<Vec<_>>().join("/"))
        } else {
            words.first().map(|word| (*word).to_owned())
        }
    });
    let id = id.filter(|id| !id.is_empty())?;
    let address = match (id.contains("://") || id.starts_with("//"), user) {
        (true, _) => id,
        (false, Some(user)) if pattern.contains("/i/status/") => {
            pattern.replace("/i/", &format!("/{user}/")).replace("{}", &id)
        }
        (false, Some(user)) if pattern.contains("gist.") => pattern.replace("{}", &format!("{user}/{id}")),
        (false, _) if is_host => pattern.replace("{}", id.trim_matches('/')),
        (false, _) => id,
    };
    let bare = address.trim_start_matches("https:").trim_start_matches("http:").trim_start_matches('/');
    let label = tag.named(TITLES).unwrap_or(bare.trim_start_matches("www."));
    Some(anchor(&address, label))
}

/// `<a>` on one line.
pub(crate) fn anchor(address: &str, label: &str) -> String {
    let one_line = |text: &str| escape(&tidings_model::text::one_line(text));
    format!("<a href=\"{}\">{}</a>", one_line(address), one_line(label))
}

/// The element of a sound or film; the sanitiser's step adds a link.
pub(crate) fn media(tag: &Tag) -> Option<String> {
    const SOUNDS: [&str; 6] = [".mp3", ".ogg", ".oga", ".m4a", ".wav", ".flac"];
    let provider = tag.named(&["provider", "type", "service"]).and_then(of);
    if let (Some(Link(pattern)), Some(_)) = (provider, tag.named(&["id"])) {
        return link(tag, pattern);
    }
    let src = tag.named(&["src", "mp4", "webm", "url", "file", "path", "href"]).or_else(|| tag.place(0))?;
    let path = src.split(['?', '#']).next().unwrap_or_default().to_lowercase();
    let is_file = path.rsplit('/').next().is_some_and(|name| name.contains('.')) && !path.contains("youtu");
    let element = if SOUNDS.iter().any(|ending| path.ends_with(ending)) { "audio" } else { "video" };
    if is_file {
        Some(format!("<{element} src=\"{}\"></{element}>", escape(src)))
    } else {
        src.contains("//").then(|| anchor(src, src))
    }
}

/// The address that a tag stands for: a file's place in the folder, or as written.
pub(crate) fn address(tag: &Tag) -> Option<String> {
    let words = || tag.positional.iter().map(String::as_str).filter(|word| !word.is_empty() && *word != ".");
    let path = tag.named(&["path", "filename", "name", "url"]).or_else(|| words().next())?;
    let name = tag.name.to_lowercase();
    let path = if name == "post_url" {
        format!("/_posts/{}.md", path.trim_start_matches('/'))
    } else if name == "link" && tag.syntax == Syntax::Statement && !path.contains("://") {
        format!("/{}", path.trim_start_matches('/'))
    } else {
        path.to_owned()
    };
    Some(path.replace(' ', "%20").replace('(', "%28").replace(')', "%29"))
}

/// The title of a box, or what else names a tag's content.
pub(crate) fn title(tag: &Tag) -> Option<&str> {
    tag.named(&["title", "summary", "label", "header", "heading", "caption", "author", "by", "name", "cite"])
}

/// The language of a listing.
pub(crate) fn language(tag: &Tag, default: &str) -> String {
    let prefixed =
        |word: &String| word.strip_prefix("lang:").or(word.strip_prefix("language:")).map(str::to_owned);
    let named = tag.named(&["lang", "language", "type"]).map(str::to_owned);
    let by_place = || {
        // Octopress' and Hexo's `codeblock` begins with a title.
        let is_titled = tag.name.eq_ignore_ascii_case("codeblock");
        tag.place(0).filter(|_| !is_titled).map(str::to_owned)
    };
    let language =
        named.or_else(|| tag.positional.iter().find_map(prefixed)).or_else(by_place).unwrap_or_default();
    let language = language.split([',', ' ']).next().unwrap_or_default().to_owned();
    let is_word =
        !language.is_empty() && language.chars().all(|c| c.is_alphanumeric() || "+-#._".contains(c));
    if is_word && default.is_empty() { language } else { default.to_owned() }
}
