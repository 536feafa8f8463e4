//! Forms that the browser itself sends: what the last sending came to, and what was typed. The server
//! answers such a form with a redirect, back to the form when it was refused.

mod kept;

use leptos::{prelude::*, server::ServerAction, server_fn::ServerFn};

#[cfg(feature = "ssr")]
pub use kept::keep;
pub use kept::{Kept, kept, take_kept};

use page_base::error::AppError;

/// The error of the form that was sent to `F`; the browser came back with it in the address.
pub fn last_error<F>() -> Option<AppError>
where
    F: ServerFn<Error = AppError> + Clone + Send + Sync + 'static,
    F::Output: Clone + Send + Sync + 'static,
{
    // Read on the server, kept for the browser: the address is cleaned before it hydrates.
    SharedValue::<_, leptos::server::codee::string::JsonSerdeCodec>::new(|| {
        ServerAction::<F>::new().value().get_untracked().and_then(Result::err)
    })
    .into_inner()
}
