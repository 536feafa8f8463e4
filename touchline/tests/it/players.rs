//! `/api/v1/players`: who may, what is refused, and what comes back.

use backroom::Role;
use serde_json::{Value, json};

use crate::{Client, TestApp};

fn draft(name: &str) -> Value {
    json!({ "name": name })
}

async fn create(client: &Client, body: &Value) -> Value {
    client.post("/api/v1/players", body).await.assert_status(201).json()
}

async fn names(client: &Client, query: &str) -> Vec<String> {
    let page = client.get(&format!("/api/v1/players?{query}")).await.assert_status(200).json();
    let items = page["items"].as_array().expect("a list has items");
    items.iter().map(|item| item["name"].as_str().unwrap_or_default().to_owned()).collect()
}

fn fields(problem: &Value) -> Vec<&str> {
    let errors = problem["errors"].as_array().expect("field errors");
    errors.iter().map(|error| error["field"].as_str().unwrap_or_default()).collect()
}

#[tokio::test]
async fn only_analysts_write_and_only_the_signed_in_read() {
    let app = TestApp::start().await;
    let analyst = app.bearer(Role::Analyst).await;
    let id = create(&analyst, &draft("A")).await["id"].clone();
    let body = json!({ "name": "B", "version": 1 });

    for (client, reads, writes) in
        [(app.signed_out(), 401, 401), (app.bearer(Role::Viewer).await, 200, 403)]
    {
        for path in [
            "/api/v1/players".to_owned(),
            "/api/v1/players/export.csv".to_owned(),
            "/api/v1/players/suggest?q=a".to_owned(),
            format!("/api/v1/players/{id}"),
            format!("/api/v1/players/{id}/valuations"),
        ] {
            client.get(&path).await.assert_status(reads);
        }
        let compare = client.get(&format!("/api/v1/players/compare?ids={id},999")).await;
        compare.assert_status(if reads == 200 { 404 } else { reads });
        client.post("/api/v1/players", &draft("X")).await.assert_status(writes);
        client.put(&format!("/api/v1/players/{id}"), &body).await.assert_status(writes);
        client.delete(&format!("/api/v1/players/{id}")).await.assert_status(writes);
        let restore = format!("/api/v1/players/{id}/restore");
        client.post(&restore, &json!({})).await.assert_status(writes);
    }
    assert_eq!(names(&analyst, "").await, ["A"]);
}

#[tokio::test]
async fn anybody_reads_where_the_operator_made_reading_public() {
    let app = TestApp::start_with(page_base::request::Clock::System, |config| {
        config.access.public_read = true;
    })
    .await;

    app.signed_out().get("/api/v1/players").await.assert_status(200);
    app.signed_out().post("/api/v1/players", &draft("X")).await.assert_status(401);
}

#[tokio::test]
async fn a_player_is_written_read_changed_deleted_and_brought_back() {
    let app = TestApp::start().await;
    let analyst = app.bearer(Role::Analyst).await;
    let body = json!({
        "name": "Martin Ødegaard",
        "birth_date": "1998-12-17",
        "nationalities": ["Norway"],
        "position": "AM",
        "foot": "left",
        "height_cm": 178,
        "club": "Arsenal",
        "competition": "Premier League",
        "contract_until": "2028-06-30",
        "market_value": { "amount_eur": 100_000_000, "date": "2024-12-16", "source": "Club" },
    });

    let answer = analyst.post("/api/v1/players", &body).await.assert_status(201);
    let created = answer.json();
    let path = format!("/api/v1/players/{}", created["id"]);
    assert_eq!(answer.header("location"), path);
    assert_eq!(analyst.get(&path).await.assert_status(200).json(), created);
    for (key, value) in body.as_object().expect("an object") {
        assert_eq!(&created[key], value, "{key}");
    }

    let mut change = body.clone();
    change["market_value"]["amount_eur"] = json!(90_000_000);
    change["market_value"]["date"] = json!("2025-06-01");
    change["version"] = created["version"].clone();
    let changed = analyst.put(&path, &change).await.assert_status(200).json();
    assert_eq!(changed["version"], json!(2));
    let late = analyst.put(&path, &change).await.assert_status(409);
    assert_eq!(late.header("content-type"), "application/problem+json");
    let values = analyst.get(&format!("{path}/valuations")).await.assert_status(200).json();
    assert_eq!(values["total"], json!(2));
    assert_eq!(values["items"][1]["amount_eur"], json!(90_000_000));

    analyst.delete(&path).await.assert_status(204);
    analyst.delete(&path).await.assert_status(404);
    analyst.get(&path).await.assert_status(404);
    analyst.put(&path, &change).await.assert_status(404);
    let restored =
        analyst.post(&format!("{path}/restore"), &json!({})).await.assert_status(200).json();
    assert_eq!(restored["name"], "Martin Ødegaard");
    analyst.post(&format!("{path}/restore"), &json!({})).await.assert_status(200);
    let nobody = "/api/v1/players/999999/restore";
    analyst.post(nobody, &json!({})).await.assert_status(404);
}

#[tokio::test]
async fn what_cannot_be_stored_is_refused_by_field() {
    let app = TestApp::start().await;
    let analyst = app.bearer(Role::Analyst).await;

    let wrong = json!({
        "name": "",
        "height_cm": 18,
        "birth_date": "2999-01-01",
        "photo_url": "javascript:alert(1)",
    });
    let problem = analyst.post("/api/v1/players", &wrong).await.assert_status(422).json();
    assert_eq!(fields(&problem), ["name", "birth_date", "height_cm", "photo_url"]);

    for unreadable in [
        json!({ "name": "A", "position": "XX" }),
        json!({ "name": "A", "shoe_size": 44 }),
        json!({ "name": "A", "birth_date": "17.12.1998" }),
        json!({}),
        json!([]),
    ] {
        let answer = analyst.post("/api/v1/players", &unreadable).await.assert_status(422);
        assert_eq!(answer.header("content-type"), "application/problem+json");
    }
    let request = analyst
        .request(http::Method::POST, "/api/v1/players")
        .header("content-type", "application/json")
        .body("{\"name\":");
    analyst.send(request).await.assert_status(422);

    let id = create(&analyst, &draft("A")).await["id"].clone();
    let unversioned = analyst.put(&format!("/api/v1/players/{id}"), &draft("B")).await;
    assert_eq!(fields(&unversioned.assert_status(422).json()), ["version"]);
}

#[tokio::test]
async fn a_question_that_cannot_be_read_names_its_word() {
    let app = TestApp::start().await;
    let viewer = app.bearer(Role::Viewer).await;

    for (query, field) in [
        ("limit=0", "limit"),
        ("limit=201", "limit"),
        ("sort=shoe", "sort"),
        ("cursor=nonsense", "cursor"),
        ("position=XX", "position"),
        ("age_min=x", "age_min"),
        ("shoe_size=44", "shoe_size"),
        ("q=a%00b", "q"),
    ] {
        let problem = viewer.get(&format!("/api/v1/players?{query}")).await.assert_status(422);
        assert_eq!(fields(&problem.json()), [field], "{query}");
    }
    for id in ["0", "-1", "x", "99999999999999999999", "%00", "1.5"] {
        viewer.get(&format!("/api/v1/players/{id}")).await.assert_status(404);
    }
}

#[tokio::test]
async fn search_filters_and_cursors_work_over_http() {
    let app = TestApp::start().await;
    let analyst = app.bearer(Role::Analyst).await;
    for (name, amount) in [("Müller", 3), ("Vinícius Júnior", 2), ("Ødegaard", 1)] {
        let value = json!({ "amount_eur": amount, "date": "2024-12-16", "source": "Club" });
        create(&analyst, &json!({ "name": name, "market_value": value })).await;
    }
    create(&analyst, &draft("Łukasz")).await;

    assert_eq!(names(&analyst, "q=Muller").await, ["Müller"]);
    assert_eq!(names(&analyst, "q=Vinicius%20Junior").await, ["Vinícius Júnior"]);
    assert_eq!(names(&analyst, "q=odegaard").await, ["Ødegaard"]);
    assert_eq!(names(&analyst, "q=Lukasz").await, ["Łukasz"]);
    assert_eq!(names(&analyst, "q=odegard").await, ["Ødegaard"]);
    assert_eq!(names(&analyst, "value_min=2").await, ["Müller", "Vinícius Júnior"]);
    let sorted = names(&analyst, "sort=value").await;
    assert_eq!(sorted, ["Ødegaard", "Vinícius Júnior", "Müller", "Łukasz"]);

    let page = analyst.get("/api/v1/players?limit=2").await.assert_status(200).json();
    assert_eq!(page["total"], json!(4));
    let cursor = page["next_cursor"].as_str().expect("there is a second page");
    let page =
        analyst.get(&format!("/api/v1/players?limit=2&cursor={cursor}")).await.assert_status(200);
    let page = page.json();
    assert_eq!(page["items"][1]["name"], "Łukasz");
    assert_eq!(page["next_cursor"], Value::Null);
    let cursor = page["previous_cursor"].as_str().expect("there is a first page");
    assert_eq!(
        names(&analyst, &format!("limit=2&cursor={cursor}")).await,
        ["Müller", "Vinícius Júnior"]
    );
}

#[tokio::test]
async fn two_to_six_players_are_compared_in_the_order_asked_for() {
    let app = TestApp::start().await;
    let analyst = app.bearer(Role::Analyst).await;
    let mut ids = Vec::new();
    for name in ["A", "B", "C", "D", "E", "F", "G"] {
        ids.push(create(&analyst, &draft(name)).await["id"].to_string());
    }
    let compare = |ids: String| {
        let analyst = analyst.clone();
        async move { analyst.get(&format!("/api/v1/players/compare?ids={ids}")).await }
    };

    let found = compare(format!("{},{}", ids[2], ids[0])).await.assert_status(200).json();
    assert_eq!(found["items"][0]["name"], "C");
    assert_eq!(found["items"][1]["name"], "A");
    compare(ids[..6].join(",")).await.assert_status(200);
    for wrong in [ids.join(","), ids[0].clone(), format!("{0},{0}", ids[0]), "a,b".to_owned()] {
        let problem = compare(wrong).await.assert_status(422).json();
        assert_eq!(fields(&problem), ["ids"]);
    }
    compare(format!("{},999999", ids[0])).await.assert_status(404);
}

#[tokio::test]
async fn the_palette_is_offered_players_with_their_pages() {
    let app = TestApp::start().await;
    let analyst = app.bearer(Role::Analyst).await;
    let id =
        create(&analyst, &json!({ "name": "Ødegaard", "club": "Arsenal" })).await["id"].clone();

    let found = analyst.get("/api/v1/players/suggest?q=odeg").await.assert_status(200).json();

    let expected = json!([{
        "id": id, "name": "Ødegaard", "detail": "Arsenal", "href": format!("/players/{id}"),
    }]);
    assert_eq!(found["items"], expected);
}

#[tokio::test]
async fn an_export_keeps_every_letter_and_runs_no_formula() {
    let app = TestApp::start().await;
    let analyst = app.bearer(Role::Analyst).await;
    let odd =
        ["=HYPERLINK(\"http://x\")", "Quote \" and, comma; and\nline", "@name", "Åge Ødegård"];
    for name in odd {
        create(&analyst, &json!({ "name": name, "nationalities": ["Norway", "Ghana"] })).await;
    }

    let people = analyst.get("/api/v1/players/export.csv").await.assert_status(200);
    assert_eq!(people.header("content-type"), "text/csv; charset=utf-8");
    assert!(people.header("content-disposition").contains("players.csv"));
    let lossless = analyst.get("/api/v1/players/export.csv?form=lossless").await.assert_status(200);

    let mut kept = exported_names(&lossless.body);
    kept.sort_unstable();
    let mut expected = odd.map(str::to_owned);
    expected.sort_unstable();
    assert_eq!(kept, expected);
    let mut neutral = exported_names(&people.body);
    neutral.sort_unstable();
    let mut expected =
        odd.map(|name| if name.starts_with(['=', '@']) { format!("'{name}") } else { name.into() });
    expected.sort_unstable();
    assert_eq!(neutral, expected);
    let one = analyst.get("/api/v1/players/export.csv?q=odegard").await.assert_status(200);
    assert_eq!(exported_names(&one.body), ["Åge Ødegård"]);
    analyst.get("/api/v1/players/export.csv?form=xml").await.assert_status(422);
}

#[tokio::test]
async fn an_export_is_longer_than_any_page() {
    let app = TestApp::start().await;
    let viewer = app.bearer(Role::Viewer).await;
    sqlx::query("INSERT INTO player (name) SELECT 'P' || i FROM generate_series(1, 4500) i")
        .execute(app.sql())
        .await
        .expect("players can be stored");

    let file = viewer.get("/api/v1/players/export.csv").await.assert_status(200);

    let mut names = exported_names(&file.body);
    assert_eq!(names.len(), 4_500);
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), 4_500);
}

/// The column `name` of a CSV file, read by a reader that is not ours.
fn exported_names(file: &[u8]) -> Vec<String> {
    let mut reader = csv::Reader::from_reader(file);
    let header = reader.headers().expect("a header").clone();
    let column = header.iter().position(|name| name == "name").expect("a column `name`");
    reader.records().map(|row| row.expect("a row")[column].to_owned()).collect()
}
