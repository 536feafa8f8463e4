//! The files of an upload: what each is, and which match they make together.

use football::Pitch;

use crate::{
    events::{EventFile, EventsPlan, EventsPlanFault, PlannedEventFile, recognise_event_file},
    tracking::{GamePlan, PlanFault, PlannedFile, TrackingFile, recognise},
};

/// How much of a file's beginning is looked at, in bytes.
pub const LOOKED_AT: usize = crate::tracking::LOOKED_AT;

/// What a file is. Some descriptions go with positions and with events.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct MatchFile {
    /// What it is to positions.
    pub tracking: Option<TrackingFile>,
    /// What it is to events.
    pub events: Option<EventFile>,
}

/// Which match some files make.
#[derive(Clone, Debug, PartialEq)]
pub struct MatchPlan {
    /// Where everybody was.
    pub tracking: Option<GamePlan>,
    /// What happened.
    pub events: Option<EventsPlan>,
}

/// Why files make no match.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MatchPlanFault {
    /// There is no file.
    #[error("there is no file")]
    NoFiles,
    /// A file is nothing that is known here.
    #[error("file {} is neither positions nor events of a provider that is known here", .place + 1)]
    Unknown {
        /// Its place among those that were given.
        place: usize,
    },
    /// The files with positions make no game.
    #[error(transparent)]
    Tracking(#[from] PlanFault),
    /// The files with events make no game.
    #[error(transparent)]
    Events(#[from] EventsPlanFault),
}

impl MatchFile {
    /// What a file is that begins like this, whatever it is called.
    pub fn of(beginning: &[u8]) -> Self {
        Self { tracking: recognise(beginning), events: recognise_event_file(beginning) }
    }

    /// What it is called; `None` where it is nothing that is known.
    pub fn name(self) -> Option<&'static str> {
        self.tracking.map(TrackingFile::name).or_else(|| self.events.map(EventFile::name))
    }
}

impl MatchPlan {
    /// The match that these files make. `pitch` is where it was played if the provider does not say it.
    ///
    /// # Errors
    /// A file is unknown, missing or doubled, or there are files of two matches.
    pub fn of(files: &[MatchFile], pitch: Pitch) -> Result<Self, MatchPlanFault> {
        if files.is_empty() {
            return Err(MatchPlanFault::NoFiles);
        }
        if let Some(place) = files.iter().position(|file| file.name().is_none()) {
            return Err(MatchPlanFault::Unknown { place });
        }
        let has_frames = |file: &MatchFile| Some(file.tracking?).filter(|kind| kind.has_frames());
        let provider = files.iter().find_map(has_frames).map(TrackingFile::provider);
        let has_events =
            files.iter().any(|file| file.events.and_then(EventFile::events_of).is_some());
        // What describes both is of the positions where those are of its provider.
        let of_tracking = |file: &MatchFile| {
            let kind = file.tracking?;
            let is_ours = file.events.is_none() || provider == Some(kind.provider());
            (is_ours || !has_events).then_some(kind)
        };
        let places = || files.iter().enumerate();
        let tracking: Vec<_> = places()
            .filter_map(|(place, file)| Some(PlannedFile { place, kind: of_tracking(file)? }))
            .collect();
        let events: Vec<_> = places()
            .filter(|(_, file)| has_events || of_tracking(file).is_none())
            .filter_map(|(place, file)| Some(PlannedEventFile { place, kind: file.events? }))
            .collect();
        let tracking = match &tracking[..] {
            [] => None,
            _ => Some(GamePlan::of_files(tracking, pitch)?),
        };
        Ok(Self { tracking, events: EventsPlan::of(&events)? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tracking(kind: TrackingFile) -> MatchFile {
        MatchFile { tracking: Some(kind), events: None }
    }

    fn events(kind: EventFile) -> MatchFile {
        MatchFile { tracking: None, events: Some(kind) }
    }

    const MA1: MatchFile = MatchFile {
        tracking: Some(TrackingFile::StatsPerformMatch),
        events: Some(EventFile::StatsPerformMa1),
    };

    /// The places of the files that are read for positions and for events.
    fn plan(files: &[MatchFile]) -> Result<[Vec<usize>; 2], MatchPlanFault> {
        let plan = MatchPlan::of(files, Pitch::STANDARD)?;
        let tracking = plan.tracking.iter().flat_map(GamePlan::files).map(|file| file.place);
        let events = plan.events.iter().flat_map(EventsPlan::files).map(|file| file.place);
        Ok([tracking.collect(), events.collect()])
    }

    #[test]
    fn positions_and_events_of_two_providers_make_one_match() {
        let files = [
            events(EventFile::OptaF24),
            tracking(TrackingFile::TracabFrames),
            events(EventFile::OptaF7),
            tracking(TrackingFile::TracabMeta),
        ];
        assert_eq!(plan(&files), Ok([vec![3, 1], vec![2, 0]]));
    }

    #[test]
    fn a_description_of_both_is_read_for_both() {
        let frames = tracking(TrackingFile::StatsPerformFrames);
        let ma3 = events(EventFile::StatsPerformMa3);
        assert_eq!(plan(&[frames, MA1, ma3]), Ok([vec![1, 0], vec![1, 2]]));
        assert_eq!(plan(&[frames, MA1]), Ok([vec![1, 0], vec![]]));
        assert_eq!(plan(&[MA1, ma3]), Ok([vec![], vec![0, 1]]));
        // The line-ups of the events are no second provider of positions.
        let tracab = [TrackingFile::TracabFrames, TrackingFile::TracabMeta].map(tracking);
        assert_eq!(plan(&[tracab[0], MA1, ma3, tracab[1]]), Ok([vec![3, 0], vec![1, 2]]));
    }

    #[test]
    fn what_makes_no_match_is_told_with_its_place() {
        assert_eq!(plan(&[]), Err(MatchPlanFault::NoFiles));
        let files = [tracking(TrackingFile::TracabMeta), MatchFile::default()];
        assert_eq!(plan(&files), Err(MatchPlanFault::Unknown { place: 1 }));
        assert!(matches!(plan(&[MA1]), Err(MatchPlanFault::Tracking(PlanFault::Missing { .. }))));
        let alone = plan(&[events(EventFile::OptaF7)]).unwrap_err();
        assert!(matches!(alone, MatchPlanFault::Events(EventsPlanFault::NoEvents { .. })));
    }
}
