//! Hawk-Eye's feeds, in JSON: for each minute one of the ball and one of the people (`centroids`), metres from the
//! centre spot. The line-ups come in the feeds, the pitch in a small file beside them.

use std::collections::HashMap;

use football::{Pitch, Side, TrackedGame, TrackedPlayer};
use serde::Deserialize;

use super::{
    clock::same_rate,
    description::{Node, json, text, told, walk_xml},
    error::{TrackingError, TrackingFault},
    hawk_eye_feed::{Feed, Ids, MOST_SAMPLES, Player, Sample, Team},
    scattered::ScatteredGame,
};

/// Minutes that a game may have, extra time and all stoppages included.
const MINUTES: std::ops::RangeInclusive<u16> = 1..=240;
/// Feeds that may wait: a ball and people for each of these minutes.
const MOST_WAITING: usize = 480;

/// Reads the feeds of a game, in any order.
#[derive(Debug)]
pub struct HawkEyeReader {
    pitch: Pitch,
    feed: Feed,
    game: ScatteredGame,
    by_id: HashMap<String, usize>,
    rate_hz: Option<f64>,
    /// Feeds too short to tell a rate, until another one tells it.
    waiting: Vec<Feed>,
}

/// Reads the size of the pitch from the description, JSON or XML by its first letter. Where there are both and
/// they differ, the JSON is right.
///
/// # Errors
/// It is neither, or has no pitch.
pub fn read_hawk_eye_pitch(bytes: &[u8]) -> Result<Pitch, TrackingError> {
    pitch_of(bytes).map_err(TrackingFault::of_file)
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Described {
    stadium: Stadium,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Stadium {
    pitch_length: f64,
    pitch_width: f64,
}

fn pitch_of(bytes: &[u8]) -> Result<Pitch, TrackingFault> {
    let text = text(bytes)?;
    if !text.starts_with('<') {
        let Described { stadium: Stadium { pitch_length, pitch_width } } = json(bytes)?;
        return Ok(Pitch { length_m: pitch_length, width_m: pitch_width });
    }
    let (mut in_pitch, mut size) = (false, (None, None));
    walk_xml(text, &mut |node| {
        match node {
            Node::Start("pitch", _) => in_pitch = true,
            Node::End("pitch", _) => in_pitch = false,
            Node::End("length", words) if in_pitch => size.0 = words.parse().ok(),
            Node::End("width", words) if in_pitch => size.1 = words.parse().ok(),
            _ => {}
        }
        Ok(())
    })?;
    match size {
        (Some(length_m), Some(width_m)) => Ok(Pitch { length_m, width_m }),
        _ => Err(told(&"it has no pitch of a length and a width")),
    }
}

impl HawkEyeReader {
    /// A reader of the feeds of a game on this pitch.
    #[must_use]
    pub fn new(pitch: Pitch) -> Self {
        let (feed, game, by_id) = (Feed::default(), ScatteredGame::default(), HashMap::new());
        Self { pitch, feed, game, by_id, rate_hz: None, waiting: Vec::new() }
    }

    /// Takes the next piece of a feed, of the ball or of people.
    ///
    /// # Errors
    /// The first sample that is not as it has to be.
    pub fn push(&mut self, bytes: &[u8]) -> Result<(), TrackingError> {
        self.feed.push(bytes)
    }

    /// The feed is at its end; another may follow.
    ///
    /// # Errors
    /// It was cut off, does not say which minute it is of, or has another rate than those before.
    pub fn end_file(&mut self) -> Result<(), TrackingError> {
        let feed = std::mem::take(&mut self.feed);
        feed.finish()?;
        self.keep(feed).map_err(TrackingFault::of_file)
    }

    /// The game. A frame's number is the tick since the minute 0 of the match that is nearest to its time.
    ///
    /// # Errors
    /// No feed has samples, or rate or pitch are absurd.
    pub fn finish(mut self) -> Result<TrackedGame, TrackingError> {
        let mut take_waiting = || {
            let waiting = std::mem::take(&mut self.waiting);
            // Where all feeds are short, the shortest steps are those that leave no tick out.
            let steps = waiting.iter().filter_map(Feed::rate_hz).max_by(f64::total_cmp);
            let rate_hz = self.rate_hz.or(steps).ok_or(TrackingFault::NoFrames)?;
            waiting.iter().try_for_each(|feed| self.take(feed, rate_hz))?;
            Ok(rate_hz)
        };
        let rate_hz = take_waiting().map_err(TrackingFault::of_file)?;
        self.game.finish(self.pitch, rate_hz).map_err(TrackingFault::of_file)
    }

    /// Takes the samples of a feed, now or when the rate is known.
    fn keep(&mut self, feed: Feed) -> Result<(), TrackingFault> {
        let missing = |what: &str| TrackingFault::Frame(format!("the feed has no `{what}`"));
        let details = feed.details.as_ref().ok_or_else(|| missing("details"))?;
        let sequences = feed.sequences.as_ref().ok_or_else(|| missing("sequences"))?;
        let period = sequences.segment;
        // Segment 0 is before the match.
        if period == 0 {
            return Ok(());
        }
        if period > 5 || !MINUTES.contains(&sequences.minute) {
            let when = format!("minute {} of segment {period}", sequences.minute);
            return Err(TrackingFault::Absurd { what: "the time of the feed", found: when });
        }
        self.list(&details.players, &details.teams)?;
        if !feed.tells_its_rate() {
            let samples = self.waiting.iter().map(|feed| feed.samples.len()).sum::<usize>();
            if samples + feed.samples.len() > MOST_SAMPLES {
                return Err(TrackingFault::TooManyPlaces { most: MOST_SAMPLES });
            }
            if self.waiting.len() == MOST_WAITING {
                let found = format!("more than {MOST_WAITING}");
                return Err(TrackingFault::Absurd { what: "the number of short feeds", found });
            }
            self.waiting.push(feed);
            return Ok(());
        }
        let Some(rate_hz) = feed.rate_hz() else { return Ok(()) };
        let known = *self.rate_hz.get_or_insert(rate_hz);
        same_rate(known, rate_hz)?;
        self.take(&feed, known)
    }

    fn take(&mut self, feed: &Feed, rate_hz: f64) -> Result<(), TrackingFault> {
        let (Some(details), Some(sequences)) = (&feed.details, &feed.sequences) else {
            return Ok(());
        };
        let period = sequences.segment;
        let owners: Vec<_> = feed.owners.iter().map(|ids| side_of(ids, &details.teams)).collect();
        let before_secs = f64::from(sequences.minute - 1) * 60.0;
        let players: Vec<_> =
            feed.people.iter().map(|person| self.by_id.get(person.best()).copied()).collect();
        let mut last_ticks = vec![i64::MIN; feed.people.len() + 1];
        for Sample { of, time_secs, place_m, alive, possession } in &feed.samples {
            let frame = nearest(before_secs.mul_add(rate_hz, time_secs * rate_hz));
            // The clock drifts against its rate: now and then two samples are nearest to one tick.
            let last = &mut last_ticks[of.map_or(0, |person| usize::from(person) + 1)];
            if *last == frame {
                continue;
            }
            *last = frame;
            let place_m = place_m.map(f64::from);
            let [x_m, y_m, _] = place_m;
            match of.map(|person| players[usize::from(person)]) {
                Some(Some(player)) => self.game.put(period, frame, player, (x_m, y_m))?,
                Some(None) => self.game.count_nameless(),
                None => {
                    let possession = possession.and_then(|team| owners[usize::from(team)]);
                    self.game.record(period, frame, *alive, possession)?;
                    self.game.put_ball(period, frame, place_m)?;
                }
            }
        }
        Ok(())
    }

    /// Lists who is new.
    fn list(&mut self, players: &[Player], teams: &[Team]) -> Result<(), TrackingFault> {
        for Player { id, team_id, jersey_number } in players {
            if self.by_id.contains_key(id.best()) {
                continue;
            }
            let side = side_of(team_id, teams).ok_or_else(|| {
                told(&format!("player {} is of a team that does not play", id.best()))
            })?;
            let place = self.game.list(TrackedPlayer {
                side,
                shirt: jersey_number.trim().parse().ok(),
                provider_id: Some(id.best().to_owned()),
                name: None,
            })?;
            self.by_id.insert(id.best().to_owned(), place);
        }
        Ok(())
    }
}

fn side_of(ids: &Ids, teams: &[Team]) -> Option<Side> {
    let team = teams.iter().find(|team| team.id.best() == ids.best())?;
    Some(if team.home { Side::Home } else { Side::Away })
}

#[expect(clippy::cast_possible_truncation, reason = "a match has some million ticks")]
fn nearest(tick: f64) -> i64 {
    tick.round() as i64
}
