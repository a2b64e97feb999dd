//! `catalogue import`: any bytes are imported completely or not at all, and an export contains everything
//! that was imported.

use super::site::catalogue;
use tidings_catalogue::Catalogue;

/// Checks one file. Returns true if it is imported.
pub(crate) fn check(mut lines: &[u8]) -> bool {
    let mut imported = catalogue();
    let before = export(&imported);
    if imported.import(&mut lines).is_err() {
        assert_eq!(export(&imported), before, "a rejected file leaves the catalogue as it was");
        return false;
    }
    let first = export(&imported);
    let mut again = catalogue();
    again.import(&mut first.as_slice()).expect("an export can be imported");
    assert_eq!(String::from_utf8(export(&again)), String::from_utf8(first));
    true
}

/// The export of a catalogue.
pub(crate) fn export(catalogue: &Catalogue) -> Vec<u8> {
    let mut lines = Vec::new();
    catalogue.export(&mut lines).expect("an export");
    lines
}
