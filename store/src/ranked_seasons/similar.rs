//! Who in a season is like a player.

use std::{collections::HashMap, sync::Arc};

use football::PlayerId;
use scouting_stats::{SimilarFilter, SimilarPlayer, SimilarQuery, Weighing};
use sea_orm::ConnectionTrait;

use super::{
    FoundInSeason, PlayerBehind, PlayerInSeason, RankedSeasons, aside, behind::values_behind,
    players_behind,
};
use crate::{StoreError, seasons::SeasonLine};

/// The players like one.
#[derive(Clone, Debug)]
pub struct SimilarAnswer {
    /// Where the player is found.
    pub of: FoundInSeason,
    /// The most alike first, or why there are none.
    pub found: Result<Vec<SimilarInSeason>, NoSimilar>,
    /// Players of his position who were not looked at because their age or value is asked for and not
    /// known.
    pub unknown: usize,
}

/// A player like another.
#[derive(Clone, Debug)]
pub struct SimilarInSeason {
    /// How alike, and why.
    pub likeness: SimilarPlayer,
    /// His line.
    pub line: SeasonLine,
    /// Who it is, where somebody knows.
    pub behind: Option<PlayerBehind>,
}

/// Why nobody can be told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoSimilar {
    /// No line of the season is known to be his.
    #[error("no figures of this player in the season are known")]
    NotInSeason,
    /// Nobody has said where he plays.
    #[error("the position in this season is unknown")]
    NoPosition,
    /// Metrics were to be weighed by a stability that nobody knows.
    #[error("how much of each metric lasts is unknown: it takes two seasons of one provider")]
    NoStability,
}

impl RankedSeasons {
    /// The players of the same position who are most like `player`. Himself is left out; filters are
    /// asked after scoring.
    ///
    /// # Errors
    /// The database does not answer, or holds what this release cannot read.
    pub async fn similar(
        &self,
        db: &impl ConnectionTrait,
        player: PlayerId,
        query: &SimilarQuery,
    ) -> Result<SimilarAnswer, StoreError> {
        let of = self.find(db, player, &query.peers).await?;
        let (found, unknown) = match &of.found {
            None => (Err(NoSimilar::NotInSeason), 0),
            Some(found) => match candidates(found, query.weighing) {
                Err(why) => (Err(why), 0),
                Ok(places) => {
                    let (found, unknown) = nearest(db, found, query, places).await?;
                    (Ok(found), unknown)
                }
            },
        };
        Ok(SimilarAnswer { of, found, unknown })
    }
}

/// The places of his position, himself left out.
fn candidates(found: &PlayerInSeason, weighing: Weighing) -> Result<Vec<usize>, NoSimilar> {
    let group = found.line().group.ok_or(NoSimilar::NoPosition)?;
    if weighing == Weighing::ByStability && !found.ranked.ranked.knows_stability() {
        return Err(NoSimilar::NoStability);
    }
    let players = found.ranked.ranked.table().players().iter().enumerate();
    Ok(players
        .filter(|(place, player)| player.group == Some(group) && *place != found.player)
        .map(|(place, _)| place)
        .collect())
}

async fn nearest(
    db: &impl ConnectionTrait,
    found: &PlayerInSeason,
    query: &SimilarQuery,
    mut candidates: Vec<usize>,
) -> Result<(Vec<SimilarInSeason>, usize), StoreError> {
    // The rates of who hardly played say more of chance than of him.
    let least = query.filter.minutes_min.unwrap_or(query.peers.least_minutes);
    let filter = SimilarFilter { minutes_min: Some(least), ..query.filter };
    candidates.retain(|place| found.ranked.line(*place).minutes >= least);
    // Values are of today, so they are read with each request; but only where somebody asks.
    let values: HashMap<i64, i64> = if filter.asks_for_value() {
        let lines = candidates.iter().map(|place| found.ranked.line(*place).id);
        values_behind(db, lines.collect()).await?
    } else {
        HashMap::new()
    };
    let (ranked, player) = (Arc::clone(&found.ranked), found.player);
    let (weighing, limit) = (query.weighing, query.limit);
    let (told, unknown) = aside(move || {
        let value = |line: &SeasonLine| values.get(&line.id).copied();
        let told = ranked
            .ranked
            .most_similar(player, limit, weighing, |other| {
                let line = ranked.line(other);
                filter.keeps(line.minutes, line.age, value(line))
            })
            .unwrap_or_default();
        let (by_age, by_value) = (filter.asks_for_age(), filter.asks_for_value());
        let is_unknown = |line: &SeasonLine| {
            (by_age && line.age.is_none()) || (by_value && value(line).is_none())
        };
        let unknown = if by_age || by_value {
            candidates.iter().filter(|place| is_unknown(ranked.line(**place))).count()
        } else {
            0
        };
        let told: Vec<(SimilarPlayer, SeasonLine)> = told
            .into_iter()
            .map(|likeness| {
                let line = ranked.line(likeness.player).clone();
                (likeness, line)
            })
            .collect();
        (told, unknown)
    })
    .await;
    let lines: Vec<i64> = told.iter().map(|(_, line)| line.id).collect();
    let mut behind = players_behind(db, &lines).await?;
    let told = told
        .into_iter()
        .map(|(likeness, line)| {
            let behind = behind.remove(&line.id);
            SimilarInSeason { likeness, line, behind }
        })
        .collect();
    Ok((told, unknown))
}
