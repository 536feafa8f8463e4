//! What pages and the server behind them share, below all that draws: the state of a request and who asks,
//! errors, how values cross between the browser and the server, and how numbers and days are written.
//!
//! Apart from `page_kit`, so that an edit of a control leaves the server as it is.

pub mod error;
#[cfg(feature = "ssr")]
pub mod request;
pub mod wire;
pub mod wording;
