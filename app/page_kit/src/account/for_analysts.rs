//! What is for those who may write.

use backroom::Role;
use leptos::prelude::*;

use super::use_account;
use crate::controls::ErrorNotice;
use page_base::error::AppError;

/// Its children, or what stands in the way of those who may not write. What the children send is asked
/// for its right once more.
#[component]
pub fn ForAnalysts(children: ChildrenFn) -> impl IntoView {
    let account = use_account();
    move || {
        let refusal = match account.get() {
            None => AppError::SignInRequired,
            Some(account) if account.role < Role::Analyst => AppError::Forbidden,
            Some(_) => return children().into_any(),
        };
        #[cfg(feature = "ssr")]
        page_base::request::answer_with_status_of(&refusal);
        view! { <ErrorNotice error=refusal/> }.into_any()
    }
}
