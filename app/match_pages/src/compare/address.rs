//! What the address says: which two matches, and which are looked for to be chosen.

use football::MatchId;
use leptos_router::params::ParamsMap;

use super::PATH;

/// What the address says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Address {
    /// The match at the left.
    pub(super) left: Option<MatchId>,
    /// The match at the right.
    pub(super) right: Option<MatchId>,
    /// Part of a name of matches that may be chosen.
    pub(super) text: String,
    /// How many were ticked beyond the two that have a place.
    pub(super) left_out: u64,
}

impl Address {
    /// `None` where something stands for a match that is no id.
    pub(super) fn read(map: &ParamsMap) -> Option<Self> {
        let named = |name: &str| match map.get(name).as_deref().map(str::trim) {
            None | Some("") => Some(None),
            Some(id) => id.parse().ok().map(Some),
        };
        let (mut left, mut right) = (named("left")?, named("right")?);
        // The list of matches sends boxes: the first that is ticked stands left.
        let ticked: Vec<String> = map.get_all("ids").unwrap_or_default();
        let mut left_out = 0;
        for id in ticked.iter().flat_map(|ids| ids.split(',')).map(str::trim) {
            let id: MatchId = id.parse().ok()?;
            if left.is_none() {
                left = Some(id);
            } else if right.is_none() {
                right = Some(id);
            } else {
                left_out += 1;
            }
        }
        let text = map.get("q").unwrap_or_default().trim().to_owned();
        Some(Self { left, right, text, left_out })
    }

    /// The same with the sides changed.
    pub(super) fn swapped(&self) -> Self {
        Self { left: self.right, right: self.left, ..self.clone() }
    }

    /// The page at this address, without what is looked for.
    pub(super) fn href(&self) -> String {
        let part = |name: &str, id: Option<MatchId>| id.map(|id| format!("{name}={id}"));
        let parts = [part("left", self.left), part("right", self.right)];
        let parts: Vec<_> = parts.into_iter().flatten().collect();
        if parts.is_empty() { PATH.to_owned() } else { [PATH, "?", &parts.join("&")].concat() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(pairs: &[(&'static str, &str)]) -> Option<Address> {
        let mut map = ParamsMap::new();
        for (name, value) in pairs {
            map.insert(*name, (*value).to_owned());
        }
        Address::read(&map)
    }

    #[test]
    fn two_matches_stand_left_and_right_and_change_sides() {
        let address = read(&[("left", "3"), ("right", " 7 "), ("q", " ajax ")]).unwrap();

        assert_eq!((address.left, address.right), (Some(MatchId(3)), Some(MatchId(7))));
        assert_eq!(address.text, "ajax");
        assert_eq!(address.href(), "/matches/compare?left=3&right=7");
        assert_eq!(address.swapped().href(), "/matches/compare?left=7&right=3");
    }

    #[test]
    fn boxes_of_the_list_name_the_sides_in_their_order() {
        let ticked = read(&[("ids", "9"), ("ids", "4"), ("ids", "2")]).unwrap();
        assert_eq!(ticked.href(), "/matches/compare?left=9&right=4");
        assert_eq!(ticked.left_out, 1);
        let beside = read(&[("left", "5"), ("ids", "9,4")]).unwrap();
        assert_eq!(beside.href(), "/matches/compare?left=5&right=9");
    }

    #[test]
    fn what_is_no_id_leads_nowhere_and_nothing_is_a_choice_to_be_made() {
        assert_eq!(read(&[("left", "me")]), None);
        assert_eq!(read(&[("ids", "3,x")]), None);
        assert_eq!(read(&[("left", ""), ("right", "")]).unwrap().href(), PATH);
    }
}
