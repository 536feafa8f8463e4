//! The players' forms as browsers without script send them: what is refused stands there again, with
//! the reason beside its field.

use backroom::Role;

use crate::{Client, TestApp};

/// Sends the form and follows the redirect as a browser does, with the cookies it was given.
async fn refused(client: &Client, from: &str, fields: &[(&str, &str)]) -> String {
    let answer = client.submit("/fn/players/save_player", from, fields).await.assert_status(302);
    let back = answer.header("location").to_owned();
    let back = back.find(from).map_or(back.as_str(), |start| &back[start..]);
    client.with_cookies_of(&answer).get(back).await.assert_status(200).text()
}

/// The part of `page` from the field called `name` to the next field.
fn field<'a>(page: &'a str, name: &str) -> &'a str {
    let start = page.find(&format!("id=\"field-fields[{name}]\"")).expect(name);
    let rest = &page[start..];
    rest.find("class=\"field\"").map_or(rest, |end| &rest[..end])
}

#[tokio::test]
async fn a_refused_new_player_stands_in_the_form_with_each_reason_beside_its_field() {
    let app = TestApp::start().await;
    let analyst = app.sign_in(Role::Analyst).await;

    let page = refused(
        &analyst,
        "/players/new",
        &[
            ("fields[name]", "Åge Ødegård & Sons"),
            ("fields[club]", "FC Kept"),
            ("fields[position]", "CB"),
            ("fields[height_cm]", "1.78"),
            ("fields[market_value]", "a lot"),
        ],
    )
    .await;

    assert!(field(&page, "name").contains("value=\"Åge Ødegård &amp; Sons\""));
    assert!(field(&page, "club").contains("value=\"FC Kept\""));
    assert!(field(&page, "position").contains("<option value=\"CB\" selected"));
    let height = field(&page, "height_cm");
    assert!(height.contains("value=\"1.78\"") && height.contains("aria-invalid=\"true\""));
    assert!(height.contains("Give whole centimetres."), "{height}");
    assert!(field(&page, "market_value").contains("Give euros, such as 40m, 700k or 950000."));
    assert!(!field(&page, "club").contains("aria-invalid"));
}

#[tokio::test]
async fn a_refused_change_stands_in_its_own_form_and_in_no_other() {
    let app = TestApp::start().await;
    let analyst = app.sign_in(Role::Analyst).await;
    let add = async |name: &str| -> i64 {
        sqlx::query_scalar("INSERT INTO player (name) VALUES ($1) RETURNING id")
            .bind(name)
            .fetch_one(app.sql())
            .await
            .unwrap()
    };
    let (one, other) = (add("One").await.to_string(), add("Other").await.to_string());

    let fields = [
        ("id", one.as_str()),
        ("version", "1"),
        ("fields[name]", "Typed"),
        ("fields[birth_date]", "17.12.1998"),
    ];
    let edit = format!("/players/{one}/edit");
    let page = refused(&analyst, &edit, &fields).await;
    let answer = analyst.submit("/fn/players/save_player", &edit, &fields).await;
    let elsewhere = analyst.with_cookies_of(&answer).get(&format!("/players/{other}/edit")).await;
    let opened_anew = analyst.with_cookies_of(&answer).get(&edit).await;

    assert!(field(&page, "name").contains("value=\"Typed\""));
    assert!(field(&page, "birth_date").contains("Give a day as 2026-06-30."));
    assert!(field(&elsewhere.text(), "name").contains("value=\"Other\""));
    assert!(field(&opened_anew.text(), "name").contains("value=\"One\""));
}

#[tokio::test]
async fn a_change_of_a_player_whom_somebody_else_changed_keeps_what_was_typed() {
    let app = TestApp::start().await;
    let analyst = app.sign_in(Role::Analyst).await;
    let id: i64 =
        sqlx::query_scalar("INSERT INTO player (name, version) VALUES ('A', 2) RETURNING id")
            .fetch_one(app.sql())
            .await
            .unwrap();
    let id = id.to_string();

    let fields = [("id", id.as_str()), ("version", "1"), ("fields[name]", "Typed")];
    let page = refused(&analyst, &format!("/players/{id}/edit"), &fields).await;

    assert!(page.contains("The player was not saved."));
    assert!(page.contains("was changed by somebody else"));
    assert!(field(&page, "name").contains("value=\"Typed\""));
}
