//! One feed of Hawk-Eye: the samples of a minute, and after them of which minute they are.

use serde::Deserialize;

use super::{
    error::{TrackingError, TrackingFault},
    game::{MOST_PLAYERS, single},
    members::{Members, Wanted},
};

const WANTED: &[Wanted] = &[
    Wanted::Each(&["samples", "people"]),
    Wanted::Each(&["samples", "ball"]),
    Wanted::Whole(&["details"]),
    Wanted::Whole(&["sequences"]),
];
/// The most samples of a feed: a hundred persons, 250 a second.
pub(super) const MOST_SAMPLES: usize = 1_500_000;
/// A feed is of a minute; ten leave room for one that is not.
const LONGEST_SECS: f64 = 600.0;
/// How many steps of the clock are looked at for the rate.
const STEPS_FOR_RATE: usize = 25;

/// A feed that grows.
#[derive(Debug)]
pub(super) struct Feed {
    members: Members,
    pub(super) details: Option<Details>,
    pub(super) sequences: Option<Sequences>,
    /// Whom the samples are of.
    pub(super) people: Vec<Ids>,
    /// The teams that have the ball in some sample.
    pub(super) owners: Vec<Ids>,
    pub(super) samples: Vec<Sample>,
}

/// Somebody or the ball at a time.
#[derive(Debug)]
pub(super) struct Sample {
    /// Who, as a place among the people; `None` of the ball.
    pub(super) of: Option<u8>,
    /// Since the minute began.
    pub(super) time_secs: f64,
    pub(super) place_m: [f32; 3],
    pub(super) alive: Option<bool>,
    /// The team that has the ball, as a place among the owners.
    pub(super) possession: Option<u8>,
}

/// What a feed says of the game.
#[derive(Debug, Deserialize)]
pub(super) struct Details {
    pub(super) teams: Vec<Team>,
    #[serde(default)]
    pub(super) players: Vec<Player>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Team {
    pub(super) id: Ids,
    pub(super) home: bool,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Player {
    pub(super) id: Ids,
    pub(super) team_id: Ids,
    pub(super) jersey_number: String,
}

/// When a feed is.
#[derive(Debug, Deserialize)]
pub(super) struct Sequences {
    /// The period, 0 before the match.
    pub(super) segment: u8,
    /// The minute of the match that runs, the first being 1.
    #[serde(rename = "match-minute")]
    pub(super) minute: u16,
}

/// The ids that somebody has.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Deserialize)]
#[serde(default)]
pub(super) struct Ids {
    #[serde(rename = "fifaId")]
    fifa: Option<String>,
    #[serde(rename = "uefaId")]
    uefa: Option<String>,
    #[serde(rename = "heId")]
    hawk_eye: Option<String>,
}

impl Ids {
    /// FIFA's id, or else UEFA's, or else Hawk-Eye's own.
    pub(super) fn best(&self) -> &str {
        let known = self.fifa.as_ref().or(self.uefa.as_ref()).or(self.hawk_eye.as_ref());
        known.map_or("", String::as_str)
    }
}

#[derive(Deserialize)]
struct Person {
    #[serde(rename = "personId")]
    ids: Ids,
    role: Role,
    centroid: Vec<Centroid>,
}

#[derive(Deserialize)]
struct Role {
    name: String,
}

#[derive(Deserialize)]
struct Centroid {
    pos: Option<[f64; 2]>,
    time: f64,
}

#[derive(Deserialize)]
struct Ball {
    pos: Option<[f64; 3]>,
    time: f64,
    play: Option<String>,
    possession: Option<Possession>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Possession {
    team_id: Option<Ids>,
}

impl Default for Feed {
    fn default() -> Self {
        let (people, owners, samples) = (Vec::new(), Vec::new(), Vec::new());
        let members = Members::new(WANTED);
        Self { members, details: None, sequences: None, people, owners, samples }
    }
}

impl Feed {
    pub(super) fn push(&mut self, bytes: &[u8]) -> Result<(), TrackingError> {
        let Self { members, details, sequences, people, owners, samples } = self;
        let mut samples = Samples { people, owners, all: samples };
        members.push(bytes, &mut |wanted, bytes| {
            match wanted {
                0 => samples.take_person(read(bytes)?)?,
                1 => samples.take_ball(read(bytes)?)?,
                2 => *details = Some(read(bytes)?),
                _ => *sequences = Some(read(bytes)?),
            }
            Ok(())
        })
    }

    pub(super) fn finish(&self) -> Result<(), TrackingError> {
        self.members.finish()
    }

    /// Samples of somebody a second, to two decimals; `None` where there is one time or none.
    pub(super) fn rate_hz(&self) -> Option<f64> {
        let mut steps = self.steps();
        steps.sort_by(f64::total_cmp);
        let step = steps.get(steps.len() / 2)?;
        Some((100.0 / step).round() / 100.0)
    }

    /// Whether there are so many steps of the clock that most of them are of one tick.
    pub(super) fn tells_its_rate(&self) -> bool {
        self.steps().len() >= STEPS_FOR_RATE
    }

    /// The first steps of the clock, in seconds.
    fn steps(&self) -> Vec<f64> {
        let mut times: Vec<f64> = Vec::with_capacity(STEPS_FOR_RATE + 1);
        for Sample { time_secs, .. } in &self.samples {
            if times.last().is_none_or(|last| last < time_secs) {
                times.push(*time_secs);
            }
            if times.len() > STEPS_FOR_RATE {
                break;
            }
        }
        times.windows(2).map(|pair| pair[1] - pair[0]).collect()
    }
}

fn read<'a, T: Deserialize<'a>>(bytes: &'a [u8]) -> Result<T, TrackingFault> {
    serde_json::from_slice(bytes).map_err(|error| TrackingFault::Frame(error.to_string()))
}

/// The place of somebody among those who are known; he is one of them from now on.
fn place_of(known: &mut Vec<Ids>, ids: Ids) -> Result<u8, TrackingFault> {
    let place = known.iter().position(|known| *known == ids);
    let new = place.is_none().then_some(ids);
    let place = place.unwrap_or(known.len());
    known.extend(new);
    let most = MOST_PLAYERS;
    u8::try_from(place)
        .ok()
        .filter(|place| usize::from(*place) < most)
        .ok_or(TrackingFault::TooManyPlayers { most })
}

/// Where samples go.
struct Samples<'a> {
    people: &'a mut Vec<Ids>,
    owners: &'a mut Vec<Ids>,
    all: &'a mut Vec<Sample>,
}

impl Samples<'_> {
    fn take_person(&mut self, person: Person) -> Result<(), TrackingFault> {
        // Officials are people too.
        if !matches!(person.role.name.as_str(), "Outfielder" | "Goalkeeper") {
            return Ok(());
        }
        let of = place_of(self.people, person.ids)?;
        for Centroid { pos, time } in person.centroid {
            if let Some([x, y]) = pos {
                self.keep(Sample {
                    of: Some(of),
                    time_secs: time,
                    place_m: [single(x), single(y), f32::NAN],
                    alive: None,
                    possession: None,
                })?;
            }
        }
        Ok(())
    }

    fn take_ball(&mut self, ball: Ball) -> Result<(), TrackingFault> {
        let Ball { pos: Some(place_m), time, play, possession } = ball else { return Ok(()) };
        let possession = possession.and_then(|possession| possession.team_id);
        let possession = possession.map(|team| place_of(self.owners, team)).transpose()?;
        let place_m = place_m.map(single);
        let alive = match play.as_deref() {
            Some("In") => Some(true),
            Some("Out") => Some(false),
            _ => None,
        };
        self.keep(Sample { of: None, time_secs: time, place_m, alive, possession })
    }

    fn keep(&mut self, sample: Sample) -> Result<(), TrackingFault> {
        if !(0.0..LONGEST_SECS).contains(&sample.time_secs) {
            let found = sample.time_secs.to_string();
            return Err(TrackingFault::Absurd { what: "the second of a sample", found });
        }
        if self.all.len() == MOST_SAMPLES {
            return Err(TrackingFault::TooManyPlaces { most: MOST_SAMPLES });
        }
        self.all.push(sample);
        Ok(())
    }
}
