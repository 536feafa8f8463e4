//! Addresses that lead nowhere.

use crate::TestApp;

#[tokio::test]
async fn an_unknown_address_of_the_api_is_a_problem_and_one_of_the_pages_a_page() {
    let app = TestApp::start().await;
    let client = app.signed_out();

    let rest = client.get("/api/v1/nothing/here").await.assert_status(404);
    let page = client.get("/nothing/here").await.assert_status(404);

    assert_eq!(rest.header("content-type"), "application/problem+json");
    assert!(page.header("content-type").starts_with("text/html"), "{:?}", page.headers);
}
