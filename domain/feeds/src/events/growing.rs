//! A game of events that grows item by item.

use std::collections::HashMap;

use football::{
    EventKind, GameEvent, GameEvents, GamePeriod, GameTeam, ListedPlayer, Pitch, Side, Spot,
};

use super::error::EventsFault;

/// Seven times what a game has.
pub(super) const MOST_EVENTS: usize = 30_000;
/// The most players of a game that are read: two squads and mistakes.
const MOST_PLAYERS: usize = 200;
/// A hundred kilometres of pitch are no pitch.
const FURTHEST_M: f64 = 1_000.0;
/// Longer than any period.
const LONGEST_SECS: f64 = 24.0 * 3600.0;

/// A game under construction.
#[derive(Debug)]
pub(super) struct GrowingEvents {
    game: GameEvents,
    by_id: HashMap<String, usize>,
}

impl GrowingEvents {
    /// A game without teams and events.
    pub(super) fn new(pitch: Pitch) -> Self {
        let game = GameEvents {
            pitch,
            provider_id: None,
            home: GameTeam::default(),
            away: GameTeam::default(),
            players: Vec::new(),
            periods: Vec::new(),
            events: Vec::new(),
        };
        Self { game, by_id: HashMap::new() }
    }

    /// The game as it is.
    pub(super) fn game(&mut self) -> &mut GameEvents {
        &mut self.game
    }

    /// The team of this id at the provider.
    pub(super) fn side(&self, id: &str) -> Result<Side, EventsFault> {
        [Side::Home, Side::Away]
            .into_iter()
            .find(|side| self.game.team(*side).provider_id.as_deref() == Some(id))
            .ok_or_else(|| EventsFault::WrongTeam { team: id.chars().take(40).collect() })
    }

    /// Lists a player, or completes what is known of him.
    pub(super) fn list(&mut self, player: ListedPlayer) -> Result<usize, EventsFault> {
        let known = player.provider_id.as_ref().and_then(|id| self.by_id.get(id));
        if let Some(place) = known {
            let known = &mut self.game.players[*place];
            known.name = player.name.or(known.name.take());
            known.shirt = player.shirt.or(known.shirt);
            known.starter = player.starter.or(known.starter);
            known.position = player.position.or(known.position);
            known.provider_position = player.provider_position.or(known.provider_position.take());
            return Ok(*place);
        }
        if self.game.players.len() == MOST_PLAYERS {
            return Err(EventsFault::TooManyPlayers { most: MOST_PLAYERS });
        }
        let place = self.game.players.len();
        if let Some(id) = &player.provider_id {
            self.by_id.insert(id.clone(), place);
        }
        self.game.players.push(player);
        Ok(place)
    }

    /// The place of a player who is listed.
    pub(super) fn known(&self, id: &str) -> Option<usize> {
        self.by_id.get(id).copied()
    }

    /// The team of a player who is listed.
    pub(super) fn side_of(&self, id: &str) -> Option<Side> {
        self.known(id).map(|place| self.game.players[place].side)
    }

    /// The place of the player of this id; he is listed if he is new.
    pub(super) fn player(
        &mut self,
        side: Side,
        id: &str,
        name: Option<&str>,
    ) -> Result<usize, EventsFault> {
        if let Some(place) = self.known(id) {
            return Ok(place);
        }
        self.list(ListedPlayer {
            provider_id: Some(id.to_owned()),
            name: name.map(ToOwned::to_owned),
            ..ListedPlayer::unknown(side)
        })
    }

    /// Adds an event.
    pub(super) fn add(&mut self, event: GameEvent) -> Result<(), EventsFault> {
        if self.game.events.len() == MOST_EVENTS {
            return Err(EventsFault::TooManyEvents { most: MOST_EVENTS });
        }
        if !(event.clock_secs.is_finite() && event.clock_secs.abs() < LONGEST_SECS) {
            let found = event.clock_secs.to_string();
            return Err(EventsFault::Absurd { what: "the clock in seconds", found });
        }
        for spot in event.at.iter().chain(&event.end) {
            check(*spot)?;
        }
        self.game.events.push(event);
        Ok(())
    }

    /// The game. Periods are in their order and no event stands in one that is not listed.
    pub(super) fn finish(mut self) -> GameEvents {
        let mut numbers: Vec<u8> = self.game.events.iter().map(|event| event.period).collect();
        numbers.sort_unstable();
        numbers.dedup();
        for number in numbers {
            if number > 0 && self.game.periods.iter().all(|period| period.number != number) {
                self.game.periods.push(GamePeriod { number, duration_secs: None });
            }
        }
        self.game.periods.sort_by_key(|period| period.number);
        self.game
    }

    /// Keeps the length of a period, by the last end of it that is told.
    pub(super) fn end_period(&mut self, number: u8, duration_secs: Option<f64>) {
        let periods = &mut self.game.periods;
        match periods.iter_mut().find(|period| period.number == number) {
            Some(period) => period.duration_secs = duration_secs.or(period.duration_secs),
            None => periods.push(GamePeriod { number, duration_secs }),
        }
    }
}

/// A place that a pitch may have.
pub(super) fn check(spot: Spot) -> Result<(), EventsFault> {
    for metres in [spot.x_m, spot.y_m] {
        if !(metres.is_finite() && metres.abs() < FURTHEST_M) {
            let what = "a place in metres from the centre spot";
            return Err(EventsFault::Absurd { what, found: metres.to_string() });
        }
    }
    Ok(())
}

/// The number of a period, 1 to 5.
pub(super) fn period(number: i64) -> Result<u8, EventsFault> {
    match u8::try_from(number) {
        Ok(number @ 1..=5) => Ok(number),
        _ => Err(EventsFault::Absurd { what: "the period", found: number.to_string() }),
    }
}

/// An event of which nothing but its ids is known.
pub(super) fn event(provider_id: String, provider_type: String, kind: EventKind) -> GameEvent {
    GameEvent {
        provider_id,
        provider_type,
        period: 0,
        clock_secs: 0.0,
        duration_secs: None,
        side: None,
        player: None,
        kind,
        at: None,
        end: None,
        under_pressure: false,
        related: Vec::new(),
        qualifiers: Vec::new(),
        freeze_frame: None,
    }
}
