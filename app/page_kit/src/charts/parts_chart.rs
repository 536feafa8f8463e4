//! A change taken apart: each part as a bar that begins where the one before ended, so that they are seen
//! to add up.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::value_chart::share;
use page_base::wording;

/// Height of a row, in CSS pixels.
const ROW: usize = 24;
/// Where the bars begin and end, in thousandths of the width; names stand before, amounts behind.
const BARS: (i64, i64) = (400, 720);

/// A part of a change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartOf {
    /// What it is: "Age and position".
    pub name: String,
    /// What it adds, whole euros.
    pub amount_eur: i64,
    /// The same in words: "+12 %".
    pub share: String,
}

/// From where to where a bar goes, in thousandths of the width.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Bar {
    left: i32,
    right: i32,
}

/// The bars with their table.
#[component]
pub fn PartsChart(
    /// What the parts add up to: "Change within a year".
    whole: &'static str,
    /// The parts, which add up to it.
    parts: Vec<PartOf>,
) -> impl IntoView {
    let sum: i64 = parts.iter().map(|part| part.amount_eur).sum();
    let amounts: Vec<_> = parts.iter().map(|part| part.amount_eur).collect();
    let (zero, bars) = bars(&amounts);
    let height = ROW * (parts.len() + 1);
    let summary = parts
        .iter()
        .map(|part| [&part.name, ": ", &wording::change_eur(part.amount_eur)].concat())
        .chain([[whole, ": ", &wording::change_eur(sum)].concat()])
        .collect::<Vec<_>>()
        .join(". ");
    let names = parts.iter().map(|part| (part.name.clone(), part.amount_eur));
    let rows = names
        .chain([(whole.to_owned(), sum)])
        .zip(bars)
        .enumerate()
        .map(|(place, ((name, amount), bar))| {
            let is_whole = place == parts.len();
            let class = match (is_whole, amount < 0) {
                (true, _) => "part whole",
                (false, true) => "part down",
                (false, false) => "part up",
            };
            let (top, text) = (place * ROW + 6, place * ROW + 16);
            view! {
                <text x="0" y=text class=is_whole.then_some("strong")>
                    {name}
                </text>
                <rect class=class x=share(bar.left) width=share(bar.right - bar.left) y=top height="12"></rect>
                <text x="100%" y=text text-anchor="end" class="end">
                    {wording::change_eur(amount)}
                </text>
            }
        })
        .collect_view();
    let zero = share(zero);
    view! {
        <figure class="chart">
            <svg class="parts" height=height role="img" aria-label=summary>
                <line class="now" x1=zero.clone() x2=zero y1="0" y2=height></line>
                {rows}
            </svg>
            <PartsTable label="Parts" whole parts/>
        </figure>
    }
}

/// The parts as a table with their sum.
#[component]
pub fn PartsTable(
    /// What the summary says: "Every column".
    label: &'static str,
    /// What the parts add up to.
    whole: &'static str,
    /// The parts.
    parts: Vec<PartOf>,
) -> impl IntoView {
    let sum: i64 = parts.iter().map(|part| part.amount_eur).sum();
    let rows = parts
        .into_iter()
        .map(|part| {
            view! {
                <tr>
                    <th scope="row">{part.name}</th>
                    <td class="num">{wording::change_eur(part.amount_eur)}</td>
                    <td class="num">{part.share}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <details class="chart-table">
            <summary>{label}</summary>
            <div class="table-frame" tabindex="0" role="group" aria-label=label>
                <table class="table dense">
                    <thead>
                        <tr>
                            <th scope="col">"Part"</th>
                            <th scope="col" class="num">
                                "Euros"
                            </th>
                            <th scope="col" class="num">
                                "By itself"
                            </th>
                        </tr>
                    </thead>
                    <tbody>
                        {rows} <tr>
                            <th scope="row">{whole}</th>
                            <td class="num">{wording::change_eur(sum)}</td>
                            <td></td>
                        </tr>
                    </tbody>
                </table>
            </div>
        </details>
    }
}

/// Where nothing is added, and a bar for each amount and for their sum.
fn bars(amounts: &[i64]) -> (i32, Vec<Bar>) {
    let mut ends = vec![0_i64];
    for amount in amounts {
        ends.push(ends[ends.len() - 1].saturating_add(*amount));
    }
    let least = ends.iter().copied().min().unwrap_or(0);
    let most = ends.iter().copied().max().unwrap_or(0);
    let span = i128::from(most - least).max(1);
    let place = |amount: i64| {
        let part = i128::from(amount - least) * i128::from(BARS.1 - BARS.0);
        i32::try_from(i128::from(BARS.0) + (part + span / 2) / span).unwrap_or(0)
    };
    let bar = |one: i64, other: i64| {
        let (left, right) = (place(one.min(other)), place(one.max(other)));
        // What is there is seen.
        Bar { left, right: right.max(left + 2) }
    };
    let mut all: Vec<_> = ends.windows(2).map(|pair| bar(pair[0], pair[1])).collect();
    all.push(bar(0, ends[ends.len() - 1]));
    (place(0), all)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_bar_begins_where_the_one_before_ended_and_the_last_is_the_whole() {
        let (zero, bars) = bars(&[100, -300, 100]);

        // From -200 to 100 over 320 thousandths.
        assert_eq!(zero, 613);
        assert_eq!(
            bars,
            [
                Bar { left: 613, right: 720 },
                Bar { left: 400, right: 720 },
                Bar { left: 400, right: 507 },
                Bar { left: 507, right: 613 },
            ]
        );
    }

    #[test]
    fn a_change_of_nothing_has_bars_that_can_be_seen() {
        let (zero, bars) = bars(&[0, 0]);

        assert_eq!(zero, 400);
        assert!(bars.iter().all(|bar| bar.right > bar.left), "{bars:?}");
    }
}
