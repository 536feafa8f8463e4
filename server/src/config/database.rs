//! How to reach Postgres.

use std::{num::NonZeroUsize, path::PathBuf, thread::available_parallelism, time::Duration};

use super::environment::{ConfigError, Environment, Variable};

/// How to reach Postgres.
#[derive(Clone)]
pub struct DatabaseConfig {
    /// Address of a cluster; `None` means the private one in the data folder.
    pub url: Option<String>,
    /// Folder with `postgres` and `initdb` for the private one; `None` means looking for it.
    pub postgres_bin: Option<PathBuf>,
    /// Most connections this process opens, beside those for lists.
    pub max_connections: u32,
    /// Longest wait for a free connection; then the answer is 503.
    pub acquire_timeout: Duration,
    /// Most lists of players that this process reads at once, each on a connection of its own.
    pub lists_at_once: NonZeroUsize,
}

const TWO: NonZeroUsize = NonZeroUsize::MIN.saturating_add(1);

const URL: Variable = Variable {
    name: "DATABASE_URL",
    meaning: "Address of a PostgreSQL 15 or newer, postgres://user:password@host/database. Not set: \
              Touchline runs a private one in TOUCHLINE_DATA_DIR.",
    default: "",
    secret: true,
};
const POSTGRES_BIN: Variable = Variable {
    name: "TOUCHLINE_POSTGRES_BIN",
    meaning: "Folder with the programs postgres and initdb for the private PostgreSQL. Not set: the \
              newest on PATH, in /usr/lib/postgresql and in Homebrew's folders.",
    default: "",
    secret: false,
};
const MAX_CONNECTIONS: Variable = Variable {
    name: "TOUCHLINE_DATABASE_MAX_CONNECTIONS",
    meaning: "Most database connections this process opens, 2 to 1000, beside those for lists.",
    default: "20",
    secret: false,
};
const ACQUIRE_TIMEOUT: Variable = Variable {
    name: "TOUCHLINE_DATABASE_ACQUIRE_TIMEOUT_MS",
    meaning: "Longest wait for a free connection in milliseconds; then the answer is 503.",
    default: "2000",
    secret: false,
};
const LISTS_AT_ONCE: Variable = Variable {
    name: "TOUCHLINE_DATABASE_LISTS_AT_ONCE",
    meaning: "Most lists of players that this process reads at once, on as many connections of their own; who comes \
              later waits in line. Not set: two for each processor of this machine.",
    default: "",
    secret: false,
};

impl DatabaseConfig {
    pub(super) const VARIABLES: &[&Variable] =
        &[&URL, &POSTGRES_BIN, &MAX_CONNECTIONS, &ACQUIRE_TIMEOUT, &LISTS_AT_ONCE];

    /// Reads the section.
    ///
    /// # Errors
    /// A value that cannot be used.
    pub fn from_env(environment: &Environment) -> Result<Self, ConfigError> {
        let url = environment.text(&URL)?;
        if let Some(url) = &url
            && !(url.starts_with("postgres://") || url.starts_with("postgresql://"))
        {
            return Err(ConfigError {
                name: URL.name.to_owned(),
                found: format!("a value of {} characters", url.chars().count()),
                expected: "postgres://user:password@host/database".to_owned(),
            });
        }
        Ok(Self {
            url,
            postgres_bin: environment.text(&POSTGRES_BIN)?.map(PathBuf::from),
            max_connections: environment.read(&MAX_CONNECTIONS, "a number, 2 to 1000", |text| {
                text.parse().ok().filter(|count| (2..=1000).contains(count))
            })?,
            acquire_timeout: Duration::from_millis(
                environment.parsed(&ACQUIRE_TIMEOUT, "milliseconds")?,
            ),
            lists_at_once: environment.read(&LISTS_AT_ONCE, "a number from 1", |text| {
                if text.is_empty() { Some(two_a_processor()) } else { text.parse().ok() }
            })?,
        })
    }

    /// A small pool on `url`, with patience: hundreds of tests make databases beside each other, and a new
    /// connection waits for all of them.
    pub fn for_testing(url: &str) -> Self {
        Self {
            url: Some(url.to_owned()),
            max_connections: 5,
            acquire_timeout: Duration::from_secs(30),
            ..Self::default()
        }
    }
}

impl Default for DatabaseConfig {
    fn default() -> Self {
        Self {
            url: None,
            postgres_bin: None,
            max_connections: 20,
            acquire_timeout: Duration::from_secs(2),
            lists_at_once: two_a_processor(),
        }
    }
}

/// One that computes and one on its way, for each processor.
fn two_a_processor() -> NonZeroUsize {
    available_parallelism().unwrap_or(NonZeroUsize::MIN).saturating_mul(TWO)
}
