//! Small values of settings, from their text.

use std::time::Duration;
use tidings_model::language_tag;

/// Reads `300ms`, `2s`, `5m` or `1h`; a bare number is seconds.
pub(super) fn duration(text: &str) -> Result<Duration, String> {
    let refuse = || format!("'{text}' is not a duration such as 300ms, 2s, 5m or 1h");
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let (number, unit) = text.split_at(digits);
    let number: u64 = number.parse().map_err(|_| refuse())?;
    let milliseconds = match unit.trim() {
        "ms" => 1,
        "" | "s" => 1000,
        "m" => 60_000,
        "h" => 3_600_000,
        _ => return Err(refuse()),
    };
    number.checked_mul(milliseconds).map(Duration::from_millis).ok_or_else(refuse)
}

/// Reads `65536`, `512 KiB` or `2MiB`.
pub(super) fn bytes(text: &str) -> Result<usize, String> {
    let refuse = || format!("'{text}' is not a number of bytes such as 65536, 512 KiB or 2 MiB");
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let (number, unit) = text.split_at(digits);
    let unit: usize = match unit.trim() {
        "" => 1,
        "KiB" => 1024,
        "MiB" => 1024 * 1024,
        _ => return Err(refuse()),
    };
    number.parse::<usize>().ok().and_then(|number| number.checked_mul(unit)).ok_or_else(refuse)
}

/// Reads a whole number between two bounds, both included.
pub(super) fn number(text: &str, least: u64, most: u64) -> Result<u64, String> {
    match text.parse() {
        Ok(number) if (least..=most).contains(&number) => Ok(number),
        _ => Err(format!("'{text}' is not a whole number from {least} to {most}")),
    }
}

/// Reads a language tag of BCP 47: `en`, `pt-BR`, `zh-Hant-TW`, and gives it in its usual case.
pub(super) fn language(text: &str) -> Result<String, String> {
    language_tag(text).ok_or_else(|| format!("'{text}' is not a language tag such as en or pt-BR"))
}

/// One of a few words; the error names them all.
pub(super) fn one_of<T: Copy>(text: &str, choices: &[(&str, T)]) -> Result<T, String> {
    match choices.iter().find(|(word, _)| *word == text) {
        Some((_, choice)) => Ok(*choice),
        None => {
            let words: Vec<String> = choices.iter().map(|(word, _)| format!("'{word}'")).collect();
            Err(format!("'{text}' is not one of {}", words.join(", ")))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations() {
        assert_eq!(duration("300ms"), Ok(Duration::from_millis(300)));
        assert_eq!(duration("2"), Ok(Duration::from_secs(2)));
        assert_eq!(duration("5 m"), Ok(Duration::from_secs(300)));
        for bad in ["", "s", "1d", "-1s", "99999999999999999999s", "18446744073709551615h"] {
            assert!(duration(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn numbers_of_bytes() {
        assert_eq!(bytes("65536"), Ok(65536));
        assert_eq!(bytes("512 KiB"), Ok(512 << 10));
        assert_eq!(bytes("2MiB"), Ok(2 << 20));
        for bad in ["", "KiB", "1 kB", "-1", "99999999999999999999", "18446744073709551615 MiB"] {
            assert!(bytes(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn languages() {
        assert_eq!(language("zh-hant-TW").as_deref(), Ok("zh-Hant-TW"));
        for bad in ["", "e", "english language", "cz", "en-"] {
            assert!(language(bad).is_err(), "{bad}");
        }
    }
}
