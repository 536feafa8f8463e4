//! People are found in films whose truth is known.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]
#![expect(clippy::cast_precision_loss, reason = "counts of people")]

mod followed;
mod found;
mod staged;
