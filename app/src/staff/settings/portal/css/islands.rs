//! Line numbers beside a text area that grows with its text.

use leptos::{html, prelude::*};
use wasm_bindgen::JsCast;

/// The fewest lines in view.
const LEAST: usize = 16;

/// The numbers that the problems name. Without JavaScript there are none, and everything else works.
#[island]
pub fn NumberedLines(
    /// The text area's field.
    children: Children,
) -> impl IntoView {
    let lines = RwSignal::new(0_usize);
    let host: NodeRef<html::Div> = NodeRef::new();
    let measure = move |area: &web_sys::Element| {
        let count = area
            .unchecked_ref::<web_sys::HtmlInputElement>()
            .value()
            .split('\n')
            .count()
            .max(LEAST);
        // A browser that refuses it scrolls.
        let _ = area.set_attribute("rows", &count.to_string());
        lines.set(count);
    };
    Effect::new(move |_| {
        let area = host.get().and_then(|host| {
            host.unchecked_ref::<web_sys::Element>()
                .query_selector("textarea")
                .ok()
                .flatten()
        });
        if let Some(area) = area {
            measure(&area);
        }
    });
    let on_input = move |event: leptos::ev::Event| {
        if let Some(area) = event
            .target()
            .and_then(|target| target.dyn_into::<web_sys::Element>().ok())
        {
            measure(&area);
        }
    };
    let numbers = move || {
        (1..=lines.get())
            .map(|line| format!("{line}\n"))
            .collect::<String>()
    };
    view! {
        <div class="code-editor" node_ref=host on:input=on_input>
            <pre class="code-lines" aria-hidden="true" hidden=move || lines.get() == 0>{numbers}</pre>
            {children()}
        </div>
    }
}
