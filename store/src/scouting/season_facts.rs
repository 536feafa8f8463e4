//! What the seasons and matches held say of a player, for the evidence of a report.

use football::PlayerId;
use scouting_stats::{PeerChoice, SeasonFacts, SeasonTotals};
use sea_orm::ConnectionTrait;

use crate::{StoreError, careers::appearances_by_season, ranked_seasons::RankedSeasons};

/// His newest season, ranked among everyone in it who plays in his position.
pub(super) async fn newest_season(
    db: &impl ConnectionTrait,
    seasons: &RankedSeasons,
    player: PlayerId,
) -> Result<Option<SeasonFacts>, StoreError> {
    let choice = PeerChoice::default();
    let Some(found) = seasons.find(db, player, &choice).await?.found else { return Ok(None) };
    let (line, set) = (found.line(), &found.ranked.season.set);
    Ok(Some(SeasonFacts {
        season: set.season.clone(),
        source: set.source_name().to_owned(),
        as_of: set.changed_at.date_naive(),
        minutes: line.minutes,
        least_minutes: choice.least_minutes,
        group: line.group,
        figures: found.ranked.ranked.profile(found.player),
    }))
}

/// What the matches of his newest season add up to, over clubs and competitions. Where two sources
/// count one season, the one with more matches is taken: added up, they would count a match twice.
pub(super) async fn newest_totals(
    db: &impl ConnectionTrait,
    player: PlayerId,
) -> Result<Option<SeasonTotals>, StoreError> {
    let rows = appearances_by_season(db, player).await?;
    let newest = rows.iter().map(|row| row.season).max_by_key(|season| season.first_year());
    let mut by_source: Vec<SeasonTotals> = Vec::new();
    for row in rows.iter().filter(|row| Some(row.season) == newest) {
        let known = by_source.iter_mut().find(|totals| totals.source == row.source);
        if let Some(totals) = known {
            totals.as_of = totals.as_of.max(row.last_match);
            totals.matches += row.matches;
            totals.minutes += row.minutes;
            totals.goals += row.goals;
            totals.assists += row.assists;
        } else {
            by_source.push(SeasonTotals {
                season: row.season.to_string(),
                source: row.source.clone(),
                as_of: row.last_match,
                matches: row.matches,
                minutes: row.minutes,
                goals: row.goals,
                assists: row.assists,
            });
        }
    }
    Ok(by_source.into_iter().max_by_key(|totals| totals.matches))
}
