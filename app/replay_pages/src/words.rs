//! How players, events and figures read.

use football::Side;
use match_frames::{ReplayEvent, ReplayManifest, ReplayPlayer};
use match_replay::match_clock;

/// A player's surname, or his number: `Halvorsen`, `No. 8`.
pub(crate) fn surname(player: &ReplayPlayer) -> String {
    match (&player.name, player.shirt) {
        (Some(name), _) => name.split_whitespace().next_back().unwrap_or(name).to_owned(),
        (None, shirt) => numbered(shirt),
    }
}

/// A player's whole name, or his number.
pub(crate) fn full_name(player: &ReplayPlayer) -> String {
    player.name.clone().unwrap_or_else(|| numbered(player.shirt))
}

/// `I. Halvorsen`, or his number.
pub(crate) fn short_name(player: &ReplayPlayer) -> String {
    let Some(name) = &player.name else { return numbered(player.shirt) };
    match name.split_once(' ').and_then(|(first, _)| first.chars().next()) {
        Some(initial) => format!("{initial}. {}", surname(player)),
        None => name.clone(),
    }
}

/// The number on his shirt, for the marker.
pub(crate) fn shirt(player: &ReplayPlayer) -> String {
    player.shirt.map_or_else(|| "?".to_owned(), |shirt| shirt.to_string())
}

fn numbered(shirt: Option<u16>) -> String {
    shirt.map_or_else(|| "Unknown player".to_owned(), |shirt| format!("No. {shirt}"))
}

/// The name of a team.
pub(crate) fn team(manifest: &ReplayManifest, side: Side) -> String {
    match side {
        Side::Home => manifest.home.clone(),
        Side::Away => manifest.away.clone(),
    }
}

/// What happened and who did it: `Pass, Lund to Halvorsen`, `Shot, Okafor, blocked`.
pub(crate) fn event_line(manifest: &ReplayManifest, event: &ReplayEvent) -> String {
    let name = |player: Option<u16>| {
        player.and_then(|player| manifest.players.get(usize::from(player))).map(surname)
    };
    let (what, rest) = match event.label.split_once(", ") {
        Some((what, rest)) => (what, Some(rest)),
        None => (event.label.as_str(), None),
    };
    let who = match (name(event.player), name(event.receiver)) {
        (Some(player), Some(receiver)) => Some(format!("{player} to {receiver}")),
        (Some(player), None) => Some(player),
        (None, Some(receiver)) => Some(format!("to {receiver}")),
        (None, None) => None,
    };
    let parts = [Some(what.to_owned()), who, rest.map(str::to_owned)];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// The figure beside an event: `xG 0.11`, else `18 m`.
pub(crate) fn event_figure(event: &ReplayEvent) -> Option<String> {
    event
        .xg
        .map(|xg| format!("xG {xg:.2}"))
        .or_else(|| event.length_m.map(|metres| format!("{metres:.0} m")))
}

/// The clock without tenths: `63:02`, `45+1:10`.
pub(crate) fn event_clock(event: &ReplayEvent) -> String {
    let clock = match_clock(event.period, event.clock_secs);
    clock.split('.').next().unwrap_or(&clock).to_owned()
}

/// `74.0 %`
pub(crate) fn share(part: f64) -> String {
    format!("{:.1} %", part * 100.0)
}

/// `5.6 m/s`
pub(crate) fn speed(mps: f64) -> String {
    format!("{mps:.1} m/s")
}

/// `+1.9 m/s²`, with the sign of a minus.
pub(crate) fn acceleration(mps2: f64) -> String {
    [&signed(mps2, 1), " m/s²"].concat()
}

/// `+0.12 s`
pub(crate) fn offset(secs: f64) -> String {
    [&signed(secs, 2), " s"].concat()
}

/// A coordinate: `−12.3`, `4.0`.
pub(crate) fn metres(value: f64) -> String {
    signed(value, 1).trim_start_matches('+').to_owned()
}

fn signed(value: f64, places: usize) -> String {
    let written = format!("{:.places$}", value.abs());
    let is_zero = written.chars().all(|digit| matches!(digit, '0' | '.'));
    let sign = match value {
        _ if is_zero => "",
        value if value < 0.0 => "−",
        _ => "+",
    };
    [sign, &written].concat()
}

#[cfg(test)]
mod tests {
    use match_frames::ReplayEventKind;

    use super::*;
    use crate::timeline::samples::manifest;

    fn player(name: Option<&str>) -> ReplayPlayer {
        let name = name.map(str::to_owned);
        let in_all = match_frames::PlayedInAll::default();
        ReplayPlayer { side: Side::Home, shirt: Some(8), name, keeper: false, in_all }
    }

    #[test]
    fn names_are_shortened_and_numbers_stand_in_for_them() {
        let named = player(Some("Isak Bo Halvorsen"));
        assert_eq!(
            (surname(&named).as_str(), short_name(&named).as_str()),
            ("Halvorsen", "I. Halvorsen")
        );
        assert_eq!(short_name(&player(Some("Rao"))), "Rao");
        assert_eq!(
            (surname(&player(None)), full_name(&player(None))),
            ("No. 8".into(), "No. 8".into())
        );
    }

    #[test]
    fn an_event_tells_what_who_and_how_it_ended() {
        let mut manifest = manifest();
        manifest.players = vec![player(Some("A Lund")), player(Some("I Halvorsen"))];
        let mut event = ReplayEvent {
            period: 2,
            clock_secs: 18.0 * 60.0 + 2.9,
            moved_secs: None,
            side: Some(Side::Home),
            player: Some(0),
            receiver: Some(1),
            kind: ReplayEventKind::Pass,
            label: "Pass".to_owned(),
            length_m: Some(17.6),
            xg: None,
            xt: None,
        };
        assert_eq!(event_line(&manifest, &event), "Pass, Lund to Halvorsen");
        assert_eq!(event_figure(&event).as_deref(), Some("18 m"));
        assert_eq!(event_clock(&event), "63:02");
        event =
            ReplayEvent { label: "Shot, blocked".into(), receiver: None, xg: Some(0.114), ..event };
        assert_eq!(event_line(&manifest, &event), "Shot, Lund, blocked");
        assert_eq!(event_figure(&event).as_deref(), Some("xG 0.11"));
        event = ReplayEvent { player: Some(99), ..event };
        assert_eq!(event_line(&manifest, &event), "Shot, blocked");
    }

    #[test]
    fn figures_carry_sign_and_unit_and_nothing_is_minus_nothing() {
        assert_eq!(acceleration(1.94), "+1.9 m/s²");
        assert_eq!(acceleration(-0.31), "−0.3 m/s²");
        assert_eq!(acceleration(-0.01), "0.0 m/s²");
        assert_eq!(offset(0.12), "+0.12 s");
        assert_eq!((metres(-12.34).as_str(), metres(4.0).as_str()), ("−12.3", "4.0"));
        assert_eq!((share(0.7399), speed(5.55)), ("74.0 %".to_owned(), "5.5 m/s".to_owned()));
    }
}
