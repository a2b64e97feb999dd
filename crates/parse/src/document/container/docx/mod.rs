//! Word documents: Office Open XML (ECMA-376, part 1, 17), in its transitional and strict forms.

mod body;
mod fields;
mod numbering;
mod package;
mod properties;
mod relationships;
mod runs;
mod styles;
mod table;

use super::archive::Archive;
use super::blocks;
use super::unpacked::{Fault, Unpacked};
use package::Package;

/// Reads a Word document.
pub(super) fn unpack(bytes: &[u8]) -> Result<Unpacked, Fault> {
    let mut archive = Archive::open(bytes)?;
    let main = package::main_part(&mut archive)?;
    let Some(document) = package::part(&mut archive, &main)? else {
        return Err(Fault::broken(
            "The archive holds no Word document",
            "Save it as .docx in an office program",
        ));
    };
    let package = Package::open(&mut archive, &main)?;
    let mut properties = match package::part(&mut archive, "docProps/core.xml")? {
        Some(core) => properties::core_properties(&core),
        None => Default::default(),
    };
    let (content, language) = body::read(&document, &package);
    properties.language = properties.language.take().or(language);
    Ok(blocks::finish(content, properties))
}
