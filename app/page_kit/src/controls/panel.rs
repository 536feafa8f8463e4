//! The head of a page, panels and figures.

use leptos::prelude::*;
use leptos_meta::Title;

use super::{Icon, Symbol};

/// A step of the breadcrumb above the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Crumb {
    /// Where it leads.
    pub href: String,
    /// What it is called.
    pub label: String,
}

impl Crumb {
    /// A crumb that leads to `href`.
    pub fn new(href: impl Into<String>, label: impl Into<String>) -> Self {
        Self { href: href.into(), label: label.into() }
    }
}

/// The head of a page: breadcrumb in the top bar, the page's only `h1`, its actions at the right
/// (the primary one last). On a phone the title stands in the title bar.
#[component]
pub fn PageHead(
    /// What the page is about; also the document's title.
    #[prop(into)]
    title: Signal<String>,
    /// A short line beside the title: "1,284 of 1,000,214".
    #[prop(optional, into)]
    meta: Signal<String>,
    /// What stands in the square before the title: a position's code. Empty, there is none.
    #[prop(optional, into)]
    mark: Option<Signal<String>>,
    /// The pages above this one, outermost first. The title itself is added.
    #[prop(optional, into)]
    crumbs: Vec<Crumb>,
    /// The actions.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let back = crumbs.last().cloned();
    // The server writes the document's title last, when a page that came quickly may be gone already; the
    // browser asks for it once more while a page gives way to the next.
    let first_title = title.get_untracked();
    let steps = crumbs
        .into_iter()
        .map(|crumb| {
            view! {
                <li>
                    <a href=crumb.href>{crumb.label}</a>
                    <Icon symbol=Symbol::Right/>
                </li>
            }
        })
        .collect_view();
    view! {
        <Title text=move || title.try_get().unwrap_or_else(|| first_title.clone())/>
        <nav class="crumbs" aria-label="Breadcrumb">
            <ol>
                {steps} <li>
                    <span aria-current="page">{move || title.get()}</span>
                </li>
            </ol>
        </nav>
        <header class="page-head">
            {back
                .map(|crumb| {
                    view! {
                        <a class="page-back" href=crumb.href aria-label=format!("Back to {}", crumb.label)>
                            <Icon symbol=Symbol::Left/>
                        </a>
                    }
                })}
            {mark
                .map(|mark| {
                    view! {
                        <span class="page-mark" aria-hidden="true">
                            {move || mark.get()}
                        </span>
                    }
                })} <div class="page-title">
                <h1 tabindex="-1">{move || title.get()}</h1>
                <span class="meta">{move || meta.get()}</span>
            </div> {children.map(|children| view! { <div class="actions">{children()}</div> })}
        </header>
    }
}

/// A panel: a titled box on the page's twelve columns.
#[component]
pub fn Panel(
    /// What it shows.
    #[prop(into)]
    title: Signal<String>,
    /// Peers, n, period, source: the small line at the right of the title.
    #[prop(optional, into)]
    meta: Signal<String>,
    /// Columns it takes from 1200 px: `span-4`; more classes may follow.
    #[prop(optional, into)]
    class: Option<&'static str>,
    /// Buttons at the right of the head.
    #[prop(optional, into)]
    actions: ViewFnOnce,
    /// Without the inner margin: a table or list that runs to the edges.
    #[prop(optional)]
    flush: bool,
    /// What is inside.
    children: Children,
) -> impl IntoView {
    let actions = actions.run();
    view! {
        <section class=["panel ", class.unwrap_or_default()].concat()>
            <header class="panel-head">
                <h2>{move || title.get()}</h2>
                <span class="meta">{move || meta.get()}</span>
                {actions}
            </header>
            <div class:panel-body=!flush>{children()}</div>
        </section>
    }
}

/// A figure with its label and date. Stands in `<dl class="stats">`.
#[component]
pub fn StatTile(
    /// What it is, with its date: "Value, 16 Dec 2024".
    #[prop(into)]
    label: Signal<String>,
    /// The figure with its unit, or `Unknown`.
    children: Children,
) -> impl IntoView {
    view! {
        <div class="stat">
            <dt>{move || label.get()}</dt>
            <dd>{children()}</dd>
        </div>
    }
}
