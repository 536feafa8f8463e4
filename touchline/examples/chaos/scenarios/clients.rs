//! R7: five hundred clients send their requests a letter at a time.

use std::{
    net::SocketAddr,
    time::{Duration, Instant},
};

use anyhow::Result;
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
};

use super::writes::count;
use crate::{
    bars::Bars,
    client::Client,
    room::{Plan, Room},
};

const SLOW: usize = 500;
const CLIENTS: usize = 8;
const MEASURED: Duration = Duration::from_secs(8);
const LETTER_EVERY: Duration = Duration::from_secs(1);
/// Longest that is waited for a slow client to be dropped.
const LIMIT: Duration = Duration::from_mins(1);

pub(super) async fn play(bars: &mut Bars) -> Result<()> {
    let room = Room::open(Plan { servers: 1, ..Plan::default() }).await?;
    room.add_players(2_000).await?;
    let admin = room.sign_in("admin").await?.at(&format!("http://{}", room.addresses[0]));
    measure(&admin).await?;

    let before = measure(&admin).await?;
    let slow: Vec<_> =
        (0..SLOW).map(|_| tokio::spawn(letter_by_letter(room.addresses[0]))).collect();
    tokio::time::sleep(Duration::from_secs(1)).await;
    let during = measure(&admin).await?;
    let mut longest = Duration::ZERO;
    for client in slow {
        longest = longest.max(client.await??);
    }

    println!("     p99 {:.1} ms alone, {:.1} ms beside them", ms(before), ms(during));
    bars.at_least("R7 slow clients", count(SLOW), 500.0);
    bars.at_most("R7 p99 of the others, times that without", ms(during) / ms(before), 2.0);
    bars.at_most("R7 until a slow client is dropped, s, worst", longest.as_secs_f64(), 30.0);
    Ok(())
}

fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

/// The 99th percentile of lists of players for clients that behave.
async fn measure(client: &Client) -> Result<Duration> {
    let mut clients = Vec::new();
    for _ in 0..CLIENTS {
        let client = client.apart()?;
        clients.push(tokio::spawn(async move {
            let mut times = Vec::new();
            let began = Instant::now();
            while began.elapsed() < MEASURED {
                let asked = Instant::now();
                client.get("/players?limit=50").send().await?.error_for_status()?.bytes().await?;
                times.push(asked.elapsed());
            }
            Ok::<_, reqwest::Error>(times)
        }));
    }
    let mut times = Vec::new();
    for client in clients {
        times.extend(client.await??);
    }
    times.sort_unstable();
    Ok(times[times.len() * 99 / 100])
}

/// Sends a head that never ends; gives how long the server put up with it.
async fn letter_by_letter(server: SocketAddr) -> Result<Duration> {
    let mut connection = TcpStream::connect(server).await?;
    let began = Instant::now();
    connection.write_all(b"GET /livez HTTP/1.1\r\nhost: x\r\nx-slow: ").await?;
    let mut answer = [0; 512];
    while began.elapsed() < LIMIT {
        if connection.write_all(b"a").await.is_err() {
            break;
        }
        // Told that it took too long, or hung up on: both are an end.
        if tokio::time::timeout(LETTER_EVERY, connection.read(&mut answer)).await.is_ok() {
            break;
        }
    }
    Ok(began.elapsed())
}
