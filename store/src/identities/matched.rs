//! What the rule settled by itself: shown, and taken back by a person who knows better.

use football::{PlayerId, identity::Sign};
use sea_orm::ConnectionTrait;
use serde_json::json;

use super::decide::{Person, give_lines, note};
use crate::{Database, StoreError, database::begin, players::Author, sql};

/// A provider's player who is taken for one of ours.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Matched {
    /// His name there.
    pub name: String,
    /// A person said so, not the rule.
    pub by_person: bool,
    /// What spoke for it.
    pub signs: Vec<Sign>,
}

/// Who `player` is to `provider`, where names had to be compared; `None` where the provider's own id said
/// it, and where he is nobody there.
///
/// # Errors
/// The database does not answer, or holds what this release cannot read.
pub async fn matched(
    db: &impl ConnectionTrait,
    provider: &str,
    player: PlayerId,
) -> Result<Option<Matched>, StoreError> {
    const READ: &str = "
        SELECT line.name, identity.decided = 'person', to_jsonb(identity.signs)
        FROM player_identity identity
        JOIN player_season line ON line.key = identity.key AND line.player_id = identity.player_id
        JOIN season_set s ON s.id = line.set_id AND s.source = identity.provider
        WHERE identity.provider = $1 AND identity.player_id = $2
        ORDER BY line.id DESC LIMIT 1";
    let row = sql::one(db, READ, [provider.into(), player.0.into()]).await?;
    row.map(|row| {
        let signs: serde_json::Value = row.try_get_by_index(2)?;
        Ok(Matched {
            name: row.try_get_by_index(0)?,
            by_person: row.try_get_by_index(1)?,
            signs: serde_json::from_value(signs).map_err(|source| StoreError::Unreadable {
                what: "signs",
                source: source.into(),
            })?,
        })
    })
    .transpose()
}

/// Says that `player` is not whom `provider` was taken to mean: its lines are nobody's again, and he is not
/// matched with them by later tables either. The answer stands among those that can be taken back, with
/// everybody who was asked about before. `false` where nothing was matched.
///
/// # Errors
/// The database does not answer.
pub async fn refute(
    db: &Database,
    author: &Author,
    provider: &str,
    player: PlayerId,
) -> Result<bool, StoreError> {
    const REFUTE: &str = "
        WITH forgotten AS (
            DELETE FROM player_identity WHERE provider = $1 AND player_id = $2 RETURNING key, signs
        )
        INSERT INTO identity_question
            (provider, key, line_id, candidates, ruled_out, state, decided_by, decided_at)
        SELECT $1, forgotten.key, newest.id,
            jsonb_build_array(jsonb_build_object('player', $2::bigint, 'signs', to_jsonb(signs))),
            ARRAY[$2::bigint], 'different', $3::bigint, now()
        FROM forgotten CROSS JOIN LATERAL (
            SELECT line.id FROM player_season line JOIN season_set s ON s.id = line.set_id
            WHERE s.source = $1 AND line.key = forgotten.key ORDER BY line.id DESC LIMIT 1
        ) newest
        ON CONFLICT ON CONSTRAINT identity_question_key DO UPDATE SET
            line_id = excluded.line_id,
            candidates = CASE WHEN identity_question.candidates
                    @> jsonb_build_array(jsonb_build_object('player', $2::bigint))
                THEN identity_question.candidates ELSE excluded.candidates END,
            ruled_out = identity_question.ruled_out || excluded.ruled_out,
            state = 'different', decided_by = excluded.decided_by, decided_at = now()
        RETURNING id, key";
    let transaction = begin(db).await?;
    let by = author.account_id.map(|account| account.0);
    let values = [provider.into(), player.0.into(), by.into()];
    let refuted = sql::all(&transaction, REFUTE, values).await?;
    if refuted.is_empty() {
        // Nothing to show the answer by, so what may have been forgotten stays with the transaction.
        return Ok(false);
    }
    for row in &refuted {
        let id: i64 = row.try_get_by_index(0)?;
        let person = Person { provider: provider.to_owned(), key: row.try_get_by_index(1)? };
        give_lines(&transaction, &person, None).await?;
        let detail = json!({ "player_id": player });
        note(&transaction, author, "identity.different", id, &detail).await?;
    }
    transaction.commit().await?;
    Ok(true)
}
