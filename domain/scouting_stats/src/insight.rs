//! What is worked out about a player and kept: which kinds there are.
//!
//! Each kind has its own result, made and read by the module that works it out.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// What an insight is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum InsightKind {
    /// The value in one year: [`crate::value::ValueInsight`].
    ValueForecast,
    /// The values of the coming years: [`crate::value::CareerInsight`].
    CareerForecast,
    /// The performance score of a season: [`crate::PerformanceInsight`].
    Performance,
    /// How often players with such a record were injured.
    InjuryRisk,
}

/// No kind of insight is called so.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("there is no insight `{0}`")]
pub struct UnknownInsight(pub String);

impl InsightKind {
    /// Every kind.
    pub const ALL: [Self; 4] =
        [Self::ValueForecast, Self::CareerForecast, Self::Performance, Self::InjuryRisk];

    /// The word that is stored and crosses the API.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::ValueForecast => "value_forecast",
            Self::CareerForecast => "career_forecast",
            Self::Performance => "performance",
            Self::InjuryRisk => "injury_risk",
        }
    }

    /// What it is for people.
    pub const fn title(self) -> &'static str {
        match self {
            Self::ValueForecast => "Value in one year",
            Self::CareerForecast => "Value in the coming years",
            Self::Performance => "Performance score",
            Self::InjuryRisk => "Injury estimate",
        }
    }
}

impl fmt::Display for InsightKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for InsightKind {
    type Err = UnknownInsight;

    fn from_str(text: &str) -> Result<Self, UnknownInsight> {
        Self::ALL
            .into_iter()
            .find(|kind| kind.as_str() == text)
            .ok_or_else(|| UnknownInsight(text.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_reads_back_from_its_word_in_rows_and_in_json() {
        for kind in InsightKind::ALL {
            assert_eq!(kind.as_str().parse(), Ok(kind));
            assert_eq!(serde_json::to_value(kind).unwrap(), kind.as_str());
        }
        assert!("horoscope".parse::<InsightKind>().is_err());
    }
}
