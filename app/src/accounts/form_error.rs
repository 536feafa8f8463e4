//! What the last sending of a form came to, when it failed.

use leptos::prelude::*;
use page_base::error::AppError;
use page_kit::controls::{Icon, Symbol};

/// The error of one field, as fields take it.
pub(super) fn on_field(error: Option<&AppError>, field: &str) -> Signal<Option<String>> {
    Signal::stored(error.and_then(|error| error.on_field(field)).map(str::to_owned))
}

/// The notice above a form: what no single field is to blame for.
#[component]
pub(super) fn FormNotice(
    /// What went wrong, if anything.
    error: Option<AppError>,
    /// The first line, while the error does not say better.
    #[prop(into)]
    title: String,
    /// Id of the request that was refused; empty when it is not known.
    #[prop(optional, into)]
    request: String,
) -> impl IntoView {
    let error = error?;
    let detail = match &error {
        AppError::Invalid { fields } => {
            let general = fields.iter().find(|complaint| complaint.field.is_empty());
            general.map(|complaint| complaint.message.clone())
        }
        AppError::TooManyRequests { retry_after_secs } => {
            let minutes = retry_after_secs.div_ceil(60);
            let unit = if minutes == 1 { "minute" } else { "minutes" };
            Some(format!("Too many tries failed. Try again in {minutes} {unit}."))
        }
        other => Some(other.to_string()),
    };
    Some(view! {
        <div class="notice" role="alert">
            <Icon symbol=Symbol::Failed/>
            <div class="notice-body">
                <p class="notice-title">{title}</p>
                {detail.map(|detail| view! { <p>{detail}</p> })}
                {(!request.is_empty())
                    .then(|| {
                        view! {
                            <p>"Request " <span class="mono">{request}</span></p>
                        }
                    })}
            </div>
        </div>
    })
}
