//! What the address says: whom, in which season, and who is looked for to be added.

use football::{FieldError, PlayerId};
use leptos_router::params::ParamsMap;
use scouting_stats::PeerChoice;

use super::MOST;
use crate::season::pairs;

/// The address of the page.
pub(super) const PATH: &str = "/players/compare";

/// What the address says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Address {
    /// The players, in the order of asking, each once.
    pub(super) ids: Vec<PlayerId>,
    /// Which season, among whom.
    pub(super) choice: PeerChoice,
    /// Part of a name of who may be added.
    pub(super) text: String,
}

impl Address {
    pub(super) fn read(map: &ParamsMap) -> Result<Self, Vec<FieldError>> {
        let pairs = pairs(map, &PeerChoice::NAMES);
        let choice = PeerChoice::parse(pairs.iter().map(|(name, value)| (*name, value.as_str())))?;
        // A link has them with commas, a form without script one by one.
        let written = map.get_all("ids").unwrap_or_default().join(",");
        let mut ids = Vec::new();
        for id in written.split(',').map(str::trim).filter(|id| !id.is_empty()) {
            let id =
                id.parse::<PlayerId>().ok().ok_or_else(|| wrong("Give ids, parted by commas."))?;
            if !ids.contains(&id) {
                ids.push(id);
            }
        }
        if ids.len() > MOST {
            return Err(wrong("Choose at most six players."));
        }
        Ok(Self { ids, choice, text: map.get("q").unwrap_or_default().trim().to_owned() })
    }

    /// The ids as a form sends them.
    pub(super) fn written_ids(&self) -> String {
        let ids: Vec<_> = self.ids.iter().map(ToString::to_string).collect();
        ids.join(",")
    }

    /// The page with this player too.
    pub(super) fn with(&self, id: PlayerId) -> String {
        let ids = self.ids.iter().copied().chain([id]).collect();
        Self { ids, ..self.clone() }.href()
    }

    /// The page without this player.
    pub(super) fn without(&self, id: PlayerId) -> String {
        let ids = self.ids.iter().copied().filter(|own| *own != id).collect();
        Self { ids, ..self.clone() }.href()
    }

    fn href(&self) -> String {
        let choice = self.choice.to_query_string();
        let mark = if choice.is_empty() { "" } else { "&" };
        [PATH, "?ids=", &self.written_ids(), mark, &choice].concat()
    }
}

fn wrong(message: &str) -> Vec<FieldError> {
    vec![FieldError::new("ids", message)]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(pairs: &[(&'static str, &str)]) -> Result<Address, Vec<FieldError>> {
        let mut map = ParamsMap::new();
        for (name, value) in pairs {
            map.insert(*name, (*value).to_owned());
        }
        Address::read(&map)
    }

    #[test]
    fn ids_come_with_commas_or_one_by_one_and_each_counts_once() {
        let address =
            read(&[("ids", "3,1"), ("ids", "3"), ("ids", "7"), ("minutes", "450")]).unwrap();

        assert_eq!(address.written_ids(), "3,1,7");
        assert_eq!(address.without(PlayerId(1)), "/players/compare?ids=3,7&minutes=450");
        assert_eq!(address.with(PlayerId(9)), "/players/compare?ids=3,1,7,9&minutes=450");
    }

    #[test]
    fn a_seventh_player_and_what_is_no_id_are_refused() {
        assert_eq!(read(&[("ids", "1,2,3,4,5,6,7")]).unwrap_err()[0].field, "ids");
        assert_eq!(read(&[("ids", "1,me")]).unwrap_err()[0].field, "ids");
        assert!(read(&[]).unwrap().ids.is_empty());
    }
}
