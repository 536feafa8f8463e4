//! What a person typed into a form that was refused, so that it stands there again.

use std::collections::BTreeMap;

use leptos::{prelude::*, server::codee::string::JsonSerdeCodec};
use serde::{Deserialize, Serialize};

/// Beside the fields: the id of the request that was refused.
const REQUEST_ID: &str = "request_id";

/// The fields of a refused form by their names. Whoever keeps them leaves passwords out.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept(BTreeMap<String, String>);

impl Kept {
    /// What was typed into the field; empty when nothing is kept.
    pub fn field(&self, name: &str) -> String {
        self.0.get(name).cloned().unwrap_or_default()
    }

    /// Id of the request that was refused, to quote to an operator; empty when it is not known.
    pub fn request_id(&self) -> String {
        self.field(REQUEST_ID)
    }

    /// Nothing is kept.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// What was typed into `form` before it was refused; empty otherwise.
pub fn kept(form: &str) -> Kept {
    SharedValue::<_, JsonSerdeCodec>::new(|| read(form)).into_inner()
}

/// As [`kept`], for what is shown once: the browser forgets it with this answer.
pub fn take_kept(form: &str) -> Kept {
    SharedValue::<_, JsonSerdeCodec>::new(|| take(form)).into_inner()
}

/// Runs only where the server said nothing.
#[cfg(not(feature = "ssr"))]
fn read(_: &str) -> Kept {
    Kept::default()
}

/// Runs only where the server said nothing.
#[cfg(not(feature = "ssr"))]
fn take(_: &str) -> Kept {
    Kept::default()
}

#[cfg(feature = "ssr")]
pub use server::keep;
#[cfg(feature = "ssr")]
use server::{read, take};

#[cfg(feature = "ssr")]
mod server {
    use http::{HeaderValue, header};
    use leptos::prelude::*;

    use super::{Kept, REQUEST_ID};

    /// The cookie is called `kept-<form>`; it goes by itself.
    const PREFIX: &str = "kept-";
    /// How long it lives, in seconds: one redirect, on a slow line.
    const AGE_SECS: u32 = 60;
    /// Browsers drop a cookie above 4,096 bytes with its name and attributes: they take at most 100.
    const LONGEST: usize = 3_900;

    /// Keeps what was typed into `form`, and the id of this request, for the page that the browser is
    /// sent back to. Fields so long that a cookie cannot hold them are left out, the longest first.
    pub fn keep(form: &str, fields: &[(&str, &str)]) {
        let request_id = page_base::request::request_id().unwrap_or_default();
        let value = written(&[fields, &[(REQUEST_ID, &request_id)]].concat());
        // `%` and `=` are allowed in cookies, `&` too; nothing else comes out of the serialiser.
        set_cookie(form, &value, AGE_SECS);
    }

    fn set_cookie(form: &str, value: &str, age_secs: u32) {
        let secure = if page_base::request::state().settings.secure { "; Secure" } else { "" };
        let cookie = format!(
            "{PREFIX}{form}={value}; Path=/; Max-Age={age_secs}; HttpOnly; SameSite=Strict{secure}"
        );
        if let (Some(response), Ok(cookie)) =
            (use_context::<leptos_axum::ResponseOptions>(), HeaderValue::from_str(&cookie))
        {
            response.append_header(header::SET_COOKIE, cookie);
        }
    }

    pub(super) fn take(form: &str) -> Kept {
        let kept = read(form);
        if !kept.is_empty() {
            set_cookie(form, "", 0);
        }
        kept
    }

    fn written(fields: &[(&str, &str)]) -> String {
        let mut fields: Vec<_> = fields.iter().filter(|(_, typed)| !typed.is_empty()).collect();
        fields.sort_by_key(|(_, typed)| typed.len());
        loop {
            let mut pairs = form_urlencoded::Serializer::new(String::new());
            let value = pairs.extend_pairs(fields.iter().copied()).finish();
            if value.len() <= LONGEST || fields.pop().is_none() {
                return value;
            }
        }
    }

    pub(super) fn read(form: &str) -> Kept {
        let parts = use_context::<http::request::Parts>();
        let cookies = parts.as_ref().and_then(|parts| parts.headers.get(header::COOKIE));
        let header = cookies.and_then(|header| header.to_str().ok()).unwrap_or_default();
        from_cookies(header, form)
    }

    fn from_cookies(header: &str, form: &str) -> Kept {
        let value = header.split(';').find_map(|pair| {
            let (name, value) = pair.trim().split_once('=')?;
            (name.strip_prefix(PREFIX)? == form).then_some(value)
        });
        let pairs = form_urlencoded::parse(value.unwrap_or_default().as_bytes());
        Kept(pairs.into_owned().collect())
    }

    #[cfg(test)]
    mod tests {
        use super::*;

        #[test]
        fn what_was_typed_comes_back_whatever_letters_it_has() {
            let value = written(&[("name", "Mina Sørlie;"), ("email", "a&b@c"), ("club", "")]);
            let cookies = format!("sid=x; kept-register={value}; theme=dark");

            let kept = from_cookies(&cookies, "register");

            assert_eq!(kept.field("name"), "Mina Sørlie;");
            assert_eq!(kept.field("email"), "a&b@c");
            assert_eq!(kept.field("club"), "");
        }

        #[test]
        fn what_was_typed_into_another_form_stays_there() {
            assert!(from_cookies("kept-player=name=A; theme=dark", "register").is_empty());
        }

        #[test]
        fn a_field_too_long_for_a_cookie_costs_the_others_nothing() {
            let long = "x".repeat(5_000);

            let value = written(&[("photo_url", &long), ("name", "Ada")]);

            assert_eq!(
                from_cookies(&format!("kept-player={value}"), "player").field("name"),
                "Ada"
            );
            assert!(value.len() < 100, "{}", value.len());
        }
    }
}
