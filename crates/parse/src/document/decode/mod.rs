//! Decodes the bytes of a file to text, whatever its character encoding.

mod signed_text;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8};
use tidings_model::{Problem, text};

/// How many bytes of a file are examined to distinguish text from binary data.
const PROBE_BYTES: usize = 8 * 1024;

/// Signatures of file types whose bytes look like text, with the reason that is reported.
const BINARY_SIGNATURES: [(&[u8], &str); 5] = [
    (b"%PDF-", "its content is a PDF document; save the document that it was made from as .docx or .odt"),
    (b"{\\rtf", "its content is rich text (RTF); save it as .docx or .odt"),
    (b"PK\x03\x04", "its content is a ZIP archive"),
    (b"\x1f\x8b", "its content is compressed"),
    (b"SQLite format 3\0", "its content is a database"),
];

/// Decoded text: lines end in `\n`; without byte order mark and characters that XML cannot contain.
#[derive(Debug, PartialEq)]
pub(super) struct Decoded {
    pub(super) text: String,
    /// Reports how the encoding was found, if that was uncertain.
    pub(super) problem: Option<Problem>,
}

/// Decodes a file.
///
/// # Errors
/// The reason why the file is not text.
pub(super) fn decode(bytes: &[u8]) -> Result<Decoded, &'static str> {
    if let Some((_, reason)) = BINARY_SIGNATURES.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return Err(reason);
    }
    let (text, problem) = match Encoding::for_bom(bytes) {
        Some((encoding, mark)) => with_byte_order_mark(encoding, &bytes[mark..]),
        None if is_blank(bytes) => return Err("it is empty"),
        None if is_binary(bytes) => return Err("it is not text"),
        None if has_block_of(0, bytes) => return Err("a part of it is zero bytes, as after a crash"),
        None if has_block_of(0xFF, bytes) => {
            return Err("a part of it is 0xFF bytes, as of erased flash memory");
        }
        None => without_byte_order_mark(bytes),
    };
    let text = normalize_lines(&text);
    Ok(Decoded { text: signed_text::signed_text(&text).unwrap_or(text), problem })
}

fn with_byte_order_mark(encoding: &'static Encoding, bytes: &[u8]) -> (String, Option<Problem>) {
    let (text, had_errors) = encoding.decode_without_bom_handling(bytes);
    let problem = had_errors.then(|| replaced_bytes_problem(encoding));
    (text.into_owned(), problem)
}

fn without_byte_order_mark(bytes: &[u8]) -> (String, Option<Problem>) {
    let error = match std::str::from_utf8(bytes) {
        Ok(text) => return (text.to_owned(), None),
        Err(error) => error,
    };
    if let Some(encoding) = declared_in_html(bytes) {
        let (text, _, had_errors) = encoding.decode(bytes);
        return (text.into_owned(), had_errors.then(|| replaced_bytes_problem(encoding)));
    }
    if is_damaged_utf8(bytes) {
        let line = 1 + bytes[..error.valid_up_to()].iter().filter(|byte| **byte == b'\n').count();
        let problem = replaced_bytes_problem(UTF_8).at(u32::try_from(line).unwrap_or(u32::MAX), None);
        return (String::from_utf8_lossy(bytes).into_owned(), Some(problem));
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let encoding = detector.guess(None, Utf8Detection::Deny);
    let (text, _, _) = encoding.decode(bytes);
    let problem = Problem::warning(
        format!("The file is not in UTF-8; its encoding was guessed to be {}", encoding.name()),
        "Save it as UTF-8",
    );
    (text.into_owned(), Some(problem))
}

fn replaced_bytes_problem(encoding: &'static Encoding) -> Problem {
    let message = format!("Some bytes are not valid {}; each was replaced by \u{FFFD}", encoding.name());
    Problem::warning(message, "Save the file as UTF-8 again and look for \u{FFFD}")
}

/// Whether the bytes are UTF-8 with a few errors. Text in a legacy encoding has almost no valid multi-byte
/// sequences.
fn is_damaged_utf8(bytes: &[u8]) -> bool {
    let (mut several, mut broken) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        several += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    several >= 4 * broken
}

/// The encoding that an HTML file declares in its first kilobyte, as in the HTML standard's prescan.
fn declared_in_html(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(1024)];
    let head = String::from_utf8_lossy(head).to_ascii_lowercase();
    if !head.contains("<meta") && !head.starts_with("<?xml") {
        return None;
    }
    let key = ["charset", "encoding"].iter().find_map(|key| head.find(key).map(|at| at + key.len()))?;
    let value = head[key..].trim_start().strip_prefix('=')?.trim_start();
    let value = value.trim_start_matches(['"', '\'']);
    let end = value.find(|c: char| !c.is_ascii_alphanumeric() && !"-_:.".contains(c)).unwrap_or(value.len());
    // The bytes are known not to be UTF-8, so a page that declares UTF-8 is wrong.
    Encoding::for_label(&value.as_bytes()[..end]).filter(|encoding| *encoding != UTF_8)
}

/// Whether there is nothing but zero bytes and white space.
fn is_blank(bytes: &[u8]) -> bool {
    bytes.iter().all(|byte| *byte == 0 || byte.is_ascii_whitespace())
}

/// Whether a part of a text is one byte again and again: after a loss of power, a file system that had stored the length
/// of a file but not yet all of its blocks fills them with zeros (XFS, ext4 with delayed allocation), and so does a
/// program that reserves the space of a download; erased flash memory has 0xFF. UTF-16 without a byte order mark has no
/// two zeros in a row.
fn has_block_of(value: u8, bytes: &[u8]) -> bool {
    const LEAST: usize = 16;
    let Some(first) = bytes.iter().position(|byte| *byte == value) else { return false };
    bytes[first..].split(|byte| *byte != value).any(|block| block.len() >= LEAST)
}

/// Whether there are too many control characters for a text that has some by mistake.
fn is_binary(bytes: &[u8]) -> bool {
    let probe = &bytes[..bytes.len().min(PROBE_BYTES)];
    let is_control = |byte| byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0C | 0x1B | 0x08);
    let controls = text::count_matching_bytes(probe, is_control);
    controls * 50 > probe.len()
}

/// Replaces `\r\n` and `\r` by `\n` and removes characters that XML cannot contain.
fn normalize_lines(text: &str) -> String {
    let text = text::strip_forbidden_characters(text.strip_prefix('\u{FEFF}').unwrap_or(text));
    if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n") } else { text.into_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_without_its_text_says_so() {
        let mut torn = b"A paragraph of text that is long enough for one.\n".repeat(100);
        torn.extend([0; 64]);
        let cases: [(&[u8], &str); 6] = [
            (b"", "it is empty"),
            (b" \n\t\n", "it is empty"),
            (&[0; 4096], "it is empty"),
            (&torn, "a part of it is zero bytes, as after a crash"),
            (&[0xFF; 512], "a part of it is 0xFF bytes, as of erased flash memory"),
            (b"\x01\x02\x03abc", "it is not text"),
        ];
        for (bytes, reason) in cases {
            assert_eq!(decode(bytes), Err(reason), "{bytes:?}");
        }
    }

    #[test]
    fn encodings() {
        let utf16le: Vec<u8> = "\u{FEFF}Žena".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let utf16be: Vec<u8> = "\u{FEFF}Žena".encode_utf16().flat_map(u16::to_be_bytes).collect();
        let declared = b"<html><head><meta charset=\"iso-8859-2\"></head><body>\xAEena</body></html>";
        let cases: [(&[u8], &str, bool); 8] = [
            ("Žena".as_bytes(), "Žena", false),
            ("\u{FEFF}Žena".as_bytes(), "Žena", false),
            (&utf16le, "Žena", false),
            (&utf16be, "Žena", false),
            (declared, "Žena", false),
            (b"Caf\xE9 \x93cr\xE8me\x94 \x96 d\xE9j\xE0 vu", "Café “crème” – déjà vu", true),
            ("äöüÄÖÜß and \u{20ac}\u{20ac}".as_bytes(), "äöüÄÖÜß", false),
            (b"a\r\nb\rc\x08d\n", "a\nb\ncd\n", false),
        ];
        for (bytes, part, warned) in cases {
            let decoded = decode(bytes).unwrap();
            assert!(decoded.text.contains(part), "{:?} in {:?}", part, decoded.text);
            assert_eq!(decoded.problem.is_some(), warned, "{part}");
        }
    }

    #[test]
    fn a_stray_byte_in_utf8_is_replaced_and_its_line_reported() {
        let decoded = decode(b"one\n\xC3\xA4\xC3\xB6\xC3\xBC\xC3\x9F\nthree \xFF!\n").unwrap();
        assert_eq!(decoded.text, "one\näöüß\nthree \u{FFFD}!\n");
        assert_eq!(decoded.problem.unwrap().line, Some(3));
    }

    #[test]
    fn binary_files_are_rejected() {
        let png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x01\0\0\0\x01\0\x08\x06\0\0\0".as_slice();
        for bytes in [png, b"%PDF-1.7\n", b"PK\x03\x04\x14\0"] {
            assert!(decode(bytes).is_err());
        }
        assert_eq!(
            decode(b"one NUL\0 in a long line of text does not make it a picture, does it?").unwrap().problem,
            None
        );
    }
}
