//! The sockets of jobs: by session, token or ticket; nothing lost, nothing twice; refused to others.

use std::time::{Duration, Instant};

use backroom::{JobId, Role};
use futures::StreamExt as _;
use http::StatusCode;
use serde_json::Value;
use store::queue::{AttemptEnd, end_attempt};
use tokio_tungstenite::{
    MaybeTlsStream, WebSocketStream, connect_async,
    tungstenite::{
        Error, Message,
        client::IntoClientRequest as _,
        protocol::{CloseFrame, frame::coding::CloseCode},
    },
};

use super::{
    DEADLINE,
    streams::{ACCESS_ENDS_WITHIN, running_job, say},
};
use crate::{Client, TestApp};

type Socket = WebSocketStream<MaybeTlsStream<tokio::net::TcpStream>>;

/// The job's socket with these words after the address and these headers.
async fn open(
    app: &TestApp,
    job: JobId,
    query: &str,
    headers: &[(&'static str, String)],
) -> Result<Socket, StatusCode> {
    let address = format!("ws://{}/api/v1/ws/jobs/{job}{query}", app.address());
    let mut request = address.into_client_request().unwrap();
    for (name, value) in headers {
        request.headers_mut().insert(*name, value.parse().unwrap());
    }
    match connect_async(request).await {
        Ok((socket, _)) => Ok(socket),
        Err(Error::Http(refusal)) => Err(refusal.status()),
        Err(other) => panic!("{other}"),
    }
}

fn of_session(client: &Client) -> Vec<(&'static str, String)> {
    vec![("cookie", client.header("cookie").expect("a signed-in client has a cookie").to_owned())]
}

async fn ticket(client: &Client, job: JobId) -> String {
    let made = client.post(&format!("/api/v1/ws/jobs/{job}/ticket"), &Value::Null).await;
    made.assert_status(201).json()["token"].as_str().unwrap().to_owned()
}

/// The next event, or how the socket was closed.
async fn next(socket: &mut Socket) -> Result<Value, Option<CloseFrame>> {
    loop {
        let heard = tokio::time::timeout(DEADLINE, socket.next()).await.expect("it goes on");
        match heard {
            Some(Ok(Message::Text(text))) => return Ok(serde_json::from_str(&text).unwrap()),
            Some(Ok(Message::Close(frame))) => return Err(frame),
            Some(Ok(_)) => {}
            Some(Err(_)) | None => return Err(None),
        }
    }
}

#[tokio::test]
async fn a_reader_that_comes_back_misses_nothing_and_gets_nothing_twice() {
    let app = TestApp::start().await;
    let owner = app.sign_in(Role::Analyst).await;
    let (job, lease) = running_job(&app, owner.account()).await;
    for line in 0..10 {
        say(&app, lease, &format!("line {line}")).await;
    }

    // Each connection reads three events and is dropped without a goodbye.
    let mut seen: Vec<i64> = Vec::new();
    for _ in 0..4 {
        let after = seen.last().copied().unwrap_or(0);
        let query = format!("?after={after}&token={}", ticket(&owner, job).await);
        let mut socket = open(&app, job, &query, &[]).await.unwrap();
        for _ in 0..3 {
            seen.push(next(&mut socket).await.unwrap()["seq"].as_i64().unwrap());
        }
    }
    let mut last = open(&app, job, "?after=12", &of_session(&owner)).await.unwrap();
    end_attempt(app.db(), lease, AttemptEnd::Completed(1.into())).await.unwrap();
    let ended = next(&mut last).await.unwrap();
    let closed = next(&mut last).await.unwrap_err().unwrap();

    assert_eq!(seen, (1..=12).collect::<Vec<_>>());
    assert_eq!((&ended["type"], &ended["state"]), (&"status".into(), &"completed".into()));
    assert_eq!(closed.code, CloseCode::Normal);
}

#[tokio::test]
async fn a_ticket_opens_its_job_once_and_nothing_else() {
    let app = TestApp::start().await;
    let owner = app.sign_in(Role::Analyst).await;
    let (job, _) = running_job(&app, owner.account()).await;
    let (other, _) = running_job(&app, owner.account()).await;
    let token = ticket(&owner, job).await;
    let of_other = ticket(&owner, other).await;
    let late = ticket(&owner, job).await;
    sqlx::query(
        "UPDATE stream_ticket SET expires_at = now() - interval '1 second'
                 WHERE token_sha256 = sha256(convert_to($1, 'UTF8'))",
    )
    .bind(&late)
    .execute(app.sql())
    .await
    .unwrap();

    assert!(open(&app, job, &format!("?token={token}"), &[]).await.is_ok());
    for token in [&token, &of_other, &late, "made-up"] {
        let refused = open(&app, job, &format!("?token={token}"), &[]).await.err();
        assert_eq!(refused, Some(StatusCode::UNAUTHORIZED), "{token}");
    }
}

#[tokio::test]
async fn others_and_pages_of_other_sites_are_refused() {
    let app = TestApp::start().await;
    let owner = app.sign_in(Role::Analyst).await;
    let (job, _) = running_job(&app, owner.account()).await;
    let stranger = app.sign_in(Role::Analyst).await;
    let admin = app.sign_in(Role::Admin).await;
    let from = |origin: &str| [of_session(&owner), vec![("origin", origin.to_owned())]].concat();
    let own_site = format!("http://{}", app.address());

    assert_eq!(open(&app, job, "", &[]).await.err(), Some(StatusCode::UNAUTHORIZED));
    assert_eq!(
        open(&app, job, "", &of_session(&stranger)).await.err(),
        Some(StatusCode::NOT_FOUND)
    );
    let foreign = open(&app, job, "", &from("https://evil.example")).await.err();
    assert_eq!(foreign, Some(StatusCode::FORBIDDEN));
    assert!(open(&app, job, "", &from(&own_site)).await.is_ok());
    assert!(open(&app, job, "", &of_session(&admin)).await.is_ok());
}

#[tokio::test]
async fn a_socket_is_closed_when_its_reader_may_no_longer_watch_and_when_the_server_stops() {
    let app = TestApp::start().await;
    let owner = app.sign_in(Role::Analyst).await;
    let (job, _) = running_job(&app, owner.account()).await;
    let admin = app.sign_in(Role::Admin).await;
    let mut of_owner = open(&app, job, "?after=2", &of_session(&owner)).await.unwrap();
    let mut of_admin = open(&app, job, "?after=2", &of_session(&admin)).await.unwrap();
    let body = serde_json::json!({ "name": "watcher", "scopes": ["read"] });
    let made = admin.post("/api/v1/account/tokens", &body).await.assert_status(201).json();
    let bearer = vec![("authorization", format!("Bearer {}", made["token"].as_str().unwrap()))];
    let mut of_token = open(&app, job, "?after=2", &bearer).await.unwrap();

    sqlx::query("UPDATE account SET disabled_at = now() WHERE id = $1")
        .bind(owner.account().0)
        .execute(app.sql())
        .await
        .unwrap();
    let revoke = format!("/api/v1/account/tokens/{}", made["id"]);
    admin.delete(&revoke).await.assert_status(204);
    let refused = next(&mut of_owner).await.unwrap_err().unwrap();
    let revoked = next(&mut of_token).await.unwrap_err().unwrap();
    let again = open(&app, job, "?after=2", &bearer).await.err();
    app.state().shutdown.cancel();
    let stopped = next(&mut of_admin).await.unwrap_err().unwrap();

    assert_eq!((refused.code, stopped.code), (CloseCode::Policy, CloseCode::Away));
    assert_eq!((revoked.code, again), (CloseCode::Policy, Some(StatusCode::UNAUTHORIZED)));
}

#[tokio::test]
async fn a_tickets_socket_ends_with_the_session_or_the_sign_in_that_made_the_ticket() {
    let app = TestApp::start().await;
    let leaver = app.sign_in(Role::Analyst).await;
    let (job, _) = running_job(&app, leaver.account()).await;
    let other_browser = app.sign_in_as(leaver.account()).await;
    let program = app.bearer(Role::Admin).await;
    let mut sockets = Vec::new();
    for maker in [&leaver, &program, &other_browser] {
        let query = format!("?after=2&token={}", ticket(maker, job).await);
        sockets.push(open(&app, job, &query, &[]).await.unwrap());
    }
    let unused = ticket(&leaver, job).await;

    leaver.post_form("/fn/accounts/sign_out", &[]).await.assert_status(200);
    sqlx::query("UPDATE account SET role = 'analyst' WHERE id = $1")
        .bind(program.account().0)
        .execute(app.sql())
        .await
        .unwrap();
    let began = Instant::now();
    let too_late = open(&app, job, &format!("?token={unused}"), &[]).await.err();
    let mut stays = sockets.pop().unwrap();
    for mut socket in sockets {
        let closed = next(&mut socket).await.unwrap_err().unwrap();
        assert_eq!(closed.code, CloseCode::Policy);
        assert!(began.elapsed() < ACCESS_ENDS_WITHIN, "{:?}", began.elapsed());
    }

    assert_eq!(too_late, Some(StatusCode::UNAUTHORIZED));
    let still_open = tokio::time::timeout(Duration::from_secs(1), next(&mut stays)).await;
    assert!(still_open.is_err(), "the other browser is still signed in");
}

#[tokio::test]
async fn the_twenty_first_stream_of_a_person_is_refused_until_one_is_closed() {
    let app = TestApp::start().await;
    let owner = app.sign_in(Role::Analyst).await;
    let (job, _) = running_job(&app, owner.account()).await;
    let mut sockets = Vec::new();
    for _ in 0..20 {
        sockets.push(open(&app, job, "?after=2", &of_session(&owner)).await.unwrap());
    }

    let refused = open(&app, job, "?after=2", &of_session(&owner)).await.err();
    let events = owner.get(&format!("/api/v1/jobs/{job}/events")).await;
    sockets.pop().unwrap().close(None).await.unwrap();
    // The server hears of the goodbye a moment later.
    let again = super::eventually("a place is free", async || {
        open(&app, job, "?after=2", &of_session(&owner)).await.ok()
    });
    again.await;

    assert_eq!(refused, Some(StatusCode::TOO_MANY_REQUESTS));
    assert_eq!(events.status, StatusCode::TOO_MANY_REQUESTS);
}
