//! Files for `catalogue import`: imported completely or not at all.
#![no_main]

#[path = "../../tests/fuzz_targets/catalogue_import.rs"]
mod check;
#[path = "../../tests/fuzz_targets/site.rs"]
#[allow(dead_code, reason = "not every target uses all of it")]
mod site;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    check::check(bytes);
});
