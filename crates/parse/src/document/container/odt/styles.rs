//! Styles of an OpenDocument text: the role and formatting of paragraphs, spans and lists (part 3, 16).

use crate::document::container::blocks::Mark;
use crate::document::container::roles;
use crate::document::container::roles::ParagraphRole;
use crate::document::container::xml::Element;
use std::collections::HashMap;

/// Longest chain of styles that inherit from one another.
const MAX_STYLE_CHAIN: usize = 12;

/// All styles of a document.
#[derive(Debug, Default)]
pub(super) struct Styles {
    /// By family (`paragraph`, `text`) and name.
    by_name: HashMap<(String, String), Style>,
    /// For each list style and level, from 1: whether the level is numbered.
    levels: HashMap<(String, usize), bool>,
    /// The language of text that states none.
    pub(super) language: Option<String>,
}

#[derive(Debug, Default)]
struct Style {
    shown_name: String,
    parent: Option<String>,
    list: Option<String>,
    bold: Option<bool>,
    italic: Option<bool>,
    strike: Option<bool>,
    /// Superscript (`Greater`), subscript (`Less`) or neither.
    raised: Option<std::cmp::Ordering>,
    hidden: bool,
}

impl Styles {
    /// Reads the styles of `styles.xml` and the automatic styles of `content.xml`, which programs generate
    /// for single paragraphs.
    pub(super) fn from_xml(roots: [Option<&Element>; 2]) -> Self {
        let mut styles = Self::default();
        for root in roots.into_iter().flatten() {
            for group in
                root.elements().filter(|group| ["styles", "automatic-styles"].contains(&&*group.name))
            {
                group.elements().for_each(|element| styles.add(element));
            }
        }
        styles
    }

    fn add(&mut self, element: &Element) {
        let family = element.attribute("family").unwrap_or_default().to_owned();
        match &*element.name {
            "style" => {
                let Some(name) = element.attribute("name") else { return };
                self.by_name.insert((family, name.to_owned()), read_style(element, name));
            }
            "default-style" if family == "paragraph" => {
                let text = element.child("text-properties");
                self.language = text.and_then(language);
            }
            "list-style" => {
                let Some(name) = element.attribute("name") else { return };
                for level in element.elements() {
                    // A level without a format shows no number.
                    let has_format = level.attribute("num-format").is_some_and(|format| !format.is_empty());
                    let is_ordered = &*level.name == "list-level-style-number" && has_format;
                    if let Some(number) = level.attribute("level").and_then(|level| level.parse().ok()) {
                        self.levels.insert((name.to_owned(), number), is_ordered);
                    }
                }
            }
            _ => {}
        }
    }

    fn chain<'s>(&'s self, family: &'s str, name: Option<&str>) -> impl Iterator<Item = &'s Style> {
        let find = move |name: &str| self.by_name.get(&(family.to_owned(), name.to_owned()));
        let mut next = name.and_then(find);
        std::iter::from_fn(move || {
            let style = next?;
            next = style.parent.as_deref().and_then(find);
            Some(style)
        })
        .take(MAX_STYLE_CHAIN)
    }

    /// The role of paragraphs of that style.
    pub(super) fn role(&self, name: Option<&str>) -> Option<ParagraphRole> {
        // A document need not contain the program's built-in styles; then only the name is known.
        let named = self.chain("paragraph", name).map(|style| style.shown_name.clone());
        let beyond = || self.chain("paragraph", name).last().map_or(name, |style| style.parent.as_deref());
        named
            .filter_map(|name| roles::role_of_style(&name))
            .next()
            .or_else(|| beyond().and_then(|name| roles::role_of_style(&display_name(name))))
    }

    /// The list style that is part of a paragraph style.
    pub(super) fn list(&self, name: Option<&str>) -> Option<&str> {
        self.chain("paragraph", name).find_map(|style| style.list.as_deref())
    }

    /// Whether the items of a list's level, from 0, are numbered. A level without a definition is like the
    /// level above it.
    pub(super) fn is_ordered(&self, list: Option<&str>, level: usize) -> bool {
        let of_list = |list: &str| {
            (1..=level + 1).rev().find_map(|level| self.levels.get(&(list.to_owned(), level)).copied())
        };
        list.and_then(of_list).unwrap_or(false)
    }

    /// The marks of text in a style; the family is `text` or `paragraph`. `None`: the text is hidden.
    pub(super) fn marks(&self, family: &str, name: Option<&str>) -> Option<Vec<Mark>> {
        let chain = || self.chain(family, name);
        if chain().any(|style| style.hidden) {
            return None;
        }
        let raised = match chain().find_map(|style| style.raised) {
            Some(std::cmp::Ordering::Greater) => Some(Mark::Superscript),
            Some(std::cmp::Ordering::Less) => Some(Mark::Subscript),
            _ => None,
        };
        let if_set = |value: Option<bool>, mark: Mark| (value == Some(true)).then_some(mark);
        let is_code = family == "text" && chain().any(|style| roles::is_code_style(&style.shown_name));
        let marks = [
            if_set(chain().find_map(|style| style.bold), Mark::Bold),
            if_set(chain().find_map(|style| style.italic), Mark::Italic),
            if_set(chain().find_map(|style| style.strike), Mark::Strike),
            raised,
            is_code.then_some(Mark::Code),
        ];
        Some(marks.into_iter().flatten().collect())
    }
}

/// The display name of a style: `Heading 1` for `Heading_20_1` (part 3, 19.502).
fn display_name(name: &str) -> String {
    name.replace("_20_", " ")
}

fn read_style(style: &Element, name: &str) -> Style {
    let text = style.child("text-properties");
    let attribute = |name: &str| text.and_then(|text| text.attribute(name));
    Style {
        shown_name: style.attribute("display-name").map_or_else(|| display_name(name), str::to_owned),
        parent: style.attribute("parent-style-name").map(str::to_owned),
        list: style.attribute("list-style-name").filter(|name| !name.is_empty()).map(str::to_owned),
        bold: attribute("font-weight")
            .map(|weight| weight == "bold" || weight.parse().is_ok_and(|number: u16| number >= 600)),
        italic: attribute("font-style").map(|style| style != "normal"),
        strike: attribute("text-line-through-style").map(|style| style != "none"),
        raised: attribute("text-position").map(|position| {
            let number = position.trim_end().split(' ').next().unwrap_or_default().trim_end_matches('%');
            match number {
                "super" => std::cmp::Ordering::Greater,
                "sub" => std::cmp::Ordering::Less,
                number => number.parse::<f32>().unwrap_or(0.0).total_cmp(&0.0),
            }
        }),
        hidden: attribute("display") == Some("none"),
    }
}

/// `fo:language` and `fo:country`; `none` means that the text is in no language.
fn language(text: &Element) -> Option<String> {
    let language = text.attribute("language").filter(|language| *language != "none")?;
    match text.attribute("country").filter(|country| *country != "none") {
        Some(country) => Some(format!("{language}-{country}")),
        None => Some(language.to_owned()),
    }
}
