//! `tidings approve`: publish what the flood gate holds.

use super::{CliError, Ending, Where};
use crate::app::{self, HeldChanges};
use std::io::Write;

/// Files that are named one by one.
const NAMED: usize = 20;

/// Publish what is held because it would show subscribers too much at once ([feeds] flood = "hold")
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    place: Where,
    /// Only say what is held
    #[arg(long)]
    show: bool,
}

pub(super) fn run(arguments: Arguments, environment: Vec<(String, String)>) -> Result<Ending, CliError> {
    let config = arguments.place.load(None, environment)?;
    let mut out = std::io::stdout().lock();
    let Some(held) = app::held_changes(&config)? else {
        writeln!(out, "Nothing is held.")?;
        return Ok(Ending::Good);
    };
    tell(&held, &mut out)?;
    if arguments.show {
        return Ok(Ending::Findings);
    }
    app::approve(&config)?;
    writeln!(
        out,
        "Approved. It is published within a second, or at the next start if nothing serves the folder."
    )?;
    Ok(Ending::Good)
}

fn tell(held: &HeldChanges, out: &mut impl Write) -> std::io::Result<()> {
    writeln!(out, "Held since {}: {}.", held.since.format("%Y-%m-%d %H:%M:%S UTC"), held.excess)?;
    for file in held.files.iter().take(NAMED) {
        writeln!(out, "  {file}")?;
    }
    match held.files.len().saturating_sub(NAMED) {
        0 => Ok(()),
        more => writeln!(out, "  and {more} more files"),
    }
}
