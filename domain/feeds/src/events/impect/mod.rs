//! Impect: events, with the line-ups of the game and the lists of names, each JSON.
//!
//! Places are in metres from the centre spot, the acting team attacking towards +x (`adjCoordinates`). Read as far as
//! public descriptions tell: no file of events is among the public data that the tests have.

mod kinds;
mod line_ups;
mod reader;

pub use line_ups::read_impect_line_ups;
pub use reader::ImpectReader;

use serde::Deserialize;

use super::error::EventsFault;

/// Each period begins at its number of these, in the provider's clock.
const PERIOD_SECS: f64 = 10_000.0;

/// When something was.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Clock {
    game_time_in_sec: f64,
}

/// The period, and the seconds since it began.
fn moment(clock: &Clock) -> Result<(u8, f64), EventsFault> {
    let secs = clock.game_time_in_sec;
    let since = |number: u8| secs - f64::from(number - 1) * PERIOD_SECS;
    let begun = |number: &u8| (0.0..PERIOD_SECS).contains(&since(*number));
    let absurd = || EventsFault::Absurd { what: "the clock in seconds", found: secs.to_string() };
    let number = (1..=5_u8).find(begun).ok_or_else(absurd)?;
    Ok((number, since(number)))
}
