//! For which players a batch is, as it stands in a payload.

use std::collections::BTreeMap;

use football::{FieldError, PlayerFilter, PlayerId, PlayerQuery};
use serde::{Deserialize, Serialize};

use crate::{StoreError, players::Selection};

/// Most players that can be named one by one; who wants more takes a filter.
const MOST_NAMED: usize = 10_000;
/// Words of a list's address that say how to show it, not whom.
const NOT_A_FILTER: [&str; 3] = ["sort", "cursor", "limit"];

/// Players by id, by the filter of the list of players, or all.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChosenPlayers {
    /// Only these; anybody when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    player_ids: Option<Vec<PlayerId>>,
    /// Who fits, as in the address of the list: `{"position": "GK", "age_max": "23"}`.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    filter: BTreeMap<String, String>,
}

impl ChosenPlayers {
    /// Those of `player_ids`, if it is given, who fit `filter`.
    ///
    /// # Errors
    /// One [`FieldError`] for each word or value that cannot be read.
    pub fn new(
        player_ids: Option<Vec<PlayerId>>,
        filter: BTreeMap<String, String>,
    ) -> Result<Self, Vec<FieldError>> {
        let mut errors = Vec::new();
        match player_ids.as_ref().map(Vec::len) {
            Some(0) => errors.push(FieldError::new(
                "player_ids",
                "Name at least one player, or leave it out for all.",
            )),
            Some(count) if count > MOST_NAMED => errors.push(FieldError::new(
                "player_ids",
                format!("Name at most {MOST_NAMED} players, or use a filter."),
            )),
            _ => {}
        }
        for name in filter.keys() {
            if !PlayerQuery::NAMES.contains(&name.as_str()) || NOT_A_FILTER.contains(&name.as_str())
            {
                let words: Vec<_> = PlayerQuery::NAMES
                    .into_iter()
                    .filter(|name| !NOT_A_FILTER.contains(name))
                    .collect();
                errors.push(FieldError::new(
                    &format!("filter.{name}"),
                    format!("There is no such filter; use {}.", words.join(", ")),
                ));
            }
        }
        if let Err(unread) = parse(&filter) {
            errors.extend(
                unread.into_iter().map(|error| {
                    FieldError::new(&format!("filter.{}", error.field), error.message)
                }),
            );
        }
        if errors.is_empty() { Ok(Self { player_ids, filter }) } else { Err(errors) }
    }

    /// What was read from a payload, if [`Self::new`] would take it.
    ///
    /// # Errors
    /// As [`Self::new`].
    pub fn checked(self) -> Result<Self, Vec<FieldError>> {
        Self::new(self.player_ids, self.filter)
    }

    /// Nobody is left out.
    pub fn is_everybody(&self) -> bool {
        self.player_ids.is_none() && self.filter.is_empty()
    }

    /// Who they are, for people.
    pub fn subject(&self) -> String {
        let who = match self.player_ids.as_ref().map(Vec::len) {
            None => "all players".to_owned(),
            Some(1) => "1 player".to_owned(),
            Some(count) => format!("{count} players"),
        };
        if self.filter.is_empty() {
            return who;
        }
        let filter: Vec<_> =
            self.filter.iter().map(|(name, value)| format!("{name}={value}")).collect();
        format!("{who} with {}", filter.join(", "))
    }

    /// The players; only those whom a provider knows when `only_provided`.
    ///
    /// # Errors
    /// [`StoreError::Invalid`] for a filter that this release does not know.
    pub fn selection(&self, only_provided: bool) -> Result<Selection, StoreError> {
        let filter = parse(&self.filter).map_err(StoreError::Invalid)?;
        Ok(Selection { only: self.player_ids.clone(), filter, only_provided })
    }
}

fn parse(filter: &BTreeMap<String, String>) -> Result<PlayerFilter, Vec<FieldError>> {
    let pairs = filter.iter().map(|(name, value)| (name.as_str(), value.as_str()));
    PlayerQuery::parse(pairs).map(|query| query.filter)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filter(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
        pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }

    #[test]
    fn words_that_choose_nobody_and_values_that_cannot_be_read_are_named() {
        let errors = ChosenPlayers::new(
            Some(Vec::new()),
            filter(&[("shoe_size", "9"), ("sort", "age"), ("age_min", "old")]),
        )
        .unwrap_err();

        let fields: Vec<_> = errors.iter().map(|error| error.field.as_str()).collect();
        assert_eq!(fields, ["player_ids", "filter.shoe_size", "filter.sort", "filter.age_min"]);
    }

    #[test]
    fn the_subject_says_who_is_meant() {
        let named = ChosenPlayers::new(Some(vec![PlayerId(3)]), filter(&[])).unwrap();
        let young = ChosenPlayers::new(None, filter(&[("age_max", "21"), ("position", "GK")]));

        assert_eq!(ChosenPlayers::default().subject(), "all players");
        assert_eq!(named.subject(), "1 player");
        assert_eq!(young.unwrap().subject(), "all players with age_max=21, position=GK");
    }

    #[test]
    fn a_payload_of_the_release_before_is_still_read() {
        let all: ChosenPlayers = serde_json::from_str(r#"{"player_ids":null}"#).unwrap();
        let some: ChosenPlayers = serde_json::from_str(r#"{"player_ids":[4]}"#).unwrap();

        assert!(all.is_everybody());
        assert_eq!(some.selection(false).unwrap().only, Some(vec![PlayerId(4)]));
    }
}
