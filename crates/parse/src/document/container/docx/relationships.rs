//! Relationships: the ids by which a part refers to addresses and other parts (ECMA-376, part 2, 9.3).

use crate::document::container::xml::Element;
use std::collections::HashMap;

/// The target of a relationship.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum RelationshipTarget {
    /// An address outside the document.
    External(String),
    /// A part of the archive, by its full name.
    Internal(String),
}

/// The relationships of a part.
#[derive(Debug, Default)]
pub(super) struct Relationships(HashMap<String, RelationshipTarget>);

impl Relationships {
    /// Reads a `.rels` part; `folder` is the folder of the part that it describes.
    pub(super) fn from_xml(root: &Element, folder: &str) -> Self {
        let relation = |relation: &Element| {
            let target = relation.attribute("Target")?;
            let is_outside = relation.attribute("TargetMode").is_some_and(|mode| mode == "External");
            let target = if is_outside {
                RelationshipTarget::External(target.to_owned())
            } else {
                RelationshipTarget::Internal(resolve_part_name(folder, target))
            };
            Some((relation.attribute("Id")?.to_owned(), target))
        };
        Self(root.elements().filter_map(relation).collect())
    }

    /// The target of an id.
    pub(super) fn target(&self, id: &str) -> Option<&RelationshipTarget> {
        self.0.get(id)
    }

    /// The names of all parts that the relationships point to.
    pub(super) fn internal_parts(&self) -> impl Iterator<Item = &str> {
        self.0.values().filter_map(|target| match target {
            RelationshipTarget::Internal(name) => Some(name.as_str()),
            RelationshipTarget::External(_) => None,
        })
    }
}

/// The name of the part that contains the relationships of `part`: `word/_rels/document.xml.rels`.
pub(super) fn part_name(part: &str) -> String {
    match part.rsplit_once('/') {
        Some((folder, name)) => format!("{folder}/_rels/{name}.rels"),
        None => format!("_rels/{part}.rels"),
    }
}

/// Resolves `target` relative to `folder`; with a leading slash, relative to the archive's root.
fn resolve_part_name(folder: &str, target: &str) -> String {
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
