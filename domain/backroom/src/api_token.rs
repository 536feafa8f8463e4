//! Personal API tokens as people see them: what they may do and how long, never their text.

use std::{fmt, str::FromStr};

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::Role;

/// What every token begins with: people know it by sight, and scanners of source code find it.
pub const API_TOKEN_PREFIX: &str = "tl_";

/// Identifies an API token.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ApiTokenId(pub i64);

impl fmt::Display for ApiTokenId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// Something that a token may do. None holds another: a token that only writes cannot read. Whatever
/// its scopes, a token may never do what its account's role does not allow now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TokenScope {
    /// Reads football data and what the account sees of jobs.
    Read,
    /// Changes football data: players, values, imports.
    Write,
    /// Starts reports; stops jobs and tries them again.
    Jobs,
    /// Does what only administrators may: secrets, schedules, audit log, everybody's jobs, figures.
    Operate,
}

impl TokenScope {
    /// Every scope, the most harmless first.
    pub const ALL: [Self; 4] = [Self::Read, Self::Write, Self::Jobs, Self::Operate];

    /// The word stored in the database and shown in the API.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Write => "write",
            Self::Jobs => "jobs",
            Self::Operate => "operate",
        }
    }

    /// What it allows, in words.
    pub const fn meaning(self) -> &'static str {
        match self {
            Self::Read => "read players, values, reports and jobs",
            Self::Write => "change and import football data",
            Self::Jobs => "ask for reports, stop jobs and try them again",
            Self::Operate => "look after secrets, schedules, the audit log and everybody's jobs",
        }
    }

    /// The least role that has a use for it.
    pub const fn least_role(self) -> Role {
        match self {
            Self::Read => Role::Viewer,
            Self::Write | Self::Jobs => Role::Analyst,
            Self::Operate => Role::Admin,
        }
    }
}

impl fmt::Display for TokenScope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// The word is not a scope.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownScope(pub String);

impl fmt::Display for UnknownScope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` is not a scope: expected read, write, jobs or operate", self.0)
    }
}

impl std::error::Error for UnknownScope {}

impl FromStr for TokenScope {
    type Err = UnknownScope;

    fn from_str(word: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|scope| scope.as_str() == word)
            .ok_or_else(|| UnknownScope(word.to_owned()))
    }
}

/// A token as its owner's list shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ApiTokenView {
    /// The token.
    pub id: ApiTokenId,
    /// What its owner calls it.
    pub name: String,
    /// Its last four characters.
    pub ending: String,
    /// What it may do.
    pub scopes: Vec<TokenScope>,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it ends.
    pub expires_at: DateTime<Utc>,
    /// When it was last used, to the minute.
    pub last_used_at: Option<DateTime<Utc>>,
    /// It has ended.
    pub is_over: bool,
}

impl ApiTokenView {
    /// Longest name.
    pub const LONGEST_NAME: usize = 64;
    /// How long a token lasts where its maker does not say, in days.
    pub const DEFAULT_DAYS: u16 = 90;
    /// Most days that a token lasts: a year, a leap day included. None lasts for ever: one that nobody
    /// remembers would.
    pub const MOST_DAYS: u16 = 366;

    /// The token as lists show it: `tl_••••••3f9a`.
    pub fn masked(&self) -> String {
        [API_TOKEN_PREFIX, "••••••", &self.ending].concat()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scope_reads_back_from_its_word() {
        for scope in TokenScope::ALL {
            assert_eq!(scope.as_str().parse(), Ok(scope));
            assert_eq!(serde_json::to_value(scope).unwrap(), scope.as_str());
        }
        assert_eq!("admin".parse::<TokenScope>(), Err(UnknownScope("admin".to_owned())));
    }

    #[test]
    fn no_role_has_a_use_for_what_only_a_higher_one_may_do() {
        let of = |role: Role| TokenScope::ALL.into_iter().filter(move |it| it.least_role() <= role);

        assert!(of(Role::Viewer).eq([TokenScope::Read]));
        assert!(of(Role::Analyst).eq([TokenScope::Read, TokenScope::Write, TokenScope::Jobs]));
        assert!(of(Role::Admin).eq(TokenScope::ALL));
    }
}
