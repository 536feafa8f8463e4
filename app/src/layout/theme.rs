//! Light, dark, or as the system says. The choice is a cookie, so that the first paint is right, and a
//! form, so that it works without script.

#![cfg_attr(
    feature = "ssr",
    expect(clippy::unused_async, reason = "every server function is async")
)]

use leptos::{ev::SubmitEvent, prelude::*};
use page_base::error::AppError;
use page_kit::controls::{Icon, Symbol};
use serde::{Deserialize, Serialize};
use wasm_bindgen::JsCast;

/// The cookie that holds the choice.
const COOKIE: &str = "theme";
/// How long the choice is kept, in seconds: 400 days, the longest that browsers grant.
const COOKIE_AGE_SECS: u32 = 400 * 24 * 60 * 60;

/// What a person chose.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Theme {
    /// As the system says.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

impl Theme {
    const fn word(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// The `data-theme` of the document; none where the system decides.
    pub(super) const fn forced(self) -> Option<&'static str> {
        match self {
            Self::System => None,
            Self::Light | Self::Dark => Some(self.word()),
        }
    }

    /// The choice that the button offers.
    const fn next(self) -> Self {
        match self {
            Self::System => Self::Dark,
            Self::Dark => Self::Light,
            Self::Light => Self::System,
        }
    }

    const fn symbol(self) -> Symbol {
        match self {
            Self::System => Symbol::System,
            Self::Light => Symbol::Sun,
            Self::Dark => Symbol::Moon,
        }
    }

    /// The `Set-Cookie` value, the same from the server and the browser.
    fn cookie(self) -> String {
        format!("{COOKIE}={}; Path=/; Max-Age={COOKIE_AGE_SECS}; SameSite=Lax", self.word())
    }
}

/// The choice in a `Cookie` header.
#[cfg(any(feature = "ssr", test))]
fn from_cookies(header: &str) -> Theme {
    let word = header.split(';').find_map(|pair| {
        let (name, value) = pair.trim().split_once('=')?;
        (name == COOKIE).then_some(value)
    });
    match word {
        Some("light") => Theme::Light,
        Some("dark") => Theme::Dark,
        _ => Theme::System,
    }
}

/// The choice that came with this request.
#[cfg(feature = "ssr")]
pub(super) fn chosen() -> Theme {
    let parts = use_context::<http::request::Parts>();
    let header = parts.as_ref().and_then(|parts| parts.headers.get(http::header::COOKIE));
    header.and_then(|header| header.to_str().ok()).map_or(Theme::System, from_cookies)
}

/// Runs only where the server said nothing.
#[cfg(not(feature = "ssr"))]
fn chosen() -> Theme {
    Theme::System
}

/// Keeps the choice in a cookie and goes back to the page that the form was on.
///
/// Anybody may choose: the choice belongs to the browser, not to an account.
#[server(prefix = "/fn", endpoint = "layout/choose_theme", output = page_base::wire::Json)]
pub async fn choose_theme(
    /// The new choice.
    theme: Theme,
) -> Result<(), AppError> {
    let response = expect_context::<leptos_axum::ResponseOptions>();
    if let Ok(cookie) = http::HeaderValue::from_str(&theme.cookie()) {
        response.append_header(http::header::SET_COOKIE, cookie);
    }
    Ok(())
}

/// The choice of this page, which the button and the palette change.
#[derive(Clone, Copy)]
pub(super) struct ThemeChoice(RwSignal<Theme>);

impl ThemeChoice {
    /// Goes on to the next theme.
    pub(super) fn go_on(self) {
        let next = self.0.get_untracked().next();
        show(next);
        self.0.set(next);
    }
}

pub(super) fn use_theme() -> ThemeChoice {
    expect_context::<ThemeChoice>()
}

/// Makes the choice known. Called once, by the application.
pub(super) fn provide_theme() {
    provide_context(ThemeChoice(RwSignal::new(SharedValue::new(chosen).into_inner())));
}

/// The button in the top bar.
#[component]
pub(super) fn ThemeToggle() -> impl IntoView {
    let choice = use_theme();
    let theme = choice.0;
    let label = move || {
        let (now, next) = (theme.get().word(), theme.get().next().word());
        ["Theme: ", now, ". Switch to ", next].concat()
    };
    let choose = move |event: SubmitEvent| {
        event.prevent_default();
        choice.go_on();
    };
    view! {
        <form method="post" action="/fn/layout/choose_theme" on:submit=choose>
            <input type="hidden" name="theme" value=move || theme.get().next().word()/>
            <button class="button quiet icon-only" type="submit" aria-label=label title=label>
                {move || view! { <Icon symbol=theme.get().symbol()/> }}
            </button>
        </form>
    }
}

/// Paints the page in `theme` and keeps the choice. The browser may refuse either; then the other
/// still holds.
fn show(theme: Theme) {
    let document = document();
    if let Some(root) = document.document_element() {
        let _ = match theme.forced() {
            Some(word) => root.set_attribute("data-theme", word),
            None => root.remove_attribute("data-theme"),
        };
    }
    if let Ok(document) = document.dyn_into::<web_sys::HtmlDocument>() {
        let _ = document.set_cookie(&theme.cookie());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_choice_reads_back_from_its_cookie() {
        for theme in [Theme::System, Theme::Light, Theme::Dark] {
            let sent = theme.cookie();
            let pair = sent.split(';').next().unwrap();

            assert_eq!(from_cookies(&format!("sid=1; {pair}; x=y")), theme);
        }
        assert_eq!(from_cookies("theme=purple"), Theme::System);
    }

    #[test]
    fn the_button_goes_round_all_three() {
        let start = Theme::System;

        assert_ne!(start.next(), start.next().next());
        assert_eq!(start.next().next().next(), start);
    }
}
