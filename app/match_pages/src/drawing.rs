//! Draws pages for tests as the server does: with an address, and somebody who is signed in or not.

use backroom::Role;
use football::MatchId;
use leptos::prelude::*;
use leptos_router::{components::Router, location::RequestUrl};
use page_kit::{account::SignedIn, controls::provide_toasts, jobs::provide_tasks};

use crate::head::MatchHead;

/// What `page` draws at `address` for an account of this role.
pub(crate) fn html(
    address: &str,
    role: Option<Role>,
    page: impl FnOnce() -> AnyView + Send + 'static,
) -> String {
    Owner::new().with(|| {
        leptos_meta::provide_meta_context();
        provide_toasts();
        provide_tasks(|_| Box::pin(std::future::ready(Ok(()))));
        let account = role.map(|role| SignedIn { name: "Mina".to_owned(), role });
        provide_context(Signal::stored(account));
        provide_context(RequestUrl::new(address));
        view! { <Router>{page()}</Router> }.to_html()
    })
}

/// A match with positions and events.
pub(crate) fn head() -> MatchHead {
    MatchHead {
        id: MatchId(7),
        home: "Harbour City".to_owned(),
        away: "Northgate".to_owned(),
        score: Some([2, 1]),
        line: "League, round 14 · 30 Nov 2024 · Harbour Park · simulated match".to_owned(),
        quality: Some(97),
        has_positions: true,
        has_events: true,
        clips: 2,
    }
}
