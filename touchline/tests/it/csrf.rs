//! Changes that another site's page asks for are refused on every route that changes anything (S4).

use backroom::Role;
use http::Method;

use crate::{Client, TestApp};

/// What browsers send with a request that another site's page makes: each way of saying so.
const FOREIGN: [&[(&str, &str)]; 4] = [
    &[("sec-fetch-site", "cross-site"), ("origin", "https://evil.example")],
    &[("sec-fetch-site", "same-site"), ("origin", "https://neighbour.example")],
    // Older browsers send no Sec-Fetch-Site.
    &[("origin", "https://evil.example")],
    // A sandboxed frame or a file.
    &[("origin", "null")],
];

/// Every route of REST and every server function that changes something.
fn changing_routes() -> Vec<(Method, String)> {
    let document = serde_json::to_value(server::http::api::document()).unwrap();
    let mut routes = Vec::new();
    for (path, methods) in document["paths"].as_object().unwrap() {
        for method in methods.as_object().unwrap().keys() {
            let method: Method = method.to_uppercase().parse().unwrap();
            if method != Method::GET {
                let path = path.replace(['{', '}'], "");
                routes.push((method, format!("/api/v1{path}")));
            }
        }
    }
    for (path, method) in leptos::server_fn::axum::server_fn_paths() {
        routes.push((method, path.to_owned()));
    }
    for upload in ["/matches/import/upload", "/players/import/upload"] {
        routes.push((Method::POST, upload.to_owned()));
    }
    routes
}

async fn ask(client: &Client, method: &Method, path: &str, headers: &[(&str, &str)]) -> u16 {
    let mut client = client.clone();
    for (name, value) in headers {
        client = client.with_header(name, value);
    }
    client.send(client.request(method.clone(), path)).await.status.as_u16()
}

#[tokio::test]
async fn no_route_takes_a_change_from_another_sites_page() {
    let app = TestApp::start().await;
    let admin = app.sign_in(Role::Admin).await;
    let routes = changing_routes();

    assert!(routes.len() >= 5, "{routes:?}");
    for (method, path) in &routes {
        for headers in FOREIGN {
            let status = ask(&admin, method, path, headers).await;
            assert_eq!(status, 403, "{method} {path} with {headers:?}");
        }
    }
}

#[tokio::test]
async fn our_own_pages_and_programs_are_let_through() {
    let app = TestApp::start().await;
    let viewer = app.sign_in(Role::Viewer).await;
    let program = app.bearer(Role::Viewer).await;

    let own_page = viewer.post("/api/v1/auth/refresh", &serde_json::json!({})).await;
    let program = program.post("/api/v1/auth/refresh", &serde_json::json!({})).await;

    // Past the check: what is refused is the body.
    assert_eq!((own_page.status.as_u16(), program.status.as_u16()), (422, 422));
}

#[tokio::test]
async fn no_server_function_changes_anything_by_get() {
    for (path, method) in leptos::server_fn::axum::server_fn_paths() {
        assert_eq!(method, Method::POST, "{path} would defeat SameSite=Lax");
        assert!(path.starts_with("/fn/"), "{path}: write #[server(prefix = \"/fn\", …)]");
    }
}
