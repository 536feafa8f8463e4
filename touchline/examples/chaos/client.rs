//! The REST API as a client sees it.

use std::time::Duration;

use anyhow::{Context as _, Result};
use serde_json::Value;

/// Somebody signed in.
#[derive(Clone)]
pub(crate) struct Client {
    base: String,
    token: String,
    http: reqwest::Client,
}

impl Client {
    /// Signs in at `base` (`http://127.0.0.1:8080`).
    pub(crate) async fn sign_in(base: &str, name: &str, password: &str) -> Result<Self> {
        let http = plain()?;
        let form = [("grant_type", "password"), ("username", name), ("password", password)];
        let answer = http.post(format!("{base}/api/v1/auth/token")).form(&form).send().await?;
        let answer: Value = answer.error_for_status()?.json().await?;
        let token = answer["access_token"].as_str().context("no token in the answer")?;
        Ok(Self { base: base.to_owned(), token: token.to_owned(), http })
    }

    /// The same person with connections of his own.
    pub(crate) fn apart(&self) -> Result<Self> {
        Ok(Self { http: plain()?, ..self.clone() })
    }

    /// The same person at another address.
    pub(crate) fn at(&self, base: &str) -> Self {
        Self { base: base.to_owned(), ..self.clone() }
    }

    pub(crate) fn token(&self) -> &str {
        &self.token
    }

    pub(crate) fn get(&self, path: &str) -> reqwest::RequestBuilder {
        self.http.get(format!("{}/api/v1{path}", self.base)).bearer_auth(&self.token)
    }

    pub(crate) fn post(&self, path: &str, body: &Value) -> reqwest::RequestBuilder {
        self.http.post(format!("{}/api/v1{path}", self.base)).bearer_auth(&self.token).json(body)
    }

    pub(crate) fn upload(
        &self,
        path: &str,
        form: reqwest::multipart::Form,
    ) -> reqwest::RequestBuilder {
        let request = self.http.post(format!("{}/api/v1{path}", self.base));
        request.bearer_auth(&self.token).multipart(form)
    }

    /// Posts and gives the answer's body.
    pub(crate) async fn posted(&self, path: &str, body: &Value) -> Result<Value> {
        Ok(self.post(path, body).send().await?.error_for_status()?.json().await?)
    }
}

/// Connections of its own, to loopback.
pub(crate) fn plain() -> Result<reqwest::Client> {
    Ok(reqwest::Client::builder().connect_timeout(Duration::from_secs(5)).build()?)
}
