//! Faults of the program itself as operators see them: the same fault is one row, however often it came.

use std::{fmt, str::FromStr};

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::JobId;

/// Identifies an incident.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct IncidentId(pub i64);

impl fmt::Display for IncidentId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl FromStr for IncidentId {
    type Err = std::num::ParseIntError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.parse().map(Self)
    }
}

/// What people have made of an incident.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum IncidentState {
    /// Nobody has looked at it, or it came again after it was closed.
    #[default]
    Open,
    /// Somebody knows of it; it may come again.
    Acknowledged,
    /// Mended. When it comes again, it is open again.
    Closed,
}

impl IncidentState {
    /// Every state.
    pub const ALL: [Self; 3] = [Self::Open, Self::Acknowledged, Self::Closed];

    /// The word stored, in addresses and in forms.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Acknowledged => "acknowledged",
            Self::Closed => "closed",
        }
    }

    /// The word for people.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Open => "Open",
            Self::Acknowledged => "Acknowledged",
            Self::Closed => "Closed",
        }
    }

    /// What the audit log calls the change to this state.
    pub const fn action(self) -> &'static str {
        match self {
            Self::Open => "incident.open",
            Self::Acknowledged => "incident.acknowledge",
            Self::Closed => "incident.close",
        }
    }
}

/// The word is not a state of an incident.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownIncidentState(pub String);

impl fmt::Display for UnknownIncidentState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` is not a state of an incident", self.0)
    }
}

impl std::error::Error for UnknownIncidentState {}

impl FromStr for IncidentState {
    type Err = UnknownIncidentState;

    fn from_str(word: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|state| state.as_str() == word)
            .ok_or_else(|| UnknownIncidentState(word.to_owned()))
    }
}

/// A fault as a row of the incidents' page. Place and kind together tell it from every other.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct IncidentView {
    /// The incident.
    pub id: IncidentId,
    /// Where it came: `GET /players/{id}`, `job scout_player`. A pattern, never an address.
    pub place: String,
    /// What kind of fault: `database error 42P01`. Never data.
    pub kind: String,
    /// How often.
    pub times: u64,
    /// When it first came.
    pub first_seen: DateTime<Utc>,
    /// When it last came.
    pub last_seen: DateTime<Utc>,
    /// The last request that met it, by which the log is found.
    pub request_id: Option<String>,
    /// The last job that met it, while it is kept.
    pub job: Option<JobId>,
    /// What people have made of it.
    pub state: IncidentState,
    /// What they noted; may be empty.
    pub note: String,
    /// Who changed it last, while that account is there.
    pub changed_by: Option<String>,
    /// When it was last changed by a person.
    pub changed_at: Option<DateTime<Utc>>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_state_reads_back_from_its_word() {
        for state in IncidentState::ALL {
            assert_eq!(state.as_str().parse(), Ok(state));
        }
        assert!("mended".parse::<IncidentState>().is_err());
    }
}
