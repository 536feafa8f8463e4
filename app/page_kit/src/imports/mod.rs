//! Imports: files come in, a person looks at how they are taken, a job takes them over.

mod stages;
mod upload;

#[cfg(feature = "ssr")]
pub use stages::why_open;
pub use stages::{ImportShell, ImportStage, Phase, Warnings};
pub use upload::{ImportBadge, Refused, UploadForm};
