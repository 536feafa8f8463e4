//! `touchline openapi`: prints the document that describes the REST API.

use std::io::Write as _;

use clap::Args;

use crate::http::api;

/// Prints the OpenAPI document of the REST API.
#[derive(Debug, Args)]
pub struct OpenapiArgs {}

/// Runs the command.
///
/// # Errors
/// Standard output cannot be written.
pub fn run(_args: &OpenapiArgs) -> anyhow::Result<()> {
    let document = api::document().to_pretty_json()?;
    writeln!(std::io::stdout().lock(), "{document}")?;
    Ok(())
}
