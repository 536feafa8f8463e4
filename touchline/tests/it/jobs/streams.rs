//! Event streams: nothing lost, nothing twice, and only for whom they are.

use std::time::Duration;

use backroom::{AccountId, JobId, LogLevel, Role};
use futures::StreamExt as _;
use http::Method;
use serde_json::{Value, json};
use store::queue::{
    AttemptEnd, Job, LeaseId, NewJob, NewLogLine, append_log, end_attempt, enqueue, fetch,
};

use super::{DEADLINE, Drill, drill};
use crate::{Client, TestApp};

/// An open stream of server-sent events.
struct Stream {
    bytes: futures::stream::BoxStream<'static, Vec<u8>>,
    text: String,
}

/// One event of a stream.
#[derive(Debug, PartialEq)]
struct Received {
    id: Option<i64>,
    name: String,
    data: Value,
}

impl Stream {
    async fn open(client: &Client, path: &str, last_event_id: Option<i64>) -> Self {
        let mut request = client.request(Method::GET, path);
        if let Some(id) = last_event_id {
            request = request.header("Last-Event-ID", id.to_string());
        }
        let response = request.send().await.unwrap();
        assert_eq!(response.status(), 200);
        assert_eq!(response.headers()["content-type"], "text/event-stream");
        // A connection that is cut ends the stream as an orderly end does.
        let bytes = response.bytes_stream().map(|chunk| chunk.map(|bytes| bytes.to_vec()));
        let bytes = bytes.take_while(|chunk| std::future::ready(chunk.is_ok()));
        Self { bytes: bytes.map(Result::unwrap).boxed(), text: String::new() }
    }

    /// The next event; `None` at the end of the stream.
    async fn next(&mut self) -> Option<Received> {
        let reading = async {
            loop {
                if let Some((event, rest)) = self.text.split_once("\n\n") {
                    let (event, rest) = (event.to_owned(), rest.to_owned());
                    self.text = rest;
                    if let Some(received) = received(&event) {
                        return Some(received);
                    }
                    continue;
                }
                let bytes = self.bytes.next().await?;
                self.text.push_str(std::str::from_utf8(&bytes).unwrap());
            }
        };
        tokio::time::timeout(DEADLINE, reading).await.expect("the stream goes on")
    }
}

fn received(text: &str) -> Option<Received> {
    let field = |name: &str| {
        text.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(": ")).map(str::to_owned)
    };
    Some(Received {
        id: field("id").map(|id| id.parse().unwrap()),
        name: field("event")?,
        data: serde_json::from_str(&field("data")?).unwrap(),
    })
}

pub(super) async fn running_job(app: &TestApp, owner: AccountId) -> (JobId, LeaseId) {
    let job = NewJob { created_by: Some(owner), ..drill("rondo") };
    let id = enqueue(app.db(), job).await.unwrap().id();
    let leases = fetch(app.db(), Drill::QUEUE, "test", 1, Duration::from_mins(10)).await.unwrap();
    (id, leases[0].id)
}

/// Writes a line to the job's log, as its worker does.
pub(super) async fn say(app: &TestApp, lease: LeaseId, text: &str) {
    let line = NewLogLine::new(LogLevel::Info, text);
    assert!(append_log(app.db(), lease, &[line]).await.unwrap());
}

#[tokio::test]
async fn a_reader_that_is_cut_off_again_and_again_misses_nothing_and_gets_nothing_twice() {
    const LINES: i64 = 120;
    let app = TestApp::start().await;
    let owner = app.sign_in(Role::Analyst).await;
    let (id, lease) = running_job(&app, owner.account()).await;
    let path = format!("/api/v1/jobs/{id}/events");

    let writing = async {
        for line in 0..LINES {
            say(&app, lease, &format!("line {line}")).await;
        }
        end_attempt(app.db(), lease, AttemptEnd::Completed(json!(null))).await.unwrap();
    };
    // Queued and started before the lines, completed after them.
    let last = LINES + 3;
    let reading = async {
        let mut seen: Vec<i64> = Vec::new();
        while seen.last() != Some(&last) {
            let mut stream = Stream::open(&owner, &path, seen.last().copied()).await;
            for _ in 0..17 {
                let Some(event) = stream.next().await else { break };
                assert_eq!(event.data["seq"], json!(event.id));
                seen.push(event.id.unwrap());
            }
        }
        seen
    };
    let ((), seen) = futures::join!(writing, reading);

    assert_eq!(seen, (1..=last).collect::<Vec<_>>());
    let again = owner.request(Method::GET, &path).header("Last-Event-ID", last.to_string());
    // 204 tells a browser's EventSource not to come back.
    owner.send(again).await.assert_status(204);
}

#[tokio::test]
async fn a_stream_ends_with_its_job_and_names_what_it_tells() {
    let app = TestApp::start().await;
    let owner = app.sign_in(Role::Analyst).await;
    let (id, lease) = running_job(&app, owner.account()).await;
    let mut stream = Stream::open(&owner, &format!("/api/v1/jobs/{id}/events?after=1"), None).await;

    let started = stream.next().await.unwrap();
    say(&app, lease, "windy").await;
    let line = stream.next().await.unwrap();
    end_attempt(app.db(), lease, AttemptEnd::Completed(json!(null))).await.unwrap();
    let completed = stream.next().await.unwrap();

    assert_eq!((started.name.as_str(), &started.data["state"]), ("status", &json!("running")));
    assert_eq!((line.name.as_str(), &line.data["text"]), ("log", &json!("windy")));
    assert_eq!(completed.data["state"], "completed");
    assert_eq!(stream.next().await, None);
}

#[tokio::test]
async fn the_tray_gets_its_own_tasks_and_their_changes_and_nobody_elses() {
    let app = TestApp::start().await;
    let owner = app.sign_in(Role::Analyst).await;
    let stranger = app.sign_in(Role::Admin).await;
    let (old, old_lease) = running_job(&app, owner.account()).await;
    running_job(&app, stranger.account()).await;
    let mut stream = Stream::open(&owner, "/api/v1/tasks/events", None).await;

    let snapshot = stream.next().await.unwrap();
    let (_, other_lease) = running_job(&app, stranger.account()).await;
    say(&app, other_lease, "secret").await;
    say(&app, old_lease, "mine").await;
    let line = stream.next().await.unwrap();
    let changed = stream.next().await.unwrap();
    let new = NewJob { created_by: Some(owner.account()), ..drill("new") };
    let new = enqueue(app.db(), new).await.unwrap().id();
    let queued = stream.next().await.unwrap();
    let added = stream.next().await.unwrap();

    assert_eq!((snapshot.name.as_str(), &snapshot.data["id"]), ("task", &json!(old)));
    assert_eq!((line.name.as_str(), &line.data["text"]), ("log", &json!("mine")));
    assert_eq!((changed.name.as_str(), &changed.data["event_seq"]), ("task", &json!(3)));
    assert_eq!((queued.name.as_str(), &queued.data["job_id"]), ("status", &json!(new)));
    assert_eq!((added.name.as_str(), &added.data["state"]), ("task", &json!("queued")));
}

#[tokio::test]
async fn a_stream_ends_when_its_reader_may_no_longer_watch() {
    let app = TestApp::start().await;
    let owner = app.sign_in(Role::Analyst).await;
    let (id, _) = running_job(&app, owner.account()).await;
    let mut one = Stream::open(&owner, &format!("/api/v1/jobs/{id}/events?after=2"), None).await;
    let mut all = Stream::open(&owner, "/api/v1/tasks/events", None).await;
    assert_eq!(all.next().await.unwrap().name, "task");

    sqlx::query("UPDATE account SET disabled_at = now() WHERE id = $1")
        .bind(owner.account().0)
        .execute(app.sql())
        .await
        .unwrap();

    assert_eq!(one.next().await, None);
    assert_eq!(all.next().await, None);
}

/// The access check of every 15 s, and some time for the check itself on a busy machine.
pub(super) const ACCESS_ENDS_WITHIN: Duration = Duration::from_secs(15 + 4);

/// Sees to it that `stream` ends in time.
async fn assert_ends(what: &str, mut stream: Stream) {
    let began = std::time::Instant::now();
    while stream.next().await.is_some() {}
    assert!(began.elapsed() < ACCESS_ENDS_WITHIN, "{what}: {:?}", began.elapsed());
}

#[tokio::test]
async fn streams_end_in_time_with_the_session_and_with_the_role_that_opened_them() {
    let app = TestApp::start().await;
    let (leaver, demoted) = (app.sign_in(Role::Analyst).await, app.sign_in(Role::Admin).await);
    let (id, _) = running_job(&app, leaver.account()).await;
    let job = format!("/api/v1/jobs/{id}/events?after=2");
    let stayed_signed_in = app.sign_in_as(leaver.account()).await;
    let mut stays = Stream::open(&stayed_signed_in, "/api/v1/tasks/events", None).await;
    stays.next().await.unwrap();
    let of_leaver = Stream::open(&leaver, &job, None).await;
    let tasks_of_leaver = Stream::open(&leaver, "/api/v1/tasks/events", None).await;
    // An administrator sees everybody's jobs, and an analyst only his own.
    let of_demoted = Stream::open(&demoted, &job, None).await;
    let tasks_of_demoted = Stream::open(&demoted, "/api/v1/tasks/events", None).await;

    leaver.post_form("/fn/accounts/sign_out", &[]).await.assert_status(200);
    sqlx::query("UPDATE account SET role = 'analyst' WHERE id = $1")
        .bind(demoted.account().0)
        .execute(app.sql())
        .await
        .unwrap();
    tokio::join!(
        assert_ends("a job's, signed out", of_leaver),
        assert_ends("the tray's, signed out", tasks_of_leaver),
        assert_ends("a job's, no administrator", of_demoted),
        assert_ends("the tray's, another role", tasks_of_demoted),
    );

    // The same account's other session goes on.
    let task = NewJob { created_by: Some(leaver.account()), ..drill("later") };
    enqueue(app.db(), task).await.unwrap();
    assert!(stays.next().await.is_some());
}

#[tokio::test]
async fn a_job_that_never_falls_silent_is_no_reason_not_to_look_who_reads() {
    let app = TestApp::start().await;
    let owner = app.sign_in(Role::Analyst).await;
    let (id, lease) = running_job(&app, owner.account()).await;
    let stream = Stream::open(&owner, &format!("/api/v1/jobs/{id}/events?after=2"), None).await;
    let writer = {
        let db = app.db().clone();
        tokio::spawn(async move {
            loop {
                let line = NewLogLine::new(LogLevel::Info, "line");
                append_log(&db, lease, &[line]).await.unwrap();
            }
        })
    };

    owner.post_form("/fn/accounts/sign_out", &[]).await.assert_status(200);
    assert_ends("a busy job's", stream).await;

    writer.abort();
    let _ = writer.await;
}

#[tokio::test]
async fn streams_end_when_the_server_stops() {
    let app = TestApp::start().await;
    let owner = app.sign_in(Role::Analyst).await;
    let (id, _) = running_job(&app, owner.account()).await;
    let mut one = Stream::open(&owner, &format!("/api/v1/jobs/{id}/events?after=2"), None).await;
    let mut all = Stream::open(&owner, "/api/v1/tasks/events", None).await;
    all.next().await.unwrap();

    app.state().shutdown.cancel();

    assert_eq!(one.next().await, None);
    assert_eq!(all.next().await, None);
}
