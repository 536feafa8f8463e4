//! What positions tell: how players moved, how hard they worked, and who controlled which part of the pitch.
//!
//! Metres and seconds, origin at the centre spot, x along the pitch, y towards the left touchline of a team
//! that attacks towards +x. The same code runs in a worker and, compiled to WASM, in the browser.

pub mod direction;
pub mod formation;
pub mod heatmap;
pub mod moments;
pub mod motion;
pub mod phase;
pub mod physical;
pub mod presence;
pub mod pressing;
pub mod runs;
pub mod shape;
pub mod space;
pub mod surface;
pub mod synchronisation;

#[expect(clippy::cast_precision_loss, reason = "counts of ticks, players and cells")]
pub(crate) fn number(count: usize) -> f64 {
    count as f64
}

/// A game of one period whose home players go along the middle of the pitch, for tests.
#[cfg(test)]
fn game_of(rate_hz: f64, players_x_m: Vec<Vec<f32>>) -> football::TrackedGame {
    use football::{Pitch, Places, Side, Tick, TrackedGame, TrackedPeriod, TrackedPlayer};

    let ticks = players_x_m.first().map_or(0, Vec::len);
    let alive = Tick { recorded: true, alive: Some(true), possession: Some(Side::Home) };
    let player = TrackedPlayer { side: Side::Home, shirt: None, provider_id: None, name: None };
    TrackedGame {
        pitch: Pitch::STANDARD,
        rate_hz,
        players: vec![player; players_x_m.len()],
        periods: vec![TrackedPeriod {
            number: 1,
            ticks: vec![alive; ticks],
            players: players_x_m
                .into_iter()
                .map(|x_m| Places { y_m: x_m.iter().map(|x| x * 0.0).collect(), x_m })
                .collect(),
            ball: Places { x_m: vec![0.0; ticks], y_m: vec![0.0; ticks] },
            ball_height_m: vec![0.0; ticks],
            ..TrackedPeriod::default()
        }],
        nameless_places: 0,
    }
}
