//! Sportec's positions of the Deutsche Fußball Liga, in XML: a set of frames for each object and half, one after
//! the other, metres from the centre spot. Team 1 of `BallPossession` is at home.

use std::collections::HashMap;

use chrono::DateTime;
use football::{Pitch, Side, TrackedGame, TrackedPlayer};
use quick_xml::events::BytesStart;

use super::{
    clock::same_rate,
    error::{TrackingError, TrackingFault},
    number::{decimal, whole},
    scattered::ScatteredGame,
    sportec_match::Match,
    tags::{Tag, Tags},
};

/// Reads the positions of a match.
#[derive(Debug)]
pub struct SportecReader {
    tags: Tags,
    frames: Frames,
}

#[derive(Debug)]
struct Frames {
    about: Match,
    game: ScatteredGame,
    by_id: HashMap<String, usize>,
    pitch: Option<Pitch>,
    rate_hz: Option<f64>,
    set: Option<Set>,
}

/// The frames of one object in one half.
#[derive(Debug)]
struct Set {
    period: u8,
    of: Object,
    /// Frame and clock of the first and the last frame so far.
    first: Option<(i64, String)>,
    last: (i64, String),
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Object {
    Ball,
    Player(usize),
    /// A player of no team that plays.
    Nameless,
    Official,
}

impl SportecReader {
    /// A reader of the positions of the match that `described` (match information) tells of.
    ///
    /// # Errors
    /// The description cannot be read, or has too many players.
    pub fn new(described: &[u8]) -> Result<Self, TrackingError> {
        let frames = Frames::of(described).map_err(TrackingFault::of_file)?;
        Ok(Self { tags: Tags::default(), frames })
    }

    /// Takes the next piece of the file.
    ///
    /// # Errors
    /// The first frame that is not as it has to be.
    pub fn push(&mut self, bytes: &[u8]) -> Result<(), TrackingError> {
        let Self { tags, frames } = self;
        tags.push(bytes, &mut |tag| frames.tag(tag))
    }

    /// The game, on the pitch of the positions, or else on that of the match information.
    ///
    /// # Errors
    /// The file was cut off, has no frames, or an absurd rate or pitch.
    pub fn finish(self) -> Result<TrackedGame, TrackingError> {
        if self.tags.finish()? == 0 {
            return Err(TrackingFault::Empty.of_file());
        }
        let Frames { about, game, pitch, rate_hz, .. } = self.frames;
        let nan = Pitch { length_m: f64::NAN, width_m: f64::NAN };
        let pitch = pitch.or(about.pitch).unwrap_or(nan);
        let rate_hz = rate_hz.ok_or_else(|| TrackingFault::NoFrames.of_file())?;
        game.finish(pitch, rate_hz).map_err(TrackingFault::of_file)
    }
}

impl Frames {
    fn of(described: &[u8]) -> Result<Self, TrackingFault> {
        let about = Match::read(described)?;
        let (mut game, mut by_id) = (ScatteredGame::default(), HashMap::new());
        for player in &about.players {
            let place = game.list(player.clone())?;
            by_id.extend(player.provider_id.clone().map(|id| (id, place)));
        }
        Ok(Self { about, game, by_id, pitch: None, rate_hz: None, set: None })
    }

    fn tag(&mut self, tag: Tag<'_>) -> Result<(), TrackingFault> {
        match tag {
            Tag::Start(start) => match start.local_name().as_ref() {
                "Frame" => self.frame(&start),
                "FrameSet" => self.begin(&start),
                "PitchSize" => {
                    let size = |name: &str| -> Result<f64, TrackingFault> {
                        let value = attribute(&start, name)?;
                        let metres = value.and_then(|value| decimal(value.as_bytes()));
                        Ok::<_, TrackingFault>(metres.unwrap_or(f64::NAN))
                    };
                    self.pitch = Some(Pitch { length_m: size("X")?, width_m: size("Y")? });
                    Ok(())
                }
                _ => Ok(()),
            },
            Tag::End("FrameSet") => self.end(),
            Tag::End(_) => Ok(()),
        }
    }

    fn begin(&mut self, start: &BytesStart<'_>) -> Result<(), TrackingFault> {
        let word = |name| attribute(start, name).map(Option::unwrap_or_default);
        let section = word("GameSection")?;
        let period = match section.as_str() {
            "firstHalf" => 1,
            "secondHalf" => 2,
            "firstHalfExtra" => 3,
            "secondHalfExtra" => 4,
            // Warming up, breaks and shoot-outs are no play.
            _ => {
                self.set = None;
                return Ok(());
            }
        };
        let (team, person) = (word("TeamId")?, word("PersonId")?);
        let side = self.about.teams.iter().find(|(id, _)| *id == team).map(|(_, side)| *side);
        let of = match (team.as_str(), side) {
            ("BALL", _) => Object::Ball,
            ("referee" | "Referee", _) => Object::Official,
            (_, None) => Object::Nameless,
            (_, Some(side)) => Object::Player(self.player(side, person)?),
        };
        self.set = Some(Set { period, of, first: None, last: (0, String::new()) });
        Ok(())
    }

    /// The place of a person among the players: who is missing in the line-up is listed.
    fn player(&mut self, side: Side, id: String) -> Result<usize, TrackingFault> {
        if let Some(place) = self.by_id.get(&id) {
            return Ok(*place);
        }
        let provider_id = Some(id.clone());
        let place = self.game.list(TrackedPlayer { side, shirt: None, provider_id, name: None })?;
        self.by_id.insert(id, place);
        Ok(place)
    }

    fn frame(&mut self, start: &BytesStart<'_>) -> Result<(), TrackingFault> {
        let Some(set) = &mut self.set else { return Ok(()) };
        let mut frame = None;
        let (mut x, mut y, mut z) = (f64::NAN, f64::NAN, f64::NAN);
        let (mut alive, mut possession) = (None, None);
        for attribute in start.attributes().with_checks(false) {
            let attribute = attribute.map_err(|error| TrackingFault::Frame(error.to_string()))?;
            let value = attribute.value.as_bytes();
            let metres =
                || decimal(value).ok_or_else(|| TrackingFault::unexpected(value, "metres"));
            match attribute.key.as_ref() {
                "N" => frame = whole(value),
                "T" => {
                    set.last.1.clear();
                    set.last.1.push_str(&attribute.value);
                }
                "X" => x = metres()?,
                "Y" => y = metres()?,
                "Z" => z = metres()?,
                "BallStatus" => alive = Some(value == b"1"),
                "BallPossession" => {
                    possession = match value {
                        b"1" => Some(Side::Home),
                        b"2" => Some(Side::Away),
                        _ => None,
                    };
                }
                _ => {}
            }
        }
        let frame = frame.ok_or_else(|| TrackingFault::Frame("it has no number `N`".to_owned()))?;
        let last = set.last.0;
        set.last.0 = frame;
        if set.first.is_none() {
            set.first = Some(set.last.clone());
        } else if frame <= last {
            return Err(TrackingFault::NotInOrder { frame, last });
        }
        let (period, known) = (set.period, !x.is_nan() && !y.is_nan());
        match set.of {
            Object::Ball => {
                self.game.record(period, frame, alive, possession)?;
                if known {
                    self.game.put_ball(period, frame, [x, y, z])?;
                }
            }
            Object::Player(player) if known => self.game.put(period, frame, player, (x, y))?,
            Object::Nameless if known => self.game.count_nameless(),
            _ => {}
        }
        Ok(())
    }

    /// The end of a set, which tells the rate.
    fn end(&mut self) -> Result<(), TrackingFault> {
        let Some(Set { first: Some(first), last, .. }) = self.set.take() else { return Ok(()) };
        if first.0 == last.0 {
            return Ok(());
        }
        let at = |text: &str| {
            DateTime::parse_from_rfc3339(text)
                .map_err(|error| TrackingFault::Frame(format!("its time `{text:.40}`: {error}")))
        };
        let span = at(&last.1)? - at(&first.1)?;
        #[expect(clippy::cast_precision_loss, reason = "a half has some hundred thousand frames")]
        let rate = last.0.saturating_sub(first.0) as f64 * 1e3 / span.num_milliseconds() as f64;
        let rate = (rate * 100.0).round() / 100.0;
        let known = *self.rate_hz.get_or_insert(rate);
        same_rate(known, rate)
    }
}

/// What an attribute says.
fn attribute(start: &BytesStart<'_>, name: &str) -> Result<Option<String>, TrackingFault> {
    let told = |error: &dyn std::fmt::Display| TrackingFault::Frame(error.to_string());
    let found = start.try_get_attribute(name).map_err(|error| told(&error))?;
    let Some(found) = found else { return Ok(None) };
    let value = quick_xml::escape::unescape(&found.value).map_err(|error| told(&error))?;
    Ok(Some(value.into_owned()))
}
