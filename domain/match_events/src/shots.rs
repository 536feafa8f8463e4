//! Shots, and how their chances added up.

use football::{EventKind, GameEvent, GameEvents, Shot, ShotOutcome, Side};

use crate::LAST_PLAYED_PERIOD;

/// A shot of a game.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ShotTaken {
    /// A place in the game's events.
    pub event: usize,
    /// Who shot.
    pub side: Side,
    /// What it was.
    pub shot: Shot,
}

/// The state of a game after a shot or an own goal: a step of the xG race.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RaceStep {
    /// The shot or own goal: a place in the game's events.
    pub event: usize,
    /// 1 to 4.
    pub period: u8,
    /// Seconds since the period began.
    pub clock_secs: f64,
    /// The team whose sum or score it changed.
    pub side: Side,
    /// What the shot added; 0 for an own goal, and where the provider gives no value.
    pub xg: f64,
    /// The sums so far, home and away.
    pub sums: [f64; 2],
    /// The score so far, home and away.
    pub score: [usize; 2],
}

/// The shots of a game in the provider's order, without the penalty shoot-out. Own goals are none; penalties and free
/// kicks are marked.
pub fn shots(game: &GameEvents) -> Vec<ShotTaken> {
    let shot = |(event, told): (usize, &GameEvent)| match (told.side, &told.kind) {
        (Some(side), EventKind::Shot(shot)) if told.period <= LAST_PLAYED_PERIOD => {
            Some(ShotTaken { event, side, shot: *shot })
        }
        _ => None,
    };
    game.events.iter().enumerate().filter_map(shot).collect()
}

/// The sums of xG and the score after each shot and own goal, by the clock: not every provider writes by it.
pub fn xg_race(game: &GameEvents) -> Vec<RaceStep> {
    let for_told = game.events.iter().any(|event| event.kind == EventKind::OwnGoalFor);
    let step = |(event, told): (usize, &GameEvent)| {
        let side = told.side?;
        if told.period > LAST_PLAYED_PERIOD {
            return None;
        }
        let (side, xg, goal) = match &told.kind {
            EventKind::Shot(shot) => {
                (side, shot.xg.unwrap_or_default(), shot.outcome == Some(ShotOutcome::Goal))
            }
            // Told by both teams it counts once.
            EventKind::OwnGoalFor => (side, 0.0, true),
            EventKind::OwnGoal if !for_told => (side.other(), 0.0, true),
            _ => return None,
        };
        let (period, clock_secs) = (told.period, told.clock_secs);
        let own = usize::from(goal);
        let score = if side == Side::Home { [own, 0] } else { [0, own] };
        Some(RaceStep { event, period, clock_secs, side, xg, sums: [0.0; 2], score })
    };
    let mut race: Vec<RaceStep> = game.events.iter().enumerate().filter_map(step).collect();
    race.sort_by(|one, other| {
        one.period.cmp(&other.period).then(one.clock_secs.total_cmp(&other.clock_secs))
    });
    let (mut sums, mut score) = ([0.0; 2], [0; 2]);
    for step in &mut race {
        sums[usize::from(step.side == Side::Away)] += step.xg;
        score = [0, 1].map(|team| score[team] + step.score[team]);
        (step.sums, step.score) = (sums, score);
    }
    race
}
