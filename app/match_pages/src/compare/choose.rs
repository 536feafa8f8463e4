//! The form that chooses the two matches, and the one that looks for more of them.

use leptos::prelude::*;
use page_base::wording;
use page_kit::controls::{Button, ButtonKind, Choice, SearchField, Select};

use super::{PATH, address::Address, load::MatchChoice};

/// Two lists of matches; where there are more than fit, a field that looks for others.
#[component]
pub(super) fn Choose(choices: Vec<MatchChoice>, total: u64, address: Address) -> impl IntoView {
    if total < 2 {
        return ().into_any();
    }
    let is_all = u64::try_from(choices.len()).is_ok_and(|shown| shown >= total);
    let list = |first: &str| {
        let own = choices.iter().map(|of| Choice::new(of.id.to_string(), of.label.clone()));
        [Choice::new("", first)].into_iter().chain(own).collect::<Vec<_>>()
    };
    let chosen = |id: Option<football::MatchId>| {
        Signal::stored(id.map(|id| id.to_string()).unwrap_or_default())
    };
    let (left, right) = (chosen(address.left), chosen(address.right));
    let search = (!is_all).then(|| {
        let hint =
            [&wording::count(choices.len() as u64), " of ", &wording::count(total), " matches"];
        let kept = [("left", address.left), ("right", address.right)]
            .into_iter()
            .filter_map(|(name, id)| {
                let value = id?.to_string();
                Some(view! { <input type="hidden" name=name value=value/> })
            })
            .collect_view();
        view! {
            <form class="toolbar" method="get" action=PATH role="search">
                {kept}
                <SearchField
                    label="Find a match to compare"
                    placeholder="Team or ground"
                    value=Signal::stored(address.text.clone())
                />
                <Button submit=true>"Find"</Button>
                <span class="text-3">{hint}</span>
            </form>
        }
    });
    view! {
        {search}
        <form class="season-choice" method="get" action=PATH aria-label="Matches to compare">
            <Select name="left" label="Left" choices=list("Choose a match") value=left/>
            <Select name="right" label="Right" choices=list("Choose a match") value=right/>
            <Button submit=true kind=ButtonKind::Primary>
                "Compare"
            </Button>
        </form>
    }
    .into_any()
}
