//! Sportec Solutions, the German league's data: events with their match information, both XML.
//!
//! Places are on a raster of 105 by 68 whatever the size of the pitch (the centre spot, where play kicks off, is at
//! 52.5 and 34), y from the right touchline of who attacks to the right. Teams change ends; the kick-off says who
//! stands on the left. `X-Position` is where an action is done, `X-Source-Position` where the player got the ball.

mod information;
mod kinds;

use chrono::{DateTime, FixedOffset};
use football::{EventKind, GameEvents, Pitch, Qualifier, Side, Spot};

use super::{
    ends::Ends,
    error::{EventsError, EventsFault},
    growing::{self, GrowingEvents},
    markup::{Element, Markup, Part},
};

/// The raster of places.
const RASTER: [f64; 2] = [105.0, 68.0];
/// An event has some four elements within each other.
const MOST_ELEMENTS: usize = 40;

/// Reads the events of a game.
#[derive(Debug)]
pub struct SportecReader {
    markup: Markup,
    read: Read,
}

#[derive(Debug)]
struct Read {
    game: GrowingEvents,
    /// The elements of the event that has begun, the event itself first.
    chain: Vec<Element>,
    within: bool,
    periods: Vec<Period>,
    times: Vec<DateTime<FixedOffset>>,
    ends: Ends,
}

#[derive(Debug)]
struct Period {
    number: u8,
    start: DateTime<FixedOffset>,
}

impl SportecReader {
    /// A reader of the events of the game of which `information` (match information) tells.
    ///
    /// # Errors
    /// The information cannot be read.
    pub fn new(information: &[u8]) -> Result<Self, EventsError> {
        let game = information::read(information)?;
        let read = Read {
            game,
            chain: Vec::new(),
            within: false,
            periods: Vec::new(),
            times: Vec::new(),
            ends: Ends::default(),
        };
        Ok(Self { markup: Markup::default(), read })
    }

    /// Takes the next piece of the events.
    ///
    /// # Errors
    /// The first event that is not as it has to be.
    pub fn push(&mut self, bytes: &[u8]) -> Result<(), EventsError> {
        let Self { markup, read } = self;
        markup.push(bytes, &mut |part| read.take(part))
    }

    /// The game. An event belongs to the period that had begun, whatever the order of the file.
    ///
    /// # Errors
    /// The file was cut off, or there were no events.
    pub fn finish(self) -> Result<GameEvents, EventsError> {
        self.markup.finish()?;
        let Read { mut game, mut periods, times, ends, .. } = self.read;
        periods.sort_by_key(|period| period.start);
        let events = game.game().events.iter_mut().zip(times);
        let mut last = Vec::new();
        for (event, time) in events {
            let Some(period) = periods.iter().rfind(|period| period.start <= time) else {
                continue;
            };
            event.period = period.number;
            event.clock_secs = (time - period.start).as_seconds_f64();
            if event.kind == EventKind::PeriodEnd {
                last.push((period.number, event.clock_secs));
            }
        }
        for (number, clock_secs) in last {
            game.end_period(number, Some(clock_secs));
        }
        let mut game = game.finish();
        if game.events.is_empty() {
            return Err(EventsFault::Missing("an `Event`").of_file());
        }
        kinds::settle_passes(&mut game);
        ends.turn(&mut game);
        Ok(game)
    }
}

impl Read {
    fn take(&mut self, part: Part<'_>) -> Result<(), EventsFault> {
        match part {
            Part::Start(element) if element.name == "Event" => {
                self.chain = vec![element.clone()];
                self.within = true;
            }
            Part::Start(element) if self.within => {
                if self.chain.len() == MOST_ELEMENTS {
                    return Err(EventsFault::Item("the event has too many elements".to_owned()));
                }
                self.chain.push(element.clone());
            }
            Part::End("Event") => {
                self.within = false;
                let chain = std::mem::take(&mut self.chain);
                let id =
                    chain.first().and_then(|event| event.get("EventId")).unwrap_or("?").to_owned();
                self.event(&chain)
                    .map_err(|fault| EventsFault::Item(format!("event {id}: {fault}")))?;
            }
            _ => {}
        }
        Ok(())
    }

    fn event(&mut self, chain: &[Element]) -> Result<(), EventsFault> {
        let [event, inner @ ..] = chain else { return Ok(()) };
        let text = event.need("EventTime")?;
        let time = DateTime::parse_from_rfc3339(text)
            .map_err(|error| EventsFault::Item(format!("the time `{text}`: {error}")))?;
        if let Some(kick_off) = inner.iter().find(|element| element.name == "KickOff")
            && let Some(section) = kick_off.get("GameSection")
        {
            self.begin(section, kick_off, time)?;
        }
        let told = kinds::told(inner, &mut self.game)?;
        let path: Vec<&str> = inner.iter().map(|element| element.name.as_str()).collect();
        let mut new = growing::event(event.need("EventId")?.to_owned(), path.join("/"), told.kind);
        new.side = told.side;
        new.player = told.player;
        new.at = place(self.game.game().pitch, event, "X-Position", "Y-Position")?;
        let own = chain.iter().flat_map(Element::attributes);
        let own = own.filter(|(name, _)| !["EventId", "MatchId", "EventTime"].contains(name));
        new.qualifiers = own
            .map(|(name, value)| Qualifier { name: name.to_owned(), value: Some(value.to_owned()) })
            .collect();
        self.game.add(new)?;
        self.times.push(time);
        Ok(())
    }

    /// A period begins; its first kick-off says who stands on the left, in the first at least.
    fn begin(
        &mut self,
        section: &str,
        kick_off: &Element,
        start: DateTime<FixedOffset>,
    ) -> Result<(), EventsFault> {
        let number = match section {
            "firstHalf" => 1,
            "secondHalf" => 2,
            "firstHalfExtra" => 3,
            "secondHalfExtra" => 4,
            "penaltyShootout" | "penalty" => 5,
            other => {
                return Err(EventsFault::unexpected(other.as_bytes(), "a section of the game"));
            }
        };
        if let Some(left) = kick_off.get("TeamLeft") {
            let side = self.game.side(left)?;
            self.ends.told(number, side, true);
        }
        if self.periods.iter().all(|period| period.number != number) {
            self.periods.push(Period { number, start });
        }
        Ok(())
    }
}

fn place(
    pitch: Pitch,
    event: &Element,
    x: &'static str,
    y: &'static str,
) -> Result<Option<Spot>, EventsFault> {
    let (Some(x), Some(y)) = (event.number(x)?, event.number(y)?) else { return Ok(None) };
    Ok(Some(spot(pitch, x, y)))
}

fn spot(pitch: Pitch, x: f64, y: f64) -> Spot {
    let [length, width] = RASTER;
    Spot { x_m: (x / length - 0.5) * pitch.length_m, y_m: (y / width - 0.5) * pitch.width_m }
}

/// What an event is, and who did it.
struct Told {
    kind: EventKind,
    side: Option<Side>,
    player: Option<usize>,
}
