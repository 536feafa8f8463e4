//! From what the store found to the words of the page. Server only.

use football::{Better, KnownMetric, MetricGroup, SeasonMetric};
use page_base::wording;
use scouting_stats::{
    Block, LEAST_PEERS, MetricStanding, NoScore, PeerChoice, PerformanceScore, PerformanceTemplate,
    RankedTable, Standing,
};
use store::{
    ranked_seasons::{FoundInSeason, PlayerInSeason, RankedSeason},
    seasons::{SeasonLine, SeasonSet},
};

use super::{
    choice::form_of,
    view::{
        AxisView, BlockView, GroupView, MetricRow, PartView, ScoreView, SeasonAnswer, SeasonView,
    },
    whose::WhoseView,
};

/// Correlations below it are too low to build on: less than a tenth of what differs lasts.
const LOW_R: f64 = 0.32;
/// Most axes of a radar, fewest for it to be a shape: look, section 4.
const AXES: std::ops::RangeInclusive<usize> = 3..=14;

/// What the page shows.
pub(super) fn answer(
    found: &FoundInSeason,
    choice: &PeerChoice,
    whose: Option<WhoseView>,
) -> SeasonAnswer {
    let season = found.found.as_ref().map(|found| found.ranked.season.as_ref());
    SeasonAnswer {
        choice: form_of(&found.sets, season, choice),
        season: match &found.found {
            Some(found) => Ok(view(found, choice)),
            None if found.sets.is_empty() => Err(
                "No season figures of this player are held. Import a table of season statistics, \
                 such as FBref's, or settle who the lines of an import are."
                    .to_owned(),
            ),
            None => Err("This player has no figures in the season chosen.".to_owned()),
        },
        whose,
    }
}

fn view(found: &PlayerInSeason, choice: &PeerChoice) -> SeasonView {
    let ranked = &found.ranked;
    let line = found.line();
    let profile = ranked.ranked.profile(found.player);
    SeasonView {
        peers: peers_line(ranked, line, choice),
        source: season_name(&ranked.season.set),
        own: own(line),
        notes: notes(found, choice),
        stability: stability(ranked),
        radar: radar(ranked, found.player, line, choice),
        score: score(&ranked.ranked, found.player, line, choice),
        groups: groups(&profile),
    }
}

/// `FBref 2022/2023`
pub(crate) fn season_name(set: &SeasonSet) -> String {
    format!("{} {}", set.source_name(), set.season)
}

/// `214 attackers · Premier League · 900 min or more`
pub(crate) fn peers_line(ranked: &RankedSeason, line: &SeasonLine, choice: &PeerChoice) -> String {
    let who = match line.group {
        Some(group) => {
            let n = u64::try_from(ranked.ranked.peers(group)).unwrap_or(0);
            format!("{} {}", wording::count(n), group.plural())
        }
        None => "position unknown, so no peers".to_owned(),
    };
    let competitions = match choice.competitions.as_slice() {
        [] => "all competitions".to_owned(),
        few @ ([_] | [_, _]) => few.join(", "),
        many => format!("{} competitions", many.len()),
    };
    format!("{who} · {competitions} · {} min or more", wording::count(choice.least_minutes.into()))
}

/// `3,103 min in 37 matches`
pub(crate) fn minutes(line: &SeasonLine) -> String {
    let minutes = format!("{} min", wording::count(line.minutes.into()));
    match line.matches {
        Some(matches) => {
            format!("{minutes} in {}", wording::counted(matches.into(), "match", "matches"))
        }
        None => minutes,
    }
}

fn own(line: &SeasonLine) -> String {
    let place = [line.club.clone(), line.competition.clone()];
    let starts = line.starts.map(|starts| format!("{starts} from the start"));
    place
        .into_iter()
        .flatten()
        .chain([[Some(minutes(line)), starts].into_iter().flatten().collect::<Vec<_>>().join(", ")])
        .collect::<Vec<_>>()
        .join(" · ")
}

fn notes(found: &PlayerInSeason, choice: &PeerChoice) -> Vec<String> {
    let line = found.line();
    let mut notes = Vec::new();
    if found.is_guest {
        notes.push(
            "He does not play in the competitions chosen: his figures are placed among theirs, himself \
             included."
                .to_owned(),
        );
    }
    match line.group {
        None => notes.push(
            "The table does not say where he played, so he has no peers and no percentiles."
                .to_owned(),
        ),
        Some(_) if line.minutes < choice.least_minutes => notes.push(few_minutes(line, choice)),
        Some(group) => {
            let n = found.ranked.ranked.peers(group);
            if n < LEAST_PEERS as usize {
                notes.push(format!(
                    "{n} peers are too few for percentiles, which take {LEAST_PEERS}: one place would \
                     be more than five points. Choose more competitions or fewer minutes."
                ));
            }
        }
    }
    notes
}

fn few_minutes(line: &SeasonLine, choice: &PeerChoice) -> String {
    format!(
        "{} min are fewer than the {} that make a peer: rates of so few say more of chance than of the \
         player, so there are no percentiles. Ask for fewer minutes to see them all the same.",
        wording::count(line.minutes.into()),
        wording::count(choice.least_minutes.into())
    )
}

fn stability(ranked: &RankedSeason) -> String {
    match &ranked.stability_between {
        Some(between) if ranked.ranked.knows_stability() => format!(
            "r: correlation from {} to {} within positions, {} players with 900 min or more in both.",
            between.earlier,
            between.later,
            wording::count(u64::try_from(between.players).unwrap_or(0))
        ),
        Some(between) => format!(
            "r is unknown: only {} are known to be in both {} and {}.",
            wording::counted(u64::try_from(between.players).unwrap_or(0), "player", "players"),
            between.earlier,
            between.later
        ),
        None => {
            "r, how much of a metric lasts from year to year, is unknown: it takes two seasons of \
                 one provider, and one is held."
                .to_owned()
        }
    }
}

fn radar(
    ranked: &RankedSeason,
    player: usize,
    line: &SeasonLine,
    choice: &PeerChoice,
) -> Result<Vec<AxisView>, String> {
    let Some(group) = line.group else {
        return Err("The position is unknown, so there is no template and no peers.".to_owned());
    };
    if line.minutes < choice.least_minutes {
        return Err(few_minutes(line, choice));
    }
    let axes: Vec<_> = best_axes(PerformanceTemplate::of(group), &ranked.ranked)
        .into_iter()
        .map(|(metric, block)| AxisView {
            name: metric.name().to_owned(),
            block: block.label().to_owned(),
            percentile: percentile(&ranked.ranked, player, &metric),
        })
        .collect();
    if axes.iter().all(|axis| axis.percentile.is_none()) {
        let n = ranked.ranked.peers(group);
        return Err(format!(
            "No percentile is known: {n} peers, and {LEAST_PEERS} with a figure are needed."
        ));
    }
    Ok(axes)
}

/// The weightiest metrics of a template that the season measures, in the template's order; none where
/// they are too few for a shape.
pub(crate) fn best_axes(
    template: PerformanceTemplate,
    ranked: &RankedTable,
) -> Vec<(SeasonMetric, Block)> {
    let mut parts: Vec<_> = template
        .parts()
        .enumerate()
        .filter(|(_, part)| ranked.table().metric(&SeasonMetric::Known(part.metric)).is_some())
        .collect();
    // Stable: of equals the one that the template names first.
    parts.sort_by(|(_, a), (_, b)| b.weight.total_cmp(&a.weight));
    parts.truncate(*AXES.end());
    parts.sort_by_key(|(place, _)| *place);
    if parts.len() < *AXES.start() {
        return Vec::new();
    }
    parts.into_iter().map(|(_, part)| (SeasonMetric::Known(part.metric), part.block)).collect()
}

fn percentile(ranked: &RankedTable, player: usize, metric: &SeasonMetric) -> Option<u8> {
    let metric = ranked.table().metric(metric)?;
    ranked.percentiles().of(player, metric).ok().map(rounded)
}

fn score(ranked: &RankedTable, player: usize, line: &SeasonLine, choice: &PeerChoice) -> ScoreView {
    let (Some(group), Some(performance)) = (line.group, ranked.performance(player)) else {
        return ScoreView {
            score: Err("The position is unknown, so there is no template to score by.".to_owned()),
            template: None,
            known: String::new(),
            blocks: Vec::new(),
        };
    };
    let template = PerformanceTemplate::of(group);
    let (score, known) = match &performance {
        Ok(score) => (Ok((one_decimal(score.score), drawn(score))), known(score.known)),
        Err(NoScore::TooLittleKnown { .. }) if line.minutes < choice.least_minutes => {
            (Err(few_minutes(line, choice)), String::new())
        }
        Err(NoScore::TooLittleKnown { known_percent, least_percent }) => (
            Err(format!(
                "{known_percent:.0} % of the template's weight has a percentile, and {least_percent:.0} % \
                 are needed: a score of less would be about something else than its name says."
            )),
            String::new(),
        ),
    };
    let blocks = Block::ALL
        .into_iter()
        .map(|block| {
            let scored = performance.as_ref().ok();
            let scored =
                scored.and_then(|score| score.blocks.iter().find(|own| own.block == block));
            BlockView {
                label: block.label().to_owned(),
                raw: scored.and_then(|block| block.raw).map(one_decimal),
                parts: template
                    .parts()
                    .filter(|part| part.block == block)
                    .enumerate()
                    .map(|(place, part)| {
                        let metric = SeasonMetric::Known(part.metric);
                        let percentile = percentile(ranked, player, &metric);
                        // The parts of a score stand in the template's order.
                        let points = scored.and_then(|block| block.parts.get(place));
                        PartView {
                            name: metric.name().to_owned(),
                            weight: format!("{:.0}", part.weight),
                            points: points
                                .filter(|_| percentile.is_some())
                                .map(|p| one_decimal(p.points)),
                            percentile,
                        }
                    })
                    .collect(),
            }
        })
        .collect();
    ScoreView { score, template: Some(template.name()), known, blocks }
}

/// How minutes draw the raw score towards the middle.
fn drawn(score: &PerformanceScore) -> String {
    let minutes = wording::count(score.minutes.into());
    format!(
        "50 + ({} − 50) × {minutes} / ({minutes} + 900): the fewer the minutes, the nearer to 50.",
        one_decimal(score.raw)
    )
}

fn known(share: f64) -> String {
    format!("{} of the template's weight is known.", wording::per_cent(share))
}

fn groups(profile: &[MetricStanding]) -> Vec<GroupView> {
    let group_of = |standing: &MetricStanding| standing.metric.known().map(KnownMetric::group);
    let groups = MetricGroup::ALL.into_iter().map(Some).chain([None]);
    groups
        .map(|group| GroupView {
            label: group.map_or("Other columns", MetricGroup::label).to_owned(),
            rows: profile.iter().filter(|standing| group_of(standing) == group).map(row).collect(),
        })
        .filter(|group| !group.rows.is_empty())
        .collect()
}

fn row(standing: &MetricStanding) -> MetricRow {
    let shown = |figure: Option<f64>| figure.map(|figure| standing.metric.shown(figure));
    let percentile = match standing.standing {
        Standing::Ranked { percentile } => Some(rounded(percentile)),
        Standing::NotCompared | Standing::Missing { .. } => None,
    };
    MetricRow {
        name: standing.metric.name().to_owned(),
        lower_is_better: standing.metric.better() == Better::Lower,
        figure: shown(standing.figure),
        shrunk: shown(standing.shrunk),
        percentile,
        why: why_unknown(&standing.standing),
        n: standing.n,
        r: standing.stability.map(correlation),
        r_is_low: standing.stability.is_some_and(|r| r < LOW_R),
    }
}

/// Why there is no percentile; empty where there is one.
fn why_unknown(standing: &Standing) -> String {
    match standing {
        Standing::Missing { why } => why.to_string(),
        Standing::Ranked { .. } | Standing::NotCompared => String::new(),
    }
}

/// A percentile as it is shown.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a percentile lies between 0 and 100"
)]
pub(crate) fn rounded(percentile: f64) -> u8 {
    percentile.round().clamp(0.0, 100.0) as u8
}

fn one_decimal(figure: f64) -> String {
    format!("{figure:.1}")
}

/// `.52`, `−.05`
fn correlation(r: f64) -> String {
    let digits = format!("{:.2}", r.abs());
    let digits = digits.strip_prefix('0').unwrap_or(&digits);
    if r < 0.0 && digits != ".00" { format!("−{digits}") } else { digits.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn correlations_are_written_as_the_look_has_them() {
        assert_eq!([0.52, -0.05, 1.0, -0.004].map(correlation), [".52", "−.05", "1.00", ".00"]);
    }

    #[test]
    fn a_percentile_is_shown_as_a_whole_number() {
        assert_eq!([0.4, 49.5, 99.6, 100.0].map(rounded), [0, 50, 100, 100]);
    }
}
