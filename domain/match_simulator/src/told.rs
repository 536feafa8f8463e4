//! The events of a simulated match as a provider of events would tell them.

use football::{
    EventKind as Told, Foul, GameEvent, GameEvents, GamePeriod, GameTeam, GoalkeeperAction,
    ListedPlayer, Pass, PassOutcome, Places, Restart, Shot, ShotOutcome, Side, Spot,
};

use crate::{
    RATE_HZ,
    event::{EventKind, Outcome, SimulatedEvent},
    simulation::SimulatedMatch,
};

impl SimulatedMatch {
    /// What happened, in the shape in which providers' events are read: places in the direction of the acting team's
    /// attack, players as the game lists them. No chances: those are for who reads it to estimate.
    pub fn game_events(&self) -> GameEvents {
        let [home, away] = [0, 1].map(|team| GameTeam {
            provider_id: Some((team + 1).to_string()),
            name: Some(self.clubs[team].clone()),
            formation: Some(self.truth.formations[team].name().replace('-', "")),
        });
        GameEvents {
            pitch: self.game.pitch,
            provider_id: None,
            home,
            away,
            players: (0..self.game.players.len()).map(|place| self.listed(place)).collect(),
            periods: self
                .game
                .periods
                .iter()
                .map(|period| GamePeriod {
                    number: period.number,
                    duration_secs: u32::try_from(period.ticks.len())
                        .ok()
                        .map(|ticks| f64::from(ticks) / f64::from(RATE_HZ)),
                })
                .collect(),
            events: (1..).zip(&self.events).map(|(id, event)| self.event(id, event)).collect(),
        }
    }

    fn listed(&self, place: usize) -> ListedPlayer {
        let player = &self.game.players[place];
        let stay = self.truth.players[place].stays.first();
        ListedPlayer {
            side: player.side,
            provider_id: player.provider_id.clone(),
            name: player.name.clone(),
            shirt: player.shirt,
            starter: Some(stay.is_some_and(|stay| stay.period == 1 && stay.ticks.start == 0)),
            position: stay.map(|stay| stay.position),
            provider_position: None,
        }
    }

    fn event(&self, id: u32, event: &SimulatedEvent) -> GameEvent {
        let sign = self.attack(event.period, event.side);
        let spot = |[x, y]: [f64; 2]| Spot { x_m: sign * x, y_m: sign * y };
        GameEvent {
            provider_id: id.to_string(),
            provider_type: format!("{:?}", event.kind),
            period: event.period,
            clock_secs: event.clock_secs,
            duration_secs: None,
            side: Some(event.side),
            player: Some(event.player),
            kind: told(event),
            at: Some(spot(event.place_m)),
            end: event.end_m.map(spot),
            under_pressure: false,
            related: Vec::new(),
            qualifiers: Vec::new(),
            freeze_frame: None,
        }
    }

    /// 1 where a team attacks towards +x, -1 where it attacks the other way: its goalkeeper stands at the other end.
    fn attack(&self, period: u8, side: Side) -> f64 {
        let period = self.game.periods.iter().find(|of| of.number == period);
        let is_own = |player: &football::TrackedPlayer| player.side == side;
        // A squad's first one keeps goal.
        let keeper = self.game.players.iter().position(is_own);
        let mean = |places: &Places| {
            let known = places.x_m.iter().filter(|x| !x.is_nan());
            known.map(|x| f64::from(*x)).sum::<f64>()
        };
        match period.zip(keeper) {
            Some((period, keeper)) if mean(&period.players[keeper]) > 0.0 => -1.0,
            _ => 1.0,
        }
    }
}

fn told(event: &SimulatedEvent) -> Told {
    let won = Some(event.outcome == Outcome::Complete);
    let shot = |restart| {
        Told::Shot(Shot { outcome: shot_outcome(event.outcome), restart, ..Shot::default() })
    };
    match event.kind {
        EventKind::Pass | EventKind::Cross => pass(event, None),
        EventKind::KickOff => pass(event, Some(Restart::KickOff)),
        EventKind::ThrowIn => pass(event, Some(Restart::ThrowIn)),
        EventKind::GoalKick => pass(event, Some(Restart::GoalKick)),
        EventKind::Corner => pass(event, Some(Restart::Corner)),
        EventKind::FreeKick => pass(event, Some(Restart::FreeKick)),
        EventKind::Carry => Told::Carry,
        EventKind::Shot => shot(None),
        EventKind::FreeKickShot => shot(Some(Restart::FreeKick)),
        EventKind::Penalty => shot(Some(Restart::Penalty)),
        EventKind::Clearance => Told::Clearance,
        EventKind::Interception => Told::Interception { won },
        EventKind::Recovery => Told::Recovery { won },
        EventKind::Tackle => Told::Tackle { won },
        EventKind::Save => Told::Goalkeeper(GoalkeeperAction::Save),
        EventKind::Foul => Told::Foul(Foul::default()),
        EventKind::Offside => Told::Offside,
        EventKind::Substitution => Told::Substitution { replacement: event.other },
    }
}

fn pass(event: &SimulatedEvent, restart: Option<Restart>) -> Told {
    let outcome = match event.outcome {
        Outcome::Complete => PassOutcome::Complete,
        Outcome::Offside => PassOutcome::Offside,
        _ => PassOutcome::Incomplete,
    };
    let cross = event.kind == EventKind::Cross;
    Told::Pass(Pass { receiver: event.other, restart, cross, ..Pass::of(outcome) })
}

fn shot_outcome(outcome: Outcome) -> Option<ShotOutcome> {
    match outcome {
        Outcome::Goal => Some(ShotOutcome::Goal),
        Outcome::Saved => Some(ShotOutcome::Saved),
        Outcome::Blocked => Some(ShotOutcome::Blocked),
        Outcome::OffTarget => Some(ShotOutcome::OffTarget),
        Outcome::Woodwork => Some(ShotOutcome::Woodwork),
        Outcome::Complete | Outcome::Incomplete | Outcome::Offside => None,
    }
}
