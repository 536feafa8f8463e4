//! Which events the files of an upload make, by their kinds, and in which order they are read.

use std::fmt;

use super::recognise::EventFile;

/// Who coded the events of a game.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum EventsProvider {
    /// `StatsBomb`.
    StatsBomb,
    /// Opta.
    Opta,
    /// Stats Perform.
    StatsPerform,
    /// `DataFactory`.
    DataFactory,
    /// Sportec.
    Sportec,
    /// Metrica Sports.
    Metrica,
    /// Wyscout.
    Wyscout,
    /// Impect.
    Impect,
}

impl fmt::Display for EventsProvider {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::StatsBomb => "StatsBomb",
            Self::Opta => "Opta",
            Self::StatsPerform => "Stats Perform",
            Self::DataFactory => "DataFactory",
            Self::Sportec => "Sportec",
            Self::Metrica => "Metrica",
            Self::Wyscout => "Wyscout",
            Self::Impect => "Impect",
        })
    }
}

impl EventFile {
    /// What it is called.
    pub fn name(self) -> &'static str {
        match self {
            Self::StatsBombEvents => "StatsBomb events",
            Self::StatsBombLineUps => "StatsBomb line-ups",
            Self::StatsBomb360 => "StatsBomb 360",
            Self::OptaF7 => "Opta line-ups (F7)",
            Self::OptaF24 => "Opta events (F24)",
            Self::StatsPerformMa1 => "Stats Perform line-ups (MA1)",
            Self::StatsPerformMa3 => "Stats Perform events (MA3)",
            Self::DataFactory => "DataFactory match",
            Self::WyscoutMatch => "Wyscout match",
            Self::SportecEvents => "Sportec events",
            Self::SportecInformation => "Sportec match information",
            Self::ImpectEvents => "Impect events",
            Self::ImpectLineUps => "Impect line-ups",
            Self::ImpectSquads => "Impect squads",
            Self::ImpectPlayers => "Impect players",
            Self::MetricaCsv => "Metrica events (CSV)",
            Self::MetricaJson => "Metrica events (JSON)",
            Self::EptsDescription => "EPTS description",
        }
    }

    /// Whose events a file of events has; `None` for a file that goes with one.
    pub fn events_of(self) -> Option<EventsProvider> {
        Some(match self {
            Self::StatsBombEvents => EventsProvider::StatsBomb,
            Self::OptaF24 => EventsProvider::Opta,
            Self::StatsPerformMa3 => EventsProvider::StatsPerform,
            Self::DataFactory => EventsProvider::DataFactory,
            Self::WyscoutMatch => EventsProvider::Wyscout,
            Self::SportecEvents => EventsProvider::Sportec,
            Self::ImpectEvents => EventsProvider::Impect,
            Self::MetricaCsv | Self::MetricaJson => EventsProvider::Metrica,
            _ => return None,
        })
    }

    /// What is read before these events, and whether they need it.
    fn companions(self) -> &'static [(Self, bool)] {
        match self {
            Self::StatsBombEvents => {
                &[(Self::StatsBombLineUps, false), (Self::StatsBomb360, false)]
            }
            Self::OptaF24 => &[(Self::OptaF7, true)],
            Self::StatsPerformMa3 => &[(Self::StatsPerformMa1, false)],
            Self::SportecEvents => &[(Self::SportecInformation, true)],
            Self::MetricaJson => &[(Self::EptsDescription, true)],
            Self::ImpectEvents => &[
                (Self::ImpectLineUps, true),
                (Self::ImpectSquads, false),
                (Self::ImpectPlayers, false),
            ],
            _ => &[],
        }
    }
}

/// A file of a plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PlannedEventFile {
    /// Its place among the files that the plan was made for.
    pub place: usize,
    /// What it is.
    pub kind: EventFile,
}

/// Which files make the events of a game, in the order in which they are read: what goes with the events first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EventsPlan {
    /// Who coded them.
    pub provider: EventsProvider,
    files: Vec<PlannedEventFile>,
}

/// Why files make no events of a game. A place is that of a file among those that were given.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EventsPlanFault {
    /// No file has events.
    #[error("{} without events: add the file of the events", .kind.name())]
    NoEvents {
        /// The file that is there.
        kind: EventFile,
        /// Its place.
        place: usize,
    },
    /// There are two files where a game has one.
    #[error("files {} and {} are both {}: add one game at a time", .first + 1, .second + 1, .kind.name())]
    Twice {
        /// What both are.
        kind: EventFile,
        /// The one.
        first: usize,
        /// The other.
        second: usize,
    },
    /// Two files have events.
    #[error("files {} and {} both have events: add those of one provider", .first + 1, .second + 1)]
    TwoProviders {
        /// The one.
        first: usize,
        /// The other.
        second: usize,
    },
    /// A file is missing.
    #[error("{} need another file: add {}", .events.name(), .missing.name())]
    Missing {
        /// The events.
        events: EventFile,
        /// What they need.
        missing: EventFile,
    },
}

impl EventsPlan {
    /// The events that these files make.
    ///
    /// # Errors
    /// They make none: a file is missing or doubled, or there are two files of events.
    pub fn of(files: &[PlannedEventFile]) -> Result<Option<Self>, EventsPlanFault> {
        let with_events = |file: &PlannedEventFile| Some((*file, file.kind.events_of()?));
        let mut with_events = files.iter().filter_map(with_events);
        let Some((main, provider)) = with_events.next() else {
            let Some(PlannedEventFile { place, kind }) = files.first().copied() else {
                return Ok(None);
            };
            return Err(EventsPlanFault::NoEvents { kind, place });
        };
        if let Some((second, _)) = with_events.next() {
            let (first, second) = (main.place, second.place);
            return Err(EventsPlanFault::TwoProviders { first, second });
        }
        let mut planned = Vec::with_capacity(files.len());
        for (kind, needed) in main.kind.companions() {
            let mut found = files.iter().filter(|file| file.kind == *kind);
            match (found.next(), found.next()) {
                (Some(first), Some(second)) => {
                    let (kind, first, second) = (*kind, first.place, second.place);
                    return Err(EventsPlanFault::Twice { kind, first, second });
                }
                (Some(file), None) => planned.push(*file),
                (None, _) if *needed => {
                    return Err(EventsPlanFault::Missing { events: main.kind, missing: *kind });
                }
                (None, _) => {}
            }
        }
        planned.push(main);
        Ok(Some(Self { provider, files: planned }))
    }

    /// The files in the order in which they are read. A file that does not go with the events is not among them.
    pub fn files(&self) -> &[PlannedEventFile] {
        &self.files
    }
}

#[cfg(test)]
mod tests {
    use super::{EventFile as File, EventsPlan, EventsPlanFault as Fault, PlannedEventFile};

    fn plan(kinds: &[File]) -> Result<Option<Vec<usize>>, Fault> {
        let file = |(place, kind): (usize, &File)| PlannedEventFile { place, kind: *kind };
        let files: Vec<_> = kinds.iter().enumerate().map(file).collect();
        let places = |plan: EventsPlan| plan.files().iter().map(|file| file.place).collect();
        Ok(EventsPlan::of(&files)?.map(places))
    }

    #[test]
    fn what_goes_with_the_events_is_read_first() {
        assert_eq!(plan(&[]), Ok(None));
        assert_eq!(plan(&[File::StatsBombEvents]), Ok(Some(vec![0])));
        let all = [File::StatsBomb360, File::StatsBombEvents, File::StatsBombLineUps];
        assert_eq!(plan(&all), Ok(Some(vec![2, 0, 1])));
        assert_eq!(plan(&[File::OptaF24, File::OptaF7]), Ok(Some(vec![1, 0])));
    }

    #[test]
    fn what_is_missing_is_named() {
        let missing = plan(&[File::OptaF24]).unwrap_err();
        assert_eq!(missing, Fault::Missing { events: File::OptaF24, missing: File::OptaF7 });
        assert_eq!(
            missing.to_string(),
            "Opta events (F24) need another file: add Opta line-ups (F7)"
        );
        let alone = plan(&[File::ImpectLineUps, File::ImpectSquads]).unwrap_err();
        assert_eq!(alone, Fault::NoEvents { kind: File::ImpectLineUps, place: 0 });
        let twice = plan(&[File::StatsBombEvents, File::MetricaCsv]).unwrap_err();
        assert_eq!(twice, Fault::TwoProviders { first: 0, second: 1 });
        let line_ups = [File::StatsBombLineUps, File::StatsBombEvents, File::StatsBombLineUps];
        let twice = plan(&line_ups).unwrap_err();
        assert_eq!(twice, Fault::Twice { kind: File::StatsBombLineUps, first: 0, second: 2 });
    }
}
