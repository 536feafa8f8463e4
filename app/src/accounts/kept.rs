//! What a person typed into a form that was refused, so that it stands there again. Passwords are
//! never kept.

use leptos::{prelude::*, server::codee::string::JsonSerdeCodec};
use serde::{Deserialize, Serialize};

/// What may be kept.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Kept {
    /// The name.
    #[serde(default)]
    pub(super) name: String,
    /// The e-mail address.
    #[serde(default)]
    pub(super) email: String,
}

/// What was typed before the form was refused; empty fields otherwise.
pub(super) fn kept() -> Kept {
    SharedValue::<_, JsonSerdeCodec>::new(read).into_inner()
}

/// Runs only where the server said nothing.
#[cfg(not(feature = "ssr"))]
fn read() -> Kept {
    Kept::default()
}

#[cfg(feature = "ssr")]
pub(super) use server::keep;
#[cfg(feature = "ssr")]
use server::read;

#[cfg(feature = "ssr")]
mod server {
    use http::{HeaderValue, header};
    use leptos::prelude::*;

    use super::Kept;

    /// The cookie; it goes by itself.
    const COOKIE: &str = "kept";
    /// How long it lives, in seconds: one redirect, on a slow line.
    const AGE_SECS: u32 = 60;

    /// Keeps what was typed for the page that the browser is sent back to.
    pub(crate) fn keep(kept: &Kept) {
        let fields = [("name", kept.name.as_str()), ("email", kept.email.as_str())];
        let value = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        // `%` and `=` are allowed in cookies, `&` too; nothing else comes out of the serialiser.
        let secure = if crate::request::state().settings.secure { "; Secure" } else { "" };
        let cookie = format!(
            "{COOKIE}={value}; Path=/; Max-Age={AGE_SECS}; HttpOnly; SameSite=Strict{secure}"
        );
        if let (Some(response), Ok(cookie)) =
            (use_context::<leptos_axum::ResponseOptions>(), HeaderValue::from_str(&cookie))
        {
            response.append_header(header::SET_COOKIE, cookie);
        }
    }

    pub(super) fn read() -> Kept {
        let parts = use_context::<http::request::Parts>();
        let cookies = parts.as_ref().and_then(|parts| parts.headers.get(header::COOKIE));
        cookies.and_then(|header| header.to_str().ok()).map_or_else(Kept::default, from_cookies)
    }

    fn from_cookies(header: &str) -> Kept {
        let mut kept = Kept::default();
        let value = header.split(';').find_map(|pair| {
            let (name, value) = pair.trim().split_once('=')?;
            (name == COOKIE).then_some(value)
        });
        for (name, value) in form_urlencoded::parse(value.unwrap_or_default().as_bytes()) {
            match name.as_ref() {
                "name" => kept.name = value.into_owned(),
                "email" => kept.email = value.into_owned(),
                _ => {}
            }
        }
        kept
    }

    #[cfg(test)]
    mod tests {
        use super::*;

        #[test]
        fn what_was_typed_comes_back_whatever_letters_it_has() {
            let kept =
                from_cookies("sid=x; kept=name=Mina+S%C3%B8rlie%3B&email=a%26b%40c; theme=dark");

            assert_eq!(kept, Kept { name: "Mina Sørlie;".to_owned(), email: "a&b@c".to_owned() });
            assert_eq!(from_cookies("theme=dark"), Kept::default());
        }
    }
}
