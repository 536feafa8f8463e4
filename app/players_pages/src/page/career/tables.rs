//! Transfers and seasons as tables, each row with who told it.

use chrono::NaiveDate;
use football::{Fee, SeasonAppearances, Transfer, euros};
use leptos::prelude::*;
use page_base::wording;
use page_kit::controls::{EmptyState, Panel, Unknown};

/// The transfers, newest first.
#[component]
pub(super) fn TransferPanel(transfers: Vec<Transfer>, today: NaiveDate) -> impl IntoView {
    if transfers.is_empty() {
        return view! {
            <Panel title="Transfers">
                <EmptyState why="No transfer is known. Import a table of transfers."/>
            </Panel>
        }
        .into_any();
    }
    let meta = wording::counted(transfers.len() as u64, "transfer", "transfers");
    let explains_nothing = transfers.iter().any(|transfer| transfer.fee == Fee::Nothing);
    let rows = transfers
        .into_iter()
        .map(|transfer| view! { <TransferRow transfer today/> })
        .collect_view();
    let note = explains_nothing.then(|| {
        view! {
            <p class="panel-note text-2">
                "“No fee” stands where the source writes 0: a free transfer, a loan or the end of one. It does not say which."
            </p>
        }
    });
    view! {
        <Panel title="Transfers" meta flush=true>
            <div class="table-frame" tabindex="0" role="region" aria-label="Transfers">
                <table class="table dense stacked">
                    <thead>
                        <tr>
                            <th scope="col">"Joined"</th>
                            <th scope="col">"From"</th>
                            <th scope="col">"Day"</th>
                            <th scope="col" class="num">
                                "Fee"
                            </th>
                            <th scope="col" class="num">
                                "Value then"
                            </th>
                            <th scope="col" class="num">
                                "Age"
                            </th>
                            <th scope="col">"Source"</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
            {note}
        </Panel>
    }
    .into_any()
}

#[component]
fn TransferRow(transfer: Transfer, today: NaiveDate) -> impl IntoView {
    let when = match (transfer.date, transfer.season) {
        (Some(day), _) if day > today => [&wording::day(day), ", agreed"].concat(),
        (Some(day), _) => wording::day(day),
        (None, Some(season)) => {
            let window = transfer.window.as_deref().unwrap_or_default();
            [&season.to_string(), " ", window].concat().trim_end().to_owned()
        }
        (None, None) => String::new(),
    };
    let fee = match transfer.fee {
        Fee::Unknown => view! { <Unknown why="The source tells no fee."/> }.into_any(),
        fee => fee.label().into_any(),
    };
    let source = [&transfer.source, ", ", &wording::day(transfer.imported_on)].concat();
    view! {
        <tr>
            <td class="lead">{club(transfer.to_club)}</td>
            <td class="sub">{club(transfer.from_club)}</td>
            <td class="sub">{when}</td>
            <td class="end num">{fee}</td>
            <td class="sub num" data-unit="value">
                {transfer.value_eur.map_or_else(|| "–".to_owned(), euros)}
            </td>
            <td class="sub num" data-unit="years">
                {transfer.age.map_or_else(|| "–".to_owned(), |age| age.to_string())}
            </td>
            <td class="sub">{source}</td>
        </tr>
    }
}

/// Matches by season, club and competition, newest first.
#[component]
pub(super) fn SeasonPanel(seasons: Vec<SeasonAppearances>) -> impl IntoView {
    if seasons.is_empty() {
        return view! {
            <Panel title="Seasons">
                <EmptyState why="No match is known. Import a table of appearances."/>
            </Panel>
        }
        .into_any();
    }
    let matches: u64 = seasons.iter().map(|season| u64::from(season.matches)).sum();
    let meta =
        [&wording::counted(matches, "match", "matches"), "; a season runs from 1 July to 30 June"]
            .concat();
    let rows = seasons.into_iter().map(|season| view! { <SeasonRow season/> }).collect_view();
    view! {
        <Panel title="Seasons" meta flush=true>
            <div class="table-frame" tabindex="0" role="region" aria-label="Matches by season">
                <table class="table dense stacked">
                    <thead>
                        <tr>
                            <th scope="col">"Season"</th>
                            <th scope="col">"Club"</th>
                            <th scope="col">"Competition"</th>
                            <th scope="col" class="num">
                                "Matches"
                            </th>
                            <th scope="col" class="num">
                                "Minutes"
                            </th>
                            <th scope="col" class="num">
                                "Goals"
                            </th>
                            <th scope="col" class="num">
                                "Assists"
                            </th>
                            <th scope="col" class="num">
                                "Yellow"
                            </th>
                            <th scope="col" class="num">
                                "Red"
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

#[component]
fn SeasonRow(season: SeasonAppearances) -> impl IntoView {
    let source = [&season.source, ", to ", &wording::day(season.last_match)].concat();
    let number = |count: u32| wording::count(u64::from(count));
    view! {
        <tr>
            <td class="lead">{season.season.to_string()}</td>
            <td class="sub">{club(season.club)}</td>
            <td class="sub">{season.competition.unwrap_or_else(|| "unknown competition".to_owned())}</td>
            <td class="end num" data-unit="matches">
                {number(season.matches)}
            </td>
            <td class="sub num" data-unit="minutes">
                {number(season.minutes)}
            </td>
            <td class="sub num" data-unit="goals">
                {number(season.goals)}
            </td>
            <td class="sub num" data-unit="assists">
                {number(season.assists)}
            </td>
            <td class="sub num" data-unit="yellow">
                {number(season.yellow_cards)}
            </td>
            <td class="sub num" data-unit="red">
                {number(season.red_cards)}
            </td>
            <td class="sub">{source}</td>
        </tr>
    }
}

fn club(name: Option<String>) -> String {
    name.unwrap_or_else(|| "unknown club".to_owned())
}
