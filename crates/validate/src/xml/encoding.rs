//! Detection of a document's encoding, and conflicts between the document's declaration, its first bytes and
//! HTTP (XML 1.0, 4.3.3 and appendix F; RFC 7303).

use super::characters::is_space;
use super::codec::{ByteOrder, Codec};
use super::cursor::Cursor;
use super::event::Fault;
use crate::Code;
use crate::messages::Param;
use std::borrow::Cow;

/// A document's text.
#[derive(Debug)]
pub(crate) struct Decoded<'b> {
    /// The text without a byte order mark. U+FFFD replaces undecodable bytes.
    pub(crate) text: Cow<'b, str>,
    /// The encoding's name as the document or HTTP writes it.
    pub(crate) encoding: String,
    /// The faults. Their offsets are bytes of the text.
    pub(crate) faults: Vec<Fault>,
}

/// First bytes from which the encoding follows.
#[derive(Debug, Clone, Copy)]
struct Signature {
    bytes: &'static [u8],
    codec: Codec,
    /// Whether the bytes are a byte order mark, which is not part of the text.
    is_byte_order_mark: bool,
    /// Whether the document must declare its encoding.
    needs_declaration: bool,
    /// The names that the declaration may have. The first one is the name in messages.
    names: &'static [&'static str],
}

const UTF_8: &[&str] = &["UTF-8"];
const UTF_16: &[&str] = &["UTF-16", "ISO-10646-UCS-2", "CSUNICODE", "UCS-2"];
const UTF_16BE: &[&str] = &["UTF-16BE", "UTF-16", "ISO-10646-UCS-2", "CSUNICODE", "UCS-2"];
const UTF_16LE: &[&str] = &["UTF-16LE", "UTF-16", "ISO-10646-UCS-2", "CSUNICODE", "UCS-2"];
const UTF_32: &[&str] = &["UTF-32", "ISO-10646-UCS-4", "CSUCS4", "UCS-4"];
const UTF_32BE: &[&str] = &["UTF-32BE", "UTF-32", "ISO-10646-UCS-4", "CSUCS4", "UCS-4"];
const UTF_32LE: &[&str] = &["UTF-32LE", "UTF-32", "ISO-10646-UCS-4", "CSUCS4", "UCS-4"];
const EBCDIC: &[&str] = &["IBM037", "CP037", "IBM038", "EBCDIC-INT"];

/// Longer signatures come first, because the byte order mark of UTF-32 begins with that of UTF-16.
const SIGNATURES: &[Signature] = &[
    byte_order_mark(b"\x00\x00\xFE\xFF", Codec::Utf32(ByteOrder::Big), UTF_32),
    byte_order_mark(b"\xFF\xFE\x00\x00", Codec::Utf32(ByteOrder::Little), UTF_32),
    byte_order_mark(b"\xEF\xBB\xBF", Codec::Utf8, UTF_8),
    byte_order_mark(b"\xFE\xFF", Codec::Utf16(ByteOrder::Big), UTF_16),
    byte_order_mark(b"\xFF\xFE", Codec::Utf16(ByteOrder::Little), UTF_16),
    first_characters(b"\x00\x00\x00<", Codec::Utf32(ByteOrder::Big), UTF_32BE),
    first_characters(b"<\x00\x00\x00", Codec::Utf32(ByteOrder::Little), UTF_32LE),
    first_characters(b"\x00<\x00?", Codec::Utf16(ByteOrder::Big), UTF_16BE),
    first_characters(b"<\x00?\x00", Codec::Utf16(ByteOrder::Little), UTF_16LE),
    first_characters(b"\x4C\x6F\xA7\x94", Codec::Ebcdic, EBCDIC),
];

const fn byte_order_mark(bytes: &'static [u8], codec: Codec, names: &'static [&'static str]) -> Signature {
    Signature {
        bytes,
        codec,
        is_byte_order_mark: true,
        needs_declaration: matches!(codec, Codec::Utf32(_)),
        names,
    }
}

const fn first_characters(bytes: &'static [u8], codec: Codec, names: &'static [&'static str]) -> Signature {
    Signature { bytes, codec, is_byte_order_mark: false, needs_declaration: true, names }
}

/// The encodings in common use in feeds. Every XML processor must support the first two.
const COMMON_ENCODINGS: &[&str] = &[
    "UTF-8",
    "UTF-16",
    "US-ASCII",
    "ISO-8859-1",
    "EUC-JP",
    "ISO-8859-2",
    "ISO-8859-15",
    "ISO-8859-7",
    "KOI8-R",
    "SHIFT_JIS",
    "WINDOWS-1250",
    "WINDOWS-1251",
    "WINDOWS-1252",
    "WINDOWS-1254",
    "WINDOWS-1255",
    "WINDOWS-1256",
    "GB18030",
];

/// The default charset of text/xml in RFC 3023. Servers may send it for every document, so it does not
/// contradict the document's own declaration.
const RFC_3023_DEFAULT: &str = "us-ascii";

/// The number of bytes in which the XML declaration must end.
const MAX_DECLARATION_BYTES: usize = 1024;

/// Decodes a document. `charset` is the parameter of the HTTP content type.
pub(crate) fn decode<'b>(bytes: &'b [u8], charset: Option<&str>) -> Decoded<'b> {
    let charset = charset.filter(|charset| !charset.is_empty());
    let mut faults = Vec::new();
    let document = document_encoding(bytes, &mut faults);
    let http_charset = charset.filter(|charset| !charset.eq_ignore_ascii_case(RFC_3023_DEFAULT));
    if let (Some(http_charset), Some(document)) = (http_charset, &document)
        && (Codec::from_name(http_charset) != document.codec || document.codec.is_none())
    {
        let params =
            vec![(Param::Charset, http_charset.to_owned()), (Param::Encoding, document.name.clone())];
        faults.push(Fault { code: Code::EncodingMismatch, offset: 0, params, is_fatal: false });
    }
    let fallback = charset.unwrap_or("utf-8");
    let (name, codec) = match (document, http_charset) {
        // A byte order mark takes precedence over HTTP, and HTTP over the XML declaration (RFC 7303, 3).
        (Some(document), None) => (document.name, document.codec),
        (Some(document), Some(_)) if document.has_byte_order_mark => (document.name, document.codec),
        (None, None) => {
            faults.push(Fault::recoverable(Code::MissingEncoding, 0, Param::Encoding, fallback));
            (fallback.to_owned(), Codec::from_name(fallback))
        }
        (_, Some(http_charset)) => (http_charset.to_owned(), Codec::from_name(http_charset)),
    };
    let codec = codec.unwrap_or_else(|| {
        if !faults.iter().any(|fault| fault.code == Code::UnknownEncoding) {
            faults.push(Fault::recoverable(Code::UnknownEncoding, 0, Param::Encoding, &name));
        }
        Codec::from_name(fallback).unwrap_or(Codec::Utf8)
    });
    let (text, first) = codec.decode(bytes);
    if let Some(first) = first {
        let why =
            format!("these bytes are invalid in {name}: the document has another encoding than it declares");
        faults.push(Fault::recoverable(Code::UnicodeError, first, Param::Exception, why));
    }
    Decoded { text, encoding: name, faults }
}

/// The encoding that the document itself names.
struct DocumentEncoding {
    name: String,
    codec: Option<Codec>,
    has_byte_order_mark: bool,
}

impl DocumentEncoding {
    fn of_byte_order_mark(name: &str, signature: &Signature) -> Self {
        Self { name: name.to_owned(), codec: Some(signature.codec), has_byte_order_mark: true }
    }
}

/// Determines the encoding from the first bytes and the XML declaration. `None` if the document names none.
fn document_encoding(bytes: &[u8], faults: &mut Vec<Fault>) -> Option<DocumentEncoding> {
    let signature = SIGNATURES.iter().find(|signature| bytes.starts_with(signature.bytes));
    let Some(signature) = signature else {
        if !bytes.starts_with(b"<?xm") {
            return None;
        }
        let head = decode_head(bytes, Codec::Latin1);
        return Some(match find_declared_name(&head) {
            Some((name, at)) => declared_encoding(name, at, false, faults),
            None => DocumentEncoding {
                name: "utf-8".to_owned(),
                codec: Some(Codec::Utf8),
                has_byte_order_mark: false,
            },
        });
    };
    let [main, ..] = signature.names else { return None };
    let head = decode_head(bytes, signature.codec);
    let mut report = |at: usize, why: String| {
        faults.push(Fault::recoverable(Code::UnicodeError, at, Param::Exception, why))
    };
    let Some((name, at)) = find_declared_name(&head) else {
        if signature.needs_declaration {
            report(0, format!("a document in {main} must declare its encoding"));
            return None;
        }
        return Some(DocumentEncoding::of_byte_order_mark(main, signature));
    };
    if !signature.names.iter().any(|permitted| permitted.eq_ignore_ascii_case(name)) {
        if signature.is_byte_order_mark {
            report(
                at,
                format!("the document begins with the byte order mark of {main}, but declares {name}"),
            );
            // The byte order mark is right about the bytes, so the rest of the document is decoded by it.
            return Some(DocumentEncoding::of_byte_order_mark(main, signature));
        }
        let is_same = Codec::from_name(name).is_some_and(|codec| codec == signature.codec);
        if !is_same && Codec::from_name(name).is_some() {
            report(at, format!("the document declares {name}, but looks like {main}"));
        }
        return Some(declared_encoding(name, at, false, faults));
    }
    let mut document = declared_encoding(name, at, signature.is_byte_order_mark, faults);
    document.codec = Some(signature.codec);
    Some(document)
}

/// The encoding of a declared name. Reports names that readers may not know; `at` is the byte of the name.
fn declared_encoding(
    name: &str,
    at: usize,
    has_byte_order_mark: bool,
    faults: &mut Vec<Fault>,
) -> DocumentEncoding {
    let codec = Codec::from_name(name);
    let place = COMMON_ENCODINGS.iter().position(|common| common.eq_ignore_ascii_case(name));
    let code = match (codec, place) {
        (None, _) => Some(Code::UnknownEncoding),
        (Some(_), None) => Some(Code::ObscureEncoding),
        (Some(_), Some(0 | 1)) => None,
        (Some(_), Some(_)) => Some(Code::NonstdEncoding),
    };
    faults.extend(code.map(|code| Fault::recoverable(code, at, Param::Encoding, name)));
    DocumentEncoding { name: name.to_owned(), codec, has_byte_order_mark }
}

fn decode_head(bytes: &[u8], codec: Codec) -> Cow<'_, str> {
    codec.decode(bytes.get(..MAX_DECLARATION_BYTES).unwrap_or(bytes)).0
}

/// The encoding that the XML declaration names, and the byte of the name.
fn find_declared_name(head: &str) -> Option<(&str, usize)> {
    let mut cursor = Cursor::new(head);
    if !cursor.eat("<?xml") || !cursor.skip_white_space() {
        return None;
    }
    read_pseudo_attribute(&mut cursor, "version")?;
    cursor.skip_white_space();
    let name = read_pseudo_attribute(&mut cursor, "encoding")?;
    let is_name = |c: char| c.is_ascii_alphanumeric() || "-._".contains(c);
    let at = cursor.position() - name.len() - 1;
    (!name.is_empty() && name.chars().all(is_name)).then_some((name, at))
}

fn read_pseudo_attribute<'t>(cursor: &mut Cursor<'t>, name: &str) -> Option<&'t str> {
    if !cursor.eat(name) {
        return None;
    }
    cursor.skip_white_space();
    if !cursor.eat("=") {
        return None;
    }
    cursor.skip_white_space();
    cursor.read_quoted()
}

/// The byte of an XML declaration that follows white space. `None` if there is no such declaration.
pub(crate) fn late_declaration(text: &str) -> Option<usize> {
    let blank = text.bytes().take_while(|byte| is_space(*byte)).count();
    let is_late = blank > 0 && text.get(blank..)?.starts_with("<?xml");
    is_late.then_some(blank)
}
