//! A button that prints the page.

use super::icon::{Icon, IconName};
use leptos::prelude::*;

/// Opens the browser's print dialog; not there without JavaScript, where the browser's own menu does it.
#[island]
pub fn PrintButton(
    /// The text.
    #[prop(into)]
    label: String,
) -> impl IntoView {
    let ready = RwSignal::new(false);
    Effect::new(move |_| ready.set(true));
    let print = move |_| {
        if let Some(window) = web_sys::window() {
            let _ = window.print();
        }
    };
    view! {
        <button type="button" class="button" hidden=move || !ready.get() on:click=print>
            <Icon name=IconName::Print/>
            <span>{label}</span>
        </button>
    }
}
