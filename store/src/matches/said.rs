//! Matches as a person describes them: a fixture before there are files, and what is said of a match that is there.

use chrono::{DateTime, Utc};
use football::{FieldError, MatchId};
use sea_orm::ConnectionTrait;
use serde_json::json;
use uuid::Uuid;

use super::{
    MatchSettings, NewMatch,
    write::{insert, team},
};
use crate::{Database, StoreError, accounts::audit, database::begin, queue::Asker, sql};

/// More goals than any match has had.
const MOST_GOALS: u16 = 199;

/// Keeps a match that a person describes. It has no files: those can come later.
///
/// # Errors
/// [`StoreError::Invalid`] where a value cannot be taken, where a team is not named, where only one team's goals are
/// given, or where these teams have a match on that day already.
pub async fn create_match(
    db: &Database,
    asker: &Asker,
    settings: MatchSettings,
    goals: [Option<u16>; 2],
    now: DateTime<Utc>,
) -> Result<MatchId, StoreError> {
    let (settings, score) = checked(settings, goals)?;
    let transaction = begin(db).await?;
    hold_others(&transaction).await?;
    refuse_second(&transaction, &settings, None).await?;
    // A match without files is known by nothing but itself.
    let content_key = format!("said:{}", Uuid::now_v7());
    let new = NewMatch { settings, score, content_key, ..NewMatch::default() };
    let id = insert(&transaction, &new, Some(asker.account_id), now).await?;
    note(&transaction, asker, id, "match.create", &new.settings, score).await?;
    transaction.commit().await?;
    Ok(id)
}

/// Settles what is said of a match. Gives whether there was such a match.
///
/// # Errors
/// As [`create_match`].
pub async fn describe_match(
    db: &Database,
    asker: &Asker,
    id: MatchId,
    settings: MatchSettings,
    goals: [Option<u16>; 2],
) -> Result<bool, StoreError> {
    const SQL: &str = "UPDATE match SET home_team_id = $2, away_team_id = $3, competition = nullif($4, ''),
            round = nullif($5, ''), played_on = $6, venue = nullif($7, ''), home_goals = $8, away_goals = $9
        WHERE id = $1 AND deleted_at IS NULL";
    let (settings, score) = checked(settings, goals)?;
    let transaction = begin(db).await?;
    hold_others(&transaction).await?;
    refuse_second(&transaction, &settings, Some(id)).await?;
    let goals = |side: usize| score.and_then(|score| i16::try_from(score[side]).ok());
    let values = [
        id.0.into(),
        team(&transaction, &settings.home).await?.into(),
        team(&transaction, &settings.away).await?.into(),
        settings.competition.as_str().into(),
        settings.round.as_str().into(),
        settings.played_on.into(),
        settings.venue.as_str().into(),
        goals(0).into(),
        goals(1).into(),
    ];
    if sql::execute(&transaction, SQL, values).await? == 0 {
        return Ok(false);
    }
    note(&transaction, asker, id, "match.describe", &settings, score).await?;
    transaction.commit().await?;
    Ok(true)
}

/// What is said without what surrounds it, and the score: both teams' goals or none.
fn checked(
    settings: MatchSettings,
    goals: [Option<u16>; 2],
) -> Result<(MatchSettings, Option<[u16; 2]>), StoreError> {
    let settings = settings.tidied();
    let mut problems = settings.problems();
    for (field, name) in [("home", &settings.home), ("away", &settings.away)] {
        if name.is_empty() {
            problems.push(FieldError::new(field, "Name the team."));
        }
    }
    let is_half = goals.contains(&None) && goals != [None, None];
    for (field, goals) in ["home_goals", "away_goals"].into_iter().zip(goals) {
        if goals.is_none() && is_half {
            problems.push(FieldError::new(field, "Give the goals of both teams, or of neither."));
        } else if goals.is_some_and(|goals| goals > MOST_GOALS) {
            problems.push(FieldError::new(field, "Give the goals of one team: 0 to 199."));
        }
    }
    if !problems.is_empty() {
        return Err(StoreError::Invalid(problems));
    }
    let [home, away] = goals;
    Ok((settings, home.zip(away).map(|(home, away)| [home, away])))
}

/// Two people who describe one match at once shall not make two.
async fn hold_others(db: &impl ConnectionTrait) -> Result<(), StoreError> {
    const LOCK: &str = "SELECT pg_advisory_xact_lock(hashtextextended('match.said', 71))";
    sql::execute(db, LOCK, []).await?;
    Ok(())
}

/// Refuses a match whose teams have another on the same day.
async fn refuse_second(
    db: &impl ConnectionTrait,
    settings: &MatchSettings,
    but: Option<MatchId>,
) -> Result<(), StoreError> {
    const SQL: &str = "SELECT match.id FROM match JOIN team AS home ON home.id = home_team_id
            JOIN team AS away ON away.id = away_team_id
        WHERE match.deleted_at IS NULL AND home.name_key = $1 AND away.name_key = $2
            AND played_on = $3 AND match.id IS DISTINCT FROM $4 LIMIT 1";
    let values = [
        settings.home.to_lowercase().into(),
        settings.away.to_lowercase().into(),
        settings.played_on.into(),
        but.map(|id| id.0).into(),
    ];
    if sql::one(db, SQL, values).await?.is_none() {
        return Ok(());
    }
    let why = "These teams have a match on that day already. Open it in the list of matches.";
    Err(StoreError::Invalid(vec![FieldError::new("played_on", why)]))
}

async fn note(
    db: &impl ConnectionTrait,
    asker: &Asker,
    id: MatchId,
    action: &str,
    settings: &MatchSettings,
    score: Option<[u16; 2]>,
) -> Result<(), StoreError> {
    let detail = json!({ "settings": settings, "score": score });
    let request = asker.request_id.as_deref();
    audit(db, Some(asker.account_id), action, &format!("match:{id}"), detail, request).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_match_needs_two_teams_and_the_goals_of_both_or_neither() {
        let teams = MatchSettings {
            home: "Harbour City".into(),
            away: " Northgate ".into(),
            ..MatchSettings::default()
        };
        let (settings, score) = checked(teams.clone(), [Some(2), Some(0)]).unwrap();
        assert_eq!((settings.away.as_str(), score), ("Northgate", Some([2, 0])));
        assert_eq!(checked(teams.clone(), [None, None]).unwrap().1, None);
        let fields = |settings, goals| match checked(settings, goals) {
            Err(StoreError::Invalid(fields)) => {
                fields.into_iter().map(|error| error.field).collect::<Vec<_>>()
            }
            other => panic!("{other:?}"),
        };
        assert_eq!(fields(MatchSettings::default(), [None, None]), ["home", "away"]);
        assert_eq!(fields(teams.clone(), [None, Some(1)]), ["home_goals"]);
        assert_eq!(fields(teams, [Some(200), Some(1)]), ["home_goals"]);
    }
}
