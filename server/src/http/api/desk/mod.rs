//! The scouting desk over REST: notes and tags, shortlists, needs and alerts. Everybody who signs in reads
//! it, analysts write.

mod alerts;
mod needs;
mod notes;
mod opinions;
mod shortlist_body;
mod shortlist_csv;
mod shortlists;
mod tags;

use page_base::request::AppState;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;

use super::path_ids::{PathIds, done, there};

/// Items in an answer when the client does not say.
const DEFAULT_LIMIT: u32 = 50;

/// Every route of the desk.
pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .merge(alerts::routes())
        .merge(needs::routes())
        .merge(notes::routes())
        .merge(opinions::routes())
        .merge(shortlists::routes())
        .merge(tags::routes())
}

/// Which part of a list.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct PartQuery {
    /// Most items in the answer.
    #[param(minimum = 1, maximum = 200, default = 50)]
    limit: Option<u32>,
    /// `next_cursor` of the answer before.
    cursor: Option<String>,
}

impl PartQuery {
    fn limit(&self) -> u32 {
        self.limit.unwrap_or(DEFAULT_LIMIT)
    }
}

/// Words, such as a note or a comment.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct WordsBody {
    /// The words.
    text: String,
    /// For a change: the version that was read.
    #[serde(default)]
    version: Option<i32>,
}

/// The id of what was made.
#[derive(Debug, Serialize, ToSchema)]
struct MadeDocument {
    /// Its id.
    id: i64,
}
