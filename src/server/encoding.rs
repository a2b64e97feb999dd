//! Which content coding a client takes, RFC 9110, 12.5.3, and the codings themselves. Pure.

use flate2::{Compression, write::GzEncoder};
use hyper::HeaderMap;
use hyper::header::ACCEPT_ENCODING;
use std::io::Write as _;

/// How a body is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Coding {
    /// As it is.
    Identity,
    /// RFC 1952.
    Gzip,
}

/// The coding that the client likes best among ours. Without a wish it is [`Coding::Identity`], which is also
/// what a client gets that refuses all: RFC 9110 allows 406, but a feed that can be read beats one that can't.
pub fn choose(headers: &HeaderMap) -> Coding {
    let (mut gzip, mut identity, mut any) = (None, None, None);
    for field in headers.get_all(ACCEPT_ENCODING) {
        let Ok(field) = field.to_str() else { continue };
        for wish in field.split(',') {
            let (name, parameters) = wish.split_once(';').unwrap_or((wish, ""));
            let weight = Some(weight(parameters));
            match name.trim() {
                name if name.eq_ignore_ascii_case("gzip") || name.eq_ignore_ascii_case("x-gzip") => {
                    gzip = weight
                }
                name if name.eq_ignore_ascii_case("identity") => identity = weight,
                "*" => any = weight,
                _ => {}
            }
        }
    }
    let gzip = gzip.or(any).unwrap_or(0);
    match gzip > 0 && gzip >= identity.unwrap_or(0) {
        true => Coding::Gzip,
        false => Coding::Identity,
    }
}

/// `q` in thousandths; 1000 where there is none, 0 where it cannot be read.
fn weight(parameters: &str) -> u16 {
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

/// Compresses. The same bytes give the same bytes: the header carries neither a time nor a name.
pub fn gzip(bytes: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::with_capacity(bytes.len() / 3), Compression::default());
    encoder.write_all(bytes)?;
    encoder.finish()
}

#[cfg(test)]
mod tests {
    use super::*;
    use hyper::header::HeaderValue;
    use std::io::Read as _;

    #[test]
    fn the_best_of_what_is_taken() {
        let cases = [
            ("gzip", Coding::Gzip),
            ("GZip, deflate, br", Coding::Gzip),
            ("x-gzip", Coding::Gzip),
            ("*", Coding::Gzip),
            ("br;q=1.0, gzip;q=0.8, *;q=0.1", Coding::Gzip),
            ("gzip ; q=0.001", Coding::Gzip),
            ("identity, gzip", Coding::Gzip),
            ("identity;q=0.5, gzip;q=1.0", Coding::Gzip),
            ("identity;q=0", Coding::Identity),
            ("*;q=0", Coding::Identity),
            ("gzip;q=0", Coding::Identity),
            ("gzip;q=0, *", Coding::Identity),
            ("gzip;q=0.000", Coding::Identity),
            ("gzip;q=2", Coding::Identity),
            ("gzip;q=high", Coding::Identity),
            ("identity;q=1, gzip;q=0.5", Coding::Identity),
            ("br, deflate", Coding::Identity),
            ("", Coding::Identity),
        ];
        for (field, coding) in cases {
            let headers = HeaderMap::from_iter([(ACCEPT_ENCODING, HeaderValue::from_static(field))]);
            assert_eq!(choose(&headers), coding, "{field}");
        }
        assert_eq!(choose(&HeaderMap::new()), Coding::Identity);
    }

    #[test]
    fn gzip_is_undone_and_the_same_each_time() {
        let text = "<item>straße</item>".repeat(500);
        let packed = gzip(text.as_bytes()).unwrap();
        assert_eq!(packed, gzip(text.as_bytes()).unwrap());
        assert!(packed.len() < text.len() / 10);
        let mut unpacked = String::new();
        flate2::read::GzDecoder::new(&packed[..]).read_to_string(&mut unpacked).unwrap();
        assert_eq!(unpacked, text);
    }
}
