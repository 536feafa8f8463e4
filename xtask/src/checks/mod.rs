//! Checks of the tree itself, each of which holds a rule of `docs/conventions.md`.

pub(crate) mod dependencies;
pub(crate) mod snapshots;
pub(crate) mod tidy;

use anyhow::{Result, bail};

/// Fails with all complaints at once.
fn verdict(complaints: Vec<String>) -> Result<()> {
    if complaints.is_empty() { Ok(()) } else { bail!("{}", complaints.join("\n")) }
}
