//! `tidings serve`: the folder becomes live feeds.

use super::progress::Bar;
use super::{CliError, Ending, Where};
use crate::app::{self, Progress, Server};
use std::io::Write;

/// Serve a folder of articles as RSS, Atom and JSON Feed that follow every change
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    place: Where,
    /// Address and port to listen on; port 0 takes a free one
    #[arg(long, value_name = "ADDR:PORT")]
    listen: Option<String>,
}

pub(super) fn run(arguments: Arguments, environment: Vec<(String, String)>) -> Result<Ending, CliError> {
    let config = arguments.place.load(arguments.listen, environment)?;
    config.folder()?;
    config.check_reachable()?;
    let mut bar = Bar::new();
    let show = move |progress: Option<Progress>| match progress {
        Some(progress) => bar.show(progress),
        None => bar.end(),
    };
    app::serve(config, announce, Box::new(show))?;
    Ok(Ending::Good)
}

/// Tells the addresses to whoever wants to know them: `tidings serve | head -1` has seen enough, and is served on.
fn announce(server: &Server) -> std::io::Result<()> {
    match print(server) {
        Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => Ok(()),
        printed => printed,
    }
}

/// The addresses to paste into a feed reader, on standard output: one line each, so that scripts can read them.
fn print(server: &Server) -> std::io::Result<()> {
    let mut out = std::io::stdout().lock();
    writeln!(out, "Serving {} on {}", server.folder().display(), server.listening())?;
    for (name, address) in server.addresses() {
        writeln!(out, "  {name:<10} {address}")?;
    }
    writeln!(out, "Drop a file into the folder to publish it; press Ctrl-C to stop.")?;
    out.flush()
}
