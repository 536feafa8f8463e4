//! Taking a match away, and back.

use football::MatchId;
use serde_json::json;

use crate::{Database, StoreError, accounts::audit, database::begin, queue::Asker, sql};

/// Takes a match away; it can be taken back for a day. Gives whether it was there.
///
/// # Errors
/// The database does not answer.
pub async fn delete(db: &Database, asker: &Asker, id: MatchId) -> Result<bool, StoreError> {
    const SQL: &str = "UPDATE match SET deleted_at = now() WHERE id = $1 AND deleted_at IS NULL";
    change(db, asker, id, SQL, "match.delete").await
}

/// Takes a deleted match back. Gives whether it was there: the same files may have made another since.
///
/// # Errors
/// The database does not answer.
pub async fn restore(db: &Database, asker: &Asker, id: MatchId) -> Result<bool, StoreError> {
    const SQL: &str = "UPDATE match SET deleted_at = NULL
        WHERE id = $1 AND deleted_at > now() - interval '1 day' AND NOT EXISTS (
            SELECT FROM match AS other
            WHERE other.content_key = match.content_key AND other.deleted_at IS NULL)";
    change(db, asker, id, SQL, "match.restore").await
}

async fn change(
    db: &Database,
    asker: &Asker,
    id: MatchId,
    text: &str,
    action: &str,
) -> Result<bool, StoreError> {
    let transaction = begin(db).await?;
    if sql::execute(&transaction, text, [id.0.into()]).await? == 0 {
        return Ok(false);
    }
    let (account, subject) = (Some(asker.account_id), format!("match:{id}"));
    let request = asker.request_id.as_deref();
    audit(&transaction, account, action, &subject, json!({}), request).await?;
    transaction.commit().await?;
    Ok(true)
}
