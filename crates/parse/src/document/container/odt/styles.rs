//! Styles: what paragraphs, words and lists of a name look like (part 3, 16).

use crate::document::container::blocks::Mark;
use crate::document::container::roles;
use crate::document::container::roles::Role;
use crate::document::container::xml::Element;
use std::collections::HashMap;

/// Longest chain of styles that inherit from one another.
const LONGEST_CHAIN: usize = 12;

/// All styles of a document.
#[derive(Debug, Default)]
pub(super) struct Styles {
    /// By family (`paragraph`, `text`) and name.
    by_name: HashMap<(String, String), Style>,
    /// Of lists and their levels, from 1, whether they have numbers.
    levels: HashMap<(String, usize), bool>,
    /// The language of text that names none.
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
    /// Above, below or on the line.
    raised: Option<std::cmp::Ordering>,
    hidden: bool,
}

impl Styles {
    /// Reads the styles of `styles.xml` and those of `content.xml`, which programs make up for single
    /// paragraphs.
    pub(super) fn read(roots: [Option<&Element>; 2]) -> Self {
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
        .take(LONGEST_CHAIN)
    }

    /// What paragraphs of that style are.
    pub(super) fn role(&self, name: Option<&str>) -> Option<Role> {
        // Styles that came with the program need not stand in the document: the name is all there is.
        let named = self.chain("paragraph", name).map(|style| style.shown_name.clone());
        let beyond = || self.chain("paragraph", name).last().map_or(name, |style| style.parent.as_deref());
        named
            .filter_map(|name| roles::role_of(&name))
            .next()
            .or_else(|| beyond().and_then(|name| roles::role_of(&shown(name))))
    }

    /// The list style that a paragraph's style brings along.
    pub(super) fn list(&self, name: Option<&str>) -> Option<&str> {
        self.chain("paragraph", name).find_map(|style| style.list.as_deref())
    }

    /// Whether the items of a list's level, from 0, have numbers; a level that says nothing is as the one
    /// above it.
    pub(super) fn is_ordered(&self, list: Option<&str>, level: usize) -> bool {
        let of = |list: &str| {
            (1..=level + 1).rev().find_map(|level| self.levels.get(&(list.to_owned(), level)).copied())
        };
        list.and_then(of).unwrap_or(false)
    }

    /// How words of a style are set; the family is `text` or `paragraph`. `None`: they are hidden.
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
        let on = |said: Option<bool>, mark: Mark| (said == Some(true)).then_some(mark);
        let is_code = family == "text" && chain().any(|style| roles::is_code_run(&style.shown_name));
        let marks = [
            on(chain().find_map(|style| style.bold), Mark::Bold),
            on(chain().find_map(|style| style.italic), Mark::Italic),
            on(chain().find_map(|style| style.strike), Mark::Strike),
            raised,
            is_code.then_some(Mark::Code),
        ];
        Some(marks.into_iter().flatten().collect())
    }
}

/// A style's name as shown: `Heading 1` of `Heading_20_1` (part 3, 19.502).
fn shown(name: &str) -> String {
    name.replace("_20_", " ")
}

fn read_style(style: &Element, name: &str) -> Style {
    let text = style.child("text-properties");
    let said = |name: &str| text.and_then(|text| text.attribute(name));
    Style {
        shown_name: style.attribute("display-name").map_or_else(|| shown(name), str::to_owned),
        parent: style.attribute("parent-style-name").map(str::to_owned),
        list: style.attribute("list-style-name").filter(|name| !name.is_empty()).map(str::to_owned),
        bold: said("font-weight")
            .map(|weight| weight == "bold" || weight.parse().is_ok_and(|number: u16| number >= 600)),
        italic: said("font-style").map(|style| style != "normal"),
        strike: said("text-line-through-style").map(|style| style != "none"),
        raised: said("text-position").map(|position| {
            let number = position.trim_end().split(' ').next().unwrap_or_default().trim_end_matches('%');
            match number {
                "super" => std::cmp::Ordering::Greater,
                "sub" => std::cmp::Ordering::Less,
                number => number.parse::<f32>().unwrap_or(0.0).total_cmp(&0.0),
            }
        }),
        hidden: said("display") == Some("none"),
    }
}

/// `fo:language` and `fo:country`; `none` stands for text in no language.
fn language(text: &Element) -> Option<String> {
    let language = text.attribute("language").filter(|language| *language != "none")?;
    match text.attribute("country").filter(|country| *country != "none") {
        Some(country) => Some(format!("{language}-{country}")),
        None => Some(language.to_owned()),
    }
}
