//! What is known of a career beside the values: transfers, seasons played, absences, and the clubs over
//! time that follow from them. Each row says who told it and when it came.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::{Fee, SeasonYears};

/// A player went from a club to another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Transfer {
    /// The day; may lie ahead, for what has been agreed.
    pub date: Option<NaiveDate>,
    /// The season.
    pub season: Option<SeasonYears>,
    /// `summer` or `winter`.
    pub window: Option<String>,
    /// The club left.
    pub from_club: Option<String>,
    /// The club joined.
    pub to_club: Option<String>,
    /// What was paid.
    pub fee: Fee,
    /// What the source estimated the player to be worth then, in whole euros.
    pub value_eur: Option<i64>,
    /// Age in whole years, as the source counts it.
    pub age: Option<u8>,
    /// Who told it.
    pub source: String,
    /// The day on which it came or last changed here.
    pub imported_on: NaiveDate,
}

impl Transfer {
    /// The day, or where only the window is known, its first day: 1 July or 1 January.
    pub fn day_or_window(&self) -> Option<NaiveDate> {
        self.date.or_else(|| {
            let season = self.season?;
            match self.window.as_deref() {
                Some("winter") => NaiveDate::from_ymd_opt(season.first_year() + 1, 1, 1),
                _ => Some(season.first_day()),
            }
        })
    }
}

/// What a player did in a season for a club in a competition, added up over the matches held.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SeasonAppearances {
    /// The season.
    pub season: SeasonYears,
    /// The club.
    pub club: Option<String>,
    /// The competition.
    pub competition: Option<String>,
    /// Matches played.
    pub matches: u32,
    /// Minutes played, in the matches that tell them.
    pub minutes: u32,
    /// Goals scored.
    pub goals: u32,
    /// Assists given.
    pub assists: u32,
    /// Yellow cards.
    pub yellow_cards: u32,
    /// Red cards.
    pub red_cards: u32,
    /// The first match.
    pub first_match: NaiveDate,
    /// The last match.
    pub last_match: NaiveDate,
    /// Who told it.
    pub source: String,
}

/// A player was out. Medical data: not for the public.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InjurySpell {
    /// What kept the player out, as the source words it.
    pub injury: String,
    /// First day out.
    pub since: NaiveDate,
    /// Last day out; `None` where no return was told.
    pub until: Option<NaiveDate>,
    /// Days out.
    pub days: Option<u32>,
    /// Matches missed.
    pub matches_missed: Option<u16>,
    /// The club at the time.
    pub club: Option<String>,
    /// Who told it.
    pub source: String,
    /// The day on which it came or last changed here.
    pub imported_on: NaiveDate,
}

/// A stretch of time at a club.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClubSpan {
    /// The club.
    pub club: String,
    /// First day.
    pub from: NaiveDate,
    /// Last day; `None` while it lasts.
    pub until: Option<NaiveDate>,
    /// The player was there on loan.
    pub is_loan: bool,
    /// The first day is that of a transfer window, not of the transfer.
    pub is_about: bool,
}

/// Names that stand where a club would and are none.
const NO_CLUB: [&str; 7] =
    ["Without Club", "Vereinslos", "Retired", "Karriereende", "Unknown", "Career break", "Ban"];

/// The clubs over time until `today`, first one first: from the transfers, or where none is known, from
/// the matches played.
///
/// Each transfer ends the stay before it. What lies ahead is left out, and so is time without a club.
pub fn club_spans(
    transfers: &[Transfer],
    seasons: &[SeasonAppearances],
    today: NaiveDate,
) -> Vec<ClubSpan> {
    let mut moves: Vec<(NaiveDate, &Transfer)> = transfers
        .iter()
        .filter_map(|transfer| Some((transfer.day_or_window()?, transfer)))
        .filter(|(day, _)| *day <= today)
        .collect();
    moves.sort_by_key(|(day, _)| *day);
    if moves.is_empty() {
        return spans_of_matches(seasons);
    }
    let mut spans: Vec<ClubSpan> = Vec::new();
    for (place, (day, transfer)) in moves.iter().enumerate() {
        let next = moves.get(place + 1).map(|(day, _)| *day);
        let Some(club) = transfer.to_club.as_deref().filter(|club| !NO_CLUB.contains(club)) else {
            continue;
        };
        // Gone on the day of coming, as players are who are bought and lent at once.
        if next == Some(*day) {
            continue;
        }
        let span = ClubSpan {
            club: club.to_owned(),
            from: *day,
            until: next,
            is_loan: transfer.fee.is_loan(),
            is_about: transfer.date.is_none(),
        };
        match spans.last_mut() {
            Some(last)
                if last.club == span.club
                    && last.is_loan == span.is_loan
                    && last.until == Some(span.from) =>
            {
                last.until = span.until;
            }
            _ => spans.push(span),
        }
    }
    spans
}

fn spans_of_matches(seasons: &[SeasonAppearances]) -> Vec<ClubSpan> {
    let mut played: Vec<&SeasonAppearances> =
        seasons.iter().filter(|season| season.club.is_some()).collect();
    played.sort_by_key(|season| season.first_match);
    let mut spans: Vec<ClubSpan> = Vec::new();
    for season in played {
        let club = season.club.clone().unwrap_or_default();
        match spans.last_mut() {
            Some(last) if last.club == club => last.until = last.until.max(Some(season.last_match)),
            _ => spans.push(ClubSpan {
                club,
                from: season.first_match,
                until: Some(season.last_match),
                is_loan: false,
                is_about: true,
            }),
        }
    }
    spans
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
    }

    fn moved(date: Option<NaiveDate>, to: &str, fee: Fee) -> Transfer {
        Transfer {
            date,
            season: None,
            window: None,
            from_club: None,
            to_club: Some(to.to_owned()),
            fee,
            value_eur: None,
            age: None,
            source: "Test".to_owned(),
            imported_on: day(2026, 1, 1),
        }
    }

    fn told(spans: &[ClubSpan]) -> Vec<(&str, NaiveDate, Option<NaiveDate>, bool)> {
        spans.iter().map(|span| (span.club.as_str(), span.from, span.until, span.is_loan)).collect()
    }

    #[test]
    fn each_transfer_ends_the_stay_before_it() {
        let transfers = [
            moved(Some(day(2018, 7, 1)), "Ajax", Fee::EndOfLoan),
            moved(Some(day(2015, 7, 1)), "Ajax", Fee::Paid(1)),
            moved(Some(day(2017, 8, 1)), "Vitesse", Fee::Loan),
            moved(Some(day(2021, 7, 1)), "Without Club", Fee::Free),
            moved(Some(day(2021, 9, 1)), "Utrecht", Fee::Free),
            moved(Some(day(2030, 7, 1)), "Feyenoord", Fee::Unknown),
        ];

        let spans = club_spans(&transfers, &[], day(2026, 1, 1));

        assert_eq!(
            told(&spans),
            [
                ("Ajax", day(2015, 7, 1), Some(day(2017, 8, 1)), false),
                ("Vitesse", day(2017, 8, 1), Some(day(2018, 7, 1)), true),
                ("Ajax", day(2018, 7, 1), Some(day(2021, 7, 1)), false),
                ("Utrecht", day(2021, 9, 1), None, false),
            ]
        );
    }

    #[test]
    fn a_transfer_without_a_day_counts_from_its_window() {
        let undated = Transfer {
            season: SeasonYears::beginning_in(2012),
            window: Some("winter".to_owned()),
            ..moved(None, "Ajax", Fee::Unknown)
        };

        let spans = club_spans(&[undated], &[], day(2026, 1, 1));

        assert_eq!(told(&spans), [("Ajax", day(2013, 1, 1), None, false)]);
        assert!(spans[0].is_about);
    }

    #[test]
    fn without_transfers_the_matches_tell_the_clubs() {
        let played = |club: &str, from, until| SeasonAppearances {
            season: SeasonYears::of(from),
            club: Some(club.to_owned()),
            competition: None,
            matches: 2,
            minutes: 180,
            goals: 0,
            assists: 0,
            yellow_cards: 0,
            red_cards: 0,
            first_match: from,
            last_match: until,
            source: "Test".to_owned(),
        };
        let seasons = [
            played("Lens", day(2021, 8, 1), day(2022, 5, 1)),
            played("Lyon", day(2019, 8, 1), day(2020, 3, 1)),
            played("Lyon", day(2020, 8, 1), day(2021, 5, 1)),
        ];

        let spans = club_spans(&[], &seasons, day(2026, 1, 1));

        assert_eq!(
            told(&spans),
            [
                ("Lyon", day(2019, 8, 1), Some(day(2021, 5, 1)), false),
                ("Lens", day(2021, 8, 1), Some(day(2022, 5, 1)), false),
            ]
        );
    }
}
