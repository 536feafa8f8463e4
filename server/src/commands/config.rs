//! `touchline config`: checks or prints the settings.

use std::io::Write as _;

use clap::{Args, Subcommand};

use crate::config::{Config, Environment, sample, variables};

/// Checks or prints the settings.
#[derive(Debug, Args)]
pub struct ConfigArgs {
    #[command(subcommand)]
    action: ConfigAction,
}

#[derive(Debug, Subcommand)]
enum ConfigAction {
    /// Says whether a server would start with the present settings.
    Check,
    /// Prints every setting with its present value; secrets are masked.
    Print {
        /// Prints the text of `.env.sample` instead.
        #[arg(long)]
        sample: bool,
    },
}

/// Runs the command.
///
/// # Errors
/// `check`: a setting that stops the start.
pub fn run(args: &ConfigArgs, environment: &Environment) -> anyhow::Result<()> {
    let mut out = std::io::stdout().lock();
    match args.action {
        ConfigAction::Check => {
            Config::from_env(environment)?;
            let declared: Vec<_> = variables().collect();
            for name in environment.undeclared(&declared) {
                writeln!(out, "{name} is not a setting of Touchline: is it misspelt?")?;
            }
            writeln!(out, "The settings are good.")?;
        }
        ConfigAction::Print { sample: true } => write!(out, "{}", sample())?,
        ConfigAction::Print { sample: false } => {
            for variable in variables() {
                let text = environment.text(variable)?;
                let shown = match (text, variable.secret) {
                    (None, _) => variable.default.to_owned(),
                    (Some(text), false) => text,
                    (Some(text), true) => format!("<{} characters>", text.chars().count()),
                };
                writeln!(out, "{}={shown}", variable.name)?;
            }
        }
    }
    Ok(())
}
