//! Pieces of HTML that all three formats have.

use crate::output::plain::escape;
use std::fmt::Write;

/// A cell of a table: its HTML, and whether it is a heading.
#[derive(Debug, Clone, Default)]
pub(crate) struct Cell {
    pub(crate) html: String,
    pub(crate) columns: usize,
    pub(crate) rows: usize,
}

impl Cell {
    /// A cell of one column and one row.
    pub(crate) fn of(html: String) -> Self {
        Self { html, columns: 1, rows: 1 }
    }
}

/// A table's row.
pub(crate) type Row = Vec<Cell>;

/// A table.
#[derive(Debug, Default)]
pub(crate) struct Table {
    /// HTML; empty for none.
    pub(crate) caption: String,
    pub(crate) rows: Vec<Row>,
    /// How many rows at the top are headings.
    pub(crate) headings: usize,
}

impl Table {
    /// As HTML; nothing where it has no rows.
    pub(crate) fn html(&self) -> String {
        if self.rows.is_empty() {
            return String::new();
        }
        let mut out = String::from("<table>\n");
        if !self.caption.is_empty() {
            let _ = writeln!(out, "<caption>{}</caption>", self.caption);
        }
        let (head, body) = self.rows.split_at(self.headings.min(self.rows.len()));
        for (group, name, tag) in [(head, "thead", "th"), (body, "tbody", "td")] {
            if group.is_empty() {
                continue;
            }
            let _ = writeln!(out, "<{name}>");
            for row in group {
                out.push_str("<tr>");
                row.iter().for_each(|cell| push_cell(&mut out, cell, tag));
                out.push_str("</tr>\n");
            }
            let _ = writeln!(out, "</{name}>");
        }
        out.push_str("</table>\n");
        out
    }
}

fn push_cell(out: &mut String, cell: &Cell, tag: &str) {
    let span = |name: &str, count: usize| {
        if (2..100).contains(&count) { format!(" {name}=\"{count}\"") } else { String::new() }
    };
    let spans = span("colspan", cell.columns) + &span("rowspan", cell.rows);
    let _ = write!(out, "<{tag}{spans}>{}</{tag}>", cell.html);
}

/// A listing; `language` is the word that its author gave.
pub(crate) fn code_block(language: Option<&str>, code: &str) -> String {
    let is_name = |name: &&str| {
        !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || "-_+#.".contains(c))
    };
    let class = match language.filter(is_name) {
        Some(name) => format!(" class=\"language-{}\"", name.to_ascii_lowercase()),
        None => String::new(),
    };
    format!("<pre><code{class}>{}</code></pre>\n", escape(code.trim_end_matches('\n')))
}

/// A link; `inner` is HTML.
pub(crate) fn link(address: &str, inner: &str) -> String {
    format!("<a href=\"{}\">{inner}</a>", escape(address))
}

/// A picture.
pub(crate) fn image(address: &str, alternative: &str) -> String {
    format!("<img src=\"{}\" alt=\"{}\">", escape(address), escape(alternative))
}

/// A figure; both are HTML, the caption may be empty.
pub(crate) fn figure(inner: &str, caption: &str) -> String {
    let caption =
        if caption.is_empty() { String::new() } else { format!("<figcaption>{caption}</figcaption>") };
    format!("<figure>{inner}{caption}</figure>\n")
}

/// Whether an address names a picture.
pub(crate) fn is_image(address: &str) -> bool {
    const EXTENSIONS: [&str; 8] = ["png", "jpg", "jpeg", "gif", "svg", "webp", "avif", "bmp"];
    let path = address.split(['?', '#']).next().unwrap_or_default();
    path.rsplit_once('.')
        .is_some_and(|(_, extension)| EXTENSIONS.iter().any(|known| known.eq_ignore_ascii_case(extension)))
}

/// A film of one of the services that all three formats name, as a link to it.
pub(crate) fn player_link(service: &str, id: &str) -> Option<String> {
    let id = id.trim();
    let is_id = !id.is_empty() && id.chars().all(|c| c.is_ascii_alphanumeric() || "-_/".contains(c));
    let address = match service {
        "youtube" => format!("https://www.youtube.com/watch?v={id}"),
        "vimeo" => format!("https://vimeo.com/{id}"),
        "gist" => format!("https://gist.github.com/{id}"),
        _ => return None,
    };
    is_id.then(|| format!("<p>{}</p>\n", link(&address, &address)))
}

/// A kind of note, as all three formats name it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Admonition(&'static str);

impl Admonition {
    /// The kind of that name, without regard to case.
    pub(crate) fn named(name: &str) -> Option<Self> {
        const KINDS: [(&str, &str); 12] = [
            ("note", "Note"),
            ("tip", "Tip"),
            ("hint", "Hint"),
            ("info", "Info"),
            ("important", "Important"),
            ("attention", "Attention"),
            ("warning", "Warning"),
            ("caution", "Caution"),
            ("danger", "Danger"),
            ("error", "Error"),
            ("seealso", "See also"),
            ("todo", "To do"),
        ];
        KINDS.iter().find(|(kind, _)| kind.eq_ignore_ascii_case(name)).map(|(_, label)| Self(label))
    }

    /// The word that is shown.
    pub(crate) fn label(self) -> &'static str {
        self.0
    }
}

/// A block that stands apart under a label; both are HTML. Markdown's notes look the same.
pub(crate) fn admonition(label: &str, inner: &str) -> String {
    let label = if label.is_empty() { String::new() } else { format!("<p><strong>{label}</strong></p>\n") };
    format!("<blockquote>\n{label}{inner}</blockquote>\n")
}

/// An item's HTML: of one paragraph, or of one above a list, that needs no element for it.
pub(crate) fn compacted(html: String) -> String {
    match html.strip_prefix("<p>").and_then(|rest| rest.split_once("</p>\n")) {
        Some((words, "")) => words.to_owned(),
        Some((words, more)) if !more.contains("<p>") => format!("{words}\n{more}"),
        _ => html,
    }
}
