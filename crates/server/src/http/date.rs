//! The `Date` field of a response (RFC 9110, 6.6.1), formatted once a second by each thread.

use std::cell::RefCell;
use std::time::{Duration, SystemTime};

/// The field that was formatted last, and until when it is current, on the caller's clock.
struct Formatted {
    until: Duration,
    text: String,
}

thread_local! {
    static LAST: RefCell<Formatted> = const { RefCell::new(Formatted { until: Duration::ZERO, text: String::new() }) };
}

/// Appends the field with its line end. `now` comes from a monotonic clock. The system clock is slower to
/// read and may be set; the function reads it only when one of its seconds is over.
pub(crate) fn append(head: &mut Vec<u8>, now: Duration) {
    LAST.with_borrow_mut(|last| {
        if last.until <= now {
            let date = SystemTime::now();
            let passed = date.duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default().subsec_nanos();
            last.until = now + Duration::from_secs(1) - Duration::from_nanos(u64::from(passed));
            last.text = format!("date: {}\r\n", httpdate::fmt_http_date(date));
        }
        head.extend_from_slice(last.text.as_bytes());
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_date_is_current_and_formatted_once_a_second() {
        let read = |now: Duration| {
            let mut head = Vec::new();
            append(&mut head, now);
            String::from_utf8(head).unwrap()
        };
        let before = SystemTime::now();
        let first = read(Duration::from_secs(1));
        let after = SystemTime::now();
        let date = first.strip_prefix("date: ").and_then(|rest| rest.strip_suffix("\r\n")).unwrap();
        let date = httpdate::parse_http_date(date).unwrap();
        assert!(date <= after && date + Duration::from_secs(1) > before, "{first}");
        assert_eq!(read(Duration::from_secs(1)), first, "the clock stands still");
        let until = LAST.with_borrow(|last| last.until);
        assert!(until > Duration::from_secs(1) && until <= Duration::from_secs(2), "{until:?}");
    }
}
