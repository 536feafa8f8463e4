//! The audit log as a chain: each entry has a place and a hash over what it says and the entry before
//! (`docs/decisions/0046-audit-chain.md`).

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
-- Both are given when the transaction ends: until then nobody else sees the entry.
ALTER TABLE audit_entry
    ADD COLUMN seq bigint CONSTRAINT audit_entry_seq_key UNIQUE,
    ADD COLUMN hash bytea CHECK (octet_length(hash) = 32),
    ADD CONSTRAINT audit_entry_is_chained_whole CHECK ((seq IS NULL) = (hash IS NULL));

-- A text that says how long it is before it begins; `-` for none.
CREATE FUNCTION audit_field(value text) RETURNS bytea LANGUAGE sql STABLE AS $$
    SELECT convert_to(
        coalesce(octet_length(convert_to(value, 'UTF8')) || ':' || value, '-') || ',', 'UTF8')
$$;

-- What is hashed of an entry; `backroom::ChainedEntry::form` gives the same bytes.
CREATE FUNCTION audit_form(entry audit_entry, place bigint) RETURNS bytea LANGUAGE sql STABLE AS $$
    SELECT audit_field('1')
        || audit_field(place::text)
        || audit_field(entry.id::text)
        || audit_field(to_char(entry.at AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"'))
        || audit_field(entry.account_id::text)
        || audit_field(entry.action)
        || audit_field(entry.subject)
        || audit_field(entry.detail::text)
        || audit_field(entry.request_id)
$$;

-- What is there already, in the order of its numbers. From here on it can be held against a head.
DO $$
DECLARE
    entry audit_entry;
    place bigint := 0;
    link bytea := decode(repeat('00', 32), 'hex');
BEGIN
    FOR entry IN SELECT * FROM audit_entry ORDER BY id LOOP
        place := place + 1;
        link := sha256(link || audit_form(entry, place));
        UPDATE audit_entry SET seq = place, hash = link WHERE id = entry.id;
    END LOOP;
END
$$;

-- Runs when the transaction ends, so nobody waits here while holding what another one needs, and the
-- order of the chain is the order in which changes become visible.
CREATE FUNCTION chain_audit_entry() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    last_place bigint;
    last_link bytea;
BEGIN
    -- 'tlaudit' in ASCII. Until the end of the transaction, which is now.
    PERFORM pg_advisory_xact_lock(32770263135578484);
    SELECT seq, hash INTO last_place, last_link FROM audit_entry
        WHERE seq IS NOT NULL ORDER BY seq DESC LIMIT 1;
    last_place := coalesce(last_place, 0);
    last_link := coalesce(last_link, decode(repeat('00', 32), 'hex'));
    UPDATE audit_entry
        SET seq = last_place + 1, hash = sha256(last_link || audit_form(NEW, last_place + 1))
        WHERE id = NEW.id;
    RETURN NULL;
END
$$;
-- Not for rows that come with a place: those are of a backup.
CREATE CONSTRAINT TRIGGER audit_entry_chain AFTER INSERT ON audit_entry
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.seq IS NULL)
    EXECUTE FUNCTION chain_audit_entry();

-- Against slips of our own: whoever owns the database can take the triggers away, and the chain tells.
CREATE FUNCTION keep_audit_entry() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        IF OLD.seq IS NULL
            AND to_jsonb(NEW) - 'seq' - 'hash' = to_jsonb(OLD) - 'seq' - 'hash'
        THEN
            RETURN NEW;
        END IF;
    END IF;
    RAISE EXCEPTION 'the audit log is only ever appended to';
END
$$;
CREATE TRIGGER audit_entry_kept BEFORE UPDATE OR DELETE ON audit_entry
    FOR EACH ROW EXECUTE FUNCTION keep_audit_entry();
CREATE TRIGGER audit_log_kept BEFORE TRUNCATE ON audit_entry
    FOR EACH STATEMENT EXECUTE FUNCTION keep_audit_entry();
";

const DOWN: &str = "
DROP TRIGGER audit_log_kept ON audit_entry;
DROP TRIGGER audit_entry_kept ON audit_entry;
DROP TRIGGER audit_entry_chain ON audit_entry;
DROP FUNCTION keep_audit_entry;
DROP FUNCTION chain_audit_entry;
DROP FUNCTION audit_form;
DROP FUNCTION audit_field;
ALTER TABLE audit_entry DROP COLUMN hash, DROP COLUMN seq;
";
