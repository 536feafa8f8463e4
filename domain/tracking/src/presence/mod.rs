//! Who was on the pitch for how long, and how well he was seen there.

mod quality;

use std::ops::Range;

use football::{Places, TrackedGame, TrackedPeriod};

pub use self::quality::{DataQuality, UsedFilter, data_quality};

/// A player's time on the pitch in one period: from the first tick at which he was seen to the last. He may be
/// out of sight in between, as cameras of a broadcast have it; whoever they show only later was there before,
/// and that is not known.
#[derive(Clone, Debug, PartialEq)]
pub struct Presence {
    /// His place among the game's players.
    pub player: usize,
    /// The period's number.
    pub period: u8,
    /// The period's ticks that he was on the pitch.
    pub ticks: Range<usize>,
    /// The same in seconds.
    pub secs: f64,
}

/// Everybody's time on the pitch, period by period; who was never seen has none.
pub fn presences(game: &TrackedGame) -> Vec<Presence> {
    let of = |period: &TrackedPeriod, player: usize| {
        let ticks = ticks_on_pitch(&period.players[player])?;
        let secs = crate::number(ticks.len()) / game.rate_hz;
        Some(Presence { player, period: period.number, ticks, secs })
    };
    game.periods
        .iter()
        .flat_map(|period| (0..game.players.len()).filter_map(move |player| of(period, player)))
        .collect()
}

/// Minutes on the pitch of each of the game's players, in the game's order, all periods together.
pub fn minutes_played(game: &TrackedGame) -> Vec<f64> {
    let mut minutes = vec![0.0; game.players.len()];
    for presence in presences(game) {
        minutes[presence.player] += presence.secs / 60.0;
    }
    minutes
}

/// The ticks from the first known place to the last; `None` where no place is known.
pub(crate) fn ticks_on_pitch(places: &Places) -> Option<Range<usize>> {
    let first = places.x_m.iter().position(|x| !x.is_nan())?;
    let last = places.x_m.iter().rposition(|x| !x.is_nan())?;
    Some(first..last + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::game_of;

    #[test]
    fn who_comes_on_late_and_goes_early_was_there_in_between() {
        let nan = f32::NAN;
        let game = game_of(2.0, vec![vec![nan, 1.0, nan, 1.0, nan], vec![nan; 5], vec![1.0; 5]]);

        let found = presences(&game);

        let ticks: Vec<_> = found.iter().map(|p| (p.player, p.ticks.clone(), p.secs)).collect();
        assert_eq!(ticks, [(0, 1..4, 1.5), (2, 0..5, 2.5)]);
        assert_eq!(minutes_played(&game), [1.5 / 60.0, 0.0, 2.5 / 60.0]);
    }
}
