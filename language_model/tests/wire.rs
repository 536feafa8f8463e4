//! The client against servers that speak each shape, on a loopback port: what they are sent, and what
//! becomes of what they answer.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::{
    collections::VecDeque,
    net::SocketAddr,
    sync::{Arc, Mutex},
    time::Duration,
};

use axum::{
    Router,
    body::Bytes,
    extract::State,
    response::{IntoResponse as _, Response},
};
use http::{HeaderMap, StatusCode, Uri};
use language_model::{
    Answer, Client, Endpoint, LanguageModel as _, ModelError, Patience, Question, Reach, Shape,
};
use serde_json::{Value, json};

const KEY: &str = "sk-canary-0123456789";

/// What a server was sent.
#[derive(Clone, Debug)]
struct Asked {
    path: String,
    headers: HeaderMap,
    body: Value,
}

/// A status, headers and a body.
type Scripted = (u16, Vec<(&'static str, &'static str)>, String);

/// A server that answers what it was told to, one answer after the other.
#[derive(Clone, Default)]
struct Stub {
    answers: Arc<Mutex<VecDeque<Scripted>>>,
    asked: Arc<Mutex<Vec<Asked>>>,
}

impl Stub {
    fn then(self, status: u16, body: impl ToString) -> Self {
        self.with_header(status, vec![], body)
    }

    fn with_header(
        self,
        status: u16,
        headers: Vec<(&'static str, &'static str)>,
        body: impl ToString,
    ) -> Self {
        self.answers.lock().unwrap().push_back((status, headers, body.to_string()));
        self
    }

    async fn listen(&self) -> SocketAddr {
        async fn answer(
            State(stub): State<Stub>,
            uri: Uri,
            headers: HeaderMap,
            body: Bytes,
        ) -> Response {
            let body = serde_json::from_slice(&body).unwrap();
            stub.asked.lock().unwrap().push(Asked { path: uri.path().to_owned(), headers, body });
            let next = stub.answers.lock().unwrap().pop_front();
            let Some((status, headers, body)) = next else {
                // A provider that says nothing any more.
                std::future::pending::<()>().await;
                unreachable!()
            };
            let mut answer = (StatusCode::from_u16(status).unwrap(), body).into_response();
            for (name, value) in headers {
                answer.headers_mut().insert(name, value.parse().unwrap());
            }
            answer
        }
        let router = Router::new().fallback(answer).with_state(self.clone());
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        tokio::spawn(async move { axum::serve(listener, router).await });
        address
    }

    fn asked(&self) -> Vec<Asked> {
        self.asked.lock().unwrap().clone()
    }
}

fn tls() -> rustls::ClientConfig {
    let ring = Arc::new(rustls::crypto::ring::default_provider());
    rustls::ClientConfig::builder_with_provider(ring)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(rustls::RootCertStore::empty())
        .with_no_client_auth()
}

fn client(shape: Shape, base_url: String, reach: Reach) -> Client {
    let endpoint = Endpoint {
        shape,
        base_url,
        model: "small/1".to_owned(),
        key: Some(KEY.to_owned().into()),
        reach,
    };
    let patience = Patience { first_wait: Duration::from_millis(10), ..Patience::default() };
    Client::new(endpoint, tls(), patience).unwrap()
}

async fn ask(shape: Shape, stub: &Stub) -> Result<Answer, ModelError> {
    let base_url = format!("http://{}/v1/", stub.listen().await);
    ask_at(shape, base_url, Reach::Private).await
}

async fn ask_at(shape: Shape, base_url: String, reach: Reach) -> Result<Answer, ModelError> {
    let schema = json!({
        "type": "object",
        "properties": { "word": { "type": "string" } },
        "required": ["word"],
        "additionalProperties": false,
    });
    let question = Question {
        system: "Be brief.",
        prompt: "Say hello.",
        schema_name: "word",
        schema: &schema,
        most_tokens: 500,
        time_limit: Duration::from_millis(500),
    };
    client(shape, base_url, reach).answer(question).await
}

fn openai(content: &str) -> Value {
    json!({
        "choices": [{ "message": { "content": content } }],
        "usage": { "prompt_tokens": 7, "completion_tokens": 3 },
    })
}

#[tokio::test]
async fn chat_completions_are_asked_by_schema() {
    let stub = Stub::default().then(200, openai(r#"{"word":"hello"}"#));

    let answer = ask(Shape::OpenAi, &stub).await.unwrap();

    assert_eq!(answer, Answer { value: json!({ "word": "hello" }), tokens: Some((7, 3)) });
    let asked = &stub.asked()[0];
    assert_eq!(asked.path, "/v1/chat/completions");
    assert_eq!(asked.headers["authorization"], format!("Bearer {KEY}"));
    assert_eq!(asked.body["model"], "small/1");
    assert_eq!(asked.body["messages"][0], json!({ "role": "system", "content": "Be brief." }));
    assert_eq!(asked.body["messages"][1], json!({ "role": "user", "content": "Say hello." }));
    assert_eq!(asked.body["response_format"]["type"], "json_schema");
    assert_eq!(asked.body["response_format"]["json_schema"]["name"], "word");
    assert_eq!(asked.body["response_format"]["json_schema"]["strict"], true);
}

#[tokio::test]
async fn gemini_is_asked_with_its_instruction_apart() {
    let stub = Stub::default().then(
        200,
        json!({
            "candidates": [{ "content": { "parts": [
                { "text": "I think", "thought": true },
                { "text": "{\"word\":" },
                { "text": "\"hello\"}" },
            ] } }],
            "usageMetadata": { "promptTokenCount": 7, "candidatesTokenCount": 3 },
        }),
    );

    let answer = ask(Shape::Gemini, &stub).await.unwrap();

    assert_eq!(answer, Answer { value: json!({ "word": "hello" }), tokens: Some((7, 3)) });
    let asked = &stub.asked()[0];
    assert_eq!(asked.path, "/v1/models/small%2F1:generateContent");
    assert_eq!(asked.headers["x-goog-api-key"], KEY);
    assert_eq!(asked.body["systemInstruction"]["parts"][0]["text"], "Be brief.");
    assert_eq!(asked.body["contents"][0]["parts"][0]["text"], "Say hello.");
    let config = &asked.body["generationConfig"];
    assert_eq!(config["responseMimeType"], "application/json");
    assert_eq!(config["responseSchema"]["properties"]["word"]["type"], "string");
    assert!(!asked.body.to_string().contains("additionalProperties"));
}

#[tokio::test]
async fn anthropic_answers_by_the_schema_of_a_tool() {
    let stub = Stub::default().then(
        200,
        json!({
            "content": [
                { "type": "text", "text": "Here it is." },
                { "type": "tool_use", "name": "word", "input": { "word": "hello" } },
            ],
            "usage": { "input_tokens": 7, "output_tokens": 3 },
        }),
    );

    let answer = ask(Shape::Anthropic, &stub).await.unwrap();

    assert_eq!(answer, Answer { value: json!({ "word": "hello" }), tokens: Some((7, 3)) });
    let asked = &stub.asked()[0];
    assert_eq!(asked.path, "/v1/messages");
    assert_eq!(asked.headers["x-api-key"], KEY);
    assert_eq!(asked.headers["anthropic-version"], "2023-06-01");
    assert_eq!(asked.body["system"], "Be brief.");
    assert_eq!(asked.body["max_tokens"], 500);
    assert_eq!(asked.body["tool_choice"], json!({ "type": "tool", "name": "word" }));
    assert_eq!(asked.body["tools"][0]["input_schema"]["required"], json!(["word"]));
}

#[tokio::test]
async fn a_server_that_knows_no_schema_is_asked_once_more_without_one() {
    let stub = Stub::default()
        .then(400, json!({ "error": { "message": "response_format is not supported" } }))
        .then(200, openai("```json\n{\"word\": \"hello\"}\n```"));

    let answer = ask(Shape::OpenAi, &stub).await.unwrap();

    assert_eq!(answer.value, json!({ "word": "hello" }));
    let asked = stub.asked();
    assert_eq!(asked.len(), 2);
    assert!(asked[1].body.get("response_format").is_none());
    // The schema goes along as a text.
    let system = asked[1].body["messages"][0]["content"].as_str().unwrap();
    assert!(system.contains("\"word\""), "{system}");
}

#[tokio::test]
async fn a_wrong_key_or_a_fault_is_no_reason_to_ask_without_a_schema() {
    for status in [401, 400] {
        let stub = Stub::default().then(status, json!({ "error": "json is wrong" }));

        let error = ask(Shape::OpenAi, &stub).await.unwrap_err();

        assert_eq!(error.to_string(), format!("the provider answered {status}: json is wrong"));
        assert_eq!(stub.asked().len(), 1);
    }
    let mut faults = Stub::default();
    for _ in 0..3 {
        faults = faults.then(503, json!({ "error": "json_schema" }));
    }
    let error = ask(Shape::OpenAi, &faults).await.unwrap_err();
    assert!(error.is_passing());
    let asked = faults.asked();
    assert_eq!(asked.len(), 3);
    assert!(asked.iter().all(|asked| asked.body.get("response_format").is_some()));
}

#[tokio::test]
async fn a_busy_provider_is_asked_again_when_it_says() {
    let stub = Stub::default()
        .with_header(429, vec![("retry-after", "0")], "")
        .then(500, "")
        .then(200, openai(r#"{"word":"hello"}"#));

    let answer = ask(Shape::OpenAi, &stub).await;

    assert!(answer.is_ok(), "{answer:?}");
    assert_eq!(stub.asked().len(), 3);
}

#[tokio::test]
async fn a_provider_that_asks_for_an_hour_is_left_alone() {
    let stub = Stub::default().with_header(429, vec![("retry-after", "3600")], "");

    let error = ask(Shape::OpenAi, &stub).await.unwrap_err();

    assert_eq!(error.wait(), Some(Duration::from_hours(1)));
    assert_eq!(stub.asked().len(), 1);
}

#[tokio::test]
async fn a_provider_that_says_nothing_is_given_up_in_time() {
    let stub = Stub::default();

    let error = ask(Shape::OpenAi, &stub).await.unwrap_err();

    assert_eq!(error, ModelError::TimedOut(Duration::from_millis(500)));
    assert_eq!(stub.asked().len(), 3);
}

#[tokio::test]
async fn a_question_that_is_withdrawn_is_not_asked_again() {
    let stub = Stub::default();
    let base_url = format!("http://{}", stub.listen().await);

    let asking = ask_at(Shape::OpenAi, base_url, Reach::Private);
    let withdrawn = tokio::time::timeout(Duration::from_millis(200), asking).await;
    tokio::time::sleep(Duration::from_millis(800)).await;

    assert!(withdrawn.is_err());
    assert_eq!(stub.asked().len(), 1);
}

#[tokio::test]
async fn a_private_address_is_not_asked_unless_somebody_allowed_it() {
    let stub = Stub::default().then(200, openai(r#"{"word":"hello"}"#));
    let port = stub.listen().await.port();

    for host in ["127.0.0.1", "[::1]", "localhost", "2130706433"] {
        // Over TLS: without it the address is refused before it is looked at.
        let base_url = format!("https://{host}:{port}/v1");
        let error = ask_at(Shape::OpenAi, base_url, Reach::Public).await.unwrap_err();
        assert_eq!(error, ModelError::PrivateAddress, "{host}");
    }
    assert!(stub.asked().is_empty());
    let base_url = format!("http://localhost:{port}/v1");
    assert!(ask_at(Shape::OpenAi, base_url, Reach::Private).await.is_ok());
}

#[tokio::test]
async fn a_redirect_is_not_followed() {
    let stub = Stub::default().with_header(302, vec![("location", "/elsewhere")], "");

    let error = ask(Shape::OpenAi, &stub).await.unwrap_err();

    assert_eq!(error.to_string(), "the provider answered 302");
    assert_eq!(stub.asked().len(), 1);
}

#[tokio::test]
async fn an_answer_without_end_is_not_read_to_its_end() {
    let stub = Stub::default().then(200, "x".repeat(2 * 1024 * 1024));

    let error = ask(Shape::OpenAi, &stub).await.unwrap_err();

    assert_eq!(error, ModelError::TooLarge(1024 * 1024));
}

#[tokio::test]
async fn an_error_is_told_in_the_providers_words_and_without_the_key() {
    let told = format!("{} Incorrect key provided: {KEY}.", "x".repeat(250));
    let stub = Stub::default().then(401, json!({ "error": { "message": told } }));

    let error = ask(Shape::OpenAi, &stub).await.unwrap_err().to_string();

    assert!(error.contains("Incorrect key provided: ••••••."), "{error}");
    assert!(!error.contains("sk-"), "{error}");
}

#[tokio::test]
async fn what_is_no_answer_is_called_so() {
    for body in ["<html>", "{}", &openai("I would rather not.").to_string()] {
        let error = ask(Shape::OpenAi, &Stub::default().then(200, body)).await.unwrap_err();

        assert!(matches!(error, ModelError::Unreadable(_)), "{body}: {error:?}");
    }
}
