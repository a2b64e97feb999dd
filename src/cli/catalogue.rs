//! `tidings catalogue`: export, import and rebuild of the catalogue.

use super::exit::{CliError, ExitStatus};
use super::site::SiteArguments;
use crate::app;
use std::fs::File;
use std::io::{BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};

/// Back up, restore or repair the catalogue: the ids, dates and addresses that the folder alone does not
/// contain
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// Write the catalogue as JSON Lines; a server may be running
    Export {
        #[command(flatten)]
        site: SiteArguments,
        /// File to write instead of standard output
        #[arg(long, value_name = "FILE")]
        file: Option<PathBuf>,
    },
    /// Import an export; if any of it contradicts the catalogue, nothing is imported
    Import {
        #[command(flatten)]
        site: SiteArguments,
        /// File to read instead of standard input
        #[arg(long, value_name = "FILE")]
        file: Option<PathBuf>,
    },
    /// Replace a damaged catalogue: set it aside, recover what can be read, and scan the folder
    Rebuild {
        #[command(flatten)]
        site: SiteArguments,
    },
}

pub(super) fn run(arguments: Arguments, environment: Vec<(String, String)>) -> Result<ExitStatus, CliError> {
    match arguments.command {
        Command::Export { site, file } => export(site, file.as_deref(), environment),
        Command::Import { site, file } => import(site, file.as_deref(), environment),
        Command::Rebuild { site } => rebuild(site, environment),
    }
}

fn export(
    site: SiteArguments,
    file: Option<&Path>,
    environment: Vec<(String, String)>,
) -> Result<ExitStatus, CliError> {
    let config = site.load(None, environment)?;
    let Some(file) = file else {
        let mut out = BufWriter::new(std::io::stdout().lock());
        app::export(&config, &mut out)?;
        out.flush()?;
        return Ok(ExitStatus::Success);
    };
    // The previous backup stays in place until the new one is complete.
    let mut fresh = file.as_os_str().to_owned();
    fresh.push(".new");
    // Created, not opened: in a folder that others write to, the name may be a link.
    let _ = std::fs::remove_file(&fresh);
    let mut out = BufWriter::new(File::create_new(&fresh)?);
    let written = app::export(&config, &mut out).map_err(CliError::from).and_then(|_| {
        let complete = out.into_inner().map_err(std::io::IntoInnerError::into_error)?;
        complete.sync_all()?;
        Ok(std::fs::rename(&fresh, file)?)
    });
    if written.is_err() {
        let _ = std::fs::remove_file(&fresh);
    }
    written.map(|()| ExitStatus::Success)
}

fn import(
    site: SiteArguments,
    file: Option<&Path>,
    environment: Vec<(String, String)>,
) -> Result<ExitStatus, CliError> {
    let config = site.load(None, environment)?;
    let imported = match file {
        Some(file) => {
            let unreadable = |source| CliError::Input { file: file.to_owned(), source };
            app::import(&config, &mut BufReader::new(File::open(file).map_err(unreadable)?))?
        }
        None => app::import(&config, &mut std::io::stdin().lock())?,
    };
    let (new, known) = (imported.new, imported.known);
    writeln!(std::io::stdout(), "Imported {}; {known} already known.", articles(new))?;
    Ok(ExitStatus::Success)
}

fn rebuild(site: SiteArguments, environment: Vec<(String, String)>) -> Result<ExitStatus, CliError> {
    let config = site.load(None, environment)?;
    let rebuilt = app::rebuild(&config)?;
    let mut out = std::io::stdout().lock();
    let catalogue = rebuilt.catalogue.display();
    let Some(aside) = &rebuilt.salvage.set_aside else {
        writeln!(out, "Wrote {catalogue} from {}; there was no catalogue before.", files(rebuilt.files))?;
        if let Some(note) = rebuilt.salvage.note() {
            writeln!(out, "{note}")?;
        }
        return Ok(ExitStatus::Success);
    };
    writeln!(
        out,
        "Wrote {catalogue} from {}, with the recovered ids and dates of {}. The old catalogue is {}.",
        files(rebuilt.files),
        articles(rebuilt.salvage.articles),
        aside.display()
    )?;
    if let Some(note) = rebuilt.salvage.note() {
        writeln!(out, "{note}")?;
    }
    Ok(ExitStatus::Success)
}

fn files(count: usize) -> String {
    if count == 1 { "1 file".to_owned() } else { format!("{count} files") }
}

fn articles(count: usize) -> String {
    if count == 1 { "1 article".to_owned() } else { format!("{count} articles") }
}
