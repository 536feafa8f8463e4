//! Every player as a row that can be imported again without a difference.

use chrono::NaiveDate;
use sea_orm::{FromQueryResult, Statement};
use serde::Serialize;
use uuid::Uuid;

use crate::{Database, StoreError, imports::staging};

/// Players read at a time.
const BATCH: i64 = 2_000;

/// A player as one row of an export. The names of the fields are the headers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ExportedPlayer {
    /// Names the player across installations; by it an import finds him again.
    pub touchline_key: String,
    /// Whose id the next is.
    pub provider: Option<String>,
    /// The provider's id.
    pub provider_id: Option<String>,
    /// Full name.
    pub name: String,
    /// The name on the shirt.
    pub known_name: Option<String>,
    /// Day of birth.
    pub birth_date: Option<NaiveDate>,
    /// Nations, `|` between them, the one played for first.
    pub nationalities: String,
    /// Position code.
    pub position: Option<String>,
    /// `left`, `right` or `both`.
    pub foot: Option<String>,
    /// Height in centimetres.
    pub height_cm: Option<i16>,
    /// Present club.
    pub club: Option<String>,
    /// Its competition.
    pub competition: Option<String>,
    /// Last day of the contract.
    pub contract_until: Option<NaiveDate>,
    /// `active`, `free_agent` or `retired`.
    pub status: String,
    /// The newest value in whole euros.
    pub market_value_eur: Option<i64>,
    /// Its day.
    pub value_date: Option<NaiveDate>,
    /// Who estimated it.
    pub value_source: Option<String>,
    /// Address of a picture.
    pub photo_url: Option<String>,
}

#[derive(FromQueryResult)]
struct Row {
    id: i64,
    import_key: Option<String>,
    provider: Option<String>,
    provider_id: Option<String>,
    name: String,
    known_name: Option<String>,
    birth_date: Option<NaiveDate>,
    nationalities: String,
    position: Option<String>,
    foot: Option<String>,
    height_cm: Option<i16>,
    club: Option<String>,
    competition: Option<String>,
    contract_until: Option<NaiveDate>,
    status: String,
    value_eur: Option<i64>,
    value_date: Option<NaiveDate>,
    value_source: Option<String>,
    photo_url: Option<String>,
}

/// Hands every player who is not deleted to `each`, in the order of their ids, a batch at a time.
///
/// # Errors
/// The database does not answer, or `each` says so.
pub async fn each_player(
    db: &Database,
    mut each: impl FnMut(ExportedPlayer) -> Result<(), StoreError>,
) -> Result<u64, StoreError> {
    let mut connection = db.get_postgres_connection_pool().acquire().await?;
    let installation = staging::installation(&mut connection).await?;
    drop(connection);
    let (mut after, mut count) = (0, 0);
    loop {
        let rows = Row::find_by_statement(Statement::from_sql_and_values(
            db.get_database_backend(),
            "SELECT id, import_key, provider, provider_id, name, known_name, birth_date,
                 array_to_string(nationalities, '|') AS nationalities, position, foot, height_cm,
                 club, competition, contract_until, status, value_eur, value_date, value_source,
                 photo_url
             FROM player WHERE id > $1 AND deleted_at IS NULL ORDER BY id LIMIT $2",
            [after.into(), BATCH.into()],
        ))
        .all(db)
        .await?;
        let Some(last) = rows.last() else { return Ok(count) };
        after = last.id;
        for row in rows {
            count += 1;
            each(row.exported(installation))?;
        }
    }
}

impl Row {
    fn exported(self, installation: Uuid) -> ExportedPlayer {
        // A player who came by another installation's export keeps the key he has there.
        let touchline_key = self
            .import_key
            .filter(|key| staging::is_touchline_key(key))
            .unwrap_or_else(|| staging::touchline_key(installation, self.id));
        ExportedPlayer {
            touchline_key,
            provider: self.provider,
            provider_id: self.provider_id,
            name: self.name,
            known_name: self.known_name,
            birth_date: self.birth_date,
            nationalities: self.nationalities,
            position: self.position,
            foot: self.foot,
            height_cm: self.height_cm,
            club: self.club,
            competition: self.competition,
            contract_until: self.contract_until,
            status: self.status,
            market_value_eur: self.value_eur,
            value_date: self.value_date,
            value_source: self.value_source,
            photo_url: self.photo_url,
        }
    }
}
