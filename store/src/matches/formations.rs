//! How the teams of a match stood: as positions show it, and as people say.

use football::{FieldError, MatchId, Side};
use sea_orm::{ConnectionTrait, QueryResult};
use serde_json::json;

use super::{side_of, side_word};
use crate::{Database, StoreError, accounts::audit, database::begin, queue::Asker, sql};

/// With the ball, without it, or both, as rows name it.
const PHASES: [&str; 3] = ["all", "in_possession", "out_of_possession"];
/// Longer no period is, seconds.
const LONGEST_SECS: f64 = 5_400.0;
/// Outfield players of a team, and how few are left when four were sent off.
const OUTFIELD: std::ops::RangeInclusive<u32> = 6..=10;

/// How a team stood for some time.
#[derive(Clone, Debug, PartialEq)]
pub struct FormationStood {
    /// Its row.
    pub id: i64,
    /// The team.
    pub side: Side,
    /// `all`, `in_possession` or `out_of_possession`.
    pub phase: String,
    /// The period.
    pub period: u8,
    /// Seconds since it began.
    pub from_secs: f64,
    /// Likewise.
    pub until_secs: f64,
    /// From the back: `4-3-3`.
    pub shape: String,
    /// How far from its template; `None` where a person said it.
    pub cost: Option<f64>,
    /// Who said it, while that account is there.
    pub author: Option<String>,
}

/// How a team stood as a person says.
#[derive(Clone, Debug, PartialEq)]
pub struct FormationSaid {
    /// The team.
    pub side: Side,
    /// `all`, `in_possession` or `out_of_possession`.
    pub phase: String,
    /// 1 and 2 are the halves, 3 and 4 extra time.
    pub period: u8,
    /// Seconds since it began.
    pub from_secs: f64,
    /// Likewise.
    pub until_secs: f64,
    /// From the back, the keeper left out: `4-3-3`.
    pub shape: String,
}

impl FormationSaid {
    /// What cannot be taken; empty when all can.
    fn problems(&self) -> Vec<FieldError> {
        let mut problems = Vec::new();
        let mut problem =
            |field: &str, message: &str| problems.push(FieldError::new(field, message));
        if !PHASES.contains(&self.phase.as_str()) {
            problem("phase", "Give all, in_possession or out_of_possession.");
        }
        if !(1..=5).contains(&self.period) {
            problem("period", "Give a period from 1 to 5.");
        }
        let is_in_period = |secs: f64| (0.0..=LONGEST_SECS).contains(&secs);
        if !is_in_period(self.from_secs) {
            problem("from_secs", "Give a time of the period.");
        }
        if !is_in_period(self.until_secs) || self.until_secs <= self.from_secs {
            problem("until_secs", "The end has to come after the beginning, in the same period.");
        }
        if !is_shape(&self.shape) {
            problem("shape", "Write the lines from the back without the keeper: 4-3-3.");
        }
        problems
    }
}

/// Whether it is lines of a team's outfield players: `4-2-3-1`.
fn is_shape(shape: &str) -> bool {
    let lines: Option<Vec<u32>> = shape
        .split('-')
        .map(|line| (line.len() == 1).then(|| line.parse().ok()).flatten().filter(|line| *line > 0))
        .collect();
    lines.is_some_and(|lines| {
        (2..=5).contains(&lines.len()) && OUTFIELD.contains(&lines.iter().sum())
    })
}

/// Keeps how a team stood as a person says; `None` when there is no such match.
///
/// # Errors
/// [`StoreError::Invalid`] where a value cannot be taken.
pub async fn say_formation(
    db: &Database,
    asker: &Asker,
    id: MatchId,
    said: &FormationSaid,
) -> Result<Option<FormationStood>, StoreError> {
    const ADD: &str = "INSERT INTO formation (match_id, side, phase, period, from_secs, until_secs, shape, created_by)
        SELECT match.id, $2, $3, $4, $5, $6, $7, $8 FROM match WHERE match.id = $1 AND deleted_at IS NULL
        RETURNING id";
    let problems = said.problems();
    if !problems.is_empty() {
        return Err(StoreError::Invalid(problems));
    }
    let transaction = begin(db).await?;
    let values = [
        id.0.into(),
        side_word(said.side).into(),
        said.phase.as_str().into(),
        i16::from(said.period).into(),
        said.from_secs.into(),
        said.until_secs.into(),
        said.shape.as_str().into(),
        asker.account_id.0.into(),
    ];
    let Some(row) = sql::one(&transaction, ADD, values).await? else { return Ok(None) };
    let formation: i64 = row.try_get_by_index(0)?;
    note(
        &transaction,
        asker,
        "formation.say",
        formation,
        json!({ "match_id": id, "shape": said.shape }),
    )
    .await?;
    let text = format!("{SELECT} AND formation.id = $2");
    let kept = sql::one(&transaction, &text, [id.0.into(), formation.into()]).await?;
    let kept = kept.as_ref().map(stood).transpose()?;
    transaction.commit().await?;
    Ok(kept)
}

/// Takes away what a person said of a formation, and gives it with its match; `None` when nobody said such a one: what
/// positions show stays.
///
/// # Errors
/// The database does not answer.
pub async fn unsay_formation(
    db: &Database,
    asker: &Asker,
    formation: i64,
) -> Result<Option<(MatchId, FormationSaid)>, StoreError> {
    const DELETE: &str =
        "DELETE FROM formation USING match WHERE formation.id = $1 AND cost IS NULL
            AND match.id = formation.match_id AND match.deleted_at IS NULL
        RETURNING formation.id, match_id, side, phase, period, from_secs, until_secs, shape, cost,
            NULL::text AS author";
    let transaction = begin(db).await?;
    let Some(row) = sql::one(&transaction, DELETE, [formation.into()]).await? else {
        return Ok(None);
    };
    let id = MatchId(row.try_get("", "match_id")?);
    let FormationStood { side, phase, period, from_secs, until_secs, shape, .. } = stood(&row)?;
    // What is taken away stands in the audit log whole: nothing else remembers it.
    let detail = json!({
        "match_id": id, "side": side_word(side), "phase": phase, "period": period,
        "from_secs": from_secs, "until_secs": until_secs, "shape": shape,
    });
    note(&transaction, asker, "formation.unsay", formation, detail).await?;
    transaction.commit().await?;
    Ok(Some((id, FormationSaid { side, phase, period, from_secs, until_secs, shape })))
}

async fn note(
    db: &impl ConnectionTrait,
    asker: &Asker,
    action: &str,
    formation: i64,
    detail: serde_json::Value,
) -> Result<(), StoreError> {
    let (account, subject) = (Some(asker.account_id), format!("formation:{formation}"));
    audit(db, account, action, &subject, detail, asker.request_id.as_deref()).await
}

const SELECT: &str = "SELECT formation.id, side, phase, period, from_secs, until_secs, shape, cost,
        CASE WHEN cost IS NULL THEN account.name END AS author
    FROM formation JOIN match ON match.id = formation.match_id AND match.deleted_at IS NULL
    LEFT JOIN account ON account.id = formation.created_by
    WHERE match_id = $1";

/// How the teams of a match stood, by the clock; empty when there is no such match.
///
/// # Errors
/// The database does not answer.
pub async fn formations_of(
    db: &impl ConnectionTrait,
    id: MatchId,
) -> Result<Vec<FormationStood>, StoreError> {
    let text = format!("{SELECT} ORDER BY period, from_secs, side DESC, phase, formation.id");
    sql::all(db, &text, [id.0.into()]).await?.iter().map(stood).collect()
}

fn stood(row: &QueryResult) -> Result<FormationStood, StoreError> {
    let side: String = row.try_get("", "side")?;
    Ok(FormationStood {
        id: row.try_get("", "id")?,
        side: side_of(&side)?,
        phase: row.try_get("", "phase")?,
        period: u8::try_from(row.try_get::<i16>("", "period")?).unwrap_or_default(),
        from_secs: row.try_get("", "from_secs")?,
        until_secs: row.try_get("", "until_secs")?,
        shape: row.try_get("", "shape")?,
        cost: row.try_get("", "cost")?,
        author: row.try_get("", "author")?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shape_is_lines_of_ten_or_of_those_that_are_left() {
        for shape in ["4-3-3", "4-2-3-1", "3-5-2", "5-4", "4-4-1", "4-1-2-1-2"] {
            assert!(is_shape(shape), "{shape}");
        }
        for shape in ["", "433", "4-4-3", "10", "1-1", "4-0-6", "4-3-3\0", "4--3-3", "1-1-2-2-2-2"]
        {
            assert!(!is_shape(shape), "{shape}");
        }
    }

    #[test]
    fn what_cannot_be_taken_is_named() {
        let said = FormationSaid {
            side: Side::Home,
            phase: "sometimes".to_owned(),
            period: 6,
            from_secs: f64::NAN,
            until_secs: 10.0,
            shape: "4-3-3".to_owned(),
        };
        let fields: Vec<_> = said.problems().into_iter().map(|error| error.field).collect();
        assert_eq!(fields, ["phase", "period", "from_secs"]);
    }
}
