//! SC9: who is who between two providers, judged by what the rule does not look at.
//!
//! Two judges. The first checks a sample of 200 matches by facts that the rule never saw: the true
//! birth date where another table has it (ours are estimates), clubs, and whether both keep goal. The
//! second counts what the rule finds where nothing can be found: with every birth date of the provider
//! moved by some years, each match is a false one, and as many are to be expected among the real ones.

#![expect(clippy::disallowed_methods, reason = "a benchmark reads its files")]

use std::{
    collections::{BTreeMap, BTreeSet},
    io::Read as _,
    path::PathBuf,
};

use chrono::{Datelike as _, NaiveDate};
use football::{
    PlayerId, PositionGroup,
    identity::{Born, Known, Match, Register, Sighting, Trust, fold_name},
};
use sha2::{Digest as _, Sha256};
use table_feeds::season_table::read_season_table;

use crate::bars::Bars;

/// Days by which 95 in 100 of the estimated birth dates are off at most (.48 years).
const BIRTH_ERROR_DAYS: u16 = 175;
/// Matches that are checked.
const SAMPLE: usize = 200;
/// Years by which births are moved to see what the rule finds where nothing can be found. Nearer than
/// two years an estimate could still be the same person's.
const MOVED_BY: [i32; 8] = [-6, -5, -4, -3, 3, 4, 5, 6];
const BAR: f64 = 0.99;

/// Measures and judges SC9.
pub(crate) fn measure(bars: &mut Bars) -> anyhow::Result<()> {
    println!("SC9 Entities");
    let (Some(ours), Some(theirs)) = (our_players()?, sofascore()?) else {
        bars.skipped("SC9: the open tables of players are absent");
        return Ok(());
    };
    let sightings: Vec<Sighting> = theirs.iter().map(|player| player.sighting.clone()).collect();
    let found = certain(&sightings, &ours.players);
    let facts = Facts::read(&ours)?;
    let mut checked = Vec::new();
    let mut open = 0;
    for (place, player) in &found {
        match facts.verdict(&theirs[*place], *player) {
            Some(same) => checked.push((rank(theirs[*place].id.as_str()), *place, *player, same)),
            None => open += 1,
        }
    }
    // By the hash of the provider's id: nobody chose them, and every run takes the same.
    checked.sort_by_key(|(rank, place, ..)| (*rank, *place));
    println!(
        "  {} players of ours, {} of the provider: {} certain; of these {} can be checked, {open} cannot",
        ours.players.len(),
        theirs.len(),
        found.len(),
        checked.len()
    );
    let all = checked.iter().filter(|(.., same)| *same).count();
    println!("  of all that can be checked {all} are right, {} wrong", checked.len() - all);
    checked.truncate(SAMPLE);
    for (_, place, player, _) in checked.iter().filter(|(.., same)| !*same) {
        println!("  wrong: {} is not {player}", theirs[*place].sighting.name);
    }
    let right = checked.iter().filter(|(.., same)| *same).count();
    precision(
        bars,
        &format!("SC9 precision on a checked sample of {}", checked.len()),
        share(right, checked.len()),
    );
    let decoys = MOVED_BY.map(|years| certain(&moved(&sightings, years), &ours.players).len());
    println!("  found with births moved by {MOVED_BY:?} years: {decoys:?}");
    precision(
        bars,
        "SC9 precision by what is found with births moved",
        1.0 - share_of(mean(&decoys), found.len()),
    );
    let undated = found.iter().filter(|(_, player)| ours.undated.contains(&player.0)).count();
    bars.exactly("SC9 namesakes without a birth date merged", i64::try_from(undated)?, 0);
    by_year(bars, &ours)
}

fn precision(bars: &mut Bars, what: &str, precision: f64) {
    bars.enter(what, &format!("{precision:.4}"), &format!(">= {BAR}"), precision >= BAR);
}

/// The rule where only years of birth are known, as in tables of seasons.
fn by_year(bars: &mut Bars, ours: &OurPlayers) -> anyhow::Result<()> {
    for (season_name, file) in [
        ("2021/2022", "fbref/fbref_big5_2021_2022_per90_latin1_comma.csv.gz"),
        ("2022/2023", "fbref/fbref_big5_2022_2023_per90_semicolon_crlf.csv.gz"),
    ] {
        let Some(bytes) = open_file(file)? else {
            bars.skipped("SC9 by year: the open tables of seasons are absent");
            return Ok(());
        };
        let season = read_season_table(&bytes)?.player_seasons();
        let sightings: Vec<Sighting> = season
            .players
            .iter()
            .map(|player| Sighting {
                name: player.name.clone(),
                nations: player.nation.iter().cloned().collect(),
                born: player.birth_year.and_then(Born::in_year),
                club: player
                    .clubs
                    .iter()
                    .max_by_key(|spell| spell.minutes)
                    .and_then(|spell| spell.club.clone()),
                group: player.group,
            })
            .collect();
        let matches = matches(&sightings, &ours.players);
        let certain = matches.iter().filter(|found| matches!(found, Match::Certain(_))).count();
        let doubtful = matches.iter().filter(|found| matches!(found, Match::Doubtful(_))).count();
        let decoys =
            MOVED_BY.map(|years| self::certain(&moved(&sightings, years), &ours.players).len());
        println!(
            "  {season_name}: {} players, {certain} certain, {doubtful} doubtful; births moved: {decoys:?}",
            sightings.len()
        );
        precision(
            bars,
            &format!("SC9 precision by year of birth, {season_name}"),
            1.0 - share_of(mean(&decoys), certain),
        );
    }
    Ok(())
}

struct OurPlayers {
    players: Vec<Known>,
    /// Those without a birth date.
    undated: BTreeSet<i64>,
    /// Club at the time of the table, by its id there.
    clubs: BTreeMap<i64, BTreeSet<String>>,
}

struct Theirs {
    id: String,
    sighting: Sighting,
    clubs: Vec<String>,
    keeps_goal: Option<bool>,
}

fn matches(sightings: &[Sighting], players: &[Known]) -> Vec<Match> {
    let mut register = Register::new(sightings, Trust { birth_error_days: BIRTH_ERROR_DAYS });
    for player in players {
        register.offer(player);
    }
    register.matches()
}

/// The sightings that are certain, by place, each with the player.
fn certain(sightings: &[Sighting], players: &[Known]) -> Vec<(usize, PlayerId)> {
    let certain = |(place, found): (usize, Match)| match found {
        Match::Certain(candidate) => Some((place, candidate.player)),
        Match::Doubtful(_) | Match::Unknown => None,
    };
    matches(sightings, players).into_iter().enumerate().filter_map(certain).collect()
}

/// The sightings as if everybody had been born some years earlier or later.
fn moved(sightings: &[Sighting], years: i32) -> Vec<Sighting> {
    let moved = |day: NaiveDate| day.with_day(day.day().min(28))?.with_year(day.year() + years);
    sightings
        .iter()
        .map(|sighting| {
            let born = sighting.born.and_then(|born| {
                // A year stays a whole one.
                if born.is_a_day() {
                    Some(Born::on(moved(born.first)?))
                } else {
                    Born::in_year(born.first.year() + years)
                }
            });
            Sighting { born, ..sighting.clone() }
        })
        .collect()
}

/// What the rule does not look at.
struct Facts<'a> {
    ours: &'a OurPlayers,
    births: BTreeMap<i64, NaiveDate>,
    clubs: BTreeMap<i64, BTreeSet<String>>,
}

impl<'a> Facts<'a> {
    fn read(ours: &'a OurPlayers) -> anyhow::Result<Self> {
        let mut births = BTreeMap::new();
        each_row("dcaribou_sample_1000/players.csv.gz", |row| {
            let day = row.get(10).unwrap_or_default();
            if let (Ok(id), Ok(day)) = (row[0].parse(), day.get(..10).unwrap_or_default().parse()) {
                births.insert(id, day);
            }
        })?;
        let mut clubs: BTreeMap<i64, BTreeSet<String>> = ours.clubs.clone();
        each_row("transfers_2009_2020.csv.gz", |row| {
            let Ok(id) = row[7].parse::<i64>() else { return };
            for club in [&row[5], &row[15]] {
                clubs.entry(id).or_default().insert(club_name(club));
            }
        })?;
        Ok(Self { ours, births, clubs })
    }

    /// Whether the two are one person; `None` where nothing tells.
    fn verdict(&self, theirs: &Theirs, player: PlayerId) -> Option<bool> {
        if let (Some(true_birth), Some(born)) = (self.births.get(&player.0), theirs.sighting.born) {
            // A day either side: time zones.
            return Some((*true_birth - born.first).num_days().abs() <= 1);
        }
        let ours = self.ours.players.iter().find(|known| known.id == player)?;
        let keeps_goal = ours.group.map(|group| group == PositionGroup::Goalkeeper);
        if keeps_goal.zip(theirs.keeps_goal).is_some_and(|(one, other)| one != other) {
            return Some(false);
        }
        let clubs = self.clubs.get(&player.0)?;
        let shared = |club: &String| {
            let club = club_name(club);
            !club.is_empty() && clubs.contains(&club)
        };
        theirs.clubs.iter().any(shared).then_some(true)
    }
}

/// A club's name without what providers add and leave out.
fn club_name(club: &str) -> String {
    let folded = fold_name(club);
    let words = folded.split(' ').filter(|word| {
        !matches!(
            *word,
            "fc" | "afc"
                | "cf"
                | "sc"
                | "ac"
                | "as"
                | "cd"
                | "fk"
                | "sk"
                | "sv"
                | "ssc"
                | "us"
                | "1"
        )
    });
    words.collect::<Vec<_>>().join(" ")
}

fn our_players() -> anyhow::Result<Option<OurPlayers>> {
    let mut club_names: BTreeMap<String, String> = BTreeMap::new();
    each_row("clubs_dcaribou.csv.gz", |row| {
        club_names.insert(row[0].to_owned(), row[2].to_owned());
    })?;
    let mut ours =
        OurPlayers { players: Vec::new(), undated: BTreeSet::new(), clubs: BTreeMap::new() };
    let there = each_row("players.csv.gz", |row| {
        let (Ok(id), false) = (row[0].parse::<i64>(), row[1].is_empty()) else { return };
        let birth_date = row[5].parse().ok();
        if birth_date.is_none() {
            ours.undated.insert(id);
        }
        let club = row[7].split('.').next().and_then(|id| club_names.get(id)).cloned();
        if let Some(club) = &club {
            ours.clubs.entry(id).or_default().insert(club_name(club));
        }
        ours.players.push(Known {
            id: PlayerId(id),
            names: vec![row[1].to_owned()],
            nations: row[4].split('|').map(str::to_owned).collect(),
            birth_date,
            club,
            group: PositionGroup::ALL.into_iter().find(|group| group.code() == &row[3]),
        });
    })?;
    Ok(there.then_some(ours))
}

/// The provider's players. A line whose league has a comma in it has one cell too many: they are counted
/// from the end.
fn sofascore() -> anyhow::Result<Option<Vec<Theirs>>> {
    let mut goalkeepers: BTreeMap<String, bool> = BTreeMap::new();
    each_row("sofascore/player_positions.csv.gz", |row| {
        *goalkeepers.entry(row[0].to_owned()).or_default() |= &row[2] == "GK";
    })?;
    let mut seen = BTreeSet::new();
    let mut players = Vec::new();
    let there = each_row("sofascore/player_profiles.csv.gz", |row| {
        let cell = |from_end: usize| row.get(row.len().wrapping_sub(from_end)).unwrap_or_default();
        let id = cell(10).to_owned();
        if !seen.insert(id.clone()) {
            return;
        }
        let born = NaiveDate::parse_from_str(cell(3), "%d/%m/%Y").ok();
        players.push(Theirs {
            sighting: Sighting {
                name: cell(9).to_owned(),
                nations: vec![cell(7).to_owned()],
                born: born.map(Born::on),
                club: None,
                group: None,
            },
            clubs: vec![cell(11).to_owned(), cell(1).to_owned()],
            keeps_goal: goalkeepers.get(&id).copied(),
            id,
        });
    })?;
    Ok(there.then_some(players))
}

/// Hands each row to `each`; `false` where the file is absent.
fn each_row(name: &str, mut each: impl FnMut(&csv::StringRecord)) -> anyhow::Result<bool> {
    let Some(bytes) = open_file(name)? else { return Ok(false) };
    let text = String::from_utf8_lossy(&bytes);
    let mut rows = csv::ReaderBuilder::new().flexible(true).from_reader(text.as_bytes());
    for row in rows.records() {
        each(&row?);
    }
    Ok(true)
}

fn open_file(name: &str) -> anyhow::Result<Option<Vec<u8>>> {
    let path =
        PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/scouting").join(name);
    let Ok(bytes) = std::fs::read(path) else { return Ok(None) };
    let mut unpacked = Vec::new();
    flate2::read::GzDecoder::new(bytes.as_slice()).read_to_end(&mut unpacked)?;
    Ok(Some(unpacked))
}

fn rank(id: &str) -> [u8; 32] {
    Sha256::digest(id.as_bytes()).into()
}

#[expect(clippy::cast_precision_loss, reason = "some ten thousand at most")]
fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

#[expect(clippy::cast_precision_loss, reason = "some ten thousand at most")]
fn share_of(part: f64, whole: usize) -> f64 {
    if whole == 0 { 1.0 } else { part / whole as f64 }
}

#[expect(clippy::cast_precision_loss, reason = "some ten thousand at most")]
fn mean(counts: &[usize]) -> f64 {
    counts.iter().sum::<usize>() as f64 / counts.len() as f64
}
