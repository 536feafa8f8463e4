//! From what the store found to the words of the page. Server only.

use chrono::NaiveDate;
use football::{
    Better, KnownMetric, MetricGroup, Player, PlayerId, PositionGroup, SeasonMetric, euros,
};
use page_base::wording;
use scouting_stats::{MetricStanding, PeerChoice, PerformanceTemplate, Standing};
use store::{
    players::Suggestion,
    ranked_seasons::{ComparedInSeason, PlayerInSeason},
};

use super::view::{
    CompareCell, CompareGroup, CompareRow, CompareView, ComparedAxis, ComparedPlayer, ProfileRow,
    SuggestedPlayer,
};
use crate::season::{best_axes, form_of, minutes, peers_line, rounded, season_name};

/// The comparison, without who may be added.
pub(super) fn view(
    players: &[Player],
    compared: &ComparedInSeason,
    choice: &PeerChoice,
    today: NaiveDate,
) -> CompareView {
    let in_season: Vec<&PlayerInSeason> = compared.players.iter().flatten().collect();
    let season = in_season.first().map(|found| found.ranked.season.as_ref());
    let profiles: Vec<Option<Vec<MetricStanding>>> = compared
        .players
        .iter()
        .map(|found| found.as_ref().map(|found| found.ranked.ranked.profile(found.player)))
        .collect();
    CompareView {
        players: players
            .iter()
            .map(|player| ComparedPlayer { id: player.id, name: player.display_name().to_owned() })
            .collect(),
        choice: form_of(&compared.sets, season, choice),
        about: season.map(season_of).unwrap_or_default(),
        notes: notes(players, compared),
        profile: profile(players, compared, choice, today),
        radar: radar(compared),
        groups: groups(&profiles),
        suggestions: Vec::new(),
    }
}

fn season_of(season: &store::ranked_seasons::Season) -> String {
    season_name(&season.set)
}

/// Who may be added: nobody twice.
pub(super) fn suggested(found: Vec<Suggestion>, there: &[PlayerId]) -> Vec<SuggestedPlayer> {
    found
        .into_iter()
        .filter(|player| !there.contains(&player.id))
        .map(|player| SuggestedPlayer { id: player.id, name: player.name, detail: player.detail })
        .collect()
}

/// The notes, with one of the players who are not there.
pub(super) fn with_missing(mut notes: Vec<String>, missing: usize) -> Vec<String> {
    if missing > 0 {
        let missing = u64::try_from(missing).unwrap_or(0);
        let players = wording::counted(missing, "player is", "players are");
        notes.push(format!("{players} not there any more and left out."));
    }
    notes
}

fn notes(players: &[Player], compared: &ComparedInSeason) -> Vec<String> {
    let mut notes = Vec::new();
    let without: Vec<_> = players
        .iter()
        .zip(&compared.players)
        .filter(|(_, found)| found.is_none())
        .map(|(player, _)| player.display_name())
        .collect();
    if !without.is_empty() && without.len() < players.len() {
        notes.push(format!(
            "No figures of {} in this season are held: they are unknown, not nought.",
            without.join(", ")
        ));
    }
    let positions = groups_of(compared);
    if positions.len() > 1 {
        let names: Vec<_> = positions.iter().map(|(group, _)| group.plural()).collect();
        notes.push(format!(
            "They play in different positions ({}): each percentile is among the peers of the player's \
             own position, and the radar has the metrics of {}.",
            names.join(", "),
            names[0]
        ));
    }
    notes
}

/// The position groups, that of most players first, of equals that of the first player.
fn groups_of(compared: &ComparedInSeason) -> Vec<(PositionGroup, usize)> {
    let mut groups: Vec<(PositionGroup, usize)> = Vec::new();
    for group in compared.players.iter().flatten().filter_map(|found| found.line().group) {
        match groups.iter_mut().find(|(own, _)| *own == group) {
            Some((_, players)) => *players += 1,
            None => groups.push((group, 1)),
        }
    }
    groups.sort_by_key(|(_, players)| std::cmp::Reverse(*players));
    groups
}

fn profile(
    players: &[Player],
    compared: &ComparedInSeason,
    choice: &PeerChoice,
    today: NaiveDate,
) -> Vec<ProfileRow> {
    let of_player = |label: &str, cell: &dyn Fn(&Player) -> Option<String>| ProfileRow {
        label: label.to_owned(),
        cells: players.iter().map(cell).collect(),
    };
    let of_season = |label: &str, cell: &dyn Fn(&PlayerInSeason) -> Option<String>| ProfileRow {
        label: label.to_owned(),
        cells: compared.players.iter().map(|found| found.as_ref().and_then(cell)).collect(),
    };
    let score = |found: &PlayerInSeason| {
        let score = found.ranked.ranked.performance(found.player)?.ok()?;
        Some(format!("{:.1} ({})", score.score, score.template))
    };
    vec![
        of_player("Position", &|player| player.position.map(|p| p.name().to_owned())),
        of_player("Age", &|player| player.age_on(today).map(|age| age.to_string())),
        of_player("Nationality", &|player| {
            (!player.nationalities.is_empty()).then(|| player.nationalities.join(", "))
        }),
        of_player("Club", &|player| player.club.clone()),
        of_player("Competition", &|player| player.competition.clone()),
        of_player("Contract until", &|player| player.contract_until.map(wording::day)),
        of_player("Height", &|player| player.height_cm.map(|height| format!("{height} cm"))),
        of_player("Foot", &|player| player.foot.map(|foot| foot.as_str().to_owned())),
        of_player("Value", &|player| {
            let value = player.market_value.as_ref()?;
            let day = wording::day(value.date);
            Some(format!("{} ({}, {day})", euros(value.amount_eur), value.source))
        }),
        of_season("Club in the season", &|found| found.line().club.clone()),
        of_season("Minutes", &|found| Some(minutes(found.line()))),
        of_season("Compared with", &|found| Some(peers_line(&found.ranked, found.line(), choice))),
        of_season("Performance score", &score),
    ]
}

fn radar(compared: &ComparedInSeason) -> Result<Vec<ComparedAxis>, String> {
    let groups = groups_of(compared);
    let first = compared.players.iter().flatten().next();
    let (Some((group, _)), Some(first)) = (groups.first(), first) else {
        return Err("No figures of these players with a position are held.".to_owned());
    };
    let axes: Vec<_> = best_axes(PerformanceTemplate::of(*group), &first.ranked.ranked)
        .into_iter()
        .map(|(metric, block)| ComparedAxis {
            name: metric.name().to_owned(),
            block: block.label().to_owned(),
            percentiles: compared
                .players
                .iter()
                .map(|found| percentile(found.as_ref()?, &metric))
                .collect(),
        })
        .collect();
    if axes.iter().flat_map(|axis| &axis.percentiles).all(Option::is_none) {
        return Err(
            "No percentile is known: the players have too few minutes, or their positions too few \
             peers."
                .to_owned(),
        );
    }
    Ok(axes)
}

fn percentile(found: &PlayerInSeason, metric: &SeasonMetric) -> Option<u8> {
    let ranked = &found.ranked.ranked;
    let place = ranked.table().metric(metric)?;
    ranked.percentiles().of(found.player, place).ok().map(rounded)
}

fn groups(profiles: &[Option<Vec<MetricStanding>>]) -> Vec<CompareGroup> {
    // All are of one set, so the metrics of the first are those of all.
    let Some(metrics) = profiles.iter().flatten().next() else { return Vec::new() };
    let group_of = |metric: &SeasonMetric| metric.known().map(KnownMetric::group);
    let groups = MetricGroup::ALL.into_iter().map(Some).chain([None]);
    groups
        .map(|group| CompareGroup {
            label: group.map_or("Other columns", MetricGroup::label).to_owned(),
            rows: metrics
                .iter()
                .enumerate()
                .filter(|(_, standing)| group_of(&standing.metric) == group)
                .map(|(place, standing)| {
                    let cells = profiles.iter().map(|own| own.as_ref()?.get(place));
                    row(&standing.metric, &cells.collect::<Vec<_>>())
                })
                .collect(),
        })
        .filter(|group| !group.rows.is_empty())
        .collect()
}

fn row(metric: &SeasonMetric, standings: &[Option<&MetricStanding>]) -> CompareRow {
    let better = metric.better();
    let figures: Vec<Option<f64>> =
        standings.iter().map(|standing| standing.and_then(|standing| standing.figure)).collect();
    let leader = leader(better, &figures);
    let cells = standings
        .iter()
        .zip(&figures)
        .map(|(standing, figure)| {
            let percentile = standing.and_then(|standing| match standing.standing {
                Standing::Ranked { percentile } => Some(rounded(percentile)),
                Standing::NotCompared | Standing::Missing { .. } => None,
            });
            let (leads, mark) = match (leader, figure) {
                (Some(leader), Some(figure)) => mark(metric, leader, *figure),
                _ => (false, String::new()),
            };
            CompareCell {
                figure: figure.map(|figure| metric.shown(figure)),
                percentile,
                mark,
                leads,
            }
        })
        .collect();
    CompareRow { name: metric.name().to_owned(), lower_is_better: better == Better::Lower, cells }
}

/// The figure that all are measured by: the best, or the most where nobody says what is good. `None`
/// where fewer than two are known.
fn leader(better: Better, figures: &[Option<f64>]) -> Option<f64> {
    let known = || figures.iter().flatten().copied();
    if known().count() < 2 {
        return None;
    }
    match better {
        Better::Lower => known().min_by(f64::total_cmp),
        Better::Higher | Better::Neither => known().max_by(f64::total_cmp),
    }
}

/// Whether a figure leads, and the words for it or for how far it is from there.
fn mark(metric: &SeasonMetric, leader: f64, figure: f64) -> (bool, String) {
    // Two that read alike are alike.
    if metric.shown(leader) == metric.shown(figure) {
        let word = if metric.better() == Better::Neither { "most" } else { "best" };
        return (true, word.to_owned());
    }
    let distance = metric.shown(figure - leader);
    (false, if figure > leader { format!("+{distance}") } else { distance })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marks(header: &str, figures: &[Option<f64>]) -> Vec<String> {
        let metric = SeasonMetric::from_header(header);
        let standings: Vec<_> = figures
            .iter()
            .map(|figure| MetricStanding {
                metric: metric.clone(),
                figure: *figure,
                shrunk: None,
                peer_mean: None,
                n: 0,
                standing: Standing::NotCompared,
                stability: None,
            })
            .collect();
        let standings: Vec<_> = standings.iter().map(Some).collect();
        row(&metric, &standings).cells.into_iter().map(|cell| cell.mark).collect()
    }

    #[test]
    fn the_best_is_marked_in_words_and_the_others_by_their_distance() {
        assert_eq!(
            marks("Goals", &[Some(0.5), Some(0.38), Some(0.501)]),
            ["best", "−0.12", "best"]
        );
        assert_eq!(marks("Fls", &[Some(1.5), Some(1.0)]), ["+0.50", "best"]);
        assert_eq!(marks("ShoDist", &[Some(17.0), Some(15.5)]), ["most", "−1.5 m"]);
    }

    #[test]
    fn what_is_unknown_is_not_measured_and_one_figure_leads_nobody() {
        assert_eq!(marks("Goals", &[None, Some(0.4), Some(0.3)]), ["", "best", "−0.10"]);
        assert_eq!(marks("Goals", &[None, Some(0.4)]), ["", ""]);
    }
}
