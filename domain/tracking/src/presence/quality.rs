//! What the figures of a player rest on.

use football::{TrackedGame, TrackedPeriod};

use super::ticks_on_pitch;
use crate::motion::{FILTER_ORDER, Path, quality, window_ticks};

/// How well a player was seen in one period.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct DataQuality {
    /// His place among the game's players.
    pub player: usize,
    /// The period's number.
    pub period: u8,
    /// Seconds from the first tick at which he was seen to the last.
    pub on_pitch_secs: f64,
    /// Seconds of these in which he was seen.
    pub seen_secs: f64,
    /// Stretches of these in which he was not seen.
    pub gaps: u32,
    /// The longest of them, seconds.
    pub longest_gap_secs: f64,
    /// Seconds for which his places were interpolated, because he was not seen for a moment.
    pub interpolated_secs: f64,
    /// Places that were replaced or left out, because nobody runs that fast.
    pub jumps_replaced: u32,
    /// What his velocities were computed with.
    pub filter: UsedFilter,
}

/// The filter of velocities: Savitzky and Golay's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UsedFilter {
    /// The degree of its polynomial.
    pub order: u8,
    /// The ticks of its window, where a stay on the pitch is no shorter.
    pub window_ticks: usize,
}

impl DataQuality {
    /// The share of his time on the pitch in which he was seen: 0 to 1.
    pub fn coverage(&self) -> f64 {
        self.seen_secs / self.on_pitch_secs
    }
}

/// How well everybody was seen, period by period; who was never seen is left out.
pub fn data_quality(game: &TrackedGame) -> Vec<DataQuality> {
    game.periods
        .iter()
        .flat_map(|period| {
            (0..game.players.len())
                .filter_map(move |player| of_player(period, player, game.rate_hz))
        })
        .collect()
}

fn of_player(period: &TrackedPeriod, player: usize, rate_hz: f64) -> Option<DataQuality> {
    let places = &period.players[player];
    let on_pitch = ticks_on_pitch(places)?;
    let secs = |ticks: usize| crate::number(ticks) / rate_hz;
    let (mut gaps, mut gap, mut longest, mut seen) = (0, 0, 0, 0);
    for x in &places.x_m[on_pitch.clone()] {
        if x.is_nan() {
            gaps += u32::from(gap == 0);
            gap += 1;
            longest = longest.max(gap);
        } else {
            gap = 0;
            seen += 1;
        }
    }
    let of_motion = quality(Path { x_m: &places.x_m, y_m: &places.y_m }, rate_hz);
    Some(DataQuality {
        player,
        period: period.number,
        on_pitch_secs: secs(on_pitch.len()),
        seen_secs: secs(seen),
        gaps,
        longest_gap_secs: secs(longest),
        interpolated_secs: f64::from(of_motion.bridged) / rate_hz,
        jumps_replaced: of_motion.replaced,
        filter: UsedFilter { order: FILTER_ORDER, window_ticks: window_ticks(rate_hz) },
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::game_of;

    #[test]
    fn gaps_jumps_and_what_was_interpolated_are_counted_apart() {
        let mut x = vec![0.0_f32; 100];
        x[..10].fill(f32::NAN); // Before he came on: no gap.
        x[20..25].fill(f32::NAN); // Half a second: interpolated.
        x[40] = 9.0; // Nobody is nine metres away after a tenth of a second.
        x[60..80].fill(f32::NAN); // Two seconds: not interpolated.
        let game = game_of(10.0, vec![x, vec![f32::NAN; 100]]);

        let [quality] = data_quality(&game)[..] else { panic!("one player was seen") };

        let expected = DataQuality {
            player: 0,
            period: 1,
            on_pitch_secs: 9.0,
            seen_secs: 6.5,
            gaps: 2,
            longest_gap_secs: 2.0,
            interpolated_secs: 0.5,
            jumps_replaced: 1,
            filter: UsedFilter { order: 3, window_ticks: 11 },
        };
        assert_eq!(quality, expected);
        assert!((quality.coverage() - 6.5 / 9.0).abs() < 1e-12);
    }
}
