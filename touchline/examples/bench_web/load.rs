//! A small load client: so many connections, each asking again as soon as it is answered.

use std::{
    fmt,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, ensure};
use http_body_util::{BodyExt, Empty};
use hyper::{Request, Uri, body::Bytes, client::conn::http1};
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;

/// What to ask for.
#[derive(Clone)]
pub(crate) struct Target {
    authority: String,
    uri: Uri,
    token: Option<String>,
}

impl Target {
    pub(crate) fn new(base: &str, path: &str, token: Option<&str>) -> Result<Self> {
        let authority = base.strip_prefix("http://").context("only http:// is measured")?;
        Ok(Self {
            authority: authority.to_owned(),
            uri: path.parse()?,
            token: token.map(ToOwned::to_owned),
        })
    }

    fn request(&self) -> Result<Request<Empty<Bytes>>> {
        let mut request = Request::get(&self.uri).header("host", &self.authority);
        if let Some(token) = &self.token {
            request = request.header("authorization", format!("Bearer {token}"));
        }
        Ok(request.body(Empty::new())?)
    }
}

/// What came of it. Times in milliseconds.
pub(crate) struct Figures {
    pub(crate) per_second: f64,
    pub(crate) first_byte_p95_ms: f64,
    pub(crate) p50_ms: f64,
    pub(crate) p95_ms: f64,
    pub(crate) p99_ms: f64,
    pub(crate) bytes: usize,
}

impl fmt::Display for Figures {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            out,
            "{:.0} a second, p50 {:.1} ms, p95 {:.1} ms, p99 {:.1} ms, {} bytes each",
            self.per_second, self.p50_ms, self.p95_ms, self.p99_ms, self.bytes
        )
    }
}

/// Asks for `duration`, after a quarter of that for warming up.
pub(crate) async fn load(
    target: &Target,
    connections: usize,
    duration: Duration,
) -> Result<Figures> {
    let warm = Instant::now() + duration / 4;
    let end = warm + duration;
    let workers: Vec<_> =
        (0..connections).map(|_| tokio::spawn(ask(target.clone(), warm, end))).collect();
    let mut samples = Vec::new();
    for worker in workers {
        samples.extend(worker.await??);
    }
    ensure!(!samples.is_empty(), "{} was not answered once", target.uri);
    let mut first: Vec<_> = samples.iter().map(|sample| sample.first_byte).collect();
    let mut whole: Vec<_> = samples.iter().map(|sample| sample.whole).collect();
    first.sort_unstable();
    whole.sort_unstable();
    Ok(Figures {
        per_second: count(samples.len()) / duration.as_secs_f64(),
        first_byte_p95_ms: percentile(&first, 95),
        p50_ms: percentile(&whole, 50),
        p95_ms: percentile(&whole, 95),
        p99_ms: percentile(&whole, 99),
        bytes: samples[0].bytes,
    })
}

struct Sample {
    first_byte: Duration,
    whole: Duration,
    bytes: usize,
}

async fn ask(target: Target, warm: Instant, end: Instant) -> Result<Vec<Sample>> {
    let stream = TcpStream::connect(&target.authority).await.context("the server is not there")?;
    stream.set_nodelay(true)?;
    let (mut sender, connection) = http1::handshake(TokioIo::new(stream)).await?;
    tokio::spawn(connection);
    let mut samples = Vec::new();
    while Instant::now() < end {
        sender.ready().await?;
        let start = Instant::now();
        let mut answer = sender.send_request(target.request()?).await?;
        let first_byte = start.elapsed();
        ensure!(answer.status().is_success(), "{} answered {}", target.uri, answer.status());
        let mut bytes = 0;
        while let Some(frame) = answer.frame().await {
            bytes += frame?.data_ref().map_or(0, Bytes::len);
        }
        if start > warm {
            samples.push(Sample { first_byte, whole: start.elapsed(), bytes });
        }
    }
    Ok(samples)
}

/// The smallest time that `share` per cent of the sorted times do not exceed (nearest rank).
fn percentile(sorted: &[Duration], share: usize) -> f64 {
    let rank = (sorted.len() * share).div_ceil(100).max(1);
    sorted[rank - 1].as_secs_f64() * 1000.0
}

/// A count as a number to divide; more than 2^52 requests are not made.
#[expect(clippy::cast_precision_loss, reason = "no benchmark makes 2^52 requests")]
fn count(number: usize) -> f64 {
    number as f64
}
