//! Errors in the settings, each with its position.

use std::path::PathBuf;
use tidings_server::Listen;

/// Where a value comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// In a file, at a line and column from 1.
    File {
        /// The file.
        path: PathBuf,
        /// The line.
        line: usize,
        /// The column, in characters.
        column: usize,
    },
    /// In the environment, under this name.
    Environment(String),
    /// On the command line, with this option.
    CommandLine(&'static str),
}

impl std::fmt::Display for Origin {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::File { path, line, column } => write!(out, "{}:{line}:{column}", path.display()),
            Self::Environment(name) => write!(out, "environment variable {name}"),
            Self::CommandLine(option) => out.write_str(option),
        }
    }
}

/// Why the settings cannot be used. Each message names the place and the fix.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// The file cannot be read.
    #[error("{}: cannot read the configuration: {source}", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// Why the file cannot be read.
        source: std::io::Error,
    },
    /// The file is not TOML.
    #[error("{origin}: not valid TOML: {message}")]
    Syntax {
        /// The position of the error.
        origin: Origin,
        /// The message of the parser.
        message: String,
    },
    /// There is no such setting.
    #[error("{origin}: unknown setting '{key}'{}", hint(nearest))]
    UnknownKey {
        /// The position of the error.
        origin: Origin,
        /// As written, `section.key`.
        key: String,
        /// A setting with a similar name.
        nearest: Option<&'static str>,
    },
    /// The setting cannot have this value.
    #[error("{origin}: '{key}': {message}")]
    BadValue {
        /// The position of the error.
        origin: Origin,
        /// `section.key`.
        key: &'static str,
        /// What is wrong, and a valid value.
        message: String,
    },
    /// The address that readers use does not follow from the address listened on.
    #[error(
        "'site.base_url' is required when listening on {listen}{}: every address in the \
         feeds begins with it (use --base-url https://example.org/ or set it in the configuration)",
        if listen.is_local() { "" } else { ", which other machines can reach" }
    )]
    MissingBaseUrl {
        /// The address listened on.
        listen: Listen,
    },
    /// Everybody could name any client.
    #[error(
        "'http.proxy_protocol' needs 'http.trusted_proxies', the addresses of the proxies that send it: anybody else \
         could pretend to be any client"
    )]
    UntrustedProxyProtocol,
    /// A certificate without its key, or a key without its certificate.
    #[error("TLS needs both 'http.tls.certificate' and 'http.tls.key': '{missing}' is missing")]
    IncompleteTls {
        /// The setting.
        missing: &'static str,
    },
    /// No layer names a folder.
    #[error("no folder: name one (tidings serve FOLDER) or set 'content.folder' in the configuration")]
    MissingFolder,
}

fn hint(nearest: &Option<&'static str>) -> String {
    nearest.map_or_else(String::new, |key| format!(" (did you mean '{key}'?)"))
}
