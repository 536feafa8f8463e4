//! A player on the board.

use chrono::{Datelike as _, NaiveDate};
use football::{
    desk::{ShortlistEntry, ShortlistId, Stage},
    euros,
};
use leptos::{form::ActionForm, prelude::*};
use page_base::wording;
use page_kit::controls::{Button, ButtonSize};

use super::{board::opened_href, steer::MoveEntry};

#[component]
pub(super) fn Card(
    list: ShortlistId,
    entry: ShortlistEntry,
    today: NaiveDate,
    /// Moves the player, for those who may.
    step: Option<ServerAction<MoveEntry>>,
) -> impl IntoView {
    let who = who(&entry, today);
    let worth = worth(&entry);
    let opinion = opinion(&entry);
    let why =
        (!entry.why.is_empty()).then(|| view! { <p class="desk-words">{entry.why.clone()}</p> });
    let href = opened_href(list, entry.player_id);
    let form = step.map(|step| view! { <MoveForm list entry=entry.clone() step/> });
    view! {
        <li class="board-card" data-row="">
            <a class="strong" href=href>
                {entry.name}
            </a>
            <p class="text-3">{who}</p>
            <p>{worth}</p>
            {why}
            <p class="text-3">{opinion}</p>
            {form}
        </li>
    }
}

#[component]
fn MoveForm(
    list: ShortlistId,
    entry: ShortlistEntry,
    step: ServerAction<MoveEntry>,
) -> impl IntoView {
    let label = ["Stage of ", &entry.name].concat();
    let reason = ["Move ", &entry.name].concat();
    let choices = Stage::ALL
        .into_iter()
        .map(|stage| {
            view! {
                <option value=stage.as_str() selected=stage == entry.stage>
                    {stage.label()}
                </option>
            }
        })
        .collect_view();
    view! {
        <ActionForm action=step attr:class="row">
            <input type="hidden" name="id" value=list.to_string()/>
            <input type="hidden" name="player_id" value=entry.player_id.to_string()/>
            <input type="hidden" name="version" value=entry.version.to_string()/>
            <select class="input small" name="stage" aria-label=label>
                {choices}
            </select>
            <Button submit=true size=ButtonSize::Small reason busy=step.pending()>
                "Move"
            </Button>
        </ActionForm>
    }
}

/// "LB · 22 · Ajax", as far as known.
fn who(entry: &ShortlistEntry, today: NaiveDate) -> String {
    let age = entry.birth_date.map(|born| {
        let had_birthday = (today.month(), today.day()) >= (born.month(), born.day());
        (today.year() - born.year() - i32::from(!had_birthday)).to_string()
    });
    let position = entry.position.map(|position| position.code().to_owned());
    let parts = [position, age, entry.club.clone()];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// "€12m · contract until 30 Jun 2027"; what is not known is said to be so.
fn worth(entry: &ShortlistEntry) -> String {
    let value = entry.value_eur.map_or_else(|| "value unknown".to_owned(), euros);
    let contract = entry.contract_until.map_or_else(
        || "contract unknown".to_owned(),
        |day| ["contract until ", &wording::day(day)].concat(),
    );
    [value, contract].join(" · ")
}

/// "4.3 of 5 by 3 people · 2 comments"
pub(super) fn opinion(entry: &ShortlistEntry) -> String {
    let stars = match entry.mean_stars {
        None => "not rated".to_owned(),
        Some(mean) => {
            let by = wording::counted(u64::from(entry.ratings), "person", "people");
            [&one_decimal(mean), " of 5 by ", &by].concat()
        }
    };
    let said = wording::counted(u64::from(entry.comments), "comment", "comments");
    [stars, said].join(" · ")
}

/// `4.3`; by hand, because the formatter of floats would weigh on the page.
fn one_decimal(mean: f64) -> String {
    let tenths = (mean * 10.0).round().clamp(0.0, 50.0);
    let (whole, rest) = ((tenths / 10.0).trunc(), tenths % 10.0);
    [&whole.to_string(), ".", &rest.to_string()].concat()
}

#[cfg(test)]
mod tests {
    use chrono::{DateTime, NaiveDate};
    use football::{PlayerId, Position};

    use super::*;

    fn entry() -> ShortlistEntry {
        ShortlistEntry {
            version: 1,
            player_id: PlayerId(7),
            name: "Ada".to_owned(),
            position: Some(Position::LeftBack),
            birth_date: NaiveDate::from_ymd_opt(2004, 11, 27),
            club: Some("Ajax".to_owned()),
            contract_until: None,
            value_eur: Some(12_000_000),
            stage: Stage::Watch,
            why: String::new(),
            by: None,
            at: DateTime::UNIX_EPOCH,
            mean_stars: None,
            ratings: 0,
            own_stars: None,
            comments: 1,
            is_removed: false,
        }
    }

    #[test]
    fn a_card_tells_what_is_known_and_what_is_not() {
        let entry = entry();
        let day = |day| NaiveDate::from_ymd_opt(2026, 11, day).unwrap();

        assert_eq!(who(&entry, day(26)), "LB · 21 · Ajax");
        assert_eq!(who(&entry, day(27)), "LB · 22 · Ajax");
        assert_eq!(worth(&entry), "€12m · contract unknown");
        assert_eq!(opinion(&entry), "not rated · 1 comment");
    }

    #[test]
    fn a_mean_comes_with_how_many_rated() {
        let rated = ShortlistEntry { mean_stars: Some(13.0 / 3.0), ratings: 3, ..entry() };

        assert_eq!(opinion(&rated), "4.3 of 5 by 3 people · 1 comment");
        assert_eq!(one_decimal(5.0), "5.0");
        assert_eq!(one_decimal(1.96), "2.0");
    }
}
