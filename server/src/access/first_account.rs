//! The first sign-in of a new server, and the check that the demo's is not left on one that others
//! reach.

use std::io::Write as _;

use anyhow::bail;
use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD};
use rand::RngCore as _;
use store::{Database, accounts};

use crate::config::Config;

/// Name of the first administrator.
pub const DEMO_NAME: &str = "admin";
/// The demo's password, which everybody knows.
pub const DEMO_PASSWORD: &str = "admin123";

/// Makes the first administrator, if there is no account yet: in the demo with the known password,
/// else with a random one that is printed once and has to be changed at the first sign-in.
///
/// # Errors
/// The database is not available.
pub async fn ensure_first_account(config: &Config, db: &Database) -> anyhow::Result<()> {
    if config.access.demo {
        accounts::create_demo_admin(db, DEMO_NAME, DEMO_PASSWORD).await?;
        return Ok(());
    }
    let password = one_time_password();
    if accounts::create_first_admin(db, DEMO_NAME, &password).await?.is_some() {
        // To the terminal and not to the log: logs are kept and sent elsewhere.
        writeln!(
            std::io::stderr().lock(),
            "\nThis is the first start. Sign in once with\n\n    name      {DEMO_NAME}\n    \
             password  {password}\n\nand choose a password of your own. It is not shown again.\n"
        )?;
    }
    Ok(())
}

/// Refuses to serve others with the password that everybody knows.
///
/// # Errors
/// The address is not loopback and the administrator still has the demo's password.
pub async fn refuse_demo_password(config: &Config, db: &Database) -> anyhow::Result<()> {
    if !config.http.is_loopback() && accounts::has_password(db, DEMO_NAME, DEMO_PASSWORD).await? {
        bail!(
            "TOUCHLINE_LISTEN: {} is reached by other machines, but the account {DEMO_NAME} still \
             has the demo's password. Set another with: touchline user set-password {DEMO_NAME}",
            config.http.listen
        );
    }
    Ok(())
}

/// 96 random bits, which nobody guesses and a person can type: 16 letters and digits.
fn one_time_password() -> String {
    let mut bytes = [0; 12];
    rand::rng().fill_bytes(&mut bytes);
    BASE64_URL_SAFE_NO_PAD.encode(bytes)
}
