//! A value with a button that copies it.

use super::icon::{Icon, IconName};
use leptos::prelude::*;

/// A value to take along: an IBAN, a link. Selectable text without JavaScript; with it, also a button.
#[island]
pub fn CopyValue(
    /// The text.
    #[prop(into)]
    value: String,
    /// The button's accessible name: `Copy IBAN`.
    #[prop(into)]
    label: String,
    /// What it says afterwards; "Copied" without.
    #[prop(optional, into)]
    copied_label: Option<String>,
) -> impl IntoView {
    let ready = RwSignal::new(false);
    let copied = RwSignal::new(false);
    let copied_label = copied_label.unwrap_or_else(|| "Copied".into());
    Effect::new(move |_| ready.set(true));
    let text = value.clone();
    let copy = move |_| {
        let text = text.clone();
        let Some(window) = web_sys::window() else { return };
        let written = window.navigator().clipboard().write_text(&text);
        leptos::task::spawn_local(async move {
            if wasm_bindgen_futures::JsFuture::from(written).await.is_ok() {
                copied.set(true);
                set_timeout(move || copied.set(false), std::time::Duration::from_secs(2));
            }
        });
    };
    view! {
        <span class="copy-value">
            <span class="copy-text">{value}</span>
            <button type="button" class="copy-button" aria-label=label hidden=move || !ready.get() on:click=copy>
                <Show when=move || copied.get() fallback=|| view! { <Icon name=IconName::Copy/> }>
                    <Icon name=IconName::Check/>
                </Show>
            </button>
            <span class="copy-said" role="status">
                {move || if copied.get() { copied_label.clone() } else { String::new() }}
            </span>
        </span>
    }
}
