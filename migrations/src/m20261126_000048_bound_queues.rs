//! How many jobs of a queue run at once, over all processes.

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
CREATE TABLE queue_bound (
    queue text PRIMARY KEY,
    at_once integer NOT NULL CHECK (at_once BETWEEN 1 AND 100)
);
-- What a provider is asked at once until somebody says otherwise; and reports, which take a core each.
INSERT INTO queue_bound (queue, at_once) VALUES ('market_values', 5), ('insights', 2);
";

const DOWN: &str = "
DROP TABLE queue_bound;
";
