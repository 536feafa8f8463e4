//! The pages of the scouting desk, as browsers without script use them.

use backroom::Role;
use serde_json::json;

use crate::{Answer, Client, TestApp};

async fn player(app: &TestApp, name: &str) -> String {
    let id: i64 =
        sqlx::query_scalar("INSERT INTO player (name, club) VALUES ($1, 'Ajax') RETURNING id")
            .bind(name)
            .fetch_one(app.sql())
            .await
            .unwrap();
    id.to_string()
}

/// Path and query of where the answer leads.
fn leads_to(answer: &Answer) -> String {
    let address = answer.header("location");
    let after_scheme = address.split_once("://").map_or(address, |(_, rest)| rest);
    after_scheme.find('/').map_or_else(String::new, |start| after_scheme[start..].to_owned())
}

/// The page that a refused form leads back to, with the cookies that came along.
async fn back(client: &Client, answer: &Answer) -> String {
    client.with_cookies_of(answer).get(&leads_to(answer)).await.text()
}

#[tokio::test]
async fn a_note_is_written_changed_deleted_and_brought_back() {
    let app = TestApp::start().await;
    let analyst = app.sign_in(Role::Analyst).await;
    let id = player(&app, "Per").await;
    let page = format!("/players/{id}");
    let about = [("player_id", id.as_str())];
    let empty = analyst.get(&page).await.assert_status(200).text();

    let note = [&about[..], &[("text", "Quick\nbut <slight>")]].concat();
    analyst.submit("/fn/desk/write_note", &page, &note).await.assert_status(302);
    let written = analyst.get(&page).await.text();
    let number: i64 =
        sqlx::query_scalar("SELECT id FROM player_note").fetch_one(app.sql()).await.unwrap();
    let number = number.to_string();
    let one = [("player_id", id.as_str()), ("id", number.as_str())];
    let edited = [&one[..], &[("version", "1"), ("text", "Slow")]].concat();
    analyst.submit("/fn/desk/edit_note", &page, &edited).await.assert_status(302);
    analyst.submit("/fn/desk/delete_note", &page, &one).await.assert_status(302);
    let deleted = analyst.get(&page).await.text();
    let undone = [&one[..], &[("undo", "true")]].concat();
    analyst.submit("/fn/desk/delete_note", &page, &undone).await.assert_status(302);
    let restored = analyst.get(&page).await.text();

    assert!(empty.contains("Nobody has written a note on this player yet."), "{empty}");
    assert!(written.contains("but &lt;slight&gt;") && written.contains("1 note"), "{written}");
    assert!(deleted.contains("You deleted a note.") && !deleted.contains("Slow"));
    assert!(restored.contains("Slow") && restored.contains("edited"));
    let viewer = app.sign_in(Role::Viewer).await.get(&page).await.text();
    assert!(viewer.contains("Slow") && !viewer.contains("Write note"));
    let history = analyst.get(&format!("{page}/history")).await.text();
    assert!(history.contains("Note changed") && history.contains("Note brought back"));
}

#[tokio::test]
async fn a_refused_note_stands_in_its_form_with_the_reason() {
    let app = TestApp::start().await;
    let analyst = app.sign_in(Role::Analyst).await;
    let id = player(&app, "Per").await;

    let typed = format!("{}\u{1}", "so much to say ".repeat(20));
    let form = [("player_id", id.as_str()), ("text", typed.as_str())];
    let refused = analyst.submit("/fn/desk/write_note", &format!("/players/{id}"), &form).await;
    let page = back(&analyst, &refused.assert_status(302)).await;

    assert!(page.contains("Write 1 to 4000 characters."), "{page}");
    assert!(page.contains("so much to say so much to say"));
}

#[tokio::test]
async fn tags_lead_to_the_players_who_have_them() {
    let app = TestApp::start().await;
    let analyst = app.sign_in(Role::Analyst).await;
    let id = player(&app, "Per").await;
    let page = format!("/players/{id}");
    let tag = [("player_id", id.as_str()), ("tag", " Left  Foot ")];

    analyst.submit("/fn/desk/tag_player", &page, &tag).await.assert_status(302);
    let shown = analyst.get(&page).await.text();
    let tagged = analyst.get("/scouting/tags/left%20foot").await.assert_status(200).text();
    let all = analyst.get("/scouting/tags").await.assert_status(200).text();
    analyst.submit("/fn/desk/untag_player", &page, &tag).await.assert_status(302);
    let nobody = analyst.get("/scouting/tags/left%20foot").await.assert_status(200).text();

    assert!(shown.contains("href=\"/scouting/tags/left%20foot\""), "{shown}");
    assert!(tagged.contains(&format!("href=\"/players/{id}\"")) && tagged.contains("1 of 1"));
    assert!(all.contains("left foot") && !all.contains("1 of 1"));
    assert!(nobody.contains("No player has this tag."));
}

#[tokio::test]
async fn a_list_is_made_filled_moved_discussed_and_archived() {
    let app = TestApp::start().await;
    let analyst = app.sign_in(Role::Analyst).await;
    let (per, ole) = (player(&app, "Per").await, player(&app, "Ole").await);
    let both = format!("{per},{ole}");
    let add = format!("/scouting/add?ids={per}&ids={ole}");

    let form = analyst.get(&add).await.assert_status(200).text();
    let fields = [("ids", both.as_str()), ("list", ""), ("name", "Backs"), ("stage", "contacted")];
    let added = analyst.submit("/fn/desk/shortlist_players", &add, &fields).await;
    let board = leads_to(&added.assert_status(302));
    let list = board.rsplit('/').next().unwrap().to_owned();
    let place = [("id", list.as_str()), ("player_id", per.as_str())];
    let with = |more: &[(&'static str, &'static str)]| [&place[..], more].concat();
    let moved = with(&[("version", "1"), ("stage", "live_scouting")]);
    analyst.submit("/fn/desk/move_entry", &board, &moved).await.assert_status(302);
    let late = with(&[("version", "1"), ("stage", "dropped")]);
    let late = analyst.submit("/fn/desk/move_entry", &board, &late).await.assert_status(302);
    let late = back(&analyst, &late).await;
    let opened = format!("{board}?player={per}");
    analyst.submit("/fn/desk/rate_entry", &opened, &with(&[("stars", "4")])).await;
    analyst.submit("/fn/desk/comment_entry", &opened, &with(&[("text", "Saw him twice")])).await;
    let opened = analyst.get(&opened).await.assert_status(200).text();
    analyst.submit("/fn/desk/remove_entry", &board, &place).await.assert_status(302);
    let without = analyst.get(&board).await.text();
    analyst.submit("/fn/desk/archive_shortlist", &board, &place[..1]).await.assert_status(302);
    let lists = analyst.get("/scouting/shortlists").await.assert_status(200).text();

    assert!(form.contains("2 players") && form.contains("Per, Ole"), "{form}");
    assert!(late.contains("The player was not moved.") && late.contains("Reload"), "{late}");
    assert!(
        opened.contains("Saw him twice") && opened.contains("4.0 of 5 by 1 person"),
        "{opened}"
    );
    assert!(opened.contains("from Contacted to Live scouting"), "{opened}");
    assert!(without.contains("Taken off") && without.contains("Put back Per"), "{without}");
    assert!(lists.contains("There is no shortlist yet.") && lists.contains("Restore Backs"));
    let viewer = app.sign_in(Role::Viewer).await.get(&board).await.assert_status(200).text();
    assert!(viewer.contains("Ole") && !viewer.contains("Move Ole"), "{viewer}");
}

#[tokio::test]
async fn without_a_list_the_form_says_so_and_keeps_what_was_typed() {
    let app = TestApp::start().await;
    let analyst = app.sign_in(Role::Analyst).await;
    let per = player(&app, "Per").await;
    let add = format!("/scouting/add?ids={per}");

    let fields = [("ids", per.as_str()), ("list", ""), ("stage", "watch"), ("why", "Ends in June")];
    let refused = analyst.submit("/fn/desk/shortlist_players", &add, &fields).await;
    let page = back(&analyst, &refused.assert_status(302)).await;

    assert!(page.contains("Choose a list, or give a new one its name."), "{page}");
    assert!(page.contains("Ends in June"));
}

#[tokio::test]
async fn a_search_is_kept_as_a_need_counted_and_settled() {
    let app = TestApp::start().await;
    let analyst = app.sign_in(Role::Analyst).await;
    player(&app, "Per").await;
    let new = "/scouting/needs/new?club=Ajax&sort=age";

    let players = analyst.get("/players?club=Ajax&sort=age").await.assert_status(200).text();
    let form = analyst.get(new).await.assert_status(200).text();
    let fields = [("query", "club=Ajax&sort=age"), ("name", "Left-back"), ("due", "2027-01-31")];
    let saved = analyst.submit("/fn/desk/save_need", new, &fields).await.assert_status(302);
    let needs = analyst.get(&leads_to(&saved)).await.assert_status(200).text();
    let wrong = [("query", "club=Ajax"), ("name", "Other"), ("due", "soon"), ("note", "Kept")];
    let wrong = analyst.submit("/fn/desk/save_need", new, &wrong).await.assert_status(302);
    let wrong = back(&analyst, &wrong).await;
    let id: i64 = sqlx::query_scalar("SELECT id FROM need").fetch_one(app.sql()).await.unwrap();
    let id = id.to_string();
    let page = "/scouting/needs";
    analyst.submit("/fn/desk/settle_need", page, &[("id", id.as_str())]).await.assert_status(302);
    let settled = analyst.get(page).await.text();

    assert!(players.contains("href=\"/scouting/needs/new?club=Ajax&amp;sort=age\""), "{players}");
    assert!(form.contains("club Ajax"), "{form}");
    assert_eq!(leads_to(&saved), page);
    assert!(
        needs.contains("href=\"/players?club=Ajax&amp;sort=age\"") && needs.contains("31 Jan 2027")
    );
    assert!(needs.contains("counted"), "{needs}");
    assert!(wrong.contains("Give a day as 2026-08-31.") && wrong.contains("Kept"), "{wrong}");
    assert!(settled.contains("No need is open.") && settled.contains("Open Left-back again"));
}

#[tokio::test]
async fn what_changed_is_told_on_the_page_of_alerts_and_at_home() {
    let app = TestApp::start().await;
    let analyst = app.sign_in(Role::Analyst).await;
    let per = player(&app, "Per").await;
    let made = analyst.post("/api/v1/shortlists", &json!({ "name": "Backs" })).await;
    let list = made.assert_status(201).json()["id"].to_string();
    let body = json!({ "player_ids": [per.parse::<i64>().unwrap()] });
    analyst.post(&format!("/api/v1/shortlists/{list}/players"), &body).await.assert_status(200);
    let page = "/scouting/alerts";
    let nothing = analyst.get(page).await.assert_status(200).text();

    sqlx::query("UPDATE player SET club = 'PSV'").execute(app.sql()).await.unwrap();
    let told = analyst.get(page).await.text();
    let home = analyst.get("/").await.text();
    let newest: i64 =
        sqlx::query_scalar("SELECT max(id) FROM player_change").fetch_one(app.sql()).await.unwrap();
    let newest = newest.to_string();
    let read = [("newest", newest.as_str())];
    analyst.submit("/fn/desk/read_all_alerts", page, &read).await.assert_status(302);
    let unread = analyst.get("/scouting/alerts?show=unread").await.text();

    assert!(nothing.contains("Nothing has changed yet."), "{nothing}");
    assert!(told.contains("Club: Ajax → PSV") && told.contains(">New<"), "{told}");
    assert!(told.contains("Backs") && told.contains("Mark all as read"));
    assert!(home.contains("href=\"/scouting/alerts?show=unread\"") && home.contains("not read"));
    assert!(unread.contains("You have read everything."), "{unread}");
}
