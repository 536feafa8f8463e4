//! The players' pages and server functions: who may, forms without script, what the pages say.

use backroom::Role;
use serde_json::json;

use crate::{Client, TestApp};

async fn player(analyst: &Client, name: &str) -> String {
    let body = json!({ "name": name });
    let answer = analyst.post("/api/v1/players", &body).await.assert_status(201);
    answer.json()["id"].to_string()
}

#[tokio::test]
async fn server_functions_ask_who_is_asking() {
    let app = TestApp::start().await;
    let analyst = app.bearer(Role::Analyst).await;
    let id = player(&analyst, "A").await;
    let query = json!({ "query": {
        "filter": {}, "sort": { "key": "value", "descending": true }, "cursor": null, "limit": 50,
    } });

    for (client, reads, writes) in
        [(app.signed_out(), 401, 401), (app.sign_in(Role::Viewer).await, 200, 403)]
    {
        client.post("/fn/players/list_players", &query).await.assert_status(reads);
        let filter = json!({ "filter": {} });
        client.post("/fn/players/count_players", &filter).await.assert_status(reads);
        let about = [("id", id.as_str())];
        client.post_form("/fn/players/find_player", &about).await.assert_status(reads);
        client.post_form("/fn/players/list_history", &about).await.assert_status(reads);
        let fields = [("fields[name]", "B")];
        client.post_form("/fn/players/save_player", &fields).await.assert_status(writes);
        let ids = [("ids", id.as_str())];
        client.post_form("/fn/players/delete_players", &ids).await.assert_status(writes);
        client.post_form("/fn/players/restore_players", &ids).await.assert_status(writes);
    }
    analyst.get(&format!("/api/v1/players/{id}")).await.assert_status(200);
}

#[tokio::test]
async fn a_page_longer_than_allowed_is_refused() {
    let app = TestApp::start().await;
    let viewer = app.sign_in(Role::Viewer).await;

    for limit in [0, 201, 65_535] {
        let query = json!({ "query": {
            "filter": {}, "sort": { "key": "value", "descending": true }, "cursor": null,
            "limit": limit,
        } });
        viewer.post("/fn/players/list_players", &query).await.assert_status(422);
    }
}

#[tokio::test]
async fn a_player_is_added_edited_and_deleted_by_forms_without_script() {
    let app = TestApp::start().await;
    let analyst = app.sign_in(Role::Analyst).await;

    let added = analyst
        .submit(
            "/fn/players/save_player",
            "/players/new",
            &[("fields[name]", "Åge Ødegård"), ("fields[market_value]", "")],
        )
        .await
        .assert_status(302);
    let page = added.header("location").to_owned();
    let id = page.rsplit('/').next().expect("a path").to_owned();
    assert_eq!(page, format!("/players/{id}"));
    assert!(analyst.get(&page).await.assert_status(200).text().contains("Åge Ødegård"));

    let edited = analyst
        .submit(
            "/fn/players/save_player",
            &format!("/players/{id}/edit"),
            &[("id", &id), ("version", "1"), ("fields[name]", "Åge"), ("fields[foot]", "left")],
        )
        .await
        .assert_status(302);
    assert_eq!(edited.header("location"), page);

    let list = analyst.get("/players?q=age").await.assert_status(200).text();
    assert!(list.contains("Åge") && list.contains("aria-sort=\"descending\""));
    let question = analyst.get(&format!("/players/delete?ids={id}")).await.assert_status(200);
    assert!(question.text().contains("Delete 1 player?"));
    let deleted = analyst
        .submit("/fn/players/delete_players", "/players/delete", &[("ids", &id)])
        .await
        .assert_status(302);
    assert_eq!(deleted.header("location"), format!("/players?deleted={id}"));
    let list = analyst.get(&format!("/players?deleted={id}")).await.assert_status(200).text();
    assert!(list.contains("There are no players yet") && list.contains("Undo"));
    analyst.get(&page).await.assert_status(404);

    analyst
        .submit("/fn/players/restore_players", "/players", &[("ids", &id)])
        .await
        .assert_status(302);
    analyst.get(&page).await.assert_status(200);
}

#[tokio::test]
async fn the_list_says_why_it_is_empty_and_what_cannot_be_read() {
    let app = TestApp::start().await;
    let analyst = app.sign_in(Role::Analyst).await;
    player(&app.bearer(Role::Analyst).await, "Müller").await;

    let nobody = analyst.get("/players?q=zzzzzz").await.assert_status(200).text();
    assert!(nobody.contains("No player fits these filters."));
    let similar = analyst.get("/players?q=muler").await.assert_status(200).text();
    assert!(similar.contains("Müller") && similar.contains("differ from it by one slip"));
    let unreadable = analyst.get("/players?age_min=old").await.assert_status(422).text();
    assert!(unreadable.contains("Some fields need your attention."));
    app.signed_out().get("/players").await.assert_status(401);
}

#[tokio::test]
async fn unknown_is_a_word_on_the_page_and_never_a_nought() {
    let app = TestApp::start().await;
    let analyst = app.sign_in(Role::Analyst).await;
    let id = player(&app.bearer(Role::Analyst).await, "Nobody Known").await;

    let page = analyst.get(&format!("/players/{id}")).await.assert_status(200).text();

    assert!(page.contains("What we do not know") && page.contains("unknown"));
    assert!(!page.contains("€0"));
    analyst.get(&format!("/players/{id}/value")).await.assert_status(200);
    let history = analyst.get(&format!("/players/{id}/history")).await.assert_status(200).text();
    assert!(history.contains("Added"));
    analyst.get("/players/999999").await.assert_status(404);
    analyst.get("/players/nobody").await.assert_status(404);
}

#[tokio::test]
async fn a_formula_or_markup_in_a_name_stays_text() {
    let app = TestApp::start().await;
    let analyst = app.sign_in(Role::Analyst).await;
    player(&app.bearer(Role::Analyst).await, "<script>alert(1)</script>").await;

    let page = analyst.get("/players").await.assert_status(200).text();

    assert!(page.contains("&lt;script&gt;alert(1)"));
    assert!(!page.contains("<script>alert(1)"));
}
