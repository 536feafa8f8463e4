//! The page of schedules and its forms, as browsers without script use them.

use backroom::Role;

use crate::TestApp;

const PAGE: &str = "/operations/schedules";

fn form(fields: &[(&str, &str)]) -> Vec<(String, String)> {
    let typed = [
        ("name", "Nightly cleaning"),
        ("kind", "prune_jobs"),
        ("payload", "{}"),
        ("cron", "0 3 * * MON-FRI"),
        ("time_zone", "Europe/Berlin"),
        ("enabled", "true"),
    ];
    let replaced = |name| fields.iter().find(|(known, _)| *known == name).map(|(_, value)| *value);
    typed
        .into_iter()
        .map(|(name, value)| {
            (format!("fields[{name}]"), replaced(name).unwrap_or(value).to_owned())
        })
        .collect()
}

fn borrowed(form: &[(String, String)]) -> Vec<(&str, &str)> {
    form.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect()
}

#[tokio::test]
async fn the_page_makes_switches_runs_and_deletes_without_script() {
    let app = TestApp::start().await;
    let admin = app.sign_in(Role::Admin).await;
    let empty = admin.get(PAGE).await.assert_status(200).text();

    let made = admin.submit("/fn/operations/save_schedule", PAGE, &borrowed(&form(&[]))).await;
    let listed = admin.get(PAGE).await.assert_status(200).text();
    let id: i64 = sqlx::query_scalar("SELECT id FROM schedule").fetch_one(app.sql()).await.unwrap();
    let id = id.to_string();
    let one = [("id", id.as_str())];
    admin.submit("/fn/operations/switch_schedule", PAGE, &one).await.assert_status(302);
    let off = admin.get(PAGE).await.text();
    admin.submit("/fn/operations/run_schedule", PAGE, &one).await.assert_status(302);
    let open = admin.get(&format!("{PAGE}?schedule={id}")).await.assert_status(200).text();
    let deleted = admin.submit("/fn/operations/delete_schedule", PAGE, &one).await;

    assert!(empty.contains("Nothing is scheduled yet."), "{empty}");
    assert!(empty.contains("Next five times") && empty.contains("At 03:00 every day, UTC"));
    assert_eq!(made.assert_status(302).header("location"), PAGE);
    assert!(listed.contains("At 03:00 on every weekday, Europe/Berlin"), "{listed}");
    assert!(listed.contains("never ran") && listed.contains("Disable"));
    assert!(off.contains(">Off<") && off.contains("Enable"), "{off}");
    assert!(open.contains("Change Nightly cleaning") && open.contains("asked for by"), "{open}");
    assert_eq!(deleted.assert_status(302).header("location"), PAGE);
    admin.get(&format!("{PAGE}?schedule={id}")).await.assert_status(404);
    let analyst = app.sign_in(Role::Analyst).await;
    analyst.get(PAGE).await.assert_status(403);
    let browser = analyst.with_header("accept", "text/html,application/xhtml+xml");
    browser.get(PAGE).await.assert_status(403);
    app.run_queued_jobs().await;
}

#[tokio::test]
async fn a_refused_form_stands_as_it_was_typed_with_the_fault_at_its_field() {
    let app = TestApp::start().await;
    let admin = app.sign_in(Role::Admin).await;
    let typed = form(&[("cron", "0 25 * * *"), ("name", "Überprüfung; nachts")]);

    let refused = admin.submit("/fn/operations/save_schedule", PAGE, &borrowed(&typed)).await;
    let back = refused.header("location").to_owned();
    let refused = refused.assert_status(302);
    let shown = admin.with_cookies_of(&refused).get(&path_of(&back)).await.text();

    assert!(shown.contains("The hour does not take"), "{shown}");
    assert!(shown.contains("Überprüfung; nachts") && shown.contains("0 25 * * *"), "{shown}");
    let slip = form(&[("payload", "{older: 1}")]);
    let slip = admin.post_form("/fn/operations/save_schedule", &borrowed(&slip)).await;
    assert!(slip.assert_status(422).text().contains("This is no JSON"));
}

/// Path and query of an address.
fn path_of(address: &str) -> String {
    let after_scheme = address.split_once("://").map_or(address, |(_, rest)| rest);
    after_scheme.find('/').map_or_else(String::new, |start| after_scheme[start..].to_owned())
}
