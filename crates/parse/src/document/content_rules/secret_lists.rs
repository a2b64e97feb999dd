//! Lists of passwords, codes and cookies, recognised by the shape of their lines.

use super::rule::{ContentRule, TextParts, private};

/// The rules, tried in order.
pub(super) const RULES: &[ContentRule] = &[
    private(
        |parts| parts.is_plain && is_environment(parts.head),
        "it is a list of environment variables, which often contain passwords",
    ),
    private(|parts| parts.is_plain && is_password_file(parts.head), "it is a list of password hashes"),
    private(|parts| parts.is_plain && is_password_table(parts), "it is an export of a password manager"),
    private(|parts| parts.is_plain && is_login_file(parts), "it is a list of logins with their passwords"),
    private(|parts| parts.is_plain && is_code_list(parts), "it is a list of codes, such as recovery codes"),
    private(|parts| parts.is_plain && is_seed_phrase(parts), "it is the recovery phrase of a wallet"),
    private(
        |parts| parts.is_plain && is_cookie_file(parts),
        "it is a file of cookies, which log a person in",
    ),
];

/// `export NAME=value` lines and comments only, at least two.
fn is_environment(head: &str) -> bool {
    let is_variable = |line: &str| {
        let line = line.strip_prefix("export ").unwrap_or(line);
        line.split_once('=').is_some_and(|(name, _)| {
            name.len() > 1
                && name.starts_with(|c: char| c.is_ascii_uppercase())
                && name.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_')
        })
    };
    let mut count = 0;
    let lines = head.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
    // The last line of the beginning may be cut.
    for line in lines.take(200) {
        if !is_variable(line) {
            return false;
        }
        count += 1;
    }
    count >= 2
}

/// `jane:$2y$05$…` (htpasswd), `root:x:0:0:…` (passwd).
fn is_password_file(head: &str) -> bool {
    const HASHES: [&str; 8] = ["$apr1$", "$2y$", "$2a$", "$2b$", "$5$", "$6$", "$y$", "{SHA}"];
    let first = head.lines().next().unwrap_or_default();
    first.split_once(':').is_some_and(|(user, hash)| {
        !user.contains(char::is_whitespace)
            && (HASHES.iter().any(|start| hash.starts_with(start))
                || (user == "root" && hash.starts_with("x:0:")))
    })
}

/// A table whose header names a column of passwords: the exports of browsers and of password managers.
fn is_password_table(parts: &TextParts) -> bool {
    const NAMES: [&str; 6] =
        ["password", "login_password", "passwort", "contraseña", "mot de passe", "senha"];
    [',', ';', '\t'].into_iter().any(|separator| {
        let mut names =
            parts.first_line.split(separator).map(|name| name.trim().trim_matches('"').to_lowercase());
        parts.first_line.split(separator).count() >= 3 && names.any(|name| NAMES.contains(&name.as_str()))
    })
}

/// `.netrc`, `.pgpass`, `.npmrc`, git's stored credentials, and addresses of databases with a password.
fn is_login_file(parts: &TextParts) -> bool {
    let Some(first) = parts.entries().next() else { return false };
    let is_netrc = (first.starts_with("machine ") || first == "default login")
        && parts.head.contains("login ")
        && parts.head.contains("password ");
    let fields: Vec<&str> = first.split(':').collect();
    let is_port =
        |port: &str| port == "*" || (!port.is_empty() && port.bytes().all(|byte| byte.is_ascii_digit()));
    let is_pgpass = fields.len() == 5 && !first.contains(' ') && is_port(fields[1]);
    let has_password = |line: &str| {
        let authority =
            line.split_once("://").map_or("", |(_, rest)| rest.split('/').next().unwrap_or_default());
        authority.split_once('@').is_some_and(|(user, _)| user.contains(':')) && !line.contains(' ')
    };
    is_netrc || is_pgpass || first.contains(":_authToken=") || parts.entries().take(3).all(has_password)
}

/// Codes, one or two in a line, with or without a number in front. A list of dates or of telephone numbers has
/// the same shape, so a list of digits needs a word that names codes.
fn is_code_list(parts: &TextParts) -> bool {
    const WORDS: [&str; 12] = [
        "recovery",
        "backup code",
        "two-factor",
        "2fa",
        "one-time",
        "authenticat",
        "wiederherstellung",
        "sicherheitscode",
        "récupération",
        "recuperación",
        "recupero",
        "резервные",
    ];
    let lines: Vec<&str> = parts.lines().take(60).collect();
    let codes: Vec<&str> = lines.iter().copied().filter(|line| is_code_line(line)).collect();
    if codes.len() < 5 || codes.len() * 2 < lines.len() {
        return false;
    }
    let has_letters = |line: &&str| line.contains(|c: char| c.is_ascii_alphabetic());
    let head = parts.head.to_lowercase();
    codes.iter().filter(|line| has_letters(line)).count() * 2 > codes.len()
        || WORDS.iter().any(|word| head.contains(word))
}

/// `1. 1a2b3-c4d5e` or `1234 5678`: words of letters and digits, of which at least one has a digit, in groups of
/// four characters or more.
fn is_code_line(line: &str) -> bool {
    let line = line.trim_start_matches(['*', '-', '[', ']', ' ', '•', '□', '☐']);
    let numbered =
        line.split_once(['.', ')']).filter(|(number, _)| number.bytes().all(|byte| byte.is_ascii_digit()));
    let code = numbered.map_or(line, |(_, rest)| rest).trim();
    let mut groups = code.split([' ', '-', '\t']).filter(|group| !group.is_empty());
    let is_group = |group: &str| {
        (4..=12).contains(&group.len()) && group.bytes().all(|byte| byte.is_ascii_alphanumeric())
    };
    let mixes = |group: &str| group.bytes().any(|byte| byte.is_ascii_digit());
    (8..=40).contains(&code.len()) && groups.clone().any(mixes) && groups.all(is_group)
}

/// Twelve to twenty-four words of BIP 39 in one line or one a line, in a text that names the phrase.
fn is_seed_phrase(parts: &TextParts) -> bool {
    const NAMES: [&str; 5] = ["seed phrase", "recovery phrase", "secret phrase", "mnemonic", "seed words"];
    let is_word =
        |word: &str| (3..=8).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_lowercase());
    let head = parts.head.to_lowercase();
    if !NAMES.iter().any(|name| head.contains(name)) {
        return false;
    }
    let is_phrase = |line: &str| {
        let words: Vec<&str> = line.split_whitespace().collect();
        [12, 15, 18, 21, 24].contains(&words.len()) && words.into_iter().all(is_word)
    };
    let alone =
        |line: &&str| is_word(line.trim_start_matches(|c: char| c.is_ascii_digit() || ". )".contains(c)));
    parts.lines().take(40).any(is_phrase) || parts.lines().take(40).filter(alone).count() >= 12
}

/// Netscape's format, which browsers' extensions and curl write.
fn is_cookie_file(parts: &TextParts) -> bool {
    let is_cookie = |line: &str| {
        let fields: Vec<&str> = line.split('\t').collect();
        let is_flag = |at: usize| fields.get(at).is_some_and(|field| ["TRUE", "FALSE"].contains(field));
        fields.len() >= 6 && is_flag(1) && is_flag(3)
    };
    parts.first_line.ends_with("HTTP Cookie File") || parts.entries().next().is_some_and(is_cookie)
}
