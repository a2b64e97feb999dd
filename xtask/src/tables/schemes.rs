//! URI schemes that IANA has registered as permanent or historical. Anyone may register a provisional one.

use super::packages::{Packages, objects, values};
use super::rust::head;
use super::source::{Source, corrected};
use crate::error::Error;

/// Registered, but missing or still provisional in the source.
const ADDED: [(&str, &str); 8] = [
    ("coap+tcp", "registered by RFC 8323"),
    ("coap+ws", "registered by RFC 8323"),
    ("coaps+tcp", "registered by RFC 8323"),
    ("coaps+ws", "registered by RFC 8323"),
    ("dtn", "permanent since RFC 9171"),
    ("ipn", "permanent since RFC 9171"),
    ("leaptofrogans", "registered by RFC 8589"),
    ("mt", "missing in the source"),
];

/// Registered, but not accepted by the validator so far. Accepting one changes which addresses draw a
/// message.
const REMOVED: [(&str, &str); 6] = [
    ("videotex", "historical"),
    ("xcon-userid", "identifies users of a conference (RFC 6501)"),
    ("xmlrpc.beeps", "XML-RPC in BEEP over TLS (RFC 3529)"),
    ("z39.50", "historical"),
    ("z39.50r", "library catalogues (RFC 2056)"),
    ("z39.50s", "library catalogues (RFC 2056)"),
];

pub(super) fn import(packages: &Packages) -> Result<Source, Error> {
    let list = |file: &str| Ok(values(&objects(&packages.npm("schemes", file))?, "scheme"));
    let sets =
        [("permanent", list("lib/iana-permanent.json")?), ("historical", list("lib/iana-historical.json")?)];
    Ok(Source::new(vec![packages.npm_origin("schemes")?], sets))
}

pub(super) fn render(source: &Source) -> Result<String, Error> {
    let registered = source.words("permanent")?.union(source.words("historical")?).cloned().collect();
    let schemes = corrected(&registered, &ADDED, &REMOVED)?;
    let mut text = head("URI schemes that are registered.", source);
    text.push_str(&format!(
        "\n/// The permanent and historical schemes of <https://www.iana.org/assignments/uri-schemes>, in\n\
         /// alphabetical order. Provisional ones are left out: anyone may register them.\n\
         pub(super) const REGISTERED: [&str; {}] = [\n",
        schemes.len()
    ));
    schemes.iter().for_each(|scheme| text.push_str(&format!("    \"{scheme}\",\n")));
    text.push_str("];\n");
    Ok(text)
}
