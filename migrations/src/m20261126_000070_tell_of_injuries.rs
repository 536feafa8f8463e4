//! Analysts who follow a shortlist are told when one of its players is injured. Injuries are medical
//! data: a viewer is not told, and whoever becomes one forgets what he was told.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.get_connection().execute_unprepared(UP).await?;
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.get_connection().execute_unprepared(DOWN).await?;
        Ok(())
    }
}

const UP: &str = "
-- Of each player the newest injury written, if none that is held is newer: an import of a whole career
-- tells one thing, not twenty.
CREATE FUNCTION tell_of_new_injuries() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM raise_alerts('injury', array_agg(player_id ORDER BY player_id),
        array_agg(NULL::text), array_agg(told ORDER BY player_id))
    FROM (
        SELECT DISTINCT ON (player_id) player_id, since,
            injury || ', since ' || to_char(since, 'FMDD Mon YYYY') AS told
        FROM written ORDER BY player_id, since DESC, injury
    ) AS newest
    WHERE NOT EXISTS (
        SELECT FROM injury AS held
        WHERE held.player_id = newest.player_id AND held.since > newest.since);
    RETURN NULL;
END;
$$;
CREATE TRIGGER injury_told AFTER INSERT ON injury
    REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION tell_of_new_injuries();

-- Every alert passes here, whoever raises it.
CREATE FUNCTION keep_injuries_from_viewers() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM alert USING player_change AS change, account
    WHERE change.id = alert.change_id AND change.kind = 'injury'
      AND account.id = alert.account_id AND account.role = 'viewer'
      AND (alert.account_id, alert.change_id) IN (SELECT account_id, change_id FROM told);
    RETURN NULL;
END;
$$;
CREATE TRIGGER alert_kept_from_viewers AFTER INSERT ON alert
    REFERENCING NEW TABLE AS told FOR EACH STATEMENT EXECUTE FUNCTION keep_injuries_from_viewers();

CREATE FUNCTION forget_injuries_of_viewers() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM alert USING player_change AS change
    WHERE change.id = alert.change_id AND change.kind = 'injury' AND alert.account_id = NEW.id;
    RETURN NULL;
END;
$$;
CREATE TRIGGER account_forgets_injuries AFTER UPDATE OF role ON account
    FOR EACH ROW WHEN (NEW.role = 'viewer' AND OLD.role <> 'viewer')
    EXECUTE FUNCTION forget_injuries_of_viewers();
";

const DOWN: &str = "
DROP TRIGGER account_forgets_injuries ON account;
DROP FUNCTION forget_injuries_of_viewers();
DROP TRIGGER alert_kept_from_viewers ON alert;
DROP FUNCTION keep_injuries_from_viewers();
DROP TRIGGER injury_told ON injury;
DROP FUNCTION tell_of_new_injuries();
";
