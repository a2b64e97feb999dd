//! `tidings approve`: publishes a bulk change that is on hold.

use super::exit::{CliError, ExitStatus};
use super::site::SiteArguments;
use crate::app::{self, HeldChanges};
use std::io::Write;

/// How many files are listed by name.
const LISTED: usize = 20;

/// Publish changes that are on hold because they affect too many entries at once ([feeds] flood = "hold")
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    site: SiteArguments,
    /// Only show what is on hold; exit status 1 if anything is
    #[arg(long)]
    show: bool,
}

pub(super) fn run(arguments: Arguments, environment: Vec<(String, String)>) -> Result<ExitStatus, CliError> {
    let config = arguments.site.load(None, environment)?;
    let mut out = std::io::stdout().lock();
    let Some(held) = app::held_changes(&config)? else {
        writeln!(out, "Nothing is on hold.")?;
        return Ok(ExitStatus::Success);
    };
    write_held(&held, &mut out)?;
    if arguments.show {
        return Ok(ExitStatus::Findings);
    }
    app::approve(&config, &held)?;
    writeln!(
        out,
        "Approved. The changes are published within a second, or at the next start if no server is running. A file \
         that changes before that stays on hold."
    )?;
    Ok(ExitStatus::Success)
}

fn write_held(held: &HeldChanges, out: &mut impl Write) -> std::io::Result<()> {
    writeln!(out, "On hold since {}: {}.", held.since.format("%Y-%m-%d %H:%M:%S UTC"), held.excess)?;
    for (file, state) in held.files.iter().take(LISTED) {
        writeln!(out, "  {file} ({state})")?;
    }
    match held.files.len().saturating_sub(LISTED) {
        0 => Ok(()),
        1 => writeln!(out, "  and 1 more file"),
        more => writeln!(out, "  and {more} more files"),
    }
}
