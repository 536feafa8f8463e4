//! A match as people coded it: who did what, when and where, in the field's own terms.
//!
//! Places are in metres from the centre spot with the acting team attacking towards +x, in every period, so that
//! what two teams or two providers tell can be laid side by side.

mod kind;
mod listed_player;

pub use kind::{
    BodyPart, Card, EventKind, Foul, GoalkeeperAction, Pass, PassHeight, PassOutcome, Restart,
    Shot, ShotOutcome,
};
pub use listed_player::{GameTeam, ListedPlayer};

use crate::{Pitch, Side};

/// The last period that is played; the one after it is the penalty shoot-out.
const LAST_PLAYED_PERIOD: u8 = 4;

/// What a provider tells of a game.
#[derive(Clone, Debug, PartialEq)]
pub struct GameEvents {
    /// The pitch that places are scaled to. Most providers tell shares of a pitch and not its size: then it is
    /// [`Pitch::STANDARD`].
    pub pitch: Pitch,
    /// The game's id at the provider.
    pub provider_id: Option<String>,
    /// The home team.
    pub home: GameTeam,
    /// The away team.
    pub away: GameTeam,
    /// Everybody who is in a line-up or did something.
    pub players: Vec<ListedPlayer>,
    /// The periods that were played, in their order.
    pub periods: Vec<GamePeriod>,
    /// What happened, in the provider's order.
    pub events: Vec<GameEvent>,
}

/// A period of a game.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct GamePeriod {
    /// 1 and 2 are the halves, 3 and 4 extra time, 5 the penalty shoot-out.
    pub number: u8,
    /// From its first whistle to its last, seconds; `None` where the last is not told.
    pub duration_secs: Option<f64>,
}

/// Something that happened.
#[derive(Clone, Debug, PartialEq)]
pub struct GameEvent {
    /// Its id at the provider. Some providers use one twice.
    pub provider_id: String,
    /// The provider's own name or number of what it is.
    pub provider_type: String,
    /// The period, as in [`GamePeriod::number`]; 0 for what is told outside of any.
    pub period: u8,
    /// Seconds since the period began. Every period begins at 0.
    pub clock_secs: f64,
    /// How long it lasted, seconds.
    pub duration_secs: Option<f64>,
    /// The team that did it.
    pub side: Option<Side>,
    /// Who did it: a place in [`GameEvents::players`].
    pub player: Option<usize>,
    /// What it is.
    pub kind: EventKind,
    /// Where it began.
    pub at: Option<Spot>,
    /// Where it ended: a pass, a carry, a shot.
    pub end: Option<Spot>,
    /// Whether an opponent was pressing, where the provider says so.
    pub under_pressure: bool,
    /// The provider's ids of events that belong to it.
    pub related: Vec<String>,
    /// What else the provider says of it, in its own words.
    pub qualifiers: Vec<Qualifier>,
    /// Who stood where.
    pub freeze_frame: Option<FreezeFrame>,
}

/// A place. Metres from the centre spot, the acting team attacks towards +x, its left is +y. A little outside of
/// the pitch is no mistake: a corner is taken there.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spot {
    /// Along the pitch.
    pub x_m: f64,
    /// Across it.
    pub y_m: f64,
}

/// A property of an event, as the provider calls it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Qualifier {
    /// Its name or number.
    pub name: String,
    /// Its value; `None` where it is a mark.
    pub value: Option<String>,
}

/// Who stood where when something happened, as far as the camera saw.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FreezeFrame {
    /// The corners of what the camera saw, in their order; empty where it is not told.
    pub visible_area: Vec<Spot>,
    /// Who was seen.
    pub people: Vec<FrozenPerson>,
}

/// Somebody in a freeze frame.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FrozenPerson {
    /// Where, seen as the acting team does.
    pub at: Spot,
    /// Whether he plays for the acting team.
    pub teammate: bool,
    /// Whether he is the one who acts.
    pub actor: bool,
    /// Whether he keeps a goal.
    pub keeper: bool,
    /// Who he is, where that is told: a place in [`GameEvents::players`].
    pub player: Option<usize>,
}

impl GameEvents {
    /// One of the two teams.
    pub fn team(&self, side: Side) -> &GameTeam {
        match side {
            Side::Home => &self.home,
            Side::Away => &self.away,
        }
    }

    /// The players of a team that its line-up lists, substitutes included.
    pub fn line_up(&self, side: Side) -> impl Iterator<Item = &ListedPlayer> {
        let listed = move |player: &&ListedPlayer| player.side == side && player.starter.is_some();
        self.players.iter().filter(listed)
    }

    /// Goals of a team without the penalty shoot-out: those it shot, and own goals of the other. Some providers tell
    /// an own goal once, by who did it, and some once more by the team it counts for.
    pub fn goals(&self, side: Side) -> usize {
        let count = |side: Side, wanted: fn(&EventKind) -> bool| {
            let counts = |event: &&GameEvent| {
                event.side == Some(side)
                    && event.period <= LAST_PLAYED_PERIOD
                    && wanted(&event.kind)
            };
            self.events.iter().filter(counts).count()
        };
        let shot = count(
            side,
            |kind| matches!(kind, EventKind::Shot(shot) if shot.outcome == Some(ShotOutcome::Goal)),
        );
        let given = count(side, |kind| matches!(kind, EventKind::OwnGoalFor));
        shot + given.max(count(side.other(), |kind| matches!(kind, EventKind::OwnGoal)))
    }
}

impl GameEvent {
    /// The card that was shown: by itself, or with a foul.
    pub fn card(&self) -> Option<Card> {
        match self.kind {
            EventKind::Card(card) => Some(card),
            EventKind::Foul(foul) => foul.card,
            _ => None,
        }
    }

    /// The value of a qualifier; a mark has an empty one.
    pub fn qualifier(&self, name: &str) -> Option<&str> {
        let found = self.qualifiers.iter().find(|qualifier| qualifier.name == name)?;
        Some(found.value.as_deref().unwrap_or_default())
    }
}

impl Spot {
    /// The same place as the other team sees it.
    #[must_use]
    pub fn turned(self) -> Self {
        Self { x_m: -self.x_m, y_m: -self.y_m }
    }
}

#[cfg(test)]
mod tests;
