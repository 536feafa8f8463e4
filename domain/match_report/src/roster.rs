//! Who is who: the players of the positions and those of the events as one list.

use football::{GameEvents, Position, Side, TrackedGame, TrackedPeriod};
use serde::{Deserialize, Serialize};
use tracking::direction::goalkeeper;

/// A player of the report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportPlayer {
    /// His team.
    pub side: Side,
    /// The number on his shirt.
    pub shirt: Option<u16>,
    /// His name.
    pub name: Option<String>,
    /// Where he played at first, by the events.
    pub position: Option<Position>,
    /// Whether he began, by the events.
    pub starter: Option<bool>,
    /// Whether he kept goal in a period.
    pub keeper: bool,
    /// Whether he is in the list of the positions.
    pub tracked: bool,
    /// Whether he is in the list of the events.
    pub listed: bool,
}

/// The players of both, and who of the events is who.
#[derive(Clone, Debug, Default)]
pub(crate) struct Roster {
    /// Those of the positions first, in their order.
    pub(crate) players: Vec<ReportPlayer>,
    /// Of each player of the events his place here.
    places: Vec<u16>,
}

impl Roster {
    pub(crate) fn of(tracking: Option<&TrackedGame>, events: Option<&GameEvents>) -> Self {
        let mut roster = Self::default();
        let mut ids: Vec<Option<&str>> = Vec::new();
        for player in tracking.iter().flat_map(|game| &game.players) {
            ids.push(player.provider_id.as_deref());
            roster.players.push(ReportPlayer {
                side: player.side,
                shirt: player.shirt,
                name: player.name.clone(),
                position: None,
                starter: None,
                keeper: false,
                tracked: true,
                listed: false,
            });
        }
        for listed in events.iter().flat_map(|game| &game.players) {
            let own = ReportPlayer {
                side: listed.side,
                shirt: listed.shirt,
                name: listed.name.clone(),
                position: listed.position,
                starter: listed.starter,
                keeper: listed.position == Some(Position::Goalkeeper)
                    && listed.starter == Some(true),
                tracked: false,
                listed: true,
            };
            let place = roster.known_as(&own, listed.provider_id.as_deref(), &ids);
            let place = if let Some(place) = place {
                roster.players[place].learn(own);
                place
            } else {
                roster.players.push(own);
                roster.players.len() - 1
            };
            roster.places.push(u16::try_from(place).unwrap_or(u16::MAX));
        }
        if let Some(game) = tracking {
            let ticks = |period: &TrackedPeriod| period.ticks.len();
            let longest = game.periods.iter().map(ticks).max().unwrap_or_default();
            // Some seconds of a period that was cut off do not tell who keeps goal.
            let long = game.periods.iter().filter(|period| ticks(period) >= longest / 10);
            for period in long {
                for side in [Side::Home, Side::Away] {
                    if let Some(keeper) = goalkeeper(game, period, side) {
                        roster.players[keeper].keeper = true;
                    }
                }
            }
        }
        roster
    }

    /// Who of the tracked players this one is: by the provider's id where the shirts do not contradict, else by
    /// team and shirt. Nobody is found twice.
    fn known_as(
        &self,
        own: &ReportPlayer,
        id: Option<&str>,
        ids: &[Option<&str>],
    ) -> Option<usize> {
        let free = |place: &usize| {
            let player = &self.players[*place];
            player.side == own.side && !player.listed
        };
        let shirt = |place: usize| self.players[place].shirt;
        let by_id = (0..ids.len()).filter(free).find(|place| {
            id.is_some()
                && ids[*place] == id
                && (own.shirt.is_none() || shirt(*place).is_none() || shirt(*place) == own.shirt)
        });
        by_id.or_else(|| {
            let same = |place: &usize| own.shirt.is_some() && shirt(*place) == own.shirt;
            (0..ids.len()).filter(free).find(same)
        })
    }

    /// The place of one of the events' players.
    pub(crate) fn of_listed(&self, player: Option<usize>) -> Option<u16> {
        self.places.get(player?).copied()
    }

    /// The place among the tracked players of one of the events' players.
    pub(crate) fn tracked(&self, player: Option<usize>) -> Option<u16> {
        let place = self.of_listed(player)?;
        self.players.get(usize::from(place))?.tracked.then_some(place)
    }
}

impl ReportPlayer {
    /// Takes over what the events know of him.
    fn learn(&mut self, told: Self) {
        self.shirt = self.shirt.or(told.shirt);
        self.name = self.name.take().or(told.name);
        self.position = told.position;
        self.starter = told.starter;
        self.keeper |= told.keeper;
        self.listed = true;
    }
}

#[cfg(test)]
mod tests {
    use football::{ListedPlayer, Pitch, TrackedPlayer};

    use super::*;

    fn tracked(side: Side, shirt: u16, id: &str) -> TrackedPlayer {
        let provider_id = Some(id.to_owned());
        TrackedPlayer { side, shirt: Some(shirt), provider_id, name: None }
    }

    fn listed(side: Side, shirt: Option<u16>, id: &str) -> ListedPlayer {
        let name = Some(id.to_uppercase());
        ListedPlayer {
            shirt,
            provider_id: Some(id.to_owned()),
            name,
            ..ListedPlayer::unknown(side)
        }
    }

    #[test]
    fn players_are_matched_by_id_else_by_team_and_shirt() {
        let game = TrackedGame {
            pitch: Pitch::STANDARD,
            rate_hz: 25.0,
            players: vec![
                tracked(Side::Home, 7, "a"),
                tracked(Side::Home, 9, "b"),
                tracked(Side::Away, 7, "c"),
            ],
            periods: Vec::new(),
            nameless_places: 0,
        };
        let events = crate::inputs::empty_events(vec![
            listed(Side::Home, Some(9), "a"), // The id of another: the shirt tells.
            listed(Side::Away, Some(7), "x"), // By team and shirt.
            listed(Side::Home, None, "a"),    // By id alone.
            listed(Side::Away, Some(7), "y"), // Taken: somebody else.
        ]);

        let roster = Roster::of(Some(&game), Some(&events));

        assert_eq!(roster.places, [1, 2, 0, 3]);
        assert_eq!(roster.players.len(), 4);
        assert_eq!(roster.players[1].name.as_deref(), Some("A"));
        assert_eq!((roster.tracked(Some(3)), roster.of_listed(Some(3))), (None, Some(3)));
        assert_eq!((roster.tracked(Some(9)), roster.tracked(None)), (None, None));
    }
}
