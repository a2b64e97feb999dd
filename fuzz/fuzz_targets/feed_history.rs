//! The feed history in the state folder: the server starts whatever the file contains.
#![no_main]

#[path = "../../tests/fuzz_targets/feed_history.rs"]
mod check;
#[path = "../../tests/fuzz_targets/site.rs"]
#[allow(dead_code, reason = "not every target uses all of it")]
mod site;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    check::check(bytes);
});
