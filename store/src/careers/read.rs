//! What is held of one player's career.

use chrono::NaiveDate;
use football::{Fee, InjurySpell, PlayerId, SeasonAppearances, SeasonYears, Transfer};
use sea_orm::{ConnectionTrait, FromQueryResult, QueryResult, TryGetable};

use crate::{StoreError, sql};

/// Most rows of one player that a page shows: a career of 25 years has some 150 seasons, clubs and
/// competitions.
const MOST_ROWS: i64 = 500;

/// Which parts of a career are held at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CareerHeld {
    /// At least one transfer.
    pub transfers: bool,
    /// At least one match.
    pub appearances: bool,
    /// At least one injury. For analysts alone.
    pub injuries: bool,
}

/// Which parts of the player's career are held.
///
/// # Errors
/// The database does not answer.
pub async fn held(db: &impl ConnectionTrait, player: PlayerId) -> Result<CareerHeld, StoreError> {
    let row = sql::one(
        db,
        "SELECT EXISTS (SELECT FROM transfer WHERE player_id = $1),
            EXISTS (SELECT FROM appearance WHERE player_id = $1),
            EXISTS (SELECT FROM injury WHERE player_id = $1)",
        [player.0.into()],
    )
    .await?;
    let has = |place: usize| -> Result<bool, StoreError> {
        Ok(row.as_ref().map(|row| row.try_get_by_index(place)).transpose()?.unwrap_or(false))
    };
    Ok(CareerHeld { transfers: has(0)?, appearances: has(1)?, injuries: has(2)? })
}

/// The player's transfers, newest first. Clubs that a source names by id alone have the name that the
/// table of clubs gives, else the id.
///
/// # Errors
/// The database does not answer, or a stored fee cannot be read by this release.
pub async fn transfers(
    db: &impl ConnectionTrait,
    player: PlayerId,
) -> Result<Vec<Transfer>, StoreError> {
    let rows = sql::all(
        db,
        "SELECT t.date, t.season, t.transfer_window AS window,
            coalesce(t.from_club, f.name, 'Club ' || t.from_club_id) AS from_club,
            coalesce(t.to_club, j.name, 'Club ' || t.to_club_id) AS to_club,
            coalesce(t.fee_kind, 'unknown') AS fee_kind, t.fee_eur, t.value_eur, t.age,
            initcap(t.provider) AS source, t.changed_at::date AS imported_on
         FROM transfer t
         LEFT JOIN club f ON f.provider = t.provider AND f.provider_id = t.from_club_id
         LEFT JOIN club j ON j.provider = t.provider AND j.provider_id = t.to_club_id
         WHERE t.player_id = $1
         ORDER BY coalesce(t.date, make_date(t.season + (t.transfer_window = 'winter')::int,
                      CASE t.transfer_window WHEN 'winter' THEN 1 ELSE 7 END, 1)) DESC NULLS LAST,
             t.key
         LIMIT $2",
        [player.0.into(), MOST_ROWS.into()],
    )
    .await?;
    rows.iter()
        .map(|row| {
            let kind: String = get(row, "fee_kind")?;
            let fee = Fee::from_parts(&kind, get(row, "fee_eur")?)
                .ok_or_else(|| StoreError::Unreadable { what: "fee", source: kind.into() })?;
            Ok(Transfer {
                date: get(row, "date")?,
                season: season(get(row, "season")?),
                window: get(row, "window")?,
                from_club: get(row, "from_club")?,
                to_club: get(row, "to_club")?,
                fee,
                value_eur: get(row, "value_eur")?,
                age: get::<Option<i16>>(row, "age")?.and_then(|age| u8::try_from(age).ok()),
                source: get(row, "source")?,
                imported_on: get(row, "imported_on")?,
            })
        })
        .collect()
}

#[derive(FromQueryResult)]
struct SeasonRow {
    season: i16,
    club: Option<String>,
    competition: Option<String>,
    matches: i64,
    minutes: i64,
    goals: i64,
    assists: i64,
    yellow_cards: i64,
    red_cards: i64,
    first_match: NaiveDate,
    last_match: NaiveDate,
    source: String,
}

/// The player's matches added up by season, club and competition, newest first.
///
/// # Errors
/// The database does not answer.
pub async fn appearances_by_season(
    db: &impl ConnectionTrait,
    player: PlayerId,
) -> Result<Vec<SeasonAppearances>, StoreError> {
    let rows = SeasonRow::find_by_statement(sea_orm::Statement::from_sql_and_values(
        sea_orm::DbBackend::Postgres,
        "SELECT a.*, coalesce(c.name, 'Club ' || a.club_id) AS club,
            coalesce(k.name, a.competition_id) AS competition, initcap(a.provider) AS source
         FROM (
             SELECT season, provider, club_id, competition_id, count(*) AS matches,
                 coalesce(sum(minutes), 0) AS minutes, coalesce(sum(goals), 0) AS goals,
                 coalesce(sum(assists), 0) AS assists,
                 coalesce(sum(yellow_cards), 0) AS yellow_cards,
                 coalesce(sum(red_cards), 0) AS red_cards,
                 min(date) AS first_match, max(date) AS last_match
             FROM appearance WHERE player_id = $1
             GROUP BY season, provider, club_id, competition_id
         ) a
         LEFT JOIN club c ON c.provider = a.provider AND c.provider_id = a.club_id
         LEFT JOIN competition k
             ON k.provider = a.provider AND k.provider_id = a.competition_id
         ORDER BY a.season DESC, a.matches DESC, club, competition LIMIT $2",
        [player.0.into(), MOST_ROWS.into()],
    ))
    .all(db)
    .await?;
    let whole = |number: i64| u32::try_from(number).unwrap_or(u32::MAX);
    Ok(rows
        .into_iter()
        .filter_map(|row| {
            Some(SeasonAppearances {
                season: season(Some(row.season))?,
                club: row.club,
                competition: row.competition,
                matches: whole(row.matches),
                minutes: whole(row.minutes),
                goals: whole(row.goals),
                assists: whole(row.assists),
                yellow_cards: whole(row.yellow_cards),
                red_cards: whole(row.red_cards),
                first_match: row.first_match,
                last_match: row.last_match,
                source: row.source,
            })
        })
        .collect())
}

/// The player's injuries, newest first. Medical data: ask for an analyst before you call this.
///
/// # Errors
/// The database does not answer.
pub async fn injuries(
    db: &impl ConnectionTrait,
    player: PlayerId,
) -> Result<Vec<InjurySpell>, StoreError> {
    let rows = sql::all(
        db,
        "SELECT injury, since, until, days, matches_missed, club, initcap(provider) AS source,
            changed_at::date AS imported_on
         FROM injury WHERE player_id = $1 ORDER BY since DESC, injury LIMIT $2",
        [player.0.into(), MOST_ROWS.into()],
    )
    .await?;
    rows.iter()
        .map(|row| {
            Ok(InjurySpell {
                injury: get(row, "injury")?,
                since: get(row, "since")?,
                until: get(row, "until")?,
                days: get::<Option<i32>>(row, "days")?.and_then(|days| u32::try_from(days).ok()),
                matches_missed: get::<Option<i16>>(row, "matches_missed")?
                    .and_then(|matches| u16::try_from(matches).ok()),
                club: get(row, "club")?,
                source: get(row, "source")?,
                imported_on: get(row, "imported_on")?,
            })
        })
        .collect()
}

fn get<T: TryGetable>(row: &QueryResult, column: &str) -> Result<T, StoreError> {
    Ok(row.try_get("", column)?)
}

fn season(first_year: Option<i16>) -> Option<SeasonYears> {
    SeasonYears::beginning_in(i32::from(first_year?))
}
