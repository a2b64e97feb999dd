//! The `Date` of an answer (RFC 9110, 6.6.1), formatted once a second by each thread.

use std::cell::RefCell;
use std::time::{Duration, SystemTime};

/// What was formatted last, and until when it holds, as the caller counts.
struct Formatted {
    until: Duration,
    text: String,
}

thread_local! {
    static LAST: RefCell<Formatted> = const { RefCell::new(Formatted { until: Duration::ZERO, text: String::new() }) };
}

/// Appends the field with its line end. `now` comes from a clock that never goes back; the system's own, which is
/// dearer and may be set, is read when a second of it is over.
pub(super) fn append(head: &mut Vec<u8>, now: Duration) {
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
    fn it_is_of_this_second_and_formatted_again_in_the_next() {
        let read = |now: Duration| {
            let mut head = Vec::new();
            append(&mut head, now);
            String::from_utf8(head).unwrap()
        };
        let before = SystemTime::now();
        let first = read(Duration::from_secs(1));
        let after = SystemTime::now();
        let told = first.strip_prefix("date: ").and_then(|rest| rest.strip_suffix("\r\n")).unwrap();
        let told = httpdate::parse_http_date(told).unwrap();
        assert!(told <= after && told + Duration::from_secs(1) > before, "{first}");
        assert_eq!(read(Duration::from_secs(1)), first, "the clock stands still");
        let until = LAST.with_borrow(|last| last.until);
        assert!(until > Duration::from_secs(1) && until <= Duration::from_secs(2), "{until:?}");
    }
}
