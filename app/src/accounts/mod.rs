//! Sign-in, registration and the account page.
//!
//! Their forms are sent by the browser itself, script or not: who is signed in changes the whole
//! frame, so the page is loaded anew in any case.

mod account_page;
mod api_tokens;
mod door_foot;
mod form_error;
mod password;
mod register;
#[cfg(feature = "ssr")]
mod session;
mod sessions;
mod sign_in;

pub use account_page::AccountPage;
pub use api_tokens::ApiTokensPage;
pub use register::RegisterPage;
pub use sign_in::SignInPage;
