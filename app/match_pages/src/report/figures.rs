//! How the figures of a match are written, and who is meant.

use football::Side;
use match_report::{MatchReport, Provenance, ReportPlayer};
use page_base::wording;

/// Both teams, home first.
pub(crate) const SIDES: [Side; 2] = [Side::Home, Side::Away];

/// Where a team's figures stand among two.
pub(super) const fn place(side: Side) -> usize {
    match side {
        Side::Home => 0,
        Side::Away => 1,
    }
}

/// The class of what belongs to a team, for its colour.
pub(super) const fn colour(side: Side) -> &'static str {
    match side {
        Side::Home => "home",
        Side::Away => "away",
    }
}

/// The class of what is shown while a team is chosen.
pub(super) const fn shown_with(side: Side) -> &'static str {
    match side {
        Side::Home => "of-home",
        Side::Away => "of-away",
    }
}

/// A number with so many decimals and `−` before what is below nought.
pub(crate) fn decimal(value: f64, decimals: usize) -> String {
    let text = format!("{:.decimals$}", value.abs());
    let is_nought = text.bytes().all(|byte| byte == b'0' || byte == b'.');
    if value < 0.0 && !is_nought { ["−", &text].concat() } else { text }
}

/// The same of what may not be known: then the word.
pub(super) fn or_unknown(value: Option<f64>, decimals: usize) -> String {
    value.map_or_else(|| "unknown".to_owned(), |value| decimal(value, decimals))
}

/// `1,014`: whole metres, seconds and the like.
pub(super) fn whole(value: f64) -> String {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "distances and times of a match"
    )]
    let value = value.max(0.0).round() as u64;
    wording::count(value)
}

/// `2.9 %` for 0.029.
pub(crate) fn per_cent(share: f64, decimals: usize) -> String {
    [&decimal(share * 100.0, decimals), " %"].concat()
}

/// Where a figure is from, for people.
pub(super) const fn from(provenance: Provenance) -> &'static str {
    match provenance {
        Provenance::Positions => "From positions",
        Provenance::Events => "From events",
        Provenance::Provider => "The provider's",
    }
}

/// A player's name, or what stands for it.
pub(crate) fn full_name(player: &ReportPlayer) -> String {
    match (&player.name, player.shirt) {
        (Some(name), _) if !name.trim().is_empty() => name.trim().to_owned(),
        (_, Some(shirt)) => format!("No. {shirt}"),
        _ => "Unknown player".to_owned(),
    }
}

/// The last word of his name, for a drawing.
pub(super) fn short_name(report: &MatchReport, player: Option<u16>) -> String {
    let Some(player) = player.and_then(|player| report.player(player)) else {
        return "Unknown".to_owned();
    };
    let full = full_name(player);
    if player.name.is_none() {
        return full;
    }
    full.rsplit(' ').next().unwrap_or_default().to_owned()
}

/// The number on his shirt, or nothing.
pub(super) fn shirt(report: &MatchReport, player: u16) -> String {
    let shirt = report.player(player).and_then(|player| player.shirt);
    shirt.map(|shirt| shirt.to_string()).unwrap_or_default()
}

/// Cut where it is too long for its place.
pub(super) fn cut(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let kept: String = text.chars().take(most.saturating_sub(1)).collect();
    [kept.trim_end(), "…"].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_written_as_the_look_has_them() {
        assert_eq!((decimal(-1.25, 1).as_str(), decimal(-0.01, 1).as_str()), ("−1.2", "0.0"));
        assert_eq!((whole(1013.6), per_cent(0.029, 1)), ("1,014".to_owned(), "2.9 %".to_owned()));
        assert_eq!(or_unknown(None, 2), "unknown");
        assert_eq!(cut("Kestrelbay Wanderers", 12), "Kestrelbay…");
    }
}
