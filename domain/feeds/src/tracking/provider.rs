//! Who tracks games, and which files each of them gives.

use std::fmt;

use football::Side;

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

impl Provider {
    /// Whether it takes positions from a broadcast's picture, which sees some of the players at a time, and none so
    /// exactly as cameras at the pitch do.
    pub const fn watches_broadcasts(self) -> bool {
        matches!(self, Self::SkillCorner | Self::Pff)
    }
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

    /// What it is called.
    pub fn name(self) -> &'static str {
        match self {
            Self::TracabFrames => "TRACAB positions",
            Self::TracabJsonFrames => "TRACAB positions (JSON)",
            Self::TracabMeta => "TRACAB description",
            Self::MetricaCsv(Some(Side::Home)) => "Metrica positions, home team",
            Self::MetricaCsv(Some(Side::Away)) => "Metrica positions, away team",
            Self::MetricaCsv(None) => "Metrica positions",
            Self::EptsFrames => "EPTS positions",
            Self::EptsMeta => "EPTS description",
            Self::SkillCornerFrames => "SkillCorner positions",
            Self::SkillCornerMatch => "SkillCorner match data",
            Self::SecondSpectrumFrames => "Second Spectrum positions",
            Self::SecondSpectrumMeta | Self::SecondSpectrumXml => "Second Spectrum description",
            Self::SportecPositions => "Sportec positions",
            Self::SportecMatch => "Sportec match information",
            Self::StatsPerformFrames => "Stats Perform positions (MA25)",
            Self::StatsPerformMatch => "Stats Perform line-ups (MA1)",
            Self::HawkEyeBall => "Hawk-Eye ball",
            Self::HawkEyePeople => "Hawk-Eye people",
            Self::HawkEyeMeta | Self::HawkEyeXml => "Hawk-Eye description",
            Self::PffFrames => "PFF positions",
            Self::PffMeta => "PFF metadata",
            Self::PffRoster => "PFF roster",
            Self::SignalityFrames => "Signality positions",
            Self::SignalityMeta => "Signality metadata",
            Self::SignalityVenue => "Signality venue",
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

/// What a game of a provider needs.
pub(super) struct Needs {
    /// The kinds of files that have frames.
    pub(super) frames: &'static [TrackingFile],
    /// Each needs one of these; the first that is there is read.
    pub(super) descriptions: &'static [&'static [TrackingFile]],
    /// What to add where a description is missing, in the same order.
    pub(super) add: &'static [&'static str],
    /// What to add where frames are missing.
    pub(super) add_frames: &'static str,
    /// A game may have several files of frames.
    pub(super) several: bool,
}

/// What a game of this provider needs.
pub(super) fn needs(provider: Provider) -> Needs {
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
