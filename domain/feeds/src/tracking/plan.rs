//! Which game the files of an upload make, by their kinds, and in which order they are read.

use football::{Pitch, Side};

use super::{
    provider::{Provider, needs},
    recognise::TrackingFile,
};

/// A file of a plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PlannedFile {
    /// Its place among the files that the plan was made for.
    pub place: usize,
    /// What it is.
    pub kind: TrackingFile,
}

/// Which files make a game, in the order in which they are read.
#[derive(Clone, Debug, PartialEq)]
pub struct GamePlan {
    /// Who tracked it.
    pub provider: Provider,
    pub(super) pitch: Pitch,
    files: Vec<PlannedFile>,
}

/// Why files make no game. `place` is that of a file among those that were given.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PlanFault {
    /// There is no file.
    #[error("there is no file")]
    NoFiles,
    /// A file is no tracking that is read here.
    #[error("file {} is no tracking of a provider that is known here", .place + 1)]
    Unknown {
        /// The file.
        place: usize,
    },
    /// The files are of two providers.
    #[error("file {} is of {provider} and others are of {other}: add one game at a time", .place + 1)]
    TwoProviders {
        /// The file.
        place: usize,
        /// Whose it is.
        provider: Provider,
        /// Whose the file before it is.
        other: Provider,
    },
    /// A file is missing.
    #[error("{provider} {what}: add {add}")]
    Missing {
        /// Who tracked the game.
        provider: Provider,
        /// What is there, and what that needs.
        what: &'static str,
        /// The file to add.
        add: &'static str,
    },
    /// There are two files where a game has one.
    #[error("files {} and {} are the same of two games: add one game at a time", .first + 1, .second + 1)]
    Twice {
        /// The one.
        first: usize,
        /// The other.
        second: usize,
    },
}

impl GamePlan {
    /// The game that files of these kinds make; `None` stands for a file that was not recognised. `pitch` is where
    /// it was played if the provider does not say it (Metrica, Stats Perform).
    ///
    /// # Errors
    /// The files make no game: what is missing, doubled, of another provider or unknown.
    pub fn of(kinds: &[Option<TrackingFile>], pitch: Pitch) -> Result<Self, PlanFault> {
        let mut files = Vec::with_capacity(kinds.len());
        for (place, kind) in kinds.iter().enumerate() {
            let kind = kind.ok_or(PlanFault::Unknown { place })?;
            files.push(PlannedFile { place, kind });
        }
        Self::of_files(files, pitch)
    }

    /// The game that these files make, which may be some of those that were given.
    pub(crate) fn of_files(files: Vec<PlannedFile>, pitch: Pitch) -> Result<Self, PlanFault> {
        let provider = files.first().ok_or(PlanFault::NoFiles)?.kind.provider();
        if let Some(file) = files.iter().find(|file| file.kind.provider() != provider) {
            let (place, other) = (file.place, provider);
            return Err(PlanFault::TwoProviders { place, provider: file.kind.provider(), other });
        }
        let files =
            if provider == Provider::Metrica { teams(&files)? } else { ordered(provider, &files)? };
        Ok(Self { provider, pitch, files })
    }

    /// The files in the order in which they are read. A file that another one makes needless is not among them.
    pub fn files(&self) -> &[PlannedFile] {
        &self.files
    }
}

/// The two files of Metrica, the home team's first. Where neither says whose it is, the first is.
fn teams(files: &[PlannedFile]) -> Result<Vec<PlannedFile>, PlanFault> {
    match files {
        [_] => Err(PlanFault::Missing {
            provider: Provider::Metrica,
            what: "positions of one team need the other team's",
            add: needs(Provider::Metrica).add_frames,
        }),
        [first, second] => {
            let side = |file: &PlannedFile| match file.kind {
                TrackingFile::MetricaCsv(side) => side,
                _ => None,
            };
            match (side(first), side(second)) {
                (Some(one), Some(other)) if one == other => {
                    Err(PlanFault::Twice { first: first.place, second: second.place })
                }
                (Some(Side::Away), _) | (None, Some(Side::Home)) => Ok(vec![*second, *first]),
                _ => Ok(vec![*first, *second]),
            }
        }
        [first, _, third, ..] => Err(PlanFault::Twice { first: first.place, second: third.place }),
        [] => Err(PlanFault::NoFiles),
    }
}

fn ordered(provider: Provider, files: &[PlannedFile]) -> Result<Vec<PlannedFile>, PlanFault> {
    let needs = needs(provider);
    let mut planned: Vec<PlannedFile> = Vec::with_capacity(files.len());
    let of = |kind: TrackingFile| files.iter().filter(move |file| file.kind == kind);
    let mut missing = None;
    for (kinds, add) in needs.descriptions.iter().zip(needs.add) {
        // Of several that say the same, the better one stands first.
        let Some(kind) = kinds.iter().find(|kind| of(**kind).next().is_some()) else {
            missing.get_or_insert(*add);
            continue;
        };
        let mut found = of(*kind);
        planned.extend(found.next());
        if let Some((first, second)) = planned.last().zip(found.next()) {
            return Err(PlanFault::Twice { first: first.place, second: second.place });
        }
    }
    let frames: Vec<_> = files.iter().filter(|file| needs.frames.contains(&file.kind)).collect();
    match frames[..] {
        [] => {
            let (what, add) = ("description needs positions", needs.add_frames);
            return Err(PlanFault::Missing { provider, what, add });
        }
        [first, second, ..] if !needs.several => {
            return Err(PlanFault::Twice { first: first.place, second: second.place });
        }
        _ => {}
    }
    if let Some(add) = missing {
        let what = "positions need their description";
        return Err(PlanFault::Missing { provider, what, add });
    }
    let has_people = frames.iter().any(|file| file.kind == TrackingFile::HawkEyePeople);
    if provider == Provider::HawkEye && !has_people {
        let (what, add) = ("feeds of the ball need those of the people", needs.add_frames);
        return Err(PlanFault::Missing { provider, what, add });
    }
    planned.extend(frames);
    Ok(planned)
}
