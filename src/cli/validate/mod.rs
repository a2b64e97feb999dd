//! `tidings validate`: finds the errors of feeds.

mod github;
mod input;
mod json;
mod junit;
mod results;
mod sarif;
mod text;

use super::exit::{CliError, ExitStatus};
use super::explain::code_named;
use clap::ValueEnum;
use input::Input;
use results::{CheckedInput, Results};
use std::io::{BufWriter, IsTerminal, Write};
use std::path::PathBuf;
use tidings_validate::{Code, Level, Options, Profile, against, validate};

/// Validate feeds: RSS, Atom, JSON Feed, OPML
///
/// Exit status: 0 if all are valid, 1 if an error was found, 2 for wrong arguments, 3 if an input could not
/// be read. 'tidings explain CODE' shows what a message means and how to fix its cause.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  tidings validate feed.xml
  tidings validate https://example.org/feed.xml
  tidings validate public/ --format github --fail-on warning
  tidings validate new.xml --against old.xml")]
pub(super) struct Arguments {
    /// Files, folders (all feeds in them), addresses (http, https), or - for standard input
    #[arg(required = true, value_name = "FILE|FOLDER|URL|-")]
    inputs: Vec<String>,
    /// Output format
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
    /// Lowest level of a message that makes the exit status 1
    #[arg(long, value_enum, default_value = "error")]
    fail_on: FailOn,
    /// Address of the document; for an address that is fetched, the default is that address
    #[arg(long, value_name = "URL")]
    location: Option<String>,
    /// Charset that the Content-Type header would name
    #[arg(long, value_name = "NAME")]
    charset: Option<String>,
    /// Do not report this message or the more specific ones below it; may be repeated
    #[arg(long, value_name = "CODE", value_parser = code_named)]
    ignore: Vec<Code>,
    /// Set of rules: default, w3c, apple or psp-1
    #[arg(long, value_name = "PROFILE", default_value = "default")]
    profile: Profile,
    /// Also show notes; with --against they are always shown
    #[arg(long)]
    notes: bool,
    /// Leave out files of folders that match this pattern, such as 'drafts/**'; may be repeated
    #[arg(long, value_name = "GLOB", value_parser = input::exclusion)]
    exclude: Vec<globset::Glob>,
    /// Write the output in the format of --format to this file, and text to standard output
    #[arg(long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Write nothing to standard output
    #[arg(long, short)]
    quiet: bool,
    /// Name that the messages give to standard input
    #[arg(long, value_name = "NAME")]
    stdin_name: Option<String>,
    /// Older version of the feed: also report what a reader that has seen it would get wrong
    #[arg(long, value_name = "FILE|URL|-")]
    against: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Text for people, with the line of the document and a caret
    Text,
    /// One object, or an array of objects for several inputs
    Json,
    /// One object a line for each input
    Jsonl,
    /// SARIF 2.1.0, for code scanning
    Sarif,
    /// JUnit's XML, for Jenkins and GitLab
    Junit,
    /// Workflow commands of GitHub Actions
    Github,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum FailOn {
    Error,
    Warning,
}

impl FailOn {
    fn level(self) -> Level {
        match self {
            Self::Error => Level::Error,
            Self::Warning => Level::Warning,
        }
    }
}

pub(super) fn run(arguments: Arguments, environment: &[(String, String)]) -> Result<ExitStatus, CliError> {
    let is_single = matches!(arguments.inputs.as_slice(), [one] if !input::is_folder(one));
    if !is_single && (arguments.location.is_some() || arguments.against.is_some()) {
        let what = "--location and --against apply to one document; name one FILE, URL or -";
        return Err(CliError::Usage(what.to_owned()));
    }
    if arguments.inputs.iter().chain(&arguments.against).filter(|name| *name == "-").count() > 1 {
        return Err(CliError::Usage("standard input (-) can be read only once".to_owned()));
    }
    let excluded =
        input::exclusions(&arguments.exclude).map_err(|error| CliError::Usage(error.to_string()))?;
    let inputs = input::find(&arguments.inputs, &excluded);
    let inputs = inputs.into_iter().map(|input| check(input, &arguments)).collect();
    let no_color = environment.iter().any(|(name, value)| name == "NO_COLOR" && !value.is_empty());
    // A file has no colours.
    let colours = std::io::stdout().is_terminal() && !no_color && arguments.output.is_none();
    let shows_notes = arguments.notes || arguments.against.is_some();
    let results = Results { inputs, fail_on: arguments.fail_on.level(), is_single, colours, shows_notes };
    write_output(&results, &arguments)?;
    results.print_input_errors();
    Ok(results.exit_status())
}

fn write_output(results: &Results, arguments: &Arguments) -> Result<(), CliError> {
    let mut console_format = arguments.format;
    if let Some(path) = &arguments.output {
        let failed = |error| CliError::Usage(format!("{}: cannot be written: {error}", path.display()));
        let file = std::fs::File::create(path).map_err(failed)?;
        write_format(BufWriter::new(file), results, arguments.format).map_err(failed)?;
        console_format = Format::Text;
    }
    if !arguments.quiet {
        write_format(BufWriter::new(std::io::stdout().lock()), results, console_format)?;
    }
    Ok(())
}

fn write_format(mut out: impl Write, results: &Results, format: Format) -> std::io::Result<()> {
    match format {
        Format::Text => text::write(&mut out, results)?,
        Format::Json => json::write(&mut out, results)?,
        Format::Jsonl => json::write_lines(&mut out, results)?,
        Format::Sarif => sarif::write(&mut out, results)?,
        Format::Junit => junit::write(&mut out, results)?,
        Format::Github => github::write(&mut out, results)?,
    }
    out.flush()
}

fn check(input: Input, arguments: &Arguments) -> CheckedInput {
    let name = match (&input, &arguments.stdin_name) {
        (Input::Stdin, Some(name)) => name.clone(),
        _ => input.name(),
    };
    let outcome = input.read().and_then(|document| {
        let options = Options {
            location: arguments.location.clone().or(document.location),
            charset: arguments.charset.clone().or(document.charset),
            content_type: document.content_type,
            now: Some(chrono::Utc::now()),
            profile: arguments.profile,
        };
        let mut report = document.http_report;
        if !document.has_document {
            return Ok(report.without(&arguments.ignore));
        }
        report.messages.extend(validate(&document.bytes, &options).messages);
        if let Some(older) = &arguments.against {
            let older = Input::named(older).read()?;
            report.messages.extend(against(&older.bytes, &document.bytes, &options).messages);
        }
        Ok(report.without(&arguments.ignore))
    });
    CheckedInput { name, outcome }
}
