//! ZIP archives, read within bounds.

use super::{Fault, picture};
use std::io::{Cursor, Read as _};
use zip::ZipArchive;

/// Most files in an archive. A document has a few dozen, and one for each picture.
const MOST_ENTRIES: u16 = 10_000;
/// Largest text file of an archive, in bytes. A novel of 500 pages has some 10 MB of XML; deflated, a
/// gigabyte of zeros has one.
const LARGEST_TEXT: u64 = 16 * 1024 * 1024;
/// The signature of the record that ends an archive (APPNOTE 4.3.16), and that record's least length.
const END: (&[u8], usize) = (b"PK\x05\x06", 22);
/// How an OLE compound file begins: the binary formats of before 2007, and today's where a password protects
/// them.
const COMPOUND_FILE: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";

/// An open archive.
pub(super) struct Archive<'b> {
    zip: ZipArchive<Cursor<&'b [u8]>>,
}

impl<'b> Archive<'b> {
    /// Opens it.
    ///
    /// # Errors
    /// It is none, or none that a document would be.
    pub(super) fn open(bytes: &'b [u8]) -> Result<Self, Fault> {
        if bytes.starts_with(COMPOUND_FILE) {
            return Err(Fault::broken(
                "The document is protected by a password, or in the binary format of before 2007",
                "Save it without a password as .docx or .odt",
            ));
        }
        if !bytes.starts_with(b"PK") {
            return Err(Fault::broken(
                "It is no office document, whatever its extension says",
                "Save it as .docx or .odt, or name it for what it is",
            ));
        }
        if count_of_entries(bytes).is_some_and(|count| count > MOST_ENTRIES) {
            let message = format!("The document's archive has more than {MOST_ENTRIES} files");
            return Err(Fault::broken(message, "Save it again"));
        }
        ZipArchive::new(Cursor::new(bytes)).map(|zip| Self { zip }).map_err(|error| damaged(&error))
    }

    /// A file's text, in UTF-8 or UTF-16. `None`: it is not there.
    ///
    /// # Errors
    /// It can't be unpacked, or is too large.
    pub(super) fn text(&mut self, name: &str) -> Result<Option<String>, Fault> {
        let Some(bytes) = self.bytes(name, LARGEST_TEXT)? else { return Ok(None) };
        let encoding =
            encoding_rs::Encoding::for_bom(&bytes).map_or(encoding_rs::UTF_8, |(encoding, _)| encoding);
        let (text, _, _) = encoding.decode(&bytes);
        Ok(Some(text.into_owned()))
    }

    /// Whether there is such a file.
    pub(super) fn has(&self, name: &str) -> bool {
        self.zip.index_for_name(name).is_some()
    }

    fn bytes(&mut self, name: &str, largest: u64) -> Result<Option<Vec<u8>>, Fault> {
        if !self.has(name) {
            return Ok(None);
        }
        let file = self.zip.by_name(name).map_err(|error| damaged(&error))?;
        let mut bytes = Vec::new();
        // The size that the archive states is a claim.
        file.take(largest + 1).read_to_end(&mut bytes).map_err(|error| damaged(&error))?;
        if bytes.len() as u64 > largest {
            let message = format!("'{name}' in the document has more than {} MiB unpacked", largest >> 20);
            return Err(Fault::broken(message, "Split the document"));
        }
        Ok(Some(bytes))
    }
}

/// A picture in the archive.
pub(super) fn picture(bytes: &[u8], name: &str) -> Option<Vec<u8>> {
    Archive::open(bytes).ok()?.bytes(name, picture::LARGEST).ok()?
}

/// The number of files that the archive's end record states; all are listed when it is opened.
fn count_of_entries(bytes: &[u8]) -> Option<u16> {
    let (signature, length) = END;
    // A comment of up to 65,535 bytes may follow the record.
    let from = bytes.len().saturating_sub(length + usize::from(u16::MAX));
    let tail = bytes.get(from..)?;
    let at = tail.windows(signature.len()).rposition(|window| window == signature)?;
    Some(u16::from_le_bytes([*tail.get(at + 10)?, *tail.get(at + 11)?]))
}

fn damaged(error: &dyn std::fmt::Display) -> Fault {
    let message = format!("The document's archive is damaged or protected: {error}");
    Fault::broken(message, "Open it in an office program, save it again without a password")
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

    fn complaint(bytes: &[u8], name: &str) -> String {
        match Archive::open(bytes).and_then(|mut archive| archive.text(name)) {
            Ok(_) => "none".to_owned(),
            Err(fault) => fault.to_string(),
        }
    }

    #[test]
    fn bombs_and_protected_documents_are_told() {
        let bomb = archive(&[("a.xml", &vec![b'0'; 40 << 20])]);
        assert!(bomb.len() < 100_000);
        assert!(complaint(&bomb, "a.xml").contains("more than 16 MiB unpacked"));
        let mut many = archive(&[("a.xml", b"a")]);
        let end = many.len() - 22;
        many[end + 10..end + 12].copy_from_slice(&u16::MAX.to_le_bytes());
        assert!(complaint(&many, "a.xml").contains("more than 10000 files"));
        assert!(complaint(COMPOUND_FILE, "a.xml").contains("password"));
        let whole = archive(&[("a.xml", b"some text, and more of it")]);
        assert_eq!(complaint(&whole, "a.xml"), "none");
        let mut damaged = whole.clone();
        damaged[40..44].copy_from_slice(b"\xFF\xFF\xFF\xFF");
        assert!(complaint(&damaged, "a.xml").contains("damaged"));
        for length in 0..whole.len() {
            assert_ne!(complaint(&whole[..length], "a.xml"), "none", "{length}");
        }
    }

    #[test]
    fn text_may_be_in_utf16() {
        let utf16: Vec<u8> = "\u{FEFF}<a>é</a>".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let bytes = archive(&[("a.xml", &utf16)]);
        assert_eq!(Archive::open(&bytes).unwrap().text("a.xml").unwrap().unwrap(), "<a>é</a>");
    }
}
