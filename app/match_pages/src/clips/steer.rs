//! Saving a clip, taking it away, and taking it back.

use football::MatchId;
use leptos::prelude::*;
use page_base::error::AppError;

/// Keeps a moment of a match; gives its id.
///
/// # Errors
/// `Forbidden` below an analyst; `NotFound` when there is no such match; `Invalid` on `period`, `until_secs`, `note`,
/// `tags` or `drawing`.
#[server(prefix = "/fn", endpoint = "matches/save_clip", output = page_base::wire::Json)]
pub async fn save_clip(
    /// The match.
    match_id: MatchId,
    /// The period.
    period: u8,
    /// Seconds since the period began.
    from_secs: f64,
    /// Likewise; ten minutes later at most.
    until_secs: f64,
    /// What is said of it.
    #[server(default)]
    note: String,
    /// Words to find it by, with commas between them.
    #[server(default)]
    tags: String,
    /// Arrows and zones in metres, as JSON; empty where nothing is drawn.
    #[server(default)]
    drawing: String,
) -> Result<i64, AppError> {
    use backroom::Role;
    use football::FieldError;
    use page_base::{
        error::Failure,
        request::{request_id, respond, signed_in, state},
    };
    use store::matches::{ClipDraft, create_clip};

    respond(async {
        let asker = signed_in(Role::Analyst)?.asker(request_id());
        let drawing = match drawing.trim() {
            "" => serde_json::json!({}),
            written => serde_json::from_str(written).map_err(|_unread| {
                let why = "The drawing cannot be read. Draw it again.";
                AppError::Invalid { fields: vec![FieldError::new("drawing", why)] }
            })?,
        };
        let draft =
            ClipDraft { period, from_secs, until_secs, note, tags: tags_of(&tags), drawing };
        let saved = create_clip(&state().db, &asker, match_id, &draft).await?;
        Ok::<_, Failure>(saved.ok_or(AppError::NotFound)?.id)
    })
    .await
}

/// Takes a clip away, or takes it back within a day.
///
/// # Errors
/// `Forbidden` below an analyst; `NotFound` when there is no such clip.
#[server(prefix = "/fn", endpoint = "matches/delete_clip", output = page_base::wire::Json)]
pub async fn delete_clip(
    /// The match, whose clips are shown afterwards.
    match_id: MatchId,
    /// The clip.
    id: i64,
    /// It is taken back.
    #[server(default)]
    undo: bool,
) -> Result<(), AppError> {
    use backroom::Role;
    use page_base::request::{request_id, respond, signed_in, state};
    use store::matches;

    respond(async {
        let asker = signed_in(Role::Analyst)?.asker(request_id());
        let db = state().db;
        let done = if undo {
            matches::restore_clip(&db, &asker, id).await?
        } else {
            matches::delete_clip(&db, &asker, id).await?
        };
        if !done {
            return Err(AppError::NotFound.into());
        }
        let query = if undo { String::new() } else { format!("?deleted={id}") };
        leptos_axum::redirect(&format!("/matches/{match_id}/clips{query}"));
        Ok(())
    })
    .await
}

/// The words between commas, each once.
#[cfg(feature = "ssr")]
fn tags_of(written: &str) -> Vec<String> {
    let mut tags: Vec<String> = Vec::new();
    for word in written.split(',').map(str::trim).filter(|word| !word.is_empty()) {
        if !tags.iter().any(|known| known == word) {
            tags.push(word.to_owned());
        }
    }
    tags
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::tags_of;

    #[test]
    fn tags_stand_between_commas_and_count_once() {
        assert_eq!(tags_of(" press, counter attack ,,press"), ["press", "counter attack"]);
        assert!(tags_of(" , ").is_empty());
    }
}
