//! What a list says when there is nothing in it.

use super::icon::{Icon, IconName};
use leptos::prelude::*;

/// Nothing here, why, and what to do about it.
#[component]
pub fn EmptyState(
    /// The icon above.
    #[prop(default = IconName::Inbox)]
    icon: IconName,
    /// What is missing.
    #[prop(into)]
    title: String,
    /// Why, or how to get there.
    #[prop(optional, into)]
    text: Option<String>,
    /// What to do: a button.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="empty">
            <span class="empty-icon"><Icon name=icon/></span>
            <p class="empty-title">{title}</p>
            {text.map(|text| view! { <p class="empty-text">{text}</p> })}
            {children.map(|children| view! { <div class="cluster centred">{children()}</div> })}
        </div>
    }
}
