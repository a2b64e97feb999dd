//! `tidings serve`: serves a folder as live feeds.

use super::exit::{CliError, ExitStatus};
use super::progress::ProgressDisplay;
use super::site::SiteArguments;
use crate::app::{self, Progress, Server};
use std::io::Write;

/// Serve a folder of articles as RSS, Atom and JSON Feed, updated with every change
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  tidings serve notes
  tidings serve notes --listen 0.0.0.0:80 --base-url https://example.org/")]
pub(super) struct Arguments {
    #[command(flatten)]
    site: SiteArguments,
    /// Address and port to listen on; port 0 chooses a free one
    #[arg(long, value_name = "ADDR:PORT")]
    listen: Option<String>,
}

pub(super) fn run(arguments: Arguments, environment: Vec<(String, String)>) -> Result<ExitStatus, CliError> {
    // The server uses much memory during the initial scan and little afterwards.
    tidings_libc_calls::fix_malloc_thresholds();
    let config = arguments.site.load(arguments.listen, environment)?;
    config.folder()?;
    config.check_reachable()?;
    let mut display = ProgressDisplay::new();
    let show = move |progress: Option<Progress>| match progress {
        Some(progress) => display.show(progress),
        None => display.end(),
    };
    app::serve(config, print_addresses, Box::new(show))?;
    Ok(ExitStatus::Success)
}

/// Prints the addresses. A closed pipe is not an error: `tidings serve | head -1` reads one line and the
/// server continues.
fn print_addresses(server: &Server) -> std::io::Result<()> {
    match write_addresses(server) {
        Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => Ok(()),
        written => written,
    }
}

/// Writes the addresses to paste into a feed reader, one a line, so that scripts can read them.
fn write_addresses(server: &Server) -> std::io::Result<()> {
    let mut out = std::io::stdout().lock();
    writeln!(out, "Serving {} on {}", server.folder().display(), server.listening())?;
    for (name, address) in server.addresses() {
        writeln!(out, "  {name:<10} {address}")?;
    }
    writeln!(out, "Drop a file into the folder to publish it; press Ctrl-C to stop.")?;
    out.flush()
}
