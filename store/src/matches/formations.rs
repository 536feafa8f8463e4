//! How the teams of a match stood.

use football::{MatchId, Side};
use sea_orm::{ConnectionTrait, QueryResult};

use super::side_of;
use crate::{StoreError, sql};

/// How a team stood for some time.
#[derive(Clone, Debug, PartialEq)]
pub struct FormationStood {
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
}

/// How the teams of a match stood, by the clock; empty when there is no such match.
///
/// # Errors
/// The database does not answer.
pub async fn formations_of(
    db: &impl ConnectionTrait,
    id: MatchId,
) -> Result<Vec<FormationStood>, StoreError> {
    const SQL: &str = "SELECT side, phase, period, from_secs, until_secs, shape, cost
        FROM formation JOIN match ON match.id = formation.match_id AND match.deleted_at IS NULL
        WHERE match_id = $1 ORDER BY period, from_secs, side DESC, phase";
    sql::all(db, SQL, [id.0.into()]).await?.iter().map(stood).collect()
}

fn stood(row: &QueryResult) -> Result<FormationStood, StoreError> {
    let side: String = row.try_get("", "side")?;
    Ok(FormationStood {
        side: side_of(&side)?,
        phase: row.try_get("", "phase")?,
        period: u8::try_from(row.try_get::<i16>("", "period")?).unwrap_or_default(),
        from_secs: row.try_get("", "from_secs")?,
        until_secs: row.try_get("", "until_secs")?,
        shape: row.try_get("", "shape")?,
        cost: row.try_get("", "cost")?,
    })
}
