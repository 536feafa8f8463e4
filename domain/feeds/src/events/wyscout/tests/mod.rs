//! The reader against public files and against faults.

mod faults;
mod public_files;
mod third;

use super::{WyscoutError, WyscoutMatch, WyscoutReader};
use crate::public_data::public;

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

/// A match of two events.
const MATCH: &str = r#"{"match_id":7,"label":"Süd - Nord, 2 - 1","date":"June","data":{"events":[
    {"eventId":8,"subEventId":85,"tags":[{"id":1801},{"id":99}],"playerId":11,"positions":[{"y":50,"x":50},{"y":53,"x":35}],
     "matchId":7,"teamId":2,"matchPeriod":"1H","eventSec":1.5,"id":100},
    {"eventId":6,"subEventId":"","tags":[],"playerId":0,"positions":[{"y":1,"x":2}],
     "matchId":7,"teamId":1,"matchPeriod":"2H","eventSec":2,"id":101}],
    "teams":{"1":{"team":{"name":"Nord","wyId":1}},"2":{"team":{"name":"S\\u00fcd","wyId":2}}},
    "players":{"1":[],"2":[{"player":{"wyId":11,"shortName":"\"A\" \\u00c9","role":{"code3":"MID"}}},null,{"player":null}]}}}"#;
