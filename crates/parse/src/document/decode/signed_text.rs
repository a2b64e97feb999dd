//! Texts signed with OpenPGP's cleartext signature (RFC 9580, section 7), which people can read without any program.

const BEGIN: &str = "-----BEGIN PGP SIGNED MESSAGE-----\n";
const SIGNATURE: &str = "\n-----BEGIN PGP SIGNATURE-----";

/// The text without the lines of the signature; `None` if it is not signed. Lines that begin with a hyphen are
/// escaped by `- `.
pub(super) fn signed_text(text: &str) -> Option<String> {
    let rest = text.trim_start().strip_prefix(BEGIN)?;
    // The headers (`Hash: SHA256`) end with an empty line.
    let (_, body) = rest.split_once("\n\n")?;
    let (body, _) = body.split_once(SIGNATURE)?;
    let lines: Vec<&str> = body.lines().map(|line| line.strip_prefix("- ").unwrap_or(line)).collect();
    Some(lines.join("\n"))
}

#[cfg(test)]
mod tests {
    use super::signed_text;

    #[test]
    fn a_signature_is_removed_and_hyphens_are_restored() {
        let signed = "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\nA title\n- -------\n\nText.\n\
                      -----BEGIN PGP SIGNATURE-----\n\niQIz\n-----END PGP SIGNATURE-----\n";
        assert_eq!(signed_text(signed).as_deref(), Some("A title\n-------\n\nText."));
        assert_eq!(signed_text("Text.\n"), None);
        assert_eq!(signed_text("-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\nText.\n"), None);
    }
}
