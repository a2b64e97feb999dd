//! Schemes that are registered.

use super::scheme_table::REGISTERED;

/// Whether a scheme is registered, in any case.
pub(super) fn is_registered(scheme: &str) -> bool {
    REGISTERED.iter().any(|known| known.eq_ignore_ascii_case(scheme))
}
