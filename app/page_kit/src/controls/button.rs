//! Buttons, and links that look like them. Starts with a verb and names the thing: "Write report".

use leptos::prelude::*;

use super::{Icon, Symbol};

/// How much a button weighs. One primary button a view.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ButtonKind {
    /// Any action.
    #[default]
    Standard,
    /// The one that the page is for.
    Primary,
    /// An action of little weight: no edge.
    Quiet,
    /// Destroys something; the dialog behind it names the thing.
    Destructive,
}

impl ButtonKind {
    const fn class(self) -> &'static str {
        match self {
            Self::Standard => "standard",
            Self::Primary => "primary",
            Self::Quiet => "quiet",
            Self::Destructive => "destructive",
        }
    }
}

/// How tall a button is; all are 44 px on touch.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ButtonSize {
    /// 32 px.
    #[default]
    Standard,
    /// 28 px: toolbars.
    Small,
    /// 40 px: forms.
    Large,
}

impl ButtonSize {
    const fn class(self) -> &'static str {
        match self {
            Self::Standard => "",
            Self::Small => " small",
            Self::Large => " large",
        }
    }
}

fn class(kind: ButtonKind, size: ButtonSize, icon_only: bool) -> String {
    let icon_only = if icon_only { " icon-only" } else { "" };
    ["button ", kind.class(), size.class(), icon_only].concat()
}

/// A button.
#[component]
pub fn Button(
    /// How much it weighs.
    #[prop(optional)]
    kind: ButtonKind,
    /// How tall it is.
    #[prop(optional)]
    size: ButtonSize,
    /// Drawn before the words.
    #[prop(optional, into)]
    icon: Option<Symbol>,
    /// Sends the form it stands in.
    #[prop(optional)]
    submit: bool,
    /// The action is under way: the button keeps its width and takes no second press.
    #[prop(optional, into)]
    busy: Signal<bool>,
    /// It cannot be pressed now; say why in `reason`.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// Why it cannot be pressed, or what it does where the words do not say; the accessible name of
    /// a button without words.
    #[prop(optional, into)]
    reason: Option<String>,
    /// Name that the form sends with `value` when this button sends it.
    #[prop(optional, into)]
    name: Option<String>,
    /// Value sent under `name`.
    #[prop(optional, into)]
    value: Option<String>,
    /// The words; none for a button with only an icon.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let icon_only = children.is_none();
    let label = icon_only.then(|| reason.clone()).flatten();
    view! {
        <button
            type=if submit { "submit" } else { "button" }
            class=class(kind, size, icon_only)
            disabled=move || disabled.get() || busy.get()
            aria-busy=move || busy.get().then_some("true")
            aria-label=label
            title=reason
            name=name
            value=value
        >
            {icon.map(|symbol| view! { <Icon symbol/> })}
            {children.map(|children| view! { <span>{children()}</span> })}
        </button>
    }
}

/// A link that looks like a button: goes somewhere instead of doing something.
#[component]
pub fn ButtonLink(
    /// Where it leads.
    #[prop(into)]
    href: Signal<String>,
    /// How much it weighs.
    #[prop(optional)]
    kind: ButtonKind,
    /// How tall it is.
    #[prop(optional)]
    size: ButtonSize,
    /// Drawn before the words.
    #[prop(optional, into)]
    icon: Option<Symbol>,
    /// A file to keep or a page outside the router: the browser itself follows the link.
    #[prop(optional)]
    external: bool,
    /// The words.
    children: Children,
) -> impl IntoView {
    view! {
        <a href=move || href.get() class=class(kind, size, false) rel=external.then_some("external")>
            {icon.map(|symbol| view! { <Icon symbol/> })}
            <span>{children()}</span>
        </a>
    }
}
