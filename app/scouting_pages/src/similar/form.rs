//! The form that sets season, peers, weights and filters.

use leptos::prelude::*;
use page_kit::controls::{Button, Choice, Select, TextField};
use scouting_stats::{SimilarFilter, SimilarQuery, Weighing};

use crate::season::{ChoiceFields, ChoiceView};

#[component]
pub(super) fn SimilarForm(
    choice: ChoiceView,
    query: SimilarQuery,
    action: String,
) -> impl IntoView {
    let SimilarFilter { minutes_min, age_min, age_max, value_min_eur, value_max_eur } =
        query.filter;
    let number =
        |number: Option<u32>| Signal::stored(number.map(|n| n.to_string()).unwrap_or_default());
    let euros =
        |euros: Option<i64>| Signal::stored(euros.map(|e| e.to_string()).unwrap_or_default());
    let weights = vec![
        Choice::new(Weighing::Alike.as_str(), "Every metric alike"),
        Choice::new(Weighing::ByStability.as_str(), "By how much of it lasts"),
    ];
    view! {
        <form class="season-choice" method="get" action=action aria-label="Season, weights and filters">
            <ChoiceFields choice/>
            <Select
                name="weights"
                label="Weights"
                choices=weights
                value=Signal::stored(query.weighing.as_str().to_owned())
            />
            <TextField
                name="minutes_min"
                label="Minutes from"
                hint="Else as of a peer"
                unit="min"
                input_mode="numeric"
                optional=true
                value=number(minutes_min)
            />
            <TextField name="age_min" label="Age from" input_mode="numeric" optional=true value=number(age_min)/>
            <TextField
                name="age_max"
                label="Age to"
                hint="In that season"
                input_mode="numeric"
                optional=true
                value=number(age_max)
            />
            <TextField name="value_min" label="Value from, €" hint="40m, 700k" optional=true value=euros(value_min_eur)/>
            <TextField name="value_max" label="Value to, €" hint="The newest known" optional=true value=euros(value_max_eur)/>
            <Button submit=true>"Show"</Button>
        </form>
    }
}
