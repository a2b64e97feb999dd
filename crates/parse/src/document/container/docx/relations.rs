//! Relations: the ids by which a part names addresses and other parts (ECMA-376, part 2, 9.3).

use crate::document::container::xml::Element;
use std::collections::HashMap;

/// Where an id leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Target {
    /// An address.
    Outside(String),
    /// A part of the archive, by its whole name.
    Inside(String),
}

/// The relations of a part.
#[derive(Debug, Default)]
pub(super) struct Relations(HashMap<String, Target>);

impl Relations {
    /// Reads a `.rels` part; `folder` is the folder of the part it belongs to.
    pub(super) fn read(root: &Element, folder: &str) -> Self {
        let relation = |relation: &Element| {
            let target = relation.attribute("Target")?;
            let is_outside = relation.attribute("TargetMode").is_some_and(|mode| mode == "External");
            let target = if is_outside {
                Target::Outside(target.to_owned())
            } else {
                Target::Inside(joined(folder, target))
            };
            Some((relation.attribute("Id")?.to_owned(), target))
        };
        Self(root.elements().filter_map(relation).collect())
    }

    /// Where the id leads.
    pub(super) fn target(&self, id: &str) -> Option<&Target> {
        self.0.get(id)
    }

    /// The names of all parts it leads to.
    pub(super) fn inside(&self) -> impl Iterator<Item = &str> {
        self.0.values().filter_map(|target| match target {
            Target::Inside(name) => Some(name.as_str()),
            Target::Outside(_) => None,
        })
    }
}

/// The name of the part that holds another's relations: `word/_rels/document.xml.rels`.
pub(super) fn place(part: &str) -> String {
    match part.rsplit_once('/') {
        Some((folder, name)) => format!("{folder}/_rels/{name}.rels"),
        None => format!("_rels/{part}.rels"),
    }
}

/// `target` seen from `folder`; with a leading slash, from the archive's root.
fn joined(folder: &str, target: &str) -> String {
    let mut parts: Vec<&str> = match target.strip_prefix('/') {
        Some(_) => Vec::new(),
        None => folder.split('/').filter(|part| !part.is_empty()).collect(),
    };
    for part in target.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.join("/")
}
