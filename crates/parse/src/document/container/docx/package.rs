//! The parts of a Word document (its OPC package) other than the body: styles, lists, notes, relationships.

use super::numbering::Numbering;
use super::relationships::{self, Relationships};
use super::styles::Styles;
use crate::document::container::archive::Archive;
use crate::document::container::unpacked::UnpackError;
use crate::document::container::xml::{self, Element};
use std::collections::{HashMap, HashSet};

/// The parts of a document other than its body.
pub(super) struct Package {
    pub(super) styles: Styles,
    pub(super) numbering: Numbering,
    pub(super) relationships: Relationships,
    /// Footnotes and endnotes by `footnote` or `endnote` and their id.
    pub(super) notes: HashMap<(&'static str, String), Element>,
    /// The names of the archive's pictures.
    pub(super) pictures: HashSet<String>,
}

impl Package {
    /// Reads the parts beside the main part of that name.
    ///
    /// # Errors
    /// A part can't be unpacked or is not well-formed.
    pub(super) fn open(archive: &mut Archive, main: &str) -> Result<Self, UnpackError> {
        let folder = main.rsplit_once('/').map_or("", |(folder, _)| folder).to_owned();
        let beside =
            |name: &str| if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") };
        let relationships = match read_part(archive, &relationships::part_name(main))? {
            Some(root) => Relationships::from_xml(&root, &folder),
            None => Relationships::default(),
        };
        let styles = read_part(archive, &beside("styles.xml"))?
            .map(|root| Styles::from_xml(&root))
            .unwrap_or_default();
        let numbering = read_part(archive, &beside("numbering.xml"))?
            .map(|root| Numbering::from_xml(&root))
            .unwrap_or_default();
        let mut notes = HashMap::new();
        for (kind, file) in [("footnote", "footnotes.xml"), ("endnote", "endnotes.xml")] {
            let Some(root) = read_part(archive, &beside(file))? else { continue };
            for node in root.children {
                if let xml::Node::Element(note) = node
                    && let Some(id) = note.attribute("id")
                {
                    notes.insert((kind, id.to_owned()), note);
                }
            }
        }
        let pictures =
            relationships.internal_parts().filter(|name| archive.has(name)).map(str::to_owned).collect();
        Ok(Self { styles, numbering, relationships, notes, pictures })
    }
}

/// The name of the part that contains the body (part 2, 9.3.3); by default `word/document.xml`.
pub(super) fn main_part_name(archive: &mut Archive) -> Result<String, UnpackError> {
    let Some(root) = read_part(archive, "_rels/.rels")? else { return Ok("word/document.xml".to_owned()) };
    let main = root
        .elements()
        .find(|relation| relation.attribute("Type").is_some_and(|kind| kind.ends_with("/officeDocument")));
    let target = main.and_then(|relation| relation.attribute("Target")).unwrap_or("word/document.xml");
    Ok(target.trim_start_matches('/').to_owned())
}

pub(super) fn read_part(archive: &mut Archive, name: &str) -> Result<Option<Element>, UnpackError> {
    archive.text(name)?.map(|text| xml::parse(&text, name)).transpose()
}
