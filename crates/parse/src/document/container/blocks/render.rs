//! Blocks become HTML: neighbours that belong together share an element.

use super::{Block, DEEPEST_LIST, escape};
use crate::document::container::roles::Role;
use crate::document::footnote;

/// A document: its blocks, then its notes.
pub(super) fn document(all: &[Block], notes: &[Vec<Block>]) -> String {
    let mut html = blocks(all);
    if notes.is_empty() {
        return html;
    }
    html.push_str("<hr>\n<ol>\n");
    for (number, note) in (1..).zip(notes) {
        let item = footnote::with_way_back(number, &blocks(note));
        html.push_str(&format!("<li id=\"fn-{number}\">{item}</li>\n"));
    }
    html.push_str("</ol>\n");
    html
}

/// Blocks, one after the other.
pub(super) fn blocks(blocks: &[Block]) -> String {
    let levels = blocks.iter().filter_map(|block| match block.role {
        Role::Heading(level) => Some(level),
        _ => None,
    });
    // The title is the page's first heading: the highest of the others comes right below it.
    let mut writer = Writer { top: levels.min().unwrap_or(1), ..Writer::default() };
    let mut rest = blocks;
    while let Some(block) = rest.first() {
        let same = |other: &&Block| other.role == block.role && other.place.is_none();
        let count = match block.role {
            Role::Quote | Role::Code if block.place.is_none() => rest.iter().take_while(same).count(),
            Role::Paragraph
                if block.place.is_none()
                    && block.is_picture()
                    && rest.get(1).is_some_and(|next| next.role == Role::Caption) =>
            {
                2
            }
            _ => 1,
        };
        let (together, others) = rest.split_at(count.max(1).min(rest.len()));
        writer.add(together);
        rest = others;
    }
    writer.close_lists(0);
    writer.html
}

#[derive(Default)]
struct Writer {
    html: String,
    /// The level of the document's highest heading.
    top: u8,
    /// The lists that are open, an item in each: whether it is ordered, and which list it is.
    lists: Vec<(bool, usize)>,
}

impl Writer {
    /// Adds blocks that share an element; most often it is one.
    fn add(&mut self, together: &[Block]) {
        let Some(first) = together.first() else { return };
        match first.place {
            Some(place) => {
                let level = place.level.min(DEEPEST_LIST);
                self.go_to(level, place.ordered, place.list, place.begins);
                let html = inside(first, self.top);
                let is_bare = place.begins && first.role == Role::Paragraph;
                self.html.push_str(if is_bare { &first.line.html } else { &html });
                return;
            }
            None => self.close_lists(0),
        }
        match (first.role, together) {
            (Role::Quote, many) => {
                self.html.push_str("<blockquote>\n");
                many.iter().for_each(|block| self.html.push_str(&format!("<p>{}</p>\n", block.line.html)));
                self.html.push_str("</blockquote>\n");
            }
            (Role::Code, many) => {
                let lines: Vec<&str> = many.iter().map(|block| block.line.text.as_str()).collect();
                self.html.push_str(&format!("<pre><code>{}\n</code></pre>\n", escape(&lines.join("\n"))));
            }
            (_, [picture, caption]) => self.html.push_str(&format!(
                "<figure>{}<figcaption>{}</figcaption></figure>\n",
                picture.line.html, caption.line.html
            )),
            _ => self.html.push_str(&inside(first, self.top)),
        }
    }

    /// Opens and closes lists so that an item of this level is open.
    fn go_to(&mut self, level: usize, ordered: bool, list: usize, begins: bool) {
        self.close_lists(level + 1);
        let mut is_fresh = false;
        // Two lists with bullets look like one.
        let is_other = |open: (bool, usize)| open.0 != ordered || (ordered && open.1 != list);
        if self.lists.get(level).is_some_and(|open| begins && is_other(*open)) {
            self.close_lists(level);
        }
        while self.lists.len() <= level {
            self.html.push_str(if ordered { "\n<ol>\n<li>" } else { "\n<ul>\n<li>" });
            self.lists.push((ordered, list));
            is_fresh = true;
        }
        if begins && !is_fresh {
            self.html.push_str("</li>\n<li>");
        }
    }

    /// Leaves so many lists open.
    fn close_lists(&mut self, keep: usize) {
        while self.lists.len() > keep {
            if let Some((ordered, _)) = self.lists.pop() {
                self.html.push_str(if ordered { "</li>\n</ol>\n" } else { "</li>\n</ul>\n" });
            }
        }
    }
}

/// One block.
fn inside(block: &Block, top: u8) -> String {
    let html = &block.line.html;
    match block.role {
        Role::Heading(level) => {
            let level = (level.saturating_sub(top) + 2).min(6);
            format!("<h{level}>{html}</h{level}>\n")
        }
        Role::Block => format!("{html}\n"),
        Role::Caption => format!("<p><em>{html}</em></p>\n"),
        Role::Quote => format!("<blockquote><p>{html}</p></blockquote>\n"),
        Role::Code => format!("<pre><code>{}\n</code></pre>\n", escape(&block.line.text)),
        _ => format!("<p>{html}</p>\n"),
    }
}
