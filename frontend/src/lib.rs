//! The browser's entry point.

#![allow(missing_docs)] // the macro's own items

// Without this the islands would not be linked in.
#[allow(unused_imports, clippy::single_component_path_imports)]
use app;

/// Makes the page's islands interactive.
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn hydrate() {
    console_error_panic_hook::set_once();
    leptos::mount::hydrate_islands();
    // Tests wait for it: what is done before is done to a page that does not answer yet.
    let root = leptos::prelude::document().document_element();
    let _ = root.map(|root| root.set_attribute("data-hydrated", ""));
}
