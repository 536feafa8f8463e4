//! The settings of the program: one file a section, read once at start. Environment variables only;
//! nothing here is read again later.

mod access;
mod data;
mod database;
mod environment;
mod http;
mod jobs;
mod telemetry;
mod vault;

use std::{fmt::Write as _, path::PathBuf};

pub use access::{AccessConfig, SESSION_KEY_BYTES, TokenKey};
pub use data::DataConfig;
pub use database::DatabaseConfig;
pub use environment::{ConfigError, Environment, Variable};
pub use http::HttpConfig;
pub use jobs::JobsConfig;
pub use telemetry::TelemetryConfig;
pub use vault::VaultConfig;

/// Every setting.
#[derive(Clone, Default)]
pub struct Config {
    /// How to reach Postgres.
    pub database: DatabaseConfig,
    /// Where the server listens, whom it trusts and how much it takes.
    pub http: HttpConfig,
    /// Who may come in.
    pub access: AccessConfig,
    /// Where data lies.
    pub data: DataConfig,
    /// How jobs are run.
    pub jobs: JobsConfig,
    /// Keys of the vault.
    pub vault: VaultConfig,
    /// Where traces are sent.
    pub telemetry: TelemetryConfig,
}

impl Config {
    /// Reads every section and checks what spans sections.
    ///
    /// # Errors
    /// The first value that cannot be used, with its name, what was found and what is expected.
    pub fn from_env(environment: &Environment) -> Result<Self, ConfigError> {
        let config = Self {
            database: DatabaseConfig::from_env(environment)?,
            http: HttpConfig::from_env(environment)?,
            access: AccessConfig::from_env(environment)?,
            data: DataConfig::from_env(environment)?,
            jobs: JobsConfig::from_env(environment)?,
            vault: VaultConfig::from_env(environment)?,
            telemetry: TelemetryConfig::from_env(environment)?,
        };
        if !config.http.is_loopback() {
            config.access.check_exposed()?;
            config.vault.check_exposed()?;
        }
        Ok(config)
    }

    /// A server on any free port with the database at `database_url` and data in `folder`.
    pub fn for_testing(database_url: &str, folder: PathBuf) -> Self {
        Self {
            database: DatabaseConfig::for_testing(database_url),
            http: HttpConfig::for_testing(),
            access: AccessConfig::for_testing(),
            data: DataConfig::for_testing(folder),
            jobs: JobsConfig::for_testing(),
            vault: VaultConfig::default(),
            telemetry: TelemetryConfig::default(),
        }
    }
}

/// Every variable, by section.
pub fn variables() -> impl Iterator<Item = &'static Variable> {
    [
        DatabaseConfig::VARIABLES,
        HttpConfig::VARIABLES,
        AccessConfig::VARIABLES,
        DataConfig::VARIABLES,
        JobsConfig::VARIABLES,
        VaultConfig::VARIABLES,
        TelemetryConfig::VARIABLES,
    ]
    .into_iter()
    .flatten()
    .copied()
}

/// The text of `.env.sample`: every variable with its meaning and default.
pub fn sample() -> String {
    let mut text = String::from(
        "# Settings of Touchline. Copy to `.env` and change what you need; what is commented out has\n\
         # the value shown. `touchline config check` says what is wrong.\n",
    );
    for variable in variables() {
        text.push('\n');
        for line in wrapped(variable.meaning, 96) {
            let _ = writeln!(text, "# {line}");
        }
        if variable.secret {
            let _ =
                writeln!(text, "# Secret: may also be given as a file, {}_FILE.", variable.name);
        }
        let _ = writeln!(text, "#{}={}", variable.name, variable.default);
    }
    text
}

/// `text` in lines of at most `width` characters.
fn wrapped(text: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.is_empty() => line.push_str(word),
            Some(line) if line.len() + 1 + word.len() <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn env_sample_lists_every_variable_with_its_meaning_and_default() {
        let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../.env.sample");
        let written = std::fs::read_to_string(file).unwrap();

        assert!(
            written == sample(),
            "write it again with: cargo run -- config print --sample > .env.sample"
        );
    }

    #[test]
    fn the_defaults_of_the_code_are_the_defaults_of_the_variables() {
        let read = Config::from_env(&Environment::default()).unwrap();
        let default = Config::default();

        assert_eq!(read.http.listen, default.http.listen);
        assert_eq!(read.http.rate_limit_per_minute, default.http.rate_limit_per_minute);
        assert_eq!(read.http.body_limit_bytes, default.http.body_limit_bytes);
        assert_eq!(read.http.max_in_flight, default.http.max_in_flight);
        assert_eq!(read.http.request_timeout, default.http.request_timeout);
        assert_eq!(read.http.site_dir, default.http.site_dir);
        assert_eq!(read.database.max_connections, default.database.max_connections);
        assert_eq!(read.database.acquire_timeout, default.database.acquire_timeout);
        assert_eq!(read.database.lists_at_once, default.database.lists_at_once);
        assert_eq!(read.access.access_token_life, default.access.access_token_life);
        assert_eq!(read.data.folder, default.data.folder);
    }

    #[test]
    fn the_demo_is_refused_on_an_address_that_others_reach() {
        let exposed = Environment::of(&[
            ("TOUCHLINE_LISTEN", "0.0.0.0:8080"),
            ("TOUCHLINE_DEMO", "1"),
            ("TOUCHLINE_SESSION_KEY", &"k".repeat(64)),
        ]);

        let error = Config::from_env(&exposed).err().unwrap();

        assert_eq!(error.name, "TOUCHLINE_DEMO");
    }

    #[test]
    fn a_short_or_missing_key_is_refused_on_an_address_that_others_reach_and_the_cure_is_told() {
        let exposed = Environment::of(&[
            ("TOUCHLINE_LISTEN", "[::]:8080"),
            ("TOUCHLINE_SESSION_KEY", &"k".repeat(63)),
        ]);
        let without_vault = Environment::of(&[
            ("TOUCHLINE_LISTEN", "[::]:8080"),
            ("TOUCHLINE_SESSION_KEY", &"k".repeat(64)),
        ]);
        let complete = Environment::of(&[
            ("TOUCHLINE_LISTEN", "[::]:8080"),
            ("TOUCHLINE_SESSION_KEY", &"k".repeat(64)),
            ("TOUCHLINE_VAULT_KEYS", "2026:MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE="),
        ]);

        let error = Config::from_env(&exposed).err().unwrap();
        let vault = Config::from_env(&without_vault).err().unwrap();

        assert_eq!(error.name, "TOUCHLINE_SESSION_KEY");
        assert!(error.expected.contains("openssl rand -base64 64"), "{error}");
        assert_eq!(vault.name, "TOUCHLINE_VAULT_KEYS");
        assert!(vault.expected.contains("openssl rand -base64 32"), "{vault}");
        assert!(Config::from_env(&complete).is_ok());
    }

    #[test]
    fn the_demo_opens_reading_and_registration_unless_told_otherwise() {
        let demo = Environment::of(&[("TOUCHLINE_DEMO", "1")]);
        let closed = Environment::of(&[
            ("TOUCHLINE_DEMO", "1"),
            ("TOUCHLINE_REGISTRATION", "closed"),
            ("TOUCHLINE_PUBLIC_READ", "0"),
        ]);

        let demo = Config::from_env(&demo).unwrap().access;
        let closed = Config::from_env(&closed).unwrap().access;

        assert!(demo.registration_open && demo.public_read);
        assert!(!closed.registration_open && !closed.public_read);
    }
}
