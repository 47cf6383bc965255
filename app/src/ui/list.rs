//! Facts and events.

use super::icon::{Icon, IconName};
use super::tone::Tone;
use super::value::DateText;
use leptos::prelude::*;

/// Terms and what they stand for; children are [`Definition`]s.
#[component]
pub fn DefinitionList(
    /// Classes: `compact` puts term and text on one line.
    #[prop(optional, into)]
    class: Option<String>,
    /// The definitions.
    children: Children,
) -> impl IntoView {
    let class = class.map_or_else(|| "facts".to_owned(), |more| format!("facts {more}"));
    view! { <dl class=class>{children()}</dl> }
}

/// One term and its text.
#[component]
pub fn Definition(
    /// The term.
    #[prop(into)]
    label: String,
    /// What it stands for.
    children: Children,
) -> impl IntoView {
    view! {
        <div class="fact">
            <dt>{label}</dt>
            <dd>{children()}</dd>
        </div>
    }
}

/// Events, newest first; children are [`TimelineItem`]s.
#[component]
pub fn Timeline(
    /// The events.
    children: Children,
) -> impl IntoView {
    view! { <ol class="timeline" role="list">{children()}</ol> }
}

/// One event.
#[component]
pub fn TimelineItem(
    /// What kind of event.
    #[prop(default = IconName::Activity)]
    icon: IconName,
    /// What it means.
    #[prop(optional)]
    tone: Tone,
    /// When, for machines: `2026-11-24T09:30:00Z`.
    #[prop(into)]
    datetime: String,
    /// When, for people.
    #[prop(into)]
    when: String,
    /// More about it, in small print: browser, address.
    #[prop(optional_no_strip, into)]
    detail: Option<String>,
    /// What happened.
    children: Children,
) -> impl IntoView {
    view! {
        <li class="timeline-item">
            <span class=format!("timeline-icon {}", tone.class())><Icon name=icon/></span>
            <div class="timeline-body">
                <div class="timeline-text">{children()}</div>
                <p class="timeline-meta">
                    <DateText datetime=datetime text=when/>
                    {detail.map(|detail| view! { <span>{detail}</span> })}
                </p>
            </div>
        </li>
    }
}
