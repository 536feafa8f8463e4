//! The states that every page has besides full: loading, empty, failed, and the single value that is
//! not known.

use leptos::{error::Errors, prelude::*};

use super::{Button, ButtonSize, Icon, Symbol, use_toasts};
use page_base::error::AppError;

/// Why there is nothing here, in one sentence, and one button for the next step.
#[component]
pub fn EmptyState(
    /// Why there is nothing.
    #[prop(into)]
    why: Signal<String>,
    /// The next step.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="empty">
            <p>{move || why.get()}</p>
            {children.map(|children| children())}
        </div>
    }
}

/// The shape of rows to come. Appears after 200 ms, so that quick answers do not flicker.
#[component]
pub fn TablePlaceholder(
    /// How many rows.
    #[prop(default = 8)]
    rows: usize,
) -> impl IntoView {
    let lines = (0..rows).map(|_| view! { <div></div> }).collect_view();
    view! {
        <div role="status">
            <span class="sr-only">"Loading"</span>
            <div class="skeleton">{lines}</div>
        </div>
    }
}

/// A value that is not known: the word, with why and how to learn it.
#[component]
pub fn Unknown(
    /// Why it is not known and how to learn it: "No source gives the height. Add it by hand."
    #[prop(optional, into)]
    why: Option<String>,
) -> impl IntoView {
    let spoken = why.clone().map(|why| view! { <span class="sr-only">" ("{why}")"</span> });
    view! {
        <span class="unknown" title=why>
            "unknown"
            {spoken}
        </span>
    }
}

/// What failed, what is safe, how to go on, and the request id to quote.
#[component]
pub fn ErrorNotice(
    /// What went wrong.
    error: AppError,
    /// What failed, as a sentence: "The players could not be loaded."
    #[prop(optional, into)]
    what: Option<String>,
    /// Tries again. Without it, the button loads the page anew.
    #[prop(optional, into)]
    on_retry: Option<Callback<()>>,
) -> impl IntoView {
    let incident = match &error {
        AppError::Internal { incident } if !incident.is_empty() => Some(incident.clone()),
        _ => None,
    };
    let next = next_step(&error, on_retry);
    let explanation = error.to_string();
    let (title, detail) = match what {
        Some(what) => (what, Some(explanation)),
        None => (explanation, None),
    };
    // To be signed out is no fault.
    let (class, symbol) = match error {
        AppError::SignInRequired => ("notice info", Symbol::Info),
        _ => ("notice", Symbol::Failed),
    };
    view! {
        <div class=class role="alert">
            <Icon symbol/>
            <div class="notice-body">
                <p class="notice-title">{title}</p>
                {detail.map(|detail| view! { <p>{detail}</p> })}
                {incident.map(|incident| view! { <RequestNumber incident/> })}
                <div class="row">{next}</div>
            </div>
        </div>
    }
}

/// The request id in mono, with a button that copies it.
#[component]
fn RequestNumber(incident: String) -> impl IntoView {
    let toasts = use_toasts();
    let copied = incident.clone();
    let copy = move |_| {
        // The promise only says whether the browser allowed it; the id stays on the screen.
        let _ = window().navigator().clipboard().write_text(&copied);
        toasts.show("Copied the request id");
    };
    view! {
        <p class="row">
            <span>"Request " <span class="mono">{incident}</span></span>
            <Button size=ButtonSize::Small icon=Symbol::Copy reason="Copy the request id" on:click=copy/>
        </p>
    }
}

fn next_step(error: &AppError, on_retry: Option<Callback<()>>) -> AnyView {
    match error {
        AppError::SignInRequired => {
            view! { <a class="button standard" href="/sign-in" rel="external">"Sign in"</a> }.into_any()
        }
        AppError::Invalid { .. } | AppError::Forbidden => ().into_any(),
        AppError::NotFound => view! { <a class="button standard" href="/">"Go to the home page"</a> }.into_any(),
        _ => match on_retry {
            Some(on_retry) => {
                view! { <Button icon=Symbol::Retry on:click=move |_| on_retry.run(())>"Retry"</Button> }
                    .into_any()
            }
            None => {
                view! {
                    <a class="button standard" href="" rel="external">
                        <Icon symbol=Symbol::Retry/>
                        "Retry"
                    </a>
                }
                .into_any()
            }
        },
    }
}

/// The fallback of an `ErrorBoundary`: the first [`AppError`] among `errors` as an [`ErrorNotice`].
#[component]
pub fn ErrorFallback(
    /// What the boundary caught.
    errors: ArcRwSignal<Errors>,
) -> impl IntoView {
    move || {
        let error = errors.with(|errors| {
            errors.iter().find_map(|(_, error)| error.downcast_ref::<AppError>().cloned())
        });
        view! { <ErrorNotice error=error.unwrap_or(AppError::Internal { incident: String::new() })/> }
    }
}

/// Gives the page the status of the error it shows, for programs and search engines. Only the server
/// can: in the browser the page was answered long ago.
#[expect(clippy::missing_errors_doc, reason = "it gives what it was given")]
pub fn tell_status<T>(found: Result<T, AppError>) -> Result<T, AppError> {
    #[cfg(feature = "ssr")]
    if let Err(error) = &found
        && let Some(response) = leptos::prelude::use_context::<leptos_axum::ResponseOptions>()
        && let Ok(status) = http::StatusCode::from_u16(error.status())
    {
        response.set_status(status);
    }
    found
}
