//! Encodings by name, and decoding of bytes.
//!
//! A name means the encoding that it is registered for, not the one that browsers use for it: US-ASCII has
//! seven bits, and ISO-8859-1 has control characters where Windows-1252 has quotation marks.

use encoding_rs::Encoding;
use std::borrow::Cow;

/// Replaces bytes that an encoding does not define.
const REPLACEMENT: char = '\u{FFFD}';

/// A way to decode bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Codec {
    Ascii,
    Utf8,
    /// The byte order, which a byte order mark overrides.
    Utf16(ByteOrder),
    Utf32(ByteOrder),
    Ebcdic,
    Latin1,
    /// One of the ISO-8859 family: the browsers' encoding of that name, except for the control characters.
    Iso8859(&'static Encoding),
    /// A Windows code page, in which some bytes are undefined.
    Windows(&'static Encoding),
    Other(&'static Encoding),
    /// A known encoding that extends ASCII and cannot be decoded here.
    Unsupported,
}

/// The order of the bytes of a code unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ByteOrder {
    Big,
    Little,
}

/// Registered and customary names of encodings that browsers do not know, reduced to letters and digits.
const ASCII: &[&str] = &[
    "ascii",
    "usascii",
    "us",
    "646",
    "ansix341968",
    "ansix341986",
    "iso646us",
    "iso646irv1991",
    "isoir6",
    "cp367",
    "ibm367",
    "csascii",
];
const LATIN1: &[&str] = &[
    "iso88591",
    "iso885911987",
    "latin1",
    "l1",
    "isoir100",
    "cp819",
    "ibm819",
    "csisolatin1",
    "8859",
    "latin",
];
const EBCDIC: &[&str] = &[
    "ibm037",
    "cp037",
    "037",
    "ebcdiccpus",
    "ebcdiccpca",
    "ebcdiccpwt",
    "ebcdiccpnl",
    "csibm037",
    "ibm039",
    "ibm038",
    "ebcdicint",
    "cp1140",
    "ibm01140",
    "ibm1140",
    "cp500",
    "ibm500",
    "ebcdiccpbe",
    "ebcdiccpch",
    "cp273",
    "ibm273",
    "cp1026",
    "ibm1026",
];
const UNSUPPORTED: &[&str] = &[
    "utf7",
    "hz",
    "hzgb2312",
    "iso2022kr",
    "iso2022cn",
    "iso2022jp1",
    "iso2022jp2",
    "iso2022jp3",
    "johab",
    "cp1361",
    "hproman8",
    "roman8",
    "tis620",
    "ptcp154",
    "pt154",
    "kz1048",
    "strk1048",
    "koi8t",
    "viscii",
    "tcvn",
    "big5hkscs",
    "macgreek",
    "maclatin2",
    "macroman",
    "maciceland",
    "macturkish",
    "maccroatian",
    "macromania",
    "maccentraleurope",
    "euckr2022",
    "eucjis2004",
    "eucjisx0213",
    "shiftjis2004",
    "shiftjisx0213",
    "euctw",
    "gb18030cn",
];
const CODE_PAGES: &[&str] = &[
    "437", "720", "737", "775", "850", "852", "855", "856", "857", "858", "860", "861", "862", "863", "864",
    "865", "869", "1006", "1125",
];

impl Codec {
    /// The codec for an encoding's name; `None` for unknown names.
    pub(super) fn from_name(name: &str) -> Option<Self> {
        let plain: String =
            name.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase();
        let plain = plain.as_str();
        let page = plain.trim_start_matches("cs").trim_start_matches("cp").trim_start_matches("ibm");
        Some(match plain {
            "utf8" | "u8" | "utf" | "unicode11utf8" | "csutf8" => Self::Utf8,
            "utf16"
            | "u16"
            | "csutf16"
            | "csunicode"
            | "ucs2"
            | "iso10646ucs2"
            | "utf16le"
            | "unicodelittleunmarked" => Self::Utf16(ByteOrder::Little),
            "utf16be" | "unicodebigunmarked" => Self::Utf16(ByteOrder::Big),
            "utf32" | "u32" | "ucs4" | "csucs4" | "iso10646ucs4" | "utf32le" => {
                Self::Utf32(ByteOrder::Little)
            }
            "utf32be" => Self::Utf32(ByteOrder::Big),
            _ if ASCII.contains(&plain) => Self::Ascii,
            _ if LATIN1.contains(&plain) => Self::Latin1,
            _ if EBCDIC.contains(&plain) => Self::Ebcdic,
            _ if UNSUPPORTED.contains(&plain) || CODE_PAGES.contains(&page) => Self::Unsupported,
            _ => Self::from_browser_label(name, plain)?,
        })
    }

    fn from_browser_label(name: &str, plain: &str) -> Option<Self> {
        // Names with the punctuation of no registry, such as `iso8859_2` and `windows_1251`.
        let dashed = || name.replace('_', "-");
        let found = Encoding::for_label_no_replacement(name.as_bytes())
            .or_else(|| Encoding::for_label_no_replacement(dashed().as_bytes()))
            .or_else(|| Encoding::for_label_no_replacement(plain.as_bytes()))?;
        let is_iso =
            plain.starts_with("iso8859") || plain.starts_with("latin") || plain.starts_with("csisolatin");
        Some(match found.name() {
            "x-user-defined" | "replacement" => return None,
            _ if is_iso => Self::Iso8859(found),
            known if known.starts_with("windows-") => Self::Windows(found),
            _ => Self::Other(found),
        })
    }

    /// Decodes bytes. Returns the text and the byte of the text at which the first undecodable bytes are.
    pub(super) fn decode<'b>(self, bytes: &'b [u8]) -> (Cow<'b, str>, Option<usize>) {
        let decode_bytes =
            |meaning: fn(u8) -> char| Cow::Owned(bytes.iter().map(|byte| meaning(*byte)).collect());
        let ascii_char = |byte: u8| if byte.is_ascii() { char::from(byte) } else { REPLACEMENT };
        match self {
            Self::Utf8 => decode_utf8(bytes),
            _ if bytes.is_ascii() && self.extends_ascii() => (String::from_utf8_lossy(bytes), None),
            Self::Ascii => with_first_error(decode_bytes(ascii_char)),
            Self::Latin1 => (decode_bytes(char::from), None),
            Self::Ebcdic => (decode_bytes(|byte| char::from(IBM037[usize::from(byte)])), None),
            // The characters beyond ASCII are unknown; each byte becomes a currency sign.
            Self::Unsupported => {
                (decode_bytes(|byte| if byte.is_ascii() { char::from(byte) } else { '¤' }), None)
            }
            Self::Utf16(order) => decode_utf16(bytes, order),
            Self::Utf32(order) => with_first_error(Cow::Owned(decode_utf32(bytes, order))),
            Self::Iso8859(encoding) => decode_iso8859(bytes, encoding),
            Self::Windows(encoding) => {
                let (text, _) = encoding.decode_without_bom_handling(bytes);
                let is_undefined = |c: char| ('\u{80}'..='\u{9F}').contains(&c);
                with_first_error(if text.contains(is_undefined) {
                    text.replace(is_undefined, "\u{FFFD}").into()
                } else {
                    text
                })
            }
            Self::Other(encoding) => {
                let (text, is_faulty) = encoding.decode_without_bom_handling(bytes);
                let first = if is_faulty { text.find(REPLACEMENT) } else { None };
                (text, first)
            }
        }
    }

    fn extends_ascii(self) -> bool {
        match self {
            Self::Utf16(_) | Self::Utf32(_) | Self::Ebcdic => false,
            Self::Other(encoding) => encoding.is_ascii_compatible(),
            _ => true,
        }
    }
}

fn with_first_error(text: Cow<'_, str>) -> (Cow<'_, str>, Option<usize>) {
    let first = text.find(REPLACEMENT);
    (text, first)
}

fn decode_utf8(bytes: &[u8]) -> (Cow<'_, str>, Option<usize>) {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    match std::str::from_utf8(bytes) {
        Ok(text) => (Cow::Borrowed(text), None),
        Err(error) => (String::from_utf8_lossy(bytes), Some(error.valid_up_to())),
    }
}

fn decode_utf16(bytes: &[u8], order: ByteOrder) -> (Cow<'_, str>, Option<usize>) {
    let (bytes, encoding) = match (bytes, order) {
        ([0xFE, 0xFF, rest @ ..], _) => (rest, encoding_rs::UTF_16BE),
        ([0xFF, 0xFE, rest @ ..], _) => (rest, encoding_rs::UTF_16LE),
        (_, ByteOrder::Big) => (bytes, encoding_rs::UTF_16BE),
        (_, ByteOrder::Little) => (bytes, encoding_rs::UTF_16LE),
    };
    let (text, is_faulty) = encoding.decode_without_bom_handling(bytes);
    let first = if is_faulty { text.find(REPLACEMENT) } else { None };
    (text, first)
}

fn decode_utf32(bytes: &[u8], order: ByteOrder) -> String {
    let (bytes, order) = match (bytes, order) {
        ([0, 0, 0xFE, 0xFF, rest @ ..], _) => (rest, ByteOrder::Big),
        ([0xFF, 0xFE, 0, 0, rest @ ..], _) => (rest, ByteOrder::Little),
        _ => (bytes, order),
    };
    let unit = |unit: &[u8]| {
        let unit: [u8; 4] = unit.try_into().ok()?;
        char::from_u32(if order == ByteOrder::Big {
            u32::from_be_bytes(unit)
        } else {
            u32::from_le_bytes(unit)
        })
    };
    bytes.chunks(4).map(|bytes| unit(bytes).unwrap_or(REPLACEMENT)).collect()
}

fn decode_iso8859<'b>(bytes: &'b [u8], encoding: &'static Encoding) -> (Cow<'b, str>, Option<usize>) {
    let mut text = String::with_capacity(bytes.len() + bytes.len() / 8);
    // Browsers treat some of the family as Windows code pages, which have letters in place of control
    // characters.
    for part in bytes.chunk_by(|one, next| (0x80..=0x9F).contains(one) == (0x80..=0x9F).contains(next)) {
        match part.first() {
            Some(0x80..=0x9F) => text.extend(part.iter().map(|byte| char::from(*byte))),
            _ => text.push_str(&encoding.decode_without_bom_handling(part).0),
        }
    }
    with_first_error(Cow::Owned(text))
}

/// EBCDIC for the United States, Canada and others: a permutation of Latin-1.
#[rustfmt::skip]
const IBM037: [u8; 256] = [
    0x00, 0x01, 0x02, 0x03, 0x9C, 0x09, 0x86, 0x7F, 0x97, 0x8D, 0x8E, 0x0B, 0x0C, 0x0D, 0x0E, 0x0F,
    0x10, 0x11, 0x12, 0x13, 0x9D, 0x85, 0x08, 0x87, 0x18, 0x19, 0x92, 0x8F, 0x1C, 0x1D, 0x1E, 0x1F,
    0x80, 0x81, 0x82, 0x83, 0x84, 0x0A, 0x17, 0x1B, 0x88, 0x89, 0x8A, 0x8B, 0x8C, 0x05, 0x06, 0x07,
    0x90, 0x91, 0x16, 0x93, 0x94, 0x95, 0x96, 0x04, 0x98, 0x99, 0x9A, 0x9B, 0x14, 0x15, 0x9E, 0x1A,
    0x20, 0xA0, 0xE2, 0xE4, 0xE0, 0xE1, 0xE3, 0xE5, 0xE7, 0xF1, 0xA2, 0x2E, 0x3C, 0x28, 0x2B, 0x7C,
    0x26, 0xE9, 0xEA, 0xEB, 0xE8, 0xED, 0xEE, 0xEF, 0xEC, 0xDF, 0x21, 0x24, 0x2A, 0x29, 0x3B, 0xAC,
    0x2D, 0x2F, 0xC2, 0xC4, 0xC0, 0xC1, 0xC3, 0xC5, 0xC7, 0xD1, 0xA6, 0x2C, 0x25, 0x5F, 0x3E, 0x3F,
    0xF8, 0xC9, 0xCA, 0xCB, 0xC8, 0xCD, 0xCE, 0xCF, 0xCC, 0x60, 0x3A, 0x23, 0x40, 0x27, 0x3D, 0x22,
    0xD8, 0x61, 0x62, 0x63, 0x64, 0x65, 0x66, 0x67, 0x68, 0x69, 0xAB, 0xBB, 0xF0, 0xFD, 0xFE, 0xB1,
    0xB0, 0x6A, 0x6B, 0x6C, 0x6D, 0x6E, 0x6F, 0x70, 0x71, 0x72, 0xAA, 0xBA, 0xE6, 0xB8, 0xC6, 0xA4,
    0xB5, 0x7E, 0x73, 0x74, 0x75, 0x76, 0x77, 0x78, 0x79, 0x7A, 0xA1, 0xBF, 0xD0, 0xDD, 0xDE, 0xAE,
    0x5E, 0xA3, 0xA5, 0xB7, 0xA9, 0xA7, 0xB6, 0xBC, 0xBD, 0xBE, 0x5B, 0x5D, 0xAF, 0xA8, 0xB4, 0xD7,
    0x7B, 0x41, 0x42, 0x43, 0x44, 0x45, 0x46, 0x47, 0x48, 0x49, 0xAD, 0xF4, 0xF6, 0xF2, 0xF3, 0xF5,
    0x7D, 0x4A, 0x4B, 0x4C, 0x4D, 0x4E, 0x4F, 0x50, 0x51, 0x52, 0xB9, 0xFB, 0xFC, 0xF9, 0xFA, 0xFF,
    0x5C, 0xF7, 0x53, 0x54, 0x55, 0x56, 0x57, 0x58, 0x59, 0x5A, 0xB2, 0xD4, 0xD6, 0xD2, 0xD3, 0xD5,
    0x30, 0x31, 0x32, 0x33, 0x34, 0x35, 0x36, 0x37, 0x38, 0x39, 0xB3, 0xDB, 0xDC, 0xD9, 0xDA, 0x9F,
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encodings_are_found_by_registered_names() {
        for (name, bytes, text) in [
            ("UTF-8", &b"\xC3\xA9"[..], "é"),
            ("utf8", b"\xEF\xBB\xBFa", "a"),
            ("US-ASCII", b"a\xE9", "a\u{FFFD}"),
            ("iso-8859-1", b"\xE9\x93", "é\u{93}"),
            ("latin_1", b"\xE9\x93", "é\u{93}"),
            ("windows-1252", b"\xE9\x93\x81", "é\u{201C}\u{FFFD}"),
            ("cp1252", b"\x80", "€"),
            ("ISO-8859-9", b"\xFE\x93", "ş\u{93}"),
            ("ISO-8859-15", b"\xA4", "€"),
            ("KOI8-R", b"\xC1", "а"),
            ("Shift_JIS", b"\x82\xA0", "あ"),
            ("EUC-JP", b"\xA4\xA2", "あ"),
            ("GB2312", b"\xC4\xE3", "你"),
            ("UTF-16", b"\xFE\xFF\x00a", "a"),
            ("UTF-16BE", b"\x00a", "a"),
            ("UTF-32", b"\xFF\xFE\0\0a\0\0\0\x20", "a\u{FFFD}"),
            ("IBM037", b"\x4C\x6F\xA7\x94", "<?xm"),
            ("cp437", b"a\x81", "a¤"),
        ] {
            let codec = Codec::from_name(name);
            assert_eq!(
                codec.map(|codec| codec.decode(bytes).0.into_owned()).as_deref(),
                Some(text),
                "{name}"
            );
        }
        for name in ["x-fake", "", "utf-9", "none"] {
            assert_eq!(Codec::from_name(name), None, "{name}");
        }
    }

    #[test]
    fn the_first_undecodable_bytes_are_found() {
        for (name, bytes, first) in [
            ("utf-8", &b"\xC3\xA9\xE9a"[..], Some(2)),
            ("us-ascii", b"ab\xE9", Some(2)),
            ("windows-1252", b"\xE9\x81", Some(2)),
            ("iso-8859-1", b"\x81", None),
            ("utf-16le", b"a\0\x00\xD8b\0", Some(1)),
            ("utf-16le", b"a\0b", Some(1)),
            ("utf-8", "\u{FFFD}".as_bytes(), None),
        ] {
            assert_eq!(Codec::from_name(name).and_then(|codec| codec.decode(bytes).1), first, "{name}");
        }
    }
}
