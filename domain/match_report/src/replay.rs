//! Events on the clock of the frames, for the replay.

use action_values::expected_threat::published;
use football::{
    Card, EventKind, GameEvent, GameEvents, GoalkeeperAction, PassOutcome, Restart, ShotOutcome,
    Side,
};
use match_frames::{ReplayEvent, ReplayEventKind};

use crate::{MatchInputs, figure, momentum::threat, shots, timeline::OwnGoals};

pub(crate) fn of(inputs: &MatchInputs<'_>, game: &GameEvents) -> Vec<ReplayEvent> {
    let (grid, xg_from) = (published(), shots::xg_source(game));
    let own_goals = OwnGoals::of(game);
    let mut all: Vec<ReplayEvent> = game
        .events
        .iter()
        .enumerate()
        .filter_map(|(place, event)| {
            MatchInputs::moment(event)?;
            let (kind, label) = told(event, own_goals)?;
            let (clock_secs, moved_secs) = inputs.clock(place, event);
            let side = match event.side {
                Some(side) => own_goals.counts_for(&event.kind, side).or(Some(side)),
                None => None,
            };
            Some(ReplayEvent {
                period: event.period,
                clock_secs: figure::rounded(clock_secs, 2),
                moved_secs: moved_secs.map(|secs| figure::rounded(secs, 2)),
                side,
                player: inputs.roster.tracked(event.player),
                receiver: inputs.roster.tracked(receiver(&event.kind)),
                kind,
                label,
                length_m: length_m(event),
                xg: shots::xg(event, game.pitch, xg_from).map(|xg| figure::rounded(xg, 3)),
                xt: threat(&grid, event, game.pitch).map(|xt| figure::rounded(xt, 4)),
            })
        })
        .collect();
    all.sort_by(|one, other| {
        one.period.cmp(&other.period).then(one.clock_secs.total_cmp(&other.clock_secs))
    });
    all
}

fn receiver(kind: &EventKind) -> Option<usize> {
    match kind {
        EventKind::Pass(pass) => pass.receiver,
        EventKind::Substitution { replacement } => *replacement,
        _ => None,
    }
}

fn length_m(event: &GameEvent) -> Option<f64> {
    let goes = matches!(event.kind, EventKind::Pass(_) | EventKind::Carry | EventKind::Shot(_));
    let (from, to) = (event.at?, event.end?);
    if goes { figure::known((to.x_m - from.x_m).hypot(to.y_m - from.y_m), 1) } else { None }
}

/// What an event is called, and its mark; `None` of what is no moment to go to.
fn told(event: &GameEvent, own_goals: OwnGoals) -> Option<(ReplayEventKind, String)> {
    use ReplayEventKind as Kind;
    let side = event.side.unwrap_or(Side::Home);
    if own_goals.counts_for(&event.kind, side).is_some() {
        return Some((Kind::Goal, "Own goal".to_owned()));
    }
    if let Some(card) = event.card() {
        let of_foul = if matches!(event.kind, EventKind::Foul(_)) { "Foul, " } else { "" };
        let (kind, card) = match card {
            Card::Yellow => (Kind::Yellow, "yellow card"),
            Card::SecondYellow => (Kind::Red, "second yellow card"),
            Card::Red => (Kind::Red, "red card"),
        };
        return Some((kind, capital([of_foul, card].concat())));
    }
    let (kind, label) = match &event.kind {
        EventKind::Pass(pass) => {
            let what = pass.restart.map_or(if pass.cross { "Cross" } else { "Pass" }, restart);
            let outcome = match pass.outcome {
                PassOutcome::Complete | PassOutcome::Unknown => "",
                PassOutcome::Incomplete => ", not complete",
                PassOutcome::Out => ", out",
                PassOutcome::Offside => ", offside",
            };
            return Some((Kind::Pass, [what, outcome].concat()));
        }
        EventKind::Shot(shot) => {
            let what = match shot.restart {
                Some(Restart::Penalty) => "Penalty",
                Some(Restart::FreeKick) => "Free kick at goal",
                _ => "Shot",
            };
            let (kind, outcome) = match shot.outcome {
                Some(ShotOutcome::Goal) => (Kind::Goal, ", goal"),
                Some(ShotOutcome::Saved) => (Kind::Shot, ", saved"),
                Some(ShotOutcome::OffTarget) => (Kind::Shot, ", off target"),
                Some(ShotOutcome::Woodwork) => (Kind::Shot, ", woodwork"),
                Some(ShotOutcome::Blocked) => (Kind::Shot, ", blocked"),
                None => (Kind::Shot, ""),
            };
            return Some((kind, [what, outcome].concat()));
        }
        EventKind::Carry => (Kind::Carry, "Carry"),
        EventKind::Substitution { .. } => (Kind::Substitution, "Substitution"),
        EventKind::TakeOn { won: Some(false) } => (Kind::Other, "Take-on, lost"),
        EventKind::TakeOn { .. } => (Kind::Other, "Take-on"),
        EventKind::Tackle { won: Some(false) } => (Kind::Other, "Tackle, lost"),
        EventKind::Tackle { .. } => (Kind::Other, "Tackle"),
        EventKind::Interception { .. } => (Kind::Other, "Interception"),
        EventKind::Clearance => (Kind::Other, "Clearance"),
        EventKind::Block => (Kind::Other, "Block"),
        EventKind::Recovery { .. } => (Kind::Other, "Recovery"),
        EventKind::Foul(_) => (Kind::Other, "Foul"),
        EventKind::Offside => (Kind::Other, "Offside"),
        EventKind::Goalkeeper(GoalkeeperAction::Save) => (Kind::Other, "Save"),
        EventKind::Restart(of) => (Kind::Other, restart(*of)),
        _ => return None,
    };
    Some((kind, label.to_owned()))
}

fn restart(restart: Restart) -> &'static str {
    match restart {
        Restart::KickOff => "Kick-off",
        Restart::FreeKick => "Free kick",
        Restart::Corner => "Corner",
        Restart::ThrowIn => "Throw-in",
        Restart::GoalKick => "Goal kick",
        Restart::Penalty => "Penalty",
        Restart::DroppedBall => "Dropped ball",
    }
}

/// The first letter large.
fn capital(mut text: String) -> String {
    if let Some(first) = text.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    text
}
