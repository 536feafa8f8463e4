//! The panels of a player's page.

use chrono::NaiveDate;
use football::{Player, Valuation, euros};
use leptos::prelude::*;
use page_base::wording;
use page_kit::{
    charts::ValueChart,
    controls::{EmptyState, Panel, Unknown},
};

use super::HeldParts;

/// `1.78 m`
pub(super) fn metres(height_cm: i16) -> String {
    let height = height_cm.unsigned_abs();
    let rest = height % 100;
    let zero = if rest < 10 { "0" } else { "" };
    [&(height / 100).to_string(), ".", zero, &rest.to_string(), " m"].concat()
}

/// All that is written in the profile.
#[component]
pub(super) fn ProfilePanel(player: RwSignal<Player>, today: NaiveDate) -> impl IntoView {
    let rows = move || {
        player.with(|player| {
            let birth = player.birth_date.map(|day| match player.age_on(today) {
                Some(age) => [&wording::day(day), " (", &age.to_string(), ")"].concat(),
                None => wording::day(day),
            });
            let nations =
                (!player.nationalities.is_empty()).then(|| player.nationalities.join(", "));
            let value = player.market_value.as_ref().map(|value| {
                let source = [&value.source, ", ", &wording::day(value.date)].concat();
                [&euros(value.amount_eur), " (", &source, ")"].concat()
            });
            [
                ("Full name", Some(player.name.clone())),
                ("Known as", Some(player.display_name().to_owned())),
                ("Birth date", birth),
                ("Nationality", nations),
                ("Position", player.position.map(|p| [p.code(), ", ", p.name()].concat())),
                ("Foot", player.foot.map(|foot| foot.as_str().to_owned())),
                ("Height", player.height_cm.map(metres)),
                ("Club", player.club.clone()),
                ("Competition", player.competition.clone()),
                ("Contract until", player.contract_until.map(wording::day)),
                ("Status", Some(player.status.label().to_owned())),
                ("Market value", value),
            ]
            .into_iter()
            .map(|(label, value)| {
                let value = match value {
                    Some(value) => view! { {value} }.into_any(),
                    None => view! { <Unknown/> }.into_any(),
                };
                view! {
                    <dt>{label}</dt>
                    <dd>{value}</dd>
                }
            })
            .collect_view()
        })
    };
    let meta = Signal::derive(move || {
        player.with(|player| ["changed ", &wording::day(player.updated_at.date_naive())].concat())
    });
    view! {
        <Panel title="Profile" meta class="span-4">
            <dl class="facts">{rows}</dl>
        </Panel>
    }
}

/// The value history as a line.
#[component]
pub(super) fn ValuePanel(values: Vec<Valuation>) -> impl IntoView {
    let sources: std::collections::BTreeSet<_> =
        values.iter().map(|value| value.source.clone()).collect();
    let sources = sources.into_iter().collect::<Vec<_>>().join(", ");
    let count = wording::counted(values.len() as u64, "value", "values");
    let meta = if sources.is_empty() { count } else { [&sources, " · ", &count].concat() };
    view! {
        <Panel title="Value" meta class="value-panel span-8">
            <ValueChart values/>
        </Panel>
    }
}

/// The value history as a table, newest first.
#[component]
pub(super) fn ValueTablePanel(values: Vec<Valuation>) -> impl IntoView {
    if values.is_empty() {
        return view! {
            <Panel title="Values" class="span-4">
                <EmptyState why="No value is known. Import valuations or edit the player to add one."/>
            </Panel>
        }
        .into_any();
    }
    let rows = values
        .into_iter()
        .rev()
        .map(|value| {
            view! {
                <tr>
                    <td class="lead">{wording::day(value.date)}</td>
                    <td class="end num">{euros(value.amount_eur)}</td>
                    <td class="sub">{value.source}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <Panel title="Values" class="span-4" flush=true>
            <div class="table-frame">
                <table class="table dense stacked">
                    <thead>
                        <tr>
                            <th scope="col">"Day"</th>
                            <th scope="col" class="num">
                                "Value"
                            </th>
                            <th scope="col">"Source"</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </Panel>
    }
    .into_any()
}

/// What is missing, why, and how to learn it.
#[component]
pub(super) fn UnknownPanel(player: RwSignal<Player>, held: HeldParts) -> impl IntoView {
    let missing = Memo::new(move |_| {
        player.with(|player| {
            [
                (
                    "Birth date",
                    player.birth_date.is_none(),
                    "Without it there are no age and no peers; forecasts are those of every age.",
                ),
                (
                    "Position",
                    player.position.is_none(),
                    "Without it the player has no peers to be compared with.",
                ),
                ("Nationality", player.nationalities.is_empty(), "No source gives it."),
                ("Foot", player.foot.is_none(), "No source gives it."),
                ("Height", player.height_cm.is_none(), "No source gives it."),
                ("Contract", player.contract_until.is_none(), "No source gives its last day."),
                (
                    "Market value",
                    player.market_value.is_none(),
                    "No value was imported or written down.",
                ),
            ]
            .into_iter()
            .filter(|(_, is_missing, _)| *is_missing)
            .map(|(name, _, why)| (name, why))
            .collect::<Vec<_>>()
        })
    });
    let edit = move || player.with(|player| format!("/players/{}/edit", player.id));
    let rows = move || {
        missing
            .get()
            .into_iter()
            .map(|(name, why)| {
                view! {
                    <li>
                        <span class="strong">{name}</span>
                        <a href=edit>"Add by hand"</a>
                        <p class="text-3">{why}</p>
                    </li>
                }
            })
            .collect_view()
    };
    let career = unknown_parts(held);
    let others = career.len() + 1;
    let meta = Signal::derive(move || (missing.with(Vec::len) + others).to_string());
    let career = career
        .into_iter()
        .map(|(name, why)| {
            view! {
                <li>
                    <span class="strong">{name}</span>
                    <span class="unknown">"unknown"</span>
                    <p class="text-3">{why}</p>
                </li>
            }
        })
        .collect_view();
    view! {
        <Panel title="What we do not know" meta class="span-3 unknown-panel">
            <ul class="unknowns">
                {rows} {career} <li>
                    <span class="strong">"Release clause and wage"</span>
                    <span class="unknown">"unknown"</span>
                    <p class="text-3">"No source gives them."</p>
                </li>
            </ul>
        </Panel>
    }
}

/// The parts of a career that are not held, and why. Who may not see injuries is not told whether any
/// are held either.
fn unknown_parts(held: HeldParts) -> Vec<(&'static str, &'static str)> {
    let medical = match held.injuries {
        Some(true) => None,
        Some(false) => Some("No injury was imported, which is not the same as none."),
        None => Some("Medical data is shown to analysts alone."),
    };
    [
        ("Transfers", (!held.transfers).then_some("No table of transfers names this player.")),
        ("Matches", (!held.appearances).then_some("No table of appearances names this player.")),
        ("Medical history", medical),
    ]
    .into_iter()
    .filter_map(|(name, why)| Some((name, why?)))
    .collect()
}
