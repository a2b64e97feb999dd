//! Which encoding a document has, and what is wrong with what it and HTTP say of that (XML 1.0, 4.3.3 and appendix F;
//! RFC 7303).

use super::characters::is_space;
use super::codec::{Codec, Order};
use super::event::Fault;
use super::source::Source;
use crate::Code;
use crate::messages::Param;
use std::borrow::Cow;

/// A document's text.
#[derive(Debug)]
pub(crate) struct Decoded<'b> {
    /// The text, without a byte order mark; where bytes meant nothing, U+FFFD stands.
    pub(crate) text: Cow<'b, str>,
    /// The encoding's name as the document or HTTP has it.
    pub(crate) encoding: String,
    /// What is wrong; the places are bytes of the text.
    pub(crate) faults: Vec<Fault>,
}

/// What a document's first bytes tell.
#[derive(Debug, Clone, Copy)]
struct Sign {
    bytes: &'static [u8],
    codec: Codec,
    /// Whether it is a byte order mark, and no part of the text.
    is_mark: bool,
    /// Whether a declaration must follow.
    needs_name: bool,
    /// What the declaration may then say; the first is what the encoding is called.
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

/// The longer ones first: UTF-32's mark begins with that of UTF-16.
const SIGNS: &[Sign] = &[
    mark(b"\x00\x00\xFE\xFF", Codec::Utf32(Order::Big), UTF_32),
    mark(b"\xFF\xFE\x00\x00", Codec::Utf32(Order::Little), UTF_32),
    mark(b"\xEF\xBB\xBF", Codec::Utf8, UTF_8),
    mark(b"\xFE\xFF", Codec::Utf16(Order::Big), UTF_16),
    mark(b"\xFF\xFE", Codec::Utf16(Order::Little), UTF_16),
    start(b"\x00\x00\x00<", Codec::Utf32(Order::Big), UTF_32BE),
    start(b"<\x00\x00\x00", Codec::Utf32(Order::Little), UTF_32LE),
    start(b"\x00<\x00?", Codec::Utf16(Order::Big), UTF_16BE),
    start(b"<\x00?\x00", Codec::Utf16(Order::Little), UTF_16LE),
    start(b"\x4C\x6F\xA7\x94", Codec::Ebcdic, EBCDIC),
];

const fn mark(bytes: &'static [u8], codec: Codec, names: &'static [&'static str]) -> Sign {
    Sign { bytes, codec, is_mark: true, needs_name: matches!(codec, Codec::Utf32(_)), names }
}

const fn start(bytes: &'static [u8], codec: Codec, names: &'static [&'static str]) -> Sign {
    Sign { bytes, codec, is_mark: false, needs_name: true, names }
}

/// The encodings that are in common use in feeds; the first two are those that every XML reader must know.
const COMMON: &[&str] = &[
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

/// What RFC 3023 said of text/xml without a charset. Whoever was told of it may pass it on for every document, so that
/// it says nothing against what the document says itself.
const DEFAULT: &str = "us-ascii";

/// How much of a document its declaration can take.
const HEAD: usize = 1024;

/// Decodes a document; `charset` is what HTTP says.
pub(crate) fn decode<'b>(bytes: &'b [u8], charset: Option<&str>) -> Decoded<'b> {
    let charset = charset.filter(|charset| !charset.is_empty());
    let mut faults = Vec::new();
    let known = known(bytes, &mut faults);
    let said = charset.filter(|charset| !charset.eq_ignore_ascii_case(DEFAULT));
    if let (Some(said), Some(known)) = (said, &known)
        && (Codec::named(said) != known.codec || known.codec.is_none())
    {
        let params = vec![(Param::Charset, said.to_owned()), (Param::Encoding, known.name.clone())];
        faults.push(Fault { code: Code::EncodingMismatch, offset: 0, params, is_fatal: false });
    }
    let fallback = charset.unwrap_or("utf-8");
    let (name, codec) = match (known, said) {
        // A byte order mark is stronger than HTTP, and HTTP is stronger than a declaration (RFC 7303, 3).
        (Some(known), None) => (known.name, known.codec),
        (Some(known), Some(_)) if known.is_marked => (known.name, known.codec),
        (None, None) => {
            faults.push(Fault::passing(Code::MissingEncoding, 0, Param::Encoding, fallback));
            (fallback.to_owned(), Codec::named(fallback))
        }
        (_, Some(said)) => (said.to_owned(), Codec::named(said)),
    };
    let codec = codec.unwrap_or_else(|| {
        if !faults.iter().any(|fault| fault.code == Code::UnknownEncoding) {
            faults.push(Fault::passing(Code::UnknownEncoding, 0, Param::Encoding, &name));
        }
        Codec::named(fallback).unwrap_or(Codec::Utf8)
    });
    let (text, first) = codec.decode(bytes);
    if let Some(first) = first {
        let why =
            format!("these bytes mean nothing in {name}: the document has another encoding than it says");
        faults.push(Fault::passing(Code::UnicodeError, first, Param::Exception, why));
    }
    Decoded { text, encoding: name, faults }
}

/// What the document itself says of its encoding.
struct Known {
    name: String,
    codec: Option<Codec>,
    is_marked: bool,
}

fn known(bytes: &[u8], faults: &mut Vec<Fault>) -> Option<Known> {
    let sign = SIGNS.iter().find(|sign| bytes.starts_with(sign.bytes));
    let Some(sign) = sign else {
        if !bytes.starts_with(b"<?xm") {
            return None;
        }
        let head = head(bytes, Codec::Latin1);
        return Some(match declared(&head) {
            Some((name, at)) => named(name, at, false, faults),
            None => Known { name: "utf-8".to_owned(), codec: Some(Codec::Utf8), is_marked: false },
        });
    };
    let [main, ..] = sign.names else { return None };
    let head = head(bytes, sign.codec);
    let mut wrong =
        |at: usize, why: String| faults.push(Fault::passing(Code::UnicodeError, at, Param::Exception, why));
    let Some((name, at)) = declared(&head) else {
        if sign.needs_name {
            wrong(0, format!("a document in {main} must declare its encoding"));
            return None;
        }
        return Some(Known { name: (*main).to_owned(), codec: Some(sign.codec), is_marked: true });
    };
    if !sign.names.iter().any(|permitted| permitted.eq_ignore_ascii_case(name)) {
        if sign.is_mark {
            wrong(at, format!("the document begins with the byte order mark of {main}, but declares {name}"));
            // The bytes are what the mark says: read on, so that the rest of the document is judged as well.
            return Some(Known { name: (*main).to_owned(), codec: Some(sign.codec), is_marked: true });
        }
        let is_same = Codec::named(name).is_some_and(|codec| codec == sign.codec);
        if !is_same && Codec::named(name).is_some() {
            wrong(at, format!("the document declares {name}, but looks like {main}"));
        }
        return Some(named(name, at, false, faults));
    }
    let mut known = named(name, at, sign.is_mark, faults);
    known.codec = Some(sign.codec);
    Some(known)
}

/// An encoding that is declared, at that place.
fn named(name: &str, at: usize, is_marked: bool, faults: &mut Vec<Fault>) -> Known {
    let codec = Codec::named(name);
    let place = COMMON.iter().position(|common| common.eq_ignore_ascii_case(name));
    let code = match (codec, place) {
        (None, _) => Some(Code::UnknownEncoding),
        (Some(_), None) => Some(Code::ObscureEncoding),
        (Some(_), Some(0 | 1)) => None,
        (Some(_), Some(_)) => Some(Code::NonstdEncoding),
    };
    faults.extend(code.map(|code| Fault::passing(code, at, Param::Encoding, name)));
    Known { name: name.to_owned(), codec, is_marked }
}

fn head(bytes: &[u8], codec: Codec) -> Cow<'_, str> {
    codec.decode(bytes.get(..HEAD).unwrap_or(bytes)).0
}

/// The encoding that the XML declaration names, and where it stands.
fn declared(head: &str) -> Option<(&str, usize)> {
    let mut source = Source::new(head);
    if !source.eat("<?xml") || !source.spaces() {
        return None;
    }
    pseudo_attribute(&mut source, "version")?;
    source.spaces();
    let name = pseudo_attribute(&mut source, "encoding")?;
    let is_name = |c: char| c.is_ascii_alphanumeric() || "-._".contains(c);
    let at = source.at() - name.len() - 1;
    (!name.is_empty() && name.chars().all(is_name)).then_some((name, at))
}

fn pseudo_attribute<'t>(source: &mut Source<'t>, name: &str) -> Option<&'t str> {
    if !source.eat(name) {
        return None;
    }
    source.spaces();
    if !source.eat("=") {
        return None;
    }
    source.spaces();
    source.quoted()
}

/// Where the XML declaration stands, if only white space stands before it.
pub(crate) fn late_declaration(text: &str) -> Option<usize> {
    let blank = text.bytes().take_while(|byte| is_space(*byte)).count();
    let is_late = blank > 0 && text.get(blank..)?.starts_with("<?xml");
    is_late.then_some(blank)
}
