//! Accounts over REST, for administrators: who there is, and what is changed of one of them.

use axum::{
    Json,
    extract::{Path, State},
};
use backroom::{AccountChange, AccountId, AccountView, Role};
use chrono::{DateTime, Utc};
use football::FieldError;
use page_base::{error::AppError, request::AppState};
use serde::{Deserialize, Serialize};
use store::accounts;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::http::{
    access::Admin,
    problem::{Problem, ProblemDocument, request_id},
};

/// Every route of accounts.
pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(list_users)).routes(routes!(change_user))
}

/// An account, as administrators see it.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct UserDocument {
    /// Its number.
    id: i64,
    /// Its name.
    name: String,
    /// Its e-mail address, where it gave one.
    email: Option<String>,
    /// What it may do: `viewer`, `analyst` or `admin`.
    #[schema(example = "analyst")]
    role: &'static str,
    /// An administrator closed it.
    disabled: bool,
    /// It has to choose a password before anything else.
    must_change_password: bool,
    /// When it was made.
    created_at: DateTime<Utc>,
    /// Browsers that are signed in.
    open_sessions: u32,
    /// When it last signed in with a browser that is still remembered.
    signed_in_at: Option<DateTime<Utc>>,
    /// Personal API tokens that are neither over nor revoked.
    api_tokens: u32,
}

impl From<AccountView> for UserDocument {
    fn from(account: AccountView) -> Self {
        Self {
            id: account.id.0,
            name: account.name,
            email: account.email,
            role: account.role.as_str(),
            disabled: account.disabled,
            must_change_password: account.must_change_password,
            created_at: account.created_at,
            open_sessions: account.open_sessions,
            signed_in_at: account.signed_in_at,
            api_tokens: account.api_tokens,
        }
    }
}

/// Every account, by name.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct UsersDocument {
    /// The accounts.
    items: Vec<UserDocument>,
    /// How many there are.
    total: usize,
    /// All are listed: null.
    next_cursor: Option<String>,
}

/// What is to be changed: one field a request, because each is an entry of the audit log.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct UserChange {
    /// What it may do from now on: `viewer`, `analyst` or `admin`.
    #[schema(value_type = Option<String>, example = "analyst")]
    #[serde(default)]
    role: Option<Role>,
    /// Closes it, which ends its sessions and tokens, or opens it again.
    #[serde(default)]
    disabled: Option<bool>,
    /// True: it has to choose another password before anything else. Only itself can undo that.
    #[serde(default)]
    must_change_password: Option<bool>,
}

impl UserChange {
    fn read(&self) -> Result<AccountChange, AppError> {
        let changes = [
            self.role.map(AccountChange::to_role),
            self.disabled
                .map(|close| if close { AccountChange::Close } else { AccountChange::Open }),
            self.must_change_password.filter(|asks| *asks).map(|_| AccountChange::AskForPassword),
        ];
        let mut wanted = changes.into_iter().flatten();
        if let (Some(change), None) = (wanted.next(), wanted.next()) {
            return Ok(change);
        }
        let message = "Give one of role, disabled and must_change_password (true).";
        Err(AppError::Invalid { fields: vec![FieldError::new("body", message)] })
    }
}

/// Every account by name, without anything of its password.
#[utoipa::path(
    get, path = "/admin/users", tag = "admin",
    responses((status = 200, body = UsersDocument), (status = 401, body = ProblemDocument),
        (status = 403, body = ProblemDocument))
)]
pub(super) async fn list_users(
    State(state): State<AppState>,
    Admin(_caller): Admin,
) -> Result<Json<UsersDocument>, Problem> {
    let items: Vec<_> = accounts::list_views(&state.db, state.clock.now())
        .await?
        .into_iter()
        .map(UserDocument::from)
        .collect();
    Ok(Json(UsersDocument { total: items.len(), items, next_cursor: None }))
}

/// Changes one thing of an account. Role and closing of one's own are for another administrator, and
/// there is always one left.
#[utoipa::path(
    patch, path = "/admin/users/{id}", tag = "admin", params(("id" = i64, Path, description = "The account")),
    request_body = UserChange,
    responses((status = 200, body = UserDocument), (status = 401, body = ProblemDocument),
        (status = 403, body = ProblemDocument), (status = 404, body = ProblemDocument),
        (status = 409, body = ProblemDocument, description = "It is the caller's own account"),
        (status = 422, body = ProblemDocument))
)]
pub(super) async fn change_user(
    State(state): State<AppState>,
    Admin(caller): Admin,
    Path(id): Path<i64>,
    Json(body): Json<UserChange>,
) -> Result<Json<UserDocument>, Problem> {
    let (id, change) = (AccountId(id), body.read()?);
    if caller.account_id == id && change != AccountChange::AskForPassword {
        let reason = "Another administrator has to do this to your own account.".to_owned();
        return Err(AppError::Conflict { reason }.into());
    }
    let (asker, now) = (caller.asker(Some(request_id())), state.clock.now());
    if !accounts::change_by(&state.db, Some(&asker), id, change, now).await? {
        return Err(AppError::NotFound.into());
    }
    let accounts = accounts::list_views(&state.db, now).await?;
    let changed = accounts.into_iter().find(|account| account.id == id);
    Ok(Json(changed.ok_or(AppError::NotFound)?.into()))
}
