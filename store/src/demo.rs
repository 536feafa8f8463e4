//! Demo players: in only where there is no player, and out again by their provider.

use feeds::season_table::PlayerSeasons;
use football::{PlayerDraft, Valuation};
use sea_orm::ConnectionTrait;

use crate::{
    Database, StoreError,
    database::begin,
    players,
    seasons::{NewSeason, link_provided, write_season},
    sql,
};

/// Whose players these are.
const PROVIDER: &str = "demo";

/// A player of the demo.
#[derive(Clone, Debug)]
pub struct DemoPlayer {
    /// The same in every release: `martin-odegaard`.
    pub slug: String,
    /// What is known.
    pub draft: PlayerDraft,
    /// The history of values; the newest is the draft's market value.
    pub values: Vec<Valuation>,
}

/// A season of the demo, whose lines carry the slugs of its players as ids.
#[derive(Clone, Debug)]
pub struct DemoSeason {
    /// `2024/2025`
    pub season: String,
    /// The figures.
    pub players: PlayerSeasons,
}

/// Adds the players and their seasons if there is no player at all, a deleted one neither; gives how
/// many players were added.
///
/// All or none, in a transaction of its own. Servers that start at once wait for each other.
pub async fn load(
    db: &Database,
    demo: &[DemoPlayer],
    seasons: &[DemoSeason],
) -> Result<usize, StoreError> {
    let transaction = begin(db).await?;
    transaction.execute_unprepared("LOCK TABLE player IN SHARE ROW EXCLUSIVE MODE").await?;
    let known = sql::one(&transaction, "SELECT id FROM player LIMIT 1", []).await?;
    if known.is_some() {
        transaction.rollback().await?;
        return Ok(0);
    }
    for player in demo {
        let added =
            players::create(&transaction, &players::Author::default(), &player.draft).await?;
        for value in &player.values {
            players::record_valuation(&transaction, added.id, value).await?;
        }
        sql::execute(
            &transaction,
            "UPDATE player SET provider = $2, provider_id = $3 WHERE id = $1",
            [added.id.0.into(), PROVIDER.into(), player.slug.clone().into()],
        )
        .await?;
    }
    for DemoSeason { season, players } in seasons {
        let season = NewSeason { source: PROVIDER, season, players };
        let written = write_season(&transaction, &season).await?;
        link_provided(&transaction, written.set).await?;
    }
    transaction.commit().await?;
    Ok(demo.len())
}

/// Removes the demo's players for good, with their values, seasons and reports; gives how many.
pub async fn purge(db: &impl ConnectionTrait) -> Result<u64, StoreError> {
    sql::execute(db, "DELETE FROM season_set WHERE source = $1", [PROVIDER.into()]).await?;
    Ok(sql::execute(db, "DELETE FROM player WHERE provider = $1", [PROVIDER.into()]).await?)
}
