//! Texts that are or contain a key: private keys, tokens of services, secrets of one-time passwords.

use super::rule::{ContentRule, TextParts, begins_armoured, private};

/// The rules, tried in order.
pub(super) const RULES: &[ContentRule] = &[
    private(|parts| begins_armoured(parts.first_line, "PRIVATE KEY"), "it is a private key"),
    private(|parts| parts.is_plain && has_key(parts.text), "it contains a private key"),
    private(is_age_or_putty_key, "it is a private key"),
    private(|parts| parts.is_plain && has_key_setting(parts), "it contains a private key"),
    private(
        |parts| parts.is_plain && parts.text.contains("\"private_key\": \"-----BEGIN "),
        "it contains a private key",
    ),
    private(
        |parts| parts.is_plain && is_mostly(parts, is_one_time_password_address),
        "it contains the secrets of one-time passwords",
    ),
    private(
        |parts| parts.is_plain && parts.lines().any(has_emergency_key),
        "it is the emergency kit of a password manager",
    ),
    private(
        |parts| parts.is_plain && is_mostly(parts, |line| line.split(['=', ':', ' ']).any(is_token)),
        "it contains access tokens",
    ),
    private(|parts| parts.head.starts_with("$ANSIBLE_VAULT;"), "it contains encrypted secrets"),
    private(
        |parts| parts.is_plain && parts.text.contains("ENC[AES256_GCM,data:"),
        "it contains encrypted secrets",
    ),
    private(|parts| parts.is_plain && is_mostly(parts, is_public_key_of_ssh), "it is a list of keys of SSH"),
];

/// Whether at least half of the first lines match, so that a text which quotes one such line stays an article.
fn is_mostly(parts: &TextParts, matches: impl Fn(&str) -> bool) -> bool {
    let lines: Vec<&str> = parts.entries().take(40).collect();
    let count = lines.iter().filter(|line| matches(line)).count();
    count > 0 && count * 2 >= lines.len()
}

fn has_key(text: &str) -> bool {
    text.contains("-----BEGIN ") && text.lines().any(|line| begins_armoured(line.trim(), "PRIVATE KEY"))
}

fn is_age_or_putty_key(parts: &TextParts) -> bool {
    let is_age = parts.head.lines().take(5).any(|line| line.starts_with("AGE-SECRET-KEY-1"));
    is_age || parts.head.starts_with("PuTTY-User-Key-File-")
}

/// WireGuard's configuration, and the credentials of AWS.
fn has_key_setting(parts: &TextParts) -> bool {
    parts.lines().any(|line| line.starts_with("PrivateKey = ") || line.starts_with("aws_secret_access_key"))
}

/// `otpauth://totp/Site:jane?secret=…` (Google's key URI format), as authenticators export it.
fn is_one_time_password_address(line: &str) -> bool {
    line.contains("otpauth-migration://") || (line.contains("otpauth://") && line.contains("secret="))
}

/// The secret key of an account of 1Password: `A3-` and groups of capital letters and digits.
fn has_emergency_key(line: &str) -> bool {
    let is_group = |group: &str| {
        (5..=6).contains(&group.len())
            && group.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
    };
    line.split_whitespace().any(|word| {
        let mut groups = word.split('-');
        groups.next() == Some("A3") && groups.clone().count() >= 5 && groups.all(is_group)
    })
}

/// Prefixes of tokens that services document so that scanners recognise them: GitHub, GitLab, Slack, AWS, Stripe,
/// Google, npm, PyPI.
const TOKEN_PREFIXES: [&str; 18] = [
    "ghp_",
    "gho_",
    "ghu_",
    "ghs_",
    "ghr_",
    "github_pat_",
    "glpat-",
    "xoxb-",
    "xoxp-",
    "xapp-",
    "AKIA",
    "ASIA",
    "sk_live_",
    "rk_live_",
    "whsec_",
    "AIza",
    "npm_",
    "pypi-",
];

fn is_token(word: &str) -> bool {
    let word = word.trim_matches(['"', '\'', ',', ';']);
    let is_long = |rest: &str| {
        rest.len() >= 16 && rest.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-".contains(&byte))
    };
    TOKEN_PREFIXES.iter().any(|prefix| word.strip_prefix(prefix).is_some_and(is_long))
}

/// `ssh-ed25519 AAAA…`, after a host or options as in `known_hosts` and `authorized_keys`.
fn is_public_key_of_ssh(line: &str) -> bool {
    let mut words = line.split_whitespace();
    words.any(|word| word.starts_with("ssh-") || word.starts_with("ecdsa-sha2-"))
        && words.next().is_some_and(|key| key.starts_with("AAAA"))
}
