//! `cargo xtask demo`: what Touchline does, told step by step by its REST API, against the running server at
//! `TOUCHLINE_URL` (default `http://127.0.0.1:8080`), as `TOUCHLINE_NAME` with `TOUCHLINE_PASSWORD` (the
//! demo's `admin`, `admin123`). Leaves three players behind, and deletes them at the end.

#![expect(clippy::print_stdout, reason = "a tour is told on the terminal")]

use std::{
    env,
    time::{Duration, Instant},
};

use anyhow::{Context as _, Result, bail, ensure};
use futures::StreamExt as _;
use reqwest::{
    Client, RequestBuilder,
    multipart::{Form, Part},
};
use serde_json::{Value, json};

/// Longest wait for a job.
const PATIENCE: Duration = Duration::from_mins(1);
const TABLE: &str = "name,date_of_birth,position,club,nationality,market_value\n\
    Tour Keeper,1994-03-02,GK,FC Tour,Norway,€4.5m\n\
    Tour Winger,2003-07-19,RW,FC Tour,Ghana,€12m\n\
    Tour Nobody,not a date,GK,FC Tour,Norway,€1m\n";

#[tokio::main]
async fn main() -> Result<()> {
    // The client is built to speak TLS, too.
    rustls::crypto::ring::default_provider().install_default().ok();
    let setting = |name, default: &str| env::var(name).unwrap_or_else(|_| default.to_owned());
    let base = setting("TOUCHLINE_URL", "http://127.0.0.1:8080");
    let mut tour =
        Tour { api: format!("{base}/api/v1"), http: Client::new(), token: None, step: 0 };

    let health: Value = tour
        .http
        .get(format!("{base}/health"))
        .send()
        .await
        .with_context(|| format!("no server at {base}; start one with `cargo xtask run`"))?
        .json()
        .await?;
    tour.tell("GET /health", &format!("{}, version {}", health["status"], health["version"]));

    let (name, password) =
        (setting("TOUCHLINE_NAME", "admin"), setting("TOUCHLINE_PASSWORD", "admin123"));
    let form = [("grant_type", "password"), ("username", &name), ("password", &password)];
    let signed_in = tour.http.post(format!("{}/auth/token", tour.api)).form(&form);
    let tokens = answered(signed_in).await?;
    tour.token = Some(tokens["access_token"].as_str().context("no token")?.to_owned());
    let me = tour.get("/auth/me").await?;
    tour.tell("POST /auth/token", &format!("signed in as {}, {}", me["name"], me["role"]));

    let part = Part::text(TABLE).file_name("tour.csv");
    let import = tour.authorised(tour.http.post(format!("{}/players/import", tour.api)));
    let import = answered(import.multipart(Form::new().part("file", part))).await?;
    let import = tour.finished(&import).await?;
    tour.tell("POST /players/import", &format!("{}", import["result"]["summary"]));

    let found = tour.get("/players?q=tour%20wingr&limit=5").await?;
    let player = found["items"][0].clone();
    let id = player["id"].as_i64().context("the winger was not found")?;
    tour.tell("GET /players?q=tour wingr", &format!("one slip forgiven: {}", player["name"]));

    let body = json!({ "question": "Would he help us on the right?" });
    let asked = tour.post(&format!("/players/{id}/scout"), &body).await?;
    let events = tour.follow(&asked).await?;
    tour.tell("GET /jobs/{id}/events", &format!("{events} events of the job, live"));
    let reports = tour.get(&format!("/players/{id}/reports")).await?;
    let report = reports["items"][0]["id"].as_i64().context("no report")?;
    let report = tour.get(&format!("/reports/{report}")).await?;
    let rows = report["evidence"].as_array().map_or(0, Vec::len);
    tour.tell("GET /reports/{id}", &format!("{} · {rows} rows of evidence", report["title"]));

    let jobs = tour.get("/jobs?limit=3").await?;
    let kinds: Vec<_> = jobs["items"]
        .as_array()
        .into_iter()
        .flatten()
        .map(|job| format!("{} {}", job["kind"], job["status"]))
        .collect();
    tour.tell("GET /jobs?limit=3", &kinds.join(", "));

    let ours = tour.get("/players?club=FC%20Tour").await?;
    for player in ours["items"].as_array().into_iter().flatten() {
        let path = format!("{}/players/{}", tour.api, player["id"]);
        tour.authorised(tour.http.delete(path)).send().await?.error_for_status()?;
    }
    tour.tell(
        "DELETE /players/{id}",
        "what the tour brought is gone; an administrator can restore it",
    );
    Ok(())
}

struct Tour {
    api: String,
    http: Client,
    token: Option<String>,
    step: u32,
}

impl Tour {
    fn tell(&mut self, asked: &str, came: &str) {
        self.step += 1;
        println!("{:>2}. {asked:<28} {}", self.step, came.replace('"', ""));
    }

    fn authorised(&self, request: RequestBuilder) -> RequestBuilder {
        match &self.token {
            Some(token) => request.bearer_auth(token),
            None => request,
        }
    }

    async fn get(&self, path: &str) -> Result<Value> {
        answered(self.authorised(self.http.get(format!("{}{path}", self.api)))).await
    }

    async fn post(&self, path: &str, body: &Value) -> Result<Value> {
        answered(self.authorised(self.http.post(format!("{}{path}", self.api))).json(body)).await
    }

    /// The task that was accepted, once it has ended well.
    async fn finished(&self, accepted: &Value) -> Result<Value> {
        let id = accepted["task_id"].as_str().context("no task in the answer")?;
        let began = Instant::now();
        while began.elapsed() < PATIENCE {
            let task = self.get(&format!("/tasks/{id}")).await?;
            match task["status"].as_str() {
                Some("completed") => return Ok(task),
                Some("failed" | "cancelled") => bail!("the task ended: {}", task["error"]),
                _ => tokio::time::sleep(Duration::from_millis(200)).await,
            }
        }
        bail!("the task {id} has not ended in {} s; do workers run?", PATIENCE.as_secs())
    }

    /// How many events the job told until its end.
    async fn follow(&self, accepted: &Value) -> Result<usize> {
        let id = accepted["task_id"].as_str().context("no task in the answer")?;
        let stream = self.authorised(self.http.get(format!("{}/jobs/{id}/events", self.api)));
        let mut stream = stream.send().await?.error_for_status()?.bytes_stream();
        let mut told = Vec::new();
        while let Some(piece) = stream.next().await {
            told.extend_from_slice(&piece?);
        }
        self.finished(accepted).await?;
        let events = told.windows(2).filter(|two| two == b"\n\n").count();
        ensure!(events > 0, "the job told nothing");
        Ok(events)
    }
}

/// The answer's body; what was refused is told with its reason.
async fn answered(request: RequestBuilder) -> Result<Value> {
    let answer = request.send().await?;
    let (status, address) = (answer.status(), answer.url().path().to_owned());
    let body: Value = answer.json().await.unwrap_or_default();
    ensure!(status.is_success(), "{address} answered {status}: {}", body["detail"]);
    Ok(body)
}
