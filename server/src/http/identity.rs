//! Who is asking: the session's cookie or the token in `Authorization` becomes a [`Caller`] in the
//! request's extensions. Decides nothing about what the caller may do, save that an API token which is
//! not enough for a request is refused here, before any route is asked (`token_scope`).

use axum::{
    extract::{Request, State},
    middleware::Next,
    response::{IntoResponse, Response},
};
use http::{HeaderMap, header};
use page_base::{
    error::{AppError, Failure},
    request::{AppState, Caller, SessionInfo},
};
use store::{
    StoreError,
    accounts::api_tokens::{self, is_api_token},
    sessions::{self, PostgresSessions},
};
use tower_sessions::{Expiry, Session, SessionManagerLayer, cookie::SameSite};

use super::{
    plain_answer::{Kind, asked_path},
    problem::reporter,
    token_scope::TokenInUse,
};
use crate::access::{
    Keys,
    tokens::{self, Bearer},
};

/// Name of the session's cookie over TLS: browsers take the prefix only with `Secure`, `Path=/` and
/// no `Domain`, so that no neighbour can plant one.
const SECURE_COOKIE: &str = "__Host-sid";
/// Its name on plain-http loopback, where the prefix is not allowed.
const LOOPBACK_COOKIE: &str = "sid";

/// What resolving needs.
#[derive(Clone)]
pub(super) struct Identity {
    /// The state.
    pub state: AppState,
    /// The keys of access tokens.
    pub keys: Keys,
}

/// The layer that keeps sessions; [`resolve`] has to run inside it.
pub(super) fn session_layer(state: &AppState) -> SessionManagerLayer<PostgresSessions> {
    let clock = state.clock;
    let store = PostgresSessions::new(state.db.clone(), move || clock.now());
    SessionManagerLayer::new(store)
        .with_name(if state.settings.secure { SECURE_COOKIE } else { LOOPBACK_COOKIE })
        .with_secure(state.settings.secure)
        .with_http_only(true)
        .with_same_site(SameSite::Lax)
        .with_path("/")
        // The browser forgets it when it closes; when it is over is the store's to say.
        .with_expiry(Expiry::OnSessionEnd)
}

/// Puts the [`Caller`] into the request's extensions, if there is one.
pub(super) async fn resolve(
    State(identity): State<Identity>,
    mut request: Request,
    next: Next,
) -> Response {
    let kind = Kind::of(&request);
    let found = match bearer(request.headers()) {
        Some(token) if is_api_token(token) => match by_api_token(&identity, token).await {
            Ok(None) => return kind.answer(&AppError::SignInRequired),
            Ok(Some((caller, token))) => {
                let (method, path) = (request.method(), asked_path(&request));
                if let Some(refusal) = token.refusal(method, path, kind) {
                    return refusal;
                }
                request.extensions_mut().insert(token);
                Ok(Some((caller, None)))
            }
            Err(error) => Err(error),
        },
        Some(token) => match by_token(&identity, token).await {
            Ok(None) => return kind.answer(&AppError::SignInRequired),
            Ok(Some((caller, bearer))) => {
                request.extensions_mut().insert(bearer);
                Ok(Some((caller, None)))
            }
            Err(error) => Err(error),
        },
        None => by_session(&identity, request.extensions().get::<Session>()).await,
    };
    match found {
        Err(error) => {
            let error = Failure::from(error).into_app_error(&reporter());
            return kind.answer(&error);
        }
        Ok(None) => {}
        Ok(Some((caller, session))) => {
            if let Some(session) = session {
                if session.must_change_password && !is_open_before_change(asked_path(&request)) {
                    return password_first(kind);
                }
                request.extensions_mut().insert(session);
            }
            request.extensions_mut().insert(caller);
        }
    }
    next.run(request).await
}

/// The token of `Authorization: Bearer`; `None` when there is no such header.
fn bearer(headers: &HeaderMap) -> Option<&str> {
    let text = headers.get(header::AUTHORIZATION)?.to_str().unwrap_or_default();
    let (scheme, token) = text.split_once(' ').unwrap_or((text, ""));
    // Any other scheme is a sign-in that we do not know: refused as a wrong token is.
    Some(if scheme.eq_ignore_ascii_case("bearer") { token.trim() } else { "" })
}

async fn by_token(
    identity: &Identity,
    token: &str,
) -> Result<Option<(Caller, Bearer)>, StoreError> {
    let state = &identity.state;
    let Some(bearer) = tokens::verify(&identity.keys, token, state.clock.now()) else {
        return Ok(None);
    };
    let account =
        store::accounts::find_for_token(&state.db, bearer.account_id, bearer.family).await?;
    Ok(account.map(|account| {
        let caller = Caller { account_id: account.id, name: account.name, role: account.role };
        (caller, bearer)
    }))
}

async fn by_api_token(
    identity: &Identity,
    token: &str,
) -> Result<Option<(Caller, TokenInUse)>, StoreError> {
    let state = &identity.state;
    let owner = api_tokens::owner(&state.db, token, state.clock.now()).await?;
    Ok(owner.map(|owner| {
        let caller = Caller { account_id: owner.account_id, name: owner.name, role: owner.role };
        (caller, TokenInUse { id: owner.token, scopes: owner.scopes })
    }))
}

async fn by_session(
    identity: &Identity,
    session: Option<&Session>,
) -> Result<Option<(Caller, Option<SessionInfo>)>, StoreError> {
    let Some(id) = session.and_then(Session::id) else { return Ok(None) };
    let state = &identity.state;
    let owner = sessions::owner(&state.db, &id, state.clock.now()).await?;
    Ok(owner.map(|owner| {
        let info = SessionInfo {
            stored_id: sessions::stored_id(&id),
            signed_in_at: owner.signed_in_at,
            must_change_password: owner.must_change_password,
        };
        (Caller { account_id: owner.account_id, name: owner.name, role: owner.role }, Some(info))
    }))
}

/// What somebody may reach who still has the password that somebody else gave.
fn is_open_before_change(path: &str) -> bool {
    matches!(path, "/account" | "/sign-in") || path.starts_with("/fn/accounts/")
}

fn password_first(kind: Kind) -> Response {
    match kind {
        Kind::Page => axum::response::Redirect::to("/account").into_response(),
        Kind::Api | Kind::ServerFunction => kind.answer(&AppError::Forbidden),
    }
}
