//! What a person has typed into the form of a report and not stored yet: one draft an account and player.

use backroom::AccountId;
use football::PlayerId;
use scouting_stats::ReportDraft;
use sea_orm::ConnectionTrait;

use crate::{StoreError, sql};

/// The draft of `account` on `player`; `None` when there is none.
pub async fn find_draft(
    db: &impl ConnectionTrait,
    account: AccountId,
    player: PlayerId,
) -> Result<Option<ReportDraft>, StoreError> {
    let row = sql::one(
        db,
        "SELECT fields FROM report_draft WHERE account_id = $1 AND player_id = $2",
        [account.0.into(), player.0.into()],
    )
    .await?;
    row.map(|row| {
        serde_json::from_value(row.try_get_by_index(0)?).map_err(|source| StoreError::Unreadable {
            what: "draft of a report",
            source: Box::new(source),
        })
    })
    .transpose()
}

/// Keeps `draft` for `account`, in the place of the one before. `false` when there is no such player.
pub async fn save_draft(
    db: &impl ConnectionTrait,
    account: AccountId,
    player: PlayerId,
    draft: &ReportDraft,
) -> Result<bool, StoreError> {
    let fields = serde_json::to_value(draft).map_err(|source| StoreError::Unreadable {
        what: "draft of a report",
        source: Box::new(source),
    })?;
    let kept = sql::execute(
        db,
        "INSERT INTO report_draft (account_id, player_id, fields)
         SELECT $1, id, $3 FROM player WHERE id = $2 AND deleted_at IS NULL
         ON CONFLICT (account_id, player_id)
             DO UPDATE SET fields = excluded.fields, saved_at = now()",
        [account.0.into(), player.0.into(), fields.into()],
    )
    .await?;
    Ok(kept > 0)
}

/// Forgets the draft of `account` on `player`.
pub(super) async fn forget_draft(
    db: &impl ConnectionTrait,
    account: AccountId,
    player: PlayerId,
) -> Result<(), StoreError> {
    sql::execute(
        db,
        "DELETE FROM report_draft WHERE account_id = $1 AND player_id = $2",
        [account.0.into(), player.0.into()],
    )
    .await?;
    Ok(())
}
