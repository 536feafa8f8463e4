//! One JSON object a line on standard output. What goes into a line is chosen where it is written;
//! nothing here adds bodies, headers or names of people.

use tracing_subscriber::{EnvFilter, fmt, prelude::*};

/// Starts logging for this process. Calling it again changes nothing.
pub fn start(filter: &str) {
    // Both tell at every start what nobody has to know; our own line sums it up.
    let filter = format!("sqlx::postgres::notice=warn,sea_orm_migration=warn,{filter}");
    let filter = EnvFilter::try_new(filter).unwrap_or_else(|_| EnvFilter::new("info"));
    let lines = fmt::layer()
        .json()
        .flatten_event(true)
        // All spans, outermost first: the request's id is in the outer one, and a line is found by it.
        .with_current_span(false)
        .with_span_list(true)
        .with_target(true);
    // Only the first subscriber of a process is used: tests start many servers.
    let _ = tracing_subscriber::registry().with(filter).with(lines).try_init();
}
