//! The types of embedded pictures that are shown.

/// Extensions of the picture types that browsers and feed readers show, with their media types. Windows
/// metafiles (EMF, WMF) and TIFF are for printing.
const DISPLAYABLE: [(&str, &str); 8] = [
    ("png", "image/png"),
    ("jpg", "image/jpeg"),
    ("jpeg", "image/jpeg"),
    ("gif", "image/gif"),
    ("webp", "image/webp"),
    ("avif", "image/avif"),
    ("bmp", "image/bmp"),
    ("svg", "image/svg+xml"),
];

/// Largest picture that is extracted from a document, in bytes.
pub(super) const MAX_BYTES: u64 = 16 * 1024 * 1024;

/// Whether the name has the extension of a picture type that feed readers show.
pub(super) fn is_displayable(name: &str) -> bool {
    let extension = name.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase());
    extension.is_some_and(|extension| DISPLAYABLE.iter().any(|(known, _)| *known == extension))
}

/// The extension of a media type. `None`: it is not a picture type that feed readers show.
pub(super) fn extension_of_media_type(mime: &str) -> Option<&'static str> {
    let mime = mime.split(';').next().unwrap_or_default().trim();
    DISPLAYABLE.iter().find(|(_, known)| known.eq_ignore_ascii_case(mime)).map(|(extension, _)| *extension)
}
