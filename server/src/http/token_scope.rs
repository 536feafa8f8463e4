//! What a personal API token has to be allowed for a request: one rule for every address, looked at
//! before the request reaches its route. An address without a rule is closed to API tokens.

use axum::response::Response;
use backroom::{ApiTokenId, TokenScope};
use http::{HeaderValue, Method, StatusCode, header};
use page_base::error::AppError;

use super::plain_answer::Kind;

/// The API token behind a request, in the request's extensions beside its caller.
#[derive(Clone, Debug)]
pub(crate) struct TokenInUse {
    /// The token.
    pub(crate) id: ApiTokenId,
    /// What it may do.
    pub(crate) scopes: Vec<TokenScope>,
}

/// What a request asks of an API token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Needs {
    /// This scope.
    Scope(TokenScope),
    /// Nothing: anybody may ask.
    Nothing,
    /// No API token is enough: a person has to sign in.
    SignIn,
}

/// What `method` at `path` asks of an API token.
fn needs(method: &Method, path: &str) -> Needs {
    use TokenScope::{Jobs, Operate, Read, Write};

    let reads = matches!(*method, Method::GET | Method::HEAD);
    let segments: Vec<_> = path.split('/').filter(|segment| !segment.is_empty()).collect();
    let scope = match segments[..] {
        // What a scraper of figures asks for; the only address outside the API.
        ["metrics"] if reads => Operate,
        ["api", "v1", "health" | "openapi.json"] => return Needs::Nothing,
        ["api", "v1", "admin" | "audit" | "schedules" | "secrets", ..] => Operate,
        ["api", "v1", "auth", "me"]
        | ["api", "v1", "insights" | "jobs" | "players" | "reports" | "tasks" | "ws", ..]
            if reads =>
        {
            Read
        }
        ["api", "v1", "alerts" | "needs" | "shortlists" | "tags", ..] if reads => Read,
        [
            "api",
            "v1",
            "analysis_reports"
            | "formations"
            | "match_lineups"
            | "matches"
            | "player_match_statistics"
            | "video_segments",
            ..,
        ] => {
            if reads {
                Read
            } else {
                Write
            }
        }
        ["api", "v1", "insights", ..]
        | ["api", "v1", "players", _, "scout" | "analyze" | "predict-career" | "injury-risk"] => {
            Jobs
        }
        ["api", "v1", "alerts" | "needs" | "players" | "shortlists", ..] => Write,
        ["api", "v1", "jobs", ref which @ ..] if which.is_empty() || *method == Method::DELETE => {
            Operate
        }
        ["api", "v1", "jobs", ..] => Jobs,
        // Pages and server functions; what nobody thought of; and on purpose: signing in and the tokens
        // themselves, with which one could outlive its own end, and tickets of streams, which are for
        // pages that cannot send a token.
        _ => return Needs::SignIn,
    };
    Needs::Scope(scope)
}

impl TokenInUse {
    /// Whether the token may do what only administrators may.
    pub(crate) fn may_operate(&self) -> bool {
        self.scopes.contains(&TokenScope::Operate)
    }

    /// The refusal of a request that the token is not enough for; `None` when it is.
    pub(super) fn refusal(&self, method: &Method, path: &str, kind: Kind) -> Option<Response> {
        let scope = match needs(method, path) {
            Needs::Nothing => return None,
            Needs::Scope(scope) if self.scopes.contains(&scope) => return None,
            Needs::Scope(scope) => scope,
            Needs::SignIn => return Some(kind.answer(&AppError::Forbidden)),
        };
        let detail = format!("This token may not do that: it needs the scope `{scope}`.");
        let mut response = kind.answer_status(StatusCode::FORBIDDEN, "token-scope", &detail);
        // RFC 6750, section 3.1.
        let challenge = format!("Bearer error=\"insufficient_scope\", scope=\"{scope}\"");
        if let Ok(challenge) = HeaderValue::from_str(&challenge) {
            response.headers_mut().insert(header::WWW_AUTHENTICATE, challenge);
        }
        Some(response)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_that_nobody_thought_of_is_closed() {
        for path in ["/", "/players", "/fn/players/list_players", "/api/v1/new", "/api/v2/players"]
        {
            assert_eq!(needs(&Method::GET, path), Needs::SignIn, "{path}");
        }
    }

    #[test]
    fn reading_changing_and_steering_ask_for_different_scopes() {
        let scope = |method, path| match needs(&method, path) {
            Needs::Scope(scope) => scope,
            other => panic!("{path}: {other:?}"),
        };

        assert_eq!(scope(Method::GET, "/api/v1/players/7"), TokenScope::Read);
        assert_eq!(scope(Method::PUT, "/api/v1/players/7"), TokenScope::Write);
        assert_eq!(scope(Method::POST, "/api/v1/players/7/scout"), TokenScope::Jobs);
        assert_eq!(scope(Method::GET, "/api/v1/shortlists/7"), TokenScope::Read);
        assert_eq!(scope(Method::POST, "/api/v1/shortlists/7/players"), TokenScope::Write);
        assert_eq!(scope(Method::GET, "/api/v1/secrets"), TokenScope::Operate);
        assert_eq!(scope(Method::GET, "/api/v1/secrets/a/uses"), TokenScope::Operate);
        assert_eq!(scope(Method::GET, "/api/v1/jobs/1/logs.txt"), TokenScope::Read);
        assert_eq!(scope(Method::GET, "/metrics"), TokenScope::Operate);
    }
}
