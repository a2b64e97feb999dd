//! Content codings: which one a client accepts (RFC 9110, 12.5.3), and compression itself.

use super::header_lookup::{HeaderLookup, text};
use flate2::{Compression, write::GzEncoder};
use hyper::header::ACCEPT_ENCODING;
use std::io::Write as _;

/// How a body is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ContentCoding {
    /// Not compressed.
    Identity,
    /// RFC 1952.
    Gzip,
    /// RFC 7932.
    Brotli,
    /// RFC 8878.
    Zstd,
}

impl ContentCoding {
    /// The codings that compress, the smallest result first. Of several with equal weight the server takes
    /// the first.
    pub const COMPRESSED: [Self; 3] = [Self::Brotli, Self::Zstd, Self::Gzip];

    /// Its registered name; identity has none in `Content-Encoding`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Identity => "identity",
            Self::Gzip => "gzip",
            Self::Brotli => "br",
            Self::Zstd => "zstd",
        }
    }

    fn is_named(self, name: &str) -> bool {
        // RFC 9110, 8.4.1.3 on x-gzip.
        name.eq_ignore_ascii_case(self.name()) || self == Self::Gzip && name.eq_ignore_ascii_case("x-gzip")
    }

    /// Compresses. Equal input gives equal output, since no header contains a time or a name.
    ///
    /// # Errors
    /// The encoder failed, which no encoder does in memory.
    pub fn compress(self, bytes: &[u8]) -> std::io::Result<Vec<u8>> {
        let output = Vec::with_capacity(bytes.len() / 3);
        match self {
            Self::Identity => Ok(bytes.to_vec()),
            Self::Gzip => {
                let mut encoder = GzEncoder::new(output, Compression::default());
                encoder.write_all(bytes)?;
                encoder.finish()
            }
            Self::Brotli => {
                let mut encoder = brotli::CompressorWriter::new(output, 4096, BROTLI_QUALITY, BROTLI_WINDOW);
                encoder.write_all(bytes)?;
                Ok(encoder.into_inner())
            }
            Self::Zstd => {
                let mut encoder = zstd::Encoder::new(output, ZSTD_LEVEL)?;
                encoder.set_pledged_src_size(Some(bytes.len() as u64))?;
                encoder.write_all(bytes)?;
                encoder.finish()
            }
        }
    }
}

/// Brotli's quality. Each change of a feed is compressed once per coding, and the first client waits for it:
/// quality 6 compresses 450 KB to 115 KB in 40 ms, quality 9 to 112 KB in 185 ms, quality 11 to 101 KB in 1.5
/// s.
const BROTLI_QUALITY: u32 = 6;

/// Brotli's window, which browsers and readers support: 4 MB, more than any feed has.
const BROTLI_WINDOW: u32 = 22;

/// Zstd's level. Of the same 450 KB it makes 117 KB in 15 ms at 9, and 114 KB in 135 ms at 15.
const ZSTD_LEVEL: i32 = 9;

/// The weights that a client gives to the supported codings, in thousandths.
#[derive(Debug, Default)]
struct Weights {
    /// In the order of [`ContentCoding::COMPRESSED`].
    compressed: [Option<u16>; 3],
    identity: Option<u16>,
    any: Option<u16>,
}

/// The supported coding with the highest weight in `Accept-Encoding`. It is [`ContentCoding::Identity`]
/// without the field, and also for a client that refuses every coding: RFC 9110 allows 406 there, but a feed
/// is more useful.
pub fn choose(headers: &(impl HeaderLookup + ?Sized)) -> ContentCoding {
    let mut weights = Weights::default();
    for field in headers.values(&ACCEPT_ENCODING) {
        let Some(field) = text(field) else { continue };
        field.split(',').for_each(|item| weights.add(item));
    }
    weights.best()
}

impl Weights {
    fn add(&mut self, item: &str) {
        let (name, parameters) = item.split_once(';').unwrap_or((item, ""));
        let (name, weight) = (name.trim(), Some(weight(parameters)));
        if name == "*" {
            self.any = weight;
        } else if ContentCoding::Identity.is_named(name) {
            self.identity = weight;
        }
        for (coding, slot) in ContentCoding::COMPRESSED.into_iter().zip(&mut self.compressed) {
            if coding.is_named(name) {
                *slot = weight;
            }
        }
    }

    fn best(&self) -> ContentCoding {
        let mut best = (ContentCoding::Identity, self.identity.unwrap_or(0).max(1));
        // In reverse order, so that the first of several codings with equal weight wins.
        for (coding, weight) in ContentCoding::COMPRESSED.into_iter().zip(self.compressed).rev() {
            // Old clients send `*`; they support gzip at most.
            let weight = weight.or(self.any.filter(|_| coding == ContentCoding::Gzip)).unwrap_or(0);
            if weight >= best.1 {
                best = (coding, weight);
            }
        }
        best.0
    }
}

/// The parameter `q` in thousandths: 1000 if it is missing, 0 if it is malformed.
pub(crate) fn weight(parameters: &str) -> u16 {
    for parameter in parameters.split(';') {
        if let Some((name, value)) = parameter.split_once('=')
            && name.trim().eq_ignore_ascii_case("q")
        {
            return thousandths(value.trim()).unwrap_or(0);
        }
    }
    1000
}

/// `0.75` in thousandths, without floats: at most 1, at most three digits (RFC 9110, 12.4.2).
fn thousandths(value: &str) -> Option<u16> {
    let (whole, part) = value.split_once('.').unwrap_or((value, ""));
    if part.len() > 3 || !part.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let digits = part.bytes().chain([b'0'; 3]).take(3);
    let part = digits.fold(0, |sum, digit| sum * 10 + u16::from(digit - b'0'));
    match whole {
        "0" => Some(part),
        "1" if part == 0 => Some(1000),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use hyper::HeaderMap;
    use hyper::header::HeaderValue;
    use std::io::Read as _;

    #[test]
    fn the_coding_with_the_highest_weight() {
        let cases = [
            ("gzip", ContentCoding::Gzip),
            ("GZip, deflate", ContentCoding::Gzip),
            ("gzip, deflate, br, zstd", ContentCoding::Brotli),
            ("gzip, zstd", ContentCoding::Zstd),
            ("br;q=0.9, zstd, gzip", ContentCoding::Zstd),
            ("br;q=0.9, zstd;q=0, gzip", ContentCoding::Gzip),
            ("BR", ContentCoding::Brotli),
            ("x-gzip", ContentCoding::Gzip),
            ("*", ContentCoding::Gzip),
            ("br;q=0, *", ContentCoding::Gzip),
            ("gzip;q=0, *", ContentCoding::Identity),
            ("deflate;q=1.0, gzip;q=0.8, *;q=0.1", ContentCoding::Gzip),
            ("gzip ; q=0.001", ContentCoding::Gzip),
            ("identity, gzip", ContentCoding::Gzip),
            ("identity;q=0.5, gzip;q=1.0", ContentCoding::Gzip),
            ("identity;q=0, br", ContentCoding::Brotli),
            ("identity;q=0", ContentCoding::Identity),
            ("*;q=0", ContentCoding::Identity),
            ("gzip;q=0", ContentCoding::Identity),
            ("gzip;q=0.000", ContentCoding::Identity),
            ("gzip;q=2", ContentCoding::Identity),
            ("gzip;q=high", ContentCoding::Identity),
            ("identity;q=1, gzip;q=0.5, br;q=0.9", ContentCoding::Identity),
            ("sdch, deflate", ContentCoding::Identity),
            ("", ContentCoding::Identity),
        ];
        for (field, coding) in cases {
            let headers = HeaderMap::from_iter([(ACCEPT_ENCODING, HeaderValue::from_static(field))]);
            assert_eq!(choose(&headers), coding, "{field}");
        }
        assert_eq!(choose(&HeaderMap::new()), ContentCoding::Identity);
    }

    #[test]
    fn every_coding_decompresses_to_its_input_and_is_deterministic() {
        for text in ["<item>straße</item>".repeat(500), String::new()] {
            for coding in ContentCoding::COMPRESSED {
                let compressed = coding.compress(text.as_bytes()).unwrap();
                assert_eq!(compressed, coding.compress(text.as_bytes()).unwrap(), "{coding:?}");
                assert!(text.is_empty() || compressed.len() < text.len() / 10, "{coding:?}");
                let mut decompressed = String::new();
                match coding {
                    ContentCoding::Gzip => {
                        flate2::read::GzDecoder::new(&compressed[..]).read_to_string(&mut decompressed)
                    }
                    ContentCoding::Brotli => {
                        brotli::Decompressor::new(&compressed[..], 4096).read_to_string(&mut decompressed)
                    }
                    ContentCoding::Zstd => {
                        zstd::Decoder::new(&compressed[..]).unwrap().read_to_string(&mut decompressed)
                    }
                    ContentCoding::Identity => unreachable!("it does not compress"),
                }
                .unwrap();
                assert_eq!(decompressed, text, "{coding:?}");
            }
        }
    }
}
