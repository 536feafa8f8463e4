//! Matches: files that were brought, the match that they make, and what is kept of it.
//!
//! What was computed comes as JSON with a version: whoever computes it knows its shape, and so does the page. Frames
//! are files ([`crate::uploads`]); rows say where.

mod clips;
mod draft;
mod formations;
mod frames;
mod import;
mod line_ups;
mod new_match;
mod of_player;
mod read;
mod remove;
mod renewal;
mod report;
mod said;
mod statistics;
mod write;

pub use clips::{Clip, ClipDraft, create_clip, delete_clip, list_clips, restore_clip};
pub use draft::{
    FileKind, MatchPreview, MatchSettings, add_file, create_draft, save_settings, start,
};
pub use formations::{
    FormationSaid, FormationStood, formations_of, say_formation, unsay_formation,
};
pub use frames::{FramesOf, PeriodFrames, frames_of, periods_of};
pub use import::{ImportFile, MatchImport, find_import, import_of, list_imports, mark_failed};
pub use line_ups::{LineUpRow, line_up, link_player};
pub use new_match::{
    BallSecond, ChancesFrom, FormationRow, NewLineUp, NewMatch, NewPeriod, NewStatistics,
};
pub use of_player::{Held, MatchOfPlayer, Played, count_of_player, played_by};
pub use read::{MatchPage, MatchQuery, MatchRow, find, list};
pub use remove::{delete, restore};
pub use renewal::draft_renewal;
pub use report::{ReportKind, StoredReport, find_report, report_of};
pub use said::{create_match, describe_match};
pub use statistics::{Part, PlayerStatistics, StatisticsPage, list_statistics};
pub use write::{WrittenMatch, finish_with_known, known_match, was_ever_known, write_match};

use football::Side;

/// A team as rows name it.
pub(crate) const fn side_word(side: Side) -> &'static str {
    match side {
        Side::Home => "home",
        Side::Away => "away",
    }
}

fn side_of(word: &str) -> Result<Side, crate::StoreError> {
    match word {
        "home" => Ok(Side::Home),
        "away" => Ok(Side::Away),
        _ => Err(crate::StoreError::Unreadable { what: "side", source: word.to_owned().into() }),
    }
}
