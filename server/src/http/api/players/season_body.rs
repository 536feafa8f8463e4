//! Seasons of players as the API writes them.

use football::{Better, MetricUnit, PositionGroup};
use scouting_stats::{LikenessReason, MetricStanding, SimilarQuery, Standing};
use serde::Serialize;
use store::{
    ranked_seasons::{PlayerInSeason, SimilarAnswer, SimilarInSeason},
    seasons::SeasonSet,
};
use utoipa::ToSchema;

use super::body::{MarketValueBody, PlayerBody};

/// A player with his season.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ComparedPlayer)]
pub(super) struct ComparedBody {
    #[serde(flatten)]
    pub(super) player: PlayerBody,
    /// His figures in the season compared; `null` where none are held.
    pub(super) season: Option<SeasonBody>,
}

/// A season as one provider has it.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = SeasonSet)]
pub(super) struct SeasonSetBody {
    /// Its number, for `set`.
    id: i64,
    /// Whose figures these are: `fbref`.
    source: String,
    /// `2022/2023`
    season: String,
}

/// A player's season among his peers.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = PlayerSeason)]
pub(super) struct SeasonBody {
    set: SeasonSetBody,
    club: Option<String>,
    competition: Option<String>,
    /// `GK`, `DEF`, `MID` or `ATT`; `null` where the table does not say.
    position_group: Option<&'static str>,
    minutes: u32,
    matches: Option<u32>,
    /// Players of the position with minutes enough, himself included where he has them.
    peers: u64,
    /// 0 to 100, drawn towards 50 as far as minutes are few.
    performance_score: Option<f64>,
    /// The template with its version: scores of others are not compared.
    template: Option<String>,
    /// Why there is no score.
    no_score_because: Option<String>,
    metrics: Vec<MetricBody>,
}

/// What one metric says of a player.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = SeasonMetric)]
struct MetricBody {
    /// The word of the metric: `shots_on_target`.
    metric: String,
    /// The same for people.
    name: String,
    /// `per_90`, `metres_per_90`, `percent`, `ratio` or `metres`; `null` where nobody has said.
    unit: Option<&'static str>,
    /// Less is better: the percentile is turned round, so that a high one is good.
    lower_is_better: bool,
    figure: Option<f64>,
    /// A rate drawn towards the peers' mean as far as minutes are few.
    shrunk: Option<f64>,
    peer_mean: Option<f64>,
    /// Mid-rank among the peers, 0 to 100.
    percentile: Option<f64>,
    /// Why there is none.
    no_percentile_because: Option<String>,
    /// Peers whose figure is known.
    n: u32,
    /// Correlation from year to year within positions.
    stability: Option<f64>,
}

/// The players like one.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = SimilarPlayers)]
pub(super) struct SimilarBody {
    /// The season; `null` where the player has no figures in it.
    set: Option<SeasonSetBody>,
    /// Minutes that make a peer.
    least_minutes: u32,
    /// The competitions compared with; none is all.
    competitions: Vec<String>,
    /// `alike` or `stability`.
    weights: &'static str,
    /// The most alike first.
    items: Vec<SimilarItem>,
    /// How many they are.
    total: u64,
    /// Always `null`.
    next_cursor: Option<String>,
    /// Why there are none.
    unknown_because: Option<String>,
    /// Players of the position left out because what is asked for is not known of them.
    left_out_unknown: u64,
}

/// A player like another.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = SimilarPlayer)]
struct SimilarItem {
    /// Who he is; `null` while nobody knows.
    player_id: Option<i64>,
    name: String,
    club: Option<String>,
    competition: Option<String>,
    /// In whole years, in that season.
    age: Option<u32>,
    minutes: u32,
    /// The newest value known.
    value: Option<MarketValueBody>,
    /// How alike, 0 to 100: what the reasons and the others add up to, where that is not below nought.
    score: f64,
    /// Metrics in which both have a figure.
    shared: u32,
    /// What adds most, first.
    reasons: Vec<ReasonBody>,
    /// What all other metrics add together.
    others: OthersBody,
}

/// What one metric adds to a likeness.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = LikenessReason)]
struct ReasonBody {
    metric: String,
    name: String,
    /// Below nought where the players differ.
    points: f64,
    /// The player's distance from the peers' mean, in their standard deviations.
    own: f64,
    /// The other player's.
    other: f64,
}

/// What metrics add together.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = OtherReasons)]
struct OthersBody {
    metrics: u64,
    points: f64,
}

impl From<&SeasonSet> for SeasonSetBody {
    fn from(set: &SeasonSet) -> Self {
        Self { id: set.id.0, source: set.source.clone(), season: set.season.clone() }
    }
}

impl From<&PlayerInSeason> for SeasonBody {
    fn from(found: &PlayerInSeason) -> Self {
        let ranked = &found.ranked.ranked;
        let line = found.line();
        let (score, why) = match ranked.performance(found.player) {
            Some(Ok(score)) => (Some((score.score, score.template)), None),
            Some(Err(why)) => (None, Some(why.to_string())),
            None => (None, Some("no score: the position is unknown".to_owned())),
        };
        let (performance_score, template) = score.unzip();
        Self {
            set: SeasonSetBody::from(&found.ranked.season.set),
            club: line.club.clone(),
            competition: line.competition.clone(),
            position_group: line.group.map(PositionGroup::code),
            minutes: line.minutes,
            matches: line.matches,
            peers: line.group.map_or(0, |group| ranked.peers(group) as u64),
            performance_score,
            template,
            no_score_because: why,
            metrics: ranked.profile(found.player).into_iter().map(MetricBody::from).collect(),
        }
    }
}

impl From<MetricStanding> for MetricBody {
    fn from(standing: MetricStanding) -> Self {
        let (percentile, no_percentile_because) = match standing.standing {
            Standing::Ranked { percentile } => (Some(percentile), None),
            Standing::Missing { why } => (None, Some(why.to_string())),
            Standing::NotCompared => (None, None),
        };
        Self {
            metric: standing.metric.word().into_owned(),
            name: standing.metric.name().to_owned(),
            unit: standing.metric.unit().map(unit),
            lower_is_better: standing.metric.better() == Better::Lower,
            figure: standing.figure,
            shrunk: standing.shrunk,
            peer_mean: standing.peer_mean,
            percentile,
            no_percentile_because,
            n: standing.n,
            stability: standing.stability,
        }
    }
}

fn unit(unit: MetricUnit) -> &'static str {
    match unit {
        MetricUnit::Per90 => "per_90",
        MetricUnit::MetresPer90 => "metres_per_90",
        MetricUnit::Percent => "percent",
        MetricUnit::Ratio => "ratio",
        MetricUnit::Metres => "metres",
    }
}

impl SimilarBody {
    /// The answer to `query`, with the first `told` reasons of each player one by one.
    pub(super) fn new(answer: SimilarAnswer, query: SimilarQuery, told: usize) -> Self {
        let set = answer.of.found.as_ref().map(|of| SeasonSetBody::from(&of.ranked.season.set));
        let (found, why) = match answer.found {
            Ok(found) => (found, None),
            Err(why) => (Vec::new(), Some(why.to_string())),
        };
        let items: Vec<_> = found.into_iter().map(|found| SimilarItem::new(found, told)).collect();
        Self {
            set,
            least_minutes: query.peers.least_minutes,
            competitions: query.peers.competitions,
            weights: query.weighing.as_str(),
            total: items.len() as u64,
            items,
            next_cursor: None,
            unknown_because: why,
            left_out_unknown: answer.unknown as u64,
        }
    }
}

impl SimilarItem {
    fn new(found: SimilarInSeason, told: usize) -> Self {
        let SimilarInSeason { likeness, line, behind } = found;
        let (id, name, value) = match behind {
            Some(player) => (Some(player.id.0), player.name, player.value),
            None => (None, line.name, None),
        };
        let mut reasons = likeness.reasons;
        let rest = reasons.split_off(told.min(reasons.len()));
        Self {
            player_id: id,
            name,
            club: line.club,
            competition: line.competition,
            age: line.age,
            minutes: line.minutes,
            value: value.map(MarketValueBody::from),
            score: likeness.score,
            shared: likeness.shared,
            reasons: reasons.into_iter().map(ReasonBody::from).collect(),
            others: OthersBody {
                metrics: rest.len() as u64,
                points: rest.iter().map(|reason| reason.points).sum(),
            },
        }
    }
}

impl From<LikenessReason> for ReasonBody {
    fn from(reason: LikenessReason) -> Self {
        Self {
            metric: reason.metric.word().into_owned(),
            name: reason.metric.name().to_owned(),
            points: reason.points,
            own: reason.own,
            other: reason.other,
        }
    }
}
