//! Styles: what paragraphs and runs of a name look like (17.7).

use crate::document::container::blocks::Mark;
use crate::document::container::roles;
use crate::document::container::roles::Role;
use crate::document::container::xml::Element;
use std::collections::HashMap;

/// Longest chain of styles that are based on one another.
const LONGEST_CHAIN: usize = 12;

/// All styles of a document.
#[derive(Debug, Default)]
pub(super) struct Styles {
    by_id: HashMap<String, Style>,
    /// The language of text that names none.
    pub(super) language: Option<String>,
}

#[derive(Debug, Default)]
struct Style {
    /// For built-in styles English in every edition of Word, unlike the id.
    name: String,
    based_on: Option<String>,
    outline: Option<u8>,
    /// The list and level that its paragraphs are items of.
    numbering: (Option<String>, Option<usize>),
    setting: Setting,
}

/// How a run is set, as far as it is said.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(super) struct Setting {
    bold: Option<bool>,
    italic: Option<bool>,
    strike: Option<bool>,
    raised: Option<Raised>,
    code: bool,
    pub(super) hidden: Option<bool>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Raised {
    Above,
    Below,
    Not,
}

impl Setting {
    /// Reads `w:rPr`.
    pub(super) fn read(properties: &Element) -> Self {
        let switch = |name: &str| {
            properties
                .child(name)
                .map(|element| !matches!(element.attribute("val"), Some("0" | "false" | "off" | "none")))
        };
        Self {
            bold: switch("b"),
            italic: switch("i"),
            strike: switch("strike").or_else(|| switch("dstrike")),
            raised: properties.value_of("vertAlign").map(|value| match value {
                "superscript" => Raised::Above,
                "subscript" => Raised::Below,
                _ => Raised::Not,
            }),
            code: false,
            hidden: switch("vanish"),
        }
    }

    /// This, and where it says nothing, the other.
    pub(super) fn over(self, other: Self) -> Self {
        Self {
            bold: self.bold.or(other.bold),
            italic: self.italic.or(other.italic),
            strike: self.strike.or(other.strike),
            raised: self.raised.or(other.raised),
            code: self.code || other.code,
            hidden: self.hidden.or(other.hidden),
        }
    }

    /// The elements that show it.
    pub(super) fn marks(self) -> Vec<Mark> {
        let raised = match self.raised {
            Some(Raised::Above) => Some(Mark::Superscript),
            Some(Raised::Below) => Some(Mark::Subscript),
            _ => None,
        };
        let on = |said: Option<bool>, mark: Mark| (said == Some(true)).then_some(mark);
        [
            on(self.bold, Mark::Bold),
            on(self.italic, Mark::Italic),
            on(self.strike, Mark::Strike),
            raised,
            self.code.then_some(Mark::Code),
        ]
        .into_iter()
        .flatten()
        .collect()
    }
}

impl Styles {
    /// Reads `styles.xml`.
    pub(super) fn read(root: &Element) -> Self {
        let defaults = root.child("docDefaults").and_then(|defaults| defaults.find("lang"));
        let language = defaults.and_then(|language| language.attribute("val")).map(str::to_owned);
        let styles = root.elements().filter(|element| &*element.name == "style");
        let by_id =
            styles.filter_map(|style| Some((style.attribute("styleId")?.to_owned(), read_style(style))));
        Self { by_id: by_id.collect(), language }
    }

    /// The style and those that it is based on.
    fn chain<'s>(&'s self, id: Option<&str>) -> impl Iterator<Item = &'s Style> {
        let mut next = id.and_then(|id| self.by_id.get(id));
        std::iter::from_fn(move || {
            let style = next?;
            next = style.based_on.as_ref().and_then(|id| self.by_id.get(id));
            Some(style)
        })
        .take(LONGEST_CHAIN)
    }

    /// What paragraphs of that style are.
    pub(super) fn role(&self, id: Option<&str>) -> Option<Role> {
        // A document without styles still names them: `Heading1`.
        let by_id = || {
            let id = id.filter(|id| !self.by_id.contains_key(*id))?;
            let at = id.find(|c: char| c.is_ascii_digit()).unwrap_or(id.len());
            let (word, number) = id.split_at(at);
            roles::role_of(format!("{word} {number}").trim())
        };
        self.chain(id)
            .find_map(|style| {
                roles::role_of(&style.name).or_else(|| style.outline.map(|level| Role::Heading(level + 1)))
            })
            .or_else(by_id)
    }

    /// The list that paragraphs of that style are in, and their level.
    pub(super) fn numbering(&self, id: Option<&str>) -> (Option<&str>, Option<usize>) {
        let list = self.chain(id).find_map(|style| style.numbering.0.as_deref());
        let level = self.chain(id).find_map(|style| style.numbering.1.or_else(|| level_of(&style.name)));
        (list, level)
    }

    /// How runs of that style are set.
    pub(super) fn setting(&self, id: Option<&str>) -> Setting {
        self.chain(id).fold(Setting::default(), |setting, style| setting.over(style.setting))
    }
}

/// The level of `List Bullet 2`, from 0: each of these styles has a list of its own, that is but indented.
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
    let mut setting = style.child("rPr").map(Setting::read).unwrap_or_default();
    setting.code = roles::is_code_run(&name);
    Style {
        based_on: style.value_of("basedOn").map(str::to_owned),
        // 9 is the level of text (17.3.1.20).
        outline: outline.and_then(|level| level.parse().ok()).filter(|level| *level < 9),
        numbering: numbering.map_or((None, None), |numbering| {
            let level = numbering.value_of("ilvl").and_then(|level| level.parse().ok());
            (numbering.value_of("numId").map(str::to_owned), level)
        }),
        setting,
        name,
    }
}
