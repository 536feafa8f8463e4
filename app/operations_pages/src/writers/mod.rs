//! `/operations/writers`: which language model writes reports, what it may be sent, and whether it answers.

mod fields;
mod form;
mod steer;
mod trial;

use backroom::WriterView;
use leptos::prelude::*;
use page_base::{error::AppError, wording};
use page_kit::controls::{
    Badge, Crumb, ErrorFallback, PageHead, Panel, Symbol, TablePlaceholder, Tone,
};
use serde::{Deserialize, Serialize};

use self::{form::WriterForm, trial::TrialPanel};

/// Where the page is.
#[cfg(feature = "ssr")]
const PATH: &str = "/operations/writers";

/// What the page shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WriterSheet {
    /// The settings.
    pub writer: WriterView,
    /// The names of the secrets that can be chosen.
    pub secrets: Vec<String>,
}

/// The settings of the language model.
///
/// # Errors
/// `SignInRequired` when signed out, `Forbidden` unless an administrator.
#[server(prefix = "/fn", endpoint = "operations/find_writer", output = page_base::wire::Json)]
pub async fn find_writer() -> Result<WriterSheet, AppError> {
    use backroom::Role;
    use page_base::{
        error::Failure,
        request::{respond, signed_in, state},
    };

    respond(async {
        signed_in(Role::Admin)?;
        let db = state().db;
        let writer = store::writers::find_writer(&db).await?;
        let secrets = store::vault::list_secrets(&db).await?;
        let secrets = secrets.into_iter().map(|secret| secret.name).collect();
        Ok::<_, Failure>(WriterSheet { writer, secrets })
    })
    .await
}

/// `/operations/writers`
#[component]
pub fn WritersPage() -> impl IntoView {
    let sheet = Resource::new(|| (), |()| find_writer());
    let reload = Callback::new(move |()| sheet.refetch());
    view! {
        <PageHead title="Writers" crumbs=vec![Crumb::new("/tasks", "Operations")]/>
        <div class="page-body">
            <p class="text-2">
                "Reports are written by the offline writer: no network, the same text for the same evidence. A language model can write in its place. Every sentence of it is checked against the evidence, and what does not hold is not published."
            </p>
            <Transition fallback=|| view! { <TablePlaceholder rows=6/> }>
                <ErrorBoundary fallback=|errors| view! { <ErrorFallback errors/> }>
                    {move || Suspend::new(async move {
                        let sheet = sheet.await?;
                        Ok::<_, AppError>(view! { <Sheet sheet reload/> })
                    })}
                </ErrorBoundary>
            </Transition>
        </div>
    }
}

#[component]
fn Sheet(sheet: WriterSheet, reload: Callback<()>) -> impl IntoView {
    let WriterSheet { writer, secrets } = sheet;
    let changed = match (writer.changed_at, &writer.changed_by) {
        (Some(at), Some(name)) => [&wording::day_and_time(at), " by ", name].concat(),
        (Some(at), None) => wording::day_and_time(at),
        _ => String::new(),
    };
    let settings = writer.settings;
    let can_be_tried = settings.shape.is_some();
    let leaving = leaving(&settings);
    view! {
        <div class="grid-12">
            <Panel title="Language model" meta=changed class="span-7">
                <WriterForm settings secrets reload/>
            </Panel>
            <div class="span-5 stack">
                <Panel title="What leaves the house">
                    <div class="stack">{leaving}</div>
                </Panel>
                <TrialPanel can_be_tried/>
            </div>
        </div>
    }
}

/// What is sent to whom, in words.
fn leaving(settings: &backroom::WriterSettings) -> AnyView {
    if !settings.is_on() {
        return view! {
            <div>
                <Badge tone=Tone::Good icon=Symbol::Check>
                    "No player data leaves this server"
                </Badge>
            </div>
            <p class="text-2">
                "The offline writer writes all reports. A trial sends one sentence of ours and nothing of anybody."
            </p>
        }
        .into_any();
    }
    let provider = ["Evidence on players is sent to ", &settings.provider].concat();
    let medical = if settings.sends_medical_data {
        "Rows about health are sent as well."
    } else {
        "Rows about health are not sent."
    };
    view! {
        <div>
            <Badge tone=Tone::Warn icon=Symbol::Warning>
                {provider}
            </Badge>
        </div>
        <p class="text-2">
            "The rows of evidence and the question, when somebody asks for a report. Names of players are never sent: the model writes a placeholder. Notes and people’s own reports are not sent. "
            {medical}
        </p>
    }
    .into_any()
}
