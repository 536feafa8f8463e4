//! The files of events of one game, whoever provides them, with one reader for all.

use football::GameEvents;

use super::{
    DataFactoryReader, EventFile, EventsPlan, ImpectReader, MetricaCsvReader, MetricaJsonReader,
    OptaReader, SportecReader, StatsBombReader, StatsPerformReader,
    error::{EventsError, EventsFault},
    wyscout::WyscoutGameReader,
};

/// A description that is longer describes no game.
const LONGEST_DESCRIPTION: usize = 32 << 20;

/// Reads the files of a plan in its order, each in pieces of any size.
#[derive(Debug)]
pub struct EventsReader {
    plan: EventsPlan,
    /// How many files have begun.
    begun: usize,
    /// `StatsBomb`'s reader, which is there before its events: other files are pushed into it.
    stats_bomb: Option<Box<StatsBombReader>>,
    /// What goes with the events.
    descriptions: Vec<(EventFile, Vec<u8>)>,
    open: Open,
    game: Option<GameEvents>,
}

/// The file that is being read.
#[derive(Debug)]
enum Open {
    Nothing,
    Description(EventFile, Vec<u8>),
    StatsBombLineUps(Vec<u8>),
    StatsBomb360,
    StatsBombEvents,
    Events(Box<Reader>),
}

#[derive(Debug)]
enum Reader {
    Opta(OptaReader),
    StatsPerform(StatsPerformReader),
    DataFactory(DataFactoryReader),
    Sportec(SportecReader),
    MetricaCsv(Box<MetricaCsvReader>),
    MetricaJson(MetricaJsonReader),
    Wyscout(WyscoutGameReader),
    Impect(Box<ImpectReader>),
}

impl EventsReader {
    /// A reader of the files of a plan.
    #[must_use]
    pub fn new(plan: EventsPlan) -> Self {
        let (stats_bomb, descriptions, open) = (None, Vec::new(), Open::Nothing);
        Self { plan, begun: 0, stats_bomb, descriptions, open, game: None }
    }

    /// Begins the next file of the plan.
    ///
    /// # Errors
    /// What goes with the events cannot be read.
    pub fn begin(&mut self) -> Result<(), EventsError> {
        let Some(file) = self.plan.files().get(self.begun).copied() else { return Ok(()) };
        self.begun += 1;
        let description = self.descriptions.first().map(|(_, bytes)| bytes.as_slice());
        let needed = || description.ok_or(EventsFault::Missing("the description").of_file());
        let list = |wanted: EventFile| {
            let found = self.descriptions.iter().find(|(kind, _)| *kind == wanted);
            found.map_or(&[][..], |(_, bytes)| bytes)
        };
        self.open = match file.kind {
            EventFile::StatsBombLineUps => Open::StatsBombLineUps(Vec::new()),
            EventFile::StatsBomb360 => Open::StatsBomb360,
            EventFile::StatsBombEvents => Open::StatsBombEvents,
            EventFile::OptaF24 => Reader::Opta(OptaReader::new(needed()?)?).open(),
            EventFile::StatsPerformMa3 => Reader::StatsPerform(match description {
                Some(line_ups) => StatsPerformReader::new(line_ups)?,
                None => StatsPerformReader::without_line_ups(),
            })
            .open(),
            EventFile::DataFactory => Reader::DataFactory(DataFactoryReader::default()).open(),
            EventFile::WyscoutMatch => Reader::Wyscout(WyscoutGameReader::default()).open(),
            EventFile::SportecEvents => Reader::Sportec(SportecReader::new(needed()?)?).open(),
            EventFile::MetricaCsv => Reader::MetricaCsv(Box::default()).open(),
            EventFile::MetricaJson => {
                Reader::MetricaJson(MetricaJsonReader::new(needed()?)?).open()
            }
            EventFile::ImpectEvents => {
                let [squads, players] =
                    [EventFile::ImpectSquads, EventFile::ImpectPlayers].map(list);
                let reader = ImpectReader::new(list(EventFile::ImpectLineUps), squads, players)?;
                Reader::Impect(Box::new(reader)).open()
            }
            EventFile::OptaF7
            | EventFile::StatsPerformMa1
            | EventFile::SportecInformation
            | EventFile::ImpectLineUps
            | EventFile::ImpectSquads
            | EventFile::ImpectPlayers
            | EventFile::EptsDescription => Open::Description(file.kind, Vec::new()),
        };
        Ok(())
    }

    /// Takes the next piece of the file.
    ///
    /// # Errors
    /// What the reader of the file says.
    pub fn push(&mut self, bytes: &[u8]) -> Result<(), EventsError> {
        match &mut self.open {
            Open::Nothing => Ok(()),
            Open::Description(_, begun) | Open::StatsBombLineUps(begun) => {
                if begun.len() + bytes.len() > LONGEST_DESCRIPTION {
                    let most = LONGEST_DESCRIPTION;
                    return Err(EventsFault::FileTooLong { most }.of_file());
                }
                begun.extend_from_slice(bytes);
                Ok(())
            }
            Open::StatsBomb360 => self.stats_bomb.get_or_insert_default().push_frames(bytes),
            Open::StatsBombEvents => self.stats_bomb.get_or_insert_default().push(bytes),
            Open::Events(reader) => reader.push(bytes),
        }
    }

    /// The file is at its end.
    ///
    /// # Errors
    /// It was cut off, or it and the other files are not of one game.
    pub fn end(&mut self) -> Result<(), EventsError> {
        match std::mem::replace(&mut self.open, Open::Nothing) {
            Open::Nothing | Open::StatsBomb360 => {}
            Open::Description(kind, bytes) => self.descriptions.push((kind, bytes)),
            Open::StatsBombLineUps(bytes) => {
                self.stats_bomb.get_or_insert_default().line_ups(&bytes)?;
            }
            Open::StatsBombEvents => {
                let reader = self.stats_bomb.take().unwrap_or_default();
                self.game = Some(reader.finish()?);
            }
            Open::Events(reader) => self.game = Some(reader.finish()?),
        }
        Ok(())
    }

    /// The game, after the last file of the plan.
    ///
    /// # Errors
    /// A file of the plan did not come.
    pub fn finish(self) -> Result<GameEvents, EventsError> {
        self.game.ok_or_else(|| EventsFault::Missing("an event").of_file())
    }
}

impl Reader {
    fn open(self) -> Open {
        Open::Events(Box::new(self))
    }

    fn push(&mut self, bytes: &[u8]) -> Result<(), EventsError> {
        match self {
            Self::Opta(reader) => reader.push(bytes),
            Self::StatsPerform(reader) => reader.push(bytes),
            Self::DataFactory(reader) => reader.push(bytes),
            Self::Sportec(reader) => reader.push(bytes),
            Self::MetricaCsv(reader) => reader.push(bytes),
            Self::MetricaJson(reader) => reader.push(bytes),
            Self::Wyscout(reader) => reader.push(bytes),
            Self::Impect(reader) => reader.push(bytes),
        }
    }

    fn finish(self) -> Result<GameEvents, EventsError> {
        match self {
            Self::Opta(reader) => reader.finish(),
            Self::StatsPerform(reader) => reader.finish(),
            Self::DataFactory(reader) => reader.finish(),
            Self::Sportec(reader) => reader.finish(),
            Self::MetricaCsv(reader) => reader.finish(),
            Self::MetricaJson(reader) => reader.finish(),
            Self::Wyscout(reader) => reader.finish(),
            Self::Impect(reader) => reader.finish(),
        }
    }
}
