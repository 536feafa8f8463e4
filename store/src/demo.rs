//! Demo players: in only where there is no player, and out again by their provider.

use football::{Fee, PlayerDraft, PlayerId, SeasonYears, Valuation};
use sea_orm::ConnectionTrait;
use table_feeds::season_table::PlayerSeasons;

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
    /// The transfers, oldest first.
    pub transfers: Vec<DemoTransfer>,
}

/// A transfer of the demo.
#[derive(Clone, Copy, Debug)]
pub struct DemoTransfer {
    /// The season.
    pub season: SeasonYears,
    /// `summer` or `winter`.
    pub window: &'static str,
    /// The club left.
    pub from: &'static str,
    /// The club joined.
    pub to: &'static str,
    /// What was paid.
    pub fee: Fee,
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
        for transfer in &player.transfers {
            record_transfer(&transaction, added.id, transfer).await?;
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

async fn record_transfer(
    db: &impl ConnectionTrait,
    player: PlayerId,
    transfer: &DemoTransfer,
) -> Result<(), StoreError> {
    let DemoTransfer { season, window, from, to, fee } = *transfer;
    let kind = (fee != Fee::Unknown).then(|| fee.kind());
    sql::execute(
        db,
        "INSERT INTO transfer (player_id, provider, key, season, transfer_window, from_club, to_club,
             fee_kind, fee_eur)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        [
            player.0.into(),
            PROVIDER.into(),
            format!("{season} {window}:{from}>{to}").into(),
            i16::try_from(season.first_year()).ok().into(),
            window.into(),
            from.into(),
            to.into(),
            kind.into(),
            fee.amount_eur().into(),
        ],
    )
    .await?;
    Ok(())
}

/// Removes the demo's players for good, with their values, seasons and reports; gives how many.
pub async fn purge(db: &impl ConnectionTrait) -> Result<u64, StoreError> {
    sql::execute(db, "DELETE FROM season_set WHERE source = $1", [PROVIDER.into()]).await?;
    sql::execute(db, "DELETE FROM match WHERE is_demo", []).await?;
    Ok(sql::execute(db, "DELETE FROM player WHERE provider = $1", [PROVIDER.into()]).await?)
}
