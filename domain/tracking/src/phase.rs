//! Which moments count: the ball is in play, and with whom.

use football::{Side, TrackedPeriod};

/// Which moments count for a team, by who has the ball.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// All moments in which the ball is in play.
    All,
    /// The team has the ball.
    InPossession,
    /// The other team has it.
    OutOfPossession,
}

impl Phase {
    /// Whether the moment at `tick` counts for `side`. Of providers who do not say who has the ball, only
    /// [`Phase::All`] has moments.
    pub fn counts(self, period: &TrackedPeriod, tick: usize, side: Side) -> bool {
        let possession = period.ticks[tick].possession;
        is_alive(period, tick)
            && match self {
                Self::All => true,
                Self::InPossession => possession == Some(side),
                Self::OutOfPossession => possession.is_some_and(|team| team != side),
            }
    }
}

/// Whether the ball is in play. Where a provider does not say so, it is while the ball is seen.
pub fn is_alive(period: &TrackedPeriod, tick: usize) -> bool {
    period.ticks[tick].alive.unwrap_or_else(|| !period.ball.x_m[tick].is_nan())
}

#[cfg(test)]
mod tests {
    use football::{Places, Tick};

    use super::*;

    #[test]
    fn a_moment_counts_while_the_ball_is_in_play_and_with_the_right_team() {
        let tick = |alive, possession| Tick { recorded: true, alive, possession };
        let period = TrackedPeriod {
            ticks: vec![
                tick(Some(true), Some(Side::Home)),
                tick(Some(false), Some(Side::Home)),
                tick(None, Some(Side::Away)),
                tick(None, None),
            ],
            ball: Places { x_m: vec![0.0, 0.0, 1.0, f32::NAN], y_m: vec![0.0; 4] },
            ..TrackedPeriod::default()
        };
        let counted = |phase: Phase| -> Vec<usize> {
            (0..4).filter(|tick| phase.counts(&period, *tick, Side::Home)).collect()
        };

        assert_eq!(counted(Phase::All), [0, 2]);
        assert_eq!(counted(Phase::InPossession), [0]);
        assert_eq!(counted(Phase::OutOfPossession), [2]);
    }
}
