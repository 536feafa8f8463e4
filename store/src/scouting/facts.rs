//! What is known of a player, and where the figures lie among peers.

use chrono::{Days, Months, NaiveDate};
use football::{Player, PlayerId, Position, PositionGroup};
use scouting_stats::{PeerCounts, PlayerFacts, value_peer_ages};
use sea_orm::{ConnectionTrait, QueryResult};

use super::season_facts::{newest_season, newest_totals};
use crate::{StoreError, players, ranked_seasons::RankedSeasons, sql};

/// Days round the player's value within which a peer's value must be dated to be compared.
const VALUE_WINDOW_DAYS: u64 = 365;

/// What is known of the player on `today`; `None` when there is no such player.
///
/// Peers are counted, not read: two aggregates whose cost grows with the position group and the five
/// years of age, not with the table. The season is one that `seasons` keeps ranked.
pub async fn player_facts(
    db: &impl ConnectionTrait,
    seasons: &RankedSeasons,
    id: PlayerId,
    today: NaiveDate,
) -> Result<Option<PlayerFacts>, StoreError> {
    let Some(player) = players::find(db, id).await? else { return Ok(None) };
    let mut values = players::valuations(db, id).await?;
    // The record's value is part of the history unless it came before histories were kept.
    if let Some(value) = &player.market_value
        && !values.contains(value)
    {
        values.push(value.clone());
    }
    let newest = values.iter().max_by_key(|value| (value.date, &value.source)).cloned();
    let value_peers = match newest {
        Some(value) => value_peers(db, &player, value.amount_eur, value.date, today).await?,
        None => None,
    };
    let height_peers = height_peers(db, &player).await?;
    Ok(Some(PlayerFacts {
        season: newest_season(db, seasons, id).await?,
        totals: newest_totals(db, id).await?,
        player,
        values,
        value_peers,
        height_peers,
        today,
    }))
}

/// The player's value among those of the same position group and like age who were valued at about
/// the same time.
async fn value_peers(
    db: &impl ConnectionTrait,
    player: &Player,
    amount_eur: i64,
    dated: NaiveDate,
    today: NaiveDate,
) -> Result<Option<PeerCounts>, StoreError> {
    let (Some(age), Some(position)) = (player.age_on(today), player.position) else {
        return Ok(None);
    };
    let ages = value_peer_ages(age);
    // Whole years lived on `today`: born after the day on which somebody a year too old was born.
    let born_after = today.checked_sub_months(Months::new(12 * (ages.end() + 1)));
    let born_by = today.checked_sub_months(Months::new(12 * ages.start()));
    let window = Days::new(VALUE_WINDOW_DAYS);
    let (Some(born_after), Some(born_by), Some(from), Some(to)) =
        (born_after, born_by, dated.checked_sub_days(window), dated.checked_add_days(window))
    else {
        return Ok(None);
    };
    let row = sql::one(
        db,
        "SELECT count(*) FILTER (WHERE value_eur < $1 AND id <> $2),
                count(*) FILTER (WHERE value_eur = $1 AND id <> $2),
                count(*) FILTER (WHERE id <> $2)
         FROM player
         WHERE deleted_at IS NULL AND value_eur IS NOT NULL AND position = ANY($3)
           AND birth_date > $4 AND birth_date <= $5 AND value_date BETWEEN $6 AND $7",
        [
            amount_eur.into(),
            player.id.0.into(),
            codes(position.group()).into(),
            born_after.into(),
            born_by.into(),
            from.into(),
            to.into(),
        ],
    )
    .await?;
    row.map(|row| with_the_player(&row)).transpose()
}

/// The player's height among those of the same position.
async fn height_peers(
    db: &impl ConnectionTrait,
    player: &Player,
) -> Result<Option<PeerCounts>, StoreError> {
    let (Some(height_cm), Some(position)) = (player.height_cm, player.position) else {
        return Ok(None);
    };
    let row = sql::one(
        db,
        "SELECT count(*) FILTER (WHERE height_cm < $1 AND id <> $2),
                count(*) FILTER (WHERE height_cm = $1 AND id <> $2),
                count(*) FILTER (WHERE id <> $2)
         FROM player
         WHERE deleted_at IS NULL AND height_cm IS NOT NULL AND position = $3",
        [height_cm.into(), player.id.0.into(), position.code().into()],
    )
    .await?;
    row.map(|row| with_the_player(&row)).transpose()
}

/// The counts of the others, and the player.
fn with_the_player(row: &QueryResult) -> Result<PeerCounts, StoreError> {
    let count = |column: usize| -> Result<u32, StoreError> {
        let count: i64 = row.try_get_by_index(column)?;
        Ok(u32::try_from(count).unwrap_or(u32::MAX - 1))
    };
    Ok(PeerCounts { below: count(0)?, level: count(1)? + 1, n: count(2)? + 1 })
}

fn codes(group: PositionGroup) -> Vec<String> {
    Position::ALL
        .into_iter()
        .filter(|position| position.group() == group)
        .map(|position| position.code().to_owned())
        .collect()
}
