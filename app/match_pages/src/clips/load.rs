//! The clips of a match as its page shows them.

use football::MatchId;
use leptos::prelude::*;
use page_base::error::AppError;
use serde::{Deserialize, Serialize};

use crate::head::MatchHead;

/// A clip.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ClipView {
    /// Identifies it.
    pub id: i64,
    /// The period.
    pub period: u8,
    /// Seconds since the period began.
    pub from_secs: f64,
    /// Likewise.
    pub until_secs: f64,
    /// What was said of it.
    pub note: String,
    /// Words to find it by.
    pub tags: Vec<String>,
    /// Something is drawn on it.
    pub is_drawn_on: bool,
    /// Who saved it, while that account is there.
    pub author: Option<String>,
    /// `27 Nov 2026, 09:12 UTC`
    pub saved: String,
}

/// A match with its clips, by its clock.
///
/// # Errors
/// `SignInRequired` when signed out and reading is not public; `NotFound` when there is no such match.
#[server(prefix = "/fn", endpoint = "matches/list_match_clips", output = page_base::wire::Json)]
pub async fn list_match_clips(
    /// The match.
    id: MatchId,
) -> Result<(MatchHead, Vec<ClipView>), AppError> {
    use page_base::{
        error::Failure,
        request::{reader, respond, state},
    };

    /// More clips than anybody saves of a match.
    const MOST: u32 = 500;

    respond(async {
        reader()?;
        let db = state().db;
        let head = crate::head::head_of(&db, id).await?;
        let clips = store::matches::list_clips(&db, Some(id), MOST).await?;
        Ok::<_, Failure>((head, clips.into_iter().map(ClipView::from).collect()))
    })
    .await
}

#[cfg(feature = "ssr")]
impl From<store::matches::Clip> for ClipView {
    fn from(clip: store::matches::Clip) -> Self {
        let drawing = &clip.saved.drawing;
        let is_drawn_on = match drawing {
            serde_json::Value::Object(parts) => !parts.is_empty(),
            serde_json::Value::Array(parts) => !parts.is_empty(),
            _ => false,
        };
        Self {
            id: clip.id,
            period: clip.saved.period,
            from_secs: clip.saved.from_secs,
            until_secs: clip.saved.until_secs,
            is_drawn_on,
            note: clip.saved.note,
            tags: clip.saved.tags,
            author: clip.author,
            saved: page_base::wording::day_and_time(clip.created_at),
        }
    }
}
