//! The document that describes the API: complete, and true about who may call what (S3).

use std::collections::BTreeSet;

use crate::TestApp;

#[tokio::test]
async fn the_document_is_openapi_3_1_and_describes_every_operation() {
    let app = TestApp::start().await;

    let document = app.signed_out().get("/api/v1/openapi.json").await.assert_status(200).json();

    assert!(document["openapi"].as_str().unwrap().starts_with("3.1"));
    assert_eq!(document["servers"][0]["url"], "/api/v1");
    for (path, methods) in document["paths"].as_object().unwrap() {
        for (method, operation) in methods.as_object().unwrap() {
            assert!(operation["summary"].is_string(), "{method} {path} has no doc comment");
            assert!(operation["tags"].is_array(), "{method} {path} has no tag");
            let answers: Vec<_> = operation["responses"].as_object().unwrap().keys().collect();
            // A WebSocket's only success is the change to another protocol.
            let is_success = |status: &&String| status.starts_with('2') || *status == "101";
            assert!(answers.iter().copied().any(|status| is_success(&status)), "{method} {path}");
        }
    }
}

#[tokio::test]
async fn every_operation_describes_its_refusals_as_problems() {
    let document = serde_json::to_value(server::http::api::document()).unwrap();

    for (path, methods) in document["paths"].as_object().unwrap() {
        for (method, operation) in methods.as_object().unwrap() {
            let answers = operation["responses"].as_object().unwrap();
            assert!(answers.contains_key("4XX"), "{method} {path}");
            for (status, answer) in answers.iter().filter(|(status, _)| status.starts_with('4')) {
                let schema = &answer["content"]["application/problem+json"]["schema"]["$ref"];
                assert_eq!(
                    schema, "#/components/schemas/ProblemDocument",
                    "{method} {path} {status}"
                );
            }
        }
    }
}

#[tokio::test]
async fn every_name_of_an_operation_is_its_own() {
    let document = serde_json::to_value(server::http::api::document()).unwrap();

    let mut names = BTreeSet::new();
    for (path, methods) in document["paths"].as_object().unwrap() {
        for (method, operation) in methods.as_object().unwrap() {
            let name = operation["operationId"].as_str().unwrap().to_owned();
            assert!(names.insert(name.clone()), "{method} {path}: another is called {name}");
        }
    }
}

#[tokio::test]
async fn a_method_that_a_route_does_not_take_is_told_as_a_problem_with_the_ones_it_takes() {
    let app = TestApp::start().await;

    let answer = app.signed_out().delete("/api/v1/auth/me").await.assert_status(405);

    assert_eq!(answer.header("content-type"), "application/problem+json");
    assert!(answer.header("allow").contains("GET"), "{:?}", answer.headers);
}

#[tokio::test]
async fn what_an_extractor_refuses_is_a_problem_too() {
    let app = TestApp::start().await;
    let client = app.signed_out();

    let wrong_type = client.post_form("/api/v1/auth/refresh", &[]).await.assert_status(415);
    let wrong_body = client.post("/api/v1/auth/refresh", &serde_json::json!({"x": 1})).await;

    assert_eq!(wrong_type.header("content-type"), "application/problem+json");
    let wrong_body = wrong_body.assert_status(422).json();
    assert!(wrong_body["detail"].as_str().unwrap().contains("refresh_token"), "{wrong_body}");
    assert!(wrong_body["instance"].as_str().unwrap().starts_with("req_"));
}
