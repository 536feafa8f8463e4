//! Connections: accepted, answered, and closed when the server stops or the client says nothing.
//!
//! `axum::serve` waits for a request's head for as long as the client likes. Five hundred clients that
//! send a letter a minute then hold five hundred connections for ever, so the loop is ours and hyper
//! watches the clock.

use std::{net::SocketAddr, time::Duration};

use axum::{Router, body::Body, extract::ConnectInfo};
use http::Request;
use hyper::{body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::{TcpListener, TcpStream};
use tokio_util::{sync::CancellationToken, task::TaskTracker};
use tower::ServiceExt as _;

use super::request_body::RequestBody;

/// Longest wait for the whole head of a request; a connection that is kept open without one is closed
/// after the same time.
const HEAD_LIMIT: Duration = Duration::from_secs(20);
/// Pause when no connection can be accepted: most often there is no file descriptor left.
const PAUSE: Duration = Duration::from_millis(500);

/// Answers until `shutdown`, then gives the requests under way `grace` to end.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    shutdown: CancellationToken,
    grace: Duration,
) {
    let open = TaskTracker::new();
    while let Some(accepted) = shutdown.run_until_cancelled(listener.accept()).await {
        match accepted {
            Ok((stream, address)) => {
                open.spawn(answer(stream, address, router.clone(), shutdown.clone()));
            }
            Err(error) if is_of_one_connection(&error) => {}
            Err(error) => {
                tracing::error!(%error, "No connection can be accepted");
                tokio::time::sleep(PAUSE).await;
            }
        }
    }
    drop(listener);
    open.close();
    if tokio::time::timeout(grace, open.wait()).await.is_err() {
        tracing::warn!("{} connections were cut after {} s", open.len(), grace.as_secs());
    }
}

/// Answers the requests of one connection, one after the other.
async fn answer(
    stream: TcpStream,
    address: SocketAddr,
    router: Router,
    shutdown: CancellationToken,
) {
    // A page comes in pieces. Held back until the last one is acknowledged, as is the default, the next
    // waits for the browser's delayed acknowledgement: 40 ms.
    if let Err(error) = stream.set_nodelay(true) {
        tracing::debug!(%error, "A connection ended before it was set up");
    }
    let service = service_fn(move |request: Request<Incoming>| {
        let (mut head, incoming) = request.into_parts();
        head.extensions.insert(ConnectInfo(address));
        let body = Body::new(RequestBody::new(&head, incoming));
        router.clone().oneshot(Request::from_parts(head, body))
    });
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD_LIMIT)
        .serve_connection(TokioIo::new(stream), service)
        .with_upgrades();
    let mut connection = std::pin::pin!(connection);
    let ended = tokio::select! {
        ended = connection.as_mut() => ended,
        () = shutdown.cancelled() => {
            connection.as_mut().graceful_shutdown();
            connection.await
        }
    };
    if let Err(error) = ended {
        tracing::debug!(%error, "A connection broke off");
    }
}

/// The client had gone before it was accepted.
fn is_of_one_connection(error: &std::io::Error) -> bool {
    use std::io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset};

    matches!(error.kind(), ConnectionAborted | ConnectionRefused | ConnectionReset)
}
