//! `touchline secrets`: the vault from the command line.

use std::io::{IsTerminal as _, Read as _, Write as _};

use anyhow::{Context as _, bail};
use clap::{Args, Subcommand};
use store::{
    Database,
    vault::{self, Keyring},
};
use zeroize::Zeroizing;

use super::told;
use crate::{
    access::{check_vault_keys, vault_keys},
    config::Config,
    database,
    http::logging,
};

/// Keeps passwords and keys of other services, sealed.
#[derive(Debug, Args)]
pub struct SecretsArgs {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Puts a secret into the vault or replaces its value, which is read from standard input.
    Set {
        /// Its name: lower-case letters, digits, dots, hyphens and underscores.
        name: String,
    },
    /// Lists the secrets without their values.
    List,
    /// Deletes a secret.
    Delete {
        /// Its name.
        name: String,
    },
    /// Seals every secret anew with the first key of `TOUCHLINE_VAULT_KEYS`. Servers go on meanwhile; give
    /// them all both keys before, and take the old one away afterwards.
    RotateKeys,
}

/// Runs the command.
///
/// # Errors
/// The database cannot be reached, a key does not fit it, or a secret does not open.
pub async fn run(args: SecretsArgs, config: Config) -> anyhow::Result<()> {
    logging::start(&config.data.log_filter);
    let ring = vault_keys(&config)?;
    let resolved = database::resolve(&config).await?;
    database::migrate(&resolved.url).await?;
    let db = database::connect(&config, &resolved.url).await?;
    let result = act(args.action, &db, &ring).await;
    db.close().await.ok();
    resolved.close().await?;
    result
}

async fn act(action: Action, db: &Database, ring: &Keyring) -> anyhow::Result<()> {
    check_vault_keys(db, ring).await?;
    match action {
        Action::Set { name } => {
            let value = read_value()?;
            let version = vault::put_secret(db, ring, None, &name, &value).await.map_err(told)?;
            say(&format!("{name} is kept, version {version}."))
        }
        Action::List => {
            for secret in vault::list_secrets(db).await? {
                say(&format!(
                    "{:<24}  {:<12}  version {}  key {}  changed {}  {}",
                    secret.name,
                    secret.masked(),
                    secret.version,
                    secret.key_id,
                    secret.changed_at.format("%Y-%m-%d %H:%M"),
                    secret.used_at.map_or_else(
                        || "never used".to_owned(),
                        |at| format!("used {}", at.format("%Y-%m-%d %H:%M"))
                    ),
                ))?;
            }
            Ok(())
        }
        Action::Delete { name } => {
            if !vault::delete_secret(db, None, &name).await? {
                bail!("there is no secret called {name}");
            }
            say(&format!("{name} is gone."))
        }
        Action::RotateKeys => {
            let rotated = vault::rotate_keys(db, ring).await?;
            let key = ring.ids().next().unwrap_or_default();
            say(&format!("{} secrets sealed anew with the key {key}.", rotated.resealed))
        }
    }
}

/// One value, without the line end that a pipe or a terminal adds.
fn read_value() -> anyhow::Result<Zeroizing<String>> {
    let mut input = std::io::stdin();
    if input.is_terminal() {
        eprintln!("Type or paste the value, then Ctrl-D (it is shown as you type):");
    }
    let mut value = Zeroizing::new(String::new());
    input.read_to_string(&mut value).context("the value is not text")?;
    let kept = value.strip_suffix('\n').unwrap_or(&value);
    let kept = kept.strip_suffix('\r').unwrap_or(kept);
    if kept.is_empty() {
        bail!("nothing came on standard input");
    }
    Ok(Zeroizing::new(kept.to_owned()))
}

fn say(line: &str) -> anyhow::Result<()> {
    writeln!(std::io::stdout().lock(), "{line}").context("the answer could not be printed")
}
