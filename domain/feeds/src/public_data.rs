//! The public data that tests are held against.

use std::{fs, io::Read as _, path::PathBuf};

/// A file of the public data, unpacked; `None` where the data is absent: then the test says that it is skipped.
pub(crate) fn public(name: &str) -> Option<Vec<u8>> {
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
