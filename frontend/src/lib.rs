//! The browser's entry point.

#![allow(missing_docs)] // the macro's own items

// Without this the islands would not be linked in.
#[allow(unused_imports, clippy::single_component_path_imports)]
use app;

/// Room for the splitter. It gives each file its own part of the constants, but only if all parts together, each aligned, are no longer
/// than the whole was; otherwise it leaves all of them in the main file ("Overlong segment"). Nothing reaches this, so it is in no file.
#[cfg(feature = "split")]
#[used]
static ROOM_TO_ALIGN: [u8; 2048] = [1; 2048];

/// Makes the page's islands interactive.
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn hydrate() {
    console_error_panic_hook::set_once();
    leptos::mount::hydrate_islands();
    // Tests wait for it: what is done before is done to a page that does not answer yet.
    let root = leptos::prelude::document().document_element();
    let _ = root.map(|root| root.set_attribute("data-hydrated", ""));
}
