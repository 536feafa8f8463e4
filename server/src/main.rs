//! Parses the command and calls it.

// A page's type is as deep as its markup; release builds look into all of it.
#![recursion_limit = "512"]

use std::process::ExitCode;

use clap::Parser;
use server::commands::Arguments;

/// A request makes some thousand small allocations, which is a tenth of its cost in the system's allocator.
#[global_allocator]
static ALLOCATOR: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

fn main() -> ExitCode {
    server::commands::run(Arguments::parse())
}
