//! Who is who across providers: the questions that wait for a person, and the answers.

use axum::{
    Extension, Json,
    extract::{Path, Query, State, rejection::QueryRejection},
};
use football::{FieldError, PlayerId, identity::Sign};
use http::StatusCode;
use page_base::{
    error::AppError,
    request::{AppState, RequestId},
};
use serde::{Deserialize, Serialize};
use store::{
    identities::{self, Answer, Question},
    players::Author,
};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::http::{access::Analyst, json_body::JsonBody, problem::Problem};

/// Questions of an answer, where nobody says how many.
const USUAL_LENGTH: u32 = 20;
/// Most questions of an answer.
const MOST: u32 = 100;

/// The routes of this feature.
pub(crate) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(list_questions))
        .routes(routes!(answer_question))
        .routes(routes!(refute_match))
}

#[derive(Deserialize, IntoParams)]
struct QuestionQuery {
    /// The questions after this one; from the beginning where none is left behind it.
    after: Option<i64>,
    /// How many, at most 100; 20 where it is left out.
    limit: Option<u32>,
}

/// The questions that wait.
#[derive(Serialize, ToSchema)]
struct QuestionsBody {
    /// How many wait in all.
    total: u64,
    /// The first of them.
    items: Vec<QuestionBody>,
}

/// A provider's player of whom nobody knows for certain who he is.
#[derive(Serialize, ToSchema)]
struct QuestionBody {
    /// The question.
    id: i64,
    /// Whose player he is.
    provider: String,
    /// The season in which he was last seen there.
    season: String,
    /// His name there.
    name: String,
    /// His nation, as written.
    nation: Option<String>,
    /// Year of birth.
    birth_year: Option<i16>,
    /// Where he played, as written.
    positions: String,
    /// The club of most minutes.
    club: Option<String>,
    /// Who may be meant, the likeliest first.
    candidates: Vec<CandidateBody>,
}

/// One of our players who may be meant.
#[derive(Serialize, ToSchema)]
struct CandidateBody {
    /// The player.
    player_id: i64,
    /// His name.
    name: String,
    /// What speaks for him and against him: `same_name`, `birth_unknown`.
    signs: Vec<&'static str>,
}

/// An answer.
#[derive(Deserialize, ToSchema)]
struct AnswerBody {
    /// `same`, `different` or `undo`.
    answer: String,
    /// Who he is, where the answer is `same`.
    player_id: Option<i64>,
}

impl From<Question> for QuestionBody {
    fn from(question: Question) -> Self {
        let candidates = question
            .candidates
            .into_iter()
            .map(|candidate| CandidateBody {
                player_id: candidate.player.id.0,
                name: candidate.player.display_name().to_owned(),
                signs: candidate.signs.into_iter().map(Sign::as_str).collect(),
            })
            .collect();
        Self {
            id: question.id,
            provider: question.provider,
            season: question.season,
            name: question.name,
            nation: question.nation,
            birth_year: question.birth_year,
            positions: question.positions,
            club: question.club,
            candidates,
        }
    }
}

/// The players of providers of whom nobody knows for certain who they are.
#[utoipa::path(
    get,
    path = "/players/review",
    tag = "players",
    params(QuestionQuery),
    responses(
        (status = 200, description = "The questions that wait", body = QuestionsBody),
        (status = 401, description = "Signed out"),
        (status = 403, description = "Less than an analyst"),
    )
)]
async fn list_questions(
    State(state): State<AppState>,
    _analyst: Analyst,
    query: Result<Query<QuestionQuery>, QueryRejection>,
) -> Result<Json<QuestionsBody>, Problem> {
    let Query(query) = query.map_err(|rejection| said("after", &format!("{rejection}.")))?;
    let limit = query.limit.unwrap_or(USUAL_LENGTH).clamp(1, MOST);
    let items = identities::next_open(&state.db, query.after, limit).await?;
    let total = identities::count_open(&state.db).await?;
    Ok(Json(QuestionsBody { total, items: items.into_iter().map(Into::into).collect() }))
}

/// Answers a question, or takes its answer back.
///
/// The answer counts for every table of the provider, earlier ones and later ones.
#[utoipa::path(
    post,
    path = "/players/review/{id}",
    tag = "players",
    params(("id" = i64, Path, description = "The question")),
    request_body = AnswerBody,
    responses(
        (status = 204, description = "Answered"),
        (status = 401, description = "Signed out"),
        (status = 403, description = "Less than an analyst"),
        (status = 404, description = "No such question"),
        (status = 409, description = "Answered in the meantime, or not answered yet"),
        (status = 422, description = "No answer, or a player who was not asked about"),
    )
)]
async fn answer_question(
    State(state): State<AppState>,
    Analyst(caller): Analyst,
    request_id: Option<Extension<RequestId>>,
    Path(id): Path<i64>,
    JsonBody(body): JsonBody<AnswerBody>,
) -> Result<StatusCode, Problem> {
    let author = Author {
        account_id: Some(caller.account_id),
        request_id: request_id.map(|Extension(id)| id.0),
    };
    let found = match (body.answer.as_str(), body.player_id) {
        ("same", Some(player)) => {
            let answer = Answer::Same(PlayerId(player));
            identities::decide(&state.db, &author, id, answer).await?
        }
        ("different", _) => identities::decide(&state.db, &author, id, Answer::Different).await?,
        ("undo", _) => identities::reopen(&state.db, &author, id).await?,
        ("same", None) => return Err(said("player_id", "Say which player he is.")),
        _ => return Err(said("answer", "Give same, different or undo.")),
    };
    if found { Ok(StatusCode::NO_CONTENT) } else { Err(AppError::NotFound.into()) }
}

/// Says that the player is not whom a provider was taken to mean, by the rule or by a person.
///
/// The provider's figures are nobody's again, and later tables do not give them to him either.
#[utoipa::path(
    delete,
    path = "/players/{id}/identities/{provider}",
    tag = "players",
    params(
        ("id" = i64, Path, description = "The player"),
        ("provider" = String, Path, description = "Whose figures, such as `fbref`"),
    ),
    responses(
        (status = 204, description = "They are nobody's now"),
        (status = 401, description = "Signed out"),
        (status = 403, description = "Less than an analyst"),
        (status = 404, description = "No such player, or none that names were compared for"),
    )
)]
async fn refute_match(
    State(state): State<AppState>,
    Analyst(caller): Analyst,
    request_id: Option<Extension<RequestId>>,
    Path((id, provider)): Path<(i64, String)>,
) -> Result<StatusCode, Problem> {
    let author = Author {
        account_id: Some(caller.account_id),
        request_id: request_id.map(|Extension(id)| id.0),
    };
    let found = identities::refute(&state.db, &author, &provider, PlayerId(id)).await?;
    if found { Ok(StatusCode::NO_CONTENT) } else { Err(AppError::NotFound.into()) }
}

fn said(field: &str, message: &str) -> Problem {
    AppError::Invalid { fields: vec![FieldError::new(field, message)] }.into()
}
