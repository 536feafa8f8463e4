//! What the third version writes.

use serde::Deserialize;

use super::{
    super::{
        rosters::{Game, Players, Teams},
        values::{Loose, Place},
    },
    WyscoutDuelV3, WyscoutShotV3,
};

/// A file.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct File {
    pub(super) events: Vec<Event>,
    pub(super) teams: Teams,
    pub(super) players: Players,
    #[serde(rename = "match")]
    pub(super) game: Option<Game>,
}

/// An event. What it is not is absent or null.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Event {
    pub(super) id: Loose,
    #[serde(default)]
    pub(super) match_id: Loose,
    pub(super) match_period: String,
    #[serde(default)]
    pub(super) match_timestamp: Option<String>,
    #[serde(default)]
    pub(super) minute: Loose,
    #[serde(default)]
    pub(super) second: Loose,
    pub(super) team: Named,
    pub(super) player: Option<Named>,
    pub(super) location: Option<Place>,
    #[serde(rename = "type")]
    pub(super) kind: Kind,
    pub(super) pass: Option<Pass>,
    pub(super) shot: Option<Shot>,
    pub(super) ground_duel: Option<GroundDuel>,
    pub(super) aerial_duel: Option<AerialDuel>,
    pub(super) carry: Option<Carry>,
    pub(super) infraction: Option<Infraction>,
}

/// A team or a player.
#[derive(Deserialize)]
pub(super) struct Named {
    #[serde(default)]
    pub(super) id: Loose,
    pub(super) formation: Option<String>,
    pub(super) position: Option<String>,
}

#[derive(Deserialize)]
pub(super) struct Kind {
    pub(super) primary: String,
    #[serde(default)]
    pub(super) secondary: Vec<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Pass {
    pub(super) accurate: Option<bool>,
    pub(super) end_location: Option<Place>,
    pub(super) recipient: Option<Named>,
    pub(super) height: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Shot {
    is_goal: Option<bool>,
    on_target: Option<bool>,
    goal_zone: Option<String>,
    body_part: Option<String>,
    #[serde(default)]
    xg: Loose,
    #[serde(default)]
    post_shot_xg: Loose,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct GroundDuel {
    duel_type: Option<String>,
    kept_possession: Option<bool>,
    stopped_progress: Option<bool>,
    recovered_possession: Option<bool>,
    take_on: Option<bool>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct AerialDuel {
    first_touch: Option<bool>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Carry {
    pub(super) end_location: Option<Place>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Infraction {
    pub(super) yellow_card: Option<bool>,
    pub(super) red_card: Option<bool>,
}

impl From<Shot> for WyscoutShotV3 {
    fn from(shot: Shot) -> Self {
        let chance = |value: Loose| value.0.filter(|share| (0.0..=1.0).contains(share));
        Self {
            goal: shot.is_goal.unwrap_or_default(),
            on_target: shot.on_target.unwrap_or_default(),
            zone: shot.goal_zone.filter(|zone| !zone.is_empty()),
            body_part: shot.body_part,
            expected_goals: chance(shot.xg),
            expected_after_shot: chance(shot.post_shot_xg),
        }
    }
}

impl From<GroundDuel> for WyscoutDuelV3 {
    fn from(duel: GroundDuel) -> Self {
        let won = match duel.duel_type.as_deref() {
            // Who defends has won when the other gets no further, with or without the ball.
            Some("defensive_duel") => match (duel.recovered_possession, duel.stopped_progress) {
                (None, None) => None,
                (recovered, stopped) => Some(recovered == Some(true) || stopped == Some(true)),
            },
            _ => duel.kept_possession,
        };
        Self { aerial: false, take_on: duel.take_on.unwrap_or_default(), won }
    }
}

impl From<AerialDuel> for WyscoutDuelV3 {
    fn from(duel: AerialDuel) -> Self {
        Self { aerial: true, take_on: false, won: duel.first_touch }
    }
}
