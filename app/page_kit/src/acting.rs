//! What forms share that change something in place: who is shown them, looking again when something was
//! done, and telling what was not.

use backroom::Role;
use leptos::{prelude::*, server_fn::ServerFn};
use page_base::error::AppError;

use crate::{
    account::use_account,
    controls::{ErrorNotice, plain_form::last_error},
};

/// Whether the reader may write. Hides what would only be refused.
pub fn may_write() -> bool {
    use_account()
        .with_untracked(|account| account.as_ref().is_some_and(|a| a.role >= Role::Analyst))
}

/// Calls `done` with the answer each time that the form was taken.
pub fn when_done<F>(action: ServerAction<F>, done: impl Fn(F::Output) + 'static)
where
    F: ServerFn<Error = AppError> + Clone + Send + Sync + 'static,
    F::Output: Clone + Send + Sync + 'static,
{
    Effect::new(move || {
        if let Some(Ok(answer)) = action.value().get() {
            done(answer);
        }
    });
}

/// Why the form was not taken, while it was not; also where the browser itself sent it and came back with the
/// reason, which both halves then show.
pub fn failure<F>(action: ServerAction<F>) -> Signal<Option<AppError>>
where
    F: ServerFn<Error = AppError> + Clone + Send + Sync + 'static,
    F::Output: Clone + Send + Sync + 'static,
{
    let sent_by_browser = last_error::<F>();
    Signal::derive(move || match action.value().get() {
        Some(answer) => answer.err(),
        None => sent_by_browser.clone(),
    })
}

/// What was wrong with a field, to stand beside it.
pub fn field_failure(
    failure: Signal<Option<AppError>>,
    field: &'static str,
) -> Signal<Option<String>> {
    Signal::derive(move || failure.with(|error| error.as_ref()?.on_field(field).map(str::to_owned)))
}

/// What was wrong besides the fields, as a notice that begins with `what`.
pub fn other_failure(
    failure: Signal<Option<AppError>>,
    what: &'static str,
) -> impl Fn() -> AnyView + Clone {
    move || {
        let error = failure.get().filter(|error| !matches!(error, AppError::Invalid { .. }));
        notice(error, what)
    }
}

/// Why the form was not taken, as a notice that begins with `what`.
pub fn not_done<F>(action: ServerAction<F>, what: &'static str) -> impl Fn() -> AnyView
where
    F: ServerFn<Error = AppError> + Clone + Send + Sync + 'static,
    F::Output: Clone + Send + Sync + 'static,
{
    let failure = failure(action);
    move || notice(failure.get(), what)
}

/// The same for an error that is known already.
pub fn notice(error: Option<AppError>, what: &'static str) -> AnyView {
    let Some(error) = error else { return ().into_any() };
    let error = match error {
        // The fields are many rows away: the reasons stand in the notice.
        AppError::Invalid { fields } => {
            let reasons: Vec<_> = fields.iter().map(|field| field.message.as_str()).collect();
            AppError::Conflict { reason: reasons.join(" ") }
        }
        other => other,
    };
    view! { <ErrorNotice error what/> }.into_any()
}
