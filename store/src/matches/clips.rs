//! Clips: moments of a match that somebody kept, with what he drew and wrote.

use backroom::AccountId;
use chrono::{DateTime, Utc};
use football::{FieldError, MatchId};
use sea_orm::{ConnectionTrait, QueryResult};
use serde_json::{Value, json};

use crate::{Database, StoreError, accounts::audit, database::begin, queue::Asker, sql};

/// Longest clip, seconds: longer is the match itself.
const LONGEST_SECS: f64 = 600.0;
/// Longest note, in characters.
const LONGEST_NOTE: usize = 2_000;
/// Most tags, and the longest, in characters.
const MOST_TAGS: usize = 12;
const LONGEST_TAG: usize = 40;
/// Largest drawing, in bytes of JSON.
const LARGEST_DRAWING: usize = 64 * 1024;

/// A clip as somebody saves it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ClipDraft {
    /// The period.
    pub period: u8,
    /// Seconds since the period began.
    pub from_secs: f64,
    /// Likewise.
    pub until_secs: f64,
    /// What he says of it.
    pub note: String,
    /// Words to find it by.
    pub tags: Vec<String>,
    /// Arrows and zones in metres.
    pub drawing: Value,
}

/// A clip.
#[derive(Clone, Debug, PartialEq)]
pub struct Clip {
    /// Identifies it.
    pub id: i64,
    /// The match.
    pub match_id: MatchId,
    /// What was saved.
    pub saved: ClipDraft,
    /// Who saved it.
    pub created_by: Option<AccountId>,
    /// His name.
    pub author: Option<String>,
    /// When.
    pub created_at: DateTime<Utc>,
}

impl ClipDraft {
    /// What cannot be taken; empty when all can.
    pub fn problems(&self) -> Vec<FieldError> {
        let mut problems = Vec::new();
        let mut problem =
            |field: &str, message: &str| problems.push(FieldError::new(field, message));
        let times = [self.from_secs, self.until_secs];
        if times.iter().any(|secs| !secs.is_finite() || *secs < 0.0)
            || self.until_secs <= self.from_secs
        {
            problem("until_secs", "The end has to come after the beginning.");
        } else if self.until_secs - self.from_secs > LONGEST_SECS {
            problem("until_secs", "A clip lasts ten minutes at most.");
        }
        if !(1..=5).contains(&self.period) {
            problem("period", "Give a period from 1 to 5.");
        }
        if self.note.chars().count() > LONGEST_NOTE {
            problem("note", "Write at most 2,000 characters.");
        }
        let too_long = |tag: &String| tag.chars().count() > LONGEST_TAG;
        if self.tags.len() > MOST_TAGS || self.tags.iter().any(too_long) {
            problem("tags", "Give at most 12 tags of at most 40 characters.");
        }
        // The one letter that PostgreSQL keeps in no text.
        let has_nul = |text: &String| text.contains('\0');
        if has_nul(&self.note) {
            problem("note", "Leave out the letter \\u0000.");
        }
        if self.tags.iter().any(has_nul) {
            problem("tags", "Leave out the letter \\u0000.");
        }
        let drawing = self.drawing.to_string();
        if drawing.contains("\\u0000") {
            problem("drawing", "Leave out the letter \\u0000.");
        }
        if drawing.len() > LARGEST_DRAWING {
            problem("drawing", "There is too much drawn. Take some of it away.");
        }
        problems
    }
}

const SELECT: &str =
    "SELECT clip.id, clip.match_id, clip.period, clip.from_secs, clip.until_secs, clip.note,
        to_jsonb(clip.tags) AS tags, clip.drawing, clip.created_by, account.name AS author,
        clip.created_at
    FROM video_segment AS clip
    JOIN match ON match.id = clip.match_id AND match.deleted_at IS NULL
    LEFT JOIN account ON account.id = clip.created_by
    WHERE clip.deleted_at IS NULL";

/// The clips of a match in its order, or the newest of all matches.
///
/// # Errors
/// The database does not answer.
pub async fn list_clips(
    db: &impl ConnectionTrait,
    of: Option<MatchId>,
    limit: u32,
) -> Result<Vec<Clip>, StoreError> {
    let limit = i64::from(limit);
    let rows = if let Some(MatchId(id)) = of {
        let order = "ORDER BY clip.period, clip.from_secs, clip.id LIMIT $2";
        let text = format!("{SELECT} AND clip.match_id = $1 {order}");
        sql::all(db, &text, [id.into(), limit.into()]).await?
    } else {
        let text = format!("{SELECT} ORDER BY clip.id DESC LIMIT $1");
        sql::all(db, &text, [limit.into()]).await?
    };
    rows.iter().map(clip).collect()
}

/// Saves a clip; `None` when there is no such match.
///
/// # Errors
/// [`StoreError::Invalid`] where a value cannot be taken.
pub async fn create_clip(
    db: &Database,
    asker: &Asker,
    id: MatchId,
    draft: &ClipDraft,
) -> Result<Option<Clip>, StoreError> {
    const ADD: &str = "INSERT INTO video_segment
            (match_id, period, from_secs, until_secs, note, tags, drawing, created_by)
        SELECT match.id, $2, $3, $4, $5, ARRAY(SELECT jsonb_array_elements_text($6)), $7, $8
        FROM match WHERE match.id = $1 AND deleted_at IS NULL RETURNING id";
    let problems = draft.problems();
    if !problems.is_empty() {
        return Err(StoreError::Invalid(problems));
    }
    let transaction = begin(db).await?;
    let values = [
        id.0.into(),
        i16::from(draft.period).into(),
        draft.from_secs.into(),
        draft.until_secs.into(),
        draft.note.trim().into(),
        json!(draft.tags).into(),
        draft.drawing.clone().into(),
        asker.account_id.0.into(),
    ];
    let Some(row) = sql::one(&transaction, ADD, values).await? else { return Ok(None) };
    let new: i64 = row.try_get_by_index(0)?;
    let row = sql::one(&transaction, &format!("{SELECT} AND clip.id = $1"), [new.into()]).await?;
    let saved = row.as_ref().map(clip).transpose()?;
    note(&transaction, asker, "clip.create", new).await?;
    transaction.commit().await?;
    Ok(saved)
}

/// Takes a clip away; it can be taken back for a day. Gives whether it was there.
///
/// # Errors
/// The database does not answer.
pub async fn delete_clip(db: &Database, asker: &Asker, id: i64) -> Result<bool, StoreError> {
    const SQL: &str =
        "UPDATE video_segment SET deleted_at = now() WHERE id = $1 AND deleted_at IS NULL";
    change(db, asker, id, SQL, "clip.delete").await
}

/// Takes a deleted clip back. Gives whether it was there.
///
/// # Errors
/// The database does not answer.
pub async fn restore_clip(db: &Database, asker: &Asker, id: i64) -> Result<bool, StoreError> {
    const SQL: &str = "UPDATE video_segment SET deleted_at = NULL
        WHERE id = $1 AND deleted_at > now() - interval '1 day'";
    change(db, asker, id, SQL, "clip.restore").await
}

async fn change(
    db: &Database,
    asker: &Asker,
    id: i64,
    text: &str,
    action: &str,
) -> Result<bool, StoreError> {
    let transaction = begin(db).await?;
    if sql::execute(&transaction, text, [id.into()]).await? == 0 {
        return Ok(false);
    }
    note(&transaction, asker, action, id).await?;
    transaction.commit().await?;
    Ok(true)
}

async fn note(
    db: &impl ConnectionTrait,
    asker: &Asker,
    action: &str,
    id: i64,
) -> Result<(), StoreError> {
    let (account, request) = (Some(asker.account_id), asker.request_id.as_deref());
    audit(db, account, action, &format!("clip:{id}"), json!({}), request).await
}

fn clip(row: &QueryResult) -> Result<Clip, StoreError> {
    Ok(Clip {
        id: row.try_get("", "id")?,
        match_id: MatchId(row.try_get("", "match_id")?),
        saved: ClipDraft {
            period: u8::try_from(row.try_get::<i16>("", "period")?).unwrap_or_default(),
            from_secs: row.try_get("", "from_secs")?,
            until_secs: row.try_get("", "until_secs")?,
            note: row.try_get("", "note")?,
            tags: super::import::read("tags of a clip", row.try_get("", "tags")?)?,
            drawing: row.try_get("", "drawing")?,
        },
        created_by: row.try_get::<Option<i64>>("", "created_by")?.map(AccountId),
        author: row.try_get("", "author")?,
        created_at: row.try_get("", "created_at")?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clip_has_an_end_after_its_beginning_and_is_no_match() {
        let draft =
            ClipDraft { period: 1, from_secs: 10.0, until_secs: 20.0, ..ClipDraft::default() };
        assert_eq!(draft.problems(), []);
        let field = |draft: ClipDraft| {
            draft.problems().into_iter().map(|one| one.field).collect::<Vec<_>>()
        };
        assert_eq!(field(ClipDraft { until_secs: 10.0, ..draft.clone() }), ["until_secs"]);
        assert_eq!(field(ClipDraft { until_secs: 700.0, ..draft.clone() }), ["until_secs"]);
        assert_eq!(field(ClipDraft { from_secs: f64::NAN, ..draft.clone() }), ["until_secs"]);
        assert_eq!(field(ClipDraft { period: 0, ..draft.clone() }), ["period"]);
        assert_eq!(field(ClipDraft { tags: vec!["x".repeat(41)], ..draft.clone() }), ["tags"]);
        assert_eq!(field(ClipDraft { note: "a\0b".to_owned(), ..draft.clone() }), ["note"]);
        let drawing = json!({ "a\0": 1 });
        assert_eq!(field(ClipDraft { drawing, ..draft }), ["drawing"]);
    }
}
