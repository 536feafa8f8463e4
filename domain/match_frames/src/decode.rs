//! Reading a chunk.

use football::{Side, Tick};

use crate::{
    chunk::{Chunk, Track},
    wire::{MARK, MOST_OBJECTS, MOST_TICKS, unfolded},
};

/// Why bytes are not a chunk.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ChunkError {
    /// It begins otherwise, or is of a later form.
    #[error("these are not frames of a match")]
    NotFrames,
    /// It ends too early.
    #[error("the frames end at byte {at}: they were cut off")]
    CutOff {
        /// How many bytes there are.
        at: usize,
    },
    /// Something stands there that is never written.
    #[error("the frames are damaged at byte {at}")]
    Damaged {
        /// Where.
        at: usize,
    },
}

/// The chunk in `bytes`.
///
/// # Errors
/// For whatever [`crate::encode()`] did not write. Never asks for more memory than 256 objects have.
pub fn decode(bytes: &[u8]) -> Result<Chunk, ChunkError> {
    if !bytes.starts_with(&MARK) {
        return Err(ChunkError::NotFrames);
    }
    let mut reader = Reader { bytes, at: MARK.len() };
    let first_tick = reader.unsigned()?;
    let length = reader.count(MOST_TICKS)?;
    let players = reader.count(MOST_OBJECTS)?;
    let ticks = reader
        .runs(length)?
        .into_iter()
        .map(|byte| tick_of(byte, &reader))
        .collect::<Result<_, _>>()?;
    let players = (0..players).map(|_| reader.track(length)).collect::<Result<_, _>>()?;
    let ball = reader.track(length)?;
    let known = reader.present(length)?;
    let heights = reader.values(&known)?;
    if reader.at != bytes.len() {
        return Err(reader.damaged());
    }
    let mut heights = heights.into_iter();
    let ball_height_cm =
        known.iter().map(|known| known.then(|| heights.next()).flatten()).collect();
    Ok(Chunk { first_tick, ticks, players, ball, ball_height_cm })
}

struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl Reader<'_> {
    fn damaged(&self) -> ChunkError {
        ChunkError::Damaged { at: self.at }
    }

    fn byte(&mut self) -> Result<u8, ChunkError> {
        let byte = *self.bytes.get(self.at).ok_or(ChunkError::CutOff { at: self.at })?;
        self.at += 1;
        Ok(byte)
    }

    fn unsigned(&mut self) -> Result<u32, ChunkError> {
        let mut number = 0;
        for shift in (0..32).step_by(7) {
            let byte = self.byte()?;
            let part = u32::from(byte & 0x7f);
            if part.leading_zeros() < shift {
                return Err(self.damaged());
            }
            number |= part << shift;
            if byte < 0x80 {
                return Ok(number);
            }
        }
        Err(self.damaged())
    }

    fn count(&mut self, most: usize) -> Result<usize, ChunkError> {
        let count = self.unsigned()? as usize;
        if count > most { Err(self.damaged()) } else { Ok(count) }
    }

    /// `length` values, from pairs of how often and what.
    fn runs(&mut self, length: usize) -> Result<Vec<u32>, ChunkError> {
        let mut values = Vec::with_capacity(length);
        while values.len() < length {
            let often = self.count(length - values.len())?;
            if often == 0 {
                return Err(self.damaged());
            }
            let value = self.unsigned()?;
            values.resize(values.len() + often, value);
        }
        Ok(values)
    }

    /// At which ticks something is known.
    fn present(&mut self, length: usize) -> Result<Vec<bool>, ChunkError> {
        let runs = self.runs(length)?;
        if runs.iter().any(|value| *value > 1) {
            return Err(self.damaged());
        }
        Ok(runs.into_iter().map(|value| value == 1).collect())
    }

    /// A value for each tick at which one is known.
    fn values(&mut self, known: &[bool]) -> Result<Vec<i16>, ChunkError> {
        let count = known.iter().filter(|known| **known).count();
        if count == 0 {
            return Ok(Vec::new());
        }
        let order = self.byte()?;
        if !matches!(order, 1 | 2) {
            return Err(self.damaged());
        }
        let (mut value, mut step) = (0_i32, 0_i32);
        let mut values = Vec::with_capacity(count);
        for _ in 0..count {
            let difference = unfolded(self.unsigned()?);
            step = if order == 2 { step.wrapping_add(difference) } else { difference };
            value = value.wrapping_add(step);
            values.push(i16::try_from(value).map_err(|_too_far| self.damaged())?);
        }
        Ok(values)
    }

    fn track(&mut self, length: usize) -> Result<Track, ChunkError> {
        let known = self.present(length)?;
        let along = self.values(&known)?;
        let across = self.values(&known)?;
        let mut places = along.into_iter().zip(across);
        let places_cm = known.iter().map(|known| known.then(|| places.next()).flatten()).collect();
        Ok(Track { places_cm })
    }
}

fn tick_of(byte: u32, reader: &Reader) -> Result<Tick, ChunkError> {
    let alive = match byte >> 1 & 3 {
        0 => None,
        1 => Some(false),
        2 => Some(true),
        _ => return Err(reader.damaged()),
    };
    let possession = match byte >> 3 {
        0 => None,
        1 => Some(Side::Home),
        2 => Some(Side::Away),
        _ => return Err(reader.damaged()),
    };
    Ok(Tick { recorded: byte & 1 == 1, alive, possession })
}
