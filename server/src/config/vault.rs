//! Keys that seal the vault.

use store::vault::Keyring;

use super::environment::{ConfigError, Environment, Variable};

/// Keys that seal the vault.
#[derive(Clone, Default)]
pub struct VaultConfig {
    /// The keys, the sealing one first; `None` means the one in the data folder.
    pub keys: Option<Keyring>,
}

const VAULT_KEYS: Variable = Variable {
    name: "TOUCHLINE_VAULT_KEYS",
    meaning: "Keys that seal the secrets of other services, as id:key with 32 bytes in base64, parted by \
              commas, the sealing one first; the others still open: 2026:$(openssl rand -base64 32). Not \
              set on loopback: one is made and kept in TOUCHLINE_DATA_DIR.",
    default: "",
    secret: true,
};

impl VaultConfig {
    pub(super) const VARIABLES: &[&Variable] = &[&VAULT_KEYS];

    /// Reads the section.
    ///
    /// # Errors
    /// A value that cannot be used; it is not shown.
    pub fn from_env(environment: &Environment) -> Result<Self, ConfigError> {
        let Some(text) = environment.text(&VAULT_KEYS)? else { return Ok(Self::default()) };
        let keys = Keyring::read(&text).map_err(|error| ConfigError {
            name: VAULT_KEYS.name.to_owned(),
            found: error.to_string(),
            expected: HOW.to_owned(),
        })?;
        Ok(Self { keys: Some(keys) })
    }

    /// Refuses a server open to others whose key lies beside its data.
    pub(super) fn check_exposed(&self) -> Result<(), ConfigError> {
        match self.keys {
            Some(_) => Ok(()),
            None => Err(ConfigError {
                name: VAULT_KEYS.name.to_owned(),
                found: "nothing".to_owned(),
                expected: HOW.to_owned(),
            }),
        }
    }
}

const HOW: &str = "id:key with 32 bytes in base64, parted by commas; make one with: export \
                   TOUCHLINE_VAULT_KEYS=\"$(date +%Y):$(openssl rand -base64 32)\"";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wrong_key_is_told_by_its_place_and_not_shown() {
        let environment = Environment::of(&[("TOUCHLINE_VAULT_KEYS", "2026:c2hvcnQ=")]);

        let error = VaultConfig::from_env(&environment).err().unwrap().to_string();

        assert!(error.contains("key number 1") && error.contains("openssl rand"), "{error}");
        assert!(!error.contains("c2hvcnQ"), "{error}");
    }
}
