//! Goals, cards and substitutions.

use football::{Card, EventKind, GameEvents, Restart, ShotOutcome, Side};
use serde::{Deserialize, Serialize};

use crate::{MatchInputs, Moment, inputs::LAST_PLAYED_PERIOD};

/// An entry of the timeline.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TimelineEntry {
    /// When, by the clock of the events.
    pub moment: Moment,
    /// The team that it counts for: of an own goal the one that got it.
    pub side: Side,
    /// What it is.
    pub kind: TimelineKind,
    /// Who scored, was shown the card or left.
    pub player: Option<u16>,
    /// Who came on.
    pub other: Option<u16>,
}

/// What an entry of the timeline is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TimelineKind {
    /// A goal.
    Goal,
    /// A goal by a penalty.
    Penalty,
    /// An own goal.
    OwnGoal,
    /// A yellow card.
    Yellow,
    /// The second yellow card.
    SecondYellow,
    /// A red card.
    Red,
    /// A substitution.
    Substitution,
}

pub(crate) fn of(inputs: &MatchInputs<'_>, game: &GameEvents) -> Vec<TimelineEntry> {
    let own_goals = OwnGoals::of(game);
    let mut entries = Vec::new();
    for event in &game.events {
        let (Some(moment), Some(side)) = (MatchInputs::moment(event), event.side) else { continue };
        let player = inputs.roster.of_listed(event.player);
        let mut add = |kind, side, other| {
            entries.push(TimelineEntry { moment, side, kind, player, other });
        };
        match &event.kind {
            EventKind::Shot(shot) if shot.outcome == Some(ShotOutcome::Goal) => {
                let penalty = shot.restart == Some(Restart::Penalty);
                add(if penalty { TimelineKind::Penalty } else { TimelineKind::Goal }, side, None);
            }
            EventKind::Substitution { replacement } => {
                add(TimelineKind::Substitution, side, inputs.roster.of_listed(*replacement));
            }
            kind => {
                if let Some(side) = own_goals.counts_for(kind, side) {
                    add(TimelineKind::OwnGoal, side, None);
                }
            }
        }
        if let Some(card) = event.card() {
            let kind = match card {
                Card::Yellow => TimelineKind::Yellow,
                Card::SecondYellow => TimelineKind::SecondYellow,
                Card::Red => TimelineKind::Red,
            };
            add(kind, side, None);
        }
    }
    entries.sort_by(|one, other| {
        let key = |entry: &TimelineEntry| entry.moment.period;
        key(one).cmp(&key(other)).then(one.moment.secs.total_cmp(&other.moment.secs))
    });
    entries
}

/// How a provider tells own goals. Told by both teams, the event of who did it is the one that counts, since it
/// says who did; told only by the other, that one.
#[derive(Clone, Copy, Debug)]
pub(crate) struct OwnGoals {
    by_who_did: bool,
}

impl OwnGoals {
    pub(crate) fn of(game: &GameEvents) -> Self {
        let is_own = |event: &football::GameEvent| {
            event.period <= LAST_PLAYED_PERIOD && event.kind == EventKind::OwnGoal
        };
        Self { by_who_did: game.events.iter().any(is_own) }
    }

    /// The team that an event gives an own goal to.
    pub(crate) fn counts_for(self, kind: &EventKind, side: Side) -> Option<Side> {
        match kind {
            EventKind::OwnGoal => Some(side.other()),
            EventKind::OwnGoalFor if !self.by_who_did => Some(side),
            _ => None,
        }
    }
}
