//! Who may come in, and the keys that say so.

use std::time::Duration;

use super::environment::{ConfigError, Environment, Variable};

/// Shortest session key that a server open to others may have, in bytes.
pub const SESSION_KEY_BYTES: usize = 64;

/// Who may come in, and the keys that say so.
#[derive(Clone)]
pub struct AccessConfig {
    /// Secret behind signed and sealed tokens; `None` means the one in the data folder.
    pub session_key: Option<String>,
    /// Keys of access tokens by id, the signing one first; empty means one made from the session
    /// key.
    pub token_keys: Vec<TokenKey>,
    /// Life of an access token.
    pub access_token_life: Duration,
    /// Anybody may make an account, which starts as a viewer.
    pub registration_open: bool,
    /// Anybody may read players, matches and reports.
    pub public_read: bool,
    /// The demo: a known sign-in, demo data, loopback only.
    pub demo: bool,
    /// Whose room it is, shown on the sign-in page.
    pub club_name: String,
}

/// A secret that signs access tokens.
#[derive(Clone, PartialEq, Eq)]
pub struct TokenKey {
    /// The token's `kid`.
    pub id: String,
    /// The secret.
    pub secret: String,
}

const SESSION_KEY: Variable = Variable {
    name: "TOUCHLINE_SESSION_KEY",
    meaning: "Secret behind signed and sealed tokens, at least 64 bytes: openssl rand -base64 64 | \
              tr -d '\\n'. Not set on loopback: one is made and kept in TOUCHLINE_DATA_DIR.",
    default: "",
    secret: true,
};
const TOKEN_KEYS: Variable = Variable {
    name: "TOUCHLINE_TOKEN_KEYS",
    meaning: "Secrets that sign access tokens as id:secret, parted by commas, the signing one \
              first; the others are still believed. Not set: one made from the session key.",
    default: "",
    secret: true,
};
const ACCESS_TOKEN_MINUTES: Variable = Variable {
    name: "TOUCHLINE_ACCESS_TOKEN_MINUTES",
    meaning: "Life of an access token of the REST API in minutes, 10 to 30.",
    default: "15",
    secret: false,
};
const REGISTRATION: Variable = Variable {
    name: "TOUCHLINE_REGISTRATION",
    meaning: "Who may make an account: open (anybody, as a viewer) or closed (administrators). Not \
              set: closed, and open in the demo.",
    default: "",
    secret: false,
};
const PUBLIC_READ: Variable = Variable {
    name: "TOUCHLINE_PUBLIC_READ",
    meaning: "1: anybody may read players, matches and reports without signing in.",
    default: "",
    secret: false,
};
const DEMO: Variable = Variable {
    name: "TOUCHLINE_DEMO",
    meaning: "1: the demo, with the administrator admin / admin123 and public reading. Loopback \
              only.",
    default: "0",
    secret: false,
};
const CLUB_NAME: Variable = Variable {
    name: "TOUCHLINE_CLUB_NAME",
    meaning: "Whose room it is, shown on the sign-in page.",
    default: "",
    secret: false,
};

impl AccessConfig {
    pub(super) const VARIABLES: &[&Variable] = &[
        &SESSION_KEY,
        &TOKEN_KEYS,
        &ACCESS_TOKEN_MINUTES,
        &REGISTRATION,
        &PUBLIC_READ,
        &DEMO,
        &CLUB_NAME,
    ];

    /// Reads the section.
    ///
    /// # Errors
    /// A value that cannot be used.
    pub fn from_env(environment: &Environment) -> Result<Self, ConfigError> {
        let demo = environment.switch(&DEMO)?;
        let registration_open =
            environment.read(&REGISTRATION, "open or closed", |text| match text {
                "" => Some(demo),
                "open" => Some(true),
                "closed" => Some(false),
                _ => None,
            })?;
        let public_read = match environment.text(&PUBLIC_READ)? {
            Some(_) => environment.switch(&PUBLIC_READ)?,
            None => demo,
        };
        let minutes: u64 =
            environment.read(&ACCESS_TOKEN_MINUTES, "minutes, 10 to 30", |text| {
                text.parse().ok().filter(|minutes| (10..=30).contains(minutes))
            })?;
        Ok(Self {
            session_key: environment.text(&SESSION_KEY)?,
            token_keys: environment.list(
                &TOKEN_KEYS,
                "id:secret with at least 32 bytes of secret, parted by commas",
                token_key,
            )?,
            access_token_life: Duration::from_mins(minutes),
            registration_open,
            public_read,
            demo,
            club_name: environment.text(&CLUB_NAME)?.unwrap_or_default(),
        })
    }

    /// A fixed key and closed registration.
    pub fn for_testing() -> Self {
        Self { session_key: Some("t".repeat(SESSION_KEY_BYTES)), ..Self::default() }
    }

    /// Refuses what must not be reachable from other machines.
    pub(super) fn check_exposed(&self) -> Result<(), ConfigError> {
        if self.demo {
            return Err(ConfigError {
                name: DEMO.name.to_owned(),
                found: "the demo, whose password everybody knows, on an address that other \
                        machines reach"
                    .to_owned(),
                expected: "TOUCHLINE_DEMO=0, or TOUCHLINE_LISTEN on 127.0.0.1".to_owned(),
            });
        }
        let length = self.session_key.as_deref().map_or(0, str::len);
        if length < SESSION_KEY_BYTES {
            return Err(ConfigError {
                name: SESSION_KEY.name.to_owned(),
                found: if length == 0 {
                    "nothing".to_owned()
                } else {
                    format!("a value of {length} bytes")
                },
                expected: format!(
                    "at least {SESSION_KEY_BYTES} bytes; make one with: \
                     export TOUCHLINE_SESSION_KEY=\"$(openssl rand -base64 64 | tr -d '\\n')\""
                ),
            });
        }
        Ok(())
    }
}

impl Default for AccessConfig {
    fn default() -> Self {
        Self {
            session_key: None,
            token_keys: Vec::new(),
            access_token_life: Duration::from_mins(15),
            registration_open: false,
            public_read: false,
            demo: false,
            club_name: String::new(),
        }
    }
}

/// `id:secret`; HS256 asks for a secret as long as its hash, 32 bytes (RFC 7518 3.2).
fn token_key(text: &str) -> Option<TokenKey> {
    let (id, secret) = text.split_once(':')?;
    (!id.is_empty() && secret.len() >= 32)
        .then(|| TokenKey { id: id.to_owned(), secret: secret.to_owned() })
}
