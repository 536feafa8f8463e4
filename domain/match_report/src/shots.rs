//! Shots, and what their chances added up to.

use action_values::{
    expected_goals::{Shot as ModelShot, ShotModel},
    spadl::{LENGTH_M, WIDTH_M},
};
use football::{BodyPart, EventKind, GameEvent, GameEvents, Pitch, Restart, ShotOutcome, Side};
use match_events::{shots, xg_race};
use serde::{Deserialize, Serialize};

use crate::{MatchInputs, Moment, figure};

/// The chance of a penalty, where the provider of events gives none: of the 80 of the Premier League 2017/18, 56 were
/// scored (counted in the events of Pappalardo et al. 2019, on which the model is fitted). The model knows only shots
/// from play.
pub const PENALTY_XG: f64 = 0.70;

/// An own goal that both teams tell within so many seconds is one.
const SAME_GOAL_SECS: f64 = 3.0;

/// The shots of a match, by the clock.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Shots {
    /// Whose the chances are.
    pub xg_from: XgSource,
    /// The shots, and own goals between them.
    pub shots: Vec<ShotShown>,
}

/// Whose estimate of chances it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum XgSource {
    /// The provider's.
    Provider,
    /// Our model's: logistic in distance, angle and header, fitted on the Premier League 2017/18
    /// ([`ShotModel::ENGLAND_2017_18`]); a penalty counts [`PENALTY_XG`]. A direct free kick counts as a shot from
    /// play from there.
    Model,
}

/// A shot, or an own goal.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ShotShown {
    /// When, by the clock of the events.
    pub moment: Moment,
    /// The team that it counts for.
    pub side: Side,
    /// Who shot.
    pub player: Option<u16>,
    /// Where, metres forwards and to the left; `None` where it is not told, and of own goals.
    pub at: Option<[f64; 2]>,
    /// The probability of a goal; `None` where it is not known, and of own goals.
    pub xg: Option<f64>,
    /// What came of it.
    pub result: ShotResult,
    /// With the head.
    pub header: bool,
    /// How play began with it: `penalty`, `free kick`.
    pub set_piece: Option<crate::SetPieceKind>,
    /// The sums of home and away after it.
    pub sums: [f64; 2],
    /// The score after it.
    pub score: [u16; 2],
}

/// What came of a shot.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ShotResult {
    /// A goal.
    Goal,
    /// Kept out.
    Saved,
    /// Past the goal.
    OffTarget,
    /// Against post or bar.
    Woodwork,
    /// Stopped by an outfield player.
    Blocked,
    /// An own goal of the other team: no shot.
    OwnGoal,
    /// Not told.
    Unknown,
}

impl Shots {
    /// The sums of home and away.
    pub fn sums(&self) -> [f64; 2] {
        self.shots.last().map_or([0.0; 2], |last| last.sums)
    }

    /// Shots of a team; own goals are none.
    pub fn count(&self, side: Side) -> usize {
        self.taken().filter(|shot| shot.side == side).count()
    }

    /// The shots without the own goals.
    pub fn taken(&self) -> impl Iterator<Item = &ShotShown> {
        self.shots.iter().filter(|shot| shot.result != ShotResult::OwnGoal)
    }
}

impl ShotShown {
    /// Whether the score changed with it.
    pub fn is_goal(&self) -> bool {
        matches!(self.result, ShotResult::Goal | ShotResult::OwnGoal)
    }
}

pub(crate) fn of(inputs: &MatchInputs<'_>, game: &GameEvents) -> Shots {
    let xg_from = xg_source(game);
    let (mut sums, mut all) = ([0.0; 2], Vec::new());
    for step in xg_race(game) {
        let event = &game.events[step.event];
        let Some(moment) = MatchInputs::moment(event) else { continue };
        let shot = if let EventKind::Shot(shot) = &event.kind { Some(shot) } else { None };
        let xg = xg(event, game.pitch, xg_from);
        sums[usize::from(step.side == Side::Away)] += xg.unwrap_or_default();
        all.push(ShotShown {
            moment,
            side: step.side,
            player: inputs.roster.of_listed(event.player.or_else(|| own_goal_by(game, event))),
            at: shot.and(event.at).and_then(|spot| figure::place([spot.x_m, spot.y_m])),
            xg: xg.and_then(|xg| figure::known(xg, 6)),
            result: shot.map_or(ShotResult::OwnGoal, |shot| result(shot.outcome)),
            header: shot.is_some_and(|shot| shot.body_part == Some(BodyPart::Head)),
            set_piece: shot.and_then(|shot| set_piece(shot.restart)),
            sums: sums.map(|sum| figure::rounded(sum, 6)),
            score: step.score.map(|goals| u16::try_from(goals).unwrap_or(u16::MAX)),
        });
    }
    Shots { xg_from, shots: all }
}

/// Who put the ball into his own goal, where it is told by the team that it counts for: the other team tells it too.
fn own_goal_by(game: &GameEvents, told: &GameEvent) -> Option<usize> {
    let is_same = |event: &&GameEvent| {
        event.kind == EventKind::OwnGoal
            && event.period == told.period
            && event.side != told.side
            && (event.clock_secs - told.clock_secs).abs() <= SAME_GOAL_SECS
    };
    if told.kind == EventKind::OwnGoalFor { game.events.iter().find(is_same)?.player } else { None }
}

/// The provider's chances where it gives any, else the model's: never both in one sum.
pub(crate) fn xg_source(game: &GameEvents) -> XgSource {
    let told = shots(game).iter().any(|taken| taken.shot.xg.is_some());
    if told { XgSource::Provider } else { XgSource::Model }
}

/// The chance of an event that is a shot.
pub(crate) fn xg(event: &GameEvent, pitch: Pitch, from: XgSource) -> Option<f64> {
    let EventKind::Shot(shot) = &event.kind else { return None };
    if from == XgSource::Provider {
        return shot.xg.filter(|xg| xg.is_finite());
    }
    if shot.restart == Some(Restart::Penalty) {
        return Some(PENALTY_XG);
    }
    let at = event.at?;
    // The model counts metres from its own corner: kept are those to the goal.
    let place = [LENGTH_M - (pitch.length_m / 2.0 - at.x_m), WIDTH_M / 2.0 + at.y_m];
    let header = shot.body_part == Some(BodyPart::Head);
    let xg = ShotModel::ENGLAND_2017_18.probability(&ModelShot::from(place, header));
    xg.is_finite().then_some(xg)
}

fn result(outcome: Option<ShotOutcome>) -> ShotResult {
    match outcome {
        Some(ShotOutcome::Goal) => ShotResult::Goal,
        Some(ShotOutcome::Saved) => ShotResult::Saved,
        Some(ShotOutcome::OffTarget) => ShotResult::OffTarget,
        Some(ShotOutcome::Woodwork) => ShotResult::Woodwork,
        Some(ShotOutcome::Blocked) => ShotResult::Blocked,
        None => ShotResult::Unknown,
    }
}

fn set_piece(restart: Option<Restart>) -> Option<crate::SetPieceKind> {
    match restart? {
        Restart::Penalty => Some(crate::SetPieceKind::Penalty),
        Restart::FreeKick => Some(crate::SetPieceKind::FreeKick),
        Restart::Corner => Some(crate::SetPieceKind::Corner),
        _ => None,
    }
}
