//! The colours of the canvas, from the page's tokens.

use football::Side;
use leptos::prelude::window;
use web_sys::{CssStyleDeclaration, HtmlCanvasElement};

/// The colours of one theme, as the sheet writes them.
#[derive(Clone, Debug, Default)]
pub(super) struct Palette {
    pub(super) surface: String,
    pub(super) text: String,
    pub(super) border: String,
    pub(super) pitch: String,
    pub(super) pitch_line: String,
    pub(super) accent: String,
    home: String,
    away: String,
    /// Red, green and blue of home and away, for what is drawn pixel by pixel.
    pub(super) teams_rgb: [[u8; 3]; 2],
    /// How strong the surface is at most.
    pub(super) strongest: f64,
    /// The page's font.
    pub(super) font: String,
}

impl Palette {
    /// Those that hold for an element now.
    pub(super) fn of(canvas: &HtmlCanvasElement) -> Self {
        let Some(style) = window().get_computed_style(canvas).ok().flatten() else {
            return Self::default();
        };
        let (home, away) = (value(&style, "--home"), value(&style, "--away"));
        let surface = value(&style, "--surface");
        let is_dark = rgb(&surface).is_some_and(|[red, ..]| red < 128);
        Self {
            text: value(&style, "--text"),
            border: value(&style, "--border"),
            pitch: value(&style, "--pitch"),
            pitch_line: value(&style, "--pitch-line"),
            accent: value(&style, "--accent"),
            teams_rgb: [&home, &away].map(|colour| rgb(colour).unwrap_or_default()),
            strongest: if is_dark { 0.44 } else { 0.4 },
            font: value(&style, "font-family"),
            surface,
            home,
            away,
        }
    }

    /// The colour of a team.
    pub(super) fn team(&self, side: Side) -> &str {
        match side {
            Side::Home => &self.home,
            Side::Away => &self.away,
        }
    }
}

fn value(style: &CssStyleDeclaration, name: &str) -> String {
    style.get_property_value(name).unwrap_or_default().trim().to_owned()
}

/// `#1C5DB0` as red, green and blue.
fn rgb(colour: &str) -> Option<[u8; 3]> {
    let digits = colour.strip_prefix('#').filter(|digits| digits.len() == 6)?;
    let number = u32::from_str_radix(digits, 16).ok()?;
    let [_, red, green, blue] = number.to_be_bytes();
    Some([red, green, blue])
}

#[cfg(test)]
mod tests {
    use super::rgb;

    #[test]
    fn a_colour_is_its_three_parts() {
        assert_eq!(rgb("#1C5DB0"), Some([0x1c, 0x5d, 0xb0]));
        assert_eq!((rgb("#fff"), rgb("red"), rgb("")), (None, None, None));
    }
}
