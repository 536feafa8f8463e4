//! The files of a match: what each is, and what they tell together.

use std::io::Read as _;

use feeds::{
    events::{EventsPlan, EventsReader},
    match_files::{LOOKED_AT, MatchFile, MatchPlan, MatchPlanFault},
    tracking::{GamePlan, GameReader},
};
use football::{GameEvents, Pitch, TrackedGame};
use store::{
    StoreError,
    matches::{FileKind, ImportFile, MatchPreview},
    uploads::Uploads,
};

/// Bytes that are read at once.
const PIECE: usize = 256 * 1024;

/// Why the files of a match cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum MatchFilesError {
    /// They make no match, or one cannot be read: for people, with file, place and reason.
    #[error("{0}")]
    Files(String),
    /// It was asked to stop.
    #[error("stopped")]
    Stopped,
    /// The disk failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<std::io::Error> for MatchFilesError {
    fn from(error: std::io::Error) -> Self {
        Self::Store(error.into())
    }
}

/// What the files tell.
#[derive(Debug, Default)]
pub struct ReadMatch {
    /// Where everybody was, and who says so.
    pub tracking: Option<(String, TrackedGame)>,
    /// Whether the positions are from a broadcast's picture.
    pub is_from_video: bool,
    /// What happened, and who says so.
    pub events: Option<(String, GameEvents)>,
}

/// What the files are and which match they make, by their beginnings.
///
/// # Errors
/// The disk fails.
pub fn preview(uploads: &Uploads, files: &[ImportFile]) -> Result<MatchPreview, StoreError> {
    let kinds = recognise(uploads, files)?;
    let mut preview = MatchPreview {
        files: kinds.iter().map(|kind| FileKind { kind: kind.name().map(str::to_owned) }).collect(),
        ..MatchPreview::default()
    };
    match MatchPlan::of(&kinds, Pitch::STANDARD) {
        Ok(plan) => {
            preview.tracking = plan.tracking.map(|plan| plan.provider.to_string());
            preview.events = plan.events.map(|plan| plan.provider.to_string());
        }
        Err(fault) => preview.problem = Some(told(&fault, files)),
    }
    Ok(preview)
}

fn recognise(uploads: &Uploads, files: &[ImportFile]) -> Result<Vec<MatchFile>, StoreError> {
    files
        .iter()
        .map(|file| {
            let mut beginning = Vec::new();
            let most = u64::try_from(LOOKED_AT).unwrap_or(u64::MAX);
            // A broken archive is no file that is known; the run says what is wrong with it.
            let read = uploads.open_table(&file.sha256)?.take(most).read_to_end(&mut beginning);
            Ok(read.map_or_else(|_| MatchFile::default(), |_| MatchFile::of(&beginning)))
        })
        .collect()
}

/// A fault with the names of its files instead of their places.
fn told(fault: &MatchPlanFault, files: &[ImportFile]) -> String {
    let mut text = fault.to_string();
    if let MatchPlanFault::Unknown { place } = fault
        && let Some(file) = files.get(*place)
    {
        text = format!(
            "{} is neither positions nor events of a provider that is known here",
            file.file_name
        );
    }
    for (place, file) in files.iter().enumerate().rev() {
        text = text.replace(&format!("file {} ", place + 1), &format!("{} ", file.file_name));
    }
    let mut letters = text.chars();
    let first = letters.next().map(|letter| letter.to_uppercase().to_string()).unwrap_or_default();
    format!("{first}{}.", letters.as_str())
}

/// Reads all files. `tell` hears the share that is read and says whether to go on.
///
/// # Errors
/// [`MatchFilesError::Files`] with file, place and reason.
pub fn read_match(
    uploads: &Uploads,
    files: &[ImportFile],
    tell: &mut impl FnMut(f64) -> bool,
) -> Result<ReadMatch, MatchFilesError> {
    let kinds = recognise(uploads, files)?;
    let plan = MatchPlan::of(&kinds, Pitch::STANDARD)
        .map_err(|fault| MatchFilesError::Files(told(&fault, files)))?;
    let mut meter = Meter::of(&plan, files);
    let mut read = ReadMatch::default();
    if let Some(plan) = plan.tracking {
        let provider = plan.provider.to_string();
        read.is_from_video = plan.provider.watches_broadcasts();
        let places: Vec<_> = plan.files().iter().map(|file| file.place).collect();
        let mut reader = GameReader::new(plan);
        for place in &places {
            let file = &files[*place];
            let at = |error: &dyn std::fmt::Display| fault(file, error);
            reader.begin().map_err(|error| at(&error))?;
            each_piece(uploads, file, &mut meter, tell, &mut |piece| {
                reader.push(piece).map_err(|error| at(&error))
            })?;
            reader.end().map_err(|error| at(&error))?;
        }
        let game = reader.finish().map_err(|error| MatchFilesError::Files(error.to_string()))?;
        read.tracking = Some((provider, game));
    }
    if let Some(plan) = plan.events {
        let provider = plan.provider.to_string();
        let places: Vec<_> = plan.files().iter().map(|file| file.place).collect();
        let mut reader = EventsReader::new(plan);
        for place in &places {
            let file = &files[*place];
            let at = |error: &dyn std::fmt::Display| fault(file, error);
            reader.begin().map_err(|error| at(&error))?;
            each_piece(uploads, file, &mut meter, tell, &mut |piece| {
                reader.push(piece).map_err(|error| at(&error))
            })?;
            reader.end().map_err(|error| at(&error))?;
        }
        let events = reader.finish().map_err(|error| MatchFilesError::Files(error.to_string()))?;
        read.events = Some((provider, events));
    }
    Ok(read)
}

fn fault(file: &ImportFile, error: &dyn std::fmt::Display) -> MatchFilesError {
    MatchFilesError::Files(format!("{}: {error}.", file.file_name))
}

/// How much of all files is read.
struct Meter {
    done: u64,
    all: u64,
}

impl Meter {
    fn of(plan: &MatchPlan, files: &[ImportFile]) -> Self {
        let tracking = plan.tracking.iter().flat_map(GamePlan::files).map(|file| file.place);
        let events = plan.events.iter().flat_map(EventsPlan::files).map(|file| file.place);
        let all = tracking.chain(events).map(|place| files[place].size_bytes).sum();
        Self { done: 0, all }
    }

    #[expect(clippy::cast_precision_loss, reason = "a share for a progress bar")]
    fn share(&self, of_file: f64, size_bytes: u64) -> f64 {
        let read = self.done as f64 + of_file * size_bytes as f64;
        if self.all == 0 { 1.0 } else { (read / self.all as f64).min(1.0) }
    }
}

fn each_piece(
    uploads: &Uploads,
    file: &ImportFile,
    meter: &mut Meter,
    tell: &mut impl FnMut(f64) -> bool,
    take: &mut dyn FnMut(&[u8]) -> Result<(), MatchFilesError>,
) -> Result<(), MatchFilesError> {
    let mut table = uploads.open_table(&file.sha256)?;
    let mut piece = vec![0; PIECE];
    loop {
        let read = table.read(&mut piece).map_err(|error| match error.kind() {
            // What the archive says of itself is the file's fault, not the disk's.
            std::io::ErrorKind::InvalidData
            | std::io::ErrorKind::InvalidInput
            | std::io::ErrorKind::UnexpectedEof
            | std::io::ErrorKind::FileTooLarge => fault(file, &error),
            _ => error.into(),
        })?;
        if read == 0 {
            break;
        }
        if !tell(meter.share(table.fraction_read(), file.size_bytes)) {
            return Err(MatchFilesError::Stopped);
        }
        take(&piece[..read])?;
    }
    meter.done += file.size_bytes;
    Ok(())
}
