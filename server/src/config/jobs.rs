//! How background jobs are run and where market values come from.

use std::{path::PathBuf, time::Duration};

use backroom::SecretView;

use super::environment::{ConfigError, Environment, Variable};
use crate::jobs::WorkerSettings;

/// How background jobs are run and where market values come from.
#[derive(Clone, Debug)]
pub struct JobsConfig {
    /// Jobs of one queue that run at once in one process.
    pub concurrency: usize,
    /// Time without a sign of life after which a job is given to another worker.
    pub lease: Duration,
    /// A CSV or JSON file with market values.
    pub market_values_file: Option<PathBuf>,
    /// An address that answers with a player's market value; `{provider_id}` in it is replaced.
    pub market_values_url: Option<String>,
    /// The secret of the vault that the address is asked with.
    pub market_values_secret: Option<String>,
}

const CONCURRENCY: Variable = Variable {
    name: "TOUCHLINE_JOB_CONCURRENCY",
    meaning: "Jobs of one queue that run at once in one process. What asks a provider, and reports of a \
              batch, have a bound of their own over all processes.",
    default: "4",
    secret: false,
};
const LEASE: Variable = Variable {
    name: "TOUCHLINE_JOB_LEASE_SECS",
    meaning: "Seconds without a sign of life after which a job is given to another worker.",
    default: "15",
    secret: false,
};
const MARKET_VALUES_FILE: Variable = Variable {
    name: "TOUCHLINE_MARKET_VALUES_FILE",
    meaning: "File from which market values are refreshed: CSV with the columns provider_id, date \
              and amount_eur, or JSON, an array of objects with these fields.",
    default: "",
    secret: false,
};
const MARKET_VALUES_URL: Variable = Variable {
    name: "TOUCHLINE_MARKET_VALUES_URL",
    meaning: "Address from which market values are refreshed, such as \
              https://values.example.org/players/{provider_id}. It answers with JSON: date and \
              amount_eur. Used when no file is given.",
    default: "",
    secret: false,
};

const MARKET_VALUES_SECRET: Variable = Variable {
    name: "TOUCHLINE_MARKET_VALUES_SECRET",
    meaning: "Name of the secret in the vault that TOUCHLINE_MARKET_VALUES_URL is asked with, as \
              Authorization: Bearer. The name, not the value: put that with touchline secrets set.",
    default: "",
    secret: false,
};

impl JobsConfig {
    pub(super) const VARIABLES: &[&Variable] =
        &[&CONCURRENCY, &LEASE, &MARKET_VALUES_FILE, &MARKET_VALUES_URL, &MARKET_VALUES_SECRET];

    /// Reads the section.
    ///
    /// # Errors
    /// A value that cannot be used.
    pub fn from_env(environment: &Environment) -> Result<Self, ConfigError> {
        let url = environment.read(
            &MARKET_VALUES_URL,
            "an http or https address with {provider_id} in it",
            |text| {
                let is_address = text.starts_with("https://") || text.starts_with("http://");
                match text {
                    "" => Some(None),
                    _ if is_address && text.contains("{provider_id}") => {
                        Some(Some(text.to_owned()))
                    }
                    _ => None,
                }
            },
        )?;
        Ok(Self {
            concurrency: environment.read(&CONCURRENCY, "a number, 1 to 256", |text| {
                text.parse().ok().filter(|count| (1..=256).contains(count))
            })?,
            lease: Duration::from_secs(environment.read(&LEASE, "seconds, 2 to 3600", |text| {
                text.parse().ok().filter(|seconds| (2..=3_600).contains(seconds))
            })?),
            market_values_file: environment.text(&MARKET_VALUES_FILE)?.map(PathBuf::from),
            market_values_url: url,
            market_values_secret: environment.read(
                &MARKET_VALUES_SECRET,
                "the name of a secret",
                |text| match text {
                    "" => Some(None),
                    name => SecretView::is_name(name).then(|| Some(name.to_owned())),
                },
            )?,
        })
    }

    /// Short leases and no source of market values.
    pub fn for_testing() -> Self {
        Self { lease: Duration::from_secs(1), ..Self::default() }
    }

    /// What the workers are told.
    pub fn worker_settings(&self) -> WorkerSettings {
        WorkerSettings {
            concurrency: self.concurrency,
            lease: self.lease,
            ..WorkerSettings::default()
        }
    }
}

impl Default for JobsConfig {
    fn default() -> Self {
        Self {
            concurrency: 4,
            lease: Duration::from_secs(15),
            market_values_file: None,
            market_values_url: None,
            market_values_secret: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_without_a_place_for_the_player_is_refused() {
        let of = |url| Environment::of(&[("TOUCHLINE_MARKET_VALUES_URL", url)]);

        let error = JobsConfig::from_env(&of("https://values.example.org")).unwrap_err();
        let taken = JobsConfig::from_env(&of("https://values.example.org/{provider_id}")).unwrap();

        assert_eq!(error.name, "TOUCHLINE_MARKET_VALUES_URL");
        assert!(taken.market_values_url.is_some());
    }

    #[test]
    fn the_defaults_of_the_code_are_the_defaults_of_the_variables() {
        let read = JobsConfig::from_env(&Environment::default()).unwrap();
        let default = JobsConfig::default();

        assert_eq!((read.concurrency, read.lease), (default.concurrency, default.lease));
        assert_eq!(read.market_values_file, default.market_values_file);
    }
}
