//! What a person asks for after the page stands: its code is fetched then, and not with the page.

use std::{fmt, future::Future};

use leptos::prelude::*;
use wasm_split_helpers::SplitLoaderError;

use super::ErrorNotice;
use page_base::error::AppError;

/// A part of the program could not be fetched: the network is gone, or the server has a newer build.
/// The next try fetches anew.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PartNotLoaded;

impl fmt::Display for PartNotLoaded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a part of the program could not be fetched")
    }
}

impl From<SplitLoaderError> for PartNotLoaded {
    fn from(_: SplitLoaderError) -> Self {
        Self
    }
}

/// What a function marked with `#[wasm_split(part, fallible)]` returns: that it runs shows that its part is
/// there.
pub fn loaded<T>(made: T) -> Result<T, PartNotLoaded> {
    Ok(made)
}

/// The view, or what a person can do about its absence.
pub fn or_notice(made: Result<AnyView, PartNotLoaded>, what: &'static str) -> AnyView {
    made.unwrap_or_else(|PartNotLoaded| {
        view! { <ErrorNotice error=AppError::Offline what/> }.into_any()
    })
}

/// Draws a view as soon as its part is there. For layers that a press opens: the page that the server
/// draws has nothing of it.
#[component]
pub fn Later<Fetched>(
    /// Fetches the part and makes the view: a call of a function marked with `#[wasm_split]`.
    view: Fetched,
) -> impl IntoView
where
    Fetched: Future<Output = Result<AnyView, PartNotLoaded>> + Send + 'static,
{
    let shown = Suspend::new(async move { or_notice(view.await, "This could not be fetched.") });
    view! { <Suspense>{shown}</Suspense> }
}
