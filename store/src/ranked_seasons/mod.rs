//! Seasons with everyone ranked, kept in memory between requests.
//!
//! Reading a set and ranking it costs some hundred milliseconds at 30,000 players, asking for one of
//! them a few. So what was made is kept by set, the moment it last changed, and peer group, within a
//! bound of bytes. Making is done one at a time, away from the threads that answer requests: whoever
//! asks for many peer groups waits in his own line and fills no memory.

mod behind;
mod compare;
mod kept;
mod newest;
mod same_players;
mod season;
mod similar;

use std::sync::{Arc, Mutex, PoisonError};

use chrono::{DateTime, Utc};
use football::{PlayerId, SeasonSetId};
use scouting_stats::{
    PeerChoice, PeerRule, Spreads, Stability, ZScores, stability_within_positions,
};
use sea_orm::ConnectionTrait;
use tokio::sync::Semaphore;

use self::{kept::Kept, same_players::same_players, season::is_guest};
use crate::{
    StoreError,
    seasons::{SeasonLine, SeasonSet, list_season_sets, season_sheet, seasons_of},
};

pub use behind::{PlayerBehind, players_behind};
pub use compare::ComparedInSeason;
pub use newest::{NewestLine, newest_lines};
pub use season::{RankedSeason, Season, StabilityBetween};
pub use similar::{NoSimilar, SimilarAnswer, SimilarInSeason};

/// Bytes of whole seasons that are kept: eight of 30,000 players by 131 metrics.
const SEASONS_BYTES: usize = 256 << 20;
/// Bytes of rankings that are kept: two of that size, some forty of the five great leagues.
const RANKED_BYTES: usize = 256 << 20;
/// Bytes of correlations that are kept: some hundred pairs of seasons.
const LASTING_BYTES: usize = 1 << 20;

/// How much of each metric lasts, and between which seasons that was measured.
type Lasting = (Vec<Stability>, Option<StabilityBetween>);
/// A state of a set.
type Edition = (SeasonSetId, DateTime<Utc>);

/// What a ranking is kept by.
#[derive(Clone, Debug, PartialEq)]
struct RankingKey {
    edition: Edition,
    /// The season that stability is measured against.
    other: Option<Edition>,
    competitions: Vec<String>,
    least_minutes: u32,
    guest: Option<i64>,
}

/// Seasons, kept. A clone is the same.
#[derive(Clone)]
pub struct RankedSeasons {
    seasons: Arc<Mutex<Kept<Edition, Arc<Season>>>>,
    ranked: Arc<Mutex<Kept<RankingKey, Arc<RankedSeason>>>>,
    lasting: Arc<Mutex<Kept<(Edition, Edition), Lasting>>>,
    /// One is made at a time.
    making: Arc<Semaphore>,
}

impl Default for RankedSeasons {
    fn default() -> Self {
        Self {
            seasons: Arc::new(Mutex::new(Kept::within(SEASONS_BYTES))),
            ranked: Arc::new(Mutex::new(Kept::within(RANKED_BYTES))),
            lasting: Arc::new(Mutex::new(Kept::within(LASTING_BYTES))),
            making: Arc::new(Semaphore::new(1)),
        }
    }
}

/// A player within the season he was looked for in.
#[derive(Clone, Debug)]
pub struct PlayerInSeason {
    /// The season, ranked for the peers asked for.
    pub ranked: Arc<RankedSeason>,
    /// His place in the ranked table.
    pub player: usize,
    /// He does not play in any of the chosen competitions.
    pub is_guest: bool,
}

impl PlayerInSeason {
    /// His line.
    pub fn line(&self) -> &SeasonLine {
        self.ranked.line(self.player)
    }
}

/// Where a player is found.
#[derive(Clone, Debug)]
pub struct FoundInSeason {
    /// The sets he is in, the newest season first.
    pub sets: Vec<SeasonSet>,
    /// Within the one asked for; `None` where he is not in it.
    pub found: Option<PlayerInSeason>,
}

impl RankedSeasons {
    /// The player in the season asked for, ranked among the peers asked for.
    ///
    /// # Errors
    /// The database does not answer, or holds what this release cannot read.
    pub async fn find(
        &self,
        db: &impl ConnectionTrait,
        player: PlayerId,
        choice: &PeerChoice,
    ) -> Result<FoundInSeason, StoreError> {
        let seasons = seasons_of(db, player).await?;
        let chosen = match choice.set {
            Some(set) => seasons.iter().find(|(own, _)| own.id.0 == set),
            None => seasons.first(),
        };
        let mut found = None;
        if let Some((set, line)) = chosen {
            let is_guest = is_guest(line, choice);
            let ranked = self.ranked(db, set, choice, is_guest.then_some(line.id)).await?;
            // Between the two statements somebody may have taken the set away.
            found = ranked.and_then(|ranked| {
                let player = ranked.player(line.id)?;
                Some(PlayerInSeason { ranked, player, is_guest })
            });
        }
        Ok(FoundInSeason { sets: seasons.into_iter().map(|(set, _)| set).collect(), found })
    }

    /// The set, ranked for the peers of `choice` and, wherever he plays, the line `guest`; `None` when
    /// the set is gone.
    ///
    /// # Errors
    /// The database does not answer, or holds what this release cannot read.
    pub async fn ranked(
        &self,
        db: &impl ConnectionTrait,
        set: &SeasonSet,
        choice: &PeerChoice,
        guest: Option<i64>,
    ) -> Result<Option<Arc<RankedSeason>>, StoreError> {
        let other = neighbour(set, &list_season_sets(db).await?);
        let key = RankingKey {
            edition: edition(set),
            other: other.as_ref().map(edition),
            competitions: choice.competitions.clone(),
            least_minutes: choice.least_minutes,
            guest,
        };
        if let Some(ranked) = locked(&self.ranked).find(&key) {
            return Ok(Some(ranked));
        }
        // Never closed.
        let _turn = self.making.acquire().await.ok();
        // Somebody may have made it while we waited.
        if let Some(ranked) = locked(&self.ranked).find(&key) {
            return Ok(Some(ranked));
        }
        let Some(season) = self.season(db, set).await? else { return Ok(None) };
        let lasting = match other {
            Some(other) => self.lasting(db, &season, &other).await?,
            None => Lasting::default(),
        };
        let choice = choice.clone();
        let ranked = aside(move || RankedSeason::new(season, &choice, guest, lasting)).await;
        let ranked = Arc::new(ranked);
        locked(&self.ranked).keep(key, Arc::clone(&ranked), ranked.bytes());
        Ok(Some(ranked))
    }

    async fn season(
        &self,
        db: &impl ConnectionTrait,
        set: &SeasonSet,
    ) -> Result<Option<Arc<Season>>, StoreError> {
        let key = edition(set);
        if let Some(season) = locked(&self.seasons).find(&key) {
            return Ok(Some(season));
        }
        let Some(sheet) = season_sheet(db, set.id, &[]).await? else { return Ok(None) };
        let season = Arc::new(Season::new(sheet));
        // A set that changed meanwhile is kept as what it is now, which the next request asks for.
        locked(&self.seasons).keep(edition(&season.set), Arc::clone(&season), season.bytes());
        Ok(Some(season))
    }

    /// How much of each metric lasts between `season` and `other`, within positions.
    async fn lasting(
        &self,
        db: &impl ConnectionTrait,
        season: &Arc<Season>,
        other: &SeasonSet,
    ) -> Result<Lasting, StoreError> {
        let Some(other) = self.season(db, other).await? else { return Ok(Lasting::default()) };
        let (earlier, later) = if season.set.season < other.set.season {
            (Arc::clone(season), other)
        } else {
            (other, Arc::clone(season))
        };
        let key = (edition(&earlier.set), edition(&later.set));
        if let Some(lasting) = locked(&self.lasting).find(&key) {
            return Ok(lasting);
        }
        let lasting = aside(move || measured(&earlier, &later)).await;
        let bytes = lasting.0.len() * size_of::<Stability>();
        locked(&self.lasting).keep(key, lasting.clone(), bytes);
        Ok(lasting)
    }
}

fn measured(earlier: &Season, later: &Season) -> Lasting {
    let z = |season: &Season| {
        ZScores::new(&season.table, &Spreads::new(&season.table, PeerRule::SEASON))
    };
    let pairs = same_players(&earlier.lines, &later.lines);
    let stability = stability_within_positions(&z(earlier), &z(later), &pairs);
    let between = StabilityBetween {
        earlier: earlier.set.season.clone(),
        later: later.set.season.clone(),
        players: pairs.len(),
    };
    (stability, Some(between))
}

/// The season of the same provider that stability is measured against: the one before, else the one
/// after.
fn neighbour(set: &SeasonSet, sets: &[SeasonSet]) -> Option<SeasonSet> {
    let others = || sets.iter().filter(|other| other.source == set.source && other.id != set.id);
    let before = others().filter(|other| other.season < set.season).max_by_key(|o| &o.season);
    let after = || others().filter(|other| other.season > set.season).min_by_key(|o| &o.season);
    before.or_else(after).cloned()
}

fn edition(set: &SeasonSet) -> Edition {
    (set.id, set.changed_at)
}

fn locked<T>(kept: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    // What is kept is whole at every moment, so a panic elsewhere has spoilt nothing.
    kept.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Does work that keeps a processor busy away from the threads that answer requests.
async fn aside<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> T {
    match tokio::task::spawn_blocking(work).await {
        Ok(done) => done,
        // It is never aborted, so it panicked: as if the work had been done here.
        Err(error) => std::panic::resume_unwind(error.into_panic()),
    }
}
