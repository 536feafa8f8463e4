//! What the tab asks the server for.

use football::{MatchId, PlayerId, SeasonYears};
use leptos::prelude::*;
use page_base::error::AppError;
use scouting_stats::played::{PlayedGame, PlayedStanding};
use serde::{Deserialize, Serialize};

/// What a player did in a season, or in all matches.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PlayedView {
    /// The newest matches, newest first.
    pub(super) matches: Vec<PlayedRow>,
    /// How many there are.
    pub(super) total: u64,
    /// The seasons of his matches, the newest first.
    pub(super) seasons: Vec<SeasonYears>,
    /// The season that is shown; `None` for all.
    pub(super) season: Option<SeasonYears>,
    /// Whether he is ranked among keepers.
    pub(super) keeps_goal: bool,
    /// His figures over all these matches.
    pub(super) standings: Vec<PlayedStanding>,
}

/// A match of his.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct PlayedRow {
    /// Which match.
    pub(super) id: MatchId,
    /// His place in its line-up.
    pub(super) place: u16,
    /// `Harbour City 2–1 Northgate`
    pub(super) teams: String,
    /// `30 Nov 2024`
    pub(super) day: Option<String>,
    /// Whether there are positions of the match.
    pub(super) has_positions: bool,
    /// Whether there are events of it.
    pub(super) has_events: bool,
    /// How far the positions can be trusted, 0 to 100.
    pub(super) quality: Option<u8>,
    /// The share of his time in which he was seen, 0 to 1.
    pub(super) coverage: Option<f64>,
    /// His highest speed, m/s.
    pub(super) top_speed_mps: Option<f64>,
    /// What else was measured.
    pub(super) figures: PlayedGame,
}

/// What a player did in the matches of a season, by the year in which it begins, or in all.
///
/// # Errors
/// `SignInRequired` when signed out and reading is not public; `NotFound` when there is no such player or season.
#[server(prefix = "/fn", endpoint = "players/find_played", output = page_base::wire::Json)]
pub async fn find_played(
    /// The player.
    id: PlayerId,
    /// The year in which the season begins; `None` for all.
    #[server(default)]
    season: Option<i32>,
) -> Result<PlayedView, AppError> {
    use page_base::{
        error::Failure,
        request::{reader, respond, state},
    };
    use store::{matches, players};

    /// Rows of the table; who wants more takes the CSV.
    const SHOWN: usize = 200;

    respond(async {
        reader()?;
        let db = state().db;
        players::find(&db, id).await?.ok_or(AppError::NotFound)?;
        let season = match season {
            Some(year) => Some(SeasonYears::beginning_in(year).ok_or(AppError::NotFound)?),
            None => None,
        };
        let found = matches::played_by(&db, id, season).await?;
        Ok::<_, Failure>(PlayedView {
            total: u64::try_from(found.matches.len()).unwrap_or(u64::MAX),
            matches: found.matches.into_iter().take(SHOWN).map(PlayedRow::from).collect(),
            seasons: found.seasons,
            season,
            keeps_goal: found.keeps_goal,
            standings: found.standings,
        })
    })
    .await
}

#[cfg(feature = "ssr")]
impl From<store::matches::MatchOfPlayer> for PlayedRow {
    fn from(of: store::matches::MatchOfPlayer) -> Self {
        let score =
            of.score.map_or_else(|| " – ".to_owned(), |[home, away]| format!(" {home}–{away} "));
        Self {
            id: of.id,
            place: of.place,
            teams: [of.home.as_str(), &score, &of.away].concat(),
            day: of.played_on.map(page_base::wording::day),
            has_positions: of.has.positions,
            has_events: of.has.events,
            quality: of.quality,
            coverage: of.coverage,
            top_speed_mps: of.top_speed_mps,
            figures: of.figures,
        }
    }
}
