//! Which kind of event the provider's types are.

use football::{
    BodyPart, Card, EventKind, Foul, GoalkeeperAction, Pass, PassHeight, PassOutcome, Restart,
    Shot, ShotOutcome, Side,
};
use serde_json::{Map, Value};

use super::raw::RawEvent;
use crate::events::{error::EventsFault, growing::GrowingEvents};

/// A yard, in which heights are told.
const YARD_M: f64 = 0.9144;

type Own = Map<String, Value>;

/// The kind of an event, with what stands under the key of its own.
pub(super) fn kind(
    game: &mut GrowingEvents,
    side: Side,
    raw: &RawEvent,
    own: &Own,
) -> Result<EventKind, EventsFault> {
    let outcome = name(own, "outcome");
    Ok(match raw.kind.name.as_str() {
        "Pass" => EventKind::Pass(pass(game, side, own)?),
        "Ball Receipt*" => EventKind::Reception { complete: outcome.is_none() },
        "Carry" => EventKind::Carry,
        "Dribble" => EventKind::TakeOn { won: outcome.map(|outcome| outcome == "Complete") },
        "Shot" => EventKind::Shot(shot(own)),
        "Own Goal Against" => EventKind::OwnGoal,
        "Own Goal For" => EventKind::OwnGoalFor,
        "Duel" => match name(own, "type") {
            Some("Tackle") => EventKind::Tackle { won: outcome.map(is_won) },
            _ => EventKind::Duel { aerial: true, won: Some(false) },
        },
        "50/50" => EventKind::Duel { aerial: false, won: outcome.map(is_won) },
        "Dribbled Past" => EventKind::DribbledPast,
        "Interception" => EventKind::Interception { won: outcome.map(is_won) },
        "Block" => EventKind::Block,
        "Clearance" => EventKind::Clearance,
        "Ball Recovery" => EventKind::Recovery { won: Some(!is_marked(own, "recovery_failure")) },
        "Pressure" => EventKind::Pressure,
        "Foul Committed" => EventKind::Foul(Foul {
            handball: name(own, "type") == Some("Handball"),
            penalty: is_marked(own, "penalty"),
            card: name(own, "card").and_then(card),
        }),
        "Foul Won" => EventKind::FoulWon,
        "Bad Behaviour" => {
            name(own, "card").and_then(card).map_or(EventKind::Other, EventKind::Card)
        }
        "Substitution" => {
            EventKind::Substitution { replacement: player(game, side, own.get("replacement"))? }
        }
        "Player Off" => EventKind::PlayerAway { back: false },
        "Player On" => EventKind::PlayerAway { back: true },
        "Goal Keeper" => {
            EventKind::Goalkeeper(goalkeeper(name(own, "type").unwrap_or_default(), outcome))
        }
        "Offside" => EventKind::Offside,
        "Miscontrol" => EventKind::Miscontrol,
        "Dispossessed" => EventKind::Dispossessed,
        "Error" => EventKind::Error,
        "Shield" => EventKind::Shield,
        "Starting XI" => EventKind::LineUp,
        "Tactical Shift" => EventKind::FormationChange {
            formation: raw
                .tactics
                .as_ref()
                .and_then(|tactics| tactics.formation)
                .map(|formation| formation.to_string()),
        },
        "Half Start" => EventKind::PeriodStart,
        "Half End" => EventKind::PeriodEnd,
        "Injury Stoppage" | "Referee Ball-Drop" => EventKind::Stoppage,
        _ => EventKind::Other,
    })
}

fn pass(game: &mut GrowingEvents, side: Side, own: &Own) -> Result<Pass, EventsFault> {
    let outcome = match name(own, "outcome") {
        None => PassOutcome::Complete,
        Some("Incomplete") => PassOutcome::Incomplete,
        Some("Out") => PassOutcome::Out,
        Some("Pass Offside") => PassOutcome::Offside,
        // `Unknown`, `Injury Clearance`.
        Some(_) => PassOutcome::Unknown,
    };
    Ok(Pass {
        receiver: player(game, side, own.get("recipient"))?,
        restart: restart(own),
        height: match name(own, "height") {
            Some("Ground Pass") => Some(PassHeight::Ground),
            Some("Low Pass") => Some(PassHeight::Low),
            Some("High Pass") => Some(PassHeight::High),
            _ => None,
        },
        body_part: body_part(own),
        cross: is_marked(own, "cross"),
        through_ball: is_marked(own, "through_ball")
            || name(own, "technique") == Some("Through Ball"),
        cut_back: is_marked(own, "cut_back"),
        switch: is_marked(own, "switch"),
        shot_assist: is_marked(own, "shot_assist") || is_marked(own, "goal_assist"),
        goal_assist: is_marked(own, "goal_assist"),
        ..Pass::of(outcome)
    })
}

fn shot(own: &Own) -> Shot {
    let height = own.get("end_location").and_then(|place| place.get(2)).and_then(Value::as_f64);
    Shot {
        outcome: match name(own, "outcome") {
            Some("Goal") => Some(ShotOutcome::Goal),
            Some("Saved" | "Saved to Post" | "Saved To Post") => Some(ShotOutcome::Saved),
            Some("Off T" | "Wayward" | "Saved Off T" | "Saved Off Target") => {
                Some(ShotOutcome::OffTarget)
            }
            Some("Post") => Some(ShotOutcome::Woodwork),
            Some("Blocked") => Some(ShotOutcome::Blocked),
            _ => None,
        },
        body_part: body_part(own),
        xg: own.get("statsbomb_xg").and_then(Value::as_f64),
        post_shot_xg: own.get("shot_execution_xg").and_then(Value::as_f64),
        restart: restart(own),
        end_height_m: height.map(|yards| yards * YARD_M),
    }
}

fn restart(own: &Own) -> Option<Restart> {
    Some(match name(own, "type")? {
        "Kick Off" => Restart::KickOff,
        "Free Kick" => Restart::FreeKick,
        "Corner" => Restart::Corner,
        "Throw-in" => Restart::ThrowIn,
        "Goal Kick" => Restart::GoalKick,
        "Penalty" => Restart::Penalty,
        _ => return None,
    })
}

fn body_part(own: &Own) -> Option<BodyPart> {
    Some(match name(own, "body_part")? {
        "Head" => BodyPart::Head,
        "Left Foot" => BodyPart::LeftFoot,
        "Right Foot" => BodyPart::RightFoot,
        "Keeper Arm" | "Drop Kick" => BodyPart::Hand,
        _ => BodyPart::Other,
    })
}

fn goalkeeper(kind: &str, outcome: Option<&str>) -> GoalkeeperAction {
    match kind {
        "Shot Saved"
        | "Shot Saved Off Target"
        | "Shot Saved to Post"
        | "Penalty Saved"
        | "Penalty Saved to Post"
        | "Save" => GoalkeeperAction::Save,
        "Shot Faced" => GoalkeeperAction::ShotFaced,
        "Goal Conceded" | "Penalty Conceded" => GoalkeeperAction::GoalConceded,
        "Punch" => GoalkeeperAction::Punch,
        "Smother" => GoalkeeperAction::Smother,
        "Collected" if matches!(outcome, Some("Fail")) => GoalkeeperAction::ClaimMissed,
        "Collected" => GoalkeeperAction::Claim,
        "Keeper Sweeper" => GoalkeeperAction::Sweep,
        _ => GoalkeeperAction::Other,
    }
}

fn card(name: &str) -> Option<Card> {
    match name {
        "Yellow Card" => Some(Card::Yellow),
        "Second Yellow" => Some(Card::SecondYellow),
        "Red Card" => Some(Card::Red),
        _ => None,
    }
}

/// `Won`, `Success`, `Success In Play`, `Success Out`, `Success To Team`.
fn is_won(outcome: &str) -> bool {
    outcome == "Won" || outcome.starts_with("Success")
}

fn name<'a>(own: &'a Own, key: &str) -> Option<&'a str> {
    own.get(key)?.get("name")?.as_str()
}

fn is_marked(own: &Own, key: &str) -> bool {
    own.get(key).and_then(Value::as_bool).unwrap_or_default()
}

fn player(
    game: &mut GrowingEvents,
    side: Side,
    told: Option<&Value>,
) -> Result<Option<usize>, EventsFault> {
    let Some(id) = told.and_then(|told| told.get("id")).and_then(Value::as_i64) else {
        return Ok(None);
    };
    let name = told.and_then(|told| told.get("name")).and_then(Value::as_str);
    game.player(side, &id.to_string(), name).map(Some)
}
