//! Files whose name says that they contain keys, passwords or a copy of a database.

use super::rule::PathTest::{Contains, Directory, Extension, Name, Path, Suffix};
use super::rule::{PathRule, private};
use crate::document::markup::markup_of_extension;
use crate::document::model::Format;
use tidings_model::ContentPath;

const KEY: &str = "its name is that of a private key";
const PASSWORDS: &str = "its name says that it contains passwords";
const ENVIRONMENT: &str =
    "its name is that of a file of environment variables, which often contain passwords";
const DATABASE: &str = "its name is that of a database or of a copy of one";

/// The rules, tried in order.
pub(super) const RULES: &[PathRule] = &[
    private(Path(|path| is_key_name(&stem(path))), KEY),
    // `key` is missing: it is also the extension of a presentation (Keynote), so the content decides.
    private(
        Extension(&[
            "pem",
            "p12",
            "pfx",
            "p8",
            "ppk",
            "jks",
            "keystore",
            "keytab",
            "agekey",
            "kdbx",
            "kdb",
            "keychain",
            "ovpn",
            "tfstate",
            "tfvars",
            "mobileprovision",
        ]),
        KEY,
    ),
    private(Extension(&["gpg", "pgp", "age", "jwe", "vault"]), "it is encrypted"),
    // `1700000000.M1P2.host:2,S`, and the same directory before a program has read the message.
    private(Path(|path| path.file_name().contains(":2,")), "it is a message of a mailbox (Maildir)"),
    private(Path(is_account_page), "it has the data of an account, in an export of Medium"),
    private(Name(&["authorized_keys", "known_hosts", "authorized_keys2"]), KEY),
    private(Path(is_environment_file), ENVIRONMENT),
    private(
        Name(&[
            "netrc",
            "_netrc",
            "htpasswd",
            "pgpass",
            "pgpass.conf",
            "passwd",
            "shadow",
            "my.cnf",
            "wp-config.php",
        ]),
        PASSWORDS,
    ),
    private(Extension(&["htpasswd", "netrc"]), PASSWORDS),
    private(Directory(&["secrets", "credentials", "passwords", "private-keys", "private_keys"]), PASSWORDS),
    private(Path(|path| names_passwords(path) && !may_be_article(path)), PASSWORDS),
    private(Extension(&["dump", "sqlite", "sqlite3", "db", "db3", "mdb", "accdb", "bson", "rdb"]), DATABASE),
    private(
        Suffix(&[
            ".sql",
            ".sql.gz",
            ".sql.bz2",
            ".sql.xz",
            ".sql.zst",
            ".sql.zip",
            ".dump.gz",
            ".dump.txt",
            ".sql.txt",
        ]),
        DATABASE,
    ),
    private(
        Contains(&["whatsapp chat", "whatsapp-chat", "chat de whatsapp"]),
        "its name is that of an exported chat",
    ),
];

/// Stems of files that contain passwords, in the languages of the desktop.
const PASSWORD_STEMS: [&str; 26] = [
    "password",
    "passwords",
    "passwd",
    "passphrase",
    "passphrases",
    "passcodes",
    "secret",
    "secrets",
    "credential",
    "credentials",
    "logins",
    "login-data",
    "api-key",
    "api-keys",
    "recovery-codes",
    "backup-codes",
    "seed-phrase",
    "passwort",
    "passwörter",
    "kennwörter",
    "zugangsdaten",
    "mots-de-passe",
    "contraseñas",
    "senhas",
    "пароли",
    "密码",
];

/// Whether the name says that the file contains passwords. An article may have such a name too.
pub(super) fn names_passwords(path: &ContentPath) -> bool {
    let stem = stem(path).replace(['_', ' '], "-");
    PASSWORD_STEMS.contains(&stem.as_str())
}

/// Whether the extension is that of a markup language, in which nobody keeps a bare list of passwords without
/// the intent to format it.
pub(super) fn may_be_article(path: &ContentPath) -> bool {
    let extension = path.extension().unwrap_or_default();
    markup_of_extension(&extension).is_some_and(|markup| markup.format != Format::Text)
}

/// The file name before its first dot, in lower case.
fn stem(path: &ContentPath) -> String {
    path.file_name().split('.').next().unwrap_or_default().to_lowercase()
}

/// The names that ssh-keygen gives to keys, and those of certificate authorities.
fn is_key_name(stem: &str) -> bool {
    ["id_rsa", "id_dsa", "id_ecdsa", "id_ed25519", "id_ecdsa_sk", "id_ed25519_sk", "id_xmss"].contains(&stem)
        || stem.starts_with("ssh_host_")
        || ["privkey", "privatekey", "private_key", "private-key", "server_key", "deploy_key", "deploy-key"]
            .contains(&stem)
}

/// The pages that Medium's export has beside the posts: addresses, sessions, the profile. Their names have the name of
/// their directory: `ips/ips-0001.html`.
fn is_account_page(path: &ContentPath) -> bool {
    const DIRECTORIES: [&str; 8] =
        ["ips", "sessions", "profile", "bookmarks", "claps", "highlights", "interests", "twitter"];
    let directory = path.directory().rsplit('/').next().unwrap_or_default();
    let rest = path.file_name().strip_prefix(directory).and_then(|rest| rest.strip_suffix(".html"));
    DIRECTORIES.contains(&directory)
        && rest.is_some_and(|rest| {
            rest.is_empty() || rest.strip_prefix('-').is_some_and(|number| number.parse::<u32>().is_ok())
        })
}

/// `env`, `env.production`, `prod.env`, `.env.local`. `env.md` may be an article.
fn is_environment_file(path: &ContentPath) -> bool {
    let name = path.file_name().to_lowercase();
    let bare = name.trim_start_matches('.');
    let is_env = bare == "env" || bare.starts_with("env.") || bare.ends_with(".env") || bare == "envrc";
    is_env && !may_be_article(path)
}
