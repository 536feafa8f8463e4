//! A game that grows frame by frame.

use football::{Pitch, Places, Side, Tick, TrackedGame, TrackedPeriod, TrackedPlayer};

use super::error::TrackingFault;

/// The most players of a game that are read: two squads and mistakes.
pub(super) const MOST_PLAYERS: usize = 200;
/// The most places that are kept, of all players and ticks: seven times what a game of 90 minutes has. A file
/// that asks for more is meant to fill the memory.
pub(super) const MOST_PLACES: usize = 30_000_000;
/// The longest gap within a period, in seconds: longer than any break in play, and as long as an excerpt may leave out.
const LONGEST_GAP_SECS: f64 = 3600.0;
/// Rates that anything records at.
const RATES_HZ: std::ops::RangeInclusive<f64> = 1.0..=250.0;
/// Lengths and widths that a pitch may have, metres.
const PITCH_M: std::ops::RangeInclusive<f64> = 20.0..=150.0;

/// Nobody is further from the centre spot, metres; a provider's word for nowhere is no place either.
const FURTHEST_M: f64 = 10_000.0;

/// Whether somebody, or the ball, may be there; what is not known is not judged.
pub(super) fn check_place(metres: &[f64]) -> Result<(), TrackingFault> {
    let Some(found) = metres.iter().find(|metres| metres.abs() > FURTHEST_M) else {
        return Ok(());
    };
    let what = "a place in metres from the centre spot";
    Err(TrackingFault::Absurd { what, found: found.to_string() })
}

/// Whether anything records so often, on such a pitch.
pub(super) fn check_rate_and_pitch(pitch: Pitch, rate_hz: f64) -> Result<(), TrackingFault> {
    let absurd = |what, found: f64| TrackingFault::Absurd { what, found: found.to_string() };
    for (what, metres) in
        [("the length of the pitch in metres", pitch.length_m), ("its width", pitch.width_m)]
    {
        if !PITCH_M.contains(&metres) {
            return Err(absurd(what, metres));
        }
    }
    if !RATES_HZ.contains(&rate_hz) {
        return Err(absurd("the number of frames a second", rate_hz));
    }
    Ok(())
}

/// The most ticks that may lack between two frames of a period.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the rate is at most some hundred a second"
)]
pub(super) fn longest_gap(rate_hz: f64) -> u64 {
    (rate_hz * LONGEST_GAP_SECS) as u64
}

/// A game under construction.
#[derive(Debug)]
pub(super) struct GrowingGame {
    game: TrackedGame,
    longest_gap: u64,
    last_frame: i64,
    ticks: usize,
}

impl GrowingGame {
    /// A game without players and frames.
    pub(super) fn new(pitch: Pitch, rate_hz: f64) -> Result<Self, TrackingFault> {
        check_rate_and_pitch(pitch, rate_hz)?;
        let longest_gap = longest_gap(rate_hz);
        let game = TrackedGame {
            pitch,
            rate_hz,
            players: Vec::new(),
            periods: Vec::new(),
            nameless_places: 0,
        };
        Ok(Self { game, longest_gap, last_frame: 0, ticks: 0 })
    }

    /// The place of this player among the players; he is listed if he is new.
    pub(super) fn player(&mut self, side: Side, shirt: u16) -> Result<usize, TrackingFault> {
        let known = |player: &TrackedPlayer| player.side == side && player.shirt == Some(shirt);
        if let Some(place) = self.game.players.iter().position(known) {
            return Ok(place);
        }
        self.list(TrackedPlayer { side, shirt: Some(shirt), provider_id: None, name: None })
    }

    /// Lists a player.
    pub(super) fn list(&mut self, player: TrackedPlayer) -> Result<usize, TrackingFault> {
        if self.game.players.len() == MOST_PLAYERS {
            return Err(TrackingFault::TooManyPlayers { most: MOST_PLAYERS });
        }
        self.game.players.push(player);
        self.check_size()?;
        Ok(self.game.players.len() - 1)
    }

    fn check_size(&self) -> Result<(), TrackingFault> {
        let places = self.ticks.saturating_mul(self.game.players.len() + 1);
        if places > MOST_PLACES {
            return Err(TrackingFault::TooManyPlaces { most: MOST_PLACES });
        }
        Ok(())
    }

    /// Begins a frame of a period.
    pub(super) fn frame(
        &mut self,
        period: u8,
        frame: i64,
        alive: Option<bool>,
        possession: Option<Side>,
    ) -> Result<(), TrackingFault> {
        let is_new = self.game.periods.last().is_none_or(|last| last.number != period);
        let last = self.last_frame;
        if is_new {
            // A period that was left does not come back.
            if self.game.periods.iter().any(|known| known.number >= period) {
                return Err(TrackingFault::NotInOrder { frame, last });
            }
            let begun = TrackedPeriod { number: period, first_frame: frame, ..Default::default() };
            self.game.periods.push(begun);
        } else if frame <= last {
            return Err(TrackingFault::NotInOrder { frame, last });
        }
        let Some(open) = self.game.periods.last_mut() else { unreachable!("a period is open") };
        let missing = if is_new { 0 } else { last.abs_diff(frame) - 1 };
        if missing > self.longest_gap {
            return Err(TrackingFault::GapTooLong { frame, missing });
        }
        let missing = usize::try_from(missing).unwrap_or(usize::MAX);
        open.ticks.resize(open.ticks.len() + missing, Tick::default());
        open.ticks.push(Tick { recorded: true, alive, possession });
        self.ticks += missing + 1;
        self.last_frame = frame;
        self.check_size()
    }

    /// Puts a player into the frame that was begun last.
    pub(super) fn put(&mut self, player: usize, x_m: f64, y_m: f64) -> Result<(), TrackingFault> {
        check_place(&[x_m, y_m])?;
        let Some(open) = self.game.periods.last_mut() else { return Ok(()) };
        if open.players.len() <= player {
            open.players.resize_with(player + 1, Places::default);
        }
        let tick = open.ticks.len() - 1;
        if put(&mut open.players[player], tick, x_m, y_m) {
            return Ok(());
        }
        let TrackedPlayer { side, shirt, .. } = self.game.players[player];
        Err(TrackingFault::TwiceInFrame {
            side,
            shirt: shirt.unwrap_or_default(),
            frame: self.last_frame,
        })
    }

    /// Puts the ball into the frame that was begun last.
    pub(super) fn put_ball(
        &mut self,
        x_m: f64,
        y_m: f64,
        height_m: f64,
    ) -> Result<(), TrackingFault> {
        check_place(&[x_m, y_m, height_m])?;
        let Some(open) = self.game.periods.last_mut() else { return Ok(()) };
        let tick = open.ticks.len() - 1;
        // Of two balls the first counts.
        if put(&mut open.ball, tick, x_m, y_m) {
            open.ball_height_m.resize(tick, f32::NAN);
            open.ball_height_m.push(single(height_m));
        }
        Ok(())
    }

    /// Somebody has a place in the frame whom the provider does not name.
    pub(super) fn count_nameless(&mut self) {
        self.game.nameless_places += 1;
    }

    /// The game, with a place for everybody at each tick.
    pub(super) fn finish(mut self) -> TrackedGame {
        for period in &mut self.game.periods {
            let ticks = period.ticks.len();
            period.players.resize_with(self.game.players.len(), Places::default);
            for places in period.players.iter_mut().chain([&mut period.ball]) {
                places.x_m.resize(ticks, f32::NAN);
                places.y_m.resize(ticks, f32::NAN);
            }
            period.ball_height_m.resize(ticks, f32::NAN);
        }
        self.game
    }

    /// Whether no frame has begun.
    pub(super) fn is_empty(&self) -> bool {
        self.game.periods.is_empty()
    }
}

/// Puts a place at `tick`; false if there is one already.
fn put(places: &mut Places, tick: usize, x_m: f64, y_m: f64) -> bool {
    if places.x_m.len() > tick {
        return false;
    }
    for (values, value) in [(&mut places.x_m, x_m), (&mut places.y_m, y_m)] {
        values.resize(tick, f32::NAN);
        values.push(single(value));
    }
    true
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "metres of a pitch to a hundredth of a millimetre"
)]
pub(super) fn single(value: f64) -> f32 {
    value as f32
}
