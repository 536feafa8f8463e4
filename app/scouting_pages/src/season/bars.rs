//! Every metric of a season, side by side with where the player stands: a table whose bars are its
//! drawing.

use leptos::prelude::*;
use page_kit::{
    charts::PercentileBar,
    controls::{Panel, Unknown},
};

use super::view::{GroupView, MetricRow, SeasonView};

/// The metrics by the side of the game, with what the columns mean.
#[component]
pub(super) fn BarsPanel(season: SeasonView) -> impl IntoView {
    let SeasonView { peers, stability, groups, .. } = season;
    let groups = groups.into_iter().map(|group| view! { <MetricGroup group/> }).collect_view();
    view! {
        <Panel title="Every metric" meta=peers flush=true>
            <p class="season-note">
                "Percentiles: mid-rank among the peers, the player included; where lower is better, they are turned
                 round, so that a high one is good. Shrunk: the rate with ten matches of the peers' mean added. "
                {stability}
            </p>
            <div class="table-frame" tabindex="0" role="region" aria-label="Every metric">
                <table class="table dense season-table">
                    <thead>
                        <tr>
                            <th scope="col">"Metric"</th>
                            <th scope="col" class="num">
                                "Value"
                            </th>
                            <th scope="col" class="num">
                                "Shrunk"
                            </th>
                            <th scope="col">"Percentile"</th>
                            <th scope="col" class="num">
                                <abbr title="Peers whose figure is known">"n"</abbr>
                            </th>
                            <th scope="col" class="num">
                                <abbr title="Correlation from year to year">"r"</abbr>
                            </th>
                        </tr>
                    </thead>
                    {groups}
                </table>
            </div>
        </Panel>
    }
}

#[component]
fn MetricGroup(group: GroupView) -> impl IntoView {
    let rows = group.rows.into_iter().map(|row| view! { <Metric row/> }).collect_view();
    view! {
        <tbody>
            <tr class="group">
                <th scope="rowgroup" colspan="6">
                    {group.label}
                </th>
            </tr>
            {rows}
        </tbody>
    }
}

#[component]
fn Metric(row: MetricRow) -> impl IntoView {
    let figure = match row.figure {
        Some(figure) => figure.into_any(),
        None => view! { <Unknown why="The table has no figure."/> }.into_any(),
    };
    let percentile = match row.percentile {
        Some(percentile) => view! { <PercentileBar percentile/> }.into_any(),
        None => view! { <Unknown why=row.why/> }.into_any(),
    };
    let r = match row.r {
        Some(r) => view! { <span class:low=row.r_is_low>{r}</span> }.into_any(),
        None => view! { <Unknown/> }.into_any(),
    };
    let lower =
        row.lower_is_better.then(|| view! { <span class="text-3">" lower is better"</span> });
    view! {
        <tr>
            <th scope="row">{row.name} {lower}</th>
            <td class="num">{figure}</td>
            <td class="num text-2">{row.shrunk}</td>
            <td>{percentile}</td>
            <td class="num">{row.n.to_string()}</td>
            <td class="num">{r}</td>
        </tr>
    }
}
