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

/// The limits of the pictures of one document.
#[derive(Debug)]
pub struct PictureBudget;

impl PictureBudget {
    /// The largest picture, in bytes.
    pub const PICTURE: u64 = 16 * 1024 * 1024;
    /// All pictures of a document together, in bytes. The largest document has 16 MiB, and photographs are
    /// compressed already.
    pub const DOCUMENT: u64 = 64 * 1024 * 1024;
    /// How much larger than its compressed form a picture may be, beyond the first MiB. A bitmap of one colour
    /// is 1,000 times as large, but a screenshot is not 100 times as large.
    pub const RATIO: u64 = 100;
}

/// Passes on the pictures of one document until its budget is spent.
pub(super) struct PictureVisitor<'v> {
    visit: &'v mut dyn FnMut(&str, &[u8]),
    left: u64,
}

impl<'v> PictureVisitor<'v> {
    pub(super) fn new(visit: &'v mut dyn FnMut(&str, &[u8])) -> Self {
        Self { visit, left: PictureBudget::DOCUMENT }
    }

    /// The largest next picture, in bytes, if its compressed form has `compressed` bytes.
    pub(super) fn limit(&self, compressed: u64) -> u64 {
        let by_ratio = (1 << 20) + compressed.saturating_mul(PictureBudget::RATIO);
        self.left.min(by_ratio).min(PictureBudget::PICTURE)
    }

    /// Passes on a picture, unless it is too large, or none by its first bytes. Its type is that of its name,
    /// and browsers show a picture by its bytes, so the two need not agree.
    pub(super) fn add(&mut self, name: &str, bytes: &[u8]) {
        let size = bytes.len() as u64;
        if is_displayable(name) && is_picture(bytes) && size <= self.left.min(PictureBudget::PICTURE) {
            self.left -= size;
            (self.visit)(name, bytes);
        }
    }
}

/// Whether the bytes begin like a picture of one of the types in [`DISPLAYABLE`].
fn is_picture(bytes: &[u8]) -> bool {
    const SIGNATURES: [(usize, &[u8]); 6] =
        [(0, b"\x89PNG"), (0, b"\xFF\xD8\xFF"), (0, b"GIF8"), (8, b"WEBP"), (4, b"ftyp"), (0, b"BM")];
    let begins =
        |(at, signature): &(usize, &[u8])| bytes.get(*at..).is_some_and(|rest| rest.starts_with(signature));
    SIGNATURES.iter().any(begins) || is_svg(bytes)
}

/// Whether the bytes may be an SVG file: markup that names the element in its first part, after a declaration,
/// a comment and entities.
fn is_svg(bytes: &[u8]) -> bool {
    let start = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let head = start.get(..start.len().min(4096)).unwrap_or_default();
    head.trim_ascii_start().starts_with(b"<")
        && head.windows(4).any(|four| four == b"<svg" || four == b":svg")
}

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_pictures_within_the_budget_are_passed_on() {
        let mut names = Vec::new();
        let mut visit = |name: &str, _: &[u8]| names.push(name.to_owned());
        let mut visitor = PictureVisitor::new(&mut visit);
        let png = |size: usize| [b"\x89PNG".as_slice(), &vec![0; size - 4]].concat();
        visitor.add("zeros.png", &[0; 100]);
        visitor.add("page.svg", b"<html></html>");
        visitor.add("a.emf", &png(100));
        visitor.add("huge.png", &png((16 << 20) + 1));
        visitor.add("a.svg", b"\xEF\xBB\xBF<?xml version='1.0'?>\n<!-- made by x --><svg/>");
        for number in 0..6 {
            visitor.add(&format!("{number}.png"), &png(15 << 20));
        }
        assert_eq!(visitor.limit(10), (1 << 20) + 1000);
        assert_eq!(names, ["a.svg", "0.png", "1.png", "2.png", "3.png"]);
    }
}
