//! Formations: how the ten outfield players of a team stood on average, and which formation that is nearest to.
//!
//! A window lasts from the start of a period, a substitution or a dismissal to the next. Places are counted in
//! the direction of the attack, which the goalkeeper's side of the pitch tells; they are compared up to size,
//! with the cheapest assignment of players to the places of a formation.

mod templates;

use std::ops::Range;

use football::{Side, TrackedGame, TrackedPeriod};
use pathfinding::prelude::{Matrix, kuhn_munkres_min};

use self::templates::{FORMATIONS, OUTFIELD, name, places};
pub use crate::phase::Phase;
use crate::{
    direction::{Attack, attack_of},
    presence::ticks_on_pitch,
};

/// Less than this many seconds show no formation.
pub const LEAST_SECS: f64 = 5.0;
/// Assignments are computed in whole numbers: so many to one.
const PARTS_OF_ONE: f64 = 1e9;

/// A team's stretch of a period with the same players.
#[derive(Clone, Debug, PartialEq)]
pub struct FormationWindow {
    /// The team.
    pub side: Side,
    /// The period's number.
    pub period: u8,
    /// Its ticks.
    pub ticks: Range<usize>,
    /// Seconds of them that counted.
    pub secs: f64,
    /// Which way the team attacked.
    pub attack: Attack,
    /// Who kept the goal: a place among the game's players.
    pub keeper: usize,
    /// The outfield players, with where they stood on average: metres in the direction of the attack and to the
    /// left, from the centre spot.
    pub outfield: Vec<(usize, [f64; 2])>,
    /// What they stood in; `None` of a team that is not of ten outfield players, or of less than
    /// [`LEAST_SECS`].
    pub formation: Option<Formation>,
}

/// The formation that a team was nearest to.
#[derive(Clone, Debug, PartialEq)]
pub struct Formation {
    /// Players in each line from the back: `4-2-3-1`.
    pub name: String,
    /// Sum of the squared distances to its places, in standard deviations along and across: 0 is the
    /// formation itself.
    pub cost: f64,
    /// The same of the next best one: how far the name is to be trusted.
    pub next_cost: f64,
    /// In which line each of the players stands, in their order.
    pub lines: Vec<Line>,
}

/// A line of a formation: its first is the defence, its last the attack, and all between them the midfield.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Line {
    /// Nearest to the own goal.
    Defence,
    /// Between the two.
    Midfield,
    /// Nearest to the goal that is attacked.
    Attack,
}

/// The formations of both teams, window by window. Windows without a moment of this phase are left out.
pub fn formations(game: &TrackedGame, phase: Phase) -> Vec<FormationWindow> {
    let mut found = Vec::new();
    for period in &game.periods {
        for side in [Side::Home, Side::Away] {
            let team: Vec<usize> = (0..game.players.len())
                .filter(|player| game.players[*player].side == side)
                .collect();
            let stays = stays(period, &team);
            for ticks in windows(&stays, period.ticks.len()) {
                let on: Vec<usize> = stays
                    .iter()
                    .filter(|(_, stay)| stay.start <= ticks.start && ticks.end <= stay.end)
                    .map(|(player, _)| *player)
                    .collect();
                found.extend(window(game, period, side, ticks, &on, phase));
            }
        }
    }
    found
}

/// From when to when each player of a team was on the pitch.
fn stays(period: &TrackedPeriod, team: &[usize]) -> Vec<(usize, Range<usize>)> {
    let stay = |player: &usize| Some((*player, ticks_on_pitch(&period.players[*player])?));
    team.iter().filter_map(stay).collect()
}

/// The stretches in which nobody came or went.
fn windows(stays: &[(usize, Range<usize>)], ticks: usize) -> Vec<Range<usize>> {
    let mut cuts: Vec<usize> =
        stays.iter().flat_map(|(_, stay)| [stay.start, stay.end]).chain([0, ticks]).collect();
    cuts.sort_unstable();
    cuts.dedup();
    cuts.windows(2).map(|cut| cut[0]..cut[1]).collect()
}

fn window(
    game: &TrackedGame,
    period: &TrackedPeriod,
    side: Side,
    ticks: Range<usize>,
    on: &[usize],
    phase: Phase,
) -> Option<FormationWindow> {
    let counted: Vec<usize> =
        ticks.clone().filter(|tick| phase.counts(period, *tick, side)).collect();
    let mut means: Vec<(usize, [f64; 2])> = on
        .iter()
        .filter_map(|player| Some((*player, mean_place(period, *player, &counted)?)))
        .collect();
    // The goalkeeper is who stays furthest from the middle.
    let from_middle = |place: &[f64; 2]| place[0].abs();
    let keeper = (0..means.len())
        .max_by(|a, b| from_middle(&means[*a].1).total_cmp(&from_middle(&means[*b].1)))?;
    let (keeper, place) = means.remove(keeper);
    // Where the goalkeepers do not tell, his own side of the pitch does.
    let own = if place[0] > 0.0 { Attack::Left } else { Attack::Right };
    let attack = attack_of(game, period, side).unwrap_or(own);
    for (_, place) in &mut means {
        *place = place.map(|metres| metres * attack.sign());
    }
    let secs = crate::number(counted.len()) / game.rate_hz;
    let mean: Vec<[f64; 2]> = means.iter().map(|(_, place)| *place).collect();
    Some(FormationWindow {
        side,
        period: period.number,
        ticks,
        secs,
        attack,
        keeper,
        outfield: means,
        formation: if secs < LEAST_SECS { None } else { nearest(&mean) },
    })
}

fn mean_place(period: &TrackedPeriod, player: usize, ticks: &[usize]) -> Option<[f64; 2]> {
    let places = &period.players[player];
    let (mut sums, mut seen) = ([0.0, 0.0], 0);
    for tick in ticks {
        let (x, y) = (places.x_m[*tick], places.y_m[*tick]);
        if !x.is_nan() {
            sums[0] += f64::from(x);
            sums[1] += f64::from(y);
            seen += 1;
        }
    }
    (seen > 0).then(|| sums.map(|sum| sum / f64::from(seen)))
}

/// The formation that ten places are nearest to, in metres towards the attack and to the left.
pub fn nearest(outfield_m: &[[f64; 2]]) -> Option<Formation> {
    if outfield_m.len() != OUTFIELD {
        return None;
    }
    let team = scaled(outfield_m);
    let mut costs: Vec<(f64, &[usize], Vec<usize>)> = FORMATIONS
        .iter()
        .map(|lines| {
            let (cost, assigned) = cost(&team, &scaled(&places(lines)));
            (cost, *lines, assigned)
        })
        .collect();
    costs.sort_by(|a, b| a.0.total_cmp(&b.0));
    let [(cost, lines, assigned), (next_cost, _, _), ..] = &costs[..] else { return None };
    let lines_of = assigned.iter().map(|place| line(lines, *place)).collect();
    Some(Formation { name: name(lines), cost: *cost, next_cost: *next_cost, lines: lines_of })
}

/// The line of a formation that a place of it belongs to; places are numbered from the back.
fn line(lines: &[usize], place: usize) -> Line {
    match lines {
        [defence, ..] if place < *defence => Line::Defence,
        [.., attack] if place >= OUTFIELD - attack => Line::Attack,
        _ => Line::Midfield,
    }
}

/// Places around their middle, in standard deviations along and across.
fn scaled(places: &[[f64; 2]]) -> Vec<[f64; 2]> {
    let count = crate::number(places.len());
    let [along, across] = [0, 1].map(|axis| {
        let mean = places.iter().map(|place| place[axis]).sum::<f64>() / count;
        let spread = places.iter().map(|place| (place[axis] - mean).powi(2)).sum::<f64>() / count;
        // Players on one line across have no depth to scale.
        (mean, spread.sqrt().max(f64::MIN_POSITIVE))
    });
    places.iter().map(|[x, y]| [(x - along.0) / along.1, (y - across.0) / across.1]).collect()
}

/// The cheapest way to stand in a formation: what it costs, and each player's place.
fn cost(team: &[[f64; 2]], formation: &[[f64; 2]]) -> (f64, Vec<usize>) {
    let square = |a: [f64; 2], b: [f64; 2]| (a[0] - b[0]).powi(2) + (a[1] - b[1]).powi(2);
    #[expect(clippy::cast_possible_truncation, reason = "squares of some standard deviations")]
    let weights = Matrix::from_fn(OUTFIELD, OUTFIELD, |(player, place)| {
        (square(team[player], formation[place]) * PARTS_OF_ONE) as i64
    });
    let (_, assigned) = kuhn_munkres_min(&weights);
    let squares = assigned.iter().enumerate();
    let sum = squares.map(|(player, place)| square(team[player], formation[*place])).sum();
    (sum, assigned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_formation_is_found_in_itself_whatever_its_size_and_order() {
        for lines in FORMATIONS {
            let mut places = places(lines);
            places.reverse();
            for place in &mut places {
                *place = [place[0] * 35.0 - 20.0, place[1] * 25.0 + 3.0];
            }
            let found = nearest(&places).unwrap();
            assert_eq!(found.name, name(lines));
            assert!(found.cost < 1e-9 && found.next_cost > 0.05, "{found:?}");
            // From the front, as the places are here.
            let in_line = |line| found.lines.iter().filter(|of| **of == line).count();
            assert_eq!(
                (in_line(Line::Defence), in_line(Line::Attack)),
                (lines[0], lines[lines.len() - 1])
            );
            assert!(found.lines[..lines[lines.len() - 1]].iter().all(|line| *line == Line::Attack));
        }
    }

    #[test]
    fn nine_players_stand_in_no_formation() {
        assert_eq!(nearest(&places(&[4, 4, 2])[1..]), None);
    }

    #[test]
    fn a_window_ends_where_somebody_comes_or_goes() {
        let stays = [(0, 0..100), (1, 0..40), (2, 41..100)];
        assert_eq!(windows(&stays, 100), [0..40, 40..41, 41..100]);
    }
}
