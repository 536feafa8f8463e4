//! TK17: what a match of 90 minutes takes in the store and on the way to the browser.

use std::{io::Write as _, path::Path};

use flate2::{Compression, write::GzEncoder};

use crate::{bars::Bars, best, reading::read_metrica};

/// Seconds that the browser fetches at a time.
const CHUNK_SECS: usize = 10;

pub(crate) fn measure(folder: &Path, bars: &mut Bars) -> anyhow::Result<()> {
    let game = read_metrica(folder)?;
    let mut tables = 0;
    for period in &game.periods {
        let mut bytes = Vec::new();
        match_tables::write_frames(&game, period.number, &mut bytes)?;
        tables += bytes.len();
    }
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "25 a second")]
    let step = game.rate_hz.round() as usize * CHUNK_SECS;
    let (mut chunks, mut one) = (0, Vec::new());
    for period in &game.periods {
        for first in (0..period.ticks.len()).step_by(step) {
            one = match_frames::encode(period, first..first + step);
            let mut packed = GzEncoder::new(Vec::new(), Compression::default());
            packed.write_all(&one)?;
            chunks += packed.finish()?.len();
        }
    }
    let decoded = best(20, || match_frames::decode(&one).map(|chunk| chunk.ticks.len()));
    println!("     a chunk of {CHUNK_SECS} s is read in {:.2} ms", decoded.as_secs_f64() * 1e3);
    bars.at_most("TK17 Parquet of a match, MB", megabytes(tables)?, 6.0);
    bars.at_most("TK17 chunks for the browser, MB", megabytes(chunks)?, 3.0);
    Ok(())
}

fn megabytes(bytes: usize) -> anyhow::Result<f64> {
    Ok(f64::from(u32::try_from(bytes)?) / 1e6)
}
