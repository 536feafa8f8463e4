//! Where the frames of a match are.

use football::MatchId;
use sea_orm::{ConnectionTrait, QueryResult};

use super::import::read;
use crate::{StoreError, sql};

/// A period's frames.
#[derive(Clone, Debug, PartialEq)]
pub struct PeriodFrames {
    /// 1 and 2 are the halves.
    pub number: u8,
    /// The provider's number of its first frame.
    pub first_frame: i64,
    /// How many ticks it has.
    pub ticks: u32,
    /// Whether the home team attacks towards +x.
    pub home_attacks_right: Option<bool>,
    /// The share of places that were filled in, 0 to 1.
    pub interpolated: f64,
    /// The file with the chunks.
    pub frames_sha256: String,
    /// Its bytes.
    pub frames_bytes: u64,
    /// Ticks of every chunk but the last.
    pub chunk_ticks: u32,
    /// Where each chunk ends in the file.
    pub chunk_ends: Vec<u64>,
    /// The same frames as Parquet.
    pub table_sha256: String,
    /// Its bytes.
    pub table_bytes: u64,
}

/// Where one chunk is: a file, and its bytes there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FramesOf {
    /// The file's content hash.
    pub sha256: String,
    /// The first byte.
    pub from: u64,
    /// The byte after the last.
    pub until: u64,
}

impl PeriodFrames {
    /// Where the chunk is that begins with this tick; `None` when none does.
    pub fn chunk(&self, first_tick: u32) -> Option<FramesOf> {
        if self.chunk_ticks == 0 || !first_tick.is_multiple_of(self.chunk_ticks) {
            return None;
        }
        let place = usize::try_from(first_tick / self.chunk_ticks).ok()?;
        let until = *self.chunk_ends.get(place)?;
        let from = place.checked_sub(1).map_or(0, |before| self.chunk_ends[before]);
        Some(FramesOf { sha256: self.frames_sha256.clone(), from, until })
    }
}

const SELECT: &str = "SELECT period.number, period.first_frame, period.ticks,
        period.home_attacks_right, period.interpolated, period.frames_sha256, period.frames_bytes,
        period.chunk_ticks, period.chunk_ends, period.table_sha256, period.table_bytes
    FROM match_period AS period JOIN match ON match.id = period.match_id AND match.deleted_at IS NULL
    WHERE period.match_id = $1";

/// The periods of a match, in their order; empty without positions.
///
/// # Errors
/// The database does not answer.
pub async fn periods_of(
    db: &impl ConnectionTrait,
    id: MatchId,
) -> Result<Vec<PeriodFrames>, StoreError> {
    let text = format!("{SELECT} ORDER BY period.number");
    sql::all(db, &text, [id.0.into()]).await?.iter().map(period).collect()
}

/// One period of a match; `None` when it has none.
///
/// # Errors
/// The database does not answer.
pub async fn frames_of(
    db: &impl ConnectionTrait,
    id: MatchId,
    number: u8,
) -> Result<Option<PeriodFrames>, StoreError> {
    let text = format!("{SELECT} AND period.number = $2");
    let row = sql::one(db, &text, [id.0.into(), i16::from(number).into()]).await?;
    row.as_ref().map(period).transpose()
}

fn period(row: &QueryResult) -> Result<PeriodFrames, StoreError> {
    let bytes = |column: &str| -> Result<u64, StoreError> {
        Ok(u64::try_from(row.try_get::<i64>("", column)?).unwrap_or_default())
    };
    let count = |column: &str| -> Result<u32, StoreError> {
        Ok(u32::try_from(row.try_get::<i32>("", column)?).unwrap_or_default())
    };
    Ok(PeriodFrames {
        number: u8::try_from(row.try_get::<i16>("", "number")?).unwrap_or_default(),
        first_frame: row.try_get("", "first_frame")?,
        ticks: count("ticks")?,
        home_attacks_right: row.try_get("", "home_attacks_right")?,
        interpolated: row.try_get("", "interpolated")?,
        frames_sha256: row.try_get("", "frames_sha256")?,
        frames_bytes: bytes("frames_bytes")?,
        chunk_ticks: count("chunk_ticks")?,
        chunk_ends: read("ends of chunks", row.try_get("", "chunk_ends")?)?,
        table_sha256: row.try_get("", "table_sha256")?,
        table_bytes: bytes("table_bytes")?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chunk_lies_between_the_ends_of_two() {
        let period = PeriodFrames {
            number: 1,
            first_frame: 0,
            ticks: 1_200,
            home_attacks_right: None,
            interpolated: 0.0,
            frames_sha256: "ab".to_owned(),
            frames_bytes: 90,
            chunk_ticks: 500,
            chunk_ends: vec![40, 70, 90],
            table_sha256: String::new(),
            table_bytes: 0,
        };
        let of = |first_tick| period.chunk(first_tick).map(|chunk| (chunk.from, chunk.until));
        assert_eq!(of(0), Some((0, 40)));
        assert_eq!(of(1_000), Some((70, 90)));
        assert_eq!(of(1_500), None);
        assert_eq!(of(10), None);
    }
}
