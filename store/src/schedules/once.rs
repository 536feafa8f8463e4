//! A job of a kind that can be scheduled, asked for once.

use football::FieldError;
use serde_json::{Value, json};

use super::kinds::{Kind, Occasion};
use crate::{
    Database, StoreError,
    accounts::audit,
    database::begin,
    queue::{Asker, Enqueued},
};

/// Queues a job of the kind called `kind` in the name of `asker`, with its line in the audit log: both or
/// neither. Of a kind that is wanted once at a time, the answer is the one that is under way.
///
/// # Errors
/// [`StoreError::Invalid`] on `kind` when people cannot ask for it by name, or on `payload` when it does not
/// fit.
pub async fn request_once(
    db: &Database,
    asker: &Asker,
    kind: &str,
    payload: Value,
) -> Result<Enqueued, StoreError> {
    let known = Kind::find(kind).ok_or_else(|| {
        let message = format!("Give one of these: {}.", Kind::names().join(", "));
        StoreError::Invalid(vec![FieldError::new("kind", message)])
    })?;
    (known.check)(&payload)
        .map_err(|message| StoreError::Invalid(vec![FieldError::new("payload", message)]))?;
    let transaction = begin(db).await?;
    let detail = json!({ "kind": kind, "payload": payload });
    let occasion = Occasion {
        schedule: None,
        unique_key: None,
        created_by: Some(asker.account_id),
        request_id: asker.request_id.clone(),
    };
    let enqueued = (known.queue)(&transaction, payload, occasion).await?;
    let (account, request) = (Some(asker.account_id), asker.request_id.as_deref());
    let object = format!("job:{}", enqueued.id());
    audit(&transaction, account, "job.request", &object, detail, request).await?;
    transaction.commit().await?;
    Ok(enqueued)
}
