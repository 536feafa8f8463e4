//! A person's answer to a question, and taking it back. Each leaves its line in the audit log, both or
//! neither.

use football::{FieldError, PlayerId};
use sea_orm::{ConnectionTrait, DatabaseTransaction};
use serde_json::json;

use crate::{
    Database, StoreError, accounts::audit, database::begin, players::Author, seasons::touch, sql,
};

/// What a person says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// He is this one.
    Same(PlayerId),
    /// He is none of those asked about.
    Different,
}

/// A provider's player, in every table of the provider.
pub(super) struct Person {
    pub(super) provider: String,
    pub(super) key: String,
}

/// A question as it is decided.
struct Held {
    person: Person,
    candidates: Vec<i64>,
    is_open: bool,
}

/// Writes an answer down, for every table of the provider, earlier ones and later ones. `false` when
/// there is no such question.
///
/// # Errors
/// - [`StoreError::Conflict`]: the question was answered in the meantime.
/// - [`StoreError::Invalid`] on `player_id`: he was not asked about, is gone, or has another line in a
///   season in which this one stands.
pub async fn decide(
    db: &Database,
    author: &Author,
    id: i64,
    answer: Answer,
) -> Result<bool, StoreError> {
    const DECIDE: &str = "UPDATE identity_question
        SET state = $2, decided_by = $3, decided_at = now(), ruled_out = ruled_out || $4::bigint[]
        WHERE id = $1";
    let transaction = begin(db).await?;
    let Some(question) = held(&transaction, id).await? else { return Ok(false) };
    if !question.is_open {
        return Err(StoreError::Conflict { what: "This question" });
    }
    let (state, ruled_out) = match answer {
        Answer::Same(player) => {
            remember(&transaction, author, &question, player).await?;
            ("same", Vec::new())
        }
        Answer::Different => ("different", question.candidates.clone()),
    };
    let by = author.account_id.map(|account| account.0);
    sql::execute(&transaction, DECIDE, [id.into(), state.into(), by.into(), ruled_out.into()])
        .await?;
    let player = match answer {
        Answer::Same(player) => Some(player),
        Answer::Different => None,
    };
    let action = if player.is_some() { "identity.same" } else { "identity.different" };
    note(&transaction, author, action, id, &json!({ "player_id": player })).await?;
    transaction.commit().await?;
    Ok(true)
}

/// Takes an answer back: the question is open again, and whatever the answer gave a player is no longer
/// his. `false` when there is no such question.
///
/// # Errors
/// [`StoreError::Conflict`]: the question is open.
pub async fn reopen(db: &Database, author: &Author, id: i64) -> Result<bool, StoreError> {
    const FORGET: &str = "DELETE FROM player_identity WHERE provider = $1 AND key = $2";
    const REOPEN: &str = "UPDATE identity_question
        SET state = 'open', decided_by = NULL, decided_at = NULL,
            ruled_out = ARRAY(SELECT unnest(ruled_out) EXCEPT SELECT unnest($2::bigint[]))
        WHERE id = $1";
    let transaction = begin(db).await?;
    let Some(question) = held(&transaction, id).await? else { return Ok(false) };
    if question.is_open {
        return Err(StoreError::Conflict { what: "This question" });
    }
    let person = &question.person;
    let who = [person.provider.clone().into(), person.key.clone().into()];
    sql::execute(&transaction, FORGET, who).await?;
    give_lines(&transaction, person, None).await?;
    sql::execute(&transaction, REOPEN, [id.into(), question.candidates.clone().into()]).await?;
    note(&transaction, author, "identity.undo", id, &json!({})).await?;
    transaction.commit().await?;
    Ok(true)
}

async fn held(transaction: &DatabaseTransaction, id: i64) -> Result<Option<Held>, StoreError> {
    const HOLD: &str = "SELECT provider, key, candidates, state = 'open' FROM identity_question
        WHERE id = $1 FOR UPDATE";
    let Some(row) = sql::one(transaction, HOLD, [id.into()]).await? else { return Ok(None) };
    let candidates = super::questions::read_candidates(row.try_get_by_index(2)?)?;
    Ok(Some(Held {
        person: Person { provider: row.try_get_by_index(0)?, key: row.try_get_by_index(1)? },
        candidates: candidates.iter().map(|candidate| candidate.player.0).collect(),
        is_open: row.try_get_by_index(3)?,
    }))
}

async fn remember(
    transaction: &DatabaseTransaction,
    author: &Author,
    question: &Held,
    player: PlayerId,
) -> Result<(), StoreError> {
    const THERE: &str = "SELECT FROM player WHERE id = $1 AND deleted_at IS NULL FOR KEY SHARE";
    const TAKEN: &str = "
        SELECT s.season, other.name FROM player_season line
        JOIN season_set s ON s.id = line.set_id
        JOIN player_season other
          ON other.set_id = line.set_id AND other.player_id = $3 AND other.id <> line.id
        WHERE s.source = $1 AND line.key = $2 LIMIT 1";
    const REMEMBER: &str = "
        INSERT INTO player_identity (provider, key, player_id, decided, signs, decided_by)
        SELECT q.provider, q.key, $3, 'person', ARRAY(
                SELECT jsonb_array_elements_text(candidate->'signs')
                FROM jsonb_array_elements(q.candidates) AS candidate
                WHERE (candidate->>'player')::bigint = $3), $4
        FROM identity_question q WHERE q.provider = $1 AND q.key = $2
        ON CONFLICT (provider, key) DO UPDATE SET player_id = excluded.player_id,
            decided = 'person', signs = excluded.signs, decided_by = excluded.decided_by,
            decided_at = now()";
    if !question.candidates.contains(&player.0) {
        return Err(invalid("This player was not asked about.".to_owned()));
    }
    if sql::one(transaction, THERE, [player.0.into()]).await?.is_none() {
        return Err(invalid("This player was deleted. Restore the player first.".to_owned()));
    }
    let who = || -> [sea_orm::Value; 3] {
        let Person { provider, key } = &question.person;
        [provider.clone().into(), key.clone().into(), player.0.into()]
    };
    if let Some(row) = sql::one(transaction, TAKEN, who()).await? {
        let (season, name): (String, String) = (row.try_get_by_index(0)?, row.try_get_by_index(1)?);
        return Err(invalid(format!(
            "In {season}, {name} is this player already. Take that back first."
        )));
    }
    let by = author.account_id.map(|account| account.0);
    sql::execute(transaction, REMEMBER, who().into_iter().chain([by.into()])).await?;
    give_lines(transaction, &question.person, Some(player)).await
}

/// Gives the lines of a person in all sets of the provider to a player, or to nobody.
pub(super) async fn give_lines(
    transaction: &DatabaseTransaction,
    person: &Person,
    player: Option<PlayerId>,
) -> Result<(), StoreError> {
    const GIVE: &str = "
        UPDATE player_season line SET player_id = $3 FROM season_set s
        WHERE s.id = line.set_id AND s.source = $1 AND line.key = $2
          AND line.player_id IS DISTINCT FROM $3
        RETURNING line.set_id";
    let values: [sea_orm::Value; 3] = [
        person.provider.clone().into(),
        person.key.clone().into(),
        player.map(|player| player.0).into(),
    ];
    for row in sql::all(transaction, GIVE, values).await? {
        touch(transaction, football::SeasonSetId(row.try_get_by_index(0)?)).await?;
    }
    Ok(())
}

pub(super) async fn note(
    transaction: &impl ConnectionTrait,
    author: &Author,
    action: &str,
    id: i64,
    detail: &serde_json::Value,
) -> Result<(), StoreError> {
    audit(
        transaction,
        author.account_id,
        action,
        &format!("identity:{id}"),
        detail.clone(),
        author.request_id.as_deref(),
    )
    .await
}

fn invalid(why: String) -> StoreError {
    StoreError::Invalid(vec![FieldError::new("player_id", why)])
}
