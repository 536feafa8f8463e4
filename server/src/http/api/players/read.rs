//! Reading players.

use axum::{
    Json,
    body::Body,
    extract::{Query, State},
    response::{IntoResponse, Response},
};
use football::{FieldError, PlayerQuery, PlayerSort, PlayerSortKey};
use http::{HeaderValue, header};
use page_base::{error::AppError, request::AppState};
use store::players;

use super::{
    PlayerPath,
    body::{MarketValueBody, PlayerBody, PlayerPageBody, SuggestionBody, WholeList},
    known_pairs,
};
use crate::{
    http::{
        access::Reader,
        problem::{Problem, ProblemDocument},
    },
    player_csv::{Formulas, export},
};

/// Players that the palette is offered.
const SUGGESTIONS: u16 = 8;

type Pairs = Query<Vec<(String, String)>>;

fn query(pairs: &[(String, String)]) -> Result<PlayerQuery, AppError> {
    PlayerQuery::parse(pairs.iter().map(|(name, value)| (name.as_str(), value.as_str())))
        .map_err(|fields| AppError::Invalid { fields })
}

/// Players that fit the filters.
#[utoipa::path(
    get,
    path = "/players",
    tag = "players",
    params(
        ("q" = Option<String>, Query, description = "Part of a name or club; accents, case and one slip a word do not matter"),
        ("position" = Option<String>, Query, description = "Codes, parted by commas: `AM,LW`; groups `GK`, `DEF`, `MID`, `ATT`"),
        ("age_min" = Option<i32>, Query, minimum = 0, maximum = 150),
        ("age_max" = Option<i32>, Query, minimum = 0, maximum = 150),
        ("value_min" = Option<String>, Query, description = "Euros: `40000000`, `40m`, `700k`"),
        ("value_max" = Option<String>, Query, description = "Euros"),
        ("nationality" = Option<String>, Query, description = "Country as the profile writes it"),
        ("club" = Option<String>, Query, description = "Whole name"),
        ("competition" = Option<String>, Query, description = "Whole name"),
        ("status" = Option<String>, Query, description = "`active`, `free_agent` or `retired`"),
        ("foot" = Option<String>, Query, description = "`left`, `right` or `both`"),
        ("contract_before" = Option<chrono::NaiveDate>, Query, description = "The contract ends before this day"),
        ("height_min" = Option<i32>, Query, description = "Centimetres", minimum = 0, maximum = 300),
        ("height_max" = Option<i32>, Query, description = "Centimetres", minimum = 0, maximum = 300),
        ("sort" = Option<String>, Query, description = "`name`, `position`, `club`, `competition`, `age`, `height`, `foot`, `contract`, `status`, `value`; with `-` before it, descending. Default `-value`. Unknown values come last"),
        ("cursor" = Option<String>, Query, description = "As a page gave it"),
        ("limit" = Option<i32>, Query, minimum = 1, maximum = 200, description = "Default 50"),
    ),
    responses(
        (status = 200, body = PlayerPageBody),
        (status = 401, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 422, body = ProblemDocument, content_type = "application/problem+json"),
    ),
)]
pub(super) async fn list_players(
    _: Reader,
    State(state): State<AppState>,
    Query(pairs): Pairs,
) -> Result<Json<PlayerPageBody>, Problem> {
    known_pairs(&pairs, &PlayerQuery::NAMES)?;
    let query = query(&pairs)?;
    let turn = state.list_turns.take().await?;
    let page = players::list(&turn.lent, &query, state.clock.now().date_naive()).await?;
    Ok(Json(page.into()))
}

/// The players that fit the filters as a CSV file, however many.
#[utoipa::path(
    get,
    path = "/players/export.csv",
    tag = "players",
    params(
        ("form" = Option<String>, Query, description = "`people` (default): cells that a spreadsheet would run get an apostrophe; `lossless`: they stay"),
        ("q" = Option<String>, Query, description = "And every other filter and `sort` of `GET /players`; default order by name"),
    ),
    responses(
        (status = 200, body = String, content_type = "text/csv"),
        (status = 401, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 422, body = ProblemDocument, content_type = "application/problem+json"),
    ),
)]
pub(super) async fn export_players(
    _: Reader,
    State(state): State<AppState>,
    Query(pairs): Pairs,
) -> Result<Response, Problem> {
    let known: Vec<_> = PlayerQuery::NAMES.into_iter().chain(["form"]).collect();
    known_pairs(&pairs, &known)?;
    let formulas =
        match pairs.iter().find(|(name, _)| name == "form").map(|(_, form)| form.as_str()) {
            None | Some("people" | "") => Formulas::Neutralised,
            Some("lossless") => Formulas::Kept,
            Some(_) => {
                let fields = vec![FieldError::new("form", "Use people or lossless.")];
                return Err(AppError::Invalid { fields }.into());
            }
        };
    let mut query = query(&pairs)?;
    if !pairs.iter().any(|(name, sort)| name == "sort" && !sort.trim().is_empty()) {
        // A name stays where it is while the file is written; a value may not.
        query.sort = PlayerSort { key: PlayerSortKey::Name, descending: false };
    }
    let today = state.clock.now().date_naive();
    let body = Body::from_stream(export(state.db, query, today, formulas));
    let mut response = body.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/csv; charset=utf-8"));
    headers.insert(
        header::CONTENT_DISPOSITION,
        HeaderValue::from_static("attachment; filename=\"players.csv\""),
    );
    Ok(response)
}

/// The most valuable players whose name or club holds the text: for a field in which somebody types.
#[utoipa::path(
    get,
    path = "/players/suggest",
    tag = "players",
    params(("q" = String, Query, description = "Part of a name or club")),
    responses(
        (status = 200, body = WholeList<SuggestionBody>),
        (status = 401, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 422, body = ProblemDocument, content_type = "application/problem+json"),
    ),
)]
pub(super) async fn suggest_players(
    _: Reader,
    State(state): State<AppState>,
    Query(pairs): Pairs,
) -> Result<Json<WholeList<SuggestionBody>>, Problem> {
    known_pairs(&pairs, &["q"])?;
    let text = query(&pairs)?.filter.text.unwrap_or_default();
    let today = state.clock.now().date_naive();
    let found = players::suggest(&state.db, &text, SUGGESTIONS, today).await?;
    let items = found
        .into_iter()
        .map(|player| SuggestionBody {
            id: player.id.0,
            href: format!("/players/{}", player.id),
            name: player.name,
            detail: player.detail,
        })
        .collect();
    Ok(Json(WholeList::of(items)))
}

/// One player.
#[utoipa::path(
    get,
    path = "/players/{id}",
    tag = "players",
    params(("id" = i64, Path)),
    responses(
        (status = 200, body = PlayerBody),
        (status = 401, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 404, body = ProblemDocument, content_type = "application/problem+json"),
    ),
)]
pub(super) async fn find_player(
    _: Reader,
    State(state): State<AppState>,
    PlayerPath(id): PlayerPath,
) -> Result<Json<PlayerBody>, Problem> {
    let player = players::find(&state.db, id).await?.ok_or(AppError::NotFound)?;
    Ok(Json(player.into()))
}

/// What the player was said to be worth, oldest first.
#[utoipa::path(
    get,
    path = "/players/{id}/valuations",
    tag = "players",
    params(("id" = i64, Path)),
    responses(
        (status = 200, body = WholeList<MarketValueBody>),
        (status = 401, body = ProblemDocument, content_type = "application/problem+json"),
        (status = 404, body = ProblemDocument, content_type = "application/problem+json"),
    ),
)]
pub(super) async fn list_valuations(
    _: Reader,
    State(state): State<AppState>,
    PlayerPath(id): PlayerPath,
) -> Result<Json<WholeList<MarketValueBody>>, Problem> {
    players::find(&state.db, id).await?.ok_or(AppError::NotFound)?;
    let values = players::valuations(&state.db, id).await?;
    Ok(Json(WholeList::of(values.into_iter().map(Into::into).collect())))
}
