//! Some seconds of a match.

use football::Tick;

/// Where everybody was, for some ticks of a period.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Chunk {
    /// The period's tick that is the first here.
    pub first_tick: u32,
    /// What is known of each tick.
    pub ticks: Vec<Tick>,
    /// Each player of the match, in its order.
    pub players: Vec<Track>,
    /// The ball.
    pub ball: Track,
    /// How high the ball was, centimetres, at each tick; `None` where it is not known.
    pub ball_height_cm: Vec<Option<i16>>,
}

/// Where one object was at each tick of a chunk: centimetres from the centre spot, as
/// [`football::TrackedGame`] has metres; `None` where it is not known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Track {
    /// Along the pitch and across it.
    pub places_cm: Vec<Option<(i16, i16)>>,
}

impl Track {
    /// The place at a tick of the chunk, metres.
    pub fn place_m(&self, tick: usize) -> Option<(f32, f32)> {
        let (x, y) = self.places_cm.get(tick).copied().flatten()?;
        Some((f32::from(x) / 100.0, f32::from(y) / 100.0))
    }
}
