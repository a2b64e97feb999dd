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
use super::unpacked::{UnpackError, Unpacked};
use package::Package;

/// Reads a Word document.
pub(super) fn unpack(bytes: &[u8]) -> Result<Unpacked, UnpackError> {
    let mut archive = Archive::open(bytes)?;
    let main = package::main_part_name(&mut archive)?;
    let Some(document) = package::read_part(&mut archive, &main)? else {
        return Err(UnpackError::broken(
            "The archive contains no Word document",
            "Save it as .docx in an office program",
        ));
    };
    let package = Package::open(&mut archive, &main)?;
    let mut properties = match package::read_part(&mut archive, "docProps/core.xml")? {
        Some(core) => properties::core_properties(&core),
        None => Default::default(),
    };
    let (content, language) = body::read_body(&document, &package);
    properties.language = properties.language.take().or(language);
    Ok(blocks::into_unpacked(content, properties))
}
