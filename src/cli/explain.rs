//! `tidings explain`: explains a message of the validator.

use super::exit::{CliError, ExitStatus};
use clap::ValueEnum;
use serde_json::{Value, json};
use std::io::{BufWriter, Write};
use tidings_validate::{Code, Level};

/// Explain a message of the validator: what it means, why it matters and how to fix its cause
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  tidings explain MissingGuid")]
pub(super) struct Arguments {
    /// Code of the message, such as MissingGuid; without it, all codes are listed
    #[arg(value_name = "CODE", value_parser = code_named)]
    code: Option<Code>,
    /// Output format
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Text,
    Json,
}

pub(super) fn run(arguments: Arguments) -> Result<ExitStatus, CliError> {
    let mut out = BufWriter::new(std::io::stdout().lock());
    match (arguments.code, arguments.format) {
        (Some(code), Format::Text) => write_text(&mut out, code)?,
        (Some(code), Format::Json) => writeln!(out, "{:#}", object(code))?,
        (None, Format::Text) => Code::ALL.iter().try_for_each(|code| {
            writeln!(out, "{:<8} {:<34} {}", Level::name(code.level()), code.name(), code.summary())
        })?,
        (None, Format::Json) => {
            writeln!(out, "{:#}", Value::from_iter(Code::ALL.iter().copied().map(object)))?;
        }
    }
    out.flush()?;
    Ok(ExitStatus::Success)
}

fn write_text(out: &mut impl Write, code: Code) -> std::io::Result<()> {
    let explanation = code.explanation();
    write!(out, "{} ({}", code.name(), code.level())?;
    if let Some(parent) = code.parent() {
        write!(out, ", a kind of {}", parent.name())?;
    }
    writeln!(out, ")\n\n{}\n\nWhy it matters: {}", code.summary(), explanation.why)?;
    writeln!(out, "\nHow to fix it: {}", explanation.fix)?;
    if !explanation.example.is_empty() {
        writeln!(out)?;
        explanation.example.lines().try_for_each(|line| writeln!(out, "    {line}"))?;
    }
    writeln!(out, "\nSee {}", explanation.link)
}

fn object(code: Code) -> Value {
    let explanation = code.explanation();
    json!({
        "code": code.name(),
        "level": Level::name(code.level()),
        "parent": code.parent().map(Code::name),
        "text": code.summary(),
        "why": explanation.why,
        "fix": explanation.fix,
        "example": explanation.example,
        "link": explanation.link,
    })
}

/// The code with this name; the error names the most similar one.
pub(super) fn code_named(name: &str) -> Result<Code, String> {
    Code::named(name).ok_or_else(|| {
        let lower = name.to_ascii_lowercase();
        let similarity = |code: &Code| strsim::jaro_winkler(&code.name().to_ascii_lowercase(), &lower);
        let nearest = Code::ALL.iter().copied().max_by(|a, b| similarity(a).total_cmp(&similarity(b)));
        match nearest.filter(|code| similarity(code) > 0.75) {
            Some(nearest) => format!("there is no such message; did you mean {}?", nearest.name()),
            None => "there is no such message; 'tidings explain' lists them all".to_owned(),
        }
    })
}
