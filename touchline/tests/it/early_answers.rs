//! Answers that come before the whole request: whoever still sends reads them to the end.

use std::{
    io::ErrorKind,
    time::{Duration, Instant},
};

use axum::{Router, extract::State, routing::get};
use backroom::Role;
use page_base::request::{AppState, Clock};
use serde_json::Value;
use server::http::problem::Problem;
use store::StoreError;
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
};

use crate::TestApp;

/// More than the buffers of two sockets hold.
const LONG: usize = 16 * 1024 * 1024;
const PIECE: usize = 64 * 1024;

/// A connection that says what it has to say before it reads a letter.
struct Talker(TcpStream);

impl Talker {
    async fn to(app: &TestApp) -> Self {
        Self(TcpStream::connect(app.address()).await.unwrap())
    }

    /// Sends a head for a body of `length` bytes.
    async fn begin(&mut self, path: &str, length: usize, headers: &[(&str, &str)]) {
        let mut head =
            format!("POST {path} HTTP/1.1\r\nHost: test\r\nContent-Length: {length}\r\n");
        for (name, value) in headers {
            head.extend([name, ": ", value, "\r\n"]);
        }
        head.push_str("\r\n");
        self.0.write_all(head.as_bytes()).await.unwrap();
    }

    /// Sends a table of players, as a form, that is longer than [`LONG`].
    async fn upload(&mut self, path: &str, headers: &[(&str, &str)]) {
        let start = "--cut\r\nContent-Disposition: form-data; name=\"file\"; filename=\"players.csv\"\r\n\
                     \r\nname\n";
        let end = "\r\n--cut--\r\n";
        let kind = ("Content-Type", "multipart/form-data; boundary=cut");
        let length = start.len() + LONG + end.len();
        self.begin(path, length, &[headers, &[kind, ("Connection", "close")]].concat()).await;
        self.0.write_all(start.as_bytes()).await.unwrap();
        self.send(LONG).await;
        self.0.write_all(end.as_bytes()).await.expect("the server reads to the end");
    }

    /// Sends so many bytes, a piece at a time.
    async fn send(&mut self, length: usize) {
        let piece: Vec<u8> =
            b"A player with a name\n".iter().copied().cycle().take(PIECE).collect();
        for _ in 0..length / PIECE {
            self.0.write_all(&piece).await.expect("the server reads on");
        }
    }

    /// Reads an answer, slowly: its status and its body.
    async fn answer(&mut self) -> (u16, String) {
        let mut text = String::new();
        let (status, length) = loop {
            if let Some((head, _)) = text.split_once("\r\n\r\n") {
                let status = head.split(' ').nth(1).unwrap().parse().unwrap();
                let length = head.lines().find_map(|line| {
                    let (name, value) = line.split_once(": ")?;
                    name.eq_ignore_ascii_case("content-length").then(|| value.parse().unwrap())
                });
                break (status, head.len() + 4 + length.unwrap_or(0));
            }
            self.read_some(&mut text).await;
        };
        while text.len() < length {
            self.read_some(&mut text).await;
        }
        (status, text[text.find("\r\n\r\n").unwrap() + 4..].to_owned())
    }

    async fn read_some(&mut self, text: &mut String) {
        let mut some = [0; 32];
        let read = self.0.read(&mut some).await.expect("the answer is not lost");
        assert_ne!(read, 0, "the answer breaks off: {text}");
        text.push_str(std::str::from_utf8(&some[..read]).unwrap());
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
}

#[tokio::test]
async fn whoever_sends_too_much_reads_the_whole_refusal_after_the_last_byte() {
    let app = TestApp::start().await;
    let mut talker = Talker::to(&app).await;

    talker.begin("/api/v1/auth/token", LONG, &[("Connection", "close")]).await;
    talker.send(LONG).await;
    let (status, body) = talker.answer().await;

    assert_eq!(status, 413);
    let problem: Value = serde_json::from_str(&body).unwrap();
    assert_eq!(problem["type"], "/docs/problems#too-large");
    assert_eq!(talker.0.read(&mut [0]).await.unwrap(), 0, "closed in good order");
}

#[tokio::test]
async fn a_refused_upload_is_told_why_after_the_last_byte() {
    let app = TestApp::start_with(Clock::System, |config| {
        config.data.upload_limit_bytes = 1024 * 1024;
    })
    .await;
    let viewer = app.bearer(Role::Viewer).await;
    let analyst = app.bearer(Role::Analyst).await;
    let nobody: &[(&str, &str)] = &[];
    let viewer = &[("Authorization", viewer.header("authorization").unwrap())];
    let analyst = &[("Authorization", analyst.header("authorization").unwrap())];

    for (who, path, expected, words) in [
        (nobody, "/api/v1/players/import", 401, "Sign in"),
        (viewer.as_slice(), "/api/v1/players/import", 403, "may not do this"),
        (analyst.as_slice(), "/api/v1/players/import", 422, "larger than 1 MB"),
        (analyst.as_slice(), "/api/v1/players/seasons/import", 422, "larger than 1 MB"),
        (nobody, "/players/import/upload", 303, ""),
    ] {
        let mut talker = Talker::to(&app).await;
        talker.upload(path, who).await;
        let (status, body) = talker.answer().await;

        assert_eq!(status, expected, "{path}: {body}");
        assert!(body.contains(words), "{path}: {body}");
    }
    let left = std::fs::read_dir(app.folder().join("uploads")).unwrap().count();
    assert_eq!(left, 0);
}

#[tokio::test]
async fn whoever_pauses_has_the_answer_at_once_and_may_ask_again_after_the_last_byte() {
    let app = TestApp::start().await;
    let mut talker = Talker::to(&app).await;
    talker.begin("/api/v1/auth/token", LONG, &[]).await;
    talker.send(PIECE).await;

    let began = Instant::now();
    let (first, _) = talker.answer().await;
    let took = began.elapsed();
    talker.send(LONG - PIECE).await;
    talker.0.write_all(b"GET /livez HTTP/1.1\r\nHost: test\r\n\r\n").await.unwrap();
    let (second, _) = talker.answer().await;

    assert_eq!((first, second), (413, 200));
    assert!(took < Duration::from_secs(4), "{took:?}");
}

#[tokio::test]
async fn whoever_waits_to_be_asked_for_the_body_is_refused_without_being_asked() {
    let app = TestApp::start().await;
    let mut talker = Talker::to(&app).await;

    talker.begin("/api/v1/players/import", LONG, &[("Expect", "100-continue")]).await;
    let (status, _) = talker.answer().await;

    assert_eq!(status, 401);
}

#[tokio::test]
async fn a_full_disk_is_told_to_whoever_asks_and_to_operators() {
    async fn files() -> Result<&'static str, Problem> {
        Err(StoreError::File(ErrorKind::StorageFull.into()).into())
    }
    async fn database(State(state): State<AppState>) -> Result<&'static str, Problem> {
        let full = "DO $$ BEGIN RAISE 'could not extend file' USING ERRCODE = '53100'; END $$";
        let pool = state.db.get_postgres_connection_pool();
        sqlx::raw_sql(full).execute(pool).await.map_err(StoreError::from)?;
        Ok("there is room")
    }
    let routes = Router::new().route("/test/files", get(files)).route("/test/rows", get(database));
    let app = TestApp::start_with_routes(routes, |_| {}).await;

    for path in ["/test/files", "/test/rows"] {
        let problem = app.signed_out().get(path).await.assert_status(507).json();

        assert_eq!(problem["type"], "/docs/problems#storage-full");
        assert_eq!(problem["title"], "Insufficient Storage");
        let detail = problem["detail"].as_str().unwrap();
        assert!(detail.contains("no room left") && detail.contains("try again"), "{detail}");
    }
    app.observer().flush_book().await.unwrap();
    let noted = store::incidents::list_incidents(app.db(), None, None, 100).await.unwrap();
    let mut kinds: Vec<_> = noted.iter().map(|incident| incident.kind.as_str()).collect();
    kinds.sort_unstable();
    assert_eq!(kinds, ["database error 53100", "file error: no storage space"]);
}
