//! What the builder needs of the browser: chance, time, memory and the focus.

use domain::page::BlockId;
use leptos::prelude::*;
use uuid::Uuid;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, Storage};

/// So many random bytes; zeros in a browser that has none, where ids then only differ by place.
fn random_bytes<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    if let Ok(crypto) = window().crypto() {
        // It fails beyond 65,536 bytes only.
        let _ = crypto.get_random_values_with_u8_array(&mut bytes);
    }
    bytes
}

/// 64 random bits.
pub(super) fn random() -> u64 {
    u64::from_le_bytes(random_bytes())
}

/// A new block's id.
pub(super) fn new_id() -> BlockId {
    BlockId::from_random(random())
}

/// A new batch's number.
pub(super) fn new_batch() -> Uuid {
    uuid::Builder::from_random_bytes(random_bytes()).into_uuid()
}

/// Milliseconds on a steady clock.
pub(super) fn now() -> f64 {
    window().performance().map_or(0.0, |clock| clock.now())
}

/// What the browser keeps beyond a reload; some refuse to.
pub(super) fn memory() -> Option<Storage> {
    window().local_storage().ok().flatten()
}

/// The element that an event happened on.
pub(super) fn target(event: &web_sys::Event) -> Option<Element> {
    event.target()?.dyn_into::<Element>().ok()
}

/// Whether an element is something to type into.
pub(super) fn is_field(element: &Element) -> bool {
    let fields = "textarea, select, input:not([type=checkbox]):not([type=radio]), [contenteditable=true]";
    element.closest(fields).is_ok_and(|found| found.is_some())
}

/// Gives the focus to an element.
pub(super) fn focus(element: &Element) {
    if let Some(element) = element.dyn_ref::<HtmlElement>() {
        // What is gone can't take it; nothing is lost then.
        let _ = element.focus();
    }
}

/// Gives the focus to what a selector finds, once it is drawn.
pub(super) fn focus_on(selector: String) {
    request_animation_frame(move || {
        if let Ok(Some(element)) = document().query_selector(&selector) {
            focus(&element);
        }
    });
}

/// Sets a style by CSSOM, which the content security policy allows.
pub(super) fn style(element: &HtmlElement, name: &str, value: &str) {
    // A browser that refuses it shows the standing looks.
    let _ = element.style().set_property(name, value);
}
