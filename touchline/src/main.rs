//! The one program: the server and the pages that it serves, put together.

use std::process::ExitCode;

use clap::Parser;
use server::commands::Arguments;

/// A request makes some thousand small allocations, which is a tenth of its cost in the system's allocator.
#[global_allocator]
static ALLOCATOR: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

fn main() -> ExitCode {
    server::commands::run(Arguments::parse(), app::router)
}
