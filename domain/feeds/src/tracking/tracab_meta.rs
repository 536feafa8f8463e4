//! What TRACAB says of a game beside its frames: rate, pitch, periods and line-ups, in XML or JSON.

use football::{Pitch, Side, TrackedPlayer};
use quick_xml::{Reader, escape::resolve_predefined_entity, events::Event, name::QName};
use serde::Deserialize;

use super::{
    description::attributes,
    error::{TrackingError, TrackingFault},
};

/// The description of a game.
#[derive(Clone, Debug, PartialEq)]
pub struct TracabMeta {
    /// Frames a second.
    pub rate_hz: f64,
    /// Where it was played.
    pub pitch: Pitch,
    /// Its periods.
    pub periods: Vec<TracabPeriod>,
    /// Who is listed; some descriptions list nobody.
    pub players: Vec<TrackedPlayer>,
}

/// Which frames a period has, the last included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TracabPeriod {
    /// 1 to 5.
    pub number: u8,
    /// Its first frame.
    pub first_frame: i64,
    /// Its last frame.
    pub last_frame: i64,
}

impl TracabMeta {
    /// The period that a frame belongs to.
    pub(super) fn period_of(&self, frame: i64) -> Option<u8> {
        let has =
            |period: &&TracabPeriod| (period.first_frame..=period.last_frame).contains(&frame);
        self.periods.iter().find(has).map(|period| period.number)
    }

    /// A period is listed once, unless it was not played, which is told by an end at frame 0.
    fn add_period(&mut self, number: u8, first_frame: i64, last_frame: i64) {
        let is_new = self.periods.iter().all(|known| known.number != number);
        if last_frame > 0 && is_new && (1..=5).contains(&number) {
            self.periods.push(TracabPeriod { number, first_frame, last_frame });
        }
    }
}

/// Reads the description, XML or JSON by its first letter.
///
/// # Errors
/// It is neither, or lacks rate or pitch.
pub fn read_tracab_meta(bytes: &[u8]) -> Result<TracabMeta, TrackingError> {
    let text = str::from_utf8(bytes)
        .map_err(|error| TrackingFault::Description(error.to_string()).of_file())?;
    let text = text.trim_start_matches('\u{feff}').trim_start();
    let read = match text.chars().next() {
        None => Err(TrackingFault::Empty),
        Some('{') => of_json(text),
        Some('<') => of_xml(text),
        Some(_) => Err(TrackingFault::unexpected(text.as_bytes(), "XML or JSON")),
    };
    let meta = read.map_err(TrackingFault::of_file)?;
    if meta.periods.is_empty() {
        let none = "it lists no period that was played".to_owned();
        return Err(TrackingFault::Description(none).of_file());
    }
    Ok(meta)
}

/// A description of which nothing is known yet.
fn nothing_known() -> TracabMeta {
    TracabMeta {
        rate_hz: f64::NAN,
        pitch: Pitch { length_m: f64::NAN, width_m: f64::NAN },
        periods: Vec::new(),
        players: Vec::new(),
    }
}

fn of_xml(text: &str) -> Result<TracabMeta, TrackingFault> {
    let told = |error: &dyn std::fmt::Display| TrackingFault::Description(error.to_string());
    let mut reader = Reader::from_str(text);
    let mut meta = nothing_known();
    // Referees are listed as players too: outside of the two teams nobody counts.
    let (mut side, mut words) = (None, String::new());
    let mut player: Option<Listed> = None;
    loop {
        let event = reader.read_event().map_err(|error| told(&error))?;
        match event {
            Event::Eof => break,
            Event::Start(ref start) | Event::Empty(ref start) => {
                words.clear();
                let attributes = attributes(start)?;
                let number = |wanted: &str| -> Option<f64> {
                    let has_name = |key: QName<'_>| key.local_name().as_ref() == wanted;
                    let attribute = attributes.iter().find(|attribute| has_name(attribute.key))?;
                    attribute.value.trim().parse().ok()
                };
                match start.local_name().as_ref() {
                    "match" => {
                        meta.rate_hz = number("iFrameRateFps").unwrap_or(f64::NAN);
                        meta.pitch = Pitch {
                            length_m: number("fPitchXSizeMeters").unwrap_or(f64::NAN),
                            width_m: number("fPitchYSizeMeters").unwrap_or(f64::NAN),
                        };
                    }
                    "period" => {
                        let frame = |name: &str| number(name).map_or(0, to_frame);
                        let (first, last) = (frame("iStartFrame"), frame("iEndFrame"));
                        if let Ok(id) = u8::try_from(frame("iId")) {
                            meta.add_period(id, first, last);
                        }
                    }
                    "HomeTeam" => side = Some(Side::Home),
                    "AwayTeam" => side = Some(Side::Away),
                    "Player" => player = Some(Listed::default()),
                    _ => {}
                }
            }
            Event::Text(more) => words += &more,
            Event::GeneralRef(reference) => {
                let letter = reference.resolve_char_ref().map_err(|error| told(&error))?;
                match (letter, resolve_predefined_entity(&reference)) {
                    (Some(letter), _) => words.push(letter),
                    (None, Some(known)) => words += known,
                    // Entities of the file's own are not followed: they are how XML fills a memory.
                    (None, None) => return Err(told(&format!("`&{};` is not known", &*reference))),
                }
            }
            Event::End(end) => {
                let name = end.local_name();
                if let Some(player) = &mut player {
                    player.take(name.as_ref(), words.trim());
                }
                match name.as_ref() {
                    "Player" => {
                        let listed = player.take().zip(side);
                        meta.players.extend(listed.map(|(player, side)| player.of(side)));
                    }
                    "HomeTeam" | "AwayTeam" => side = None,
                    _ => {}
                }
                words.clear();
            }
            _ => {}
        }
    }
    Ok(meta)
}

/// A number of a frame; descriptions write whole numbers.
#[expect(clippy::cast_possible_truncation, reason = "a cast saturates")]
fn to_frame(number: f64) -> i64 {
    number as i64
}

/// A player of the line-up.
#[derive(Default)]
struct Listed {
    id: String,
    first_name: String,
    last_name: String,
    shirt: Option<u16>,
}

impl Listed {
    fn take(&mut self, element: &str, words: &str) {
        match element {
            "PlayerId" => words.clone_into(&mut self.id),
            "FirstName" => words.clone_into(&mut self.first_name),
            "LastName" => words.clone_into(&mut self.last_name),
            "JerseyNo" => self.shirt = words.parse().ok(),
            _ => {}
        }
    }

    fn of(self, side: Side) -> TrackedPlayer {
        let given = |text: String| (!text.is_empty()).then_some(text);
        let name = [self.first_name, self.last_name].join(" ").trim().to_owned();
        TrackedPlayer { side, shirt: self.shirt, provider_id: given(self.id), name: given(name) }
    }
}

/// The JSON form. Sides of the pitch are in centimetres.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct JsonMeta {
    frame_rate: f64,
    pitch_short_side: f64,
    pitch_long_side: f64,
    home_team: JsonTeam,
    away_team: JsonTeam,
    #[serde(flatten)]
    rest: serde_json::Map<String, serde_json::Value>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct JsonTeam {
    #[serde(default)]
    players: Vec<JsonPlayer>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct JsonPlayer {
    #[serde(rename = "PlayerID")]
    id: serde_json::Value,
    #[serde(default)]
    first_name: String,
    #[serde(default)]
    last_name: String,
    jersey_no: Option<u16>,
}

fn of_json(text: &str) -> Result<TracabMeta, TrackingFault> {
    let read: JsonMeta = serde_json::from_str(text)
        .map_err(|error| TrackingFault::Description(error.to_string()))?;
    let mut meta = nothing_known();
    meta.rate_hz = read.frame_rate;
    meta.pitch =
        Pitch { length_m: read.pitch_long_side / 100.0, width_m: read.pitch_short_side / 100.0 };
    for number in 1..=5 {
        let frame = |end: &str| {
            let name = format!("Phase{number}{end}Frame");
            read.rest.get(&name).and_then(serde_json::Value::as_i64).unwrap_or_default()
        };
        meta.add_period(number, frame("Start"), frame("End"));
    }
    for (side, team) in [(Side::Home, read.home_team), (Side::Away, read.away_team)] {
        meta.players.extend(team.players.into_iter().map(|player| {
            let id = match player.id {
                serde_json::Value::String(id) => id,
                other => other.to_string(),
            };
            let JsonPlayer { first_name, last_name, jersey_no: shirt, .. } = player;
            Listed { id, first_name, last_name, shirt }.of(side)
        }));
    }
    Ok(meta)
}
