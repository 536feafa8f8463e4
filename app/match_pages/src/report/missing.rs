//! A panel whose figures need a file that was not given.

use leptos::prelude::*;
use page_kit::controls::{ButtonLink, EmptyState, Panel};

/// The panel, why it is empty, and the way to where files are added.
pub(super) fn missing(title: &'static str, why: &'static str, data: Option<&str>) -> AnyView {
    let next = data.map(|href| {
        let href = href.to_owned();
        view! { <ButtonLink href>"Add files"</ButtonLink> }.into_any()
    });
    view! {
        <Panel title>
            <EmptyState why>{next}</EmptyState>
        </Panel>
    }
    .into_any()
}
