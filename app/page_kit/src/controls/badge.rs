//! Badges: an icon and a word on a soft ground.

use backroom::JobState;
use leptos::prelude::*;

use super::{Icon, Symbol};

/// What a badge or notice means. The word says it too: colour never stands alone.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    /// Nothing in particular.
    #[default]
    Plain,
    /// Under way.
    Info,
    /// Done, checked.
    Good,
    /// Worth a look.
    Warn,
    /// Failed.
    Danger,
}

impl Tone {
    /// The class that colours it.
    pub const fn class(self) -> &'static str {
        match self {
            Self::Plain => "",
            Self::Info => "info",
            Self::Good => "good",
            Self::Warn => "warn",
            Self::Danger => "danger",
        }
    }
}

/// A word on a soft ground.
#[component]
pub fn Badge(
    /// What it means.
    #[prop(optional)]
    tone: Tone,
    /// Drawn before the word.
    #[prop(optional, into)]
    icon: Option<Symbol>,
    /// The word.
    children: Children,
) -> impl IntoView {
    view! {
        <span class=["badge ", tone.class()].concat()>
            {icon.map(|symbol| view! { <Icon symbol/> })} {children()}
        </span>
    }
}

/// Where a job is in its life.
#[component]
pub fn JobBadge(
    /// The state.
    state: JobState,
    /// Attempts begun: a queued job with attempts behind it is retrying.
    #[prop(optional)]
    attempt: u32,
) -> impl IntoView {
    let (tone, icon, word) = match state {
        JobState::Queued if attempt > 0 => (Tone::Warn, Symbol::Retry, "Retrying"),
        JobState::Queued => (Tone::Plain, Symbol::Clock, "Pending"),
        JobState::Running => (Tone::Info, Symbol::Running, "Running"),
        JobState::Completed => (Tone::Good, Symbol::Check, "Completed"),
        JobState::Failed => (Tone::Danger, Symbol::Failed, "Failed"),
        JobState::Dead => (Tone::Danger, Symbol::Dead, "Dead"),
        JobState::Cancelled => (Tone::Plain, Symbol::Close, "Cancelled"),
    };
    view! {
        <Badge tone icon>
            {word}
        </Badge>
    }
}
