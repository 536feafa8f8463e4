//! Choosing a team or a period: radio buttons that the style sheet follows, so that they work before and without
//! script.

use leptos::prelude::*;
use match_report::MatchReport;
use page_kit::controls::{Choice, Segmented};

use super::figures::{SIDES, colour, cut};

/// The longest name of a team in a switch, in letters.
const LONGEST: usize = 18;

/// Chooses one of the two teams. Stands in a panel of the class `by-team`, in which what belongs to a team has the
/// class `of-home` or `of-away`.
pub(super) fn team_switch(name: &'static str, report: &MatchReport) -> impl IntoView + use<> {
    let choices: Vec<Choice> = SIDES
        .into_iter()
        .map(|side| Choice::new(colour(side), cut(report.team_name(side), LONGEST)))
        .collect();
    view! { <Segmented name label="Team" choices value="home".to_owned()/> }
}

/// Chooses the whole match or a period. Stands in a panel of the class `by-period`, in which what belongs to one has
/// the class `period-all`, `period-1` and so on.
pub(super) fn period_switch(name: &'static str, report: &MatchReport) -> impl IntoView + use<> {
    let mut choices = vec![Choice::new("period-all", "All")];
    choices.extend(report.periods.iter().map(|period| {
        Choice::new(["period-", &period.number.to_string()].concat(), period_word(period.number))
    }));
    view! { <Segmented name label="Period" choices value="period-all".to_owned()/> }
}

/// What a period is called.
pub(crate) const fn period_word(number: u8) -> &'static str {
    match number {
        1 => "1st half",
        2 => "2nd half",
        3 => "Extra time 1",
        4 => "Extra time 2",
        _ => "Shoot-out",
    }
}
