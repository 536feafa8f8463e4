//! Pages and server functions of Touchline. `ssr` renders them on the server, `hydrate` brings them
//! to life in the browser; the two are never built together.

// A page's type is as deep as its markup; release builds look into all of it.
#![recursion_limit = "512"]
#![expect(
    unreachable_pub,
    reason = "the component macro makes a public props type for each component, private ones too"
)]

mod accounts;
mod home;
pub mod layout;
#[cfg(feature = "ssr")]
mod router;

pub use layout::App;
#[cfg(feature = "hydrate")]
pub use layout::load_first_part;
#[cfg(feature = "ssr")]
pub use router::router;
