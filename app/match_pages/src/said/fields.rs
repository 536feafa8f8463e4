//! The fields that say which match it is.

use leptos::prelude::*;
use page_base::error::AppError;
use page_kit::{
    acting::field_failure,
    controls::{TextField, plain_form::kept},
};
use serde::{Deserialize, Serialize};

/// What a person says of a match, as the fields of the form have it; empty is not said.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct MatchSaid {
    /// The home team.
    pub home: String,
    /// The away team.
    pub away: String,
    /// `League`
    pub competition: String,
    /// `14`
    pub round: String,
    /// `2026-11-27`
    pub played_on: String,
    /// The ground.
    pub venue: String,
    /// Goals of the home team.
    pub home_goals: String,
    /// Likewise.
    pub away_goals: String,
}

impl MatchSaid {
    /// What was typed into a form that was refused.
    pub(crate) fn typed_into(form: &str) -> Self {
        let kept = kept(form);
        let field = |name| kept.field(name);
        Self {
            home: field("home"),
            away: field("away"),
            competition: field("competition"),
            round: field("round"),
            played_on: field("played_on"),
            venue: field("venue"),
            home_goals: field("home_goals"),
            away_goals: field("away_goals"),
        }
    }
}

#[cfg(feature = "ssr")]
mod on_server {
    use std::str::FromStr;

    use football::FieldError;
    use page_base::{error::AppError, request::is_plain_form};
    use page_kit::controls::plain_form::keep;
    use store::matches::{MatchRow, MatchSettings};

    use super::MatchSaid;

    impl MatchSaid {
        /// What is said, and the goals of home and away.
        ///
        /// # Errors
        /// `Invalid` on a day or a number that cannot be read.
        pub(crate) fn parts(&self) -> Result<(MatchSettings, [Option<u16>; 2]), AppError> {
            let mut fields = Vec::new();
            let day = "Give a day: 2026-11-27.";
            let played_on = read(&mut fields, "played_on", &self.played_on, day);
            let number = "Give a whole number: 2.";
            let goals = [("home_goals", &self.home_goals), ("away_goals", &self.away_goals)]
                .map(|(field, text)| read(&mut fields, field, text, number));
            if !fields.is_empty() {
                return Err(AppError::Invalid { fields });
            }
            let settings = MatchSettings {
                home: self.home.clone(),
                away: self.away.clone(),
                competition: self.competition.clone(),
                round: self.round.clone(),
                played_on,
                venue: self.venue.clone(),
            };
            Ok((settings, goals))
        }

        /// Keeps what was typed for the page to which the browser goes back.
        pub(crate) fn keep_for(&self, form: &str) {
            if is_plain_form() {
                let typed = [
                    ("home", self.home.as_str()),
                    ("away", &self.away),
                    ("competition", &self.competition),
                    ("round", &self.round),
                    ("played_on", &self.played_on),
                    ("venue", &self.venue),
                    ("home_goals", &self.home_goals),
                    ("away_goals", &self.away_goals),
                ];
                keep(form, &typed);
            }
        }
    }

    /// What a field says; `None` where it is empty, or where `why` is added to what is wrong.
    fn read<T: FromStr>(
        wrong: &mut Vec<FieldError>,
        field: &str,
        text: &str,
        why: &str,
    ) -> Option<T> {
        let text = text.trim();
        let value = text.parse().ok();
        if value.is_none() && !text.is_empty() {
            wrong.push(FieldError::new(field, why));
        }
        value
    }

    impl From<MatchSettings> for MatchSaid {
        fn from(said: MatchSettings) -> Self {
            Self {
                home: said.home,
                away: said.away,
                competition: said.competition,
                round: said.round,
                played_on: said.played_on.map(page_base::wording::field_day).unwrap_or_default(),
                venue: said.venue,
                home_goals: String::new(),
                away_goals: String::new(),
            }
        }
    }

    impl From<&MatchRow> for MatchSaid {
        fn from(found: &MatchRow) -> Self {
            let goals =
                |side: usize| found.score.map(|score| score[side].to_string()).unwrap_or_default();
            Self {
                home: found.home.clone(),
                away: found.away.clone(),
                competition: found.competition.clone().unwrap_or_default(),
                round: found.round.clone().unwrap_or_default(),
                played_on: found.played_on.map(page_base::wording::field_day).unwrap_or_default(),
                venue: found.venue.clone().unwrap_or_default(),
                home_goals: goals(0),
                away_goals: goals(1),
            }
        }
    }
}

/// Who names the teams where nobody says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TeamsBy {
    /// Somebody has to say.
    Person,
    /// The events.
    Events,
    /// Nobody: positions do not name them.
    Nobody,
}

/// What a person says of a match. The score is asked for where files do not know it.
#[component]
pub(crate) fn SaidFields(
    said: MatchSaid,
    teams_by: TeamsBy,
    #[prop(optional)] with_score: bool,
    /// What was refused.
    failure: Signal<Option<AppError>>,
) -> impl IntoView {
    let names = match teams_by {
        TeamsBy::Person => "",
        TeamsBy::Events => "Empty: as the events name it.",
        TeamsBy::Nobody => "Positions do not name the teams.",
    };
    let names_needed = teams_by == TeamsBy::Person;
    let MatchSaid { home, away, competition, round, played_on, venue, home_goals, away_goals } =
        said;
    let mut fields = vec![
        ("home", "Home team", home, names, "text"),
        ("away", "Away team", away, names, "text"),
        ("competition", "Competition", competition, "", "text"),
        ("round", "Round", round, "", "text"),
        ("played_on", "Day", played_on, "", "date"),
        ("venue", "Ground", venue, "", "text"),
    ];
    if with_score {
        fields.push(("home_goals", "Goals, home", home_goals, "", "number"));
        fields.push(("away_goals", "Goals, away", away_goals, "", "number"));
    }
    let fields = fields
        .into_iter()
        .map(|(name, label, value, hint, kind)| {
            let error = field_failure(failure, name);
            let value = Signal::stored(value);
            let optional = !(names_needed && matches!(name, "home" | "away"));
            let name = ["said[", name, "]"].concat();
            view! { <TextField name label kind value hint error optional/> }
        })
        .collect_view();
    view! { <div class="fields import-fields">{fields}</div> }
}
