//! From what the store found to the words of the page. Server only.

use football::{PlayerId, euros};
use page_base::wording;
use scouting_stats::{LikenessReason, SimilarPlayer, SimilarQuery, Weighing};
use store::ranked_seasons::{NoSimilar, RankedSeason, SimilarAnswer, SimilarInSeason};

use super::view::{ReasonView, SimilarAnswerView, SimilarRow};
use crate::season::{form_of, minutes, peers_line, season_name};

/// Reasons told one by one.
const ADDING: usize = 5;
/// Of those that take away.
const TAKING: usize = 2;

/// What the page shows.
pub(super) fn answer(found: &SimilarAnswer, query: &SimilarQuery) -> SimilarAnswerView {
    let season = found.of.found.as_ref().map(|of| of.ranked.season.as_ref());
    let peers = found.of.found.as_ref().map(|of| {
        let peers = peers_line(&of.ranked, of.line(), &query.peers);
        format!("{peers} · {}", season_name(&of.ranked.season.set))
    });
    let ranked = found.of.found.as_ref().map(|of| of.ranked.as_ref());
    SimilarAnswerView {
        choice: form_of(&found.of.sets, season, &query.peers),
        peers: peers.unwrap_or_default(),
        weighing: ranked.map(|ranked| weighing(ranked, query.weighing)).unwrap_or_default(),
        rows: match &found.found {
            Ok(players) => Ok(players.iter().map(row).collect()),
            Err(why) => Err(why_none(*why, found.of.sets.is_empty())),
        },
        left_out: left_out(found.unknown),
    }
}

fn why_none(why: NoSimilar, has_no_season: bool) -> String {
    match why {
        NoSimilar::NotInSeason if has_no_season => {
            "No season figures of this player are held, so nobody can be compared with him. Import a \
             table of season statistics, or settle who the lines of an import are."
        }
        NoSimilar::NotInSeason => "This player has no figures in the season chosen.",
        NoSimilar::NoPosition => {
            "The table does not say where he played, and players are compared within a position."
        }
        NoSimilar::NoStability => {
            "How much of each metric lasts is unknown: it takes two seasons of one provider. Let every \
             metric count alike."
        }
    }
    .to_owned()
}

fn weighing(ranked: &RankedSeason, weighing: Weighing) -> String {
    match (weighing, &ranked.stability_between) {
        (Weighing::Alike, _) => "Every metric counts alike.".to_owned(),
        (Weighing::ByStability, Some(between)) => format!(
            "A metric counts by its correlation from {} to {}; one that does not last counts nothing.",
            between.earlier, between.later
        ),
        (Weighing::ByStability, None) => String::new(),
    }
}

fn left_out(unknown: usize) -> String {
    if unknown == 0 {
        return String::new();
    }
    let players = wording::counted(u64::try_from(unknown).unwrap_or(0), "player", "players");
    format!(
        "{players} of this position were left out: what the filter asks for is not known of them."
    )
}

fn row(found: &SimilarInSeason) -> SimilarRow {
    let SimilarInSeason { likeness, line, behind } = found;
    let place = [line.club.clone(), line.competition.clone()];
    let value = behind.as_ref().and_then(|player| player.value.as_ref());
    let (reasons, others) = reasons(likeness);
    let most_tenths = reasons.iter().chain([&others]).map(|reason| reason.tenths).max();
    SimilarRow {
        name: behind.as_ref().map_or_else(|| line.name.clone(), |player| player.name.clone()),
        player: behind.as_ref().map(|player| -> PlayerId { player.id }),
        place: place.into_iter().flatten().collect::<Vec<_>>().join(" · "),
        age: line.age.map(|age| age.to_string()),
        minutes: minutes(line),
        value: value.map(|value| {
            let day = wording::day(value.date);
            format!("{} ({}, {day})", euros(value.amount_eur), value.source)
        }),
        score: points(tenths(likeness.score)),
        reasons,
        others,
        most_tenths: most_tenths.unwrap_or(0),
    }
}

/// The reasons told one by one, and the rest as one. Rounded as they are shown, they add up to the score
/// as it is shown: what rounding leaves is in the rest.
fn reasons(found: &SimilarPlayer) -> (Vec<ReasonView>, ReasonView) {
    let told = told(&found.reasons);
    let mut left = tenths(found.score);
    let rest = found.reasons.len() - told.len();
    let told: Vec<_> = told
        .into_iter()
        .map(|reason| {
            let tenths = tenths(reason.points);
            left -= tenths;
            ReasonView {
                name: reason.metric.name().to_owned(),
                tenths,
                points: points(tenths),
                distances: format!("{} and {}", distance(reason.own), distance(reason.other)),
            }
        })
        .collect();
    let name = wording::counted(u64::try_from(rest).unwrap_or(0), "other metric", "other metrics");
    (told, ReasonView { name, tenths: left, points: points(left), distances: String::new() })
}

/// The reasons that add most, and those that take away most; they stand in falling order.
fn told(reasons: &[LikenessReason]) -> Vec<&LikenessReason> {
    let adding = reasons.iter().take_while(|reason| reason.points > 0.0).take(ADDING);
    let taking = reasons.iter().rev().take_while(|reason| reason.points < 0.0).take(TAKING);
    let mut told: Vec<_> = adding.chain(taking).collect();
    told.sort_by(|a, b| b.points.total_cmp(&a.points));
    told
}

#[expect(clippy::cast_possible_truncation, reason = "points lie between -100 and some hundreds")]
fn tenths(points: f64) -> i32 {
    (points * 10.0).round() as i32
}

/// `12.3`, `−0.4`
fn points(tenths: i32) -> String {
    let sign = if tenths < 0 { "−" } else { "" };
    let size = tenths.unsigned_abs();
    format!("{sign}{}.{}", size / 10, size % 10)
}

/// `+1.2`, `−0.9`: standard deviations from the peers' mean.
fn distance(z: f64) -> String {
    let tenths = tenths(z);
    if tenths < 0 { points(tenths) } else { format!("+{}", points(tenths)) }
}

#[cfg(test)]
mod tests {
    use football::SeasonMetric;

    use super::*;

    fn reason(points: f64) -> LikenessReason {
        LikenessReason {
            metric: SeasonMetric::Unlisted(format!("{points}")),
            points,
            own: 1.24,
            other: -0.87,
        }
    }

    #[test]
    fn what_is_shown_adds_up_to_what_is_shown() {
        let all = [40.04, 20.04, 12.34, 9.14, 8.14, 5.55, 1.23, -0.48, -1.17, -4.88];
        let score: f64 = all.iter().sum();
        let found = SimilarPlayer {
            player: 0,
            score,
            shared: 10,
            reasons: all.into_iter().map(reason).collect(),
        };

        let (told, others) = reasons(&found);

        let names: Vec<_> = told.iter().map(|reason| reason.points.as_str()).collect();
        assert_eq!(names, ["40.0", "20.0", "12.3", "9.1", "8.1", "−1.2", "−4.9"]);
        assert_eq!(others.name, "3 other metrics");
        let sum: i32 = told.iter().map(|reason| reason.tenths).sum::<i32>() + others.tenths;
        assert_eq!(points(sum), points(tenths(score)));
        assert_eq!(told[0].distances, "+1.2 and −0.9");
    }

    #[test]
    fn a_reason_is_told_once_where_there_are_few() {
        let few = [reason(3.0), reason(-1.0)];

        assert_eq!(told(&few).len(), 2);
    }
}
