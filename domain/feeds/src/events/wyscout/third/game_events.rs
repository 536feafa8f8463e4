//! A match of the third version in the terms of all providers.

use football::{
    BodyPart, Card, EventKind, Foul, GameEvents, GameTeam, GoalkeeperAction, ListedPlayer, Pass,
    PassHeight, PassOutcome, Pitch, Position, Restart, Shot, ShotOutcome, Side,
};

use super::{
    super::{
        game::{WyscoutPlayer, first_eleven},
        game_events::{listed, spot},
    },
    WyscoutMatchV3, WyscoutV3Event,
};
use crate::events::{
    error::EventsFault,
    growing::{self, GrowingEvents},
};

/// What the clock of the match shows when each period begins, seconds.
const PERIOD_BEGINS_SECS: [f64; 5] = [0.0, 2_700.0, 5_400.0, 6_300.0, 7_200.0];

impl WyscoutMatchV3 {
    /// The match in the terms of all providers. Where a shot ended is told by a word for a part of the goal, which
    /// is no place.
    ///
    /// # Errors
    /// More players or events than any game has, or a place that no pitch has.
    pub(crate) fn game_events(&self) -> Result<GameEvents, EventsFault> {
        let mut game = GrowingEvents::new(Pitch::STANDARD);
        game.game().provider_id = Some(self.id.to_string());
        for (side, team) in [Side::Home, Side::Away].into_iter().zip(&self.teams) {
            let own = || self.events.iter().filter(|event| event.team == team.id);
            let formation = own().find_map(|event| event.formation.as_deref());
            let told = GameTeam {
                provider_id: Some(team.id.to_string()),
                name: Some(team.name.clone()).filter(|name| !name.is_empty()),
                formation: formation.map(|formation| formation.replace('-', "")),
            };
            match side {
                Side::Home => game.game().home = told,
                Side::Away => game.game().away = told,
            }
            let in_line_up = |player: &&WyscoutPlayer| player.starts == Some(true);
            let mut starters: Vec<i64> =
                team.players.iter().filter(in_line_up).map(|player| player.id).collect();
            if starters.is_empty() {
                starters = first_eleven(own().map(|event| event.player));
            }
            for player in &team.players {
                let first = own().find(|event| event.player == Some(player.id));
                let word = first.and_then(|event| event.position.clone());
                let read = listed(side, player, &starters);
                game.list(ListedPlayer {
                    position: word.as_deref().and_then(position).or(read.position),
                    provider_position: word.or(read.provider_position.clone()),
                    ..read
                })?;
            }
        }
        for (place, event) in self.events.iter().enumerate() {
            add(&mut game, event, self.events.get(place + 1))?;
        }
        Ok(game.finish())
    }
}

fn add(
    game: &mut GrowingEvents,
    event: &WyscoutV3Event,
    next: Option<&WyscoutV3Event>,
) -> Result<(), EventsFault> {
    let side = game.side(&event.team.to_string())?;
    let mut player =
        |id: Option<i64>| id.map(|id| game.player(side, &id.to_string(), None)).transpose();
    let (acting, recipient) =
        (player(event.player)?, player(event.pass.and_then(|pass| pass.recipient))?);
    let kind = kind(event, next, recipient);
    let words: Vec<&str> =
        std::iter::once(&event.primary).chain(&event.secondary).map(String::as_str).collect();
    let mut told = growing::event(event.id.to_string(), words.join("/"), kind);
    let begin = usize::from(event.period).checked_sub(1).and_then(|at| PERIOD_BEGINS_SECS.get(at));
    told.period = event.period;
    told.clock_secs = event.clock_secs - begin.copied().unwrap_or_default();
    told.side = Some(side);
    told.player = acting;
    told.at = event.start_percent.map(spot);
    told.end = match told.kind {
        EventKind::Pass(_) => event.pass.and_then(|pass| pass.end_percent).map(spot),
        EventKind::Carry => event.carried_to_percent.map(spot),
        _ => None,
    };
    game.add(told)
}

fn is(event: &WyscoutV3Event, word: &str) -> bool {
    event.secondary.iter().any(|own| own == word)
}

fn kind(
    event: &WyscoutV3Event,
    next: Option<&WyscoutV3Event>,
    recipient: Option<usize>,
) -> EventKind {
    let pass = |restart| pass(event, next, recipient, restart);
    let shot = |restart| shot(event, restart);
    match event.primary.as_str() {
        "pass" => pass(None),
        "throw_in" => pass(Some(Restart::ThrowIn)),
        "goal_kick" => pass(Some(Restart::GoalKick)),
        "corner" if event.shot.is_some() => shot(Some(Restart::Corner)),
        "corner" => pass(Some(Restart::Corner)),
        "free_kick" if event.shot.is_some() => shot(Some(Restart::FreeKick)),
        "free_kick" => pass(Some(Restart::FreeKick)),
        "penalty" | "postmatch_penalty" => shot(Some(Restart::Penalty)),
        "shot" => shot(None),
        "own_goal" => EventKind::OwnGoal,
        "duel" => duel(event),
        "interception" => EventKind::Interception { won: Some(!is(event, "loss")) },
        "clearance" => EventKind::Clearance,
        "acceleration" => EventKind::Carry,
        "touch" if event.carried_to_percent.is_some() => EventKind::Carry,
        "touch" => EventKind::Touch,
        "infraction" => infraction(event),
        "offside" => EventKind::Offside,
        "game_interruption" if is(event, "ball_out") => EventKind::BallOut,
        "game_interruption" => EventKind::Stoppage,
        "goalkeeper_exit" => EventKind::Goalkeeper(GoalkeeperAction::Sweep),
        "shot_against" | "postmatch_penalty_faced" => EventKind::Goalkeeper(goalkeeper(event)),
        _ => EventKind::Other,
    }
}

fn goalkeeper(event: &WyscoutV3Event) -> GoalkeeperAction {
    let any = |words: &[&str]| words.iter().any(|word| is(event, word));
    if any(&["save", "save_with_reflex", "penalty_save"]) {
        GoalkeeperAction::Save
    } else if any(&["conceded_goal", "penalty_conceded_goal"]) {
        GoalkeeperAction::GoalConceded
    } else {
        GoalkeeperAction::ShotFaced
    }
}

fn duel(event: &WyscoutV3Event) -> EventKind {
    let won = event.duel.and_then(|duel| duel.won);
    let told = |aerial: bool, take_on: bool| match () {
        () if aerial => EventKind::Duel { aerial: true, won },
        () if take_on => EventKind::TakeOn { won },
        () if is(event, "sliding_tackle") => EventKind::Tackle { won },
        () => EventKind::Duel { aerial: false, won },
    };
    let duel = event.duel;
    told(
        duel.is_some_and(|duel| duel.aerial) || is(event, "aerial_duel"),
        duel.is_some_and(|duel| duel.take_on) || is(event, "dribble"),
    )
}

fn infraction(event: &WyscoutV3Event) -> EventKind {
    let card = match event.red_card {
        Some(true) => Some(Card::Red),
        Some(false) => Some(Card::Yellow),
        None if is(event, "red_card") => Some(Card::Red),
        None if is(event, "yellow_card") => Some(Card::Yellow),
        None => None,
    };
    let is_foul = event.secondary.iter().any(|word| word == "foul" || word.ends_with("_foul"));
    match card {
        Some(card) if !is_foul => EventKind::Card(card),
        _ => EventKind::Foul(Foul {
            handball: is(event, "hand_foul"),
            penalty: is(event, "penalty_foul"),
            card,
        }),
    }
}

fn pass(
    event: &WyscoutV3Event,
    next: Option<&WyscoutV3Event>,
    recipient: Option<usize>,
    restart: Option<Restart>,
) -> EventKind {
    let accurate = event.pass.and_then(|pass| pass.accurate);
    let outcome = match (accurate, next) {
        (Some(true), _) => PassOutcome::Complete,
        (_, Some(next)) if next.primary == "offside" => PassOutcome::Offside,
        (_, Some(next)) if next.primary == "game_interruption" && is(next, "ball_out") => {
            PassOutcome::Out
        }
        (Some(false), _) => PassOutcome::Incomplete,
        (None, _) => PassOutcome::Unknown,
    };
    EventKind::Pass(Pass {
        receiver: recipient.filter(|_| outcome == PassOutcome::Complete),
        restart,
        height: event.pass.is_some_and(|pass| pass.high).then_some(PassHeight::High),
        body_part: match () {
            () if is(event, "head_pass") => Some(BodyPart::Head),
            () if is(event, "hand_pass") || restart == Some(Restart::ThrowIn) => {
                Some(BodyPart::Hand)
            }
            () => None,
        },
        cross: is(event, "cross") || is(event, "free_kick_cross"),
        through_ball: is(event, "through_pass"),
        shot_assist: is(event, "shot_assist") || is(event, "assist"),
        goal_assist: is(event, "assist"),
        ..Pass::of(outcome)
    })
}

fn shot(event: &WyscoutV3Event, restart: Option<Restart>) -> EventKind {
    let told = event.shot.as_ref();
    let zone = told.and_then(|shot| shot.zone.as_deref()).unwrap_or_default();
    let outcome = told.map(|shot| match () {
        () if shot.goal => ShotOutcome::Goal,
        () if zone == "bc" => ShotOutcome::Blocked,
        // Post and bar: `pr`, `ptl`.
        () if zone.starts_with('p') => ShotOutcome::Woodwork,
        () if shot.on_target => ShotOutcome::Saved,
        () => ShotOutcome::OffTarget,
    });
    let body_part = match told.and_then(|shot| shot.body_part.as_deref()) {
        Some("head_or_other") => Some(BodyPart::Head),
        Some("left_foot") => Some(BodyPart::LeftFoot),
        Some("right_foot") => Some(BodyPart::RightFoot),
        _ => None,
    };
    EventKind::Shot(Shot {
        outcome,
        body_part,
        restart,
        xg: told.and_then(|shot| shot.expected_goals),
        post_shot_xg: told.and_then(|shot| shot.expected_after_shot),
        ..Shot::default()
    })
}

/// The position of an abbreviation, in letters of either size: `RCB3` is the right one of three at the back.
fn position(word: &str) -> Option<Position> {
    let word = word.trim_end_matches(|letter: char| letter.is_ascii_digit()).to_ascii_uppercase();
    Some(match word.as_str() {
        "GK" => Position::Goalkeeper,
        "CB" | "RCB" | "LCB" => Position::CentreBack,
        "LB" | "LWB" => Position::LeftBack,
        "RB" | "RWB" => Position::RightBack,
        "DMF" | "LDMF" | "RDMF" => Position::DefensiveMidfield,
        "CMF" | "LCMF" | "RCMF" => Position::CentralMidfield,
        "AMF" => Position::AttackingMidfield,
        "LAMF" | "LW" | "LWF" => Position::LeftWinger,
        "RAMF" | "RW" | "RWF" => Position::RightWinger,
        "LM" => Position::LeftMidfield,
        "RM" => Position::RightMidfield,
        "SS" => Position::SecondStriker,
        "CF" => Position::CentreForward,
        _ => return None,
    })
}
