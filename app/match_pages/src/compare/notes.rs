//! What a reader has to know before two matches are read side by side.

use leptos::prelude::*;
use match_report::XgSource;

use super::load::ComparedMatch;
use crate::report::decimal;

/// Matches whose lengths differ by more than this share are told.
const LONGER_BY: f64 = 0.1;

/// How far distances were out in the positions of three vendors at the World Cup 2022, against TRACAB Gen5 (Crang et al.).
const BAND: &str = "Distances from a broadcast's picture were between 21.8 % too short and 24.3 % too long in \
                    tests against cameras at the pitch";

/// The notes; none where nothing is to be said.
pub(super) fn notes(two: &[ComparedMatch; 2], names: &[String; 2]) -> AnyView {
    told(two, names)
        .into_iter()
        .map(|note| view! { <p class="season-note boxed">{note}</p> })
        .collect_view()
        .into_any()
}

/// What is to be said.
pub(super) fn told(two: &[ComparedMatch; 2], names: &[String; 2]) -> Vec<String> {
    let mut notes = Vec::new();
    let video: Vec<_> =
        two.iter().zip(names).filter(|(of, _)| of.is_from_video).map(|(_, name)| name).collect();
    match video[..] {
        [one] => notes.push(format!(
            "The tracking of {one} is from video. {BAND}, so what was run is not put on one scale."
        )),
        [_, _] => notes.push(format!("The tracking of both is from video. {BAND}.")),
        _ => {}
    }
    let sources = [0, 1].map(|place| two[place].report.shots.as_ref().map(|shots| shots.xg_from));
    if let [Some(left), Some(right)] = sources
        && left != right
    {
        let place = usize::from(left == XgSource::Model);
        notes.push(format!(
            "Expected goals of {} are the provider's, those of {} are our model's. Read each for \
             itself: the two are not on one scale.",
            names[place],
            names[1 - place]
        ));
    }
    let minutes = [0, 1].map(|place| two[place].report.secs() / 60.0);
    let (short, long) = (minutes[0].min(minutes[1]), minutes[0].max(minutes[1]));
    if short > 0.0 && long > short * (1.0 + LONGER_BY) {
        notes.push(format!(
            "One match lasted {} minutes, the other {}: counts and distances grow with the time.",
            decimal(minutes[0], 0),
            decimal(minutes[1], 0)
        ));
    }
    notes
}
