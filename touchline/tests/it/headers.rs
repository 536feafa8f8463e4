//! Headers, policy and cookies as the security specification asks for them (S1).

use std::collections::HashSet;

use backroom::Role;

use crate::{Answer, TestApp};

fn assert_fixed_headers(answer: &Answer, route: &str) {
    for (name, value) in [
        ("x-content-type-options", "nosniff"),
        ("x-frame-options", "DENY"),
        ("referrer-policy", "same-origin"),
        ("cross-origin-opener-policy", "same-origin"),
        ("cross-origin-resource-policy", "same-origin"),
        ("cross-origin-embedder-policy", "require-corp"),
    ] {
        assert_eq!(answer.header(name), value, "{name} of {route}");
    }
    assert!(answer.header("permissions-policy").contains("camera=()"), "{route}");
    assert!(answer.header("x-request-id").starts_with("req_"), "{route}");
}

#[tokio::test]
async fn every_class_of_route_has_the_headers_and_is_kept_out_of_caches() {
    let app = TestApp::start().await;
    let client = app.sign_in(Role::Viewer).await;

    for route in [
        "/",
        "/sign-in",
        "/nothing",
        "/api/v1/openapi.json",
        "/api/v1/auth/me",
        "/api/v1/nothing",
        "/health",
        "/livez",
        "/readyz",
        "/metrics",
        "/docs/",
    ] {
        let answer = client.get(route).await;

        assert_fixed_headers(&answer, route);
        assert_eq!(answer.header("cache-control"), "no-store", "{route}");
        assert!(!answer.header("content-security-policy").is_empty(), "{route}");
    }
}

#[tokio::test]
async fn the_policy_of_a_page_is_the_one_of_the_specification_and_its_nonce_is_on_every_script() {
    let app = TestApp::start().await;
    let client = app.signed_out();

    let page = client.get("/sign-in").await.assert_status(200);

    let policy = page.header("content-security-policy");
    let nonce = policy.split("'nonce-").nth(1).unwrap().split('\'').next().unwrap();
    assert!(nonce.len() >= 22, "128 bits in base64");
    // The text of the specification, section 2, with this answer's nonce.
    let expected = "default-src 'none'; script-src 'self' 'nonce-N' 'wasm-unsafe-eval'; style-src \
        'self' 'nonce-N'; img-src 'self' data: blob:; media-src 'self' blob:; font-src 'self'; \
        connect-src 'self'; worker-src 'self'; manifest-src 'self'; form-action 'self'; \
        frame-ancestors 'none'; base-uri 'none'"
        .replace("nonce-N", &format!("nonce-{nonce}"));
    assert_eq!(policy, expected);
    let html = page.text();
    assert!(html.contains("<script"), "{html}");
    for script in html.split("<script").skip(1) {
        let tag = script.split('>').next().unwrap();
        assert!(tag.contains(&format!("nonce=\"{nonce}\"")), "a script without the nonce: {tag}");
    }
    assert!(!html.contains(" style=\""), "an inline style can never be nonced");
}

#[tokio::test]
async fn no_two_answers_have_the_same_nonce_or_request_id() {
    let app = TestApp::start().await;
    let client = app.signed_out();

    let mut policies = HashSet::new();
    let mut ids = HashSet::new();
    for _ in 0..20 {
        let answer = client.get("/sign-in").await;
        policies.insert(answer.header("content-security-policy").to_owned());
        ids.insert(answer.header("x-request-id").to_owned());
    }

    assert_eq!((policies.len(), ids.len()), (20, 20));
}

#[tokio::test]
async fn a_request_id_that_the_client_chose_is_not_taken_over() {
    let app = TestApp::start().await;
    let client = app.signed_out().with_header("x-request-id", "chosen");

    let answer = client.get("/livez").await;

    assert_ne!(answer.header("x-request-id"), "chosen");
}

#[tokio::test]
async fn swagger_ui_comes_from_this_server_and_its_policy_names_no_other() {
    let app = TestApp::start().await;
    let client = app.signed_out();

    let page = client.get("/docs/").await.assert_status(200);
    let script = client.get("/docs/swagger-ui-bundle.js").await.assert_status(200);

    assert!(script.body.len() > 100_000);
    assert!(!page.header("content-security-policy").contains("http"));
    let text = page.text();
    let elsewhere: Vec<_> = text.split(['"', '\'']).filter(|part| part.contains("://")).collect();
    assert_eq!(elsewhere, Vec::<&str>::new());
}

#[tokio::test]
async fn strict_transport_security_and_the_host_cookie_come_with_tls_in_front() {
    let app = TestApp::start_with(page_base::request::Clock::System, |config| {
        config.http.public_url = Some("https://football.example".to_owned());
    })
    .await;

    let answer = app.signed_out().get("/livez").await;

    assert_eq!(answer.header("strict-transport-security"), "max-age=31536000; includeSubDomains");
    assert!(app.sign_in(Role::Viewer).await.header("cookie").unwrap().starts_with("__Host-sid="));
}

#[tokio::test]
async fn scripts_of_other_sites_may_call_the_api_only_where_the_operator_listed_them() {
    let closed = TestApp::start().await;
    let open = TestApp::start_with(page_base::request::Clock::System, |config| {
        config.http.cors_origins = vec!["https://scouting.example".to_owned()];
    })
    .await;
    let ask = async |app: &TestApp, origin: &str| {
        let client = app.signed_out().with_header("origin", origin);
        client.get("/api/v1/health").await.header("access-control-allow-origin").to_owned()
    };

    assert_eq!(ask(&closed, "https://scouting.example").await, "");
    assert_eq!(ask(&open, "https://scouting.example").await, "https://scouting.example");
    assert_eq!(ask(&open, "https://evil.example").await, "");
}

#[tokio::test]
async fn an_asset_is_kept_for_ever_and_comes_precompressed() {
    let site = std::env::temp_dir().join(format!("tl-site-{}", std::process::id()));
    std::fs::create_dir_all(site.join("pkg")).unwrap();
    std::fs::write(site.join("pkg/touchline.abc.css"), "body{}").unwrap();
    std::fs::write(site.join("pkg/touchline.abc.css.br"), "brotli").unwrap();
    let folder = site.clone();
    let app = TestApp::start_with(page_base::request::Clock::System, move |config| {
        config.http.site_dir = folder;
    })
    .await;
    let client = app.signed_out();

    let plain = client.get("/pkg/touchline.abc.css").await.assert_status(200);
    let squeezed =
        client.clone().with_header("accept-encoding", "br").get("/pkg/touchline.abc.css").await;
    let missing = client.get("/pkg/nothing.css").await.assert_status(404);
    std::fs::remove_dir_all(site).unwrap();

    assert_eq!(plain.header("cache-control"), "public, max-age=31536000, immutable");
    assert_eq!((squeezed.header("content-encoding"), squeezed.text()), ("br", "brotli".to_owned()));
    assert_eq!(missing.header("cache-control"), "no-store");
}
