//! The clock of a replay: where it stands, how fast it runs, and what it reads.

use match_frames::ReplayManifest;

/// The longest time that one turn of the clock takes in, seconds: after a pause of the browser, as in a tab behind
/// others, the replay goes on where it was.
const LONGEST_TURN_SECS: f64 = 0.25;

/// Where a replay stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Playhead {
    /// The period's place among those of the manifest.
    pub period: usize,
    /// The tick of the period.
    pub tick: u32,
}

/// How many times as fast as the match a replay runs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Speed {
    /// A quarter.
    Quarter,
    /// Half.
    Half,
    /// As the match was.
    #[default]
    One,
    /// Twice.
    Two,
    /// Four times.
    Four,
}

impl Speed {
    /// All of them, the slowest first.
    pub const ALL: [Self; 5] = [Self::Quarter, Self::Half, Self::One, Self::Two, Self::Four];

    /// The factor.
    pub const fn factor(self) -> f64 {
        match self {
            Self::Quarter => 0.25,
            Self::Half => 0.5,
            Self::One => 1.0,
            Self::Two => 2.0,
            Self::Four => 4.0,
        }
    }

    /// The next faster one; the fastest stays.
    #[must_use]
    pub fn faster(self) -> Self {
        Self::ALL.into_iter().find(|speed| speed.factor() > self.factor()).unwrap_or(self)
    }

    /// The next slower one; the slowest stays.
    #[must_use]
    pub fn slower(self) -> Self {
        Self::ALL.into_iter().rfind(|speed| speed.factor() < self.factor()).unwrap_or(self)
    }
}

/// How long the periods of a match are.
#[derive(Clone, Debug, PartialEq)]
pub struct Timing {
    /// Ticks a second.
    pub rate_hz: f64,
    /// The number of each period, and its ticks.
    pub periods: Vec<(u8, u32)>,
}

impl Timing {
    /// Those of a manifest.
    pub fn of(manifest: &ReplayManifest) -> Self {
        Self {
            rate_hz: manifest.rate_hz,
            periods: manifest.periods.iter().map(|period| (period.number, period.ticks)).collect(),
        }
    }

    /// Seconds since the period's first tick.
    pub fn secs(&self, at: Playhead) -> f64 {
        f64::from(at.tick) / self.rate_hz
    }

    /// The number of the playhead's period; 1 where there is none.
    pub fn number(&self, at: Playhead) -> u8 {
        self.periods.get(at.period).map_or(1, |(number, _)| *number)
    }

    /// Ticks of a period; 0 where there is none.
    pub fn ticks(&self, period: usize) -> u32 {
        self.periods.get(period).map_or(0, |(_, ticks)| *ticks)
    }

    /// The tick nearest to so many seconds of a period, within it.
    pub fn at(&self, period: usize, secs: f64) -> Playhead {
        let period = period.min(self.periods.len().saturating_sub(1));
        let last = self.ticks(period).saturating_sub(1);
        Playhead { period, tick: whole(secs * self.rate_hz).min(last) }
    }

    /// The same of a period's number; `None` where the match has no such period.
    pub fn at_clock(&self, number: u8, secs: f64) -> Option<Playhead> {
        let period = self.periods.iter().position(|(known, _)| *known == number)?;
        Some(self.at(period, secs))
    }

    /// So many ticks further, or back; over the end of a period into the next one, up to the ends of the match.
    pub fn moved(&self, at: Playhead, ticks: i64) -> Playhead {
        let mut period = at.period.min(self.periods.len().saturating_sub(1));
        let mut tick = i64::from(at.tick) + ticks;
        loop {
            let length = i64::from(self.ticks(period));
            if tick < 0 && period > 0 {
                period -= 1;
                tick += i64::from(self.ticks(period));
            } else if tick >= length && period + 1 < self.periods.len() {
                tick -= length;
                period += 1;
            } else {
                let tick = tick.clamp(0, (length - 1).max(0));
                return Playhead { period, tick: u32::try_from(tick).unwrap_or_default() };
            }
        }
    }

    /// So many seconds further, or back, likewise.
    pub fn moved_secs(&self, at: Playhead, secs: f64) -> Playhead {
        let ticks = i64::from(whole(secs.abs() * self.rate_hz));
        self.moved(at, if secs < 0.0 { -ticks } else { ticks })
    }
}

/// A replay that runs or stands.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Playback {
    /// Where it stands.
    pub at: Playhead,
    /// Whether it runs.
    pub runs: bool,
    /// How fast.
    pub speed: Speed,
    /// The part of a tick that has gone by.
    rest: f64,
}

impl Playback {
    /// Goes on by so many seconds of a person's time, and stops at the end of the match. Says whether it stands
    /// elsewhere now.
    pub fn advance(&mut self, elapsed_secs: f64, timing: &Timing) -> bool {
        if !self.runs {
            return false;
        }
        let elapsed_secs = elapsed_secs.clamp(0.0, LONGEST_TURN_SECS);
        self.rest += elapsed_secs * self.speed.factor() * timing.rate_hz;
        let ticks = whole(self.rest.floor());
        self.rest -= f64::from(ticks);
        let before = self.at;
        self.at = timing.moved(self.at, ticks.into());
        if ticks > 0 && timing.moved(self.at, 1) == self.at {
            self.runs = false;
        }
        before != self.at
    }

    /// Goes elsewhere; what runs goes on running.
    pub fn seek(&mut self, at: Playhead) {
        self.at = at;
        self.rest = 0.0;
    }

    /// Starts, from the beginning where it stands at the end; or stops.
    pub fn toggle(&mut self, timing: &Timing) {
        self.runs = !self.runs;
        self.rest = 0.0;
        if self.runs && timing.moved(self.at, 1) == self.at {
            self.at = Playhead::default();
        }
    }
}

/// The match minute at which a period begins, and the one at which its stoppage time does.
const fn minutes(number: u8) -> (u32, u32) {
    match number {
        1 => (0, 45),
        2 => (45, 90),
        3 => (90, 105),
        4 => (105, 120),
        _ => (120, u32::MAX),
    }
}

/// What the clock reads so many seconds into a period: `63:17.4`; in stoppage time `45+1:10.2`.
pub fn match_clock(number: u8, secs: f64) -> String {
    let (from, stoppage) = minutes(number);
    let tenths = whole((secs * 10.0).floor());
    let (minute, second, tenth) = (from + tenths / 600, tenths / 10 % 60, tenths % 10);
    if minute < stoppage {
        format!("{minute}:{second:02}.{tenth}")
    } else {
        format!("{stoppage}+{}:{second:02}.{tenth}", minute - stoppage)
    }
}

/// The match minute so many seconds into a period begins, from 0.
pub fn minute_of(number: u8, secs: f64) -> u32 {
    minutes(number).0 + whole((secs / 60.0).floor())
}

/// The whole number nearest to what is not negative.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "ticks and tenths of a match are some hundred thousand; what is less than 0 is 0"
)]
pub(crate) fn whole(value: f64) -> u32 {
    value.round() as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    fn timing() -> Timing {
        Timing { rate_hz: 25.0, periods: vec![(1, 100), (2, 50)] }
    }

    fn at(period: usize, tick: u32) -> Playhead {
        Playhead { period, tick }
    }

    #[test]
    fn a_second_at_half_speed_is_half_as_many_ticks() {
        let mut playback = Playback { runs: true, speed: Speed::Half, ..Playback::default() };
        // Sixty turns of a sixtieth of a second.
        for _ in 0..60 {
            playback.advance(1.0 / 60.0, &timing());
        }

        assert!(matches!(playback.at, Playhead { period: 0, tick: 12 }), "{playback:?}");
    }

    #[test]
    fn a_tab_that_slept_goes_on_where_it_was() {
        let mut playback = Playback { runs: true, ..Playback::default() };
        playback.advance(60.0, &timing());

        assert_eq!(playback.at, at(0, 6));
    }

    #[test]
    fn it_goes_into_the_next_period_and_stops_at_the_end_of_the_match() {
        let mut playback = Playback { at: at(0, 98), runs: true, ..Playback::default() };
        playback.advance(0.12, &timing());
        assert_eq!((playback.at, playback.runs), (at(1, 1), true));

        playback.seek(at(1, 48));
        playback.advance(0.2, &timing());
        assert_eq!((playback.at, playback.runs), (at(1, 49), false));

        playback.toggle(&timing());
        assert_eq!((playback.at, playback.runs), (at(0, 0), true));
    }

    #[test]
    fn steps_cross_half_time_and_end_at_the_ends() {
        let timing = timing();
        assert_eq!(timing.moved(at(1, 0), -1), at(0, 99));
        assert_eq!(timing.moved(at(0, 3), -5), at(0, 0));
        assert_eq!(timing.moved_secs(at(0, 90), 1.0), at(1, 15));
        assert_eq!(timing.moved_secs(at(1, 40), 5.0), at(1, 49));
        assert_eq!(timing.at_clock(2, 1.0), Some(at(1, 25)));
        assert_eq!(timing.at_clock(2, 99.0), Some(at(1, 49)));
        assert_eq!(timing.at_clock(3, 1.0), None);
        let nothing = Timing { rate_hz: 25.0, periods: Vec::new() };
        assert_eq!(nothing.moved(at(0, 0), 7), at(0, 0));
    }

    #[test]
    fn the_clock_reads_as_on_a_scoreboard_and_tells_stoppage_time_from_the_second_half() {
        assert_eq!(match_clock(1, 0.04), "0:00.0");
        assert_eq!(match_clock(2, 18.0 * 60.0 + 17.44), "63:17.4");
        assert_eq!(match_clock(1, 46.0 * 60.0 + 10.2), "45+1:10.2");
        assert_eq!(match_clock(4, 60.0), "106:00.0");
        assert_eq!((minute_of(2, 59.9), minute_of(2, 60.0)), (45, 46));
    }

    #[test]
    fn speeds_end_at_the_slowest_and_the_fastest() {
        assert_eq!(Speed::One.faster(), Speed::Two);
        assert_eq!(Speed::Four.faster(), Speed::Four);
        assert_eq!(Speed::One.slower(), Speed::Half);
        assert_eq!(Speed::Quarter.slower(), Speed::Quarter);
    }
}
