//! Something to say above everything else.

use super::icon::{Icon, IconName};
use super::tone::Tone;
use leptos::prelude::*;

/// A message in a box. Polite by default; `alert` for what went wrong just now.
#[component]
pub fn Notice(
    /// What it means.
    #[prop(default = Tone::Info)]
    tone: Tone,
    /// A heading.
    #[prop(optional, into)]
    title: Option<String>,
    /// Interrupts screen readers.
    #[prop(optional)]
    alert: bool,
    /// The message: text, or paragraphs and links.
    children: Children,
) -> impl IntoView {
    let icon = match tone {
        Tone::Neutral | Tone::Info => IconName::Info,
        Tone::Success => IconName::Success,
        Tone::Warning => IconName::Warning,
        Tone::Danger => IconName::Failure,
    };
    view! {
        <div class=format!("notice {}", tone.class()) role=if alert { "alert" } else { "status" }>
            <Icon name=icon/>
            <div class="notice-body">
                {title.map(|title| view! { <p class="notice-title">{title}</p> })}
                {children()}
            </div>
        </div>
    }
}
