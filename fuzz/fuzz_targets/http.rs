//! Requests: the fast path and hyper give the same response to the same bytes.
#![no_main]

#[path = "../../tests/fuzz_targets/http.rs"]
mod check;
#[path = "../../tests/fuzz_targets/site.rs"]
#[allow(dead_code, reason = "not every target uses all of it")]
mod site;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    check::check(bytes);
});
