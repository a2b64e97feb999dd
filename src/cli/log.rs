//! The log on standard error, and the environment variable `TIDINGS_LOG` that chooses what it contains.

use super::progress::LogWriter;
use std::io::IsTerminal;
use tracing::level_filters::LevelFilter;
use tracing_subscriber::EnvFilter;

/// The environment variable.
const VARIABLE: &str = "TIDINGS_LOG";

/// Crates whose log lines can be chosen by name: those of the workspace, and those of HTTP.
const TARGETS: [&str; 10] = [
    "tidings",
    "tidings_catalogue",
    "tidings_feed",
    "tidings_model",
    "tidings_parse",
    "tidings_server",
    "tidings_validate",
    "tidings_watch",
    "h2",
    "hyper",
];

/// Why the value of `TIDINGS_LOG` is rejected.
#[derive(Debug, thiserror::Error)]
#[error(
    "environment variable {VARIABLE}: '{directive}' is not a log level (use error, warn, info, debug or trace, \
     or a level for one crate such as tidings_server=debug; separate several with commas)"
)]
pub(super) struct LogFilterError {
    directive: String,
}

/// Starts the log. `TIDINGS_LOG` chooses the levels (default: `info`), `NO_COLOR` switches colours off.
///
/// # Errors
/// The value of `TIDINGS_LOG` names no level, or an unknown target.
pub(super) fn start(environment: &[(String, String)]) -> Result<(), LogFilterError> {
    let value =
        |wanted: &str| environment.iter().find(|(name, _)| name == wanted).map(|(_, value)| value.as_str());
    let filter = filter(value(VARIABLE).unwrap_or_default())?;
    let colours = std::io::stderr().is_terminal() && value("NO_COLOR").is_none_or(str::is_empty);
    let log = tracing_subscriber::fmt().with_writer(|| LogWriter).with_env_filter(filter);
    // A line that cannot be written is lost. With this option on, tracing-subscriber would report it with
    // `eprintln!`, which panics if standard error is closed (`2>&1 | head`) and would end the ingest thread.
    let log = log.log_internal_errors(false);
    // If the process has a log already (several runs in one test process), that log stays.
    let _ = log.with_ansi(colours).with_target(false).try_init();
    Ok(())
}

/// Parses the value of `TIDINGS_LOG`. EnvFilter alone takes any word for a target and then logs nothing else:
/// `TIDINGS_LOG=json` would silence the log.
fn filter(value: &str) -> Result<EnvFilter, LogFilterError> {
    let directives = if value.trim().is_empty() { "info" } else { value };
    for directive in directives.split(',').map(str::trim) {
        if !is_valid(directive) {
            return Err(LogFilterError { directive: directive.to_owned() });
        }
    }
    EnvFilter::try_new(directives).map_err(|_| LogFilterError { directive: directives.to_owned() })
}

/// Returns true for a level, a target, or `target=level`. A target is a crate, or a module in it.
fn is_valid(directive: &str) -> bool {
    let is_level = |level: &str| !level.is_empty() && level.parse::<LevelFilter>().is_ok();
    let is_target = |target: &str| TARGETS.contains(&target.split("::").next().unwrap_or_default());
    match directive.split_once('=') {
        Some((target, level)) => is_target(target) && is_level(level),
        None => is_level(directive) || is_target(directive),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accepted_values() {
        for (value, shown) in [
            ("", "info"),
            ("error", "error"),
            ("WARN", "warn"),
            ("debug", "debug"),
            ("trace", "trace"),
            ("off", "off"),
            ("tidings_server::connection=debug,info", "tidings_server::connection=debug,info"),
        ] {
            assert_eq!(filter(value).unwrap().to_string(), shown);
        }
        assert!(filter("info, tidings_watch").is_ok());
    }

    #[test]
    fn rejected_values_are_named() {
        for (value, directive) in [
            ("json", "json"),
            ("verbose", "verbose"),
            ("info,", ""),
            ("tidings=loud", "tidings=loud"),
            ("debug,tidings_sever=info", "tidings_sever=info"),
            ("tidings=", "tidings="),
        ] {
            let error = filter(value).unwrap_err().to_string();
            assert!(error.contains(&format!("'{directive}' is not a log level (use error, warn")), "{error}");
        }
    }
}
