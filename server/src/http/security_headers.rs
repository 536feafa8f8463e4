//! Headers that tell the browser what a page may do.

use std::sync::Arc;

/// The nonce of this response's scripts; in the request's extensions.
#[derive(Clone, Debug)]
pub(super) struct PageNonce(pub Arc<str>);
