//! Every kind of job, one line each: the longest time of one attempt, and the handler.
//!
//! Queue and number of attempts stand with the payload, in `store::queue`.

use std::time::Duration;

use store::queue::{
    ScoutPlayer, TryWriter,
    analyses::{AnalysePlayer, AnalysePlayers, ReportOnModels},
    estimate_injury::EstimateInjury,
    import_career::ImportCareer,
    import_match::ImportMatch,
    import_players::ImportPlayers,
    import_season::ImportSeason,
    insights::{GenerateInsight, GenerateInsights},
    market_values::{RefreshMarketValue, RefreshMarketValues},
    prune_jobs::PruneJobs,
    purge_players::PurgePlayers,
};

use super::{Registry, insights, matches, operations, players, scouting};

/// Every kind of job of this release.
#[must_use]
pub fn registry() -> Registry {
    Registry::default()
        // A million rows take some 20 s; a slow disk and a busy database more.
        .with::<ImportPlayers, _, _>(minutes(60), players::import_players)
        // Some 3,000 lines against all players, a second or two.
        .with::<ImportSeason, _, _>(minutes(30), players::import_season)
        // The same road; a public table of appearances has 1.7 million rows.
        .with::<ImportCareer, _, _>(minutes(60), players::import_career)
        // A match of ninety minutes takes some seconds; a season in one file is refused.
        .with::<ImportMatch, _, _>(minutes(30), matches::import_match)
        // One question with a time-out of 15 s.
        .with::<RefreshMarketValue, _, _>(minutes(1), players::market_values::refresh_market_value)
        // It waits for its parts: half a million at five at once and a tenth of a second each.
        .with::<RefreshMarketValues, _, _>(
            minutes(24 * 60),
            players::market_values::refresh_market_values,
        )
        // A thousand jobs with their logs a statement.
        .with::<PruneJobs, _, _>(minutes(30), operations::prune_jobs)
        // Ten thousand players a statement.
        .with::<PurgePlayers, _, _>(minutes(30), players::purge_players)
        // A language model is asked twice at most, three times each, with a time-out of 90 s.
        .with::<ScoutPlayer, _, _>(minutes(15), scouting::scout_player)
        // Three times with the same time-out.
        .with::<TryWriter, _, _>(minutes(6), scouting::try_writer)
        // Two aggregates over the peers and a millisecond of writing.
        .with::<GenerateInsight, _, _>(minutes(2), scouting::generate_insight)
        // It waits for its parts.
        .with::<GenerateInsights, _, _>(minutes(24 * 60), scouting::generate_insights)
        // Models of 359,184 values are fitted in some 2 s, if they are not there.
        .with::<AnalysePlayer, _, _>(minutes(5), insights::analyse_player)
        // Every match and injury is read once, a second or two.
        .with::<EstimateInjury, _, _>(minutes(10), insights::estimate_injury)
        // 32,000 players take below a minute; a million some thirty.
        .with::<AnalysePlayers, _, _>(minutes(60), insights::analyse_players)
        // Five times the models.
        .with::<ReportOnModels, _, _>(minutes(15), insights::report_on_models)
}

const fn minutes(minutes: u64) -> Duration {
    Duration::from_secs(60 * minutes)
}
