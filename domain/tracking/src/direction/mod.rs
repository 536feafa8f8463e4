//! Which way a team attacks, and games turned so that it is always the same way.

use football::{Places, Side, TrackedGame, TrackedPeriod};

/// A player tells his team's direction if he was seen for this share of the ticks of its most seen player.
const LEAST_SHARE_SEEN: f64 = 0.1;

/// Which goal a team plays towards.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Attack {
    /// Towards +x.
    Right,
    /// Towards -x.
    Left,
}

impl Attack {
    /// 1 towards +x, -1 towards -x: what a place is multiplied by to count in the direction of the attack.
    pub const fn sign(self) -> f64 {
        match self {
            Self::Right => 1.0,
            Self::Left => -1.0,
        }
    }
}

/// Who kept a team's goal for most of a period: who stayed furthest from the halfway line on average. `None`
/// where nobody of the team was seen.
pub fn goalkeeper(game: &TrackedGame, period: &TrackedPeriod, side: Side) -> Option<usize> {
    keeper_place(game, period, side).map(|(player, _)| player)
}

/// Which way `side` attacks in a period, by where both goalkeepers stood on average: each team's own goal is
/// where its goalkeeper is. `None` where both kept the same goal, as in a shoot-out, or were not seen.
pub fn attack_of(game: &TrackedGame, period: &TrackedPeriod, side: Side) -> Option<Attack> {
    let mean_x = |side| keeper_place(game, period, side).map(|(_, mean_x)| mean_x);
    let home_is_left = match (mean_x(Side::Home), mean_x(Side::Away)) {
        (Some(home), Some(away)) if home.signum() == away.signum() => return None,
        (Some(home), Some(away)) => home < away,
        (Some(home), None) => home < 0.0,
        (None, Some(away)) => away > 0.0,
        (None, None) => return None,
    };
    Some(if home_is_left == (side == Side::Home) { Attack::Right } else { Attack::Left })
}

/// Turns the periods in which `side` attacks to the left, so that it attacks to the right in all of them, extra
/// time included. Gives which periods were turned, in their order; `None` for one whose direction is not
/// known, which stays as it is.
pub fn normalise(game: &mut TrackedGame, side: Side) -> Vec<Option<bool>> {
    let attacks: Vec<_> = game.periods.iter().map(|period| attack_of(game, period, side)).collect();
    for (period, attack) in game.periods.iter_mut().zip(&attacks) {
        if *attack == Some(Attack::Left) {
            period.players.iter_mut().chain([&mut period.ball]).for_each(turn);
        }
    }
    attacks.into_iter().map(|attack| attack.map(|attack| attack == Attack::Left)).collect()
}

/// Half a turn around the centre spot.
fn turn(places: &mut Places) {
    for metres in places.x_m.iter_mut().chain(&mut places.y_m) {
        *metres = -*metres;
    }
}

/// A team's goalkeeper and his mean x, metres.
fn keeper_place(game: &TrackedGame, period: &TrackedPeriod, side: Side) -> Option<(usize, f64)> {
    let seen: Vec<(usize, usize, f64)> = (0..game.players.len())
        .filter(|player| game.players[*player].side == side)
        .filter_map(|player| {
            let known = period.players[player].x_m.iter().filter(|x| !x.is_nan());
            let (ticks, sum) =
                known.fold((0, 0.0), |(ticks, sum), x| (ticks + 1, sum + f64::from(*x)));
            (ticks > 0).then(|| (player, ticks, sum / crate::number(ticks)))
        })
        .collect();
    let most = seen.iter().map(|(_, ticks, _)| *ticks).max()?;
    let least = LEAST_SHARE_SEEN * crate::number(most);
    seen.into_iter()
        .filter(|(_, ticks, _)| crate::number(*ticks) >= least)
        .max_by(|(_, _, a), (_, _, b)| a.abs().total_cmp(&b.abs()))
        .map(|(player, _, mean_x)| (player, mean_x))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::game_of;

    /// A home keeper, a home forward, an away keeper and an away forward, in five periods.
    fn five_periods() -> TrackedGame {
        let first = vec![vec![-48.0, -46.0], vec![30.0, 20.0], vec![47.0, 49.0], vec![-10.0, 5.0]];
        let mut game = game_of(25.0, first);
        game.players[2].side = Side::Away;
        game.players[3].side = Side::Away;
        for number in 2..=5 {
            let mut period = game.periods[0].clone();
            period.number = number;
            if number % 2 == 0 {
                period.players.iter_mut().for_each(turn);
            }
            game.periods.push(period);
        }
        // Both keepers of the shoot-out stand at the same end.
        game.periods[4].players[0].x_m = vec![46.0, 46.0];
        game
    }

    #[test]
    fn a_team_attacks_right_in_all_periods_and_extra_time_once_turned() {
        for (side, expected) in [(Side::Home, false), (Side::Away, true)] {
            let mut game = five_periods();
            let turned = normalise(&mut game, side);

            let first_four = [expected, !expected, expected, !expected].map(Some);
            assert_eq!(turned[..4], first_four);
            assert_eq!(turned[4], None);
            for period in &game.periods[..4] {
                assert_eq!(attack_of(&game, period, side), Some(Attack::Right));
                let other = if side == Side::Home { Side::Away } else { Side::Home };
                assert_eq!(attack_of(&game, period, other), Some(Attack::Left));
            }
            let keeper = if side == Side::Home { 0 } else { 2 };
            assert_eq!(goalkeeper(&game, &game.periods[1], side), Some(keeper));
            // Turning again turns nothing.
            let before = game.clone();
            assert!(normalise(&mut game, side)[..4].iter().all(|turned| *turned == Some(false)));
            assert_eq!(game, before);
        }
    }

    #[test]
    fn nobody_seen_has_no_direction() {
        let game = game_of(25.0, vec![vec![f32::NAN; 3]]);
        assert_eq!(attack_of(&game, &game.periods[0], Side::Home), None);
        assert_eq!(goalkeeper(&game, &game.periods[0], Side::Away), None);
    }
}
