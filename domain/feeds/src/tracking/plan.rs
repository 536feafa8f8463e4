//! Which game the files of an upload make, by their kinds, and in which order they are read.

use std::fmt;

use football::{Pitch, Side};

use super::recognise::TrackingFile;

/// Who tracked a game.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Provider {
    /// TRACAB.
    Tracab,
    /// Metrica Sports, in CSV.
    Metrica,
    /// Whoever writes FIFA's transfer format, such as Metrica Sports.
    Epts,
    /// `SkillCorner`.
    SkillCorner,
    /// Second Spectrum.
    SecondSpectrum,
    /// Sportec.
    Sportec,
    /// Stats Perform.
    StatsPerform,
    /// Hawk-Eye.
    HawkEye,
    /// PFF.
    Pff,
    /// Signality.
    Signality,
}

impl fmt::Display for Provider {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Tracab => "TRACAB",
            Self::Metrica => "Metrica",
            Self::Epts => "EPTS",
            Self::SkillCorner => "SkillCorner",
            Self::SecondSpectrum => "Second Spectrum",
            Self::Sportec => "Sportec",
            Self::StatsPerform => "Stats Perform",
            Self::HawkEye => "Hawk-Eye",
            Self::Pff => "PFF",
            Self::Signality => "Signality",
        })
    }
}

impl TrackingFile {
    /// Whose file it is.
    pub fn provider(self) -> Provider {
        match self {
            Self::TracabFrames | Self::TracabJsonFrames | Self::TracabMeta => Provider::Tracab,
            Self::MetricaCsv(_) => Provider::Metrica,
            Self::EptsFrames | Self::EptsMeta => Provider::Epts,
            Self::SkillCornerFrames | Self::SkillCornerMatch => Provider::SkillCorner,
            Self::SecondSpectrumFrames | Self::SecondSpectrumMeta | Self::SecondSpectrumXml => {
                Provider::SecondSpectrum
            }
            Self::SportecPositions | Self::SportecMatch => Provider::Sportec,
            Self::StatsPerformFrames | Self::StatsPerformMatch => Provider::StatsPerform,
            Self::HawkEyeBall | Self::HawkEyePeople | Self::HawkEyeMeta | Self::HawkEyeXml => {
                Provider::HawkEye
            }
            Self::PffFrames | Self::PffMeta | Self::PffRoster => Provider::Pff,
            Self::SignalityFrames | Self::SignalityMeta | Self::SignalityVenue => {
                Provider::Signality
            }
        }
    }

    /// Whether it has frames; other files describe them.
    pub fn has_frames(self) -> bool {
        matches!(
            self,
            Self::TracabFrames
                | Self::TracabJsonFrames
                | Self::MetricaCsv(_)
                | Self::EptsFrames
                | Self::SkillCornerFrames
                | Self::SecondSpectrumFrames
                | Self::SportecPositions
                | Self::StatsPerformFrames
                | Self::HawkEyeBall
                | Self::HawkEyePeople
                | Self::PffFrames
                | Self::SignalityFrames
        )
    }
}

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

/// What a game of a provider needs.
struct Needs {
    frames: &'static [TrackingFile],
    /// Each needs one of these; the first that is there is read.
    descriptions: &'static [&'static [TrackingFile]],
    /// What to add where a description is missing, in the same order.
    add: &'static [&'static str],
    /// What to add where frames are missing.
    add_frames: &'static str,
    /// A game may have several files of frames.
    several: bool,
}

fn needs(provider: Provider) -> Needs {
    use TrackingFile as File;
    let one = |frames, descriptions, add, add_frames| Needs {
        frames,
        descriptions,
        add,
        add_frames,
        several: false,
    };
    match provider {
        Provider::Tracab => one(
            &[File::TracabFrames, File::TracabJsonFrames],
            &[&[File::TracabMeta]],
            &["the .xml or .json that describes the game"],
            "the .dat or .json of the positions",
        ),
        Provider::Metrica => Needs {
            frames: &[],
            descriptions: &[],
            add: &[],
            add_frames: "the CSV of the other team",
            several: true,
        },
        Provider::Epts => one(
            &[File::EptsFrames],
            &[&[File::EptsMeta]],
            &["the .xml that describes the game"],
            "the .txt of the positions",
        ),
        Provider::SkillCorner => one(
            &[File::SkillCornerFrames],
            &[&[File::SkillCornerMatch]],
            &["the match data (.json)"],
            "the tracking data (.json or .jsonl)",
        ),
        Provider::SecondSpectrum => one(
            &[File::SecondSpectrumFrames],
            &[&[File::SecondSpectrumMeta, File::SecondSpectrumXml]],
            &["the metadata (.json, or .xml without line-ups)"],
            "the tracking data (.jsonl)",
        ),
        Provider::Sportec => one(
            &[File::SportecPositions],
            &[&[File::SportecMatch]],
            &["the match information (.xml)"],
            "the positions (.xml)",
        ),
        Provider::StatsPerform => one(
            &[File::StatsPerformFrames],
            &[&[File::StatsPerformMatch]],
            &["the line-ups (MA1, .json)"],
            "the positions (MA25)",
        ),
        Provider::HawkEye => Needs {
            frames: &[File::HawkEyePeople, File::HawkEyeBall],
            descriptions: &[&[File::HawkEyeMeta, File::HawkEyeXml]],
            add: &["the description (.json or .xml), which has the pitch"],
            add_frames: "the feeds of the people (centroids)",
            several: true,
        },
        Provider::Pff => one(
            &[File::PffFrames],
            &[&[File::PffMeta], &[File::PffRoster]],
            &["the metadata (.json)", "the roster (.json)"],
            "the tracking data (.jsonl)",
        ),
        Provider::Signality => Needs {
            frames: &[File::SignalityFrames],
            descriptions: &[&[File::SignalityMeta], &[File::SignalityVenue]],
            add: &["the metadata (.json)", "the venue information (.json)"],
            add_frames: "the raw data of each period (.json)",
            several: true,
        },
    }
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
