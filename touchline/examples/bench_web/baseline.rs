//! The least that could answer the list of the API: axum, one pool, one query.

use std::{
    env,
    io::{BufRead, BufReader},
    process::{Child, Command, Stdio},
};

use anyhow::{Context, Result};
use axum::{Json, Router, extract::State, http::StatusCode, routing::get};
use sqlx::{PgPool, Row, postgres::PgPoolOptions};
use tokio::net::TcpListener;

/// As many as the server's default (`TOUCHLINE_DATABASE_MAX_CONNECTIONS`).
const POOL: u32 = 20;

/// Answers until it is killed; says where on standard output.
pub(crate) async fn serve(database: &str) -> Result<()> {
    let pool = PgPoolOptions::new().max_connections(POOL).connect(database).await?;
    let router = Router::new().route("/players", get(list)).with_state(pool);
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    println!("{}", listener.local_addr()?);
    axum::serve(listener, router).await?;
    Ok(())
}

async fn list(State(pool): State<PgPool>) -> Result<Json<Vec<serde_json::Value>>, StatusCode> {
    let rows = sqlx::query(
        "SELECT id, name, club, competition, position, value_eur FROM player
         WHERE deleted_at IS NULL ORDER BY search_text, id LIMIT 50",
    )
    .fetch_all(&pool)
    .await
    .map_err(|_error| StatusCode::INTERNAL_SERVER_ERROR)?;
    let players = rows.iter().map(|row| {
        serde_json::json!({
            "id": row.get::<i64, _>("id"),
            "name": row.get::<String, _>("name"),
            "club": row.get::<Option<String>, _>("club"),
            "competition": row.get::<Option<String>, _>("competition"),
            "position": row.get::<Option<String>, _>("position"),
            "value_eur": row.get::<Option<i64>, _>("value_eur"),
        })
    });
    Ok(Json(players.collect()))
}

/// The baseline in a process of its own, as the server is; ends when dropped.
pub(crate) struct Running {
    pub(crate) url: String,
    child: Child,
}

impl Running {
    pub(crate) fn start() -> Result<Self> {
        let mut child = Command::new(env::current_exe()?)
            .arg("baseline")
            .stdout(Stdio::piped())
            .spawn()
            .context("the baseline cannot be started")?;
        let out = child.stdout.take().context("the baseline has no output")?;
        let mut address = String::new();
        BufReader::new(out).read_line(&mut address)?;
        Ok(Self { url: format!("http://{}", address.trim()), child })
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
