//! JSON request bodies whose faults are told as problems.

use axum::{
    Json,
    extract::{FromRequest, Request},
};
use football::FieldError;
use page_base::error::AppError;
use serde::de::DeserializeOwned;

use super::problem::Problem;

/// A JSON body. One that cannot be read is answered with the place and what was expected there.
pub(super) struct JsonBody<T>(pub(super) T);

impl<S, T> FromRequest<S> for JsonBody<T>
where
    S: Send + Sync,
    T: DeserializeOwned,
{
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        match Json::<T>::from_request(request, state).await {
            Ok(Json(body)) => Ok(Self(body)),
            Err(rejection) => {
                let fields = vec![FieldError::new("", rejection.body_text())];
                Err(AppError::Invalid { fields }.into())
            }
        }
    }
}
