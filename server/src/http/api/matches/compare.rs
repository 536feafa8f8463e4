//! Two matches side by side: the figures of both, or what one lacks.

use axum::{
    Json,
    extract::{Query, State},
};
use football::{MatchId, Side};
use match_report::{
    Beside, Lack, MatchReport, Provenance, ReportPhase, TeamMeasure, main_formation, side_by_side,
};
use page_base::request::AppState;
use serde::{Deserialize, Serialize};
use store::{
    StoreError,
    matches::{self, ReportKind},
};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{super::path_ids::there, body::MatchBody};
use crate::http::{
    access::Reader,
    problem::{Problem, ProblemDocument},
};

/// The routes of this file.
pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(compare_matches))
}

/// Which two.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Two {
    /// A match.
    left: i64,
    /// Another.
    right: i64,
}

/// A match, and how its teams stood for longest.
#[derive(Serialize, ToSchema)]
struct ComparedMatchBody {
    #[serde(rename = "match")]
    game: MatchBody,
    /// Positions from a broadcast's picture: what was run is on no scale with that of others.
    is_from_video: bool,
    /// Home and away.
    formations: Vec<StoodBody>,
}

/// How a team stood for longest, from the back: `4-3-3`; null where nothing shows it.
#[derive(Serialize, ToSchema)]
struct StoodBody {
    in_possession: Option<String>,
    out_of_possession: Option<String>,
    /// All of the time in play.
    all: Option<String>,
}

/// A measure of both matches.
#[derive(Serialize, ToSchema)]
struct MeasureBody {
    /// `expected_goals`, `shots`, `passes_completed`, `pass_accuracy`, `possession`, `field_tilt`, `ppda`,
    /// `pressing_intensity`, `control`, `distance` (metres), `fast_distance` (metres at 5.5 m/s or faster) or `sprints`.
    #[schema(value_type = String)]
    measure: TeamMeasure,
    /// Whether the figures of both may be read on one scale.
    is_on_one_scale: bool,
    left: FigureBody,
    right: FigureBody,
}

/// The figures of a match. Shares are 0 to 1.
#[derive(Serialize, ToSchema)]
struct FigureBody {
    home: Option<f64>,
    away: Option<f64>,
    /// `positions`, `events` or `provider`; null where there are none.
    #[schema(value_type = Option<String>)]
    from: Option<Provenance>,
    /// `no_positions`, `no_events`, `no_files` or `not_told`; null where there are figures.
    #[schema(value_type = Option<String>)]
    lacks: Option<Lack>,
}

/// Two matches.
#[derive(Serialize, ToSchema)]
struct ComparisonBody {
    left: ComparedMatchBody,
    right: ComparedMatchBody,
    /// What at least one of the two tells.
    figures: Vec<MeasureBody>,
}

impl From<Beside> for FigureBody {
    fn from(beside: Beside) -> Self {
        match beside {
            Beside::Told { values: [home, away], from } => {
                Self { home, away, from: Some(from), lacks: None }
            }
            Beside::Missing { lack } => {
                Self { home: None, away: None, from: None, lacks: Some(lack) }
            }
        }
    }
}

async fn compared(
    state: &AppState,
    id: MatchId,
) -> Result<(ComparedMatchBody, MatchReport), Problem> {
    let row = there(matches::find(&state.db, id).await?)?;
    let stored = there(matches::report_of(&state.db, id, ReportKind::Match).await?)?;
    let report: MatchReport = serde_json::from_value(stored.report).map_err(|source| {
        StoreError::Unreadable { what: "report of a match", source: Box::new(source) }
    })?;
    let stood = |side, phase| main_formation(&report, side, phase).and_then(|of| of.name.clone());
    let formations = [Side::Home, Side::Away].map(|side| StoodBody {
        in_possession: stood(side, ReportPhase::InPossession),
        out_of_possession: stood(side, ReportPhase::OutOfPossession),
        all: stood(side, ReportPhase::All),
    });
    let is_from_video = row.is_from_video;
    let body = ComparedMatchBody { game: row.into(), is_from_video, formations: formations.into() };
    Ok((body, report))
}

/// Two matches side by side.
#[utoipa::path(
    get, path = "/matches/compare", tag = "matches",
    params(Two),
    responses((status = 200, body = ComparisonBody), (status = 401, body = ProblemDocument),
        (status = 404, body = ProblemDocument)),
)]
async fn compare_matches(
    _: Reader,
    State(state): State<AppState>,
    Query(two): Query<Two>,
) -> Result<Json<ComparisonBody>, Problem> {
    let (left, left_report) = compared(&state, MatchId(two.left)).await?;
    let (right, right_report) = compared(&state, MatchId(two.right)).await?;
    let is_apart = left.is_from_video != right.is_from_video;
    let figures = side_by_side([&left_report, &right_report])
        .into_iter()
        .map(|of| MeasureBody {
            measure: of.measure,
            is_on_one_scale: of.is_on_one_scale()
                && !(is_apart && of.measure.needs() == match_report::Need::Positions),
            left: of.matches[0].into(),
            right: of.matches[1].into(),
        })
        .collect();
    Ok(Json(ComparisonBody { left, right, figures }))
}
