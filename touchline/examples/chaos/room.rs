//! A whole room for one scenario: a durable Postgres, servers, workers, and a proxy before them.

use std::{
    fs,
    net::{SocketAddr, TcpListener},
    path::PathBuf,
    process::Command,
    time::{Duration, Instant},
};

use anyhow::{Context as _, Result, bail, ensure};
use local_postgres::{LocalPostgres, Settings};
use serde_json::json;
use sqlx::{PgPool, postgres::PgConnectOptions, postgres::PgPoolOptions};
use store::{
    Database,
    database::{ConnectSettings, connect},
};

use crate::{
    client::{Client, plain},
    processes::Process,
    proxy::Proxy,
};

/// How a connection of this program is told from those of the room.
pub(crate) const OURS: &str = "chaos";
/// A start on a machine that does other things too.
const START_LIMIT: Duration = Duration::from_mins(1);
const PASSWORD: &str = "chaos-is-a-ladder";

/// What a scenario wants.
#[derive(Default)]
pub(crate) struct Plan {
    pub(crate) servers: usize,
    /// Servers run jobs, too.
    pub(crate) servers_work: bool,
    pub(crate) workers: usize,
    /// Settings beside those of every room.
    pub(crate) settings: Vec<(&'static str, String)>,
    /// Where files are kept; beside the database when `None`.
    pub(crate) data: Option<PathBuf>,
}

pub(crate) struct Room {
    pub(crate) servers: Vec<Process>,
    pub(crate) addresses: Vec<SocketAddr>,
    pub(crate) workers: Vec<Process>,
    pub(crate) postgres: LocalPostgres,
    pub(crate) proxy: Proxy,
    /// The database for this program's own questions.
    pub(crate) sql: PgPool,
    /// The same for the functions of `store`.
    pub(crate) db: Database,
    environment: Vec<(String, String)>,
    program: PathBuf,
    // Dropped last: the cluster lies in it.
    folder: Folder,
}

/// A folder that goes away with its value.
struct Folder(PathBuf);

impl Drop for Folder {
    fn drop(&mut self) {
        fs::remove_dir_all(&self.0).ok();
    }
}

impl Room {
    pub(crate) async fn open(plan: Plan) -> Result<Self> {
        let program = std::env::var_os("TOUCHLINE_PROGRAM")
            .context("TOUCHLINE_PROGRAM is not set: run this with `cargo xtask chaos`")?;
        let program = PathBuf::from(program);
        let folder = std::env::temp_dir().join(format!("tl-chaos-{}", uuid::Uuid::now_v7()));
        fs::create_dir_all(&folder)?;
        let durable = Settings::durable(folder.join("postgres"));
        // Six processes with twenty connections each, and a few more: more than the hundred of one server.
        let postgres = LocalPostgres::start(&Settings { max_connections: 200, ..durable })?;
        migrations::up(postgres.url()).await?;

        let data = plan.data.unwrap_or_else(|| folder.join("data"));
        fs::create_dir_all(&data)?;
        let mut environment: Vec<(String, String)> = [
            ("DATABASE_URL", postgres.url().to_owned()),
            ("TOUCHLINE_DATA_DIR", data.display().to_string()),
            ("TOUCHLINE_RATE_LIMIT_PER_MINUTE", "0".to_owned()),
            ("TOUCHLINE_LOG", "warn".to_owned()),
        ]
        .map(|(name, value)| (name.to_owned(), value))
        .into();
        environment.extend(plan.settings.into_iter().map(|(name, value)| (name.to_owned(), value)));

        let options: PgConnectOptions = postgres.url().parse()?;
        let sql = PgPoolOptions::new()
            .max_connections(8)
            .connect_with(options.application_name(OURS))
            .await?;
        let mark = if postgres.url().contains('?') { '&' } else { '?' };
        let db = connect(&ConnectSettings {
            url: format!("{}{mark}application_name={OURS}", postgres.url()),
            max_connections: 8,
            acquire_timeout: Duration::from_secs(10),
        })
        .await?;

        let mut room = Self {
            servers: Vec::new(),
            addresses: Vec::new(),
            workers: Vec::new(),
            proxy: Proxy::start(Vec::new()).await?,
            postgres,
            sql,
            db,
            folder: Folder(folder),
            environment,
            program,
        };
        room.add_account("admin", "admin")?;
        for _ in 0..plan.servers {
            room.add_server(plan.servers_work).await?;
        }
        for _ in 0..plan.workers {
            room.add_worker()?;
        }
        room.proxy = Proxy::start(room.addresses.clone()).await?;
        Ok(room)
    }

    /// An account with the room's password.
    pub(crate) fn add_account(&self, name: &str, role: &str) -> Result<()> {
        use std::io::Write as _;

        let mut child = Command::new(&self.program)
            .args(["user", "add", name, "--role", role])
            .env_clear()
            .envs(self.environment.iter().map(|(name, value)| (name, value)))
            .stdin(std::process::Stdio::piped())
            .stdout(std::process::Stdio::null())
            .spawn()?;
        child.stdin.take().context("it reads")?.write_all(PASSWORD.as_bytes())?;
        ensure!(child.wait()?.success(), "the account {name} cannot be added");
        Ok(())
    }

    async fn add_server(&mut self, works: bool) -> Result<()> {
        let number = self.servers.len() + 1;
        // Free a moment ago; nobody else on this machine is asked to take it.
        let address = TcpListener::bind("127.0.0.1:0")?.local_addr()?;
        let mut environment = self.environment.clone();
        environment.push(("TOUCHLINE_LISTEN".to_owned(), address.to_string()));
        let arguments: &[&str] = if works { &["serve"] } else { &["serve", "--no-workers"] };
        let server = Process::start(
            &format!("server {number}"),
            self.program.clone(),
            arguments,
            environment,
            self.folder.0.join(format!("server-{number}.log")),
        )?;
        self.servers.push(server);
        self.addresses.push(address);
        self.wait_until_ready(number - 1).await
    }

    pub(crate) fn add_worker(&mut self) -> Result<()> {
        let number = self.workers.len() + 1;
        self.workers.push(Process::start(
            &format!("worker {number}"),
            self.program.clone(),
            &["work"],
            self.environment.clone(),
            self.folder.0.join(format!("worker-{number}.log")),
        )?);
        Ok(())
    }

    /// Waits until the server answers that it is ready.
    pub(crate) async fn wait_until_ready(&mut self, server: usize) -> Result<()> {
        let http = plain()?;
        let began = Instant::now();
        while began.elapsed() < START_LIMIT {
            if is_ready(&http, self.addresses[server]).await {
                return Ok(());
            }
            if !self.servers[server].is_running() {
                bail!("{} ended: {}", self.servers[server].name, self.servers[server].log()?);
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        bail!("{} is not ready after {} s", self.servers[server].name, START_LIMIT.as_secs())
    }

    /// The proxy's address for a client.
    pub(crate) fn base(&self) -> String {
        format!("http://{}", self.proxy.address)
    }

    pub(crate) async fn sign_in(&self, name: &str) -> Result<Client> {
        Client::sign_in(&self.base(), name, PASSWORD).await
    }

    /// One number out of the database.
    pub(crate) async fn count(&self, query: &'static str) -> Result<i64> {
        Ok(sqlx::query_scalar(query).fetch_one(&self.sql).await?)
    }

    /// Players that a provider knows, with numbers from 1.
    pub(crate) async fn add_players(&self, count: i32) -> Result<()> {
        sqlx::query(
            "INSERT INTO player (name, provider, provider_id, birth_date, position, club)
             SELECT 'Player ' || n, 'chaos', n::text, date '1990-01-01' + (n % 4000), 'CB',
                 'Club ' || n % 200
             FROM generate_series(1, $1) n",
        )
        .bind(count)
        .execute(&self.sql)
        .await?;
        Ok(())
    }

    /// Waits until no job is due or running, at most `limit`.
    pub(crate) async fn wait_until_idle(&self, limit: Duration) -> Result<()> {
        let began = Instant::now();
        while self.count("SELECT count(*) FROM job WHERE state IN ('queued', 'running')").await? > 0
        {
            ensure!(
                began.elapsed() < limit,
                "jobs still wait after {} s: {}",
                limit.as_secs(),
                json!(self.states().await?)
            );
            tokio::time::sleep(Duration::from_millis(200)).await;
        }
        Ok(())
    }

    async fn states(&self) -> Result<Vec<(String, String, i64)>> {
        Ok(sqlx::query_as("SELECT kind, state, count(*) FROM job GROUP BY 1, 2")
            .fetch_all(&self.sql)
            .await?)
    }
}

impl Drop for Room {
    fn drop(&mut self) {
        self.servers.clear();
        self.workers.clear();
    }
}

/// Whether the server says that it is ready.
pub(crate) async fn is_ready(http: &reqwest::Client, address: SocketAddr) -> bool {
    let asked = http.get(format!("http://{address}/readyz")).timeout(Duration::from_secs(1));
    asked.send().await.is_ok_and(|answer| answer.status().is_success())
}
