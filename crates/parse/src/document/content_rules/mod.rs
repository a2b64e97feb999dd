//! Rules by which the text of a file shows that the file is not an article: keys, dumps, exports of whole sites,
//! signatures, scripts.

mod configuration;
mod conflict_marks;
mod databases;
mod keys;
mod not_articles;
mod rule;
mod secret_lists;
mod substitute;

pub(super) use conflict_marks::conflict_marks;
pub(super) use substitute::replaced_by;

use super::model::Format;
use rule::{ContentRule, Reach, TextParts, begins_armoured};
use tidings_model::ContentPath;

/// All rules. The first that matches gives the reason.
fn rules() -> impl Iterator<Item = &'static ContentRule> {
    let tables =
        [keys::RULES, secret_lists::RULES, databases::RULES, configuration::RULES, not_articles::RULES];
    tables.into_iter().flatten()
}

/// The reason why a text is not an article, by its content. `format` is the one that the file's container states.
pub(super) fn not_article_because(
    path: &ContentPath,
    text: &str,
    format: Option<Format>,
) -> Option<&'static str> {
    // A container (Word, e-mail) is an article whatever its text begins with.
    if format.is_some() {
        return None;
    }
    let parts = TextParts::of_document(path, text);
    rules().find(|rule| (rule.test)(&parts)).map(|rule| rule.reason)
}

/// The reason why the content of a file must never be sent to anyone: it begins like a key, a list of passwords or
/// a copy of a database. `head` is the beginning of the file, 4 KiB or more if it has as much.
pub fn private_content(head: &[u8]) -> Option<&'static str> {
    if [&b"SQLite format 3\0"[..], b"PGDMP", b"REDIS0"].iter().any(|magic| head.starts_with(magic)) {
        return Some("it is a copy of a database");
    }
    let text = String::from_utf8_lossy(head);
    let parts = TextParts::of_bytes(&text);
    let mut private = rules().filter(|rule| rule.reach == Reach::Private);
    private.find(|rule| (rule.test)(&parts)).map(|rule| rule.reason)
}

/// Whether a text that is an article contains a whole private key, as a listing might by mistake. The line is that
/// of the key's beginning, from 1.
pub(super) fn line_of_private_key(text: &str) -> Option<u32> {
    let mut lines = text.lines().enumerate();
    loop {
        let (at, _) = lines.find(|(_, line)| begins_armoured(line.trim(), "PRIVATE KEY"))?;
        // A tutorial shortens its key (`MIIE…`): a real one has more than one whole line of Base64.
        let is_base64 = |line: &str| {
            let line = line.trim();
            line.len() >= 60
                && line.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+/=".contains(&byte))
        };
        if lines.by_ref().take(2).all(|(_, line)| is_base64(line)) {
            return u32::try_from(at + 1).ok();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reason(path: &str, text: &str) -> Option<&'static str> {
        not_article_because(&ContentPath::new(path).unwrap(), text, None)
    }

    #[test]
    fn files_that_are_no_articles_by_their_text() {
        let cases = [
            ("x", "-----BEGIN OPENSSH PRIVATE KEY-----\nb3Bl\n", "private key"),
            ("notes.txt", "server:\n-----BEGIN RSA PRIVATE KEY-----\nMIIE\n", "private key"),
            ("x.txt", "PuTTY-User-Key-File-3: ssh-ed25519\n", "private key"),
            ("x.txt", "# created: 2026\n# public key: age1x\nAGE-SECRET-KEY-1ABC\n", "private key"),
            ("settings.txt", "# production\nDB_HOST=localhost\nDB_PASSWORD=hunter2\n", "environment"),
            ("users", "jane:$apr1$abc$def\n", "password"),
            ("old.txt", "-- MySQL dump 10.13\n--\n", "database"),
            ("old.txt", "--\n-- PostgreSQL database dump\n--\n", "database"),
            (
                "post.md.asc",
                "-----BEGIN PGP SIGNATURE-----\n\niQIz\n-----END PGP SIGNATURE-----\n",
                "signature",
            ),
            ("deploy", "#!/bin/sh\nrsync -a public/ host:/srv\n", "script"),
            ("run.txt", "#! /usr/bin/env python3\n", "script"),
            (
                "export.txt",
                "AUTHOR: Jane\nTITLE: A\nSTATUS: Draft\n-----\nBODY:\nx\n-----\n--------\n",
                "Movable Type",
            ),
            ("blog.txt", "<?xml version=\"1.0\"?>\n<rss version=\"2.0\" xmlns:wp=\"x\">", "XML"),
            ("mails.txt", "From jane@example.org Mon Mar  2 08:00:00 2026\nSubject: a\n\nText\n", "mailbox"),
            ("a1b2c3d4e5f60718.txt", "a1b2c3d4e5f60718\n", "search engine"),
            ("x.html", "google-site-verification: google12.html", "search engine"),
            ("export.txt", "{\"title\": \"a\"}\n{\"title\": \"b\"}\n", "JSON"),
        ];
        for (path, text, part) in cases {
            assert!(
                reason(path, text).is_some_and(|reason| reason.contains(part)),
                "{path}: {:?}",
                reason(path, text)
            );
        }
    }

    #[test]
    fn secrets_by_the_shape_of_their_lines() {
        let codes: String = (10..18).map(|n| format!("{n}. a{n}b2c-d3e{n}\n")).collect();
        let digits = (10..18).map(|n| format!("12{n} 34{n}\n")).collect::<String>();
        let cases = [
            ("otpauth://totp/Example:jane?secret=JBSWY3DPEHPK3PXP&issuer=Example\n".to_owned(), "one-time"),
            ("My code\notpauth-migration://offline?data=CjEKCkhlbGxv\n".to_owned(), "one-time"),
            ("Emergency kit\nSecret Key: A3-ABCDEF-123456-ABCDE-FGHIJ-KLMNO-PQRST\n".to_owned(), "emergency"),
            ("ghp_abcdefghijklmnopqrstuvwxyz0123456789\n".to_owned(), "tokens"),
            ("deploy token: glpat-abcdefghijklmnopqrst\n".to_owned(), "tokens"),
            ("$ANSIBLE_VAULT;1.1;AES256\n61326238\n".to_owned(), "encrypted"),
            ("password: ENC[AES256_GCM,data:x,iv:y,tag:z,type:str]\nsops:\n  mac: x\n".to_owned(), "encrypted"),
            ("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5 jane@example.org\n".to_owned(), "SSH"),
            ("name,url,username,password\nShop,https://shop.example/,jane,hunter2\n".to_owned(), "manager"),
            ("machine example.org\n  login jane\n  password hunter2\n".to_owned(), "logins"),
            ("db.example.org:5432:shop:jane:hunter2\n".to_owned(), "logins"),
            ("https://jane:hunter2@git.example.org\n".to_owned(), "logins"),
            (codes.clone(), "codes"),
            (format!("Save these recovery codes.\n\n{codes}"), "codes"),
            (format!("Your backup codes\n{digits}"), "codes"),
            (
                "My seed phrase:\n\nletter advice cage absurd amount doctor acoustic avoid letter advice cage above\n"
                    .to_owned(),
                "wallet",
            ),
            ("# Netscape HTTP Cookie File\n.example.org\tTRUE\t/\tFALSE\t0\ta\tb\n".to_owned(), "cookies"),
            ("dn: uid=jane,dc=example,dc=org\nobjectClass: person\n".to_owned(), "directory"),
            ("*2\r\n$6\r\nSELECT\r\n$1\r\n0\r\n".to_owned(), "database"),
            ("name;email;joined\nJane;jane@example.org;2026\nAl;al@example.org;2026\n".to_owned(), "people"),
            ("[02.03.26, 14:05:11] Jane: Hello\n[02.03.26, 14:06:01] Al: Hello\n".to_owned(), "chat"),
            ("3/2/26, 2:05 PM - Jane: Hello\n3/2/26, 2:06 PM - Al: Hello\n".to_owned(), "chat"),
            ("apiVersion: v1\nkind: Config\nclusters: []\n".to_owned(), "Kubernetes"),
            ("Host web\n  HostName web.example.org\n  User jane\n".to_owned(), "SSH"),
            ("RewriteEngine On\nRewriteRule ^a b\n".to_owned(), "web server"),
            ("#1700000000\nmysql -u root -phunter2\n".to_owned(), "history"),
            (": 1700000000:0;curl -u jane:hunter2 x\n".to_owned(), "history"),
            ("<?php\ndefine('DB_PASSWORD', 'hunter2');\n".to_owned(), "PHP"),
            ("{\n  \"version\": 4,\n  \"terraform_version\": \"1.9\"\n}\n".to_owned(), "credentials"),
        ];
        for (text, part) in cases {
            let found = reason("notes.txt", &text);
            assert!(found.is_some_and(|reason| reason.contains(part)), "{text}: {found:?}");
            assert!(private_content(text.as_bytes()).is_some(), "{text}");
        }
    }

    #[test]
    fn articles_about_such_files_are_kept() {
        let cases = [
            ("keys.md", "# Keys\n\n```\n-----BEGIN RSA PRIVATE KEY-----\nMIIE\n```\n"),
            ("a.txt", "TITLE: An essay\n\nA text about Movable Type.\n"),
            ("a.txt", "From here on 2026 is over.\n\nFrom there too.\n"),
            ("a.txt", "A=1\nand so on\n"),
            ("a.txt", "Insert into the oven.\n"),
            ("a.md", "---\ntitle: x\n---\n#!/bin/sh\n"),
            ("a.txt", "{\"title\": \"A\"}\n\nThe text of an article.\n"),
            (
                "a.txt",
                "How one-time passwords work\n\nAn address such as otpauth://totp/x?secret=ABC\nis a QR code.\n",
            ),
            ("a.txt", "Host cities of 2026\n\nHost cities are chosen early.\n"),
            ("a.txt", "Days\n\n2026-01-01\n2026-01-02\n2026-01-03\n2026-01-04\n2026-01-05\n2026-01-06\n"),
            ("a.txt", "On names, e-mail, and letters\n\nWrite to me, at jane@example.org\n"),
            (
                "a.txt",
                "My recovery phrase was short.\n\nIt took me a year to say it out loud to my mother.\n",
            ),
            ("a.txt", "2026: 1: 2: 3: 4\n\nA count.\n"),
            ("a.txt", "Kind words\n\nkind: Secret admirers are kind.\n"),
        ];
        for (path, text) in cases {
            assert_eq!(reason(path, text), None, "{path}: {text}");
        }
    }

    #[test]
    fn only_a_whole_key_in_a_listing_is_reported() {
        let line = "A".repeat(64);
        let key = format!("x\n\n```\n-----BEGIN RSA PRIVATE KEY-----\n{line}\n{line}\n");
        assert_eq!(line_of_private_key(&key), Some(4));
        assert_eq!(line_of_private_key("-----BEGIN RSA PRIVATE KEY-----\nMIIE…\n"), None);
    }

    #[test]
    fn private_content_is_recognised_in_bytes() {
        assert!(private_content(b"-----BEGIN EC PRIVATE KEY-----\nx").is_some());
        assert!(private_content(b"PGDMP\x01\x0e").is_some());
        assert_eq!(private_content(b"\x89PNG\r\n"), None);
        assert_eq!(private_content(b"-----BEGIN CERTIFICATE-----\nx"), None);
    }
}
