//! Text documents of LibreOffice and others: OpenDocument (ISO/IEC 26300, OASIS 1.3).

mod body;
mod inline;
mod styles;
mod table;

use super::archive::Archive;
use super::blocks;
use super::unpacked::{UnpackError, Unpacked, split_keywords};
use super::xml::{self, Element};
use crate::document::properties::Properties;
use styles::Styles;
use tidings_model::Person;

/// Reads a text document.
pub(super) fn unpack(bytes: &[u8]) -> Result<Unpacked, UnpackError> {
    let mut archive = Archive::open(bytes)?;
    // Part 2, 3.8: the archive itself is not encrypted, but its files may be.
    if archive.text("META-INF/manifest.xml")?.is_some_and(|manifest| manifest.contains("encryption-data")) {
        return Err(UnpackError::broken(
            "The document is protected by a password",
            "Save it without a password",
        ));
    }
    let Some(content) = part(&mut archive, "content.xml")? else {
        return Err(UnpackError::broken(
            "The archive contains no text document",
            "Save it as .odt in an office program",
        ));
    };
    let common = part(&mut archive, "styles.xml")?;
    let styles = Styles::from_xml([common.as_ref(), Some(&content)]);
    let meta = part(&mut archive, "meta.xml")?;
    let mut properties =
        meta.as_ref().and_then(|root| root.find("meta")).map(meta_properties).unwrap_or_default();
    let has = |name: &str| archive.has(name);
    let read = body::read_body(&content, &styles, &has);
    properties.language = properties.language.take().or_else(|| styles.language.clone());
    Ok(blocks::into_unpacked(read, properties))
}

fn part(archive: &mut Archive, name: &str) -> Result<Option<Element>, UnpackError> {
    archive.text(name)?.map(|text| xml::parse(&text, name)).transpose()
}

/// Reads `meta.xml` (part 3, 4.3). The creation date dates the document, as in Word documents.
fn meta_properties(meta: &Element) -> Properties {
    let text = |name: &str| meta.child(name).map(Element::text).filter(|text| !text.trim().is_empty());
    let author = text("initial-creator").or_else(|| text("creator"));
    let elements = meta.elements().filter(|element| &*element.name == "keyword");
    Properties {
        title: text("title"),
        subtitle: None,
        summary: text("description"),
        published: text("creation-date"),
        authors: author.iter().map(|name| Person::named(name)).collect(),
        tags: elements.flat_map(|keyword| split_keywords(&keyword.text())).collect(),
        language: text("language"),
    }
}
