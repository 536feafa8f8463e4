//! A panic costs one answer and nothing else (R9).

use std::time::{Duration, Instant};

use axum::{
    Router,
    extract::Request,
    routing::{MethodRouter, get},
};
use http::Method;
use leptos::prelude::*;
use page_base::request::AppState;

use crate::TestApp;

async fn app_with_panics() -> TestApp {
    async fn panics() -> &'static str {
        panic!("the secret is 42");
    }
    let routes =
        Router::new().route("/test/panic", get(panics)).route("/fn/test/panic", get(panics));
    TestApp::start_with_routes(routes, |_| {}).await
}

#[tokio::test]
async fn a_panic_becomes_an_answer_with_the_request_id_and_the_process_lives() {
    let app = app_with_panics().await;
    let client = app.signed_out();

    for _ in 0..3 {
        let answer = client.get("/test/panic").await.assert_status(500);
        let id = answer.header("x-request-id");
        assert!(id.starts_with("req_"));
        assert!(answer.text().contains(id), "{}", answer.text());
        assert!(!answer.text().contains("secret"), "{}", answer.text());
    }
    client.get("/livez").await.assert_status(200);
}

#[tokio::test]
async fn a_person_gets_a_page_and_a_script_an_error_it_understands() {
    let app = app_with_panics().await;
    let client = app.signed_out();

    let page = client
        .send(client.request(Method::GET, "/test/panic").header("accept", "text/html,*/*"))
        .await
        .assert_status(500);
    let script = client.get("/fn/test/panic").await.assert_status(500);

    assert!(page.header("content-type").starts_with("text/html"));
    assert!(page.text().contains(page.header("x-request-id")));
    assert_eq!(script.json()["internal"]["incident"], script.header("x-request-id"));
}

/// A route that renders `page` as the program's own pages are rendered.
fn rendered<V: IntoView + 'static>(page: fn() -> V) -> MethodRouter<AppState> {
    get(move |request: Request| leptos_axum::render_app_async_with_context(|| {}, page)(request))
}

fn panics() -> String {
    panic!("the secret is 42")
}

/// A page whose data is fetched by code that panics.
fn page_of_a_resource() -> impl IntoView {
    let data = Resource::new(|| (), |()| async { panics() });
    view! {
        <Suspense fallback=|| "Loading">{move || Suspend::new(async move { data.await })}</Suspense>
    }
}

/// A page that panics when its data is there.
fn page_of_a_suspension() -> impl IntoView {
    view! {
        <Suspense fallback=|| "Loading">
            {move || Suspend::new(async move {
                tokio::task::yield_now().await;
                panics()
            })}
        </Suspense>
    }
}

#[tokio::test]
async fn a_page_that_panics_while_it_is_rendered_is_answered_and_the_next_one_is_rendered() {
    let routes = Router::new()
        .route("/test/at-once", rendered(panics))
        .route("/test/later", rendered(page_of_a_suspension))
        .route("/test/data", rendered(page_of_a_resource))
        .route("/test/sound", rendered(|| "Sound"));
    let app = TestApp::start_with_routes(routes, |_| {}).await;
    let client = app.signed_out();

    for page in ["/test/at-once", "/test/later", "/test/data"] {
        let asked = Instant::now();
        let request = client.request(Method::GET, page).header("accept", "text/html");
        let answer = client.send(request).await.assert_status(500);
        assert!(asked.elapsed() < Duration::from_secs(5), "{page}: {:?}", asked.elapsed());
        assert!(answer.header("content-type").starts_with("text/html"), "{page}");
        assert!(answer.text().contains(answer.header("x-request-id")), "{page}");
        assert!(!answer.text().contains("secret"), "{page}: {}", answer.text());
        assert!(client.get("/test/sound").await.assert_status(200).text().contains("Sound"));
    }
    client.get("/livez").await.assert_status(200);
    client.get("/sign-in").await.assert_status(200);
}
