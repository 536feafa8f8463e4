//! Access tokens: only ours, only while they last (S7).

use std::time::Duration;

use backroom::{AccountId, Role};
use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD};
use chrono::{TimeDelta, Utc};
use hmac::{Hmac, Mac};
use serde_json::json;
use server::access::tokens::{self, Bearer};
use sha2::Sha256;

use crate::TestApp;

const FAMILY: uuid::Uuid = uuid::Uuid::from_u128(7);

fn part(json: &serde_json::Value) -> String {
    BASE64_URL_SAFE_NO_PAD.encode(json.to_string())
}

fn signed(header: &serde_json::Value, claims: &serde_json::Value, secret: &[u8]) -> String {
    let text = format!("{}.{}", part(header), part(claims));
    let mut mac = Hmac::<Sha256>::new_from_slice(secret).unwrap();
    mac.update(text.as_bytes());
    format!("{text}.{}", BASE64_URL_SAFE_NO_PAD.encode(mac.finalize().into_bytes()))
}

/// Tokens that look like ours and are not, each with what is wrong with it.
fn forged(account: AccountId, good: &str, secret: &[u8]) -> Vec<(&'static str, String)> {
    let now = Utc::now().timestamp();
    let header = json!({"alg": "HS256", "kid": "k1", "typ": "at+jwt"});
    let claims = json!({"sub": account.to_string(), "aud": "touchline-api", "iat": now,
        "exp": now + 900, "sid": FAMILY.to_string()});
    let with = |value: &serde_json::Value, changes: serde_json::Value| {
        let mut changed = value.clone();
        for (key, new) in changes.as_object().unwrap() {
            changed[key] = new.clone();
        }
        changed
    };
    let without = |value: &serde_json::Value, key: &str| {
        let mut changed = value.clone();
        changed.as_object_mut().unwrap().remove(key);
        changed
    };
    let head = |changes| signed(&with(&header, changes), &claims, secret);
    let claim = |changes| signed(&header, &with(&claims, changes), secret);
    let parts: Vec<_> = good.split('.').collect();
    let mut flipped = BASE64_URL_SAFE_NO_PAD.decode(parts[2]).unwrap();
    flipped[0] ^= 1;

    vec![
        ("empty", String::new()),
        ("no dots", "abc".to_owned()),
        ("only dots", "..".to_owned()),
        ("two parts", format!("{}.{}", parts[0], parts[1])),
        ("four parts", format!("{good}.{}", parts[2])),
        ("empty signature", format!("{}.{}.", parts[0], parts[1])),
        ("signature cut", good[..good.len() - 1].to_owned()),
        ("signature longer", format!("{good}A")),
        ("signature padded", format!("{good}=")),
        (
            "one bit of the signature flipped",
            format!("{}.{}.{}", parts[0], parts[1], BASE64_URL_SAFE_NO_PAD.encode(&flipped)),
        ),
        ("parts swapped", format!("{}.{}.{}", parts[1], parts[0], parts[2])),
        (
            "claims of another token with this signature",
            format!("{}.{}.{}", parts[0], part(&with(&claims, json!({"sub": "1"}))), parts[2]),
        ),
        (
            "alg none, no signature",
            format!(
                "{}.{}.",
                part(&json!({"alg": "none", "kid": "k1", "typ": "at+jwt"})),
                part(&claims)
            ),
        ),
        ("alg none, signed", head(json!({"alg": "none"}))),
        ("alg None", head(json!({"alg": "None"}))),
        ("alg in small letters", head(json!({"alg": "hs256"}))),
        ("alg HS384", head(json!({"alg": "HS384"}))),
        ("alg HS512", head(json!({"alg": "HS512"}))),
        ("alg RS256", head(json!({"alg": "RS256"}))),
        ("alg ES256", head(json!({"alg": "ES256"}))),
        ("alg empty", head(json!({"alg": ""}))),
        ("unknown kid", head(json!({"kid": "k9"}))),
        ("kid that is a path", head(json!({"kid": "../../dev/null"}))),
        ("kid that is SQL", head(json!({"kid": "' UNION SELECT 'x"}))),
        ("no kid", signed(&without(&header, "kid"), &claims, secret)),
        ("an identity token", head(json!({"typ": "JWT"}))),
        ("no typ", signed(&without(&header, "typ"), &claims, secret)),
        ("a key of its own", head(json!({"jwk": {"kty": "oct", "k": "AAAA"}}))),
        ("a key from elsewhere", head(json!({"jku": "https://evil.example/keys"}))),
        ("a certificate from elsewhere", head(json!({"x5u": "https://evil.example/cert"}))),
        ("a critical extension", head(json!({"crit": ["b64"], "b64": false}))),
        ("another secret", signed(&header, &claims, &[7; 32])),
        ("an empty secret", signed(&header, &claims, b"")),
        ("the key's id as secret", signed(&header, &claims, b"k1")),
        ("over for a second", claim(json!({"exp": now - 1}))),
        ("over for years", claim(json!({"exp": 1}))),
        ("no end", signed(&header, &without(&claims, "exp"), secret)),
        ("an end in words", claim(json!({"exp": "tomorrow"}))),
        ("from the future", claim(json!({"iat": now + 600}))),
        ("for somebody else's service", claim(json!({"aud": "other-api"}))),
        ("for a list of services", claim(json!({"aud": ["touchline-api"]}))),
        ("for nobody", signed(&header, &without(&claims, "aud"), secret)),
        ("an account that is not there", claim(json!({"sub": "999999"}))),
        ("an account that is no number", claim(json!({"sub": "admin"}))),
        ("a negative account", claim(json!({"sub": "-1"}))),
        ("an extra claim", claim(json!({"role": "admin"}))),
        ("claims that are a list", signed(&header, &json!([1, 2]), secret)),
        ("far too long", format!("{good}{}", "A".repeat(4000))),
    ]
}

#[tokio::test]
async fn no_forged_or_stale_token_opens_the_api() {
    let secret = [42_u8; 32];
    let app = TestApp::start_with(page_base::request::Clock::System, |config| {
        config.access.token_keys = vec![server::config::TokenKey {
            id: "k1".to_owned(),
            secret: String::from_utf8(secret.to_vec()).unwrap(),
        }];
    })
    .await;
    let account = app.create_account(Role::Admin).await;
    let bearer = Bearer { account_id: account, family: FAMILY };
    let good = tokens::issue(app.keys(), &bearer, Utc::now(), Duration::from_mins(15));

    let forged = forged(account, &good, &secret);

    assert!(forged.len() >= 40);
    assert_eq!(tokens::verify(app.keys(), &good, Utc::now()), Some(bearer));
    for (wrong, token) in forged {
        let answer = app.with_token(account, &token).get("/api/v1/auth/me").await;
        assert_eq!(answer.status, 401, "{wrong}: {}", answer.text());
    }
}

#[tokio::test]
async fn a_token_lasts_to_the_second_and_no_longer() {
    let app = TestApp::start().await;
    let now = Utc::now();
    let bearer = Bearer { account_id: AccountId(7), family: FAMILY };

    let token = tokens::issue(app.keys(), &bearer, now, Duration::from_mins(15));

    let after = |seconds| tokens::verify(app.keys(), &token, now + TimeDelta::seconds(seconds));
    assert_eq!(after(15 * 60 - 1), Some(bearer.clone()));
    assert_eq!(after(15 * 60), None);
}

#[tokio::test]
async fn a_token_made_with_the_old_key_is_good_while_the_old_key_is_listed() {
    let key = |id: &str, letter: &str| server::config::TokenKey {
        id: id.to_owned(),
        secret: letter.repeat(32),
    };
    let keys_of = |list: Vec<_>| {
        let mut config = server::config::Config::for_testing("postgres://x", "/nowhere".into());
        config.access.token_keys = list;
        server::access::Keys::of(&config).unwrap()
    };
    let bearer = Bearer { account_id: AccountId(7), family: FAMILY };
    let now = Utc::now();

    let old = tokens::issue(&keys_of(vec![key("a", "x")]), &bearer, now, Duration::from_mins(15));

    let rotated = keys_of(vec![key("b", "y"), key("a", "x")]);
    let retired = keys_of(vec![key("b", "y")]);
    assert_eq!(tokens::verify(&rotated, &old, now), Some(bearer));
    assert_eq!(tokens::verify(&retired, &old, now), None);
}
