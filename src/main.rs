//! The `tidings` program: passes its arguments and its environment to the library and returns the exit
//! status.

use std::process::ExitCode;

fn main() -> ExitCode {
    tidings::cli::run(std::env::args_os(), std::env::vars_os())
}
