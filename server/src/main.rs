//! Parses the command and calls it.

use std::process::ExitCode;

use clap::Parser;
use server::commands::Arguments;

fn main() -> ExitCode {
    server::commands::run(Arguments::parse())
}
