//! Who is signed in, as the frame shows it. Known when the page is rendered, so that the first paint
//! is right; it guards nothing.

mod for_analysts;

use backroom::Role;
use leptos::{prelude::*, server::codee};
use serde::{Deserialize, Serialize};

pub use for_analysts::ForAnalysts;

/// The signed-in account, as far as pages show it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignedIn {
    /// Its name.
    pub name: String,
    /// What it may do: hides what would only be refused.
    pub role: Role,
}

/// The signed-in account; `None` when signed out. Signing in and out reload the page.
pub fn use_account() -> Signal<Option<SignedIn>> {
    expect_context::<Signal<Option<SignedIn>>>()
}

/// Tells every page who is signed in. Called once, by the application.
pub fn provide_account() {
    let account = SharedValue::<_, codee::string::JsonSerdeCodec>::new(signed_in).into_inner();
    provide_context(Signal::stored(account));
}

#[cfg(feature = "ssr")]
fn signed_in() -> Option<SignedIn> {
    let parts = use_context::<http::request::Parts>()?;
    let caller = parts.extensions.get::<page_base::request::Caller>()?;
    Some(SignedIn { name: caller.name.clone(), role: caller.role })
}

/// Runs only where the server said nothing.
#[cfg(not(feature = "ssr"))]
fn signed_in() -> Option<SignedIn> {
    None
}
