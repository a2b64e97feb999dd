//! Bodies of HTML: the fast sanitiser and the tree sanitiser agree.
#![no_main]

#[path = "../../tests/fuzz_targets/sanitize.rs"]
mod check;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|html: &str| {
    check::check(html);
});
