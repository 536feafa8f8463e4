//! How a team stood, as a person says: the words of the form, keeping it, and taking it away.

use football::MatchId;
use leptos::prelude::*;
use page_base::error::AppError;
use serde::{Deserialize, Serialize};

/// The form's fields as they are written.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct FormationWords {
    /// `home` or `away`.
    pub side: String,
    /// `all`, `in_possession` or `out_of_possession`.
    pub phase: String,
    /// `1`
    pub period: String,
    /// The first minute, as the match counts them: `46`.
    pub from_minute: String,
    /// The last minute.
    pub until_minute: String,
    /// `4-3-3` or `433`.
    pub shape: String,
}

/// Keeps how a team stood.
///
/// # Errors
/// `Forbidden` below an analyst; `NotFound` when there is no such match; `Invalid` on a field.
#[server(prefix = "/fn", endpoint = "matches/say_formation", output = page_base::wire::Json)]
pub async fn say_formation(
    /// The match.
    match_id: MatchId,
    /// How who stood when.
    #[server(default)]
    words: FormationWords,
) -> Result<(), AppError> {
    use backroom::Role;
    use page_base::request::{is_plain_form, request_id, respond, signed_in, state};
    use page_kit::controls::plain_form::keep;

    let typed = words.clone();
    let said = respond(async {
        let asker = signed_in(Role::Analyst)?.asker(request_id());
        let said = words.read()?;
        let kept = store::matches::say_formation(&state().db, &asker, match_id, &said).await?;
        kept.ok_or(AppError::NotFound)?;
        Ok::<_, page_base::error::Failure>(())
    })
    .await;
    match &said {
        Ok(()) => leptos_axum::redirect(&format!("/matches/{match_id}/line-ups")),
        Err(_) if is_plain_form() => keep(super::formations::FORM, &typed.fields()),
        Err(_) => {}
    }
    said
}

/// Takes away what a person said of a formation; gives its words, the way back.
///
/// # Errors
/// `Forbidden` below an analyst; `NotFound` when nobody said such a formation.
#[server(prefix = "/fn", endpoint = "matches/unsay_formation", output = page_base::wire::Json)]
pub async fn unsay_formation(
    /// The formation.
    id: i64,
) -> Result<(MatchId, FormationWords), AppError> {
    use backroom::Role;
    use page_base::request::{request_id, respond, signed_in, state};

    respond(async {
        let asker = signed_in(Role::Analyst)?.asker(request_id());
        let taken = store::matches::unsay_formation(&state().db, &asker, id).await?;
        let (match_id, said) = taken.ok_or(AppError::NotFound)?;
        leptos_axum::redirect(&format!("/matches/{match_id}/line-ups"));
        Ok::<_, page_base::error::Failure>((match_id, FormationWords::of(&said)))
    })
    .await
}

#[cfg(feature = "ssr")]
mod on_server {
    use football::{FieldError, Side};
    use match_report::PeriodLength;
    use page_base::error::AppError;
    use store::matches::FormationSaid;

    use super::FormationWords;

    /// The minute at which a period begins.
    fn first_minute(period: u8) -> f64 {
        f64::from(PeriodLength { number: period, secs: 0.0 }.first_minute())
    }

    impl FormationWords {
        /// What the words say.
        ///
        /// # Errors
        /// `Invalid` on what cannot be read.
        pub(super) fn read(&self) -> Result<FormationSaid, AppError> {
            let mut fields = Vec::new();
            let side = match self.side.trim() {
                "home" => Side::Home,
                "away" => Side::Away,
                _ => {
                    fields.push(FieldError::new("side", "Choose a team."));
                    Side::Home
                }
            };
            let period = self.period.trim().parse().unwrap_or_else(|_unread| {
                fields.push(FieldError::new("period", "Choose a half."));
                1
            });
            let mut minute = |field: &str, text: &str| {
                text.trim().parse::<f64>().unwrap_or_else(|_unread| {
                    fields.push(FieldError::new(field, "Give a minute: 46."));
                    0.0
                })
            };
            // The first minute of a match is 1, and lasts until 1:00.
            let from = minute("from_secs", &self.from_minute) - 1.0;
            let until = minute("until_secs", &self.until_minute);
            if !fields.is_empty() {
                return Err(AppError::Invalid { fields });
            }
            let begin = first_minute(period);
            Ok(FormationSaid {
                side,
                phase: self.phase.trim().to_owned(),
                period,
                from_secs: (from - begin) * 60.0,
                until_secs: (until - begin) * 60.0,
                shape: shape(&self.shape),
            })
        }

        /// The words of what was said.
        pub(super) fn of(said: &FormationSaid) -> Self {
            let begin = first_minute(said.period);
            let minute = |secs: f64| (secs / 60.0 + begin).to_string();
            Self {
                side: match said.side {
                    Side::Home => "home".to_owned(),
                    Side::Away => "away".to_owned(),
                },
                phase: said.phase.clone(),
                period: said.period.to_string(),
                from_minute: minute(said.from_secs + 60.0),
                until_minute: minute(said.until_secs),
                shape: said.shape.clone(),
            }
        }

        /// Names and texts of the fields.
        pub(super) fn fields(&self) -> [(&'static str, &str); 6] {
            [
                ("side", &self.side),
                ("phase", &self.phase),
                ("period", &self.period),
                ("from_minute", &self.from_minute),
                ("until_minute", &self.until_minute),
                ("shape", &self.shape),
            ]
        }
    }

    /// `433` and `4–3–3` as `4-3-3`.
    fn shape(written: &str) -> String {
        let written: String = written
            .trim()
            .chars()
            .map(|sign| if matches!(sign, '–' | '—' | ' ') { '-' } else { sign })
            .collect();
        if written.chars().all(|sign| sign.is_ascii_digit()) {
            let lines: Vec<_> = written.chars().map(String::from).collect();
            return lines.join("-");
        }
        written
    }

    #[cfg(test)]
    mod tests {
        use super::*;

        fn words() -> FormationWords {
            FormationWords {
                side: "away".to_owned(),
                phase: "all".to_owned(),
                period: "2".to_owned(),
                from_minute: "46".to_owned(),
                until_minute: "70".to_owned(),
                shape: "433".to_owned(),
            }
        }

        #[test]
        fn minutes_are_those_of_the_match_and_come_back_as_they_were() {
            let said = words().read().unwrap();
            assert_eq!((said.from_secs, said.until_secs), (0.0, 25.0 * 60.0));
            assert_eq!((said.side, said.shape.as_str()), (Side::Away, "4-3-3"));
            assert_eq!(
                FormationWords::of(&said),
                FormationWords { shape: "4-3-3".to_owned(), ..words() }
            );
            assert_eq!(shape("4–2–3–1"), "4-2-3-1");
        }

        #[test]
        fn what_cannot_be_read_is_named() {
            let words =
                FormationWords { from_minute: "early".to_owned(), ..FormationWords::default() };
            let Err(AppError::Invalid { fields }) = words.read() else { panic!("it was taken") };
            let named: Vec<_> = fields.iter().map(|error| error.field.as_str()).collect();
            assert_eq!(named, ["side", "period", "from_secs", "until_secs"]);
        }
    }
}
