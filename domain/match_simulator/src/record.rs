//! What is kept of each tick: places for the game, and sums for the truth.

use football::{Pitch, Places, Tick, TrackedGame, TrackedPeriod, TrackedPlayer};

use crate::{
    RATE_HZ,
    formation::Formation,
    truth::{PlayerTruth, StayTruth, Truth},
    vector::Vector,
    world::{Phase, World, index},
};

/// A game under way.
pub(crate) struct Record {
    game: TrackedGame,
    truths: Vec<PlayerTruth>,
    /// Who stands in each place of the teams, and where he stood.
    on: Vec<(usize, Vector)>,
}

impl Record {
    pub(crate) fn new(pitch: Pitch, players: Vec<TrackedPlayer>) -> Self {
        let truths = (0..players.len()).map(|_| PlayerTruth::default()).collect();
        let rate_hz = f64::from(RATE_HZ);
        let game = TrackedGame { pitch, rate_hz, players, periods: Vec::new(), nameless_places: 0 };
        Self { game, truths, on: Vec::new() }
    }

    /// Makes room for a period of so many ticks.
    pub(crate) fn begin_period(&mut self, world: &World, length: u32) {
        let length = usize::try_from(length).unwrap_or_default();
        let nowhere = || Places { x_m: vec![f32::NAN; length], y_m: vec![f32::NAN; length] };
        self.game.periods.push(TrackedPeriod {
            number: world.period,
            first_frame: world.first_frame,
            ticks: Vec::with_capacity(length),
            players: self.game.players.iter().map(|_| nowhere()).collect(),
            ball: nowhere(),
            ball_height_m: Vec::with_capacity(length),
        });
        self.on.clear();
    }

    /// Keeps a tick.
    pub(crate) fn take(&mut self, world: &World) {
        let Some(period) = self.game.periods.last_mut() else { return };
        let tick = period.ticks.len();
        let alive = !matches!(world.phase, Phase::Stopped(_));
        let possession = Some(world.possession);
        period.ticks.push(Tick { recorded: true, alive: Some(alive), possession });
        put(&mut period.ball, tick, world.ball.place);
        period.ball_height_m.push(single(world.ball.height));
        let is_first = self.on.is_empty();
        for (place, man) in world.men.iter().enumerate() {
            let now = man.body.place;
            put(&mut period.players[man.listed], tick, now);
            if is_first {
                self.on.push((usize::MAX, now));
            }
            let (who, before) = &mut self.on[place];
            let truth = &mut self.truths[man.listed];
            if *who == man.listed {
                truth.go_on(now.distance(*before), tick);
            } else {
                truth.stays.push(StayTruth::begun(
                    world.period,
                    tick,
                    world.teams[index(man.side)].formation,
                    world.slot(place).position,
                ));
            }
            (*who, *before) = (man.listed, now);
        }
    }

    /// The game and its truth.
    pub(crate) fn finish(self, formations: [Formation; 2]) -> (TrackedGame, Truth) {
        (self.game, Truth { formations, players: self.truths })
    }
}

fn put(places: &mut Places, tick: usize, place: Vector) {
    places.x_m[tick] = single(place.x);
    places.y_m[tick] = single(place.y);
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "metres of a pitch to a hundredth of a millimetre"
)]
pub(crate) fn single(metres: f64) -> f32 {
    metres as f32
}
