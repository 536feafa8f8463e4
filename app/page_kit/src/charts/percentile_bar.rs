//! A percentile as a bar: 8 px on a track with a tick at 50, in the colour of its band, its number at
//! the right.

use leptos::prelude::*;

/// Upper ends of the bands `b1` to `b5`, the last open: look, section 1.
const BANDS: [(u8, &str); 5] = [(10, "b1"), (35, "b2"), (65, "b3"), (90, "b4"), (101, "b5")];

/// The bar with its number.
#[component]
pub fn PercentileBar(
    /// The percentile, 0 to 100.
    percentile: u8,
) -> impl IntoView {
    let percentile = percentile.min(100);
    view! {
        <span class="percentile">
            <svg viewBox="0 0 100 12" preserveAspectRatio="none" aria-hidden="true">
                <rect class="track" x="0" y="2" width="100" height="8"></rect>
                <rect class=band(percentile) x="0" y="2" width=percentile.to_string() height="8"></rect>
                <rect class="tick" x="49.5" y="0" width="1" height="12"></rect>
            </svg>
            <span class="strong">{percentile}</span>
        </span>
    }
}

/// The class of the band that `percentile` falls into.
pub(super) fn band(percentile: u8) -> &'static str {
    BANDS.iter().find(|(end, _)| percentile < *end).map_or("b5", |(_, class)| class)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bands_begin_where_the_look_says() {
        let bands = [0, 9, 10, 34, 35, 64, 65, 89, 90, 100].map(band);

        assert_eq!(bands, ["b1", "b1", "b2", "b2", "b3", "b3", "b4", "b4", "b5", "b5"]);
    }
}
