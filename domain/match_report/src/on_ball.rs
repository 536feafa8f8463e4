//! What each player did with the ball, and how long he played by the line-ups: from the events.

use std::collections::BTreeMap;

use action_values::expected_threat::published;
use football::{EventKind, GameEvents, PassOutcome};
use serde::{Deserialize, Serialize};

use crate::{MatchInputs, Moment, TimelineKind, figure, momentum::threat, timeline};

/// What a player did by the events.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PlayerOnBall {
    /// Who.
    pub player: u16,
    /// In all.
    pub total: OnBall,
    /// In each period in which he played.
    pub periods: Vec<(u8, OnBall)>,
}

/// What a player did in some time, by the events.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct OnBall {
    /// Minutes from when he came to when he left, by line-up, changes and red cards; `None` where the provider does
    /// not say who began.
    pub minutes: Option<f64>,
    /// Passes; those that play was stopped for count.
    pub passes: u32,
    /// Passes that reached a teammate.
    pub passes_completed: u32,
    /// Threat that his passes and carries of open play added: xT, as in [`crate::Momentum`].
    pub xt: f64,
}

impl OnBall {
    fn add(&mut self, other: Self) {
        self.minutes = match (self.minutes, other.minutes) {
            (Some(one), Some(more)) => Some(figure::rounded(one + more, 3)),
            (one, more) => one.or(more),
        };
        self.passes += other.passes;
        self.passes_completed += other.passes_completed;
        self.xt = figure::rounded(self.xt + other.xt, 4);
    }
}

/// Everybody who played by the events, in the order of the players.
pub(crate) fn of(inputs: &MatchInputs<'_>, game: &GameEvents) -> Vec<PlayerOnBall> {
    let grid = published();
    let mut parts: BTreeMap<(u16, u8), OnBall> = BTreeMap::new();
    for stay in stays(inputs, game) {
        for period in &inputs.periods {
            let begin = Moment { period: period.number, secs: 0.0 }.elapsed_secs(&inputs.periods);
            let secs = stay.until.min(begin + period.secs) - stay.from.max(begin);
            if secs > 0.0 {
                let part = parts.entry((stay.player, period.number)).or_default();
                let minutes = part.minutes.unwrap_or_default() + secs / 60.0;
                part.minutes = Some(figure::rounded(minutes, 3));
            }
        }
    }
    for event in &game.events {
        let Some(player) = inputs.roster.of_listed(event.player) else { continue };
        let done = match &event.kind {
            EventKind::Pass(pass) => OnBall {
                passes: 1,
                passes_completed: u32::from(pass.outcome == PassOutcome::Complete),
                ..OnBall::default()
            },
            EventKind::Carry | EventKind::Shot(_) => OnBall::default(),
            _ => continue,
        };
        let Some(moment) = MatchInputs::moment(event) else { continue };
        let xt = threat(&grid, event, game.pitch).map_or(0.0, |threat| threat.max(0.0));
        parts.entry((player, moment.period)).or_default().add(OnBall { xt, ..done });
    }
    let mut players: Vec<PlayerOnBall> = Vec::new();
    for ((player, period), part) in parts {
        if players.last().is_none_or(|last| last.player != player) {
            players.push(PlayerOnBall { player, total: OnBall::default(), periods: Vec::new() });
        }
        if let Some(last) = players.last_mut() {
            last.total.add(part);
            last.periods.push((period, part));
        }
    }
    players
}

/// From when to when a player was on the pitch, seconds since the first whistle, breaks left out.
struct Stay {
    player: u16,
    from: f64,
    until: f64,
}

/// Who began, who came and who left; empty where nobody is said to have begun.
fn stays(inputs: &MatchInputs<'_>, game: &GameEvents) -> Vec<Stay> {
    let players = &inputs.roster.players;
    let whole: f64 = inputs.periods.iter().map(|period| period.secs).sum();
    let began = (0_u16..).zip(players).filter(|(_, player)| player.starter == Some(true));
    let mut stays: Vec<Stay> =
        began.map(|(player, _)| Stay { player, from: 0.0, until: whole }).collect();
    if stays.is_empty() {
        return stays;
    }
    for entry in timeline::of(inputs, game) {
        let at = entry.moment.elapsed_secs(&inputs.periods);
        let takes_off = matches!(
            entry.kind,
            TimelineKind::Substitution | TimelineKind::Red | TimelineKind::SecondYellow
        );
        let gone = entry.player.filter(|_| takes_off);
        if let Some(stay) = stays.iter_mut().rfind(|stay| Some(stay.player) == gone) {
            // A card for somebody who has left takes nobody off.
            stay.until = stay.until.min(at);
        }
        if let (TimelineKind::Substitution, Some(player)) = (entry.kind, entry.other) {
            stays.push(Stay { player, from: at, until: whole });
        }
    }
    stays
}
