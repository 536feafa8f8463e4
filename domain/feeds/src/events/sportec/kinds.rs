//! Which kind of event the elements within each other are: `CornerKick`, in it a `Play`, in it a `Cross`.

use football::{
    BodyPart, Card, EventKind, Foul, GameEvents, Pass, PassHeight, PassOutcome, Restart, Shot,
    ShotOutcome, Side,
};

use super::{Told, spot};
use crate::events::{
    error::EventsFault,
    growing::{self, GrowingEvents},
    markup::Element,
};

/// What the elements of an event tell, the outermost first.
pub(super) fn told(inner: &[Element], game: &mut GrowingEvents) -> Result<Told, EventsFault> {
    let find = |name: &str| inner.iter().find(|element| element.name == name);
    let first = |name: &str| inner.iter().find_map(|element| element.get(name));
    let outermost = inner.first().map_or("", |element| element.name.as_str());
    let (team, player) = match outermost {
        "Foul" => ("TeamFouler", "Fouler"),
        "TacklingGame" => ("WinnerTeam", "Winner"),
        "Substitution" => ("Team", "PlayerOut"),
        _ => ("Team", "Player"),
    };
    let side = first(team).map(|team| game.side(team)).transpose()?;
    // A child may name somebody of the other team: who blocked the shot.
    let own =
        inner.iter().find(|element| element.get(team).is_some() && element.get(player).is_some());
    let known = own.and_then(|element| element.get(player)).zip(side);
    let player = known.map(|(id, side)| game.player(side, id, None)).transpose()?;

    let kind = if let Some(play) = find("Play") {
        EventKind::Pass(pass(play, find("Cross").is_some(), restart(inner), side, game)?)
    } else if let Some(shot) = find("ShotAtGoal") {
        EventKind::Shot(of_shot(shot, inner)?)
    } else {
        match outermost {
            "OwnGoal" => EventKind::OwnGoal,
            "TacklingGame" => {
                EventKind::Duel { aerial: first("Type") == Some("air"), won: Some(true) }
            }
            "BallClaiming" if first("Type") == Some("InterceptedBall") => {
                EventKind::Interception { won: Some(true) }
            }
            "BallClaiming" => EventKind::Recovery { won: Some(true) },
            "Caution" => match first("CardColor") {
                Some("yellow") => EventKind::Card(Card::Yellow),
                Some("yellowRed") => EventKind::Card(Card::SecondYellow),
                Some("red") => EventKind::Card(Card::Red),
                other => {
                    let found = other.unwrap_or_default().as_bytes();
                    return Err(EventsFault::unexpected(found, "the colour of a card"));
                }
            },
            "Foul" => EventKind::Foul(Foul {
                handball: first("FoulType") == Some("handPlay"),
                ..Foul::default()
            }),
            "Offside" => EventKind::Offside,
            "OtherBallAction" => EventKind::Touch,
            "FinalWhistle" => EventKind::PeriodEnd,
            "RefereeBall" => EventKind::Restart(Restart::DroppedBall),
            "Substitution" => {
                let known = first("PlayerIn").zip(side);
                let replacement =
                    known.map(|(id, side)| game.player(side, id, None)).transpose()?;
                EventKind::Substitution { replacement }
            }
            _ => EventKind::Other,
        }
    };
    Ok(Told { kind, side, player })
}

fn pass(
    play: &Element,
    cross: bool,
    restart: Option<Restart>,
    side: Option<Side>,
    game: &mut GrowingEvents,
) -> Result<Pass, EventsFault> {
    let outcome = match play.get("Evaluation") {
        Some("successfullyCompleted" | "successful") => PassOutcome::Complete,
        Some(_) => PassOutcome::Incomplete,
        None => PassOutcome::Unknown,
    };
    let complete = outcome == PassOutcome::Complete;
    let receiver = play.get("Recipient").zip(side).filter(|_| complete);
    Ok(Pass {
        receiver: receiver.map(|(id, side)| game.player(side, id, None)).transpose()?,
        restart,
        height: match play.get("Height") {
            Some("flat") => Some(PassHeight::Ground),
            Some("high") => Some(PassHeight::High),
            _ => None,
        },
        cross,
        ..Pass::of(outcome)
    })
}

fn of_shot(shot: &Element, inner: &[Element]) -> Result<Shot, EventsFault> {
    let outcome = inner.iter().find_map(|element| match element.name.as_str() {
        "SuccessfulShot" => Some(ShotOutcome::Goal),
        "SavedShot" => Some(ShotOutcome::Saved),
        "ShotWide" => Some(ShotOutcome::OffTarget),
        "ShotWoodWork" => Some(ShotOutcome::Woodwork),
        "BlockedShot" => Some(ShotOutcome::Blocked),
        _ => None,
    });
    Ok(Shot {
        outcome,
        body_part: match shot.get("TypeOfShot") {
            Some("head") => Some(BodyPart::Head),
            Some("leftLeg") => Some(BodyPart::LeftFoot),
            Some("rightLeg") => Some(BodyPart::RightFoot),
            Some(_) => Some(BodyPart::Other),
            None => None,
        },
        xg: shot.number("xG")?,
        restart: restart(inner),
        ..Shot::default()
    })
}

fn restart(inner: &[Element]) -> Option<Restart> {
    inner.iter().find_map(|element| match element.name.as_str() {
        "KickOff" => Some(Restart::KickOff),
        "FreeKick" => Some(Restart::FreeKick),
        "CornerKick" => Some(Restart::Corner),
        "ThrowIn" => Some(Restart::ThrowIn),
        "GoalKick" => Some(Restart::GoalKick),
        "Penalty" => Some(Restart::Penalty),
        _ => None,
    })
}

/// Where a pass ended and whether it left the pitch is seen from what comes next: where who got it got it, and
/// whether play had to begin again.
pub(super) fn settle_passes(game: &mut GameEvents) {
    let pitch = game.pitch;
    for place in 1..game.events.len() {
        let (before, after) = game.events.split_at_mut(place);
        let (Some(event), Some(next)) = (before.last_mut(), after.first()) else { continue };
        let EventKind::Pass(pass) = &mut event.kind else { continue };
        let restarted = match &next.kind {
            EventKind::Pass(next) => next.restart,
            _ => None,
        };
        let left =
            matches!(restarted, Some(Restart::ThrowIn | Restart::GoalKick | Restart::Corner));
        if pass.outcome == PassOutcome::Incomplete && left {
            pass.outcome = PassOutcome::Out;
        }
        if pass.outcome == PassOutcome::Complete && pass.receiver == next.player {
            let number = |name| next.qualifier(name).and_then(|text| text.parse().ok());
            let source = number("X-Source-Position").zip(number("Y-Source-Position"));
            let source = source.map(|(x, y)| spot(pitch, x, y));
            event.end = source.filter(|spot| growing::check(*spot).is_ok()).or(next.at);
        }
    }
}
