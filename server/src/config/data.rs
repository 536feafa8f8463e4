//! Where data lies that is not in Postgres, and how much is told in the log.

use std::path::PathBuf;

use super::environment::{ConfigError, Environment, Variable};

/// Where data lies that is not in Postgres, and how much is told in the log.
#[derive(Clone, Debug)]
pub struct DataConfig {
    /// Uploads, the private database and generated keys.
    pub folder: PathBuf,
    /// Largest file that can be uploaded, in bytes.
    pub upload_limit_bytes: u64,
    /// What is logged, as a `tracing` filter.
    pub log_filter: String,
}

const DATA_DIR: Variable = Variable {
    name: "TOUCHLINE_DATA_DIR",
    meaning: "Folder for uploads, generated keys and, without DATABASE_URL, the private database.",
    default: "./data",
    secret: false,
};
const UPLOAD_LIMIT: Variable = Variable {
    name: "TOUCHLINE_UPLOAD_LIMIT_BYTES",
    meaning: "Largest file that can be uploaded, in bytes.",
    default: "536870912",
    secret: false,
};
const LOG: Variable = Variable {
    name: "TOUCHLINE_LOG",
    meaning: "What is logged: error, warn, info, debug, or a filter such as info,store=debug.",
    default: "info",
    secret: false,
};

impl DataConfig {
    pub(super) const VARIABLES: &[&Variable] = &[&DATA_DIR, &UPLOAD_LIMIT, &LOG];

    /// Reads the section.
    ///
    /// # Errors
    /// A value that cannot be used.
    pub fn from_env(environment: &Environment) -> Result<Self, ConfigError> {
        Ok(Self {
            folder: environment.parsed(&DATA_DIR, "a folder")?,
            upload_limit_bytes: environment.parsed(&UPLOAD_LIMIT, "a number of bytes")?,
            log_filter: environment.read(
                &LOG,
                "a level or a filter such as info,store=debug",
                |text| tracing_subscriber::EnvFilter::try_new(text).ok().map(|_| text.to_owned()),
            )?,
        })
    }

    /// `folder`, and warnings only.
    pub fn for_testing(folder: PathBuf) -> Self {
        Self { folder, upload_limit_bytes: 64 * 1024 * 1024, log_filter: "warn".to_owned() }
    }
}

impl Default for DataConfig {
    fn default() -> Self {
        Self {
            folder: PathBuf::from("./data"),
            upload_limit_bytes: 512 * 1024 * 1024,
            log_filter: "info".to_owned(),
        }
    }
}
