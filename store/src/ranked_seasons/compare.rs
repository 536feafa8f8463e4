//! Several players in one season.

use std::cmp::Reverse;

use football::PlayerId;
use scouting_stats::PeerChoice;
use sea_orm::ConnectionTrait;

use super::{PlayerInSeason, RankedSeasons};
use crate::{
    StoreError,
    seasons::{SeasonSet, seasons_of},
};

/// Several players in one season.
#[derive(Clone, Debug)]
pub struct ComparedInSeason {
    /// The sets that any of them is in, the newest season first.
    pub sets: Vec<SeasonSet>,
    /// Where each of them stands, in the order of asking; `None` of who is not in the season.
    pub players: Vec<Option<PlayerInSeason>>,
}

impl RankedSeasons {
    /// The players in the season asked for, each among the peers of his own position; where no season is
    /// asked for, in the newest of those that most of them are in.
    ///
    /// # Errors
    /// The database does not answer, or holds what this release cannot read.
    pub async fn compare(
        &self,
        db: &impl ConnectionTrait,
        players: &[PlayerId],
        choice: &PeerChoice,
    ) -> Result<ComparedInSeason, StoreError> {
        let mut sets: Vec<(SeasonSet, usize)> = Vec::new();
        for player in players {
            for (set, _) in seasons_of(db, *player).await? {
                match sets.iter_mut().find(|(own, _)| own.id == set.id) {
                    Some((_, players)) => *players += 1,
                    None => sets.push((set, 1)),
                }
            }
        }
        sets.sort_by(|(a, _), (b, _)| {
            b.season.cmp(&a.season).then_with(|| a.source.cmp(&b.source))
        });
        // Of the sets with as many players, the first: stable, and the newest stands first.
        let usual = sets.iter().min_by_key(|(_, players)| Reverse(*players));
        let set = choice.set.or_else(|| usual.map(|(set, _)| set.id.0));
        let choice = PeerChoice { set, ..choice.clone() };
        let mut found = Vec::with_capacity(players.len());
        for player in players {
            // Where none of them has a season, there is nothing to look in.
            found.push(match set {
                Some(_) => self.find(db, *player, &choice).await?.found,
                None => None,
            });
        }
        Ok(ComparedInSeason {
            sets: sets.into_iter().map(|(set, _)| set).collect(),
            players: found,
        })
    }
}
