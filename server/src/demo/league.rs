//! An invented league with two seasons of figures, so that percentiles, radars and likenesses have
//! peers to stand among.
//!
//! Nobody in it exists, and none of the demo's real players is in it: a figure made up here is never
//! beside the name of a person (decision 0077). Each figure is a mean and spread of its line of play,
//! rounded by hand, with the player's own bent and a season's luck, from a fixed seed.

use std::fmt::Write as _;

use anyhow::Context as _;
use chrono::{Datelike as _, Days, NaiveDate};
use football::{PlayerDraft, Position};
use store::demo::{DemoPlayer, DemoSeason};
use table_feeds::season_table::{PlayerSeasons, read_season_table};

/// Where they play.
const COMPETITION: &str = "Demo League";
const CLUBS: [&str; 9] = [
    "Demo Albion",
    "Demo Athletic",
    "Demo City",
    "Demo County",
    "Demo Orient",
    "Demo Rangers",
    "Demo Rovers",
    "Demo Town",
    "Demo Wanderers",
];
const GIVEN: [&str; 9] =
    ["Alvo", "Brenn", "Corin", "Dalo", "Evar", "Fenno", "Gario", "Hanno", "Ilven"];
const FAMILY: [&str; 9] = [
    "Abrell", "Bastrow", "Corvane", "Delmoor", "Eskary", "Farnolt", "Grendal", "Halvick", "Istrane",
];
/// The seasons, each with the year in which it began.
const SEASONS: [(&str, i32); 2] = [("2023/2024", 2023), ("2024/2025", 2024)];

/// Players of each line of play: with one who hardly played, 26 to rank among.
const PLAYERS_OF_A_LINE: usize = 27;
/// Of each line, the one who hardly played.
const SUBSTITUTE: usize = 5;
/// Share of a figure's spread that is the player's own and lasts; the rest is the season's.
const LASTING: f64 = 0.8;
/// Where the figures come from.
const SEED: u64 = 0x746c_6465_6d6f;

/// A line of play: what its table calls it, and the positions of its players in turn.
struct Line {
    code: &'static str,
    positions: [Position; 3],
    /// The place of its mean and spread in [`Figure::of`].
    place: usize,
}

const LINES: [Line; 3] = [
    Line {
        code: "DF",
        positions: [Position::CentreBack, Position::LeftBack, Position::RightBack],
        place: 0,
    },
    Line {
        code: "MF",
        positions: [
            Position::DefensiveMidfield,
            Position::CentralMidfield,
            Position::AttackingMidfield,
        ],
        place: 1,
    },
    Line {
        code: "FW",
        positions: [Position::CentreForward, Position::LeftWinger, Position::RightWinger],
        place: 2,
    },
];

/// A column: mean and spread per 90 minutes, or in per cent, of defenders, midfielders and attackers.
struct Figure {
    header: &'static str,
    of: [(f64, f64); 3],
}

const fn figure(header: &'static str, of: [(f64, f64); 3]) -> Figure {
    Figure { header, of }
}

const FIGURES: [Figure; 35] = [
    figure("Goals", [(0.04, 0.03), (0.12, 0.07), (0.40, 0.16)]),
    figure("Shots", [(0.60, 0.25), (1.40, 0.50), (2.60, 0.70)]),
    figure("SoT%", [(30.0, 7.0), (33.0, 6.0), (38.0, 6.0)]),
    figure("Assists", [(0.06, 0.04), (0.15, 0.08), (0.18, 0.09)]),
    figure("SCA", [(1.40, 0.50), (3.10, 0.90), (3.30, 0.90)]),
    figure("GCA", [(0.14, 0.07), (0.34, 0.13), (0.43, 0.15)]),
    figure("PasTotAtt", [(55.0, 10.0), (50.0, 10.0), (27.0, 6.0)]),
    figure("PasTotCmp%", [(84.0, 4.0), (83.0, 4.0), (74.0, 5.0)]),
    figure("PasLonAtt", [(8.50, 2.50), (6.50, 2.00), (2.20, 0.70)]),
    figure("PasLonCmp%", [(58.0, 7.0), (61.0, 7.0), (54.0, 9.0)]),
    figure("PasAss", [(0.50, 0.25), (1.45, 0.50), (1.35, 0.45)]),
    figure("Pas3rd", [(3.30, 1.00), (4.20, 1.10), (1.60, 0.50)]),
    figure("PPA", [(0.40, 0.20), (1.20, 0.40), (1.10, 0.40)]),
    figure("PasProg", [(3.60, 1.00), (4.80, 1.30), (2.20, 0.70)]),
    figure("PasCrs", [(1.00, 0.60), (1.60, 0.80), (1.80, 0.90)]),
    figure("Touches", [(66.0, 10.0), (62.0, 10.0), (41.0, 7.0)]),
    figure("TouAttPen", [(1.10, 0.40), (2.00, 0.70), (5.10, 1.20)]),
    figure("DriAtt", [(0.80, 0.30), (1.80, 0.60), (3.10, 1.00)]),
    figure("DriSucc%", [(58.0, 8.0), (54.0, 7.0), (47.0, 7.0)]),
    figure("CarProg", [(1.30, 0.50), (2.50, 0.80), (3.30, 1.00)]),
    figure("CarMis", [(0.80, 0.25), (1.30, 0.40), (2.10, 0.60)]),
    figure("CarDis", [(0.50, 0.20), (1.10, 0.35), (1.70, 0.50)]),
    figure("RecProg", [(1.50, 0.70), (3.30, 1.00), (6.60, 1.60)]),
    figure("TklDriAtt", [(1.40, 0.40), (1.70, 0.50), (0.90, 0.30)]),
    figure("TklDri%", [(55.0, 8.0), (45.0, 8.0), (38.0, 9.0)]),
    figure("TklDriPast", [(0.60, 0.20), (0.90, 0.25), (0.55, 0.20)]),
    figure("Tkl+Int", [(3.20, 0.70), (3.10, 0.75), (1.30, 0.40)]),
    figure("Int", [(1.40, 0.35), (1.10, 0.35), (0.40, 0.15)]),
    figure("Blocks", [(1.45, 0.35), (1.10, 0.30), (0.80, 0.25)]),
    figure("Clr", [(3.60, 1.00), (1.20, 0.40), (0.60, 0.25)]),
    figure("Err", [(0.06, 0.04), (0.04, 0.03), (0.03, 0.02)]),
    figure("Recov", [(5.70, 1.10), (5.80, 1.10), (3.90, 0.90)]),
    figure("AerWon", [(2.00, 0.60), (0.90, 0.35), (1.40, 0.60)]),
    figure("AerWon%", [(57.0, 7.0), (49.0, 7.0), (42.0, 7.0)]),
    figure("Fls", [(1.10, 0.30), (1.30, 0.35), (1.20, 0.35)]),
];

/// The invented players.
pub(super) fn invented_players() -> anyhow::Result<Vec<DemoPlayer>> {
    (0..LINES.len() * PLAYERS_OF_A_LINE)
        .map(|number| {
            let line = &LINES[number / PLAYERS_OF_A_LINE];
            let draft = PlayerDraft {
                name: name(number),
                birth_date: Some(born(number)?),
                position: Some(line.positions[number % line.positions.len()]),
                club: Some(club(number).to_owned()),
                competition: Some(COMPETITION.to_owned()),
                ..PlayerDraft::default()
            };
            Ok(DemoPlayer { slug: slug(number), draft, values: Vec::new(), transfers: Vec::new() })
        })
        .collect()
}

/// Their seasons, oldest first.
///
/// # Errors
/// The table has a slip; a test holds it against that.
pub fn demo_seasons() -> anyhow::Result<Vec<DemoSeason>> {
    SEASONS
        .into_iter()
        .map(|(season, begins)| {
            Ok(DemoSeason { season: season.to_owned(), players: table(begins)? })
        })
        .collect()
}

/// A season as a provider would print it, read as an import reads it.
fn table(begins: i32) -> anyhow::Result<PlayerSeasons> {
    let headers: Vec<&str> = FIGURES.iter().map(|figure| figure.header).collect();
    let mut text =
        format!("player_id,Player,Pos,Squad,Comp,Age,Born,MP,Starts,Min,{}\n", headers.join(","));
    for number in 0..LINES.len() * PLAYERS_OF_A_LINE {
        let line = &LINES[number / PLAYERS_OF_A_LINE];
        let born = born(number)?.year();
        let matches = matches(number, begins);
        let starts = matches.saturating_sub(3);
        write!(
            text,
            "{},{},{},{},{COMPETITION},{},{born},{matches},{starts},{}",
            slug(number),
            name(number),
            line.code,
            club(number),
            begins - born,
            starts * 84 + (matches - starts) * 20,
        )?;
        for (place, figure) in FIGURES.iter().enumerate() {
            let (mean, spread) = figure.of[line.place];
            let own = chance(&[number, place]);
            let luck = chance(&[number, place, usize::try_from(begins)?]);
            let strayed = LASTING * own + (1.0 - LASTING * LASTING).sqrt() * luck;
            write!(text, ",{:.2}", (mean + spread * strayed).max(0.0))?;
        }
        text.push('\n');
    }
    let table = read_season_table(text.as_bytes()).context("the demo's season")?;
    anyhow::ensure!(table.rejects.is_empty(), "the demo's season has bad rows");
    Ok(table.player_seasons())
}

fn slug(number: usize) -> String {
    format!("demo-league-{:02}", number + 1)
}

fn name(number: usize) -> String {
    // Each pair once: the family names move on by one with every round of the given ones.
    format!("{} {}", GIVEN[number % 9], FAMILY[(number + number / 9) % 9])
}

fn club(number: usize) -> &'static str {
    CLUBS[number * 4 % CLUBS.len()]
}

fn born(number: usize) -> anyhow::Result<NaiveDate> {
    let later = Days::new(u64::try_from(number * 53 % 4000)?);
    let earliest = NaiveDate::from_ymd_opt(1994, 2, 3).context("a day that exists")?;
    earliest.checked_add_days(later).context("a day that exists")
}

fn matches(number: usize, begins: i32) -> usize {
    if number % PLAYERS_OF_A_LINE == SUBSTITUTE {
        return 6;
    }
    20 + (number * 7 + usize::from(begins % 2 == 0) * 3) % 19
}

/// A draw from about the standard normal distribution, by the numbers that name it alone.
fn chance(named: &[usize]) -> f64 {
    let mut state = SEED;
    for number in named {
        state = mixed(state ^ (*number as u64));
    }
    // Irwin and Hall: twelve uniform draws add up to a mean of 6 and a variance of 1.
    let sum: f64 = (0..12_u64)
        .map(|draw| {
            let bits = mixed(state.wrapping_add(draw)) >> 40;
            // 24 bits: exact as a double.
            f64::from(u32::try_from(bits).unwrap_or(0)) / f64::from(1_u32 << 24)
        })
        .sum();
    sum - 6.0
}

/// One step of `SplitMix64` (Steele, Lea and Flood 2014).
fn mixed(state: u64) -> u64 {
    let mut mixed = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn each_line_of_play_has_peers_enough_to_rank_among() {
        for season in demo_seasons().unwrap() {
            for line in &LINES {
                let peers = season.players.players.iter().filter(|player| {
                    player.group == Some(line.positions[0].group()) && player.minutes >= 900
                });
                assert_eq!(
                    peers.count(),
                    PLAYERS_OF_A_LINE - 1,
                    "{} of {}",
                    line.code,
                    season.season
                );
            }
            assert_eq!(season.players.metrics.len(), FIGURES.len());
        }
    }

    #[test]
    fn nobody_stands_twice_and_everybody_is_in_both_seasons() {
        let players = invented_players().unwrap();
        let slugs: BTreeSet<_> = players.iter().map(|player| player.slug.clone()).collect();
        let names: BTreeSet<_> = players.iter().map(|player| &player.draft.name).collect();

        assert_eq!((slugs.len(), names.len()), (players.len(), players.len()));
        for season in demo_seasons().unwrap() {
            let in_it: BTreeSet<_> = season
                .players
                .players
                .iter()
                .filter_map(|player| player.provider_id.clone())
                .collect();
            assert_eq!(in_it, slugs);
        }
    }

    #[test]
    fn an_invented_player_is_marked_by_club_and_competition() {
        for player in invented_players().unwrap() {
            assert!(player.draft.club.unwrap().starts_with("Demo "), "{}", player.slug);
            assert_eq!(player.draft.competition.as_deref(), Some(COMPETITION));
            assert!(player.draft.market_value.is_none() && player.values.is_empty());
        }
    }
}
