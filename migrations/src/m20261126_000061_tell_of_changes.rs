//! Whoever follows a shortlist is told when one of its players changes, whoever or whatever changed him.

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
CREATE TABLE player_change (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    player_id bigint NOT NULL REFERENCES watched_player ON DELETE CASCADE,
    kind text COLLATE \"C\" NOT NULL CHECK (kind IN
        ('value', 'club', 'contract', 'status', 'report', 'injury')),
    before text,
    after text,
    at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX player_change_player_idx ON player_change (player_id, id DESC);
CREATE INDEX player_change_at_idx ON player_change (at);

-- A row for each who was told.
CREATE TABLE alert (
    account_id bigint NOT NULL REFERENCES account ON DELETE CASCADE,
    change_id bigint NOT NULL REFERENCES player_change ON DELETE CASCADE,
    read_at timestamptz,
    PRIMARY KEY (account_id, change_id)
);
CREATE INDEX alert_change_idx ON alert (change_id);
CREATE INDEX alert_unread_idx ON alert (account_id) WHERE read_at IS NULL;

-- Notes what happened to each of these players, if he is on a list in use, and tells those who follow
-- such a list; gives the number of changes noted.
CREATE FUNCTION raise_alerts(what text, whom bigint[], earlier text[], later text[])
    RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
    noted bigint;
BEGIN
    WITH happened AS (
        INSERT INTO player_change (player_id, kind, before, after)
        SELECT told.player_id, what, told.before, told.after
        FROM unnest(whom, earlier, later) AS told (player_id, before, after)
        WHERE EXISTS (
            SELECT FROM shortlist_entry AS entry
            JOIN shortlist ON shortlist.id = entry.shortlist_id
            WHERE entry.player_id = told.player_id AND entry.removed_at IS NULL
              AND shortlist.archived_at IS NULL)
        ORDER BY told.player_id
        RETURNING id, player_id
    ), told AS (
        INSERT INTO alert (account_id, change_id)
        SELECT DISTINCT follower.account_id, happened.id
        FROM happened
        JOIN shortlist_entry AS entry
            ON entry.player_id = happened.player_id AND entry.removed_at IS NULL
        JOIN shortlist
            ON shortlist.id = entry.shortlist_id AND shortlist.archived_at IS NULL
        JOIN shortlist_follower AS follower ON follower.shortlist_id = shortlist.id
    )
    SELECT count(*) INTO noted FROM happened;
    RETURN noted;
END;
$$;

-- Looks which of these players differ from what was last seen of them, raises an alert for each
-- difference and remembers it. One whom somebody else looks at in this moment is left to them: nobody
-- waits here, and what both miss is seen by the next look (docs/decisions/0079).
CREATE FUNCTION look_at_watched(players bigint[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    held bigint[];
BEGIN
    held := ARRAY(
        SELECT seen.player_id
        FROM watched_player AS seen JOIN player ON player.id = seen.player_id
        WHERE seen.player_id = ANY (players)
          AND (seen.value_eur, seen.club, seen.contract_until, seen.status) IS DISTINCT FROM
              (player.value_eur, player.club, player.contract_until, player.status)
        ORDER BY seen.player_id
        FOR NO KEY UPDATE OF seen SKIP LOCKED);
    IF cardinality(held) = 0 THEN
        RETURN;
    END IF;

    PERFORM raise_alerts(kind, array_agg(player_id), array_agg(before), array_agg(after))
    FROM (
        SELECT seen.player_id, difference.kind, difference.before, difference.after
        FROM watched_player AS seen
        JOIN player ON player.id = seen.player_id
        CROSS JOIN LATERAL (VALUES
            ('value', seen.value_eur::text, player.value_eur::text),
            ('club', seen.club, player.club),
            ('contract', seen.contract_until::text, player.contract_until::text),
            ('status', seen.status, player.status)
        ) AS difference (kind, before, after)
        WHERE seen.player_id = ANY (held) AND difference.before IS DISTINCT FROM difference.after
        ORDER BY seen.player_id
    ) AS differences
    GROUP BY kind;

    UPDATE watched_player AS seen
    SET value_eur = player.value_eur, club = player.club,
        contract_until = player.contract_until, status = player.status
    FROM player
    WHERE player.id = seen.player_id AND seen.player_id = ANY (held);
END;
$$;

-- Per statement: an import changes a hundred thousand rows at once. Whichever is fewer is looked at,
-- those who changed or those on lists, so that the look never grows with the import.
CREATE FUNCTION look_at_changed_players() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    players bigint[];
BEGIN
    IF NOT EXISTS (SELECT FROM watched_player) THEN
        RETURN NULL;
    END IF;
    players := ARRAY(SELECT id FROM changed LIMIT 1001);
    IF cardinality(players) > 1000 THEN
        players := ARRAY(SELECT player_id FROM watched_player);
    END IF;
    PERFORM look_at_watched(players);
    RETURN NULL;
END;
$$;
CREATE TRIGGER player_changes_told AFTER UPDATE ON player
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION look_at_changed_players();

CREATE FUNCTION tell_of_new_reports() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM raise_alerts('report', array_agg(player_id ORDER BY id),
        array_agg(NULL::text ORDER BY id), array_agg(version::text ORDER BY id))
    FROM written;
    RETURN NULL;
END;
$$;
CREATE TRIGGER report_told AFTER INSERT ON scouting_report
    REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION tell_of_new_reports();
";

const DOWN: &str = "
DROP TRIGGER report_told ON scouting_report;
DROP FUNCTION tell_of_new_reports();
DROP TRIGGER player_changes_told ON player;
DROP FUNCTION look_at_changed_players();
DROP FUNCTION look_at_watched(bigint[]);
DROP FUNCTION raise_alerts(text, bigint[], text[], text[]);
DROP TABLE alert;
DROP TABLE player_change;
";
