//! Who is asking a REST route, as extractors: a route that takes [`Analyst`] cannot be reached by a
//! viewer. The session and token layers leave the [`Caller`] in the request's extensions.

use axum::extract::{FromRef, FromRequestParts};
use backroom::Role;
use http::request::Parts;
use page_base::{
    error::AppError,
    request::{AppState, Caller},
};

use super::{problem::Problem, token_scope::TokenInUse};

/// Anybody where reading is public, else somebody signed in.
pub struct Reader(pub Option<Caller>);
/// Somebody signed in.
pub struct Viewer(pub Caller);
/// Somebody who may write football data and start jobs.
pub struct Analyst(pub Caller);
/// Somebody who may steer accounts and operations.
pub struct Admin(pub Caller);

fn caller(parts: &Parts) -> Option<Caller> {
    parts.extensions.get::<Caller>().cloned()
}

fn caller_with(parts: &Parts, role: Role) -> Result<Caller, Problem> {
    let caller = caller(parts).ok_or(AppError::SignInRequired)?;
    // `token_scope` has a rule for each address; a route for administrators holds even where the rule
    // is wrong.
    let may_operate = parts.extensions.get::<TokenInUse>().is_none_or(TokenInUse::may_operate);
    if caller.role < role || (role == Role::Admin && !may_operate) {
        return Err(AppError::Forbidden.into());
    }
    Ok(caller)
}

impl<S> FromRequestParts<S> for Reader
where
    AppState: FromRef<S>,
    S: Send + Sync,
{
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let caller = caller(parts);
        if caller.is_none() && !AppState::from_ref(state).settings.public_read {
            return Err(AppError::SignInRequired.into());
        }
        Ok(Self(caller))
    }
}

macro_rules! signed_in_extractor {
    ($name:ident, $role:expr) => {
        impl<S: Send + Sync> FromRequestParts<S> for $name {
            type Rejection = Problem;

            async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
                caller_with(parts, $role).map(Self)
            }
        }
    };
}

signed_in_extractor!(Viewer, Role::Viewer);
signed_in_extractor!(Analyst, Role::Analyst);
signed_in_extractor!(Admin, Role::Admin);
