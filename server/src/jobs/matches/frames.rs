//! Frames of a match as files: chunks for the browser, Parquet for other programs.

use std::io::Write as _;

use flate2::{Compression, write::GzEncoder};
use football::{TrackedGame, TrackedPeriod};
use match_frames::encode;
use match_tables::write_frames;

/// Seconds of a chunk: a seek fetches one or two.
const CHUNK_SECS: f64 = 20.0;
/// Most ticks of a chunk; the reader takes no more.
const MOST_CHUNK_TICKS: u32 = 9_000;

/// The files of a period.
#[derive(Debug, Default)]
pub(super) struct FramesFile {
    /// Chunks one after the other, each packed by gzip.
    pub(super) chunks: Vec<u8>,
    /// Where each ends.
    pub(super) ends: Vec<u64>,
    /// Ticks of every chunk but the last.
    pub(super) chunk_ticks: u32,
    /// The Parquet file.
    pub(super) table: Vec<u8>,
}

/// Makes the files of a period.
///
/// # Errors
/// The frames cannot be written as a table.
pub(super) fn write_frames_of(
    game: &TrackedGame,
    period: &TrackedPeriod,
) -> anyhow::Result<FramesFile> {
    let chunk_ticks = chunk_ticks(game.rate_hz);
    let step = usize::try_from(chunk_ticks)?;
    let mut file = FramesFile { chunk_ticks, ..FramesFile::default() };
    for first in (0..period.ticks.len()).step_by(step) {
        let mut packed = GzEncoder::new(file.chunks, Compression::default());
        packed.write_all(&encode(period, first..first + step))?;
        file.chunks = packed.finish()?;
        file.ends.push(file.chunks.len() as u64);
    }
    write_frames(game, period.number, &mut file.table)?;
    Ok(file)
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "clamped to some thousands"
)]
fn chunk_ticks(rate_hz: f64) -> u32 {
    (rate_hz * CHUNK_SECS).round().clamp(1.0, f64::from(MOST_CHUNK_TICKS)) as u32
}

#[cfg(test)]
mod tests {
    use super::chunk_ticks;

    #[test]
    fn a_chunk_has_twenty_seconds_and_an_end() {
        assert_eq!(chunk_ticks(25.0), 500);
        assert_eq!(chunk_ticks(29.97), 599);
        assert_eq!(chunk_ticks(10_000.0), 9_000);
        assert_eq!(chunk_ticks(0.0), 1);
    }
}
