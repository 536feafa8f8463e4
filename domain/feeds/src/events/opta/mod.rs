//! Opta and Stats Perform: the same events in two feeds, F24 with the line-ups of F7 (XML) and MA3 with those of MA1
//! (JSON).
//!
//! Places are shares of a hundred, each team attacking towards 100 with its right touchline at 0. Types and
//! qualifiers are numbers, and numbers they stay in [`football::GameEvent::provider_type`] and the qualifiers.

mod f24;
mod f7;
mod kinds;
mod ma1;
mod ma3;

pub use f24::OptaReader;
pub use ma3::StatsPerformReader;

use std::collections::BTreeMap;

use chrono::NaiveDateTime;
use football::{EventKind, GameEvents, Pitch, Qualifier, Side, Spot};

use super::{
    error::EventsFault,
    growing::{self, GrowingEvents},
};

/// An event that was withdrawn.
const WITHDRAWN: u32 = 43;
/// When the clock and the time of day differ by more, the time of day is that of a correction.
const CLOCK_TOLERANCE_SECS: f64 = 5.0;
/// More qualifiers than any event has.
const MOST_QUALIFIERS: usize = 200;

/// An event of either feed.
#[derive(Debug, Default)]
struct RawEvent {
    id: String,
    kind: u32,
    period: i64,
    minute: f64,
    second: f64,
    time: Option<NaiveDateTime>,
    team: String,
    player: Option<String>,
    player_name: Option<String>,
    outcome: Option<bool>,
    x: f64,
    y: f64,
    qualifiers: Vec<(u32, Option<String>)>,
}

/// A game under construction.
#[derive(Debug)]
struct Coded {
    game: GrowingEvents,
    /// When each period began.
    starts: BTreeMap<u8, NaiveDateTime>,
}

impl RawEvent {
    fn has(&self, qualifier: u32) -> bool {
        self.qualifiers.iter().any(|(own, _)| *own == qualifier)
    }

    fn value(&self, qualifier: u32) -> Option<&str> {
        let (_, value) = self.qualifiers.iter().find(|(own, _)| *own == qualifier)?;
        value.as_deref()
    }

    fn number(&self, qualifier: u32) -> Option<f64> {
        self.value(qualifier)?.trim().parse().ok()
    }
}

impl Coded {
    fn new() -> Self {
        Self { game: GrowingEvents::new(Pitch::STANDARD), starts: BTreeMap::new() }
    }

    fn take(&mut self, raw: RawEvent) -> Result<(), EventsFault> {
        if raw.kind == WITHDRAWN {
            return Ok(());
        }
        if raw.qualifiers.len() > MOST_QUALIFIERS {
            let many = format!("the event has {} qualifiers", raw.qualifiers.len());
            return Err(EventsFault::Item(many));
        }
        let side = self.game.side(&raw.team)?;
        let player = match &raw.player {
            Some(id) => Some(self.game.player(side, id, raw.player_name.as_deref())?),
            None => None,
        };
        let kind = kinds::kind(&raw);
        if kind == EventKind::PlayerOn {
            self.replace(side, player);
        }
        // 14 and 16 are before and after the game.
        let period = growing::period(raw.period).unwrap_or_default();
        let clock_secs = self.clock(&raw, period, &kind);
        if kind == EventKind::PeriodEnd && period > 0 {
            self.game.end_period(period, Some(clock_secs));
        }
        let (at, end) = places(&raw, &kind);
        let mut event = growing::event(raw.id, raw.kind.to_string(), kind);
        event.period = period;
        event.clock_secs = clock_secs;
        event.side = Some(side);
        event.player = player;
        event.at = at;
        event.end = end;
        let qualifier =
            |(number, value): (u32, Option<String>)| Qualifier { name: number.to_string(), value };
        event.qualifiers = raw.qualifiers.into_iter().map(qualifier).collect();
        self.game.add(event)
    }

    /// Who comes on belongs to who went off before him.
    fn replace(&mut self, side: Side, player: Option<usize>) {
        let before = self.game.game().events.iter_mut().rev();
        let mut open = before.filter(|event| event.side == Some(side)).filter_map(|event| {
            if let EventKind::Substitution { replacement } = &mut event.kind {
                Some(replacement)
            } else {
                None
            }
        });
        if let Some(replacement @ None) = open.next() {
            *replacement = player;
        }
    }

    /// Seconds since the period began: by the time of day, which has thousandths, unless the clock says otherwise.
    fn clock(&mut self, raw: &RawEvent, period: u8, kind: &EventKind) -> f64 {
        let first_minute = match period {
            2 => 45.0,
            3 => 90.0,
            4 => 105.0,
            5 => 120.0,
            _ => 0.0,
        };
        let clock = (raw.minute - first_minute) * 60.0 + raw.second;
        if let (EventKind::PeriodStart, Some(time)) = (kind, raw.time) {
            self.starts.entry(period).or_insert(time);
        }
        let Some((start, time)) = self.starts.get(&period).zip(raw.time) else { return clock };
        let since = (time - *start).as_seconds_f64();
        if (since - clock).abs() <= CLOCK_TOLERANCE_SECS { since } else { clock }
    }

    /// The game. A complete pass went to whoever has the ball next.
    fn finish(self) -> Result<GameEvents, EventsFault> {
        let mut game = self.game.finish();
        if game.events.is_empty() {
            return Err(EventsFault::Missing("an event"));
        }
        for place in 0..game.events.len() {
            let side = game.events[place].side;
            let mut after = game.events[place + 1..].iter();
            let next = after.find(|event| event.kind != EventKind::DribbledPast);
            let receiver = next
                .filter(|next| next.side == side && has_ball(&next.kind))
                .and_then(|next| next.player);
            if let EventKind::Pass(pass) = &mut game.events[place].kind
                && pass.outcome == football::PassOutcome::Complete
            {
                pass.receiver = receiver;
            }
        }
        Ok(game)
    }
}

fn has_ball(kind: &EventKind) -> bool {
    matches!(
        kind,
        EventKind::Pass(_)
            | EventKind::TakeOn { .. }
            | EventKind::Shot(_)
            | EventKind::Recovery { .. }
            | EventKind::Touch
            | EventKind::Miscontrol
    )
}

fn spot(x: f64, y: f64) -> Spot {
    let Pitch { length_m, width_m } = Pitch::STANDARD;
    Spot { x_m: (x / 100.0 - 0.5) * length_m, y_m: (y / 100.0 - 0.5) * width_m }
}

/// Where an event began and ended. What has no place stands at 0, 0.
fn places(raw: &RawEvent, kind: &EventKind) -> (Option<Spot>, Option<Spot>) {
    let nowhere =
        raw.x == 0.0 && raw.y == 0.0 && (raw.player.is_none() || kinds::has_no_place(kind));
    if nowhere {
        return (None, None);
    }
    let at = spot(raw.x, raw.y);
    let pair = |x, y| Some(spot(raw.number(x)?, raw.number(y)?));
    let end = match kind {
        // Where it was blocked, else where it passed the goal line.
        EventKind::Shot(_) | EventKind::OwnGoal => {
            pair(146, 147).or_else(|| Some(spot(100.0, raw.number(102)?)))
        }
        _ => pair(140, 141),
    };
    // The goal mouth of an own goal stands at 100 like any other; the goal is his own.
    if *kind == EventKind::OwnGoal {
        let in_own_half = |spot: Spot| if spot.x_m > 0.0 { spot.turned() } else { spot };
        return (Some(in_own_half(at)), end.map(in_own_half));
    }
    (Some(at), end)
}
