//! A database of its own for each test, cloned from a migrated template. Used by tests only.
//!
//! The cluster is the one at `TOUCHLINE_TEST_DATABASE_URL`, which `cargo xtask test` starts. The
//! template is made once per state of the migrations, under an advisory lock, so that test processes
//! that start together do not trip over each other.

use std::{
    hash::{DefaultHasher, Hash, Hasher},
    path::Path,
};

use sqlx::{Connection, Executor, PgConnection};

/// Held while the template is made: "tltest" in ASCII.
const TEMPLATE_LOCK: i64 = 0x746c_7465_7374;
/// Where the tests find Postgres.
const CLUSTER_VARIABLE: &str = "TOUCHLINE_TEST_DATABASE_URL";

/// A database that lives as long as this value.
#[derive(Debug)]
pub struct TestDatabase {
    cluster: String,
    name: String,
    url: String,
}

impl TestDatabase {
    /// A fresh database with the present schema and no rows.
    pub async fn create() -> Self {
        let template = template_name();
        let database = Self::named(format!("tl_test_{}", uuid::Uuid::new_v4().simple()));
        let mut admin = connect(&database.cluster).await;
        make_template(&mut admin, &database.cluster, &template).await;
        admin
            .execute(sqlx::AssertSqlSafe(format!(
                "CREATE DATABASE {} TEMPLATE {template}",
                database.name
            )))
            .await
            .expect("the template can be cloned");
        database
    }

    /// A fresh database without any schema: for tests of the migrations themselves.
    pub async fn create_empty() -> Self {
        let database = Self::named(format!("tl_test_{}", uuid::Uuid::new_v4().simple()));
        let mut admin = connect(&database.cluster).await;
        admin
            .execute(sqlx::AssertSqlSafe(format!("CREATE DATABASE {}", database.name)))
            .await
            .expect("a database can be made");
        database
    }

    fn named(name: String) -> Self {
        let cluster = std::env::var(CLUSTER_VARIABLE).unwrap_or_else(|_| {
            panic!("{CLUSTER_VARIABLE} is not set: run the tests with `cargo xtask test` or `cargo xtask check`")
        });
        let url = with_database(&cluster, &name);
        Self { cluster, name, url }
    }

    /// Its name, which no other test's database has: good for a folder, too.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Address of this database.
    pub fn url(&self) -> &str {
        &self.url
    }
}

impl Drop for TestDatabase {
    fn drop(&mut self) {
        let (cluster, name) = (self.cluster.clone(), self.name.clone());
        // A runtime of its own: the test's may be shutting down.
        let dropped = std::thread::spawn(move || {
            tokio::runtime::Builder::new_current_thread().enable_all().build().map(|runtime| {
                runtime.block_on(async {
                    let mut admin = PgConnection::connect(&cluster).await?;
                    admin
                        .execute(sqlx::AssertSqlSafe(format!(
                            "DROP DATABASE IF EXISTS {name} WITH (FORCE)"
                        )))
                        .await
                })
            })
        })
        .join();
        if !matches!(dropped, Ok(Ok(Ok(_)))) {
            eprintln!("the test database {} was left behind", self.name);
        }
    }
}

async fn connect(url: &str) -> PgConnection {
    PgConnection::connect(url).await.unwrap_or_else(|error| {
        panic!("no Postgres at {CLUSTER_VARIABLE}: {error}. Run the tests with `cargo xtask test`")
    })
}

async fn make_template(admin: &mut PgConnection, cluster: &str, template: &str) {
    sqlx::query("SELECT pg_advisory_lock($1)")
        .bind(TEMPLATE_LOCK)
        .execute(&mut *admin)
        .await
        .expect("the lock can be taken");
    let exists: bool =
        sqlx::query_scalar("SELECT EXISTS (SELECT 1 FROM pg_database WHERE datname = $1)")
            .bind(template)
            .fetch_one(&mut *admin)
            .await
            .expect("the catalogue can be read");
    if !exists {
        // Built under another name first: a template that failed half-way must not look finished.
        let draft = format!("{template}_draft");
        for statement in [
            format!("DROP DATABASE IF EXISTS {draft} WITH (FORCE)"),
            format!("CREATE DATABASE {draft}"),
        ] {
            admin.execute(sqlx::AssertSqlSafe(statement)).await.expect("a database can be made");
        }
        migrations::up(&with_database(cluster, &draft)).await.expect("the migrations run");
        admin
            .execute(sqlx::AssertSqlSafe(format!("ALTER DATABASE {draft} RENAME TO {template}")))
            .await
            .expect("the template can be named");
    }
    sqlx::query("SELECT pg_advisory_unlock($1)")
        .bind(TEMPLATE_LOCK)
        .execute(&mut *admin)
        .await
        .expect("the lock can be given back");
}

/// The template's name changes with every byte of the migrations.
fn template_name() -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../migrations/src");
    let mut files: Vec<_> = std::fs::read_dir(&folder)
        .expect("the migrations are beside this crate")
        .map(|entry| entry.expect("the folder can be read").path())
        .collect();
    files.sort();
    let mut hasher = DefaultHasher::new();
    for file in files {
        std::fs::read(&file).expect("the migration can be read").hash(&mut hasher);
    }
    format!("tl_template_{:016x}", hasher.finish())
}

/// `url` with the database replaced by `name`; keeps the query, where a socket's folder may stand.
fn with_database(url: &str, name: &str) -> String {
    let (base, query) =
        url.split_once('?').map_or((url, None), |(base, query)| (base, Some(query)));
    let host_end = base.find("://").map_or(0, |scheme| scheme + 3);
    let path = base[host_end..].find('/').map_or(base.len(), |slash| host_end + slash);
    let query = query.map(|query| format!("?{query}")).unwrap_or_default();
    format!("{}/{name}{query}", &base[..path])
}

#[cfg(test)]
mod tests {
    use super::with_database;

    #[test]
    fn the_database_is_replaced_and_the_socket_kept() {
        assert_eq!(
            with_database("postgres://tester@localhost/postgres?host=/tmp/pg", "a"),
            "postgres://tester@localhost/a?host=/tmp/pg"
        );
        assert_eq!(
            with_database("postgres://tester@localhost:5432", "a"),
            "postgres://tester@localhost:5432/a"
        );
    }
}
