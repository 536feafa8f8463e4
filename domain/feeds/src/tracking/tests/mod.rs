//! Readers of tracking against public files and against faults.

mod faults;
mod metrica;
mod skillcorner;
mod tracab;

use std::{fs, io::Read as _, path::PathBuf};

/// A file of the public tracking data, unpacked; `None` where the data is absent: then the test says that it
/// is skipped.
fn public(name: &str) -> Option<Vec<u8>> {
    #[expect(clippy::disallowed_methods, reason = "a test reads its data")]
    let read = |path: &PathBuf| fs::read(path);
    let path =
        PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/tracking").join(name);
    let Ok(bytes) = read(&path) else {
        eprintln!("skipped: {name} is not here");
        return None;
    };
    if path.extension().is_none_or(|extension| extension != "gz") {
        return Some(bytes);
    }
    let mut unpacked = Vec::new();
    flate2::read::GzDecoder::new(&bytes[..]).read_to_end(&mut unpacked).unwrap();
    Some(unpacked)
}

/// Pieces of awkward sizes: whatever the size, the game is the same.
fn pieces(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    bytes.chunks(4_093)
}
