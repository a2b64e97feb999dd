//! The hosts of web addresses: hosts that only the publisher can reach, and top-level domains.

use super::canonical::scheme_of;
use super::domain_table::LONGER_DOMAINS;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// The host of a web address as written, without user and port.
pub(crate) fn host_of(address: &str) -> Option<&str> {
    let scheme = scheme_of(address)?;
    if !["http", "https"].iter().any(|web| web.eq_ignore_ascii_case(scheme)) {
        return None;
    }
    let rest = address.get(scheme.len() + 1..)?.strip_prefix("//")?;
    let authority = rest.split(['/', '?', '#']).next()?;
    let host = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
    let host = match host.strip_prefix('[') {
        Some(literal) => literal.split_once(']')?.0,
        None => host.split(':').next()?,
    };
    (!host.is_empty()).then_some(host)
}

/// Names below which there are only private hosts (RFC 6761, RFC 6762, RFC 9476 and ICANN's `internal`).
const PRIVATE: &[&str] = &["localhost", "local", "internal", "lan", "test", "home.arpa"];

/// Services whose addresses end with the session of a developer.
const TUNNELS: &[&str] = &[
    "app.github.dev",
    "gitpod.io",
    "loca.lt",
    "ngrok-free.app",
    "ngrok.app",
    "ngrok.io",
    "trycloudflare.com",
    "webcontainer.io",
];

/// Whether the host of a web address is one that readers cannot reach, or a preview of a version that is not
/// published.
pub(super) fn is_private_or_preview(address: &str) -> bool {
    let Some(host) = host_of(address) else { return false };
    let host = host.trim_end_matches('.').to_ascii_lowercase();
    if let Ok(address) = host.parse::<IpAddr>() {
        return match address {
            IpAddr::V4(address) => is_private_v4(address),
            IpAddr::V6(address) => is_private_v6(address),
        };
    }
    let is_below =
        |domain: &str| host.strip_suffix(domain).is_some_and(|name| name.is_empty() || name.ends_with('.'));
    PRIVATE.iter().any(|domain| is_below(domain))
        || TUNNELS.iter().any(|domain| is_below(domain))
        || is_preview(&host)
}

fn is_private_v4(address: Ipv4Addr) -> bool {
    address.is_loopback() || address.is_private() || address.is_link_local() || address.is_unspecified()
}

fn is_private_v6(address: Ipv6Addr) -> bool {
    address.is_loopback()
        || address.is_unspecified()
        || address.is_unique_local()
        || address.is_unicast_link_local()
}

/// Whether a hosting service made the name for one branch or one build.
fn is_preview(host: &str) -> bool {
    let label = |domain: &str| host.strip_suffix(domain).and_then(|rest| rest.strip_suffix('.'));
    let is_hash = |text: &str| text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
    label("netlify.app").is_some_and(|site| site.contains("--"))
        || label("vercel.app").is_some_and(|site| site.contains("-git-"))
        || label("pages.dev")
            .is_some_and(|site| site.split_once('.').is_some_and(|(build, _)| is_hash(build)))
}

/// Whether a host ends with a top-level domain that starts with the letters of another one, such as
/// `community`, which starts with `com`.
pub(crate) fn is_known_domain(host: &str) -> bool {
    let last = host.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
    LONGER_DOMAINS.split(' ').any(|known| known == last)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_are_found() {
        for (address, host) in [
            ("https://quay.example/a", Some("quay.example")),
            ("HTTP://jane@quay.example:8080?a", Some("quay.example")),
            ("http://[::1]:80/", Some("::1")),
            ("https:///a", None),
            ("ftp://quay.example/", None),
            ("/a", None),
        ] {
            assert_eq!(host_of(address), host, "{address}");
        }
    }

    #[test]
    fn private_hosts_and_previews_are_recognized() {
        for private in [
            "http://localhost:1313/a",
            "http://LOCALHOST/",
            "https://blog.localhost/",
            "http://127.0.0.1/",
            "http://192.168.1.20:4000/",
            "http://10.0.0.1",
            "http://0.0.0.0:8000/",
            "http://[::1]/",
            "http://[fd00::1]/",
            "http://printer.local/",
            "https://deploy-preview-12--quay.netlify.app/",
            "https://quay-git-draft-jane.vercel.app/",
            "https://0a1b2c3d.quay.pages.dev/",
            "https://abcd.ngrok-free.app/feed",
        ] {
            assert!(is_private_or_preview(private), "{private}");
        }
        for public in [
            "https://quay.example/",
            "https://localhost.example/",
            "https://quay.netlify.app/",
            "https://quay.vercel.app/",
            "https://quay.pages.dev/",
            "https://1.1.1.1/",
            "https://notlocal/",
            "mailto:jane@localhost",
        ] {
            assert!(!is_private_or_preview(public), "{public}");
        }
    }

    #[test]
    fn longer_domains_are_known() {
        assert!(is_known_domain("quay.community") && is_known_domain("quay.COM"));
        assert!(!is_known_domain("quay.comblog"));
    }
}
