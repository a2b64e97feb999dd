//! `tidings check`: shows what each file becomes, and why.

mod jsonl;
mod text;

use super::exit::{CliError, ExitStatus};
use super::progress::ProgressDisplay;
use super::site::SiteArguments;
use crate::app::{self, CheckOutput, Finding, Progress, SiteReport, Summary};
use chrono::{DateTime, FixedOffset, SecondsFormat};
use clap::ValueEnum;
use std::io::{BufWriter, StdoutLock, Write};
use tidings_model::{ContentPath, Severity, Status};

/// Show what each file of a folder becomes and why, without serving the folder
///
/// Exit status: 0 if nothing is wrong, 1 if a file is rejected (with '--fail-on warning': or has a warning), 2 for
/// wrong arguments or settings, 3 if the folder or the catalogue cannot be read. The results go to standard
/// output, progress and the log to standard error.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  tidings check notes
  tidings check notes --problems --fail-on warning
  tidings check notes --format jsonl | jq -r 'select(.status == \"rejected\").path'")]
pub(super) struct Arguments {
    #[command(flatten)]
    site: SiteArguments,
    /// Output format: text for people, or one JSON object for each file
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
    /// Show only files with a warning or an error
    #[arg(long)]
    problems: bool,
    /// Lowest severity of a problem that makes the exit status 1
    #[arg(long, value_enum, default_value = "error")]
    fail_on: FailOn,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Text,
    Jsonl,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum FailOn {
    Error,
    Warning,
}

impl FailOn {
    fn is_reached(self, summary: &Summary) -> bool {
        let has_errors = summary.with_status(Status::Rejected) + summary.with_severity(Severity::Error) > 0;
        has_errors || self == Self::Warning && summary.with_severity(Severity::Warning) > 0
    }
}

pub(super) fn run(arguments: Arguments, environment: Vec<(String, String)>) -> Result<ExitStatus, CliError> {
    let Arguments { site, format, problems, fail_on } = arguments;
    let config = site.load(None, environment)?;
    config.folder()?;
    let mut printer = Printer {
        out: BufWriter::new(std::io::stdout().lock()),
        display: ProgressDisplay::new(),
        format,
        only_problems: problems,
        site: None,
    };
    let summary = app::check(&config, &mut printer)?;
    if format == Format::Text {
        text::write_summary(&mut printer.out, &summary)?;
    }
    printer.out.flush()?;
    Ok(if fail_on.is_reached(&summary) { ExitStatus::Findings } else { ExitStatus::Success })
}

/// Writes the results to standard output as they come.
struct Printer {
    out: BufWriter<StdoutLock<'static>>,
    display: ProgressDisplay,
    format: Format,
    only_problems: bool,
    /// The configuration whose file has not been written yet, and the path of the file.
    site: Option<(SiteReport, String)>,
}

impl CheckOutput for Printer {
    fn progress(&mut self, progress: Progress) {
        self.display.show(progress);
    }

    fn site(&mut self, site: &SiteReport) -> std::io::Result<()> {
        self.display.end();
        let is_shown = !self.only_problems || !site.problems.is_empty();
        let Some(file) = site.files.first().filter(|_| is_shown) else { return Ok(()) };
        if self.format == Format::Text {
            return text::write_site(&mut self.out, site);
        }
        // Files above the folder and hidden files have no row of their own.
        let has_row = !file.split('/').any(|part| part.starts_with('.'));
        match ContentPath::new(file.trim_start_matches("../")).filter(|_| !has_row) {
            Some(path) => jsonl::write_outside_row(&mut self.out, path, file, site),
            None => {
                self.site = Some((site.clone(), file.clone()));
                Ok(())
            }
        }
    }

    fn finding(&mut self, finding: &Finding) -> std::io::Result<()> {
        self.display.end();
        let report = &finding.report;
        let site = self.site.take_if(|(_, file)| file == report.path.as_str()).map(|(site, _)| site);
        let has_problems = report.status == Status::Rejected
            || report.problems.iter().any(|problem| problem.severity > Severity::Note);
        if self.only_problems && !has_problems && site.is_none() {
            return Ok(());
        }
        match self.format {
            Format::Text => text::write_finding(&mut self.out, finding),
            Format::Jsonl => jsonl::write_row(&mut self.out, finding, site.as_ref()),
        }
    }
}

fn rfc3339(time: DateTime<FixedOffset>) -> String {
    time.to_rfc3339_opts(SecondsFormat::Secs, true)
}
