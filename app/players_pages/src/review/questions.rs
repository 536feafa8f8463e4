//! The question at hand as its page shows it, and the server functions behind the page.

use chrono::{DateTime, NaiveDate, Utc};
use football::{PlayerId, identity::Sign};
use leptos::prelude::*;
use page_base::error::AppError;
use serde::{Deserialize, Serialize};

/// What the page shows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ReviewView {
    /// Questions that wait.
    pub(super) open: u64,
    /// The one at hand.
    pub(super) question: Option<QuestionView>,
    /// What was decided lately, newest first.
    pub(super) decided: Vec<DecidedView>,
}

/// A provider's player of whom nobody knows for certain who he is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct QuestionView {
    pub(super) id: i64,
    pub(super) provider: String,
    pub(super) season: String,
    pub(super) name: String,
    pub(super) nation: Option<String>,
    pub(super) birth_year: Option<i16>,
    pub(super) positions: String,
    pub(super) club: Option<String>,
    pub(super) competition: Option<String>,
    pub(super) candidates: Vec<CandidateView>,
}

/// One of our players who may be meant.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct CandidateView {
    pub(super) id: PlayerId,
    pub(super) name: String,
    pub(super) birth_date: Option<NaiveDate>,
    pub(super) nationalities: String,
    pub(super) position: Option<String>,
    pub(super) club: Option<String>,
    pub(super) competition: Option<String>,
    pub(super) signs: Vec<Sign>,
}

/// An answer of a person.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct DecidedView {
    pub(super) id: i64,
    pub(super) provider: String,
    pub(super) name: String,
    pub(super) same: bool,
    /// Which one he is; `None` where he is none of them, or that player is gone.
    pub(super) player: Option<(PlayerId, String)>,
    pub(super) by: Option<String>,
    pub(super) at: DateTime<Utc>,
}

/// The next question after the one called `after`, and what was decided lately.
///
/// # Errors
/// `SignInRequired`; `Forbidden` below an analyst.
#[server(prefix = "/fn", endpoint = "players/list_questions", output = page_base::wire::Json)]
pub async fn list_questions(#[server(default)] after: Option<i64>) -> Result<ReviewView, AppError> {
    use backroom::Role;
    use page_base::{
        error::Failure,
        request::{respond, signed_in, state},
    };

    /// As many answers as one may want to take back.
    const LATELY: u32 = 20;

    respond(async {
        signed_in(Role::Analyst)?;
        let db = state().db;
        let question = store::identities::next_open(&db, after, 1).await?.pop();
        let decided = store::identities::decided_lately(&db, LATELY).await?;
        Ok::<_, Failure>(ReviewView {
            open: store::identities::count_open(&db).await?,
            question: question.map(view::of),
            decided: decided.into_iter().map(view::decided).collect(),
        })
    })
    .await
}

/// Answers a question, `same` as a player or `different` from all who were asked about, or takes the
/// answer back by `undo`.
///
/// # Errors
/// `SignInRequired`; `Forbidden` below an analyst; `NotFound`; `Conflict` when somebody was quicker;
/// `Invalid` for a player who cannot be meant.
#[server(prefix = "/fn", endpoint = "players/answer_question", output = page_base::wire::Json)]
pub async fn answer_question(
    /// The question.
    id: i64,
    /// `same`, `different` or `undo`.
    answer: String,
    /// Who he is, where the answer is `same`.
    #[server(default)]
    player_id: Option<i64>,
) -> Result<(), AppError> {
    use backroom::Role;
    use football::FieldError;
    use page_base::request::{request_id, respond, signed_in, state};
    use store::identities::{Answer, decide, reopen};

    respond(async {
        let caller = signed_in(Role::Analyst)?;
        let author = store::players::Author {
            account_id: Some(caller.account_id),
            request_id: request_id(),
        };
        let db = state().db;
        let found = match (answer.as_str(), player_id) {
            ("same", Some(player)) => {
                decide(&db, &author, id, Answer::Same(PlayerId(player))).await?
            }
            ("different", _) => decide(&db, &author, id, Answer::Different).await?,
            ("undo", _) => reopen(&db, &author, id).await?,
            _ => {
                let fields = vec![FieldError::new("answer", "Say same, different or undo.")];
                return Err(AppError::Invalid { fields }.into());
            }
        };
        if !found {
            return Err(AppError::NotFound.into());
        }
        // What was taken back is looked at again; else on to the next.
        let after = if answer == "undo" { id - 1 } else { id };
        leptos_axum::redirect(&format!("/players/review?after={after}"));
        Ok(())
    })
    .await
}

/// From the store's words to the page's.
#[cfg(feature = "ssr")]
mod view {
    use store::identities::{Decided, Question, QuestionCandidate};

    use super::{CandidateView, DecidedView, QuestionView};

    pub(super) fn of(question: Question) -> QuestionView {
        QuestionView {
            id: question.id,
            provider: question.provider,
            season: question.season,
            name: question.name,
            nation: question.nation,
            birth_year: question.birth_year,
            positions: question.positions,
            club: question.club,
            competition: question.competition,
            candidates: question.candidates.into_iter().map(candidate).collect(),
        }
    }

    fn candidate(QuestionCandidate { player, signs }: QuestionCandidate) -> CandidateView {
        CandidateView {
            id: player.id,
            name: player.display_name().to_owned(),
            birth_date: player.birth_date,
            nationalities: player.nationalities.join(", "),
            position: player.position.map(|position| position.code().to_owned()),
            club: player.club,
            competition: player.competition,
            signs,
        }
    }

    pub(super) fn decided(decided: Decided) -> DecidedView {
        DecidedView {
            id: decided.id,
            provider: decided.provider,
            name: decided.name,
            same: decided.same,
            player: decided.player,
            by: decided.decided_by,
            at: decided.decided_at,
        }
    }
}
