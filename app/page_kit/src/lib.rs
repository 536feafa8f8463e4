//! What every room's pages are made with: controls and charts, who is signed in, and tasks under way. `ssr` renders on the server, `hydrate` brings pages to life in the browser; the two are
//! never built together.

// A page's type is as deep as its markup; release builds look into all of it.
#![recursion_limit = "512"]
#![expect(
    unreachable_pub,
    reason = "the component macro makes a public props type for each component, private ones too"
)]

pub mod account;
pub mod acting;
pub mod charts;
pub mod controls;
pub mod imports;
pub mod jobs;
