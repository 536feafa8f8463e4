//! What is neither REST nor a server function: pages, and the plain routes beside them. And whether each
//! path that the router knows has a row somewhere.

use std::collections::BTreeSet;

use http::{Method, header};
use page_base::request::Clock;
use reqwest::multipart::{Form, Part};

use super::{
    FUNCTIONS, Identity,
    Least::{self, Admin, Analyst, Anybody, Reader, SignedIn, Unasked},
    REST, SameToAll, assert_cell, identities,
};
use crate::{Client, TestApp};

/// Page, least caller. Others get the page's frame with what they lack, or are led to the sign-in.
pub(crate) const PAGES: &[(&str, Least)] = &[
    ("/", Reader),
    ("/account", SignedIn),
    ("/account/tokens", SignedIn),
    ("/matches", Reader),
    ("/matches/compare", Reader),
    ("/matches/import/{id}", Analyst),
    ("/matches/{id}", Reader),
    ("/matches/{id}/clips", Reader),
    ("/matches/{id}/data", Reader),
    ("/matches/{id}/line-ups", Reader),
    ("/matches/{id}/replay", Reader),
    ("/operations", Admin),
    ("/operations/accounts", Admin),
    ("/operations/audit", Admin),
    ("/operations/incidents", Admin),
    ("/operations/jobs", Analyst),
    ("/operations/schedules", Admin),
    ("/operations/secrets", Admin),
    ("/operations/writers", Admin),
    ("/players", Reader),
    ("/players/compare", Reader),
    ("/players/delete", Analyst),
    ("/players/import", Analyst),
    ("/players/import/{id}", Analyst),
    ("/players/new", Analyst),
    ("/players/review", Analyst),
    ("/players/seasons/import", Analyst),
    ("/players/seasons/import/{id}", Analyst),
    ("/players/{id}", Reader),
    ("/players/{id}/edit", Analyst),
    ("/players/{id}/reports/compare", Reader),
    ("/players/{id}/reports/new", Analyst),
    ("/players/{id}/reports/write", Analyst),
    ("/players/{id}/reports/{version}", Reader),
    ("/players/{id}/{tab}", Reader),
    ("/register", Anybody),
    ("/reports", Reader),
    ("/scouting/models", Reader),
    ("/scouting/add", Analyst),
    ("/scouting/alerts", SignedIn),
    ("/scouting/needs", SignedIn),
    ("/scouting/needs/new", Analyst),
    ("/scouting/shortlists", SignedIn),
    ("/scouting/shortlists/{id}", SignedIn),
    ("/scouting/tags", SignedIn),
    ("/scouting/tags/{tag}", SignedIn),
    ("/sign-in", Anybody),
    ("/tasks", SignedIn),
    ("/tasks/{id}", SignedIn),
];

/// Plain route, least caller; all of them are asked by GET.
const PLAIN: &[(&str, Least)] = &[
    ("/api/v1/openapi.json", Anybody),
    ("/docs", Unasked),
    ("/docs/", Unasked),
    ("/docs/{*rest}", Unasked),
    ("/health", Unasked),
    ("/livez", Unasked),
    // To this machine without a name, too: `health::metrics_are_for_this_machine_and_for_administrators`.
    ("/metrics", Admin),
    ("/pkg", Unasked),
    ("/pkg/", Unasked),
    ("/pkg/{*__private__axum_nest_tail_param}", Unasked),
    ("/readyz", Unasked),
];

/// The forms that have a test of their own.
const UPLOADS: [&str; 2] = ["/matches/import/upload", "/players/import/upload"];

/// The paths in the router's own account of itself: `RouteId(7): "/players"`. What leads to no route
/// leads to the page that says so.
fn paths(router: &str) -> BTreeSet<String> {
    let after = router.split("RouteId(").skip(1).filter_map(|part| part.split_once("): \""));
    after
        .filter_map(|(_, path)| Some(path.split_once('"')?.0.to_owned()))
        // The API's own answer to what leads nowhere.
        .filter(|path| !path.contains("__private__axum_fallback") && path != "/api/v1")
        .collect()
}

#[tokio::test]
async fn every_path_of_the_router_has_a_row_and_every_row_a_path() {
    let app = TestApp::start().await;

    let known = paths(&format!("{:?}", app.router()));

    let mut listed: BTreeSet<_> =
        REST.iter().map(|(_, path, _)| format!("/api/v1{path}")).collect();
    listed.extend(FUNCTIONS.iter().map(|(path, ..)| (*path).to_owned()));
    listed.extend(PAGES.iter().chain(PLAIN).map(|(path, _)| (*path).to_owned()));
    listed.extend(UPLOADS.map(str::to_owned));
    assert!(known.len() > 100, "the router tells of its paths in another way now");
    let differ: Vec<_> = known.symmetric_difference(&listed).collect();
    assert!(differ.is_empty(), "without a row, or without a path: {differ:?}");
}

/// An address of the kind that `path` is: of a player who is there, and of other things that are not.
fn address(path: &str, player: i64) -> String {
    let job = "00000000-0000-7000-8000-000000000000";
    let is_player = path.starts_with("/players/{id}");
    let is_match = path.starts_with("/matches/{id}");
    let id = if is_player || is_match { player.to_string() } else { job.to_owned() };
    path.replace("{id}", &id)
        .replace("{version}", "1")
        .replace("{tab}", "values")
        .replace("{*rest}", "index.html")
        .replace("{*__private__axum_nest_tail_param}", "nothing.js")
}

/// A page that leads to the sign-in says the same as 401.
async fn status(client: &Client, path: &str) -> u16 {
    let request = client.request(Method::GET, path);
    let answer = request.send().await.unwrap();
    let leads_to = answer.headers().get(header::LOCATION).and_then(|value| value.to_str().ok());
    let status = match leads_to {
        Some(place) if place.starts_with("/sign-in") => 401,
        _ => answer.status().as_u16(),
    };
    // A page is in work until it is written: hundreds that nobody reads are more than the server takes on.
    answer.bytes().await.unwrap();
    status
}

async fn ask_every_cell(public_read: bool) {
    let app = TestApp::start_with(Clock::System, |config| {
        config.access.public_read = public_read;
        config.http.trusted_proxies = vec!["127.0.0.0/8".parse().unwrap()];
    })
    .await;
    let player: i64 = sqlx::query_scalar("INSERT INTO player (name) VALUES ('Ada') RETURNING id")
        .fetch_one(app.sql())
        .await
        .unwrap();
    let mut same = SameToAll::default();
    for Identity { name, client, role } in identities(&app).await {
        let client = client.with_header("x-forwarded-for", "203.0.113.9");
        let identity = Identity { name, client, role };
        for (path, least) in PAGES.iter().chain(PLAIN) {
            let status = status(&identity.client, &address(path, player)).await;
            assert_cell(path, &identity, *least, public_read, status);
            same.check(path, &identity, *least, status);
        }
    }
}

#[tokio::test]
async fn each_identity_sees_the_pages_that_its_row_says() {
    ask_every_cell(false).await;
}

#[tokio::test]
async fn where_reading_is_public_the_pages_of_readers_are_and_no_others() {
    ask_every_cell(true).await;
}

#[tokio::test]
async fn the_upload_forms_take_the_files_of_those_who_may_import_and_of_nobody_else() {
    let app = TestApp::start().await;

    for identity in identities(&app).await {
        for upload in UPLOADS {
            let before: i64 = drafts(&app).await;
            let form = Form::new().part("file", Part::text("name\nAda\n").file_name("players.csv"));
            let request = identity.client.request(Method::POST, upload).multipart(form);
            let answer = identity.client.send(request).await;

            let may = identity.role.is_some_and(|role| role >= backroom::Role::Analyst);
            assert_eq!(drafts(&app).await - before, i64::from(may), "{upload} {}", identity.name);
            if identity.name == "closed account's token" {
                assert_eq!(answer.status, 401);
                continue;
            }
            assert_eq!(answer.status, 303, "{upload} {}", identity.name);
            let draft = upload.replace("upload", "");
            let to_draft = answer.header("location").starts_with(&draft);
            assert_eq!(to_draft, may, "{upload} {}", identity.name);
        }
    }
}

async fn drafts(app: &TestApp) -> i64 {
    let count = "SELECT (SELECT count(*) FROM player_import) + (SELECT count(*) FROM match_import)";
    sqlx::query_scalar(count).fetch_one(app.sql()).await.unwrap()
}
