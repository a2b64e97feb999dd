//! Which content coding a client takes, RFC 9110, 12.5.3, and the codings themselves. Pure.

use super::fields::{HeaderLookup, text};
use flate2::{Compression, write::GzEncoder};
use hyper::header::ACCEPT_ENCODING;
use std::io::Write as _;

/// How a body is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ContentCoding {
    /// As it is.
    Identity,
    /// RFC 1952.
    Gzip,
    /// RFC 7932.
    Brotli,
    /// RFC 8878.
    Zstd,
}

impl ContentCoding {
    /// Those that compress, the smallest result first: of several that a client likes equally, the first is taken.
    pub const PACKED: [Self; 3] = [Self::Brotli, Self::Zstd, Self::Gzip];

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

    /// Compresses. The same bytes give the same bytes: no header carries a time or a name.
    ///
    /// # Errors
    /// The encoder failed; none does over memory.
    pub fn pack(self, bytes: &[u8]) -> std::io::Result<Vec<u8>> {
        let room = Vec::with_capacity(bytes.len() / 3);
        match self {
            Self::Identity => Ok(bytes.to_vec()),
            Self::Gzip => {
                let mut encoder = GzEncoder::new(room, Compression::default());
                encoder.write_all(bytes)?;
                encoder.finish()
            }
            Self::Brotli => {
                let mut encoder = brotli::CompressorWriter::new(room, 4096, BROTLI_QUALITY, BROTLI_WINDOW);
                encoder.write_all(bytes)?;
                Ok(encoder.into_inner())
            }
            Self::Zstd => {
                let mut encoder = zstd::Encoder::new(room, ZSTD_LEVEL)?;
                encoder.set_pledged_src_size(Some(bytes.len() as u64))?;
                encoder.write_all(bytes)?;
                encoder.finish()
            }
        }
    }
}

/// How hard to try, once for each change and coding. Of 450 KB brotli makes 115 KB in 40 ms at 6, 112 KB in 185 ms at 9
/// and 101 KB in 1.5 s at 11: whoever asks first waits for it.
const BROTLI_QUALITY: u32 = 6;

/// As browsers and readers take it: 4 MB, more than any feed has.
const BROTLI_WINDOW: u32 = 22;

/// Likewise: 117 KB in 15 ms at 9, 114 KB in 135 ms at 15.
const ZSTD_LEVEL: i32 = 9;

/// What a client says of our codings, in thousandths.
#[derive(Debug, Default)]
struct Wishes {
    /// In the order of [`ContentCoding::PACKED`].
    packed: [Option<u16>; 3],
    identity: Option<u16>,
    any: Option<u16>,
}

/// The coding that the client likes best among ours. Without a wish it is [`ContentCoding::Identity`], which is also
/// what a client gets that refuses all: RFC 9110 allows 406, but a feed that can be read beats one that can't.
pub fn choose(headers: &(impl HeaderLookup + ?Sized)) -> ContentCoding {
    let mut wishes = Wishes::default();
    for field in headers.values(&ACCEPT_ENCODING) {
        let Some(field) = text(field) else { continue };
        field.split(',').for_each(|wish| wishes.add(wish));
    }
    wishes.best()
}

impl Wishes {
    fn add(&mut self, wish: &str) {
        let (name, parameters) = wish.split_once(';').unwrap_or((wish, ""));
        let (name, weight) = (name.trim(), Some(weight(parameters)));
        if name == "*" {
            self.any = weight;
        } else if ContentCoding::Identity.is_named(name) {
            self.identity = weight;
        }
        for (coding, slot) in ContentCoding::PACKED.into_iter().zip(&mut self.packed) {
            if coding.is_named(name) {
                *slot = weight;
            }
        }
    }

    fn best(&self) -> ContentCoding {
        let mut best = (ContentCoding::Identity, self.identity.unwrap_or(0).max(1));
        // Backwards, so that the first of those with the same weight is the last to win.
        for (coding, weight) in ContentCoding::PACKED.into_iter().zip(self.packed).rev() {
            // `*` is said by old clients, which know gzip at most.
            let weight = weight.or(self.any.filter(|_| coding == ContentCoding::Gzip)).unwrap_or(0);
            if weight >= best.1 {
                best = (coding, weight);
            }
        }
        best.0
    }
}

/// `q` in thousandths; 1000 where there is none, 0 where it cannot be read.
pub(super) fn weight(parameters: &str) -> u16 {
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
    fn the_best_of_what_is_taken() {
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
    fn every_coding_is_undone_and_the_same_each_time() {
        for text in ["<item>straße</item>".repeat(500), String::new()] {
            for coding in ContentCoding::PACKED {
                let packed = coding.pack(text.as_bytes()).unwrap();
                assert_eq!(packed, coding.pack(text.as_bytes()).unwrap(), "{coding:?}");
                assert!(text.is_empty() || packed.len() < text.len() / 10, "{coding:?}");
                let mut unpacked = String::new();
                match coding {
                    ContentCoding::Gzip => {
                        flate2::read::GzDecoder::new(&packed[..]).read_to_string(&mut unpacked)
                    }
                    ContentCoding::Brotli => {
                        brotli::Decompressor::new(&packed[..], 4096).read_to_string(&mut unpacked)
                    }
                    ContentCoding::Zstd => {
                        zstd::Decoder::new(&packed[..]).unwrap().read_to_string(&mut unpacked)
                    }
                    ContentCoding::Identity => unreachable!("it is not packed"),
                }
                .unwrap();
                assert_eq!(unpacked, text, "{coding:?}");
            }
        }
    }
}
