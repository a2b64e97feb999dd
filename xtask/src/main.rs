//! Development tasks that are not part of the program: `cargo xtask compare`, `cargo xtask tables`, `cargo
//! xtask ci`.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a command-line tool prints its results")]

mod ci;
mod compare;
mod error;
mod files;
mod tables;

use error::Error;
use std::process::ExitCode;

const USAGE: &str = "\
Usage:
  cargo xtask compare OLD NEW [--shared DIR] [--only TEXT]
      Compares the output of two tidings binaries over all test material.
  cargo xtask tables [--check | --import DIR]
      Generates the validator's tables from xtask/sources.
  cargo xtask ci [STEP...]
      Runs the steps of CI, or only the named ones. 'cargo xtask ci --list' prints them.";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let result = match arguments.split_first() {
        Some((task, rest)) if task == "compare" => compare::run(rest),
        Some((task, rest)) if task == "tables" => tables::run(rest),
        Some((task, rest)) if task == "ci" => ci::run(rest),
        _ => Err(Error::Usage(USAGE.to_owned())),
    };
    match result {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::from(2)
        }
    }
}
