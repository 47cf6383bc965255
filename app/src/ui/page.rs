//! The parts of a page.

use super::icon::{Icon, IconName};
use super::link::safe_href;
use super::tone::Tone;
use leptos::prelude::*;

/// A page's head: the way back, its `<h1>`, what is known at a glance, and what can be done.
#[component]
pub fn PageHeader(
    /// The page's heading.
    #[prop(into)]
    title: String,
    /// The way back: address and text.
    #[prop(optional)]
    back: Option<(String, String)>,
    /// A sentence below the heading.
    #[prop(optional_no_strip, into)]
    text: Option<String>,
    /// Beside the heading: a badge.
    #[prop(optional)]
    badge: Option<AnyView>,
    /// Buttons.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <header class="page-header">
            {back.map(|(href, text)| view! {
                <a class="back" href=safe_href(&href)><Icon name=IconName::ArrowLeft/><span>{text}</span></a>
            })}
            <div class="page-header-row">
                <div class="page-header-text">
                    <div class="page-title"><h1 class="p-title">{title}</h1>{badge}</div>
                    {text.map(|text| view! { <p class="page-lead">{text}</p> })}
                </div>
                {children.map(|children| view! { <div class="actions">{children()}</div> })}
            </div>
        </header>
    }
}

/// A part of a page with an `<h2>`, in a card.
#[component]
pub fn Section(
    /// The heading.
    #[prop(into)]
    title: String,
    /// A sentence below it.
    #[prop(optional_no_strip, into)]
    text: Option<String>,
    /// Beside the heading: links or buttons.
    #[prop(optional)]
    actions: Option<AnyView>,
    /// More classes: `flush` for a table or list that reaches the card's edges, `plain` for no card.
    #[prop(optional, into)]
    class: Option<String>,
    /// An id to link to.
    #[prop(optional, into)]
    id: Option<String>,
    /// What is in it.
    children: Children,
) -> impl IntoView {
    let class = class.map_or_else(
        || "section card p-card".to_owned(),
        |more| format!("section card p-card {more}"),
    );
    view! {
        <section class=class id=id>
            <header class="section-header">
                <div>
                    <h2 class="p-card-title">{title}</h2>
                    {text.map(|text| view! { <p class="section-text">{text}</p> })}
                </div>
                {actions.map(|actions| view! { <div class="actions">{actions}</div> })}
            </header>
            <div class="section-body">{children()}</div>
        </section>
    }
}

/// A card without a heading of its own.
#[component]
pub fn Card(
    /// More classes: `flush`, `tinted`.
    #[prop(optional, into)]
    class: Option<String>,
    /// What is on it.
    children: Children,
) -> impl IntoView {
    let class = class.map_or_else(|| "card p-card".to_owned(), |more| format!("card p-card {more}"));
    view! { <div class=class>{children()}</div> }
}

/// A number that matters; several go into a `<div class="stats">`.
#[component]
pub fn Stat(
    /// What it counts.
    #[prop(into)]
    label: String,
    /// The number, formatted; several, one a line, are set smaller.
    #[prop(into)]
    value: String,
    /// What to make of it.
    #[prop(optional_no_strip, into)]
    note: Option<String>,
    /// What it means.
    #[prop(optional)]
    tone: Tone,
    /// The list behind it.
    #[prop(optional_no_strip, into)]
    href: Option<String>,
) -> impl IntoView {
    let class = format!("stat {}", tone.class());
    let size = if value.contains('\n') {
        "stat-value several"
    } else {
        "stat-value"
    };
    let value = match href.as_deref().and_then(safe_href) {
        Some(href) => view! { <a class=size href=href>{value}</a> }.into_any(),
        None => view! { <span class=size>{value}</span> }.into_any(),
    };
    view! {
        <div class=class>
            <p class="stat-label">{label}</p>
            <p>{value}</p>
            {note.map(|note| view! { <p class="stat-note">{note}</p> })}
        </div>
    }
}
