//! Which match it is, and the start of the run.

use leptos::{form::ActionForm, prelude::*};
use page_base::error::AppError;
use page_kit::controls::{
    Button, ButtonKind, ErrorNotice, Panel, TextField,
    plain_form::{kept, last_error},
};
use uuid::Uuid;

use super::view::{MatchImportView, MatchSaid};

/// What was typed is kept under this name.
const FORM: &str = "match-import";

/// Settles which match it is and starts the import.
///
/// # Errors
/// `Forbidden` below an analyst; `NotFound`; `Invalid` on a field, or on `file` when the files make no match;
/// `Conflict` when the import is done or under way.
#[server(prefix = "/fn", endpoint = "matches/import_match", output = page_base::wire::Json)]
pub async fn import_match(
    /// The import.
    id: Uuid,
    /// The home team; empty, by the events.
    #[server(default)]
    home: String,
    /// The away team; likewise.
    #[server(default)]
    away: String,
    /// `League`
    #[server(default)]
    competition: String,
    /// `14`
    #[server(default)]
    round: String,
    /// `2026-11-27`
    #[server(default)]
    played_on: String,
    /// The ground.
    #[server(default)]
    venue: String,
) -> Result<(), AppError> {
    use backroom::Role;
    use football::FieldError;
    use page_base::{
        error::Failure,
        request::{is_plain_form, request_id, respond, signed_in, state},
    };
    use page_kit::controls::plain_form::keep;
    use store::matches::{MatchSettings, save_settings, start};

    let typed = [
        ("home", home.as_str()),
        ("away", &away),
        ("competition", &competition),
        ("round", &round),
        ("played_on", &played_on),
        ("venue", &venue),
    ];
    let started = respond(async {
        let asker = signed_in(Role::Analyst)?.asker(request_id());
        let day = match played_on.trim() {
            "" => None,
            day => Some(day.parse().map_err(|_unread| {
                let why = "Give a day: 2026-11-27.";
                AppError::Invalid { fields: vec![FieldError::new("played_on", why)] }
            })?),
        };
        let settings = MatchSettings {
            home: home.clone(),
            away: away.clone(),
            competition: competition.clone(),
            round: round.clone(),
            played_on: day,
            venue: venue.clone(),
        };
        let db = state().db;
        let saved = save_settings(&db, id, Some(settings), None).await?;
        saved.ok_or(AppError::NotFound)?;
        start(&db, id, Some(asker.account_id), asker.request_id)
            .await?
            .ok_or(AppError::NotFound)?;
        Ok::<_, Failure>(())
    })
    .await;
    match &started {
        Ok(()) => {
            let to = format!("/matches/import/{id}?{}={}", super::THEN, super::THEN_OPEN);
            leptos_axum::redirect(&to);
        }
        Err(_) if is_plain_form() => keep(FORM, &typed),
        Err(_) => {}
    }
    started
}

/// The form. What was typed stays when it is refused.
#[component]
pub(super) fn StartForm(
    import: MatchImportView,
    start: ServerAction<ImportMatch>,
) -> impl IntoView {
    let refused = last_error::<ImportMatch>();
    // Without an error the form was not refused: what is kept is of an earlier try.
    let said = match &refused {
        Some(_) => {
            let kept = kept(FORM);
            MatchSaid {
                home: kept.field("home"),
                away: kept.field("away"),
                competition: kept.field("competition"),
                round: kept.field("round"),
                played_on: kept.field("played_on"),
                venue: kept.field("venue"),
            }
        }
        None => import.said,
    };
    let failure = Signal::derive(move || match start.value().get() {
        Some(answer) => answer.err(),
        None => refused.clone(),
    });
    let other = move || {
        let on_file = failure.with(|error| error.as_ref()?.on_field("file").map(str::to_owned));
        let error = match on_file {
            Some(reason) => Some(AppError::Conflict { reason }),
            None => failure.get().filter(|error| !matches!(error, AppError::Invalid { .. })),
        };
        error.map(|error| view! { <ErrorNotice error what="The import was not started."/> })
    };
    let has_events = import.events.is_some();
    let lacking = import.problem;
    let cannot = lacking.is_some();
    view! {
        <Panel title="Which match it is" meta="what is empty stays unknown">
            <ActionForm action=start>
                {other}
                <input type="hidden" name="id" value=import.id.to_string()/>
                <SaidFields said has_events failure/>
                <div class="row import-buttons">
                    <Button
                        kind=ButtonKind::Primary
                        submit=true
                        busy=start.pending()
                        disabled=cannot
                        reason=lacking.unwrap_or_else(|| "Reads the files in the background".to_owned())
                    >
                        "Import match"
                    </Button>
                </div>
            </ActionForm>
        </Panel>
    }
}

/// What a person says of the match.
#[component]
fn SaidFields(
    said: MatchSaid,
    /// Events name the teams.
    has_events: bool,
    failure: Signal<Option<AppError>>,
) -> impl IntoView {
    let names = if has_events {
        "Empty: as the events name it."
    } else {
        "Positions do not name the teams."
    };
    let MatchSaid { home, away, competition, round, played_on, venue } = said;
    let fields = [
        ("home", "Home team", home, names, "text"),
        ("away", "Away team", away, names, "text"),
        ("competition", "Competition", competition, "", "text"),
        ("round", "Round", round, "", "text"),
        ("played_on", "Day", played_on, "", "date"),
        ("venue", "Ground", venue, "", "text"),
    ];
    let fields = fields
        .into_iter()
        .map(|(name, label, value, hint, kind)| {
            let error = Signal::derive(move || {
                failure.with(|error| error.as_ref()?.on_field(name).map(str::to_owned))
            });
            let value = Signal::stored(value);
            view! { <TextField name label kind value hint error optional=true/> }
        })
        .collect_view();
    view! { <div class="fields import-fields">{fields}</div> }
}
