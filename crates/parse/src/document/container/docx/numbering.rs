//! Lists: which have numbers, and which bullets (17.9).

use crate::document::container::xml::Element;
use std::collections::{HashMap, HashSet};

/// The lists of a document.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    /// Of a list's id, that of its abstract definition.
    lists: HashMap<String, String>,
    /// Definitions and levels that have bullets or nothing.
    bulleted: HashSet<(String, usize)>,
}

impl Numbering {
    /// Reads `numbering.xml`.
    pub(super) fn read(root: &Element) -> Self {
        let mut numbering = Self::default();
        for element in root.elements() {
            match &*element.name {
                "abstractNum" => {
                    let Some(id) = element.attribute("abstractNumId") else { continue };
                    for level in element.elements().filter(|child| &*child.name == "lvl") {
                        let number = level.attribute("ilvl").and_then(|number| number.parse().ok());
                        let is_bullet = matches!(level.value_of("numFmt"), Some("bullet" | "none"));
                        if let (Some(number), true) = (number, is_bullet) {
                            numbering.bulleted.insert((id.to_owned(), number));
                        }
                    }
                }
                "num" => {
                    if let (Some(id), Some(of)) =
                        (element.attribute("numId"), element.value_of("abstractNumId"))
                    {
                        numbering.lists.insert(id.to_owned(), of.to_owned());
                    }
                }
                _ => {}
            }
        }
        numbering
    }

    /// Whether the items of a list's level have numbers. `None`: there is no such list.
    pub(super) fn is_ordered(&self, list: &str, level: usize) -> Option<bool> {
        let definition = self.lists.get(list)?;
        Some(!self.bulleted.contains(&(definition.clone(), level)))
    }
}
