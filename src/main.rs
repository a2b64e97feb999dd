//! The `tidings` program: arguments in, an exit status out.

use std::process::ExitCode;

fn main() -> ExitCode {
    tidings::cli::run(std::env::args_os(), std::env::vars_os())
}
