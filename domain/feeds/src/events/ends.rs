//! Which way a team attacks where a file keeps the pitch as it lies: teams change ends.

use std::collections::BTreeMap;

use football::{GameEvents, Side};

/// What speaks for the home team attacking towards +x, by period; below 0 it speaks against it.
#[derive(Debug, Default)]
pub(super) struct Ends(BTreeMap<u8, f64>);

impl Ends {
    /// A team acted at its opponent's goal, `x` along the pitch from the centre spot: a shot, a corner.
    pub(super) fn attacked(&mut self, period: u8, side: Side, x: f64) {
        *self.0.entry(period).or_default() += if side == Side::Home { x } else { -x };
    }

    /// The file says which way a team attacks.
    pub(super) fn told(&mut self, period: u8, side: Side, right: bool) {
        self.attacked(period, side, if right { f64::MAX.sqrt() } else { -f64::MAX.sqrt() });
    }

    /// Without a word on a period it is the other way than in the half that belongs to it; without any word the home
    /// team attacks towards +x in the first.
    fn home_attacks_right(&self, period: u8) -> bool {
        let known = |period: u8| self.0.get(&period).map(|evidence| *evidence >= 0.0);
        let other_half = if period % 2 == 1 { period + 1 } else { period.saturating_sub(1) };
        let other = known(other_half).map(|right| !right);
        let first = known(1).map(|right| right == (period % 2 == 1));
        known(period).or(other).or(first).unwrap_or(period % 2 == 1)
    }

    /// Turns every event so that who acts attacks towards +x.
    pub(super) fn turn(&self, game: &mut GameEvents) {
        for event in &mut game.events {
            let right = self.home_attacks_right(event.period);
            let turned = match event.side {
                Some(Side::Home) => !right,
                Some(Side::Away) => right,
                None => false,
            };
            if turned {
                event.at = event.at.map(football::Spot::turned);
                event.end = event.end.map(football::Spot::turned);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn teams_change_ends_and_extra_time_follows_what_it_shows() {
        let mut ends = Ends::default();
        assert!(ends.home_attacks_right(1) && !ends.home_attacks_right(2));
        ends.attacked(1, Side::Away, 40.0);
        ends.attacked(1, Side::Home, 5.0);
        assert!(!ends.home_attacks_right(1) && ends.home_attacks_right(2));
        ends.told(2, Side::Away, true);
        assert!(!ends.home_attacks_right(2));
        ends.attacked(4, Side::Home, 40.0);
        assert!(ends.home_attacks_right(4) && !ends.home_attacks_right(3));
    }
}
