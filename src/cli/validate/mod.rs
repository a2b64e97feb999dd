//! `tidings validate`: is a feed what its readers expect?

mod github;
mod input;
mod json;
mod junit;
mod sarif;
mod text;

use super::explain::code_named;
use super::{CliError, Ending};
use clap::ValueEnum;
use input::{Input, Unreadable};
use std::io::{BufWriter, IsTerminal, Write};
use tidings_validate::{Code, Level, Options, Report, against, validate};

/// Judge feeds: RSS, Atom, JSON Feed, OPML
///
/// Exit status 0 when all are valid, 1 when something was found, 2 for wrong arguments, 3 when something could not be
/// read. 'tidings explain CODE' tells what a message means and how to mend what it is about.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Files, folders (all feeds in them), addresses (http, https), or - for standard input
    #[arg(required = true, value_name = "FILE|FOLDER|URL|-")]
    inputs: Vec<String>,
    /// How to print what is found
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
    /// What makes the exit status 1
    #[arg(long, value_enum, default_value = "error")]
    fail_on: FailOn,
    /// Address where the document lives; of an address that is fetched, its own
    #[arg(long, value_name = "URL")]
    location: Option<String>,
    /// The charset that HTTP would name
    #[arg(long, value_name = "NAME")]
    charset: Option<String>,
    /// A message not to speak of, with all its kinds; may be repeated
    #[arg(long, value_name = "CODE", value_parser = code_named)]
    ignore: Vec<Code>,
    /// An older version of the feed: what would a reader that has seen it make of the new one?
    #[arg(long, value_name = "FILE|URL|-")]
    against: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Lines for people, with the line of the document and a caret
    Text,
    /// One object, or an array of them for several inputs
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

/// What was judged, or why it could not be.
#[derive(Debug)]
struct Judged {
    /// As the person named it, or found it in a folder that was named.
    name: String,
    outcome: Result<Report, Unreadable>,
}

/// All that was judged, and how to speak of it.
#[derive(Debug)]
struct Verdict {
    judged: Vec<Judged>,
    /// What is bad enough to fail.
    fail_on: Level,
    /// Whether one document was asked for, and not a list of them.
    is_single: bool,
    colours: bool,
}

pub(super) fn run(arguments: Arguments, environment: &[(String, String)]) -> Result<Ending, CliError> {
    let is_single = matches!(arguments.inputs.as_slice(), [one] if !input::is_folder(one));
    if !is_single && (arguments.location.is_some() || arguments.against.is_some()) {
        let what = "--location and --against are about one document; name one FILE, URL or -";
        return Err(CliError::Usage(what.to_owned()));
    }
    if arguments.inputs.iter().chain(&arguments.against).filter(|name| *name == "-").count() > 1 {
        return Err(CliError::Usage("standard input (-) can be read only once".to_owned()));
    }
    let judged = input::find(&arguments.inputs).into_iter().map(|found| judge(found, &arguments)).collect();
    let no_color = environment.iter().any(|(name, value)| name == "NO_COLOR" && !value.is_empty());
    let colours = std::io::stdout().is_terminal() && !no_color;
    let verdict = Verdict { judged, fail_on: arguments.fail_on.level(), is_single, colours };
    let mut out = BufWriter::new(std::io::stdout().lock());
    match arguments.format {
        Format::Text => text::write(&mut out, &verdict)?,
        Format::Json => json::write(&mut out, &verdict)?,
        Format::Jsonl => json::write_lines(&mut out, &verdict)?,
        Format::Sarif => sarif::write(&mut out, &verdict)?,
        Format::Junit => junit::write(&mut out, &verdict)?,
        Format::Github => github::write(&mut out, &verdict)?,
    }
    out.flush()?;
    verdict.complain();
    Ok(verdict.ending())
}

fn judge(found: Input, arguments: &Arguments) -> Judged {
    let name = found.name();
    let outcome = found.read().and_then(|document| {
        let options = Options {
            location: arguments.location.clone().or(document.location),
            charset: arguments.charset.clone().or(document.charset),
            content_type: document.content_type,
            now: Some(chrono::Utc::now()),
        };
        let mut report = document.exchange;
        if !document.is_there {
            return Ok(report.without(&arguments.ignore));
        }
        report.messages.extend(validate(&document.bytes, &options).messages);
        if let Some(older) = &arguments.against {
            let older = Input::named(older).read()?;
            report.messages.extend(against(&older.bytes, &document.bytes, &options).messages);
        }
        Ok(report.without(&arguments.ignore))
    });
    Judged { name, outcome }
}

impl Verdict {
    fn ending(&self) -> Ending {
        let mut outcomes = self.judged.iter().map(|judged| &judged.outcome);
        if self.judged.is_empty() || outcomes.clone().any(Result::is_err) {
            return Ending::Trouble;
        }
        let fails = outcomes.any(|outcome| outcome.as_ref().is_ok_and(|report| report.has(self.fail_on)));
        if fails { Ending::Findings } else { Ending::Good }
    }

    /// What could not be read is said on standard error as well, where a person sees it whatever the format is.
    fn complain(&self) {
        for judged in &self.judged {
            if let Err(error) = &judged.outcome {
                // Nothing is left to do if standard error is closed as well.
                let _ = writeln!(std::io::stderr(), "tidings: {}: {error}", judged.name);
            }
        }
    }
}
