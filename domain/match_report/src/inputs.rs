//! What a report is from: positions and events, put together once.

use std::borrow::Cow;

use football::{EventKind, GameEvent, GameEvents, Pitch, Side, TrackedGame, TrackedPeriod};
use match_frames::ReplayEvent;
use serde::{Deserialize, Serialize};
use tracking::{
    direction::{Attack, attack_of},
    motion::{FILTER_ORDER, WINDOW_SECS},
    synchronisation::{self, Event, Synchronised, synchronise},
};

use crate::{
    MatchReport, Moment, PeriodLength, PlayerOnBall, ReportTeam, Source, VERSION, comparison,
    figure, heatmap, momentum, number, on_ball, pass_map, physical, quality, replay,
    roster::Roster, set_pieces, shape, shots, space::Space, substitutions, timeline,
};

/// The last period that is played; the one after it is the penalty shoot-out.
pub(crate) const LAST_PLAYED_PERIOD: u8 = 4;

/// The positions and the events of a match, with who is who and one clock for both. Computed once for the report
/// and the replay.
#[derive(Clone, Debug)]
pub struct MatchInputs<'a> {
    pub(crate) tracking: Option<Cow<'a, TrackedGame>>,
    pub(crate) events: Option<&'a GameEvents>,
    pub(crate) roster: Roster,
    pub(crate) periods: Vec<PeriodLength>,
    /// Which way home and away attack, for each tracked period.
    pub(crate) attacks: Vec<[Option<Attack>; 2]>,
    aligned: Vec<Synchronised>,
    /// The second of the period's frames at which each event was found, in the order of the events.
    found_secs: Vec<Option<f64>>,
    /// How many events of each period were sought.
    sought: Vec<usize>,
}

/// How far the clock of the events was from that of the positions.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct ClockOffset {
    /// The period.
    pub period: u8,
    /// Seconds that are added to an event's clock.
    pub shift_secs: f64,
    /// Events that were found in the positions.
    pub found: u32,
    /// Events that were sought there.
    pub sought: u32,
}

impl<'a> MatchInputs<'a> {
    /// Puts both together. Positions without a rate or a pitch are none; periods whose columns differ in length are
    /// left out.
    pub fn of(tracking: Option<&'a TrackedGame>, events: Option<&'a GameEvents>) -> Self {
        let tracking = tracking.filter(|game| is_usable(game)).map(sound);
        let events = events.filter(|game| is_pitch(game.pitch));
        let game = tracking.as_deref();
        let attack = |game: &TrackedGame, period: &TrackedPeriod| {
            [Side::Home, Side::Away].map(|side| attack_of(game, period, side))
        };
        let attacks: Vec<_> = game
            .iter()
            .flat_map(|game| game.periods.iter().map(|period| attack(game, period)))
            .collect();
        let mut inputs = Self {
            roster: Roster::of(game, events),
            periods: periods(game, events),
            attacks,
            aligned: Vec::new(),
            found_secs: vec![None; events.map_or(0, |events| events.events.len())],
            sought: Vec::new(),
            tracking,
            events,
        };
        inputs.align();
        inputs
    }

    /// The report.
    pub fn report(&self) -> MatchReport {
        let space = Space::of(self);
        let shots = self.events.map(|events| shots::of(self, events));
        let physical = physical::of(self);
        let (formations, shapes) = shape::of(self);
        let team = |side| {
            let told = self.events.map(|events| events.team(side));
            ReportTeam {
                name: told.and_then(|team| team.name.clone()),
                told_formation: told.and_then(|team| team.formation.clone()),
            }
        };
        let goals =
            |side| self.events.map(|events| u16::try_from(events.goals(side)).unwrap_or(u16::MAX));
        MatchReport {
            version: VERSION,
            positions: self.tracking.as_deref().map(source_of_positions),
            events: self.events.map(|events| Source {
                pitch: events.pitch,
                rate_hz: None,
                count: u64::try_from(events.events.len()).unwrap_or(u64::MAX),
                filter: None,
            }),
            teams: [team(Side::Home), team(Side::Away)],
            players: self.roster.players.clone(),
            periods: self.periods.clone(),
            score: goals(Side::Home).zip(goals(Side::Away)).map(|(home, away)| [home, away]),
            timeline: self
                .events
                .map_or_else(|| substitutions::of(self), |events| timeline::of(self, events)),
            passes: self.events.map(|events| {
                [Side::Home, Side::Away].map(|side| pass_map::of(self, events, side))
            }),
            momentum: self.events.map(|events| momentum::of(self, events)),
            heatmaps: heatmap::of(self),
            set_pieces: self.events.map(set_pieces::of).unwrap_or_default(),
            comparison: comparison::of(self, shots.as_ref(), &physical, &space),
            quality: quality::of(self, &physical),
            offsets: self.offsets(),
            shots,
            physical,
            formations,
            shapes,
        }
    }

    /// The events on the clock of the frames, by period and clock. Players are places in the tracked game's list.
    pub fn replay_events(&self) -> Vec<ReplayEvent> {
        self.events.map(|events| replay::of(self, events)).unwrap_or_default()
    }

    /// What each player did with the ball and how long he played, by the events; empty without events.
    pub fn on_ball(&self) -> Vec<PlayerOnBall> {
        self.events.map(|events| on_ball::of(self, events)).unwrap_or_default()
    }

    /// When an event happened by its own clock; `None` outside of the periods that are played.
    pub(crate) fn moment(event: &GameEvent) -> Option<Moment> {
        let played = (1..=LAST_PLAYED_PERIOD).contains(&event.period);
        (played && event.clock_secs.is_finite()).then(|| Moment::at(event.period, event.clock_secs))
    }

    /// Seconds of an event on the clock of the positions, and by how much it was moved there.
    pub(crate) fn clock(&self, place: usize, event: &GameEvent) -> (f64, Option<f64>) {
        let found = self.found_secs.get(place).copied().flatten();
        let shifted = || {
            let aligned = self.aligned.iter().find(|of| of.period == event.period)?;
            Some(event.clock_secs + aligned.shift_secs)
        };
        match found.or_else(shifted) {
            Some(secs) => (secs.max(0.0), Some(secs.max(0.0) - event.clock_secs)),
            None => (event.clock_secs, None),
        }
    }

    fn offsets(&self) -> Vec<ClockOffset> {
        let count = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
        let one = |(aligned, sought): (&Synchronised, &usize)| ClockOffset {
            period: aligned.period,
            shift_secs: figure::rounded(aligned.shift_secs, 2),
            found: count(aligned.events.len()),
            sought: count(*sought),
        };
        self.aligned.iter().zip(&self.sought).map(one).collect()
    }

    /// Finds the events in the positions.
    fn align(&mut self) {
        let (Some(game), Some(events)) = (self.tracking.as_deref(), self.events) else { return };
        let (places, sought): (Vec<usize>, Vec<Event>) = events
            .events
            .iter()
            .enumerate()
            .filter_map(|(place, event)| Some((place, self.sought(game, events.pitch, event)?)))
            .unzip();
        let aligned = synchronise(game, &sought);
        for found in aligned.iter().flat_map(|period| &period.events) {
            self.found_secs[places[found.event]] = Some(number(found.tick) / game.rate_hz);
        }
        let of_period =
            |of: &Synchronised| sought.iter().filter(|event| event.period == of.period).count();
        self.sought = aligned.iter().map(of_period).collect();
        self.aligned = aligned;
    }

    /// What is sought of an event: passes, shots and take-ons of players who are tracked, at places that are known.
    fn sought(&self, game: &TrackedGame, pitch: Pitch, event: &GameEvent) -> Option<Event> {
        let kind = match event.kind {
            EventKind::Pass(_) => synchronisation::EventKind::Pass,
            EventKind::Shot(_) => synchronisation::EventKind::Shot,
            EventKind::TakeOn { .. } => synchronisation::EventKind::Dribble,
            _ => return None,
        };
        let player = self.roster.tracked(event.player)?;
        let at = event.at.filter(|at| at.x_m.is_finite() && at.y_m.is_finite())?;
        let period = game.periods.iter().position(|period| period.number == event.period)?;
        let side = usize::from(event.side? == Side::Away);
        let sign = self.attacks[period][side]?.sign();
        // Metres of the provider's pitch are scaled to those of the tracked one.
        let (along, across) =
            (game.pitch.length_m / pitch.length_m, game.pitch.width_m / pitch.width_m);
        Some(Event {
            period: event.period,
            clock_secs: event.clock_secs,
            kind,
            player: player.into(),
            place_m: [sign * at.x_m * along, sign * at.y_m * across],
        })
    }
}

fn source_of_positions(game: &TrackedGame) -> Source {
    Source {
        pitch: game.pitch,
        rate_hz: Some(figure::rounded(game.rate_hz, 2)),
        count: u64::try_from(game.frames()).unwrap_or(u64::MAX),
        filter: Some(format!("Savitzky–Golay {FILTER_ORDER}, {WINDOW_SECS:.1} s")),
    }
}

fn is_pitch(pitch: Pitch) -> bool {
    [pitch.length_m, pitch.width_m].iter().all(|metres| metres.is_finite() && *metres > 0.0)
}

fn is_usable(game: &TrackedGame) -> bool {
    is_pitch(game.pitch)
        && game.rate_hz.is_finite()
        && game.rate_hz > 0.0
        && u16::try_from(game.players.len()).is_ok()
}

/// The game without periods whose columns differ in length; itself where there are none.
fn sound(game: &TrackedGame) -> Cow<'_, TrackedGame> {
    let is_sound = |period: &TrackedPeriod| {
        let ticks = period.ticks.len();
        period.players.len() == game.players.len()
            && period
                .players
                .iter()
                .chain([&period.ball])
                .all(|places| places.x_m.len() == ticks && places.y_m.len() == ticks)
    };
    if game.periods.iter().all(is_sound) {
        return Cow::Borrowed(game);
    }
    Cow::Owned(TrackedGame {
        players: game.players.clone(),
        periods: game.periods.iter().filter(|period| is_sound(period)).cloned().collect(),
        ..*game
    })
}

/// The periods that were played: those of the positions, else as the events tell them.
fn periods(tracking: Option<&TrackedGame>, events: Option<&GameEvents>) -> Vec<PeriodLength> {
    let length = |number: u8| {
        let tracked = tracking.and_then(|game| {
            let period = game.periods.iter().find(|period| period.number == number)?;
            Some(crate::number(period.ticks.len()) / game.rate_hz)
        });
        let told = events.map(|game| {
            let own = game.periods.iter().find(|period| period.number == number);
            let clocks = game.events.iter().filter(|event| event.period == number);
            let last = clocks.map(|event| event.clock_secs).fold(f64::NAN, f64::max);
            own.and_then(|period| period.duration_secs).unwrap_or(0.0).max(last)
        });
        let secs = tracked.unwrap_or(0.0).max(told.unwrap_or(0.0));
        let secs = figure::known(secs, 1).filter(|secs| *secs > 0.0)?;
        Some(PeriodLength { number, secs })
    };
    (1..=LAST_PLAYED_PERIOD).filter_map(length).collect()
}

/// Events of nothing, for tests.
#[cfg(test)]
pub(crate) fn empty_events(players: Vec<football::ListedPlayer>) -> GameEvents {
    GameEvents {
        pitch: Pitch::STANDARD,
        provider_id: None,
        home: football::GameTeam::default(),
        away: football::GameTeam::default(),
        players,
        periods: Vec::new(),
        events: Vec::new(),
    }
}
