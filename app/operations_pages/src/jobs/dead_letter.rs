//! The dead letter: jobs that gave up after their last attempt, and the way to queue them again.

use backroom::{BulkAction, JobState};
use leptos::prelude::*;
use page_kit::controls::{ButtonLink, Symbol};

use super::address::Address;

/// The states of the dead letter.
pub(super) const DEAD: [JobState; 1] = [JobState::Dead];

/// Says what the list shows, and offers to queue all of it again, while the list is the dead letter.
#[component]
pub(super) fn DeadLetter(address: Memo<Address>) -> impl IntoView {
    move || {
        let address = address.get();
        let is_shown = address.filter.states == DEAD && address.bulk.is_none();
        is_shown.then(|| {
            let redrive = address.with_bulk(Some(BulkAction::Retry)).href();
            view! {
                <div class="list-note row">
                    <p>
                        "Jobs that failed in each of their attempts. Open one to see why; when the cause is mended, queue them again."
                    </p>
                    <ButtonLink href=redrive icon=Symbol::Retry>
                        "Redrive all…"
                    </ButtonLink>
                </div>
            }
        })
    }
}
