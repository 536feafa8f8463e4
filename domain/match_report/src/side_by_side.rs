//! Two matches side by side: the figures of both in the same order, or why one has none.

use football::Side;
use serde::{Deserialize, Serialize};

use crate::{FormationShown, MatchReport, Provenance, ReportPhase, TeamMeasure};

/// A measure of two matches.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct MeasureBeside {
    /// What is measured.
    pub measure: TeamMeasure,
    /// What each of the matches tells.
    pub matches: [Beside; 2],
}

/// What a match tells of a measure.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum Beside {
    /// Its figures.
    Told {
        /// Of home and away, in the measure's unit.
        values: [Option<f64>; 2],
        /// What they are from.
        from: Provenance,
    },
    /// It has none.
    Missing {
        /// What it lacks.
        lack: Lack,
    },
}

/// Why a match has no figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Lack {
    /// It has no positions.
    NoPositions,
    /// It has no events.
    NoEvents,
    /// It has neither.
    NoFiles,
    /// Its files do not tell this.
    NotTold,
}

/// What a measure is computed from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Need {
    /// Positions.
    Positions,
    /// Events.
    Events,
    /// Either of the two.
    Either,
}

impl TeamMeasure {
    /// All, in the order in which they are shown.
    pub const ALL: [Self; 12] = [
        Self::ExpectedGoals,
        Self::Shots,
        Self::PassesCompleted,
        Self::PassAccuracy,
        Self::Possession,
        Self::FieldTilt,
        Self::Ppda,
        Self::PressingIntensity,
        Self::Control,
        Self::Distance,
        Self::FastDistance,
        Self::Sprints,
    ];

    /// What it is computed from.
    pub const fn needs(self) -> Need {
        match self {
            Self::ExpectedGoals
            | Self::Shots
            | Self::PassesCompleted
            | Self::PassAccuracy
            | Self::Ppda => Need::Events,
            Self::Possession | Self::FieldTilt => Need::Either,
            Self::PressingIntensity
            | Self::Control
            | Self::Distance
            | Self::FastDistance
            | Self::Sprints => Need::Positions,
        }
    }
}

impl MeasureBeside {
    /// Whether all figures may be read on one scale: those of both matches are there and from the same kind of source.
    /// Time with the ball and share of passes are not, nor are the chances of a provider and those of our model.
    pub fn is_on_one_scale(&self) -> bool {
        let from = |beside: Beside| match beside {
            Beside::Told { from, .. } => Some(from),
            Beside::Missing { .. } => None,
        };
        let [left, right] = self.matches.map(from);
        left.is_some() && left == right
    }

    /// The highest figure; `None` where none is known.
    pub fn highest(&self) -> Option<f64> {
        let known = self.matches.iter().flat_map(|beside| match beside {
            Beside::Told { values, .. } => *values,
            Beside::Missing { .. } => [None; 2],
        });
        known.flatten().reduce(f64::max)
    }
}

/// Every measure that at least one of the two matches tells, in the order in which they are shown. What the other lacks
/// is said, and is never nought.
pub fn side_by_side(reports: [&MatchReport; 2]) -> Vec<MeasureBeside> {
    let beside = |measure: TeamMeasure| MeasureBeside {
        measure,
        matches: reports.map(|report| told(report, measure)),
    };
    let is_told =
        |of: &MeasureBeside| of.matches.iter().any(|beside| matches!(beside, Beside::Told { .. }));
    TeamMeasure::ALL.into_iter().map(beside).filter(is_told).collect()
}

fn told(report: &MatchReport, measure: TeamMeasure) -> Beside {
    if let Some(found) = report.comparison.iter().find(|figure| figure.measure == measure) {
        return Beside::Told { values: found.values, from: found.from };
    }
    let lack = match (measure.needs(), report.positions.is_some(), report.events.is_some()) {
        (Need::Positions, false, _) => Lack::NoPositions,
        (Need::Events, _, false) => Lack::NoEvents,
        (Need::Either, false, false) => Lack::NoFiles,
        _ => Lack::NotTold,
    };
    Beside::Missing { lack }
}

/// How a team stood for longest: of its stretches in this phase that show a formation, the one that counted most
/// seconds; `None` where none does.
pub fn main_formation(
    report: &MatchReport,
    side: Side,
    phase: ReportPhase,
) -> Option<&FormationShown> {
    let counts = |of: &&FormationShown| of.side == side && of.phase == phase && of.name.is_some();
    report
        .formations
        .iter()
        .filter(counts)
        .reduce(|longest, next| if next.secs > longest.secs { next } else { longest })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Moment, TeamFigure, of_match};

    fn report(figures: &[(TeamMeasure, [Option<f64>; 2], Provenance)]) -> MatchReport {
        let figure = |(measure, values, from): &(TeamMeasure, [Option<f64>; 2], Provenance)| {
            TeamFigure { measure: *measure, values: *values, from: *from }
        };
        MatchReport { comparison: figures.iter().map(figure).collect(), ..of_match(None, None) }
    }

    #[test]
    fn what_one_match_lacks_says_why_and_what_neither_has_is_left_out() {
        let shots = (TeamMeasure::Shots, [Some(12.0), Some(0.0)], Provenance::Events);
        let left = report(&[shots]);

        let beside = side_by_side([&left, &report(&[])]);

        let [shots] = beside[..] else { panic!("{beside:?}") };
        let told = Beside::Told { values: [Some(12.0), Some(0.0)], from: Provenance::Events };
        assert_eq!(shots.matches, [told, Beside::Missing { lack: Lack::NoEvents }]);
        assert!(!shots.is_on_one_scale());
        assert_eq!(shots.highest(), Some(12.0));
        assert!(side_by_side([&report(&[]), &report(&[])]).is_empty());
    }

    #[test]
    fn every_lack_has_its_name() {
        let left = report(&[
            (TeamMeasure::Distance, [Some(1.0); 2], Provenance::Positions),
            (TeamMeasure::Possession, [Some(0.5); 2], Provenance::Positions),
        ]);
        let lacks = |right: &MatchReport| {
            side_by_side([&left, right]).into_iter().map(|of| of.matches[1]).collect::<Vec<_>>()
        };
        let missing = |lack| Beside::Missing { lack };

        let nothing = report(&[]);
        assert_eq!(lacks(&nothing), [missing(Lack::NoFiles), missing(Lack::NoPositions)]);
        let source = crate::Source {
            pitch: football::Pitch::STANDARD,
            rate_hz: Some(25.0),
            count: 1,
            filter: None,
        };
        let positions = MatchReport { positions: Some(source), ..nothing };
        assert_eq!(lacks(&positions), [missing(Lack::NotTold), missing(Lack::NotTold)]);
    }

    #[test]
    fn figures_of_two_kinds_of_source_are_not_on_one_scale() {
        let chances = |from| report(&[(TeamMeasure::ExpectedGoals, [Some(1.0); 2], from)]);
        let (told, ours) = (chances(Provenance::Provider), chances(Provenance::Events));

        assert!(!side_by_side([&told, &ours])[0].is_on_one_scale());
        assert!(side_by_side([&told, &told])[0].is_on_one_scale());
    }

    #[test]
    fn every_measure_is_shown_once() {
        let mut all = TeamMeasure::ALL.to_vec();
        all.dedup();
        assert_eq!(all.len(), 12);
        assert_eq!(TeamMeasure::FieldTilt.needs(), Need::Either);
    }

    #[test]
    fn the_longest_stretch_gives_the_formation() {
        let stretch = |secs: f64, name: Option<&str>, phase| FormationShown {
            side: Side::Home,
            phase,
            from: Moment { period: 1, secs: 0.0 },
            to: Moment { period: 1, secs },
            secs,
            name: name.map(str::to_owned),
            cost: None,
            next_cost: None,
            players: Vec::new(),
            keeper: None,
        };
        let all = ReportPhase::All;
        let formations = vec![
            stretch(600.0, Some("4-4-2"), all),
            stretch(1800.0, Some("4-3-3"), all),
            stretch(2000.0, None, all),
            stretch(2400.0, Some("5-4-1"), ReportPhase::OutOfPossession),
        ];
        let report = MatchReport { formations, ..report(&[]) };

        let found = |side, phase| main_formation(&report, side, phase).map(|of| of.secs);
        assert_eq!(found(Side::Home, all), Some(1800.0));
        assert_eq!(found(Side::Home, ReportPhase::OutOfPossession), Some(2400.0));
        assert_eq!(found(Side::Away, all), None);
    }
}
