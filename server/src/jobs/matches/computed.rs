//! A match from what its files tell to what is kept of it.

use store::{
    StoreError,
    matches::{MatchSettings, NewMatch, NewPeriod},
    uploads::Uploads,
};

use super::{
    figures::{new_match, new_period},
    files::{MatchFilesError, ReadMatch},
    frames::{FramesFile, write_frames_of},
};

/// Everything that is kept of a match, its frames still in memory.
#[derive(Debug)]
pub(crate) struct ComputedMatch {
    /// What is kept in rows.
    pub(crate) new: NewMatch,
    frames: Vec<(NewPeriod, FramesFile)>,
}

impl ComputedMatch {
    /// Computes report, figures and frames; `go_on` is asked between periods.
    ///
    /// # Errors
    /// It was asked to stop, or frames cannot be written.
    pub(crate) fn of(
        read: &ReadMatch,
        settings: MatchSettings,
        content_key: String,
        go_on: &impl Fn() -> bool,
    ) -> Result<Self, MatchFilesError> {
        let failed = |error: anyhow::Error| MatchFilesError::Files(error.to_string());
        let new = new_match(read, settings, content_key).map_err(failed)?;
        let mut frames = Vec::new();
        if let Some((_, game)) = &read.tracking {
            for period in &game.periods {
                if !go_on() {
                    return Err(MatchFilesError::Stopped);
                }
                let file = write_frames_of(game, period).map_err(failed)?;
                frames.push((new_period(game, period, &file), file));
            }
        }
        Ok(Self { new, frames })
    }

    /// Keeps the frames by their content, and says in the rows where.
    ///
    /// # Errors
    /// The disk is full or cannot be written.
    pub(crate) async fn keep_frames(mut self, uploads: &Uploads) -> Result<NewMatch, StoreError> {
        for (mut period, frames) in self.frames {
            (period.frames_sha256, period.frames_bytes) = keep(uploads, &frames.chunks).await?;
            (period.table_sha256, period.table_bytes) = keep(uploads, &frames.table).await?;
            self.new.periods.push(period);
        }
        Ok(self.new)
    }
}

/// Keeps a file by its content; gives its hash and its length.
async fn keep(uploads: &Uploads, bytes: &[u8]) -> Result<(String, u64), StoreError> {
    let mut writer = uploads.begin(u64::MAX).await?;
    writer.write(bytes).await?;
    let file = writer.finish().await?;
    Ok((file.sha256, file.size_bytes))
}
