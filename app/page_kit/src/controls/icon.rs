//! Icons: 16 px, stroke 1.5, drawn once in a sprite that the server puts at the end of the page.

use leptos::prelude::*;

macro_rules! symbols {
    ($($(#[$doc:meta])* $name:ident $id:literal $path:literal;)*) => {
        /// A drawing in the sprite.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Symbol {
            $($(#[$doc])* $name,)*
        }

        impl Symbol {
            /// Where an SVG `<use>` finds the drawing.
            pub const fn href(self) -> &'static str {
                match self {
                    $(Self::$name => concat!("#i-", $id),)*
                }
            }
        }

        /// Every drawing as `(id, path)`.
        #[cfg(feature = "ssr")]
        const DRAWINGS: &[(&str, &str)] = &[$((concat!("i-", $id), $path),)*];
    };
}

symbols! {
    /// Done, right.
    Check "check" "M3 8.5 6.5 12 13 4.5";
    /// Close, remove.
    Close "close" "M4 4l8 8M12 4l-8 8";
    /// Add.
    Plus "plus" "M8 3v10M3 8h10";
    /// Search.
    Search "search" "M7 12A5 5 0 1 0 7 2a5 5 0 0 0 0 10ZM10.7 10.7 14 14";
    /// Bring a file in.
    Upload "upload" "M8 10.5v-8M4.5 6 8 2.5 11.5 6M2.5 13.5h11";
    /// Take a file out.
    Download "download" "M8 2.5v8M4.5 7 8 10.5 11.5 7M2.5 13.5h11";
    /// Under way.
    Clock "clock" "M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12ZM8 4.5V8l2 1.5";
    /// Under way, moving.
    Running "running" "M2.2 6.5A6 6 0 1 1 2 8M2 3.5v3h3M8 5v3l2 1.5";
    /// Again.
    Retry "retry" "M13 8a5 5 0 1 1-1.6-3.7M13 2v3h-3";
    /// Failed.
    Failed "failed" "M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12ZM6 6l4 4M10 6l-4 4";
    /// Given up.
    Dead "dead" "M4 4h8v8H4Z";
    /// Beware.
    Warning "warning" "M8 2.5 14.5 13.5h-13ZM8 6.5v3M8 11.5v.2";
    /// Something to know.
    Info "info" "M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12ZM8 7.5v3.5M8 5v.2";
    /// Help.
    Help "help" "M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12ZM6.2 6.3a1.8 1.8 0 1 1 2.6 1.6c-.6.3-.8.6-.8 1.1M8 11.2v.2";
    /// Dark.
    Moon "moon" "M13.5 9.5A6 6 0 0 1 6.5 2.5a6 6 0 1 0 7 7Z";
    /// Light.
    Sun "sun" "M8 10.8a2.8 2.8 0 1 0 0-5.6 2.8 2.8 0 0 0 0 5.6ZM8 1.5v1M8 13.5v1M1.5 8h1M13.5 8h1M3.4 3.4l.7.7M11.9 11.9l.7.7M12.6 3.4l-.7.7M4.1 11.9l-.7.7";
    /// As the system says.
    System "system" "M2 3h12v8H2ZM5.5 13.5h5M8 11v2.5";
    /// Background tasks.
    Tasks "tasks" "M2 4l1.2 1.2L5.2 3M2 8.5l1.2 1.2 2-2.2M2.2 13h1.6M7.5 4.3H14M7.5 8.6H14M7.5 13H14";
    /// Players.
    Players "players" "M6 7.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5ZM1.5 13.5v-1a3 3 0 0 1 3-3h3a3 3 0 0 1 3 3v1M10.5 2.7a2.5 2.5 0 0 1 0 4.6M12 9.7a3 3 0 0 1 2.5 2.8v1";
    /// Matches: a pitch.
    Pitch "pitch" "M2 3.5h12v9H2ZM8 3.5v9M2 6.2h2v3.6H2M14 6.2h-2v3.6h2";
    /// Operations.
    Operations "operations" "M2.5 2.5h11v4.5h-11ZM2.5 9h11v4.5h-11ZM5 4.8h.2M5 11.2h.2M8 4.8h3M8 11.2h3";
    /// Home.
    Home "home" "M2 7.5 8 2.5l6 5M3.5 6.5v7h9v-7M6.5 13.5v-4h3v4";
    /// Report, page of text.
    Report "report" "M3.5 1.8h6l3 3v9.4h-9ZM9.3 2v3h3M5.8 8h4.4M5.8 10.8h4.4";
    /// Health.
    Health "health" "M1.5 8.5h3l2-5 3 9 2-4h3";
    /// Columns of a table.
    Columns "columns" "M2 3h12v10H2ZM6 3v10M10 3v10";
    /// Change.
    Edit "edit" "M10.5 3 13 5.5 5.5 13H3v-2.5Z";
    /// Delete.
    Trash "trash" "M2.5 4.5h11M6 4.5v-2h4v2M4 4.5l.6 9h6.8l.6-9M6.7 7v4M9.3 7v4";
    /// More actions.
    More "more" "M3.5 8h.01M8 8h.01M12.5 8h.01";
    /// Filters.
    Filter "filter" "M2 4h12M4.5 8h7M6.5 12h3";
    /// Mark.
    Star "star" "M8 2l1.8 3.8 4.2.5-3.1 2.9.8 4.1L8 11.3l-3.7 2 .8-4.1L2 6.3l4.2-.5Z";
    /// Compare.
    Compare "compare" "M5.5 2v12M10.5 2v12M2 5.5h12M2 10.5h12";
    /// Copy.
    Copy "copy" "M5.5 5.5h8v8h-8ZM10.5 5.5v-3h-8v8h3";
    /// To the left, back.
    Left "left" "M10 3.5 5.5 8l4.5 4.5";
    /// To the right, on.
    Right "right" "M6 3.5 10.5 8 6 12.5";
    /// Upwards.
    Up "up" "M8 13V3M4.5 6.5 8 3l3.5 3.5";
    /// Downwards.
    Down "down" "M8 3v10M4.5 9.5 8 13l3.5-3.5";
    /// Opens downwards.
    ChevronDown "chevron-down" "M3.5 6 8 10.5 12.5 6";
    /// Show what is typed.
    Eye "eye" "M1.5 8S4 3.5 8 3.5 14.5 8 14.5 8 12 12.5 8 12.5 1.5 8 1.5 8ZM8 10a2 2 0 1 0 0-4 2 2 0 0 0 0 4Z";
    /// Hold.
    Pause "pause" "M5.5 3v10M10.5 3v10";
    /// Go on.
    Play "play" "M4.5 2.8 12.5 8l-8 5.2Z";
    /// To the one before.
    StepBack "step-back" "M12 3.5 6.5 8l5.5 4.5ZM4 3.5v9";
    /// To the next one.
    StepOn "step-on" "M4 3.5 9.5 8 4 12.5ZM12 3.5v9";
    /// Take back.
    Undo "undo" "M5.5 3 2.5 6l3 3M2.5 6H10a3.5 3.5 0 0 1 0 7H6.5";
    /// Put back what was taken back.
    Redo "redo" "M10.5 3 13.5 6l-3 3M13.5 6H6a3.5 3.5 0 0 0 0 7h3.5";
    /// A place elsewhere.
    Open "open" "M9.5 2.5h4v4M13.5 2.5 7.5 8.5M11.5 9.5v4h-9v-9h4";
    /// The keyboard.
    Keyboard "keyboard" "M1.5 4h13v8h-13ZM4 6.7h.2M6.6 6.7h.2M9.2 6.7h.2M11.8 6.7h.2M5 9.5h6";
}

/// A drawing of [`Symbol`], hidden from assistive technology: give the word beside it or an
/// accessible name on the control round it.
#[component]
pub fn Icon(
    /// What to draw.
    symbol: Symbol,
) -> impl IntoView {
    view! {
        <svg class="icon" viewBox="0 0 16 16" aria-hidden="true">
            <use href=symbol.href()></use>
        </svg>
    }
}

/// The drawings that [`Icon`] refers to. Stands once, at the end of the document.
#[cfg(feature = "ssr")]
#[component]
pub fn IconSprite() -> impl IntoView {
    use std::fmt::Write as _;

    let mut drawings = String::new();
    for (id, path) in DRAWINGS {
        let _ = write!(
            drawings,
            "<symbol id=\"{id}\" viewBox=\"0 0 16 16\"><path d=\"{path}\"/></symbol>"
        );
    }
    view! { <svg width="0" height="0" hidden=true aria-hidden="true" inner_html=drawings></svg> }
}
