//! Shortlists as the API shows and takes them.

use chrono::{DateTime, NaiveDate, Utc};
use football::desk::{Board, ShortlistEntry, ShortlistEvent, ShortlistView};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A part of the lists, newest first.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ShortlistsDocument {
    pub(super) items: Vec<ShortlistDocument>,
    /// How many there are.
    pub(super) total: u64,
    /// Ask with it for the next part; null at the end.
    pub(super) next_cursor: Option<String>,
}

/// A list.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ShortlistDocument {
    id: i64,
    /// Rises with every change of name, purpose or state, from 1.
    version: i32,
    name: String,
    purpose: String,
    /// How many players are on it.
    players: u64,
    archived: bool,
    /// The caller is told of changes of its players.
    following: bool,
    /// Who made it, while that account is there.
    by: Option<String>,
    created_at: DateTime<Utc>,
}

impl From<ShortlistView> for ShortlistDocument {
    fn from(list: ShortlistView) -> Self {
        Self {
            id: list.id.0,
            version: list.version,
            name: list.draft.name,
            purpose: list.draft.purpose,
            players: list.players,
            archived: list.is_archived,
            following: list.is_followed,
            by: list.by,
            created_at: list.at,
        }
    }
}

/// A list with everybody on it.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct BoardDocument {
    #[serde(flatten)]
    list: ShortlistDocument,
    /// Those on it, the one added first before the others; at most 500.
    entries: Vec<EntryDocument>,
}

impl From<Board> for BoardDocument {
    fn from(board: Board) -> Self {
        let there = board.entries.into_iter().filter(|entry| !entry.is_removed);
        Self { list: board.list.into(), entries: there.map(EntryDocument::from).collect() }
    }
}

/// A player on a list.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct EntryDocument {
    player_id: i64,
    name: String,
    /// Rises with every move and removal, from 1.
    version: i32,
    /// `watch`, `contacted`, `live_scouting`, `offer`, `signed` or `dropped`.
    stage: &'static str,
    why: String,
    #[schema(example = "LB")]
    position: Option<&'static str>,
    birth_date: Option<NaiveDate>,
    club: Option<String>,
    contract_until: Option<NaiveDate>,
    value_eur: Option<i64>,
    /// Mean of the ratings, 1 to 5.
    mean_stars: Option<f64>,
    /// How many people rated.
    ratings: u32,
    /// What the caller gave.
    own_stars: Option<u8>,
    /// How many comments there are.
    comments: u32,
    /// Who added the player, while that account is there.
    by: Option<String>,
    added_at: DateTime<Utc>,
}

impl From<ShortlistEntry> for EntryDocument {
    fn from(entry: ShortlistEntry) -> Self {
        Self {
            player_id: entry.player_id.0,
            name: entry.name,
            version: entry.version,
            stage: entry.stage.as_str(),
            why: entry.why,
            position: entry.position.map(football::Position::code),
            birth_date: entry.birth_date,
            club: entry.club,
            contract_until: entry.contract_until,
            value_eur: entry.value_eur,
            mean_stars: entry.mean_stars,
            ratings: entry.ratings,
            own_stars: entry.own_stars,
            comments: entry.comments,
            by: entry.by,
            added_at: entry.at,
        }
    }
}

/// Name and purpose of a new list.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ShortlistBody {
    /// One line of at most 80 characters, not that of another list in use.
    pub(super) name: String,
    /// At most 500 characters.
    #[serde(default)]
    pub(super) purpose: String,
}

/// What is to be changed of a list.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ShortlistChange {
    /// The version that was read; for a change of name or purpose.
    #[serde(default)]
    pub(super) version: Option<i32>,
    #[serde(default)]
    pub(super) name: Option<String>,
    #[serde(default)]
    pub(super) purpose: Option<String>,
    /// Puts the list into the archive or takes it out again; alone in its request.
    #[serde(default)]
    pub(super) archived: Option<bool>,
}

/// Players for a list.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct EntriesBody {
    /// 1 to 200 players.
    pub(super) player_ids: Vec<i64>,
    /// Where they begin; `watch` when absent.
    #[serde(default)]
    #[schema(example = "watch")]
    pub(super) stage: Option<String>,
    /// At most 500 characters.
    #[serde(default)]
    pub(super) why: String,
}

/// What adding players came to.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct AddedDocument {
    /// Those who are on the list since.
    pub(super) added: Vec<i64>,
    /// How many were on it before, and stay where they were.
    pub(super) already: u64,
}

/// Where a player goes.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct MoveBody {
    /// `watch`, `contacted`, `live_scouting`, `offer`, `signed` or `dropped`.
    pub(super) stage: String,
    /// The version of the player's place that was read.
    pub(super) version: i32,
}

/// A part of what was done with a list, newest first.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ActivityDocument {
    pub(super) items: Vec<ActivityLine>,
    /// Not counted: null.
    pub(super) total: Option<u64>,
    /// Ask with it for the next part; null at the end.
    pub(super) next_cursor: Option<String>,
}

/// Something that somebody did with a list.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ActivityLine {
    /// Its number in the audit log.
    id: i64,
    at: DateTime<Utc>,
    /// Who, while that account is there.
    by: Option<String>,
    #[schema(example = "shortlist.move")]
    action: String,
    player_id: Option<i64>,
    player_name: Option<String>,
    /// How it was before.
    from: Option<String>,
    /// How it is since.
    to: Option<String>,
}

impl From<ShortlistEvent> for ActivityLine {
    fn from(event: ShortlistEvent) -> Self {
        Self {
            id: event.id,
            at: event.at,
            by: event.by,
            action: event.action,
            player_id: event.player.map(|player| player.0),
            player_name: event.player_name,
            from: event.from,
            to: event.to,
        }
    }
}
