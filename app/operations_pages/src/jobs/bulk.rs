//! The question before something is done to every job of the list: how many they are, and which.

use backroom::BulkAction;
use leptos::{form::ActionForm, prelude::*};
use leptos_router::{NavigateOptions, hooks::use_navigate};
use page_base::wording;
use page_kit::controls::{
    Button, ButtonKind, ButtonLink, ErrorNotice, Icon, Symbol, TablePlaceholder, use_toasts,
};

use super::{
    address::Address,
    steer::{SteerJobs, count_jobs},
};
use crate::query;

/// Asks when the address says so.
#[component]
pub(super) fn BulkQuestion(address: Memo<Address>, reload: Callback<()>) -> impl IntoView {
    let asked =
        Memo::new(move |_| address.with(|address| Some((address.filter.clone(), address.bulk?))));
    let counted = Resource::new(
        move || asked.get(),
        |asked| async move {
            match asked {
                Some((filter, action)) => count_jobs(filter, action).await.map(Some),
                None => Ok(None),
            }
        },
    );
    let steer = ServerAction::<SteerJobs>::new();
    let toasts = use_toasts();
    let navigate = use_navigate();
    Effect::new(move || {
        let Some(Ok(outcome)) = steer.value().get() else { return };
        let Some((_, action)) = asked.get_untracked() else { return };
        let changed = wording::counted(outcome.changed, "job", "jobs");
        let kept = match outcome.kept_back {
            0 => String::new(),
            kept => [", ", &wording::count(kept), " kept back: another like it is there"].concat(),
        };
        toasts.show([Words::of(action).done, " ", &changed, &kept].concat());
        let href = address.with_untracked(|address| address.with_bulk(None).href());
        navigate(&href, NavigateOptions { replace: true, ..NavigateOptions::default() });
        reload.run(());
    });
    let failure = move || match steer.value().get() {
        Some(Err(error)) => Some(view! { <ErrorNotice error/> }),
        _ => None,
    };
    move || {
        let (_, action) = asked.get()?;
        let keep = address.with(|address| address.with_bulk(None).href());
        let filter = address.with(|address| address.filter.to_pairs());
        Some(view! {
            {failure}
            <Suspense fallback=|| view! { <TablePlaceholder rows=2/> }>
                {
                    let (keep, filter) = (keep.clone(), filter.clone());
                    move || {
                        let (keep, filter) = (keep.clone(), filter.clone());
                        Suspend::new(async move {
                            match counted.await {
                                Ok(Some(number)) => {
                                    view! { <Question action number filter keep steer/> }.into_any()
                                }
                                Ok(None) => ().into_any(),
                                Err(error) => view! { <ErrorNotice error/> }.into_any(),
                            }
                        })
                    }
                }
            </Suspense>
        })
    }
}

#[component]
fn Question(
    action: BulkAction,
    number: u64,
    filter: Vec<(&'static str, String)>,
    keep: String,
    steer: ServerAction<SteerJobs>,
) -> impl IntoView {
    let words = Words::of(action);
    let jobs = wording::counted(number, "job", "jobs");
    let which = if filter.is_empty() {
        "Of all jobs.".to_owned()
    } else {
        let pairs: Vec<_> = filter
            .iter()
            .map(|(name, value)| [name, " ", &value.replace(',', " or ")].concat())
            .collect();
        ["Of those with ", &pairs.join(" and "), "."].concat()
    };
    if number == 0 {
        return view! {
            <div class="notice info" role="status">
                <Icon symbol=Symbol::Info/>
                <div class="notice-body">
                    <p class="notice-title">{words.none}</p>
                    <div class="row">
                        <ButtonLink href=keep>"Back to the list"</ButtonLink>
                    </div>
                </div>
            </div>
        }
        .into_any();
    }
    let text = query(&filter).trim_start_matches('?').to_owned();
    view! {
        <div class="notice info" role="status">
            <Icon symbol=Symbol::Info/>
            <div class="notice-body">
                <p class="notice-title">{[words.verb, " ", &jobs, "?"].concat()}</p>
                <p>{which} " " {words.what}</p>
                <ActionForm action=steer attr:class="row">
                    <input type="hidden" name="filter" value=text/>
                    <input type="hidden" name="action" value=action.as_str()/>
                    <input type="hidden" name="expected" value=number.to_string()/>
                    <Button submit=true kind=words.kind busy=steer.pending()>
                        {[words.verb, " ", &jobs].concat()}
                    </Button>
                    <ButtonLink href=keep>"Leave them as they are"</ButtonLink>
                </ActionForm>
            </div>
        </div>
    }
    .into_any()
}

/// How an action is told.
struct Words {
    verb: &'static str,
    done: &'static str,
    what: &'static str,
    none: &'static str,
    kind: ButtonKind,
}

impl Words {
    fn of(action: BulkAction) -> Self {
        match action {
            BulkAction::Cancel => Self {
                verb: "Cancel",
                done: "Cancelled",
                what: "Those that wait never start, those under way are asked to stop.",
                none: "No job of this list waits or runs.",
                kind: ButtonKind::Destructive,
            },
            BulkAction::Retry => Self {
                verb: "Retry",
                done: "Queued again:",
                what: "Each is queued again with all its attempts before it.",
                none: "No job of this list has failed or was cancelled.",
                kind: ButtonKind::Primary,
            },
            BulkAction::ClearLogs => Self {
                verb: "Clear the logs of",
                done: "Cleared the logs of",
                what: "Their lines are deleted; states, results and errors stay.",
                none: "No job of this list has ended and has a log.",
                kind: ButtonKind::Destructive,
            },
        }
    }
}
