//! R5: a server with streams, sockets, an upload and jobs under way is asked to stop.

use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, ensure};
use football::PlayerId;
use futures::StreamExt as _;
use reqwest::multipart::{Form, Part};
use store::queue::{bound::set_bound, enqueue_together, market_values::RefreshMarketValue};
use tokio_tungstenite::{connect_async, tungstenite::client::IntoClientRequest as _};

use super::refresh::{Manners, Provider};
use crate::{
    bars::Bars,
    client::Client,
    room::{Plan, Room},
};

const JOBS: i32 = 10;
const STREAMS: usize = 100;
const SOCKETS: usize = 20;
const EACH: usize = 20;
const LIMIT: Duration = Duration::from_secs(30);

pub(super) async fn play(bars: &mut Bars) -> Result<()> {
    let manners = Manners::good(Duration::from_mins(1));
    let provider = Provider::start(manners).await?;
    let mut room = Room::open(Plan {
        servers: 1,
        servers_work: true,
        settings: vec![("TOUCHLINE_MARKET_VALUES_URL", provider.url.clone())],
        ..Plan::default()
    })
    .await?;
    set_bound(&room.db, "market_values", 100).await?;
    room.add_players(JOBS).await?;
    let players: Vec<(i64, String)> =
        sqlx::query_as("SELECT id, name FROM player ORDER BY id").fetch_all(&room.sql).await?;
    let jobs = players.iter().map(|(id, name)| RefreshMarketValue::job(PlayerId(*id), name));
    let jobs = enqueue_together(&room.db, jobs.collect()).await?;
    let watched = jobs.first().context("no job")?.id();
    let running =
        "SELECT count(*) FROM job WHERE kind = 'refresh_market_value' AND state = 'running'";
    let began = Instant::now();
    while room.count(running).await? < i64::from(JOBS) {
        ensure!(began.elapsed() < LIMIT, "the jobs do not start");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }

    let mut open = Vec::new();
    for account in 0..STREAMS / EACH {
        let client = somebody(&room, &format!("reader-{account}")).await?;
        for _ in 0..EACH {
            let answer = client.get(&format!("/jobs/{watched}/events")).send().await?;
            open.push(answer.error_for_status()?.bytes_stream().boxed());
        }
    }
    let listener = somebody(&room, "listener").await?;
    let mut sockets = Vec::new();
    for _ in 0..SOCKETS {
        let address = format!("ws://{}/api/v1/ws/jobs/{watched}", room.addresses[0]);
        let mut request = address.into_client_request()?;
        let bearer = format!("Bearer {}", listener.token());
        request.headers_mut().insert("authorization", bearer.parse()?);
        sockets.push(connect_async(request).await?.0);
    }
    let upload = tokio::spawn(endless_upload(somebody(&room, "uploader").await?));
    tokio::time::sleep(Duration::from_secs(1)).await;
    ensure!(!upload.is_finished(), "the upload ended: {:?}", upload.await);

    let (status, took) = room.servers[0].stop(LIMIT).await?;

    bars.exactly("R5 exit code", status.code().unwrap_or(-1).into(), 0);
    bars.at_most("R5 time to the end, s", took.as_secs_f64(), 10.0);
    let handed_back = "SELECT count(*) FROM job
        WHERE kind = 'refresh_market_value' AND state = 'queued' AND attempt = 0";
    bars.exactly("R5 jobs handed back", room.count(handed_back).await?, JOBS.into());
    drop((open, sockets));
    Ok(())
}

async fn somebody(room: &Room, name: &str) -> Result<Client> {
    room.add_account(name, "admin")?;
    // Past the proxy: what is closed is to be seen as it is.
    Ok(room.sign_in(name).await?.at(&format!("http://{}", room.addresses[0])))
}

/// A table that never ends, a piece at a time.
async fn endless_upload(client: Client) -> Result<reqwest::StatusCode> {
    let rows = futures::stream::unfold(0_u32, |row| async move {
        tokio::time::sleep(Duration::from_millis(100)).await;
        let line = if row == 0 { "name\n".to_owned() } else { format!("Player {row}\n") };
        Some((Ok::<_, std::io::Error>(line), row + 1))
    });
    let part = Part::stream(reqwest::Body::wrap_stream(rows)).file_name("players.csv");
    let request = client.upload("/players/import", Form::new().part("file", part));
    Ok(request.send().await?.status())
}
