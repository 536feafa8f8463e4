//! What kind of fault an error is, without anything that it tells of data.

use sea_orm::DbErr;

use crate::{StoreError, error::code_of, vault::VaultError};

/// The kind of an error that nothing is known of: somebody formatted a sentence.
pub const OTHER_KIND: &str = "another error";

/// The kind of fault that `error` is: a word, a code, or a sentence that stands in the program; never
/// what was formatted into a message. `None` where the database was not there: that is no fault of ours,
/// and nobody has to be told twice.
pub fn kind_of(error: &anyhow::Error) -> Option<String> {
    for cause in error.chain() {
        if let Some(error) = cause.downcast_ref::<StoreError>() {
            return of_store(error);
        }
        if let Some(error) = cause.downcast_ref::<DbErr>() {
            return Some(of_database(error));
        }
        if let Some(error) = cause.downcast_ref::<VaultError>() {
            return match error {
                VaultError::Store(error) => of_store(error),
                VaultError::Unknown(_) => Some("vault: no such secret".to_owned()),
                VaultError::KeyMissing { .. } => Some("vault: a key is missing".to_owned()),
                VaultError::Damaged(_) => Some("vault: a secret does not open".to_owned()),
                VaultError::WrongKey(_) => Some("vault: another key".to_owned()),
            };
        }
        if let Some(error) = cause.downcast_ref::<std::io::Error>() {
            return Some(format!("file error: {}", error.kind()));
        }
        if let Some(error) = cause.downcast_ref::<serde_json::Error>() {
            return Some(format!("JSON: {:?} error", error.classify()).to_lowercase());
        }
    }
    // A text without anything formatted into it is a part of the program.
    let fixed = error.downcast_ref::<&'static str>();
    Some(fixed.map_or_else(|| OTHER_KIND.to_owned(), |text| (*text).to_owned()))
}

fn of_store(error: &StoreError) -> Option<String> {
    Some(match error {
        StoreError::Unavailable(_) => return None,
        StoreError::Conflict { .. } => "a conflict that nobody answered for".to_owned(),
        StoreError::Invalid(_) => "a refusal that nobody answered for".to_owned(),
        StoreError::Database(error) => of_database(error),
        StoreError::Unreadable { what, .. } => format!("stored {what} cannot be read"),
        StoreError::File(error) => format!("file error: {}", error.kind()),
    })
}

fn of_database(error: &DbErr) -> String {
    match code_of(error) {
        Some(code) => format!("database error {code}"),
        None => "database error without a code".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use anyhow::{Context as _, anyhow};

    use super::*;

    fn io() -> std::io::Error {
        std::io::Error::new(std::io::ErrorKind::NotFound, "/home/ada/secret")
    }

    #[test]
    fn a_kind_holds_nothing_that_was_formatted_into_a_message() {
        let name = "Martin Ødegaard";
        let unreadable = StoreError::Unreadable { what: "job steps", source: Box::new(io()) };
        let json = serde_json::from_str::<u8>("\"Martin\"").unwrap_err();
        let kinds = [
            kind_of(&anyhow!("{name} is broken")),
            kind_of(&anyhow!("{name} is broken").context(format!("while reading {name}"))),
            kind_of(&anyhow::Error::from(StoreError::File(io()))),
            kind_of(&Err::<(), _>(io()).context("reading").unwrap_err()),
            kind_of(&unreadable.into()),
            kind_of(&json.into()),
            kind_of(&VaultError::Unknown(name.to_owned()).into()),
            kind_of(&anyhow!("the clock stands still")),
        ];

        let kinds: Vec<_> = kinds.into_iter().flatten().collect();
        assert_eq!(
            kinds,
            [
                "another error",
                "another error",
                "file error: entity not found",
                "file error: entity not found",
                "stored job steps cannot be read",
                "json: data error",
                "vault: no such secret",
                "the clock stands still",
            ]
        );
    }

    #[test]
    fn a_database_that_is_away_is_no_incident() {
        let away = StoreError::Unavailable(DbErr::Custom("away".to_owned()));

        assert_eq!(kind_of(&away.into()), None);
    }
}
