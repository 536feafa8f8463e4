//! The needs with how many players fit each.

use football::{
    PlayerQuery,
    desk::{Fitting, Need},
};
use leptos::{form::ActionForm, prelude::*};
use page_base::wording;
use page_kit::controls::{Button, ButtonLink, ButtonSize, EmptyState, Panel, Unknown, use_toasts};

use super::{NeedRows, PATH, steer::SettleNeed};
use crate::{
    acting::{may_write, not_done, when_done},
    by_and_when,
};

#[component]
pub(super) fn NeedTable(
    needs: NeedRows,
    /// Called when one was settled or opened.
    reload: Callback<()>,
) -> impl IntoView {
    let NeedRows { open, settled } = needs;
    let settle = ServerAction::<SettleNeed>::new();
    let toasts = use_toasts();
    when_done(settle, move |()| {
        toasts.show("Changed the need");
        reload.run(());
    });
    let table = if open.is_empty() {
        view! {
            <div class="table-frame">
                <EmptyState why="No need is open. Search the list of players and press Save as need.">
                    <ButtonLink href="/players">"Search players"</ButtonLink>
                </EmptyState>
            </div>
        }
        .into_any()
    } else {
        let rows = open.into_iter().map(|need| view! { <Row need settle/> }).collect_view();
        view! {
            <div class="table-frame">
                <table class="table stacked">
                    <caption class="sr-only">"Open needs"</caption>
                    <thead>
                        <tr>
                            <th scope="col">"Need"</th>
                            <th scope="col" class="num">
                                "Players"
                            </th>
                            <th scope="col">"Search"</th>
                            <th scope="col">"Wanted by"</th>
                            <th scope="col">"Due"</th>
                            <th scope="col">"Made"</th>
                            <th scope="col">
                                <span class="sr-only">"Actions"</span>
                            </th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        }
        .into_any()
    };
    let old = (!settled.is_empty()).then(|| {
        let lines =
            settled.into_iter().map(|need| view! { <SettledLine need settle/> }).collect_view();
        view! {
            <div class="page-body">
                <Panel title="Settled" flush=true>
                    <ul class="lines">{lines}</ul>
                </Panel>
            </div>
        }
    });
    view! {
        {not_done(settle, "The need was not changed.")}
        {table}
        {old}
    }
}

#[component]
fn Row(need: Need, settle: ServerAction<SettleNeed>) -> impl IntoView {
    let draft = need.draft;
    let change = [PATH, "?need=", &need.id.to_string()].concat();
    let players = match need.fitting {
        Some(fitting) => players(fitting).into_any(),
        None => {
            view! { <Unknown why="Counting took too long. Open the search to see the players."/> }
                .into_any()
        }
    };
    let title =
        need.fitting.map(|fitting| ["counted ", &wording::day_and_time(fitting.at)].concat());
    let due = draft.due.map(wording::day);
    let note =
        (!draft.note.is_empty()).then(|| view! { <p class="text-3 desk-words">{draft.note}</p> });
    let actions = may_write().then(|| {
        let reason = ["Settle ", &draft.name].concat();
        view! {
            <div class="row">
                <ButtonLink href=change size=ButtonSize::Small>
                    "Change"
                </ButtonLink>
                <ActionForm action=settle>
                    <input type="hidden" name="id" value=need.id.to_string()/>
                    <Button submit=true size=ButtonSize::Small reason busy=settle.pending()>
                        "Settle"
                    </Button>
                </ActionForm>
            </div>
        }
    });
    view! {
        <tr data-row="">
            <td class="lead desk-words">
                <a href=list_href(&draft.query)>{draft.name}</a>
                {note}
            </td>
            <td class="end num" title=title>
                {players}
            </td>
            <td class="sub desk-words">{search_words(&draft.query)}</td>
            <td class="sub">{draft.wanted_by}</td>
            <td class="sub">{due}</td>
            <td class="sub">{by_and_when(need.by.as_deref(), need.at)}</td>
            <td class="sub">{actions}</td>
        </tr>
    }
}

#[component]
fn SettledLine(need: Need, settle: ServerAction<SettleNeed>) -> impl IntoView {
    let reason = ["Open ", &need.draft.name, " again"].concat();
    let undo = may_write().then(|| {
        view! {
            <ActionForm action=settle>
                <input type="hidden" name="id" value=need.id.to_string()/>
                <input type="hidden" name="undo" value="true"/>
                <Button submit=true size=ButtonSize::Small reason busy=settle.pending()>
                    "Open again"
                </Button>
            </ActionForm>
        }
    });
    view! {
        <li class="line">
            <span class="line-words">
                <a href=list_href(&need.draft.query)>{need.draft.name}</a>
            </span>
            {undo}
        </li>
    }
}

/// `1,284`, or that they are more than are counted.
fn players(fitting: Fitting) -> String {
    fitting.players.map_or_else(|| "more than 10,000".to_owned(), wording::count)
}

/// The list of players with this search.
fn list_href(query: &str) -> String {
    if query.is_empty() { "/players".to_owned() } else { ["/players?", query].concat() }
}

/// The search in words: "position LB, age max 22".
pub(super) fn search_words(query: &str) -> String {
    match PlayerQuery::from_query_string(query) {
        Ok(query) if query.filter.is_empty() => "every player".to_owned(),
        Ok(query) => query.filter.words(),
        Err(_) => "this search cannot be read".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;

    use super::*;

    #[test]
    fn a_need_says_whom_it_finds_and_leads_there() {
        let query = "position=LB&age_max=22";

        assert_eq!(search_words(query), "position LB, age max 22");
        assert_eq!(list_href(query), "/players?position=LB&age_max=22");
        assert_eq!(
            (search_words(""), list_href("")),
            ("every player".to_owned(), "/players".to_owned())
        );
        assert_eq!(search_words("age_max=old"), "this search cannot be read");
    }

    #[test]
    fn what_is_not_counted_to_the_end_says_so() {
        let at = DateTime::UNIX_EPOCH;

        assert_eq!(players(Fitting { players: Some(1_284), at }), "1,284");
        assert_eq!(players(Fitting { players: None, at }), "more than 10,000");
    }
}
