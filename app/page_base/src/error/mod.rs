//! What a person is told when something fails, and what the operator is told.

#[cfg(feature = "ssr")]
mod failure;

use football::FieldError;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use server_fn::error::{FromServerFnError, ServerFnErrorErr};

#[cfg(feature = "ssr")]
pub use failure::Failure;

use crate::wire::TextJson;

/// The error that crosses the wire. It says only what the person can do about it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum AppError {
    /// Some fields have to be mended; the input is kept.
    #[error("Some fields need your attention.")]
    Invalid {
        /// What is wrong, field by field.
        fields: Vec<FieldError>,
    },
    /// Nobody is signed in.
    #[error("Sign in to go on.")]
    SignInRequired,
    /// The account may not do this.
    #[error("Your account may not do this. Ask an administrator for access.")]
    Forbidden,
    /// There is no such thing.
    #[error("There is nothing at this address.")]
    NotFound,
    /// The thing was changed meanwhile, or its state does not allow the change.
    #[error("{reason}")]
    Conflict {
        /// What stands in the way, as a sentence.
        reason: String,
    },
    /// Too many tries.
    #[error("Too many requests. Try again in {retry_after_secs} s.")]
    TooManyRequests {
        /// Seconds to wait.
        retry_after_secs: u32,
    },
    /// The database or another part cannot be reached just now.
    #[error(
        "Touchline cannot reach its database just now. Nothing was lost; try again in a moment."
    )]
    Unavailable,
    /// A disk of the server is full.
    #[error(
        "There is no room left on the server's disk, so nothing was kept. Tell your operator; once there \
         is room, try again."
    )]
    StorageFull,
    /// A fault of ours.
    #[error(
        "Something went wrong on our side. Nothing was lost. Quote request {incident} to your operator."
    )]
    Internal {
        /// The request id under which the cause was logged.
        incident: String,
    },
    /// The browser could not reach the server.
    #[error("The server cannot be reached. Check your connection and try again.")]
    Offline,
}

impl AppError {
    /// The HTTP status that says the same. Server functions and REST both use it.
    pub const fn status(&self) -> u16 {
        match self {
            Self::Invalid { .. } => 422,
            Self::SignInRequired => 401,
            Self::Forbidden => 403,
            Self::NotFound => 404,
            Self::Conflict { .. } => 409,
            Self::TooManyRequests { .. } => 429,
            Self::Unavailable | Self::Offline => 503,
            Self::Internal { .. } => 500,
            Self::StorageFull => 507,
        }
    }

    /// The complaint about `field`, if there is one.
    pub fn on_field(&self, field: &str) -> Option<&str> {
        match self {
            Self::Invalid { fields } => {
                fields.iter().find(|error| error.field == field).map(|error| error.message.as_str())
            }
            _ => None,
        }
    }
}

impl FromServerFnError for AppError {
    type Encoder = TextJson;

    fn from_server_fn_error(error: ServerFnErrorErr) -> Self {
        match error {
            ServerFnErrorErr::Request(_) => Self::Offline,
            ServerFnErrorErr::Args(message) | ServerFnErrorErr::MissingArg(message) => {
                Self::Invalid { fields: vec![FieldError::new("", message)] }
            }
            _ => Self::Internal { incident: String::new() },
        }
    }
}
