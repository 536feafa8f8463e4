//! A match made anew: of files that came later, or because this release computes it otherwise. What people said of it
//! and what they kept stays.

use backroom::AccountId;
use chrono::{DateTime, Utc};
use football::MatchId;
use sea_orm::ConnectionTrait;
use serde_json::{Value, json};
use uuid::Uuid;

use super::{
    FileKind, MatchPreview, MatchRow, MatchSettings, NewMatch,
    draft::is_under_way,
    find, find_import, import_of,
    write::{column_values, write_parts},
};
use crate::{Database, StoreError, accounts::audit, database::begin, sql};

/// A draft that shall make a match anew, with the files that it was made from and what is said of it now. While one
/// runs, that one is given; one that waits or failed makes room: a wrong file in it would never leave, and what it
/// says of the match may be older than the match. `None` when there is no such match.
///
/// # Errors
/// The database does not answer.
pub async fn draft_renewal(
    db: &Database,
    id: MatchId,
    created_by: Option<AccountId>,
    now: DateTime<Utc>,
) -> Result<Option<Uuid>, StoreError> {
    const HOLD: &str = "SELECT FROM match WHERE id = $1 AND deleted_at IS NULL FOR UPDATE";
    const OPEN: &str =
        "SELECT id FROM match_import WHERE renews = $1 AND state <> 'completed' FOR UPDATE";
    const AWAY: &str = "DELETE FROM match_import WHERE id = $1";
    const ADD: &str =
        "INSERT INTO match_import (id, renews, settings, preview, created_by, created_at)
        VALUES ($1, $2, $3, $4, $5, $6)";
    const FILES: &str = "INSERT INTO match_import_file (import_id, place, upload_id)
        SELECT $1, place, upload_id FROM match_import_file WHERE import_id = $2";
    let transaction = begin(db).await?;
    sql::execute(&transaction, HOLD, [id.0.into()]).await?;
    let Some(found) = find(&transaction, id).await? else { return Ok(None) };
    if let Some(open) = sql::one(&transaction, OPEN, [id.0.into()]).await? {
        let open: Uuid = open.try_get_by_index(0)?;
        let import = find_import(&transaction, open).await?;
        if let Some(import) = import
            && is_under_way(&transaction, &import).await?
        {
            return Ok(Some(open));
        }
        sql::execute(&transaction, AWAY, [open.into()]).await?;
    }
    let source = import_of(&transaction, id).await?;
    let preview = source.as_ref().map_or_else(without_files, |source| source.preview.clone());
    let draft = Uuid::now_v7();
    let values = [
        draft.into(),
        id.0.into(),
        json!(said_of(found)).into(),
        json!(preview).into(),
        created_by.map(|account| account.0).into(),
        now.into(),
    ];
    sql::execute(&transaction, ADD, values).await?;
    if let Some(source) = source {
        sql::execute(&transaction, FILES, [draft.into(), source.id.into()]).await?;
    }
    transaction.commit().await?;
    Ok(Some(draft))
}

/// What is said of a match as it is stored.
fn said_of(found: MatchRow) -> MatchSettings {
    MatchSettings {
        home: found.home,
        away: found.away,
        competition: found.competition.unwrap_or_default(),
        round: found.round.unwrap_or_default(),
        played_on: found.played_on,
        venue: found.venue.unwrap_or_default(),
    }
}

fn without_files() -> MatchPreview {
    MatchPreview {
        files: Vec::<FileKind>::new(),
        problem: Some(
            "The match has no files yet. Add its positions, its events, or both.".to_owned(),
        ),
        ..MatchPreview::default()
    }
}

/// The match that an import makes anew.
pub(super) async fn renewed_by(
    db: &impl ConnectionTrait,
    import: Uuid,
) -> Result<Option<MatchId>, StoreError> {
    const SQL: &str = "SELECT renews FROM match_import WHERE id = $1";
    let row = sql::one(db, SQL, [import.into()]).await?;
    let id: Option<i64> = row.map(|row| row.try_get_by_index(0)).transpose()?.flatten();
    Ok(id.map(MatchId))
}

/// Writes a match in the place of one that is there. Its number, clips, formations that a person said and who
/// everybody is stay.
///
/// # Errors
/// [`StoreError::Conflict`] when the match was taken away meanwhile.
pub(super) async fn renew(
    db: &impl ConnectionTrait,
    id: MatchId,
    new: &NewMatch,
    import: Uuid,
    by: Option<AccountId>,
) -> Result<(), StoreError> {
    // A score that a person said stays where the files do not know one.
    const MATCH: &str = "UPDATE match SET home_team_id = $2, away_team_id = $3, competition = nullif($4, ''),
            round = nullif($5, ''), played_on = $6, venue = nullif($7, ''),
            home_goals = coalesce($8, home_goals), away_goals = coalesce($9, away_goals),
            content_key = $10, tracking_provider = $11, events_provider = $12, quality = $13,
            rate_hz = $14, pitch_length_cm = $15, pitch_width_cm = $16, is_from_video = $17, xg_from = $18,
            is_demo = $19
        WHERE id = $1 AND deleted_at IS NULL";
    const KEPT: &str = "SELECT coalesce(jsonb_agg(jsonb_build_object('side', side, 'shirt', shirt,
            'provider', provider, 'provider_id', provider_id, 'name', name, 'player_id', player_id)), '[]')
        FROM match_lineup WHERE match_id = $1";
    // Reports keep their rows, and so their numbers: writing them again replaces what they say.
    const AWAY: [&str; 4] = [
        "DELETE FROM match_lineup WHERE match_id = $1",
        "DELETE FROM match_period WHERE match_id = $1",
        "DELETE FROM formation WHERE match_id = $1 AND cost IS NOT NULL",
        "DELETE FROM ball_position WHERE match_id = $1",
    ];
    let values = column_values(db, new).await?;
    let values = [id.0.into()].into_iter().chain(values);
    if sql::execute(db, MATCH, values).await? == 0 {
        return Err(StoreError::Conflict { what: "This match" });
    }
    let kept = sql::one(db, KEPT, [id.0.into()]).await?;
    let kept: Option<Value> = kept.map(|row| row.try_get_by_index(0)).transpose()?;
    for text in AWAY {
        sql::execute(db, text, [id.0.into()]).await?;
    }
    write_parts(db, id.0, new).await?;
    tell_who_they_are(db, id, kept.unwrap_or_default()).await?;
    let (subject, detail) = (format!("match:{id}"), json!({ "import_id": import }));
    audit(db, by, "match.renew", &subject, detail, None).await
}

/// Whoever was told before is known again: by his id at the provider, else by his shirt, else by his name.
async fn tell_who_they_are(
    db: &impl ConnectionTrait,
    id: MatchId,
    kept: Value,
) -> Result<(), StoreError> {
    const SQL: &str = "UPDATE match_lineup AS listed SET player_id = known.player_id
        FROM match_lineup AS written CROSS JOIN LATERAL (
            SELECT kept.player_id FROM jsonb_to_recordset($2) AS kept (side text, shirt smallint,
                provider text, provider_id text, name text, player_id bigint)
            WHERE kept.side = written.side
                AND ((kept.provider = written.provider AND kept.provider_id = written.provider_id)
                    OR kept.shirt = written.shirt OR kept.name = written.name)
            ORDER BY (kept.provider = written.provider AND kept.provider_id = written.provider_id)
                    DESC NULLS LAST, (kept.shirt = written.shirt) DESC NULLS LAST, kept.player_id
            LIMIT 1) AS known
        WHERE written.match_id = $1 AND listed.match_id = written.match_id
            AND listed.place = written.place";
    sql::execute(db, SQL, [id.0.into(), kept.into()]).await?;
    Ok(())
}
