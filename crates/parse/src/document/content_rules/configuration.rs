//! Configuration files and histories of programs, which name accounts, hosts and often passwords.

use super::rule::{ContentRule, TextParts, private};

/// The rules, tried in order.
pub(super) const RULES: &[ContentRule] = &[
    private(|parts| parts.is_plain && is_kubernetes_secret(parts), "it contains secrets of Kubernetes"),
    private(|parts| parts.is_plain && is_ssh_configuration(parts), "it is a configuration of SSH"),
    private(
        |parts| {
            parts.is_plain
                && parts.entries().next().is_some_and(|line| has_directive(line, &ACCESS_DIRECTIVES))
        },
        "it is a configuration of a web server",
    ),
    private(|parts| parts.is_plain && is_command_history(parts), "it is a history of commands"),
    private(
        |parts| parts.is_plain && parts.head.starts_with("<?php"),
        "it is a program (PHP), which often contains passwords",
    ),
    private(
        |parts| parts.is_plain && is_state_in_json(parts.head),
        "it contains the credentials of a program",
    ),
];

/// A kubeconfig, or a manifest of the kind `Secret`.
fn is_kubernetes_secret(parts: &TextParts) -> bool {
    let has_version = parts.lines().any(|line| line.starts_with("apiVersion:"));
    has_version && parts.lines().any(|line| ["kind: Config", "kind: Secret"].contains(&line))
}

/// Every line is a keyword of `ssh_config` and its value.
fn is_ssh_configuration(parts: &TextParts) -> bool {
    const KEYWORDS: [&str; 20] = [
        "host",
        "match",
        "hostname",
        "user",
        "port",
        "identityfile",
        "identitiesonly",
        "proxyjump",
        "proxycommand",
        "forwardagent",
        "include",
        "stricthostkeychecking",
        "userknownhostsfile",
        "serveraliveinterval",
        "addkeystoagent",
        "localforward",
        "remoteforward",
        "usekeychain",
        "loglevel",
        "preferredauthentications",
    ];
    let is_setting = |line: &str| {
        let (keyword, value) = line.split_once([' ', '=', '\t']).unwrap_or((line, ""));
        !value.is_empty() && KEYWORDS.contains(&keyword.to_lowercase().as_str())
    };
    let is_detail = |line: &str| {
        const DETAILS: [&str; 6] =
            ["hostname ", "user ", "identityfile ", "port ", "proxyjump ", "proxycommand "];
        DETAILS.iter().any(|start| line.to_lowercase().starts_with(start))
    };
    let begins =
        parts.entries().next().is_some_and(|line| line.starts_with("Host ") || line.starts_with("Match "));
    // The last line of the beginning may be cut.
    begins && parts.entries().any(is_detail) && parts.entries().take(20).all(is_setting)
}

/// Directives with which `.htaccess` files begin.
const ACCESS_DIRECTIVES: [&str; 10] = [
    "RewriteEngine ",
    "RewriteRule ",
    "AuthType ",
    "AuthUserFile ",
    "<IfModule ",
    "Options -",
    "Options +",
    "DirectoryIndex ",
    "Deny from ",
    "Require valid-user",
];

fn has_directive(line: &str, directives: &[&str]) -> bool {
    directives.iter().any(|directive| line.starts_with(directive))
}

/// The histories of bash with times, zsh, fish and psql. A plain list of commands has no shape of its own.
fn is_command_history(parts: &TextParts) -> bool {
    let is_digits = |text: &str| text.len() >= 9 && text.bytes().all(|byte| byte.is_ascii_digit());
    let is_bash = |line: &str| line.strip_prefix('#').is_some_and(is_digits);
    let is_zsh = |line: &str| {
        let time = line.strip_prefix(": ").and_then(|rest| rest.split_once(':'));
        time.is_some_and(|(time, rest)| is_digits(time) && rest.contains(';'))
    };
    let is_fish = parts.first_line.starts_with("- cmd: ") && parts.head.contains("\n  when: ");
    parts.first_line == "_HiStOrY_V2_" || is_bash(parts.first_line) || is_zsh(parts.first_line) || is_fish
}

/// The state of Terraform, the key of a Google service account, and the logins of Docker.
fn is_state_in_json(head: &str) -> bool {
    head.starts_with('{')
        && ["\"terraform_version\"", "\"type\": \"service_account\"", "\"auths\": {"]
            .iter()
            .any(|name| head.contains(name))
}
