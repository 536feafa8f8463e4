//! Which season, among whom: the words of the address, and the form that sets them. A plain form: the
//! server reads the same words from the address, with script or without.

use football::FieldError;
use leptos::prelude::*;
use leptos_router::params::ParamsMap;
use page_kit::controls::{ButtonLink, Checkbox, Choice, Icon, Select, Symbol, TextField};
use serde::{Deserialize, Serialize};

/// What can be chosen, and what is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChoiceView {
    /// Numbers and names of the sets.
    pub sets: Vec<(i64, String)>,
    /// The one chosen.
    pub set: i64,
    /// Competitions of the set, with whether each is chosen; none is all.
    pub competitions: Vec<(String, bool)>,
    /// Minutes that make a peer.
    pub least_minutes: u32,
}

/// What the address says under these names, for reading.
pub(crate) fn pairs(
    map: &ParamsMap,
    names: &'static [&'static str],
) -> Vec<(&'static str, String)> {
    names
        .iter()
        .flat_map(|name| {
            map.get_all(name).unwrap_or_default().into_iter().map(move |value| (*name, value))
        })
        .collect()
}

/// The fields of season, competitions and minutes, within a form.
#[component]
pub(crate) fn ChoiceFields(choice: ChoiceView) -> impl IntoView {
    let ChoiceView { sets, set, competitions, least_minutes } = choice;
    let seasons: Vec<_> =
        sets.into_iter().map(|(id, name)| Choice::new(id.to_string(), name)).collect();
    let chosen = competitions.iter().filter(|(_, is_chosen)| *is_chosen).count();
    let summary = match chosen {
        0 => "All competitions".to_owned(),
        1 => "1 competition".to_owned(),
        many => [&many.to_string(), " competitions"].concat(),
    };
    let boxes = competitions
        .into_iter()
        .map(|(name, is_chosen)| {
            view! {
                <Checkbox
                    name="competition"
                    label=name.clone()
                    value=name
                    checked=Signal::stored(is_chosen)
                />
            }
        })
        .collect_view();
    view! {
        <Select name="set" label="Season" choices=seasons value=Signal::stored(set.to_string())/>
        <details class="choice-competitions">
            <summary class="button standard">
                {summary}
                <Icon symbol=Symbol::ChevronDown/>
            </summary>
            <fieldset>
                <legend>"Compare with players of; none chosen is all"</legend>
                {boxes}
            </fieldset>
        </details>
        <TextField
            name="minutes"
            label="Least minutes of a peer"
            unit="min"
            hint="900 of a season, 450 of half a one"
            input_mode="numeric"
            value=Signal::stored(least_minutes.to_string())
        />
    }
}

/// Which words of the address cannot be read, and the way back.
#[component]
pub(crate) fn Misread(fields: Vec<FieldError>, back: String) -> impl IntoView {
    let lines = fields
        .into_iter()
        .map(|field| {
            let line = [&field.field.replace('_', " "), ": ", &field.message].concat();
            view! { <p>{line}</p> }
        })
        .collect_view();
    view! {
        <div class="notice" role="alert">
            <Icon symbol=Symbol::Failed/>
            <div class="notice-body">
                <p class="notice-title">"The choice cannot be read."</p>
                {lines}
                <div class="row">
                    <ButtonLink href=back>"Choose anew"</ButtonLink>
                </div>
            </div>
        </div>
    }
}

/// The form of what was found.
#[cfg(feature = "ssr")]
pub(crate) fn form_of(
    sets: &[store::seasons::SeasonSet],
    season: Option<&store::ranked_seasons::Season>,
    choice: &scouting_stats::PeerChoice,
) -> Option<ChoiceView> {
    let shown = season.map(|season| season.set.id).or(sets.first().map(|set| set.id))?;
    let competitions = season.map(|season| season.competitions.as_slice()).unwrap_or_default();
    Some(ChoiceView {
        sets: sets.iter().map(|set| (set.id.0, super::season_name(set))).collect(),
        set: shown.0,
        competitions: competitions
            .iter()
            .map(|name| (name.clone(), choice.competitions.contains(name)))
            .collect(),
        least_minutes: choice.least_minutes,
    })
}
