//! Opens ZIP archives with limits on their entries and their unpacked size.

use super::picture::{PictureVisitor, is_displayable};
use super::unpacked::UnpackError;
use std::io::{Cursor, Read as _};
use zip::ZipArchive;

/// Most files in an archive. A document has a few dozen, plus one for each picture.
const MAX_ENTRIES: u16 = 10_000;
/// Largest text file of an archive, in bytes. A novel of 500 pages has some 10 MB of XML; deflated, 1 MB of
/// archive can hold a gigabyte of zeros.
const MAX_TEXT_BYTES: u64 = 16 * 1024 * 1024;
/// The signature of the record that ends an archive (APPNOTE 4.3.16), and the least length of that record.
const END_RECORD: (&[u8], usize) = (b"PK\x05\x06", 22);
/// The first bytes of an OLE compound file: the binary formats from before 2007, and today's formats when
/// they are protected by a password.
const COMPOUND_FILE: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";

/// An open archive.
pub(super) struct Archive<'b> {
    zip: ZipArchive<Cursor<&'b [u8]>>,
}

impl<'b> Archive<'b> {
    /// Opens an archive.
    ///
    /// # Errors
    /// The bytes are not an archive, or the archive exceeds a limit.
    pub(super) fn open(bytes: &'b [u8]) -> Result<Self, UnpackError> {
        if bytes.starts_with(COMPOUND_FILE) {
            return Err(UnpackError::broken(
                "The document is protected by a password, or in the binary format from before 2007",
                "Save it without a password as .docx or .odt",
            ));
        }
        if !bytes.starts_with(b"PK") {
            return Err(UnpackError::broken(
                "The file is not an office document, despite its extension",
                "Save it as .docx or .odt, or give it the right extension",
            ));
        }
        if stated_entry_count(bytes).is_some_and(|count| count > MAX_ENTRIES) {
            let message = format!("The document's archive has more than {MAX_ENTRIES} files");
            return Err(UnpackError::broken(message, "Save it again in an office program"));
        }
        ZipArchive::new(Cursor::new(bytes)).map(|zip| Self { zip }).map_err(|error| archive_error(&error))
    }

    /// The text of a file, in UTF-8 or UTF-16. `None`: the archive has no such file.
    ///
    /// # Errors
    /// The file can't be unpacked, or is too large.
    pub(super) fn text(&mut self, name: &str) -> Result<Option<String>, UnpackError> {
        let Some(bytes) = self.bytes(name, MAX_TEXT_BYTES)? else { return Ok(None) };
        let encoding =
            encoding_rs::Encoding::for_bom(&bytes).map_or(encoding_rs::UTF_8, |(encoding, _)| encoding);
        let (text, _, _) = encoding.decode(&bytes);
        Ok(Some(text.into_owned()))
    }

    /// Whether the archive has a file of that name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.zip.index_for_name(name).is_some()
    }

    fn bytes(&mut self, name: &str, limit: u64) -> Result<Option<Vec<u8>>, UnpackError> {
        if !self.has(name) {
            return Ok(None);
        }
        let file = self.zip.by_name(name).map_err(|error| archive_error(&error))?;
        let mut bytes = Vec::new();
        // The archive may state a wrong size, so the read itself is limited.
        file.take(limit + 1).read_to_end(&mut bytes).map_err(|error| archive_error(&error))?;
        if bytes.len() as u64 > limit {
            let message = format!("'{name}' in the document has more than {} MiB unpacked", limit >> 20);
            return Err(UnpackError::broken(message, "Split the document"));
        }
        Ok(Some(bytes))
    }
}

/// The pictures in the archive. Those that cannot be unpacked are left out.
pub(super) fn pictures(bytes: &[u8], visitor: &mut PictureVisitor<'_>) {
    let Ok(mut archive) = Archive::open(bytes) else { return };
    for index in 0..archive.zip.len() {
        let Ok(file) = archive.zip.by_index(index) else { continue };
        let Ok(name) = file.name().map(std::borrow::Cow::into_owned) else { continue };
        if !is_displayable(&name) {
            continue;
        }
        // The archive may state wrong sizes, so the read itself is limited, and the compressed form cannot be
        // larger than the archive.
        let limit = visitor.limit(file.compressed_size().min(bytes.len() as u64));
        let mut picture = Vec::new();
        let is_read = file.take(limit + 1).read_to_end(&mut picture).is_ok();
        if is_read && picture.len() as u64 <= limit {
            visitor.add(&name, &picture);
        }
    }
}

/// The number of files that the archive's end record states. Opening an archive lists all of them, so the
/// number is checked first.
fn stated_entry_count(bytes: &[u8]) -> Option<u16> {
    let (signature, length) = END_RECORD;
    // A comment of up to 65,535 bytes may follow the record.
    let from = bytes.len().saturating_sub(length + usize::from(u16::MAX));
    let tail = bytes.get(from..)?;
    let at = tail.windows(signature.len()).rposition(|window| window == signature)?;
    Some(u16::from_le_bytes([*tail.get(at + 10)?, *tail.get(at + 11)?]))
}

fn archive_error(error: &dyn std::fmt::Display) -> UnpackError {
    let message = format!("The document's archive is damaged or protected: {error}");
    UnpackError::broken(message, "Open it in an office program and save it again without a password")
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write as _;
    use zip::write::SimpleFileOptions;

    fn archive(files: &[(&str, &[u8])]) -> Vec<u8> {
        let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in files {
            writer.start_file(*name, SimpleFileOptions::default()).unwrap();
            writer.write_all(bytes).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    fn error_of(bytes: &[u8], name: &str) -> String {
        match Archive::open(bytes).and_then(|mut archive| archive.text(name)) {
            Ok(_) => "none".to_owned(),
            Err(fault) => fault.to_string(),
        }
    }

    #[test]
    fn zip_bombs_and_protected_documents_are_rejected() {
        let bomb = archive(&[("a.xml", &vec![b'0'; 40 << 20])]);
        assert!(bomb.len() < 100_000);
        assert!(error_of(&bomb, "a.xml").contains("more than 16 MiB unpacked"));
        let mut many = archive(&[("a.xml", b"a")]);
        let end = many.len() - 22;
        many[end + 10..end + 12].copy_from_slice(&u16::MAX.to_le_bytes());
        assert!(error_of(&many, "a.xml").contains("more than 10000 files"));
        assert!(error_of(COMPOUND_FILE, "a.xml").contains("password"));
        let whole = archive(&[("a.xml", b"some text, and more of it")]);
        assert_eq!(error_of(&whole, "a.xml"), "none");
        let mut damaged = whole.clone();
        damaged[40..44].copy_from_slice(b"\xFF\xFF\xFF\xFF");
        assert!(error_of(&damaged, "a.xml").contains("damaged"));
        for length in 0..whole.len() {
            assert_ne!(error_of(&whole[..length], "a.xml"), "none", "{length}");
        }
    }

    #[test]
    fn text_may_be_in_utf16() {
        let utf16: Vec<u8> = "\u{FEFF}<a>é</a>".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let bytes = archive(&[("a.xml", &utf16)]);
        assert_eq!(Archive::open(&bytes).unwrap().text("a.xml").unwrap().unwrap(), "<a>é</a>");
    }
}
