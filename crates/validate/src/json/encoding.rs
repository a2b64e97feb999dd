//! Detection and decoding of JSON documents.

use super::fault::Fault;
use crate::Code;
use std::borrow::Cow;

/// The byte order mark of UTF-8.
const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

/// Whether a document is JSON: by its first character, or by the HTTP content type if that character starts
/// neither JSON nor XML.
pub(crate) fn is_json(bytes: &[u8], content_type: Option<&str>) -> bool {
    let bytes = bytes.strip_prefix(BYTE_ORDER_MARK).unwrap_or(bytes);
    // White space, and the bytes of UTF-16 and UTF-32 byte order marks and of the zero bytes beside ASCII
    // characters. None of them starts anything else.
    let is_blank = |byte: &u8| matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | 0 | 0xFE | 0xFF);
    match bytes.iter().find(|byte| !is_blank(byte)) {
        // Some authors write a comment before the value. No XML document starts with a slash.
        Some(b'{' | b'[' | b'/') => true,
        Some(b'<') => false,
        _ => content_type.is_some_and(|name| {
            let name = name.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
            name == "application/json" || name.ends_with("+json")
        }),
    }
}

/// Decodes a document and reports faults of its encoding. JSON that is exchanged is UTF-8 without a byte
/// order mark (RFC 8259, 8.1).
pub(crate) fn decode<'b>(bytes: &'b [u8], charset: Option<&str>) -> (Cow<'b, str>, Vec<Fault>) {
    if let Some(encoding) = utf16_encoding(bytes) {
        let (text, _) = encoding.decode_with_bom_removal(bytes);
        let why = format!("JSON is encoded as UTF-8 (RFC 8259, 8.1), and this is {}", encoding.name());
        return (text, vec![Fault::new(Code::UnicodeError, 0, why)]);
    }
    // `us-ascii` is the default of RFC 3023, which servers send without knowing the document's encoding.
    let is_utf8 =
        |name: &str| ["utf-8", "utf8", "us-ascii", ""].iter().any(|known| known.eq_ignore_ascii_case(name));
    let mut faults = Vec::new();
    if let Some(charset) = charset.filter(|charset| !is_utf8(charset)) {
        faults.push(Fault::new(Code::EncodingMismatch, 0, charset));
    }
    let bytes = match bytes.strip_prefix(BYTE_ORDER_MARK) {
        Some(rest) => {
            let why = "it must not begin with a byte order mark (RFC 8259, 8.1)";
            faults.push(Fault::new(Code::InvalidJson, 0, why));
            rest
        }
        None => bytes,
    };
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => Cow::Borrowed(text),
        Err(error) => {
            let why = "JSON is encoded as UTF-8 (RFC 8259, 8.1), in which these bytes are invalid";
            faults.push(Fault::new(Code::UnicodeError, error.valid_up_to(), why));
            String::from_utf8_lossy(bytes)
        }
    };
    (text, faults)
}

/// Detects UTF-16, by its byte order mark or by the zero byte beside the first character, which is ASCII.
fn utf16_encoding(bytes: &[u8]) -> Option<&'static encoding_rs::Encoding> {
    match bytes {
        [0xFE, 0xFF, ..] | [0, _, ..] => Some(encoding_rs::UTF_16BE),
        [0xFF, 0xFE, ..] | [_, 0, ..] => Some(encoding_rs::UTF_16LE),
        _ => None,
    }
}
