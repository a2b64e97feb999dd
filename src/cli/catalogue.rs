//! `tidings catalogue`: the memory of ids, dates and addresses, backed up and mended.

use super::{CliError, Ending, Where};
use crate::app;
use std::fs::File;
use std::io::{BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};

/// Back up or mend the memory of ids, dates and addresses, which the folder alone does not give back
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// Write it as JSON Lines, also while a server runs
    Export {
        #[command(flatten)]
        place: Where,
        /// File to write, instead of standard output
        #[arg(long, value_name = "FILE")]
        file: Option<PathBuf>,
    },
    /// Take in what was exported; nothing of it where it contradicts what is known
    Import {
        #[command(flatten)]
        place: Where,
        /// File to read, instead of standard input
        #[arg(long, value_name = "FILE")]
        file: Option<PathBuf>,
    },
    /// Set a damaged catalogue aside, keep all of it that can still be read, and read the folder anew
    Rebuild {
        #[command(flatten)]
        place: Where,
    },
}

pub(super) fn run(arguments: Arguments, environment: Vec<(String, String)>) -> Result<Ending, CliError> {
    match arguments.command {
        Command::Export { place, file } => export(place, file.as_deref(), environment),
        Command::Import { place, file } => import(place, file.as_deref(), environment),
        Command::Rebuild { place } => rebuild(place, environment),
    }
}

fn export(place: Where, file: Option<&Path>, environment: Vec<(String, String)>) -> Result<Ending, CliError> {
    let config = place.load(None, environment)?;
    let Some(file) = file else {
        let mut out = BufWriter::new(std::io::stdout().lock());
        app::export(&config, &mut out)?;
        out.flush()?;
        return Ok(Ending::Good);
    };
    // The backup of yesterday stays until that of today is whole.
    let mut fresh = file.as_os_str().to_owned();
    fresh.push(".new");
    let mut out = BufWriter::new(File::create(&fresh)?);
    let written = app::export(&config, &mut out).map_err(CliError::from).and_then(|_| {
        let whole = out.into_inner().map_err(std::io::IntoInnerError::into_error)?;
        whole.sync_all()?;
        Ok(std::fs::rename(&fresh, file)?)
    });
    if written.is_err() {
        let _ = std::fs::remove_file(&fresh);
    }
    written.map(|()| Ending::Good)
}

fn import(place: Where, file: Option<&Path>, environment: Vec<(String, String)>) -> Result<Ending, CliError> {
    let config = place.load(None, environment)?;
    let imported = match file {
        Some(file) => {
            let unreadable = |source| CliError::Input { file: file.to_owned(), source };
            app::import(&config, &mut BufReader::new(File::open(file).map_err(unreadable)?))?
        }
        None => app::import(&config, &mut std::io::stdin().lock())?,
    };
    let (new, known) = (imported.new, imported.known);
    writeln!(std::io::stdout(), "Imported {}; {known} were known already.", articles(new))?;
    Ok(Ending::Good)
}

fn rebuild(place: Where, environment: Vec<(String, String)>) -> Result<Ending, CliError> {
    let config = place.load(None, environment)?;
    let rebuilt = app::rebuild(&config)?;
    let mut out = std::io::stdout().lock();
    let catalogue = rebuilt.catalogue.display();
    let Some(aside) = &rebuilt.salvage.set_aside else {
        writeln!(out, "Wrote {catalogue} from {} files; there was none before.", rebuilt.files)?;
        return Ok(Ending::Good);
    };
    writeln!(
        out,
        "Wrote {catalogue} from {} files, with the ids and dates of {} that were known. The old one is {}.",
        rebuilt.files,
        articles(rebuilt.salvage.articles),
        aside.display()
    )?;
    if rebuilt.salvage.damaged {
        writeln!(
            out,
            "Parts of it could not be read. If it knew more articles, 'tidings catalogue import' takes them from a backup."
        )?;
    }
    Ok(Ending::Good)
}

fn articles(count: usize) -> String {
    if count == 1 { "1 article".to_owned() } else { format!("{count} articles") }
}
