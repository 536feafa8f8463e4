//! The files of one game, whoever provides them: which game they make, what is missing, and one reader for all.
//!
//! A caller recognises each file, asks for a [`GamePlan`], and feeds the files to a [`GameReader`] in the order of
//! the plan, each in pieces of any size: first descriptions, then frames.

use football::{Side, TrackedGame};

use super::{
    epts::EptsReader,
    epts_meta::read_epts_meta,
    error::{TrackingError, TrackingFault},
    hawk_eye::{HawkEyeReader, read_hawk_eye_pitch},
    metrica::{MetricaReader, join_metrica},
    pff::PffReader,
    plan::GamePlan,
    provider::Provider,
    recognise::TrackingFile,
    second_spectrum::SecondSpectrumReader,
    signality::SignalityReader,
    skillcorner::SkillCornerReader,
    sportec::SportecReader,
    stats_perform::StatsPerformReader,
    tracab::TracabReader,
    tracab_json::TracabJsonReader,
    tracab_meta::read_tracab_meta,
};

/// A description that is longer describes no game: the longest known have 100 kB.
const LONGEST_DESCRIPTION: usize = 8 << 20;

/// Reads the files of a game in the order of their plan.
#[derive(Debug)]
pub struct GameReader {
    plan: GamePlan,
    /// How many files have begun.
    begun: usize,
    /// The descriptions that have come, in the order of the plan.
    descriptions: Vec<Vec<u8>>,
    open: Open,
    /// What has been read of the first team's file of Metrica.
    home: Option<TrackedGame>,
    game: Option<TrackedGame>,
}

/// The file that is being read.
#[derive(Debug)]
enum Open {
    Nothing,
    Description(Vec<u8>),
    Frames(Box<Frames>),
}

/// The readers of frames.
#[derive(Debug)]
enum Frames {
    Tracab(TracabReader),
    TracabJson(TracabJsonReader),
    Metrica(MetricaReader),
    Epts(EptsReader),
    SkillCorner(SkillCornerReader),
    SecondSpectrum(SecondSpectrumReader),
    Sportec(SportecReader),
    StatsPerform(StatsPerformReader),
    HawkEye(HawkEyeReader),
    Pff(PffReader),
    Signality(SignalityReader),
}

impl GameReader {
    /// A reader of the files of a plan.
    #[must_use]
    pub fn new(plan: GamePlan) -> Self {
        let (descriptions, open) = (Vec::new(), Open::Nothing);
        Self { plan, begun: 0, descriptions, open, home: None, game: None }
    }

    /// Begins the next file of the plan.
    ///
    /// # Errors
    /// The descriptions that came before cannot be read.
    pub fn begin(&mut self) -> Result<(), TrackingError> {
        let Some(file) = self.plan.files().get(self.begun).copied() else { return Ok(()) };
        self.begun += 1;
        if !file.kind.has_frames() {
            self.open = Open::Description(Vec::new());
        } else if matches!(self.open, Open::Nothing) {
            self.open = Open::Frames(Box::new(self.frames(file.kind)?));
        }
        Ok(())
    }

    /// Takes the next piece of the file.
    ///
    /// # Errors
    /// What the reader of the file says.
    pub fn push(&mut self, bytes: &[u8]) -> Result<(), TrackingError> {
        match &mut self.open {
            Open::Nothing => Ok(()),
            Open::Description(begun) => {
                if begun.len() + bytes.len() > LONGEST_DESCRIPTION {
                    let most = LONGEST_DESCRIPTION;
                    return Err(TrackingFault::ObjectTooLong { most }.of_file());
                }
                begun.extend_from_slice(bytes);
                Ok(())
            }
            Open::Frames(frames) => frames.push(bytes),
        }
    }

    /// The file is at its end.
    ///
    /// # Errors
    /// It was cut off, or it and the other files are not of one game.
    pub fn end(&mut self) -> Result<(), TrackingError> {
        let frames = match std::mem::replace(&mut self.open, Open::Nothing) {
            Open::Nothing => return Ok(()),
            Open::Description(bytes) => {
                self.descriptions.push(bytes);
                return Ok(());
            }
            Open::Frames(frames) => *frames,
        };
        let last = self.begun == self.plan.files().len();
        let game = match frames {
            Frames::Metrica(reader) => {
                let game = reader.finish()?;
                let Some(home) = self.home.take() else {
                    self.home = Some(game);
                    return Ok(());
                };
                join_metrica(home, game)?
            }
            Frames::HawkEye(mut reader) => {
                reader.end_file()?;
                if !last {
                    self.open = Open::Frames(Box::new(Frames::HawkEye(reader)));
                    return Ok(());
                }
                reader.finish()?
            }
            Frames::Signality(mut reader) => {
                reader.end_file()?;
                if !last {
                    self.open = Open::Frames(Box::new(Frames::Signality(reader)));
                    return Ok(());
                }
                reader.finish()?
            }
            Frames::Tracab(reader) => reader.finish()?,
            Frames::TracabJson(reader) => reader.finish()?,
            Frames::Epts(reader) => reader.finish()?,
            Frames::SkillCorner(reader) => reader.finish()?,
            Frames::SecondSpectrum(reader) => reader.finish()?,
            Frames::Sportec(reader) => reader.finish()?,
            Frames::StatsPerform(reader) => reader.finish()?,
            Frames::Pff(reader) => reader.finish()?,
        };
        self.game = Some(game);
        Ok(())
    }

    /// The game, after the last file of the plan.
    ///
    /// # Errors
    /// A file of the plan did not come.
    pub fn finish(self) -> Result<TrackedGame, TrackingError> {
        self.game.ok_or_else(|| TrackingFault::NoFrames.of_file())
    }

    /// A reader of the frames that the descriptions tell of.
    fn frames(&self, kind: TrackingFile) -> Result<Frames, TrackingError> {
        let description =
            |place: usize| self.descriptions.get(place).map_or(&[][..], Vec::as_slice);
        let (first, second) = (description(0), description(1));
        let pitch = self.plan.pitch;
        Ok(match self.plan.provider {
            Provider::Tracab if kind == TrackingFile::TracabJsonFrames => {
                Frames::TracabJson(TracabJsonReader::new(read_tracab_meta(first)?)?)
            }
            Provider::Tracab => Frames::Tracab(TracabReader::new(read_tracab_meta(first)?)?),
            Provider::Metrica => {
                let side = if self.home.is_some() { Side::Away } else { Side::Home };
                Frames::Metrica(MetricaReader::new(side, pitch)?)
            }
            Provider::Epts => Frames::Epts(EptsReader::new(read_epts_meta(first)?)?),
            Provider::SkillCorner => Frames::SkillCorner(SkillCornerReader::new(first)?),
            Provider::SecondSpectrum => Frames::SecondSpectrum(SecondSpectrumReader::new(first)?),
            Provider::Sportec => Frames::Sportec(SportecReader::new(first)?),
            Provider::StatsPerform => Frames::StatsPerform(StatsPerformReader::new(first, pitch)?),
            Provider::HawkEye => Frames::HawkEye(HawkEyeReader::new(read_hawk_eye_pitch(first)?)),
            Provider::Pff => Frames::Pff(PffReader::new(first, second)?),
            Provider::Signality => Frames::Signality(SignalityReader::new(first, second)?),
        })
    }
}

impl Frames {
    fn push(&mut self, bytes: &[u8]) -> Result<(), TrackingError> {
        match self {
            Self::Tracab(reader) => reader.push(bytes),
            Self::TracabJson(reader) => reader.push(bytes),
            Self::Metrica(reader) => reader.push(bytes),
            Self::Epts(reader) => reader.push(bytes),
            Self::SkillCorner(reader) => reader.push(bytes),
            Self::SecondSpectrum(reader) => reader.push(bytes),
            Self::Sportec(reader) => reader.push(bytes),
            Self::StatsPerform(reader) => reader.push(bytes),
            Self::HawkEye(reader) => reader.push(bytes),
            Self::Pff(reader) => reader.push(bytes),
            Self::Signality(reader) => reader.push(bytes),
        }
    }
}
