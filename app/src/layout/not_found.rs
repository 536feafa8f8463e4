//! The page for an address that leads nowhere.

use leptos::prelude::*;
use page_kit::controls::{ButtonKind, ButtonLink, PageHead};

/// Says that there is nothing here and where to go instead.
#[component]
pub(super) fn NotFoundPage() -> impl IntoView {
    let request_id = SharedValue::new(answer_not_found).into_inner();
    view! {
        <PageHead title="Page not found"/>
        <div class="empty">
            <p>"There is nothing at this address. It may have been deleted, or the link is wrong."</p>
            <div class="row">
                <ButtonLink href="/players">"Search players"</ButtonLink>
                <ButtonLink href="/" kind=ButtonKind::Primary>
                    "Go to the home page"
                </ButtonLink>
            </div>
            {request_id
                .map(|id| {
                    view! {
                        <p class="meta">"Request " <span class="mono">{id}</span></p>
                    }
                })}
        </div>
    }
}

/// Sets the status and gives the request's id, to quote to an operator.
#[cfg(feature = "ssr")]
fn answer_not_found() -> Option<String> {
    use page_base::request::RequestId;

    if let Some(response) = use_context::<leptos_axum::ResponseOptions>() {
        response.set_status(http::StatusCode::NOT_FOUND);
    }
    let parts = use_context::<http::request::Parts>()?;
    parts.extensions.get::<RequestId>().map(|id| id.0.clone())
}

/// In the browser there was no request.
#[cfg(not(feature = "ssr"))]
fn answer_not_found() -> Option<String> {
    None
}
