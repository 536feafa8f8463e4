//! Matches: the files they were made from, who played, where the frames are, and what was derived.

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
CREATE TABLE team (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name text NOT NULL,
    -- The name in lower case: two spellings of one name are one team.
    name_key text NOT NULL UNIQUE
);

CREATE TABLE match (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    home_team_id bigint NOT NULL REFERENCES team,
    away_team_id bigint NOT NULL REFERENCES team,
    competition text,
    round text,
    played_on date,
    venue text,
    home_goals smallint,
    away_goals smallint,
    -- The content of its files: the same files make the same match.
    content_key text NOT NULL,
    tracking_provider text,
    events_provider text,
    -- 0 to 100; null without positions.
    quality smallint CHECK (quality BETWEEN 0 AND 100),
    -- Ticks a second and the pitch in centimetres; null without positions.
    rate_hz double precision,
    pitch_length_cm integer,
    pitch_width_cm integer,
    is_demo boolean NOT NULL DEFAULT false,
    created_by bigint REFERENCES account ON DELETE SET NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    -- Deleted matches can be taken back for a day.
    deleted_at timestamptz
);
CREATE UNIQUE INDEX match_content_idx ON match (content_key) WHERE deleted_at IS NULL;
CREATE INDEX match_played_idx ON match (played_on DESC NULLS LAST, id DESC) WHERE deleted_at IS NULL;
CREATE INDEX match_home_idx ON match (home_team_id);
CREATE INDEX match_away_idx ON match (away_team_id);

CREATE TABLE match_import (
    id uuid PRIMARY KEY,
    -- What a person says of the match: names, day, competition.
    settings jsonb NOT NULL DEFAULT '{}',
    -- What the files are, and what is missing.
    preview jsonb NOT NULL DEFAULT '{}',
    job_id uuid REFERENCES job ON DELETE SET NULL,
    state text NOT NULL DEFAULT 'draft' CHECK (state IN ('draft', 'running', 'completed', 'failed')),
    match_id bigint REFERENCES match ON DELETE SET NULL,
    -- Why it failed, for people.
    error text,
    created_by bigint REFERENCES account ON DELETE SET NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    finished_at timestamptz
);
CREATE INDEX match_import_created_at_idx ON match_import (created_at DESC);
CREATE INDEX match_import_match_idx ON match_import (match_id) WHERE match_id IS NOT NULL;

CREATE TABLE match_import_file (
    import_id uuid NOT NULL REFERENCES match_import ON DELETE CASCADE,
    place smallint NOT NULL,
    upload_id uuid NOT NULL REFERENCES upload,
    PRIMARY KEY (import_id, place)
);
CREATE INDEX match_import_file_upload_idx ON match_import_file (upload_id);

-- Where the frames of a period are. Frames themselves are never rows.
CREATE TABLE match_period (
    match_id bigint NOT NULL REFERENCES match ON DELETE CASCADE,
    number smallint NOT NULL,
    first_frame bigint NOT NULL,
    ticks integer NOT NULL,
    home_attacks_right boolean,
    -- The share of places that were filled in between two that are known.
    interpolated double precision NOT NULL,
    -- The file with the chunks, one after the other, each packed by gzip.
    frames_sha256 text NOT NULL,
    frames_bytes bigint NOT NULL,
    -- Ticks of every chunk but the last.
    chunk_ticks integer NOT NULL,
    -- Where each chunk ends in the file.
    chunk_ends jsonb NOT NULL,
    -- The same frames as Parquet.
    table_sha256 text NOT NULL,
    table_bytes bigint NOT NULL,
    PRIMARY KEY (match_id, number)
);

CREATE TABLE match_lineup (
    match_id bigint NOT NULL REFERENCES match ON DELETE CASCADE,
    -- The place of his track among those of the match.
    place smallint NOT NULL,
    side text NOT NULL CHECK (side IN ('home', 'away')),
    shirt smallint,
    -- Whose id the next is.
    provider text NOT NULL,
    provider_id text,
    name text,
    starter boolean,
    position text,
    is_keeper boolean NOT NULL,
    -- Whether there are positions of him; who has none stands behind those who have.
    is_tracked boolean NOT NULL,
    -- Who he is among the players; null until somebody knows.
    player_id bigint REFERENCES player ON DELETE SET NULL,
    PRIMARY KEY (match_id, place)
);
CREATE INDEX match_lineup_player_idx ON match_lineup (player_id) WHERE player_id IS NOT NULL;
CREATE INDEX match_lineup_provided_idx ON match_lineup (provider, provider_id)
    WHERE provider_id IS NOT NULL AND player_id IS NOT NULL;

-- Metres, seconds, minutes. Part 0 is the whole match, the others are its periods. What was not measured is null.
CREATE TABLE player_match_statistics (
    match_id bigint NOT NULL,
    place smallint NOT NULL,
    part smallint NOT NULL,
    minutes double precision,
    distance_m double precision,
    high_speed_m double precision,
    sprint_m double precision,
    sprints integer,
    top_speed_mps double precision,
    -- Above 2 m/s2 either way.
    accelerating_secs double precision,
    braking_secs double precision,
    power_w_per_kg double precision,
    interpolated double precision,
    coverage double precision,
    passes integer,
    passes_completed integer,
    shots integer,
    goals integer,
    xg double precision,
    PRIMARY KEY (match_id, place, part),
    FOREIGN KEY (match_id, place) REFERENCES match_lineup ON DELETE CASCADE
);

CREATE TABLE formation (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    match_id bigint NOT NULL REFERENCES match ON DELETE CASCADE,
    side text NOT NULL CHECK (side IN ('home', 'away')),
    phase text NOT NULL,
    period smallint NOT NULL,
    from_secs double precision NOT NULL,
    until_secs double precision NOT NULL,
    -- From the back: 4-3-3.
    shape text NOT NULL,
    -- How far from its template; null where a person says it.
    cost double precision,
    created_by bigint REFERENCES account ON DELETE SET NULL
);
CREATE INDEX formation_match_idx ON formation (match_id, period, from_secs);

-- Once a second; derived, for questions in SQL.
CREATE TABLE ball_position (
    match_id bigint NOT NULL REFERENCES match ON DELETE CASCADE,
    period smallint NOT NULL,
    second integer NOT NULL,
    x_cm smallint NOT NULL,
    y_cm smallint NOT NULL,
    possession text,
    PRIMARY KEY (match_id, period, second)
);

CREATE TABLE analysis_report (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    match_id bigint NOT NULL REFERENCES match ON DELETE CASCADE,
    -- match: the report's figures; events: what happened, on the clock of the frames.
    kind text NOT NULL CHECK (kind IN ('match', 'events')),
    version integer NOT NULL,
    report jsonb NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    UNIQUE (match_id, kind)
);

CREATE TABLE video_segment (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    match_id bigint NOT NULL REFERENCES match ON DELETE CASCADE,
    period smallint NOT NULL,
    from_secs double precision NOT NULL,
    until_secs double precision NOT NULL CHECK (until_secs > from_secs),
    note text NOT NULL DEFAULT '',
    tags text[] NOT NULL DEFAULT '{}',
    -- Arrows and zones in metres.
    drawing jsonb NOT NULL DEFAULT '{}',
    created_by bigint REFERENCES account ON DELETE SET NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    -- Deleted clips can be taken back for a day.
    deleted_at timestamptz
);
CREATE INDEX video_segment_match_idx ON video_segment (match_id, period, from_secs);
";

const DOWN: &str = "
DROP TABLE video_segment;
DROP TABLE analysis_report;
DROP TABLE ball_position;
DROP TABLE formation;
DROP TABLE player_match_statistics;
DROP TABLE match_lineup;
DROP TABLE match_period;
DROP TABLE match_import_file;
DROP TABLE match_import;
DROP TABLE match;
DROP TABLE team;
";
