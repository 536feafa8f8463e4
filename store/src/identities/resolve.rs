//! After a table was written: whose lines these are.

use std::collections::{HashMap, HashSet};

use football::{
    PlayerId, Position, PositionGroup, SeasonSetId,
    identity::{Born, Candidate, Known, Match, Register, Sighting, Sign, Trust},
};
use sea_orm::ConnectionTrait;
use serde::Serialize;

use super::strangers::add_strangers;
use crate::{
    StoreError,
    seasons::{is_lasting, link_provided, touch},
    sql,
};

/// Players read at a time.
const PAGE: u64 = 20_000;

/// What finding out who is who came to, in lines.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Resolved {
    /// Known before.
    pub known: u64,
    /// Known now, by an id or by what was settled earlier.
    pub remembered: u64,
    /// Known now, by the rule.
    pub matched: u64,
    /// Waiting for a person.
    pub doubtful: u64,
    /// Of those, questions that were not there before or are others now.
    pub asked: u64,
    /// Known to nobody.
    pub unknown: u64,
    /// Of those before, added as players.
    pub added: u64,
}

/// A line that nobody is known for.
pub(super) struct Unclaimed {
    pub(super) id: i64,
    pub(super) key: String,
    pub(super) nation: Option<String>,
    pub(super) sighting: Sighting,
}

/// Finds out whose the lines of a set are, as far as the rule or earlier decisions say, and asks about
/// the doubtful ones.
pub async fn resolve(
    tx: &impl ConnectionTrait,
    provider: &str,
    set: SeasonSetId,
    trust: Trust,
    with_strangers: bool,
) -> Result<Resolved, StoreError> {
    const CLAIMED: &str =
        "SELECT player_id FROM player_season WHERE set_id = $1 AND player_id IS NOT NULL";
    let mut resolved = Resolved::default();
    let before = sql::all(tx, CLAIMED, [set.0.into()]).await?.len();
    resolved.known = before as u64;
    resolved.remembered = link_provided(tx, set).await? + link_remembered(tx, set).await?;

    let claimed = sql::all(tx, CLAIMED, [set.0.into()]).await?;
    let claimed: HashSet<i64> =
        claimed.iter().map(|row| row.try_get_by_index(0)).collect::<Result<_, _>>()?;
    let lines = unclaimed(tx, set).await?;
    let sightings: Vec<Sighting> = lines.iter().map(|line| line.sighting.clone()).collect();
    let mut register = Register::new(&sightings, trust);
    offer_all(tx, &mut register).await?;
    let mut questions = open_or_ruled_out(tx, provider, &lines).await?;

    let mut certain = Vec::new();
    let mut asked = Vec::new();
    let mut strangers = Vec::new();
    for (line, found) in lines.iter().zip(register.matches()) {
        let question = questions.remove(&line.key);
        let ruled_out = question.as_ref().map_or(&[][..], |question| &question.ruled_out);
        // Whoever has a line in this set already cannot be the one of this line as well.
        let is_taken = |candidate: &Candidate| claimed.contains(&candidate.player.0);
        let mut candidates = match found {
            Match::Certain(candidate) if is_taken(&candidate) => {
                resolved.unknown += 1;
                continue;
            }
            Match::Certain(candidate) if !ruled_out.contains(&candidate.player.0) => {
                certain.push(Settled { line, candidate });
                continue;
            }
            Match::Certain(_) | Match::Unknown => Vec::new(),
            Match::Doubtful(candidates) => candidates,
        };
        candidates
            .retain(|candidate| !is_taken(candidate) && !ruled_out.contains(&candidate.player.0));
        if candidates.is_empty() {
            resolved.unknown += 1;
            strangers.push(line);
            continue;
        }
        resolved.doubtful += 1;
        let asks_the_same = question.is_some_and(|question| {
            question.is_open && question.line == line.id && question.candidates == candidates
        });
        if !asks_the_same {
            asked.push(Asked { line, candidates });
        }
    }
    resolved.matched = certain.len() as u64;
    resolved.asked = asked.len() as u64;
    settle(tx, provider, &certain).await?;
    ask(tx, provider, &asked).await?;
    if with_strangers {
        resolved.added = add_strangers(tx, provider, set, &strangers).await?;
    }
    if resolved.matched + resolved.remembered + resolved.added > 0 {
        touch(tx, set).await?;
    }
    Ok(resolved)
}

/// A line whose player is certain.
struct Settled<'a> {
    line: &'a Unclaimed,
    candidate: Candidate,
}

/// A line to be asked about.
struct Asked<'a> {
    line: &'a Unclaimed,
    candidates: Vec<Candidate>,
}

/// A question that is there already.
struct Standing {
    line: i64,
    is_open: bool,
    ruled_out: Vec<i64>,
    candidates: Vec<Candidate>,
}

async fn link_remembered(tx: &impl ConnectionTrait, set: SeasonSetId) -> Result<u64, StoreError> {
    const LINK: &str = "
        UPDATE player_season line SET player_id = player.id
        FROM (SELECT DISTINCT ON (identity.player_id) line.id, identity.player_id
              FROM player_season line
              JOIN season_set s ON s.id = line.set_id
              JOIN player_identity identity
                ON identity.provider = s.source AND identity.key = line.key
              WHERE line.set_id = $1 AND line.player_id IS NULL
              ORDER BY identity.player_id, line.minutes DESC, line.id) known
        JOIN player ON player.id = known.player_id AND player.deleted_at IS NULL
        WHERE line.id = known.id
          AND NOT EXISTS (SELECT FROM player_season other
                          WHERE other.set_id = $1 AND other.player_id = player.id)";
    Ok(sql::execute(tx, LINK, [set.0.into()]).await?)
}

async fn unclaimed(
    tx: &impl ConnectionTrait,
    set: SeasonSetId,
) -> Result<Vec<Unclaimed>, StoreError> {
    const READ: &str = "SELECT id, key, name, nation, birth_year, club, position_group
        FROM player_season WHERE set_id = $1 AND player_id IS NULL ORDER BY id";
    let mut lines = Vec::new();
    for row in sql::all(tx, READ, [set.0.into()]).await? {
        let key: String = row.try_get_by_index(1)?;
        if !is_lasting(&key) {
            // Two whom nothing tells apart: whatever was said of one could be meant of the other.
            continue;
        }
        let nation: Option<String> = row.try_get_by_index(3)?;
        let birth_year: Option<i16> = row.try_get_by_index(4)?;
        let group: Option<String> = row.try_get_by_index(6)?;
        let sighting = Sighting {
            name: row.try_get_by_index(2)?,
            nations: nation.iter().cloned().collect(),
            born: birth_year.and_then(|year| Born::in_year(i32::from(year))),
            club: row.try_get_by_index(5)?,
            group: PositionGroup::ALL
                .into_iter()
                .find(|known| group.as_deref() == Some(known.code())),
        };
        lines.push(Unclaimed { id: row.try_get_by_index(0)?, key, nation, sighting });
    }
    Ok(lines)
}

/// Offers every player there is, a page at a time: who cannot be meant is not kept.
async fn offer_all(tx: &impl ConnectionTrait, register: &mut Register) -> Result<(), StoreError> {
    const READ: &str = "SELECT id, name, known_name, nationalities, birth_date, club, position
        FROM player WHERE id > $1 AND deleted_at IS NULL ORDER BY id LIMIT $2";
    let mut after = i64::MIN;
    loop {
        let rows = sql::all(tx, READ, [after.into(), PAGE.into()]).await?;
        for row in &rows {
            after = row.try_get_by_index(0)?;
            let known_name: Option<String> = row.try_get_by_index(2)?;
            let position: Option<String> = row.try_get_by_index(6)?;
            register.offer(&Known {
                id: PlayerId(after),
                names: std::iter::once(row.try_get_by_index(1)?).chain(known_name).collect(),
                nations: row.try_get_by_index(3)?,
                birth_date: row.try_get_by_index(4)?,
                club: row.try_get_by_index(5)?,
                group: position.and_then(|code| code.parse::<Position>().ok()).map(Position::group),
            });
        }
        if rows.len() as u64 != PAGE {
            return Ok(());
        }
    }
}

async fn open_or_ruled_out(
    tx: &impl ConnectionTrait,
    provider: &str,
    lines: &[Unclaimed],
) -> Result<HashMap<String, Standing>, StoreError> {
    const READ: &str = "SELECT key, line_id, state = 'open', ruled_out, candidates
        FROM identity_question WHERE provider = $1 AND key = ANY($2)";
    let keys: Vec<String> = lines.iter().map(|line| line.key.clone()).collect();
    let mut standing = HashMap::new();
    for row in sql::all(tx, READ, [provider.into(), keys.into()]).await? {
        let question = Standing {
            line: row.try_get_by_index(1)?,
            is_open: row.try_get_by_index(2)?,
            ruled_out: row.try_get_by_index(3)?,
            candidates: super::questions::read_candidates(row.try_get_by_index(4)?)?,
        };
        standing.insert(row.try_get_by_index(0)?, question);
    }
    Ok(standing)
}

async fn settle(
    tx: &impl ConnectionTrait,
    provider: &str,
    certain: &[Settled<'_>],
) -> Result<(), StoreError> {
    #[derive(Serialize)]
    struct Row<'a> {
        line: i64,
        key: &'a str,
        player: PlayerId,
        signs: Vec<Sign>,
    }
    const REMEMBER: &str = "
        INSERT INTO player_identity (provider, key, player_id, decided, signs)
        SELECT $1, row.key, row.player, 'rule', row.signs
        FROM jsonb_to_recordset($2) AS row (key text, player bigint, signs text[])
        ON CONFLICT (provider, key) DO UPDATE SET player_id = excluded.player_id,
            decided = 'rule', signs = excluded.signs, decided_by = NULL, decided_at = now()";
    const LINK: &str = "
        UPDATE player_season SET player_id = row.player
        FROM jsonb_to_recordset($1) AS row (line bigint, player bigint)
        WHERE player_season.id = row.line";
    const ANSWERED: &str =
        "DELETE FROM identity_question USING jsonb_to_recordset($2) AS row (key text)
        WHERE provider = $1 AND identity_question.key = row.key AND state = 'open'";
    if certain.is_empty() {
        return Ok(());
    }
    let rows: Vec<Row<'_>> = certain
        .iter()
        .map(|Settled { line, candidate }| Row {
            line: line.id,
            key: &line.key,
            player: candidate.player,
            signs: candidate.signs.clone(),
        })
        .collect();
    let rows = json(&rows)?;
    sql::execute(tx, REMEMBER, [provider.into(), rows.clone().into()]).await?;
    sql::execute(tx, LINK, [rows.clone().into()]).await?;
    sql::execute(tx, ANSWERED, [provider.into(), rows.into()]).await?;
    Ok(())
}

async fn ask(
    tx: &impl ConnectionTrait,
    provider: &str,
    asked: &[Asked<'_>],
) -> Result<(), StoreError> {
    #[derive(Serialize)]
    struct Row<'a> {
        line: i64,
        key: &'a str,
        candidates: &'a [Candidate],
    }
    const ASK: &str = "
        INSERT INTO identity_question (provider, key, line_id, candidates)
        SELECT $1, row.key, row.line, row.candidates
        FROM jsonb_to_recordset($2) AS row (key text, line bigint, candidates jsonb)
        ON CONFLICT ON CONSTRAINT identity_question_key DO UPDATE SET
            line_id = excluded.line_id, candidates = excluded.candidates, state = 'open',
            decided_by = NULL, decided_at = NULL";
    if asked.is_empty() {
        return Ok(());
    }
    let rows: Vec<Row<'_>> = asked
        .iter()
        .map(|Asked { line, candidates }| Row { line: line.id, key: &line.key, candidates })
        .collect();
    sql::execute(tx, ASK, [provider.into(), json(&rows)?.into()]).await?;
    Ok(())
}

pub(super) fn json<T: Serialize>(value: &T) -> Result<serde_json::Value, StoreError> {
    serde_json::to_value(value)
        .map_err(|source| StoreError::Unreadable { what: "identity", source: source.into() })
}
