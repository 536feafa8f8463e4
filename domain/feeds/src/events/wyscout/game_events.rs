//! A match of Wyscout in the terms of all providers.

use football::{
    BodyPart, Card, EventKind, Foul, GameEvents, GameTeam, GoalkeeperAction, ListedPlayer, Pass,
    PassHeight, PassOutcome, Pitch, Position, Restart, Shot, ShotOutcome, Side, Spot,
};

use super::{WyscoutEvent, WyscoutMatch, WyscoutPlayer, WyscoutTag as Tag, WyscoutTeam};
use crate::events::{
    error::EventsFault,
    growing::{self, GrowingEvents},
};

/// Tags of a shot at post or bar.
const WOODWORK: [Tag; 7] = [
    Tag::PostLowRight,
    Tag::PostMidLeft,
    Tag::PostLowLeft,
    Tag::PostMidRight,
    Tag::PostHighCentre,
    Tag::PostHighLeft,
    Tag::PostHighRight,
];

impl WyscoutMatch {
    /// The match in the terms of all providers. A complete pass went to whoever of the team acts next. Where a shot
    /// ended is not taken over: the format has a corner of the pitch there.
    ///
    /// # Errors
    /// More players or events than any game has, or a place that no pitch has.
    pub(crate) fn game_events(&self) -> Result<GameEvents, EventsFault> {
        let mut game = GrowingEvents::new(Pitch::STANDARD);
        game.game().provider_id = Some(self.id.to_string());
        for (side, team) in [Side::Home, Side::Away].into_iter().zip(&self.teams) {
            let told = GameTeam {
                provider_id: Some(team.id.to_string()),
                name: Some(team.name.clone()).filter(|name| !name.is_empty()),
                formation: None,
            };
            match side {
                Side::Home => game.game().home = told,
                Side::Away => game.game().away = told,
            }
            let starters = self.starters(team);
            for player in &team.players {
                game.list(listed(side, player, &starters))?;
            }
        }
        for event in &self.events {
            add(&mut game, event)?;
        }
        let mut game = game.finish();
        receivers(&mut game);
        Ok(game)
    }

    /// Who began: by the line-up, else the eleven that acted first.
    fn starters(&self, team: &WyscoutTeam) -> Vec<i64> {
        let told = |player: &&WyscoutPlayer| player.starts == Some(true);
        let told: Vec<_> = team.players.iter().filter(told).map(|player| player.id).collect();
        let place = usize::from(team.id == self.teams[1].id);
        if told.is_empty() { self.first_eleven(place) } else { told }
    }
}

pub(super) fn listed(side: Side, player: &WyscoutPlayer, starters: &[i64]) -> ListedPlayer {
    let name = Some(player.short_name.trim().to_owned()).filter(|name| !name.is_empty());
    ListedPlayer {
        provider_id: Some(player.id.to_string()),
        name,
        shirt: player.shirt,
        starter: Some(starters.contains(&player.id)),
        // Other lines of play are no positions.
        position: (player.role.as_deref() == Some("GKP")).then_some(Position::Goalkeeper),
        provider_position: player.role.clone(),
        ..ListedPlayer::unknown(side)
    }
}

fn add(game: &mut GrowingEvents, event: &WyscoutEvent) -> Result<(), EventsFault> {
    let side = game.side(&event.team.to_string())?;
    let player = match event.player {
        Some(id) => Some(game.player(side, &id.to_string(), None)?),
        None => None,
    };
    let kind = kind(event);
    let provider_type = format!("{}/{}", event.kind, event.sub_kind);
    let mut told = growing::event(event.id.to_string(), provider_type, kind);
    told.period = event.period;
    told.clock_secs = event.seconds;
    told.side = Some(side);
    told.player = player;
    told.at = event.start_percent.map(spot);
    if matches!(told.kind, EventKind::Pass(_) | EventKind::Carry) {
        told.end = event.end_percent.map(spot);
    }
    game.add(told)
}

/// A place in metres; the format has percent, from the left touchline to the right one.
pub(super) fn spot([x, y]: [f64; 2]) -> Spot {
    let Pitch { length_m, width_m } = Pitch::STANDARD;
    Spot { x_m: (x / 100.0 - 0.5) * length_m, y_m: (0.5 - y / 100.0) * width_m }
}

fn kind(event: &WyscoutEvent) -> EventKind {
    let is = |tag| event.tags.has(tag);
    let won = || match (is(Tag::Won), is(Tag::Lost)) {
        (true, _) => Some(true),
        (_, true) => Some(false),
        _ => None,
    };
    if is(Tag::OwnGoal) {
        // The save attempt that did not prevent it is the other team's.
        let of_keeper = event.kind == 9;
        return if of_keeper { goalkeeper(event) } else { EventKind::OwnGoal };
    }
    match (event.kind, event.sub_kind) {
        (1, 10) => EventKind::Duel { aerial: true, won: won() },
        (1, _) if is(Tag::TakeOnLeft) || is(Tag::TakeOnRight) => EventKind::TakeOn { won: won() },
        (1, _) if is(Tag::SlidingTackle) => EventKind::Tackle { won: won() },
        (1, _) => EventKind::Duel { aerial: false, won: won() },
        (2, sub) => {
            EventKind::Foul(Foul { handball: sub == 22, penalty: false, card: card(event) })
        }
        (3, 30) => pass(event, Some(Restart::Corner)),
        (3, 31 | 32) => pass(event, Some(Restart::FreeKick)),
        (3, 33) => shot(event, Some(Restart::FreeKick)),
        (3, 34) => pass(event, Some(Restart::GoalKick)),
        (3, 35) => shot(event, Some(Restart::Penalty)),
        (3, 36) => pass(event, Some(Restart::ThrowIn)),
        (3 | 8, _) => pass(event, None),
        (4, _) => EventKind::Goalkeeper(GoalkeeperAction::Sweep),
        (5, 50) => EventKind::BallOut,
        (5, _) => EventKind::Stoppage,
        (6, _) => EventKind::Offside,
        (7, 70) => EventKind::Carry,
        (7, 71) => EventKind::Clearance,
        (7, 72) => EventKind::Touch,
        (9, _) => goalkeeper(event),
        (10, _) => shot(event, None),
        _ => EventKind::Other,
    }
}

fn goalkeeper(event: &WyscoutEvent) -> EventKind {
    let conceded = event.tags.has(Tag::Goal) || event.tags.has(Tag::OwnGoal);
    let action = if conceded { GoalkeeperAction::GoalConceded } else { GoalkeeperAction::Save };
    EventKind::Goalkeeper(action)
}

fn card(event: &WyscoutEvent) -> Option<Card> {
    let is = |tag| event.tags.has(tag);
    match () {
        () if is(Tag::RedCard) => Some(Card::Red),
        () if is(Tag::SecondYellowCard) => Some(Card::SecondYellow),
        () if is(Tag::YellowCard) => Some(Card::Yellow),
        () => None,
    }
}

fn body_part(event: &WyscoutEvent) -> Option<BodyPart> {
    let is = |tag| event.tags.has(tag);
    match (event.kind, event.sub_kind) {
        (8, 82) => Some(BodyPart::Head),
        (8, 81) | (3, 36) => Some(BodyPart::Hand),
        (10, _) if is(Tag::HeadOrBody) => Some(BodyPart::Head),
        _ if is(Tag::LeftFoot) => Some(BodyPart::LeftFoot),
        _ if is(Tag::RightFoot) => Some(BodyPart::RightFoot),
        _ => None,
    }
}

fn pass(event: &WyscoutEvent, restart: Option<Restart>) -> EventKind {
    let is = |tag| event.tags.has(tag);
    let outcome = match (is(Tag::Accurate), is(Tag::NotAccurate)) {
        (true, _) => PassOutcome::Complete,
        (_, true) => PassOutcome::Incomplete,
        _ => PassOutcome::Unknown,
    };
    EventKind::Pass(Pass {
        restart,
        height: (is(Tag::High) || event.sub_kind == 83).then_some(PassHeight::High),
        body_part: body_part(event),
        cross: matches!((event.kind, event.sub_kind), (8, 80) | (3, 32)),
        through_ball: is(Tag::Through),
        shot_assist: is(Tag::KeyPass),
        goal_assist: is(Tag::Assist),
        ..Pass::of(outcome)
    })
}

fn shot(event: &WyscoutEvent, restart: Option<Restart>) -> EventKind {
    let is = |tag| event.tags.has(tag);
    let outcome = match () {
        () if is(Tag::Goal) => ShotOutcome::Goal,
        () if is(Tag::Blocked) => ShotOutcome::Blocked,
        () if event.tags.has_any(&WOODWORK) => ShotOutcome::Woodwork,
        () if is(Tag::Accurate) => ShotOutcome::Saved,
        () => ShotOutcome::OffTarget,
    };
    let body_part = body_part(event);
    EventKind::Shot(Shot { outcome: Some(outcome), body_part, restart, ..Shot::default() })
}

/// A complete pass went to whoever of the team acts next.
fn receivers(game: &mut GameEvents) {
    for place in 0..game.events.len().saturating_sub(1) {
        let (before, after) = game.events.split_at_mut(place + 1);
        let (passed, next) = (&mut before[place], &after[0]);
        if let EventKind::Pass(pass) = &mut passed.kind
            && pass.outcome == PassOutcome::Complete
            && next.side == passed.side
            && next.period == passed.period
            && next.player != passed.player
        {
            pass.receiver = next.player;
        }
    }
}
