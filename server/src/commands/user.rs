//! `touchline user`: accounts from the command line, for the first steps and for emergencies.

use std::io::{IsTerminal as _, Read as _, Write as _};

use anyhow::{Context as _, bail};
use backroom::{AccountChange, Role};
use chrono::Utc;
use clap::{Args, Subcommand};
use store::{
    Database,
    accounts::{self, NewAccount},
};

use super::told;
use crate::{config::Config, database, http::logging};

/// Adds, lists and changes accounts.
#[derive(Debug, Args)]
pub struct UserArgs {
    #[command(subcommand)]
    action: UserAction,
}

#[derive(Debug, Subcommand)]
enum UserAction {
    /// Adds an account. The password is read from standard input.
    Add {
        /// Its name.
        name: String,
        /// viewer, analyst or admin.
        #[arg(long, default_value = "viewer")]
        role: Role,
        /// Its e-mail address.
        #[arg(long)]
        email: Option<String>,
    },
    /// Lists every account.
    List,
    /// Gives an account another role.
    SetRole {
        /// Its name.
        name: String,
        /// viewer, analyst or admin.
        role: Role,
    },
    /// Sets the password of an account, which ends its sessions. Read from standard input.
    SetPassword {
        /// Its name.
        name: String,
        /// The account has to choose another at its next sign-in.
        #[arg(long)]
        must_change: bool,
    },
}

/// Accounts read at once when listing.
const PAGE: u32 = 200;

/// Runs the command.
///
/// # Errors
/// The database is not available, or refuses: the message says which field and why.
pub async fn run(args: UserArgs, config: Config) -> anyhow::Result<()> {
    logging::start(&config.data.log_filter);
    let resolved = database::resolve(&config).await?;
    database::migrate(&resolved.url).await?;
    let db = database::connect(&config, &resolved.url).await?;
    let result = act(args.action, &db).await;
    db.close().await.ok();
    resolved.close().await?;
    result
}

async fn act(action: UserAction, db: &Database) -> anyhow::Result<()> {
    match action {
        UserAction::Add { name, role, email } => {
            let password = read_password()?;
            let account = accounts::create_by(
                db,
                None,
                NewAccount {
                    name: &name,
                    email: email.as_deref(),
                    password: &password,
                    role,
                    must_change_password: false,
                },
            )
            .await
            .map_err(told)?;
            say(&format!("Added {} as {}.", account.name, account.role))
        }
        UserAction::List => list(db).await,
        UserAction::SetRole { name, role } => {
            let account = named(db, &name).await?;
            let change = AccountChange::to_role(role);
            accounts::change_by(db, None, account.id, change, Utc::now()).await.map_err(told)?;
            say(&format!("{} is now {role}.", account.name))
        }
        UserAction::SetPassword { name, must_change } => {
            let account = named(db, &name).await?;
            let password = read_password()?;
            accounts::set_password(db, account.id, &password, must_change, None)
                .await
                .map_err(told)?;
            note(db, "account.set_password", account.id.0).await?;
            say(&format!("{} has a new password and is signed out everywhere.", account.name))
        }
    }
}

async fn list(db: &Database) -> anyhow::Result<()> {
    let mut after: Option<String> = None;
    loop {
        let page = accounts::list(db, after.as_deref(), PAGE).await?;
        for account in &page {
            let closed = if account.disabled { "  disabled" } else { "" };
            say(&format!("{:<8} {}{closed}", account.role.as_str(), account.name))?;
        }
        match page.last() {
            Some(last) => after = Some(last.name.clone()),
            None => return Ok(()),
        }
    }
}

async fn named(db: &Database, name: &str) -> anyhow::Result<accounts::Account> {
    accounts::find_by_name(db, name)
        .await?
        .with_context(|| format!("there is no account `{name}`; see: touchline user list"))
}

async fn note(db: &Database, action: &str, id: i64) -> anyhow::Result<()> {
    let detail = serde_json::json!({"by": "command"});
    accounts::audit(db, None, action, &format!("account:{id}"), detail, None).await?;
    Ok(())
}

/// The first line of standard input. Never an argument: those stand in the shell's history and in
/// the list of processes.
fn read_password() -> anyhow::Result<String> {
    let mut input = std::io::stdin();
    let mut text = String::new();
    if input.is_terminal() {
        eprint!("Password (shown while you type; better: pipe it in): ");
        input.read_line(&mut text)?;
    } else {
        input.read_to_string(&mut text)?;
    }
    let password = text.lines().next().unwrap_or_default();
    if password.is_empty() {
        bail!("no password on standard input; for example: printf %s \"$PASSWORD\" | touchline …");
    }
    Ok(password.to_owned())
}

fn say(line: &str) -> anyhow::Result<()> {
    writeln!(std::io::stdout().lock(), "{line}")?;
    Ok(())
}
