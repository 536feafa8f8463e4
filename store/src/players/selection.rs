//! Many players at once: those of a list, of a filter, or all; read in pieces by rising id.

use chrono::NaiveDate;
use football::{PlayerFilter, PlayerId};
use sea_orm::ConnectionTrait;

use super::{
    conditions::condition,
    words::{self, Search},
};
use crate::{StoreError, sql::Sql};

/// Which players.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Selection {
    /// Only these; anybody when `None`.
    pub only: Option<Vec<PlayerId>>,
    /// Of those, who fit.
    pub filter: PlayerFilter,
    /// Of those, whom a provider knows.
    pub only_provided: bool,
}

/// A player of a selection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SelectedPlayer {
    /// The player.
    pub id: PlayerId,
    /// His name.
    pub name: String,
}

impl Selection {
    /// Who is chosen, as a condition on `player`; `None` when nobody can be.
    async fn condition(
        &self,
        db: &impl ConnectionTrait,
        sql: &mut Sql,
        today: NaiveDate,
        limit: u64,
    ) -> Result<Option<String>, StoreError> {
        let search: Search = words::exact(db, &self.filter, limit).await?;
        if search.is_hopeless() {
            return Ok(None);
        }
        let mut all = vec![condition(sql, &self.filter, &search.words, today)];
        if self.only_provided {
            all.push("provider_id IS NOT NULL".to_owned());
        }
        if let Some(only) = &self.only {
            let ids: Vec<i64> = only.iter().map(|id| id.0).collect();
            all.push(format!("id = ANY({}::bigint[])", sql.bind(ids)));
        }
        Ok(Some(all.join(" AND ")))
    }
}

/// How many players are selected. `today` turns ages into birth dates.
pub async fn count_selected(
    db: &impl ConnectionTrait,
    selection: &Selection,
    today: NaiveDate,
) -> Result<u64, StoreError> {
    let mut sql = Sql::default();
    let Some(fits) = selection.condition(db, &mut sql, today, u64::MAX).await? else {
        return Ok(0);
    };
    let text = format!("SELECT count(*) FROM player WHERE {fits}");
    let counted = db.query_one_raw(sql.statement(text)).await?;
    let count = counted.map(|row| row.try_get_by_index::<i64>(0)).transpose()?;
    Ok(count.unwrap_or_default().unsigned_abs())
}

/// The next `limit` selected players after `after`, by rising id.
pub async fn selected_after(
    db: &impl ConnectionTrait,
    selection: &Selection,
    after: PlayerId,
    limit: u32,
    today: NaiveDate,
) -> Result<Vec<SelectedPlayer>, StoreError> {
    let mut sql = Sql::default();
    let Some(fits) = selection.condition(db, &mut sql, today, limit.into()).await? else {
        return Ok(Vec::new());
    };
    let after = sql.bind(after.0);
    let text = format!(
        "SELECT id, coalesce(known_name, name) FROM player
         WHERE {fits} AND id > {after} ORDER BY id LIMIT {limit}"
    );
    db.query_all_raw(sql.statement(text))
        .await?
        .iter()
        .map(|row| {
            Ok(SelectedPlayer {
                id: PlayerId(row.try_get_by_index(0)?),
                name: row.try_get_by_index(1)?,
            })
        })
        .collect()
}
