//! Two matches of `StatsBomb`'s open data against what another program counted in them.

use feeds::events::StatsBombReader;
use football::{GameEvents, Side};
use match_report::{HeatUnit, Provenance, TeamMeasure, TimelineKind, XgSource, of_match};
use serde_json::{Value, json};

use crate::public;

fn read(id: &str) -> Option<(GameEvents, Value)> {
    let mut reader = StatsBombReader::default();
    reader.line_ups(&public(&format!("statsbomb/{id}_lineups.json"))?).unwrap();
    reader.push(&public(&format!("statsbomb/{id}_events.json.gz"))?).unwrap();
    let told: Value =
        serde_json::from_slice(&public("statsbomb/reference/ref_events.json")?).unwrap();
    Some((reader.finish().unwrap(), told["matches"][id].clone()))
}

#[test]
fn chances_shots_and_scores_are_those_of_the_provider() {
    for (id, score) in [("15986", [2, 2]), ("15946", [3, 1])] {
        let Some((game, told)) = read(id) else { return };
        let report = of_match(None, Some(&game));
        let shots = report.shots.as_ref().unwrap();

        assert_eq!((shots.xg_from, report.score), (XgSource::Provider, Some(score)));
        assert_eq!(shots.shots.last().unwrap().score, score);
        for (place, side) in [Side::Home, Side::Away].into_iter().enumerate() {
            let name = report.team_name(side);
            let xg = told["xg"][name].as_f64().unwrap();
            assert!((shots.sums()[place] - xg).abs() < 1e-6, "{id} {name}");
            assert_eq!(json!(shots.count(side)), told["shots"][name]);
            let goals = report.timeline.iter().filter(|entry| {
                use TimelineKind::{Goal, OwnGoal, Penalty};
                entry.side == side && matches!(entry.kind, Goal | Penalty | OwnGoal)
            });
            assert_eq!(goals.count(), usize::from(score[place]), "{id} {name}");
        }
        let xg = report.comparison.iter().find(|of| of.measure == TeamMeasure::ExpectedGoals);
        assert_eq!(xg.unwrap().from, Provenance::Provider);
    }
}

#[test]
fn pass_networks_are_those_of_the_reference() {
    for id in ["15986", "15946"] {
        let Some((game, told)) = read(id) else { return };
        let report = of_match(None, Some(&game));
        for (map, side) in report.passes.as_ref().unwrap().iter().zip([Side::Home, Side::Away]) {
            let told = &told["pass_network"][report.team_name(side)];
            assert_eq!(json!(map.passes), told["completed_passes"]);
            assert_eq!(map.nodes.len(), told["nodes"].as_object().unwrap().len());
            assert_eq!(map.links.len(), told["edges"].as_array().unwrap().len());
            let passes: u32 = map.links.iter().map(|link| link.passes).sum();
            assert_eq!(passes, map.passes);
        }
    }
}

#[test]
fn without_positions_the_report_has_what_events_tell_and_nothing_else() {
    let Some((game, _)) = read("15986") else { return };
    let report = of_match(None, Some(&game));
    assert!(report.physical.is_empty() && report.formations.is_empty() && report.shapes.is_empty());
    assert!(report.quality.is_none() && report.offsets.is_empty() && report.positions.is_none());
    let heat = report.heatmaps.unwrap();
    assert_eq!((heat.from, heat.unit), (Provenance::Events, HeatUnit::Actions));
    let momentum = report.momentum.unwrap();
    assert!(momentum.has_carries && momentum.minutes.len() >= 90);
    assert!(momentum.minutes.iter().map(|minute| minute.xt[0] + minute.xt[1]).sum::<f64>() > 1.0);
    let corners = report.set_pieces.iter().map(|of| of.count).sum::<u32>();
    assert!(corners > 5, "{:?}", report.set_pieces);
    assert!(!report.comparison.iter().any(|of| of.from == Provenance::Positions));
}
