//! Models of value as they were fitted, for as long as the data does not change.

use scouting_stats::value::{VALUE_MODEL, ValueModel};
use sea_orm::ConnectionTrait;

use super::{DataMark, unreadable};
use crate::{Database, StoreError, database::begin, sql};

/// Models kept: those of some months of daily changes, 30 kB each. A forecast that was made with an older
/// one is kept without it.
const MODELS_KEPT: i64 = 100;

/// The model that was fitted on this data with this seed; none where this release's models were not, or
/// where the stored one is of another shape.
pub async fn find_model(
    db: &impl ConnectionTrait,
    mark: &DataMark,
    seed: u32,
) -> Result<Option<ValueModel>, StoreError> {
    let row = sql::one(
        db,
        "SELECT model FROM value_model WHERE version = $1 AND data_hash = $2 AND seed = $3",
        [VALUE_MODEL.into(), mark.hash.clone().into(), i64::from(seed).into()],
    )
    .await?;
    let Some(row) = row else { return Ok(None) };
    let bytes: Vec<u8> = row.try_get_by_index(0)?;
    Ok(ValueModel::from_bytes(&bytes).ok())
}

/// Keeps a model for the next who asks with the same data and seed.
pub async fn keep_model(
    db: &Database,
    mark: &DataMark,
    seed: u32,
    model: &ValueModel,
) -> Result<(), StoreError> {
    let bytes = model.to_bytes().map_err(|source| unreadable("model", source))?;
    let transaction = begin(db).await?;
    sql::execute(
        &transaction,
        "INSERT INTO value_model (version, data_hash, seed, origin, training_rows, model)
         VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (version, data_hash, seed) DO UPDATE SET model = excluded.model",
        [
            VALUE_MODEL.into(),
            mark.hash.clone().into(),
            i64::from(seed).into(),
            model.origin.0.into(),
            i32::try_from(model.linear.rows).unwrap_or(i32::MAX).into(),
            bytes.into(),
        ],
    )
    .await?;
    sql::execute(
        &transaction,
        "DELETE FROM value_model WHERE id IN
             (SELECT id FROM value_model ORDER BY id DESC OFFSET $1 FOR UPDATE SKIP LOCKED)",
        [MODELS_KEPT.into()],
    )
    .await?;
    transaction.commit().await?;
    Ok(())
}
