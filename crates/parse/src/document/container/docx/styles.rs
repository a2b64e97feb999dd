//! Styles of a Word document: the role and formatting of paragraphs and runs (17.7).

use crate::document::container::blocks::Mark;
use crate::document::container::roles;
use crate::document::container::roles::ParagraphRole;
use crate::document::container::xml::Element;
use std::collections::HashMap;

/// Longest chain of styles that are based on one another.
const MAX_STYLE_CHAIN: usize = 12;

/// All styles of a document.
#[derive(Debug, Default)]
pub(super) struct Styles {
    by_id: HashMap<String, Style>,
    /// The language of text that states none.
    pub(super) language: Option<String>,
}

#[derive(Debug, Default)]
struct Style {
    /// The name. Built-in styles have English names in every edition of Word, unlike their ids.
    name: String,
    based_on: Option<String>,
    outline: Option<u8>,
    /// The list and level of the style's paragraphs.
    numbering: (Option<String>, Option<usize>),
    formatting: RunFormatting,
}

/// Formatting of a run; `None` where it is inherited.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(super) struct RunFormatting {
    bold: Option<bool>,
    italic: Option<bool>,
    strike: Option<bool>,
    vertical_align: Option<VerticalAlign>,
    code: bool,
    pub(super) hidden: Option<bool>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum VerticalAlign {
    Superscript,
    Subscript,
    Baseline,
}

impl RunFormatting {
    /// Reads `w:rPr`.
    pub(super) fn from_xml(properties: &Element) -> Self {
        let switch = |name: &str| {
            properties
                .child(name)
                .map(|element| !matches!(element.attribute("val"), Some("0" | "false" | "off" | "none")))
        };
        Self {
            bold: switch("b"),
            italic: switch("i"),
            strike: switch("strike").or_else(|| switch("dstrike")),
            vertical_align: properties.value_of("vertAlign").map(|value| match value {
                "superscript" => VerticalAlign::Superscript,
                "subscript" => VerticalAlign::Subscript,
                _ => VerticalAlign::Baseline,
            }),
            code: false,
            hidden: switch("vanish"),
        }
    }

    /// This formatting; where it sets nothing, the other's.
    pub(super) fn with_fallback(self, other: Self) -> Self {
        Self {
            bold: self.bold.or(other.bold),
            italic: self.italic.or(other.italic),
            strike: self.strike.or(other.strike),
            vertical_align: self.vertical_align.or(other.vertical_align),
            code: self.code || other.code,
            hidden: self.hidden.or(other.hidden),
        }
    }

    /// The marks that show the formatting.
    pub(super) fn marks(self) -> Vec<Mark> {
        let vertical_align = match self.vertical_align {
            Some(VerticalAlign::Superscript) => Some(Mark::Superscript),
            Some(VerticalAlign::Subscript) => Some(Mark::Subscript),
            _ => None,
        };
        let if_set = |value: Option<bool>, mark: Mark| (value == Some(true)).then_some(mark);
        [
            if_set(self.bold, Mark::Bold),
            if_set(self.italic, Mark::Italic),
            if_set(self.strike, Mark::Strike),
            vertical_align,
            self.code.then_some(Mark::Code),
        ]
        .into_iter()
        .flatten()
        .collect()
    }
}

impl Styles {
    /// Reads `styles.xml`.
    pub(super) fn from_xml(root: &Element) -> Self {
        let defaults = root.child("docDefaults").and_then(|defaults| defaults.find("lang"));
        let language = defaults.and_then(|language| language.attribute("val")).map(str::to_owned);
        let styles = root.elements().filter(|element| &*element.name == "style");
        let by_id =
            styles.filter_map(|style| Some((style.attribute("styleId")?.to_owned(), read_style(style))));
        Self { by_id: by_id.collect(), language }
    }

    /// The style and the styles that it is based on.
    fn chain<'s>(&'s self, id: Option<&str>) -> impl Iterator<Item = &'s Style> {
        let mut next = id.and_then(|id| self.by_id.get(id));
        std::iter::from_fn(move || {
            let style = next?;
            next = style.based_on.as_ref().and_then(|id| self.by_id.get(id));
            Some(style)
        })
        .take(MAX_STYLE_CHAIN)
    }

    /// The role of paragraphs of that style.
    pub(super) fn role(&self, id: Option<&str>) -> Option<ParagraphRole> {
        // A document without a styles part still refers to styles by id: `Heading1`.
        let by_id = || {
            let id = id.filter(|id| !self.by_id.contains_key(*id))?;
            let at = id.find(|c: char| c.is_ascii_digit()).unwrap_or(id.len());
            let (word, number) = id.split_at(at);
            roles::role_of_style(format!("{word} {number}").trim())
        };
        self.chain(id)
            .find_map(|style| {
                roles::role_of_style(&style.name)
                    .or_else(|| style.outline.map(|level| ParagraphRole::Heading(level + 1)))
            })
            .or_else(by_id)
    }

    /// The list and level of paragraphs of that style.
    pub(super) fn numbering(&self, id: Option<&str>) -> (Option<&str>, Option<usize>) {
        let list = self.chain(id).find_map(|style| style.numbering.0.as_deref());
        let level = self.chain(id).find_map(|style| style.numbering.1.or_else(|| level_of(&style.name)));
        (list, level)
    }

    /// The formatting of runs of that style.
    pub(super) fn formatting(&self, id: Option<&str>) -> RunFormatting {
        self.chain(id)
            .fold(RunFormatting::default(), |formatting, style| formatting.with_fallback(style.formatting))
    }
}

/// The level of `List Bullet 2`, from 0. Each of these styles is a separate list that is only indented
/// further.
fn level_of(name: &str) -> Option<usize> {
    let number = ["list bullet ", "list number "].iter().find_map(|start| {
        name.get(..start.len())
            .filter(|head| head.eq_ignore_ascii_case(start))
            .and_then(|head| name.get(head.len()..))
    });
    number?.parse::<usize>().ok()?.checked_sub(1)
}

fn read_style(style: &Element) -> Style {
    let name = style.value_of("name").unwrap_or_default().to_owned();
    let paragraph = style.child("pPr");
    let numbering = paragraph.and_then(|properties| properties.child("numPr"));
    let outline = paragraph.and_then(|properties| properties.value_of("outlineLvl"));
    let mut formatting = style.child("rPr").map(RunFormatting::from_xml).unwrap_or_default();
    formatting.code = roles::is_code_style(&name);
    Style {
        based_on: style.value_of("basedOn").map(str::to_owned),
        // 9 is the level of body text (17.3.1.20).
        outline: outline.and_then(|level| level.parse().ok()).filter(|level| *level < 9),
        numbering: numbering.map_or((None, None), |numbering| {
            let level = numbering.value_of("ilvl").and_then(|level| level.parse().ok());
            (numbering.value_of("numId").map(str::to_owned), level)
        }),
        formatting,
        name,
    }
}
