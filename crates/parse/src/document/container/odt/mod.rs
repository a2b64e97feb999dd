//! Text documents of LibreOffice and others: OpenDocument (ISO/IEC 26300, OASIS 1.3).

mod body;
mod inline;
mod styles;
mod table;

use super::archive::Archive;
use super::xml::{self, Element};
use super::{Fault, Unpacked, blocks};
use crate::document::Properties;
use styles::Styles;
use tidings_model::Person;

/// Reads a text document.
pub(super) fn unpack(bytes: &[u8]) -> Result<Unpacked, Fault> {
    let mut archive = Archive::open(bytes)?;
    // Part 2, 3.8: the archive itself is plain, what is in it is not.
    if archive.text("META-INF/manifest.xml")?.is_some_and(|manifest| manifest.contains("encryption-data")) {
        return Err(Fault::broken("The document is protected by a password", "Save it without a password"));
    }
    let Some(content) = part(&mut archive, "content.xml")? else {
        return Err(Fault::broken(
            "The archive holds no text document",
            "Save it as .odt in an office program",
        ));
    };
    let common = part(&mut archive, "styles.xml")?;
    let styles = Styles::read([common.as_ref(), Some(&content)]);
    let meta = part(&mut archive, "meta.xml")?;
    let mut properties =
        meta.as_ref().and_then(|root| root.find("meta")).map(meta_properties).unwrap_or_default();
    let has = |name: &str| archive.has(name);
    let read = body::read(&content, &styles, &has);
    properties.language = properties.language.take().or_else(|| styles.language.clone());
    Ok(blocks::finish(read, properties))
}

fn part(archive: &mut Archive, name: &str) -> Result<Option<Element>, Fault> {
    archive.text(name)?.map(|text| xml::parse(&text, name)).transpose()
}

/// `meta.xml` (part 3, 4.3). The day of creation dates the document, as it does a Word document.
fn meta_properties(meta: &Element) -> Properties {
    let text = |name: &str| meta.child(name).map(Element::text).filter(|text| !text.trim().is_empty());
    let author = text("initial-creator").or_else(|| text("creator"));
    let keywords = meta.elements().filter(|element| &*element.name == "keyword");
    Properties {
        title: text("title"),
        subtitle: None,
        summary: text("description"),
        published: text("creation-date"),
        authors: author.iter().map(|name| Person::named(name)).collect(),
        tags: keywords.flat_map(|keyword| super::keywords(&keyword.text())).collect(),
        language: text("language"),
    }
}
