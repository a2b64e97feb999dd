//! Copies of databases, directories and lists of subscribers.

use super::rule::{ContentRule, TextParts, private};

/// The rules, tried in order.
pub(super) const RULES: &[ContentRule] = &[
    private(is_database_dump, "it is a copy of a database"),
    private(
        |parts| parts.is_plain && parts.head.starts_with("*2\r\n$6\r\nSELECT\r\n"),
        "it is a copy of a database",
    ),
    private(|parts| parts.is_plain && is_directory_export(parts), "it is an export of a directory (LDIF)"),
    private(
        |parts| parts.is_plain && is_records_of_people(parts),
        "it is a list of records with e-mail addresses or passwords",
    ),
    private(
        |parts| parts.is_plain && is_list_of_addresses(parts),
        "it is a list of people with their e-mail addresses",
    ),
    private(|parts| parts.is_plain && is_exported_chat(parts), "it is an exported chat"),
];

fn is_database_dump(parts: &TextParts) -> bool {
    const BANNERS: [&str; 11] = [
        "-- mysql dump",
        "-- mariadb dump",
        "-- postgresql database dump",
        "-- phpmyadmin sql dump",
        "# phpmyadmin",
        "-- adminer",
        "-- heidisql",
        "-- dump created by",
        "-- host:",
        "/*m!999999",
        "/*!40",
    ];
    const STATEMENTS: [&str; 6] = [
        "insert into ",
        "create table ",
        "drop table ",
        "pragma foreign_keys",
        "begin transaction;",
        "set sql_mode",
    ];
    let mut lines = parts.head.lines().map(|line| line.trim().to_lowercase()).filter(|line| !line.is_empty());
    if lines.by_ref().take(4).any(|line| BANNERS.iter().any(|banner| line.starts_with(banner))) {
        return true;
    }
    let first = parts.head.lines().map(str::trim).find(|line| !line.is_empty() && !line.starts_with("--"));
    let first = first.unwrap_or_default();
    // `Insert into the oven.` is no statement.
    let is_statement = first.contains(['(', '`', ';', '"'])
        || first.starts_with(|c: char| c.is_uppercase()) && {
            let second = first.chars().nth(1);
            second.is_some_and(char::is_uppercase)
        };
    let first = first.to_lowercase();
    parts.is_plain && is_statement && STATEMENTS.iter().any(|statement| first.starts_with(statement))
}

/// LDIF (RFC 2849): records that begin with the distinguished name.
fn is_directory_export(parts: &TextParts) -> bool {
    let first = parts.entries().find(|line| !line.starts_with("version: "));
    let name = first.and_then(|line| line.strip_prefix("dn: ").or_else(|| line.strip_prefix("dn:: ")));
    name.is_some_and(|name| first.is_some_and(|line| line.starts_with("dn:: ")) || name.contains('='))
}

/// JSON Lines of which each record names an e-mail address or a password, as databases export their users.
fn is_records_of_people(parts: &TextParts) -> bool {
    const NAMES: [&str; 4] = ["email", "e_mail", "password", "passwd"];
    let is_record = |line: &str| {
        let record: Option<serde_json::Map<String, serde_json::Value>> = serde_json::from_str(line).ok();
        record.is_some_and(|record| record.keys().any(|key| NAMES.contains(&key.to_lowercase().as_str())))
    };
    // The last line of the beginning may be cut.
    parts.first_line.starts_with('{') && parts.lines().count() >= 2 && parts.lines().take(2).all(is_record)
}

/// A table with a column of addresses, as newsletters and shops export their subscribers and customers. Each of
/// the first rows must have an address, so that a text whose first line has commas is no table.
fn is_list_of_addresses(parts: &TextParts) -> bool {
    const NAMES: [&str; 8] = [
        "email",
        "e-mail",
        "email address",
        "e-mail address",
        "email_address",
        "mail",
        "e-mail-adresse",
        "correo",
    ];
    let separator = [',', ';', '\t'].into_iter().find(|sign| parts.first_line.contains(*sign));
    let Some(separator) = separator else { return false };
    let is_address_column =
        |name: &str| NAMES.contains(&name.trim().trim_matches('"').to_lowercase().as_str());
    let Some(column) = parts.first_line.split(separator).position(is_address_column) else { return false };
    let has_address = |line: &str| {
        line.split(separator).nth(column).is_some_and(|cell| cell.contains('@') && !cell.trim().contains(' '))
    };
    let rows: Vec<&str> = parts.lines().skip(1).take(3).collect();
    !rows.is_empty() && rows.into_iter().all(has_address)
}

/// `[02.03.26, 14:05:11] Jane: …` (iOS) or `3/2/26, 2:05 PM - Jane: …` (Android), as WhatsApp exports a chat.
fn is_exported_chat(parts: &TextParts) -> bool {
    let is_message = |line: &str| {
        let line = line.trim_start_matches(['\u{200E}', '\u{200F}', '[']);
        let Some((date, rest)) = line.split_once(", ") else { return false };
        let is_date = (6..=10).contains(&date.len())
            && date.bytes().filter(|byte| b"./-".contains(byte)).count() == 2
            && date.bytes().all(|byte| byte.is_ascii_digit() || b"./-".contains(&byte));
        let time = rest.split_once("] ").or_else(|| rest.split_once(" - ")).map_or("", |(time, _)| time);
        is_date
            && (4..=14).contains(&time.len())
            && time.contains(':')
            && time.starts_with(|c: char| c.is_ascii_digit())
    };
    let lines: Vec<&str> = parts.lines().take(20).collect();
    let count = lines.iter().filter(|line| is_message(line)).count();
    count >= 2 && count * 2 >= lines.len()
}
