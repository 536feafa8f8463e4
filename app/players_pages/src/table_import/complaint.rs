//! What is wrong with a field of an import's form.

use football::FieldError;
use leptos::prelude::*;
use page_base::error::AppError;
use page_kit::acting::field_failure;

/// What is wrong with `field`: what the last try was told, else what the draft still lacks.
pub(crate) fn complaint(
    problems: &[FieldError],
    failed: Signal<Option<AppError>>,
    field: &'static str,
) -> Signal<Option<String>> {
    let lacking = problems
        .iter()
        .find(|problem| problem.field == field)
        .map(|problem| problem.message.clone());
    let told = field_failure(failed, field);
    Signal::derive(move || told.get().or_else(|| lacking.clone()))
}
