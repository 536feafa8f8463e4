//! How much players played and how often they were out, for estimates by exposure. Medical data: for
//! jobs and pages that ask for an analyst.

use football::{PlayerId, Position};
use scouting_stats::injury::{ExposedPlayer, SeasonExposure};
use sea_orm::ConnectionTrait;

use crate::{StoreError, sql};

/// Only clubs and seasons of which the source tells an injury of anybody count, with the minutes of all
/// who played there: elsewhere nobody may have written any down. A club without an id never counts.
///
/// A spell belongs to the season in which it began. Where two sources tell of one season, the one with
/// more minutes is taken, not both.
const EXPOSURE: &str = "
WITH played AS (
    SELECT player_id, provider, season, club_id, sum(coalesce(minutes, 0)) AS minutes
    FROM appearance WHERE club_id IS NOT NULL
    GROUP BY player_id, provider, season, club_id
), hurt AS (
    SELECT player_id, provider,
        (extract(year FROM since) - (extract(month FROM since) < 7)::int)::smallint AS season,
        count(*) AS spells, sum(coalesce(days, 0)) AS days_out
    FROM injury GROUP BY 1, 2, 3
), covered AS (
    SELECT DISTINCT provider, season, club_id
    FROM played JOIN hurt USING (player_id, provider, season)
), exposed AS (
    SELECT player_id, provider, season, sum(minutes)::integer AS minutes
    FROM played JOIN covered USING (provider, season, club_id)
    GROUP BY player_id, provider, season
), counted AS (
    SELECT DISTINCT ON (player_id, season) player_id, season, minutes,
        coalesce(spells, 0)::integer AS spells, coalesce(days_out, 0)::integer AS days_out
    FROM exposed LEFT JOIN hurt USING (player_id, provider, season)
    ORDER BY player_id, season, minutes DESC, provider
)
SELECT counted.player_id, player.position, extract(year FROM player.birth_date)::integer,
    counted.season, counted.minutes, counted.spells, counted.days_out
FROM counted JOIN player ON player.id = counted.player_id AND player.deleted_at IS NULL
ORDER BY counted.player_id, counted.season";

/// Every player of whom a season counts, with these seasons, by id.
///
/// # Errors
/// The database does not answer.
pub async fn exposures(
    db: &impl ConnectionTrait,
) -> Result<Vec<(PlayerId, ExposedPlayer)>, StoreError> {
    let mut players: Vec<(PlayerId, ExposedPlayer)> = Vec::new();
    for row in sql::all(db, EXPOSURE, []).await? {
        let id = PlayerId(row.try_get_by_index(0)?);
        if players.last().is_none_or(|(last, _)| *last != id) {
            let position: Option<String> = row.try_get_by_index(1)?;
            let group = position
                .and_then(|code| code.parse::<Position>().ok())
                .map(football::Position::group);
            let birth_year = row.try_get_by_index(2)?;
            players.push((id, ExposedPlayer { group, birth_year, seasons: Vec::new() }));
        }
        let count = |place: usize| -> Result<u32, StoreError> {
            let number: i32 = row.try_get_by_index(place)?;
            Ok(u32::try_from(number).unwrap_or(0))
        };
        let season: i16 = row.try_get_by_index(3)?;
        let season = SeasonExposure {
            season: i32::from(season),
            minutes: count(4)?,
            spells: count(5)?,
            days_out: count(6)?,
        };
        if let Some((_, player)) = players.last_mut() {
            player.seasons.push(season);
        }
    }
    Ok(players)
}
