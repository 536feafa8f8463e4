//! A panic costs one answer and nothing else (R9).

use axum::{Router, routing::get};
use http::Method;

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
