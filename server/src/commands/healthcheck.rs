//! `touchline healthcheck`: asks a running server whether it is ready, for containers and service
//! managers. Speaks HTTP by hand: one request without TLS to this machine needs no client library.
//! Workers answer no requests: of them the database knows.

use std::{
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr},
    time::Duration,
};

use anyhow::{Context as _, bail};
use clap::Args;
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
    time::timeout,
};

use store::queue;

use crate::{config::Config, database, jobs::machine_name};

/// Longest wait for the answer.
const PATIENCE: Duration = Duration::from_secs(5);

/// Asks a running server whether it is ready.
#[derive(Debug, Args)]
pub struct HealthcheckArgs {
    /// Asks the database instead whether a worker of this machine was heard of lately: `touchline work`
    /// answers no requests.
    #[arg(long)]
    worker: bool,
}

/// Runs the command.
///
/// # Errors
/// The server does not answer or is not ready; or no worker was heard of.
pub async fn run(args: HealthcheckArgs, config: Config) -> anyhow::Result<()> {
    if args.worker {
        return timeout(PATIENCE, worker_was_heard_of(&config))
            .await
            .with_context(|| format!("no answer from the database in {} s", PATIENCE.as_secs()))?;
    }
    let address = reachable(config.http.listen);
    let status = timeout(PATIENCE, status_of(address))
        .await
        .with_context(|| format!("no answer from {address} in {} s", PATIENCE.as_secs()))??;
    if status != 200 {
        bail!("the server at {address} is not ready: /readyz answered {status}");
    }
    Ok(())
}

async fn worker_was_heard_of(config: &Config) -> anyhow::Result<()> {
    let resolved = database::resolve(config).await?;
    let db = database::connect_alone(&resolved.url).await?;
    let machine = machine_name();
    let heard = queue::is_heard_of(&db, &machine).await;
    db.close().await.ok();
    resolved.close().await?;
    if !heard? {
        bail!("no worker of {machine} was heard of lately");
    }
    Ok(())
}

async fn status_of(address: SocketAddr) -> anyhow::Result<u16> {
    let mut stream = TcpStream::connect(address)
        .await
        .with_context(|| format!("nothing listens at {address}"))?;
    let request = format!("GET /readyz HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).await?;
    let mut answer = Vec::new();
    stream.take(4096).read_to_end(&mut answer).await?;
    std::str::from_utf8(answer.get(9..12).unwrap_or_default())
        .ok()
        .and_then(|digits| digits.parse().ok())
        .with_context(|| format!("{address} does not speak HTTP"))
}

/// "Listen everywhere" is not an address that one can call: loopback is.
fn reachable(listen: SocketAddr) -> SocketAddr {
    let ip = match listen.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => Ipv4Addr::LOCALHOST.into(),
        IpAddr::V6(ip) if ip.is_unspecified() => Ipv6Addr::LOCALHOST.into(),
        ip => ip,
    };
    SocketAddr::new(ip, listen.port())
}
