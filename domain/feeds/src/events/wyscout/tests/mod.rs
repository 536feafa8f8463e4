//! The reader against public files and against faults.

mod faults;
mod public_files;
mod third;
mod third_events;

use super::{WyscoutError, WyscoutMatch, WyscoutReader};
use crate::{events::tests::small_files::WYSCOUT as MATCH, public_data::public};

/// The matches of a file that comes in pieces.
fn read_in_pieces(bytes: &[u8], piece: usize) -> Result<Vec<WyscoutMatch>, WyscoutError> {
    let mut matches = Vec::new();
    let mut reader = WyscoutReader::default();
    for piece in bytes.chunks(piece.max(1)) {
        reader.push(piece, &mut |game| matches.push(game))?;
    }
    reader.finish()?;
    Ok(matches)
}
