//! Checks of setting values: each function takes a value in the type in which it is written, and returns the
//! checked value, or a message that names a valid value.

use super::types::FloodAction;
use super::value::Quantity;
use std::time::Duration;
use tidings_feed::FeedText;
use tidings_model::text::one_line;
use tidings_model::{BaseUrl, ContentPath, language_tag};
use tidings_parse::{DateOrder, StatusKey};
use tidings_server::http::address_block::Networks;
use tidings_server::{DeltaPolicy, Listen};
use tidings_watch::WatchMode;

/// Text of one line that is not empty.
pub(super) fn line(text: String) -> Result<String, String> {
    let text = one_line(&tidings_model::text::strip_forbidden_characters(&text));
    if text.is_empty() {
        Err("it must not be empty (leave the line out instead)".to_owned())
    } else {
        Ok(text)
    }
}

/// The address of the site.
pub(super) fn base_url(text: String) -> Result<BaseUrl, String> {
    BaseUrl::parse(&text).map_err(|error| error.to_string())
}

/// A web address, kept as it is written.
pub(super) fn web_address(text: String) -> Result<String, String> {
    match is_web_address(&text) {
        true => Ok(text),
        false => Err(format!("'{text}' is not an http or https address such as https://example.org/")),
    }
}

/// Whether this is an address of the web. Other than the base URL, it may have a query and a fragment, since no
/// path is appended to it.
fn is_web_address(text: &str) -> bool {
    let Ok(mut url) = url::Url::parse(text) else { return false };
    url.set_query(None);
    url.set_fragment(None);
    BaseUrl::parse(url.as_str()).is_ok()
}

/// An e-mail address.
pub(super) fn email(text: String) -> Result<String, String> {
    let sound = text.split_once('@').is_some_and(|(user, host)| !user.is_empty() && host.contains('.'));
    match sound && !text.contains(char::is_whitespace) {
        true => Ok(text),
        false => Err(format!("'{text}' is not an e-mail address such as jane@example.org")),
    }
}

/// A web address, or a path in the content folder.
pub(super) fn picture(text: String) -> Result<String, String> {
    let path = text.trim_start_matches('/');
    match is_web_address(&text) || ContentPath::new(path).is_some() {
        true => Ok(path.to_owned()),
        false => Err(format!("'{text}' is neither a web address nor the path of a file in the folder")),
    }
}

/// A language tag of BCP 47 (`en`, `pt-BR`, `zh-Hant-TW`), in its usual case.
pub(super) fn language(text: String) -> Result<String, String> {
    language_tag(&text).ok_or_else(|| format!("'{text}' is not a language tag such as en or pt-BR"))
}

/// An IANA time zone.
pub(super) fn timezone(text: String) -> Result<chrono_tz::Tz, String> {
    text.parse().map_err(|_| format!("'{text}' is not an IANA time zone such as Europe/Berlin or UTC"))
}

/// `content.date_order`.
pub(super) fn date_order(text: String) -> Result<DateOrder, String> {
    one_of(&text, &[("day-first", DateOrder::DayFirst), ("month-first", DateOrder::MonthFirst)])
}

/// `content.status`.
pub(super) fn status_key(text: String) -> Result<StatusKey, String> {
    one_of(
        &text,
        &[("auto", StatusKey::Auto), ("publication", StatusKey::Publication), ("ignore", StatusKey::Ignore)],
    )
}

/// `content.watch`.
pub(super) fn watch_mode(text: String) -> Result<WatchMode, String> {
    one_of(&text, &[("auto", WatchMode::Auto), ("native", WatchMode::Native), ("poll", WatchMode::Poll)])
}

/// `feeds.text`.
pub(super) fn feed_text(text: String) -> Result<FeedText, String> {
    one_of(&text, &[("full", FeedText::Full), ("summary", FeedText::Summary)])
}

/// `feeds.flood`.
pub(super) fn flood_action(text: String) -> Result<FloodAction, String> {
    one_of(&text, &[("publish", FloodAction::Publish), ("hold", FloodAction::Hold)])
}

/// `on` or `off`.
pub(super) fn switch(text: String) -> Result<bool, String> {
    one_of(&text, &[("on", true), ("off", false)])
}

/// Which readers get deltas. `on` was the name of a switch.
pub(super) fn delta_policy(text: String) -> Result<DeltaPolicy, String> {
    let policies = [
        ("known", DeltaPolicy::Known),
        ("all", DeltaPolicy::All),
        ("off", DeltaPolicy::Off),
        ("on", DeltaPolicy::Known),
    ];
    one_of(&text, &policies)
}

/// The addresses of WebSub hubs.
pub(super) fn hubs(hubs: Vec<String>) -> Result<Vec<String>, String> {
    let is_web = |hub: &String| {
        url::Url::parse(hub)
            .is_ok_and(|url| matches!(url.scheme(), "http" | "https") && url.host_str().is_some())
    };
    match hubs.iter().find(|hub| !is_web(hub)) {
        Some(other) => Err(format!("'{other}' is not an address such as https://hub.example.org/")),
        None => Ok(hubs),
    }
}

/// Address and port to listen on, or `unix:` and the path of a socket.
pub(super) fn socket(text: String) -> Result<Listen, String> {
    if let Some(path) = text.strip_prefix("unix:") {
        return match path.starts_with('/') && cfg!(unix) {
            true => Ok(Listen::Unix(path.into())),
            false => {
                Err(format!("'{text}' is not a socket with an absolute path such as unix:/run/tidings.sock"))
            }
        };
    }
    // `localhost` is what people write. No other name is resolved, since the answer of a resolver can change.
    let numeric =
        text.strip_prefix("localhost:").map_or_else(|| text.clone(), |port| format!("127.0.0.1:{port}"));
    numeric.parse().map(Listen::Tcp).map_err(|_| {
        format!(
            "'{text}' is not an address with a port such as 127.0.0.1:8080 or [::]:80, and not a socket such as \
             unix:/run/tidings.sock"
        )
    })
}

/// Networks of proxies.
pub(super) fn networks(texts: Vec<String>) -> Result<Networks, String> {
    Networks::parse(texts.iter().map(String::as_str))
        .map_err(|bad| format!("'{bad}' is not an address or a network such as 10.0.0.0/8 or 2001:db8::/32"))
}

/// Permissions of a file, in octal.
pub(super) fn permissions(text: String) -> Result<u32, String> {
    let mode = u32::from_str_radix(&text, 8).ok().filter(|mode| *mode <= 0o777 && text.len() <= 4);
    mode.ok_or_else(|| format!("'{text}' is not permissions in octal such as 660"))
}

/// A number of seconds for a cache, or of requests. RFC 9111, 1.2.2: caches treat anything from 2^31 on
/// alike.
pub(super) fn count(number: i64) -> Result<u32, String> {
    within(number, 0, 1 << 31)
}

/// A number of connections.
pub(super) fn connections(number: i64) -> Result<usize, String> {
    within(number, 1, 1_000_000)
}

/// A number of entries of a feed.
pub(super) fn entries(number: i64) -> Result<usize, String> {
    within(number, 1, 10_000)
}

/// A whole number between two bounds, both included.
fn within<T: TryFrom<i64>>(number: i64, least: i64, most: i64) -> Result<T, String> {
    let checked = (least..=most).contains(&number).then(|| T::try_from(number).ok()).flatten();
    checked.ok_or_else(|| format!("'{number}' is not a whole number from {least} to {most}"))
}

/// `300ms`, `2s`, `5m` or `1h`; a number alone is seconds.
pub(super) fn duration(quantity: Quantity) -> Result<Duration, String> {
    const UNITS: [(&str, u64); 5] = [("", 1000), ("ms", 1), ("s", 1000), ("m", 60_000), ("h", 3_600_000)];
    multiplied(quantity, &UNITS, "a duration such as 300ms, 2s, 5m or 1h").map(Duration::from_millis)
}

/// A duration of at least 100 ms.
pub(super) fn timeout(quantity: Quantity) -> Result<Duration, String> {
    match duration(quantity)? {
        short if short < Duration::from_millis(100) => Err("it must be at least 100ms".to_owned()),
        long => Ok(long),
    }
}

/// A duration of at least one second.
pub(super) fn interval(quantity: Quantity) -> Result<Duration, String> {
    match duration(quantity)? {
        short if short < Duration::from_secs(1) => Err("it must be at least 1s".to_owned()),
        long => Ok(long),
    }
}

/// `65536`, `512 KiB` or `2 MiB`.
pub(super) fn bytes(quantity: Quantity) -> Result<usize, String> {
    const UNITS: [(&str, u64); 3] = [("", 1), ("KiB", 1024), ("MiB", 1024 * 1024)];
    let expected = "a number of bytes such as 65536, 512 KiB or 2 MiB";
    multiplied(quantity, &UNITS, expected)
        .and_then(|number| usize::try_from(number).map_err(|_| format!("'{number}' is not {expected}")))
}

/// A quantity in the smallest unit of the table, whose row `""` is the unit of a number alone.
fn multiplied(quantity: Quantity, units: &[(&str, u64)], expected: &str) -> Result<u64, String> {
    let (number, unit, written) = match quantity {
        Quantity::Number(number) => (u64::try_from(number).ok(), String::new(), number.to_string()),
        Quantity::Text(text) => {
            let digits = text.bytes().take_while(u8::is_ascii_digit).count();
            let (number, unit) = text.split_at(digits);
            (number.parse().ok(), unit.trim().to_owned(), text)
        }
    };
    let factor = units.iter().find(|(name, _)| *name == unit).map(|(_, factor)| *factor);
    number
        .zip(factor)
        .and_then(|(number, factor)| number.checked_mul(factor))
        .ok_or_else(|| format!("'{written}' is not {expected}"))
}

/// One of a few words; the error names all of them.
fn one_of<T: Copy>(text: &str, choices: &[(&str, T)]) -> Result<T, String> {
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

    fn text(text: &str) -> Quantity {
        Quantity::Text(text.to_owned())
    }

    #[test]
    fn addresses_of_the_web_may_have_a_query() {
        for text in ["https://example.org/a?user=1", "https://example.org/a?s=2#me"] {
            assert_eq!(web_address(text.to_owned()).as_deref(), Ok(text));
            assert_eq!(picture(text.to_owned()).as_deref(), Ok(text));
            assert!(base_url(text.to_owned()).is_err(), "{text}");
        }
        for text in ["http://:password@example.org/?a", "mailto:j@example.org", "example.org?a"] {
            assert!(web_address(text.to_owned()).is_err(), "{text}");
        }
    }

    #[test]
    fn durations() {
        assert_eq!(duration(text("300ms")), Ok(Duration::from_millis(300)));
        assert_eq!(duration(text("2")), Ok(Duration::from_secs(2)));
        assert_eq!(duration(text("5 m")), Ok(Duration::from_secs(300)));
        assert_eq!(duration(Quantity::Number(3)), Ok(Duration::from_secs(3)));
        for bad in ["", "s", "1d", "-1s", "99999999999999999999s", "18446744073709551615h"] {
            assert!(duration(text(bad)).is_err(), "{bad}");
        }
        assert!(duration(Quantity::Number(-1)).is_err());
    }

    #[test]
    fn numbers_of_bytes() {
        assert_eq!(bytes(text("65536")), Ok(65536));
        assert_eq!(bytes(Quantity::Number(65536)), Ok(65536));
        assert_eq!(bytes(text("512 KiB")), Ok(512 << 10));
        assert_eq!(bytes(text("2MiB")), Ok(2 << 20));
        for bad in ["", "KiB", "1 kB", "-1", "99999999999999999999", "18446744073709551615 MiB"] {
            assert!(bytes(text(bad)).is_err(), "{bad}");
        }
    }

    #[test]
    fn languages() {
        let language = |text: &str| language(text.to_owned());
        assert_eq!(language("zh-hant-TW").as_deref(), Ok("zh-Hant-TW"));
        for bad in ["", "e", "english language", "cz", "en-"] {
            assert!(language(bad).is_err(), "{bad}");
        }
    }
}
