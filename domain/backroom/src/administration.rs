//! Accounts and the audit log as administrators see them.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::{AccountId, Role, Since};

/// An account as a row of the accounts' page. Nothing of its password.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountView {
    /// The account.
    pub id: AccountId,
    /// Its name.
    pub name: String,
    /// Its e-mail address, where it gave one.
    pub email: Option<String>,
    /// What it may do.
    pub role: Role,
    /// An administrator closed it.
    pub disabled: bool,
    /// It has to choose a password before anything else.
    pub must_change_password: bool,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// Browsers that are signed in.
    pub open_sessions: u32,
    /// When it last signed in with a browser that is still remembered.
    pub signed_in_at: Option<DateTime<Utc>>,
    /// Personal API tokens that are neither over nor revoked.
    pub api_tokens: u32,
}

/// What an administrator does to an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AccountChange {
    /// Gives it the role of a viewer.
    MakeViewer,
    /// Gives it the role of an analyst.
    MakeAnalyst,
    /// Gives it the role of an administrator.
    MakeAdmin,
    /// Closes it: its sessions and tokens end at once.
    Close,
    /// Opens it again.
    Open,
    /// Ends its sessions and tokens.
    SignOut,
    /// Ends its API tokens and the sign-ins of programs; browsers stay signed in.
    RevokeTokens,
    /// It has to choose another password before anything else.
    AskForPassword,
}

impl AccountChange {
    /// The change that gives `role`.
    pub const fn to_role(role: Role) -> Self {
        match role {
            Role::Viewer => Self::MakeViewer,
            Role::Analyst => Self::MakeAnalyst,
            Role::Admin => Self::MakeAdmin,
        }
    }

    /// The role that it gives, if it gives one.
    pub const fn role(self) -> Option<Role> {
        match self {
            Self::MakeViewer => Some(Role::Viewer),
            Self::MakeAnalyst => Some(Role::Analyst),
            Self::MakeAdmin => Some(Role::Admin),
            _ => None,
        }
    }

    /// The word in forms.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::MakeViewer => "make_viewer",
            Self::MakeAnalyst => "make_analyst",
            Self::MakeAdmin => "make_admin",
            Self::Close => "close",
            Self::Open => "open",
            Self::SignOut => "sign_out",
            Self::RevokeTokens => "revoke_tokens",
            Self::AskForPassword => "ask_for_password",
        }
    }

    /// What the audit log calls it.
    pub const fn action(self) -> &'static str {
        match self {
            Self::MakeViewer | Self::MakeAnalyst | Self::MakeAdmin => "account.set_role",
            Self::Close => "account.close",
            Self::Open => "account.open",
            Self::SignOut => "account.end_access",
            Self::RevokeTokens => "account.revoke_tokens",
            Self::AskForPassword => "account.ask_for_password",
        }
    }
}

/// Which lines of the audit log.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AuditFilter {
    /// Only actions that begin so: `job.`.
    pub action: Option<String>,
    /// Only what was done to this: `player:42`.
    pub subject: Option<String>,
    /// Only what this account did.
    pub by: Option<AccountId>,
    /// Only within this time.
    pub since: Option<Since>,
}

/// A line of the audit log.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AuditLine {
    /// Its number; rises with time.
    pub id: i64,
    /// When.
    pub at: DateTime<Utc>,
    /// Who; `None` for a command or a schedule.
    pub account: Option<AccountId>,
    /// The account's name, while it is there.
    pub name: Option<String>,
    /// What was done: `player.delete`.
    pub action: String,
    /// To what: `player:42`.
    pub subject: String,
    /// What else is worth knowing.
    pub detail: serde_json::Value,
    /// The request that did it.
    pub request_id: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_to_a_role_gives_that_role_and_reads_back_from_its_word() {
        for role in Role::ALL {
            assert_eq!(AccountChange::to_role(role).role(), Some(role));
        }
        for change in
            [AccountChange::Close, AccountChange::RevokeTokens, AccountChange::AskForPassword]
        {
            let word = serde_json::to_value(change).unwrap();
            assert_eq!(word, change.as_str());
        }
    }
}
