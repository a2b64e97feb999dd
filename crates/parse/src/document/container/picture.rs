//! Which pictures inside a document are shown.

/// Extensions of what browsers and readers show, with the media type. Metafiles of Windows (EMF, WMF) and
/// TIFF are for printers.
const SHOWN: [(&str, &str); 8] = [
    ("png", "image/png"),
    ("jpg", "image/jpeg"),
    ("jpeg", "image/jpeg"),
    ("gif", "image/gif"),
    ("webp", "image/webp"),
    ("avif", "image/avif"),
    ("bmp", "image/bmp"),
    ("svg", "image/svg+xml"),
];

/// Largest picture taken out of a document, in bytes.
pub(super) const LARGEST: u64 = 16 * 1024 * 1024;

/// Whether the name's extension is that of a picture that readers can show.
pub(super) fn is_shown(name: &str) -> bool {
    let extension = name.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase());
    extension.is_some_and(|extension| SHOWN.iter().any(|(known, _)| *known == extension))
}

/// The extension of a media type; `None`: it is no picture that readers can show.
pub(super) fn extension_of(mime: &str) -> Option<&'static str> {
    let mime = mime.split(';').next().unwrap_or_default().trim();
    SHOWN.iter().find(|(_, known)| known.eq_ignore_ascii_case(mime)).map(|(extension, _)| *extension)
}
