//! The actions of a page that weigh less than its primary one.

use leptos::prelude::*;

use super::{Icon, Symbol};

/// In the row where there is room; on a phone behind "…", in the browser's own popover, which opens
/// and closes without script. Once a page.
#[component]
pub fn MoreActions(
    /// Buttons and links.
    children: Children,
) -> impl IntoView {
    view! {
        <button
            type="button"
            class="button standard icon-only more-open"
            popovertarget="more-actions"
            aria-label="More actions"
        >
            <Icon symbol=Symbol::More/>
        </button>
        <div id="more-actions" class="more-actions" popover="auto">
            {children()}
        </div>
    }
}
