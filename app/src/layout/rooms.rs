//! The rooms of the house, as the rail, the phone's bar, the palette and the keyboard know them. A
//! new room is one entry of [`ROOMS`]; a room that does not exist yet is not there.

use backroom::Role;
use page_kit::controls::Symbol;

/// A room.
pub(super) struct Room {
    /// Its name.
    pub name: &'static str,
    /// Its drawing.
    pub symbol: Symbol,
    /// Its first page.
    pub href: &'static str,
    /// The keys that go there: `g` and a letter.
    pub keys: &'static str,
    /// Its pages.
    pub pages: &'static [RoomPage],
}

/// A page of a room.
pub(super) struct RoomPage {
    /// Its name.
    pub name: &'static str,
    /// Its address.
    pub href: &'static str,
    /// The least role that finds something there; the others are not shown the way.
    pub least: Role,
}

/// Every room that exists.
pub(super) const ROOMS: &[Room] = &[
    Room {
        name: "Players",
        symbol: Symbol::Players,
        href: "/players",
        keys: "g p",
        pages: &[
            RoomPage { name: "All players", href: "/players", least: Role::Viewer },
            RoomPage { name: "Import", href: "/players/import", least: Role::Viewer },
            RoomPage { name: "Seasons", href: "/players/seasons/import", least: Role::Analyst },
            RoomPage { name: "Who is who", href: "/players/review", least: Role::Analyst },
            RoomPage { name: "Reports", href: "/reports", least: Role::Viewer },
            RoomPage { name: "Models", href: "/scouting/models", least: Role::Viewer },
        ],
    },
    Room {
        name: "Matches",
        symbol: Symbol::Pitch,
        href: "/matches",
        keys: "g m",
        pages: &[
            RoomPage { name: "All matches", href: "/matches", least: Role::Viewer },
            RoomPage { name: "Compare", href: "/matches/compare", least: Role::Viewer },
        ],
    },
    Room {
        name: "Scouting",
        symbol: Symbol::Star,
        href: "/scouting/shortlists",
        keys: "g s",
        pages: &[
            RoomPage { name: "Shortlists", href: "/scouting/shortlists", least: Role::Viewer },
            RoomPage { name: "Needs", href: "/scouting/needs", least: Role::Viewer },
            RoomPage { name: "Alerts", href: "/scouting/alerts", least: Role::Viewer },
            RoomPage { name: "Tags", href: "/scouting/tags", least: Role::Viewer },
        ],
    },
    Room {
        name: "Operations",
        symbol: Symbol::Operations,
        href: "/tasks",
        keys: "g t",
        pages: &[
            RoomPage { name: "Your tasks", href: "/tasks", least: Role::Viewer },
            RoomPage { name: "Overview", href: "/operations", least: Role::Admin },
            RoomPage { name: "Jobs", href: "/operations/jobs", least: Role::Analyst },
            RoomPage { name: "Incidents", href: "/operations/incidents", least: Role::Admin },
            RoomPage { name: "Schedules", href: "/operations/schedules", least: Role::Admin },
            RoomPage { name: "Accounts", href: "/operations/accounts", least: Role::Admin },
            RoomPage { name: "Secrets", href: "/operations/secrets", least: Role::Admin },
            RoomPage { name: "Writers", href: "/operations/writers", least: Role::Admin },
            RoomPage { name: "Audit", href: "/operations/audit", least: Role::Admin },
        ],
    },
];

impl Room {
    /// Whether `path` lies in this room.
    pub(super) fn holds(&self, path: &str) -> bool {
        is_below(path, self.href) || self.pages.iter().any(|page| is_below(path, page.href))
    }

    /// The page that `path` belongs to: the one with the longest address that it begins with.
    pub(super) fn page_of(&self, path: &str) -> Option<&'static str> {
        self.pages
            .iter()
            .filter(|page| is_below(path, page.href))
            .max_by_key(|page| page.href.len())
            .map(|page| page.href)
    }
}

/// `/players/7` is below `/players`; `/players-old` is not.
fn is_below(path: &str, above: &str) -> bool {
    path.strip_prefix(above).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_belongs_to_the_room_whose_address_it_begins_with() {
        let players = &ROOMS[0];

        assert!(players.holds("/reports"));
        assert!(players.holds("/players") && players.holds("/players/7/reports/2"));
        assert!(!players.holds("/players-old") && !players.holds("/"));
        assert_eq!(players.page_of("/players/7"), Some("/players"));
        assert_eq!(players.page_of("/players/import/7"), Some("/players/import"));
    }

    #[test]
    fn each_room_has_keys_of_its_own_and_none_takes_those_of_home() {
        let mut keys: Vec<_> = ROOMS.iter().map(|room| room.keys).chain(["g h"]).collect();
        keys.sort_unstable();
        keys.dedup();

        assert_eq!(keys.len(), ROOMS.len() + 1);
        assert!(keys.iter().all(|keys| keys.len() == 3 && keys.starts_with("g ")));
    }
}
