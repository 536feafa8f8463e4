//! A game whose places come in any order: player by player, or from several files.
//!
//! Places are kept in blocks of a few seconds, so that what comes in any order costs the same and a file that
//! scatters a few frames over an age fills no memory.

use std::collections::BTreeMap;

use football::{Pitch, Places, Side, Tick, TrackedGame, TrackedPeriod, TrackedPlayer};

use super::{
    error::TrackingFault,
    game::{MOST_PLACES, MOST_PLAYERS, check_place, check_rate_and_pitch, longest_gap, single},
};

/// Ticks of a block.
const BLOCK: i64 = 256;
/// The most blocks that are kept: those of as many places as any game may have.
const MOST_BLOCKS: usize = MOST_PLACES / 256;

/// A game under construction.
#[derive(Debug, Default)]
pub(super) struct ScatteredGame {
    players: Vec<TrackedPlayer>,
    periods: BTreeMap<u8, Period>,
    blocks: usize,
    nameless_places: usize,
}

#[derive(Debug, Default)]
struct Period {
    ticks: Blocks<Tick>,
    ball: Blocks<[f32; 3]>,
    players: Vec<Blocks<[f32; 2]>>,
}

/// Values by frame, where there are any.
#[derive(Debug)]
struct Blocks<T>(BTreeMap<i64, Box<[T]>>);

impl<T> Default for Blocks<T> {
    fn default() -> Self {
        Self(BTreeMap::new())
    }
}

impl<T: Copy> Blocks<T> {
    /// The value of a frame, `nothing` if it had none. `blocks` counts all blocks of the game.
    fn at(&mut self, frame: i64, nothing: T, blocks: &mut usize) -> Result<&mut T, TrackingFault> {
        let block = self.0.entry(frame.div_euclid(BLOCK)).or_insert_with(|| {
            *blocks += 1;
            vec![nothing; usize::try_from(BLOCK).unwrap_or_default()].into_boxed_slice()
        });
        if *blocks > MOST_BLOCKS {
            return Err(TrackingFault::TooManyPlaces { most: MOST_PLACES });
        }
        let place = usize::try_from(frame.rem_euclid(BLOCK)).unwrap_or_default();
        Ok(&mut block[place])
    }

    /// Every frame that a block has, in their order.
    fn iter(&self) -> impl Iterator<Item = (i64, T)> {
        self.0.iter().flat_map(|(block, values)| {
            // Not from a frame without end: after the last number of all there is none.
            (0..).zip(values.iter()).map(move |(place, value)| (block * BLOCK + place, *value))
        })
    }
}

impl ScatteredGame {
    /// Lists a player.
    pub(super) fn list(&mut self, player: TrackedPlayer) -> Result<usize, TrackingFault> {
        if self.players.len() == MOST_PLAYERS {
            return Err(TrackingFault::TooManyPlayers { most: MOST_PLAYERS });
        }
        self.players.push(player);
        Ok(self.players.len() - 1)
    }

    /// The place of a shirt among the players; it is listed if it is new.
    pub(super) fn player(&mut self, side: Side, shirt: u16) -> Result<usize, TrackingFault> {
        let is_his = |player: &TrackedPlayer| player.side == side && player.shirt == Some(shirt);
        if let Some(place) = self.players.iter().position(is_his) {
            return Ok(place);
        }
        self.list(TrackedPlayer { side, shirt: Some(shirt), provider_id: None, name: None })
    }

    /// The file has this frame; what it does not say of it stays as it is.
    pub(super) fn record(
        &mut self,
        period: u8,
        frame: i64,
        alive: Option<bool>,
        possession: Option<Side>,
    ) -> Result<(), TrackingFault> {
        let ticks = &mut self.periods.entry(period).or_default().ticks;
        let tick = ticks.at(frame, Tick::default(), &mut self.blocks)?;
        tick.recorded = true;
        tick.alive = alive.or(tick.alive);
        tick.possession = possession.or(tick.possession);
        Ok(())
    }

    /// Puts a player into a frame.
    pub(super) fn put(
        &mut self,
        period: u8,
        frame: i64,
        player: usize,
        (x_m, y_m): (f64, f64),
    ) -> Result<(), TrackingFault> {
        check_place(&[x_m, y_m])?;
        self.record(period, frame, None, None)?;
        let players = &mut self.periods.entry(period).or_default().players;
        if players.len() <= player {
            players.resize_with(player + 1, Blocks::default);
        }
        let place = players[player].at(frame, [f32::NAN; 2], &mut self.blocks)?;
        if !place[0].is_nan() {
            let TrackedPlayer { side, shirt, .. } = self.players[player];
            let shirt = shirt.unwrap_or_default();
            return Err(TrackingFault::TwiceInFrame { side, shirt, frame });
        }
        *place = [single(x_m), single(y_m)];
        Ok(())
    }

    /// Puts the ball into a frame.
    pub(super) fn put_ball(
        &mut self,
        period: u8,
        frame: i64,
        place_m: [f64; 3],
    ) -> Result<(), TrackingFault> {
        check_place(&place_m)?;
        self.record(period, frame, None, None)?;
        let ball = &mut self.periods.entry(period).or_default().ball;
        *ball.at(frame, [f32::NAN; 3], &mut self.blocks)? = place_m.map(single);
        Ok(())
    }

    /// Somebody has a place whom the provider does not name.
    pub(super) fn count_nameless(&mut self) {
        self.nameless_places += 1;
    }

    /// The game, with a place for everybody at each tick.
    pub(super) fn finish(self, pitch: Pitch, rate_hz: f64) -> Result<TrackedGame, TrackingFault> {
        check_rate_and_pitch(pitch, rate_hz)?;
        let (gap, columns) = (longest_gap(rate_hz), self.players.len() + 1);
        let mut game = TrackedGame {
            pitch,
            rate_hz,
            players: self.players,
            periods: Vec::new(),
            nameless_places: self.nameless_places,
        };
        let mut places = 0_usize;
        for (number, period) in self.periods {
            let (first, ticks) = span(&period.ticks, gap)?;
            places = places.saturating_add(ticks.saturating_mul(columns));
            if places > MOST_PLACES {
                return Err(TrackingFault::TooManyPlaces { most: MOST_PLACES });
            }
            game.periods.push(period.finish(number, first, ticks, columns - 1));
        }
        if game.periods.is_empty() { Err(TrackingFault::NoFrames) } else { Ok(game) }
    }
}

/// The first recorded frame and the number of ticks up to the last one.
fn span(ticks: &Blocks<Tick>, longest_gap: u64) -> Result<(i64, usize), TrackingFault> {
    let mut recorded = ticks.iter().filter(|(_, tick)| tick.recorded).map(|(frame, _)| frame);
    let first = recorded.next().ok_or(TrackingFault::NoFrames)?;
    let mut last = first;
    for frame in recorded {
        let missing = last.abs_diff(frame) - 1;
        if missing > longest_gap {
            return Err(TrackingFault::GapTooLong { frame, missing });
        }
        last = frame;
    }
    let ticks = usize::try_from(first.abs_diff(last)).unwrap_or(usize::MAX).saturating_add(1);
    Ok((first, ticks))
}

impl Period {
    /// The columns of `ticks` from `first`. Blocks go as their columns come.
    fn finish(self, number: u8, first: i64, ticks: usize, players: usize) -> TrackedPeriod {
        let mut period = TrackedPeriod { number, first_frame: first, ..Default::default() };
        let tick_of = |frame: i64| {
            let tick = usize::try_from(frame.checked_sub(first)?).ok()?;
            (tick < ticks).then_some(tick)
        };
        period.ticks.resize(ticks, Tick::default());
        for (frame, value) in self.ticks.iter() {
            if let Some(tick) = tick_of(frame) {
                period.ticks[tick] = value;
            }
        }
        let nowhere = || Places { x_m: vec![f32::NAN; ticks], y_m: vec![f32::NAN; ticks] };
        period.ball = nowhere();
        period.ball_height_m.resize(ticks, f32::NAN);
        for (frame, [x, y, z]) in self.ball.iter() {
            if let Some(tick) = tick_of(frame) {
                (period.ball.x_m[tick], period.ball.y_m[tick]) = (x, y);
                period.ball_height_m[tick] = z;
            }
        }
        for blocks in self.players {
            let mut places = nowhere();
            for (frame, [x, y]) in blocks.iter() {
                if let Some(tick) = tick_of(frame) {
                    (places.x_m[tick], places.y_m[tick]) = (x, y);
                }
            }
            period.players.push(places);
        }
        period.players.resize_with(players, nowhere);
        period
    }
}
