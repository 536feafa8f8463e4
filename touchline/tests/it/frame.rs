//! The frame round every page: theme, palette, home, the page for addresses that lead nowhere.

use backroom::Role;

use crate::TestApp;

#[tokio::test]
async fn the_theme_is_a_cookie_that_a_plain_form_sets_and_the_first_paint_obeys() {
    let app = TestApp::start().await;
    let client = app.signed_out();

    let chosen = client.submit("/fn/layout/choose_theme", "/tasks", &[("theme", "dark")]).await;
    let dark = client.clone().with_header("cookie", "theme=dark").get("/").await.text();
    let plain = client.get("/").await.text();

    let chosen = chosen.assert_status(302);
    assert!(chosen.header("set-cookie").starts_with("theme=dark; Path=/;"), "{:?}", chosen.headers);
    assert!(
        chosen.header("location").trim_end_matches('?').ends_with("/tasks"),
        "{:?}",
        chosen.headers
    );
    assert!(dark.contains("<html lang=\"en\" data-theme=\"dark\">"), "{dark}");
    assert!(plain.contains("<html lang=\"en\">"), "{plain}");
}

#[tokio::test]
async fn players_are_suggested_to_readers_only() {
    let app = TestApp::start().await;
    let text = [("text", "odegaard")];

    app.signed_out().post_form("/fn/layout/suggest_players", &text).await.assert_status(401);
    let viewer = app.sign_in(Role::Viewer).await;
    let none =
        viewer.post_form("/fn/layout/suggest_players", &text).await.assert_status(200).json();

    assert_eq!(none, serde_json::json!([]));
}

#[tokio::test]
async fn the_home_page_is_for_readers_and_names_the_first_step_in_an_empty_house() {
    let app = TestApp::start().await;
    let analyst = app.sign_in(Role::Analyst).await;

    app.signed_out().post_form("/fn/home/find_home", &[]).await.assert_status(401);
    let home = analyst.get("/").await.assert_status(200).text();

    assert!(home.contains("There are no players yet."), "{home}");
    assert!(home.contains("href=\"/players/import\""), "{home}");
}

#[tokio::test]
async fn an_address_that_leads_nowhere_names_its_request() {
    let app = TestApp::start().await;

    let page = app.signed_out().get("/nowhere").await.assert_status(404);

    let id = page.header("x-request-id").to_owned();
    assert!(!id.is_empty() && page.text().contains(&id), "{}", page.text());
}

#[tokio::test]
async fn no_page_holds_an_inline_style() {
    let app = TestApp::start().await;
    let analyst = app.sign_in(Role::Analyst).await;

    for path in ["/", "/tasks", "/nowhere"] {
        let html = analyst.get(path).await.text();

        assert!(!html.contains(" style="), "{path}: {html}");
    }
}
