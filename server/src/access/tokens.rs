//! Access tokens of the REST API: JSON Web Tokens (RFC 7519) signed with HS256.
//!
//! By hand because there is one algorithm, one issuer and one reader: what a token may choose is what
//! attacks on JWT libraries choose. The header is compared, never obeyed: no other `alg`, no `jku`,
//! no `x5u`, no critical extension.

use std::time::Duration;

use backroom::AccountId;
use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD};
use chrono::{DateTime, Utc};
use hmac::{Hmac, Mac};
use serde::{Deserialize, Serialize};
use sha2::Sha256;
use uuid::Uuid;

use super::{Keys, keys::SigningKey};

/// Whom the token is for. Tokens of another product made with the same secret are refused.
const AUDIENCE: &str = "touchline-api";
/// Media type of an access token (RFC 9068): tells it from any other kind of JWT.
const TYPE: &str = "at+jwt";
/// Tokens are a few hundred bytes; nothing longer is looked at.
const LONGEST: usize = 1024;
/// How far the clocks of two servers may be apart, in seconds.
const CLOCK_SKEW_SECS: i64 = 5;

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Header {
    alg: String,
    kid: String,
    typ: String,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Claims {
    sub: String,
    aud: String,
    iat: i64,
    exp: i64,
    /// The sign-in it comes from: with the family its tokens end.
    sid: String,
}

/// What a good token says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bearer {
    /// The account that it was made for. Its role is not in the token: it is looked up.
    pub account_id: AccountId,
    /// The family of refresh tokens that it belongs to.
    pub family: Uuid,
}

/// Makes a token for `bearer` that is good for `life`.
pub fn issue(keys: &Keys, bearer: &Bearer, now: DateTime<Utc>, life: Duration) -> String {
    let key = keys.signing();
    let header = Header { alg: "HS256".to_owned(), kid: key.id.clone(), typ: TYPE.to_owned() };
    let life_secs = i64::try_from(life.as_secs()).unwrap_or(i64::MAX);
    let claims = Claims {
        sub: bearer.account_id.to_string(),
        aud: AUDIENCE.to_owned(),
        iat: now.timestamp(),
        exp: now.timestamp().saturating_add(life_secs),
        sid: bearer.family.to_string(),
    };
    let signed = format!("{}.{}", part(&header), part(&claims));
    let signature = BASE64_URL_SAFE_NO_PAD.encode(mac(key, &signed).finalize().into_bytes());
    format!("{signed}.{signature}")
}

/// What `token` says, if we made it and it is not over. Why it is refused is nobody's business.
pub fn verify(keys: &Keys, token: &str, now: DateTime<Utc>) -> Option<Bearer> {
    if token.len() > LONGEST {
        return None;
    }
    let (signed, signature) = token.rsplit_once('.')?;
    let (header, claims) = signed.split_once('.')?;
    let header: Header = parsed(header)?;
    if header.alg != "HS256" || header.typ != TYPE {
        return None;
    }
    let key = keys.with_id(&header.kid)?;
    let signature = BASE64_URL_SAFE_NO_PAD.decode(signature).ok()?;
    mac(key, signed).verify_slice(&signature).ok()?;

    let claims: Claims = parsed(claims)?;
    let now = now.timestamp();
    let current = claims.iat <= now + CLOCK_SKEW_SECS && now < claims.exp;
    if claims.aud != AUDIENCE || !current {
        return None;
    }
    Some(Bearer {
        account_id: AccountId(claims.sub.parse().ok()?),
        family: claims.sid.parse().ok()?,
    })
}

fn mac(key: &SigningKey, signed: &str) -> Hmac<Sha256> {
    let mut mac = Hmac::new_from_slice(&key.secret).expect("HMAC takes keys of any length");
    mac.update(signed.as_bytes());
    mac
}

fn part(value: &impl Serialize) -> String {
    let json = serde_json::to_vec(value).expect("strings and numbers are JSON");
    BASE64_URL_SAFE_NO_PAD.encode(json)
}

fn parsed<T: for<'de> Deserialize<'de>>(part: &str) -> Option<T> {
    serde_json::from_slice(&BASE64_URL_SAFE_NO_PAD.decode(part).ok()?).ok()
}
