//! What the editor reads from the page: the forms' fields, and where the focus is.

use super::super::api::ChangeMenu;
use domain::menu::MenuChange;
use leptos::{prelude::*, server_fn::ServerFn};
use wasm_bindgen::JsCast;
use web_sys::{
    Element, FormData, HtmlElement, HtmlFormElement, HtmlInputElement, KeyboardEvent, SubmitEvent,
};

/// The change that a form stands for, if it is one of the editor's.
pub(super) fn read_change(event: &SubmitEvent) -> Option<(HtmlFormElement, MenuChange)> {
    let form = event.target()?.dyn_into::<HtmlFormElement>().ok()?;
    if form.get_attribute("action").as_deref() != Some(ChangeMenu::url()) {
        return None;
    }
    let change = change_of(&form)?;
    Some((form, change))
}

/// What is in a form.
pub(super) fn change_of(form: &HtmlFormElement) -> Option<MenuChange> {
    let data = FormData::new_with_form(form).ok()?;
    let get = |name: &str| data.get(&format!("form[{name}]")).as_string().unwrap_or_default();
    Some(MenuChange {
        act: get("act"),
        item: get("item"),
        place: get("place"),
        kind: get("kind"),
        label: get("label"),
        href: get("href"),
        new_tab: get("new_tab") == "true",
        icon: get("icon"),
        audience: get("audience"),
        companies: ticked(form, "companies"),
        contacts: ticked(form, "contacts"),
        tags: ticked(form, "tags"),
        version: 0,
    })
}

/// The values of the ticked boxes of a name.
fn ticked(form: &Element, name: &str) -> Vec<String> {
    let Ok(boxes) = form.query_selector_all(&format!("[name=\"form[{name}][]\"]:checked")) else {
        return Vec::new();
    };
    (0..boxes.length())
        .filter_map(|at| boxes.item(at)?.dyn_into::<HtmlInputElement>().ok())
        .map(|input| input.value())
        .collect()
}

/// Folds the menus that a form is in.
pub(super) fn close_menus(form: &HtmlFormElement) {
    let mut at = form.closest("details.menu, details.confirm").ok().flatten();
    while let Some(details) = at {
        // Only an invalid attribute name could fail.
        let _ = details.remove_attribute("open");
        let outer = details.parent_element();
        at = outer.and_then(|outer| outer.closest("details.menu, details.confirm").ok().flatten());
    }
}

/// Whether somebody is typing into a field.
pub(super) fn is_typing(event: &KeyboardEvent) -> bool {
    let element = event
        .target()
        .and_then(|target| target.dyn_into::<Element>().ok());
    element.is_some_and(|element| {
        let fields = "textarea, select, input:not([type=checkbox]):not([type=radio])";
        element.matches(fields).unwrap_or_default()
    })
}

/// The item that an event happened in.
pub(super) fn item_of(event: &KeyboardEvent) -> Option<String> {
    let element = event.target()?.dyn_into::<Element>().ok()?;
    let row = element.closest("[data-row]").ok().flatten()?;
    row.get_attribute("data-row")
}

/// Gives the focus to an item's handle, once it is where it belongs.
pub(super) fn focus_handle(id: &str) {
    focus(format!("[data-row=\"{id}\"] [data-handle]"));
}

/// Gives the focus to an element, once it is there.
pub(super) fn focus(selector: String) {
    request_animation_frame(move || {
        let found = document().query_selector(&selector).ok().flatten();
        if let Some(element) = found.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
            // What is gone can't take the focus; nothing is lost then.
            let _ = element.focus();
        }
    });
}
