//! An estimate with its interval on a line from nought, beside what others have. One colour: the place
//! on the line is the message, not a verdict.

use leptos::prelude::*;

/// Room right of the greatest number, as a share of it.
const ROOM: f64 = 1.1;

/// The drawing. Its table stands beside it, where it is used.
#[component]
pub fn IntervalPlot(
    /// Lower end of the interval, from nought up.
    low: f64,
    /// The estimate.
    middle: f64,
    /// Upper end of the interval.
    high: f64,
    /// What others have.
    reference: f64,
    /// Who the others are.
    reference_label: &'static str,
    /// The same in words.
    #[prop(into)]
    summary: String,
) -> impl IntoView {
    let most = high.max(reference) * ROOM;
    let (from, at, to, other) =
        (share(low, most), share(middle, most), share(high, most), share(reference, most));
    view! {
        <figure class="chart">
            <svg class="plot interval" height="48" role="img" aria-label=summary>
                <line class="grid" x1="0" x2="100%" y1="20" y2="20"></line>
                <line class="span" x1=from x2=to y1="20" y2="20"></line>
                <circle class="known" cx=at cy="20" r="4"></circle>
                <line class="now" x1=other.clone() x2=other.clone() y1="8" y2="32"></line>
                <text x=other y="46" text-anchor="middle">
                    {reference_label}
                </text>
                <text x="0" y="46">
                    "0"
                </text>
            </svg>
        </figure>
    }
}

/// The place of `value` on a line that ends at `most`, as SVG has it.
fn share(value: f64, most: f64) -> String {
    if most <= 0.0 {
        return "0.0%".to_owned();
    }
    format!("{:.1}%", (100.0 * value / most).clamp(0.0, 100.0))
}

#[cfg(test)]
mod tests {
    use super::share;

    #[test]
    fn places_are_shares_of_the_line() {
        assert_eq!(share(5.0, 20.0), "25.0%");
        assert_eq!(share(25.0, 20.0), "100.0%");
        assert_eq!(share(1.0, 0.0), "0.0%");
    }
}
