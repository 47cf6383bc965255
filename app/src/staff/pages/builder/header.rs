//! The bar above: where one is, undo, how the page is looked at, and whether all is kept.

use super::{Builder, icon_button, save};
use crate::ui::{Icon, IconName};
use domain::ids::ContactId;
use leptos::prelude::*;

/// How wide the page is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Width {
    /// As wide as there is room.
    Fill,
    /// 1,280 pixels.
    Desktop,
    /// 768 pixels.
    Tablet,
    /// 390 pixels.
    Phone,
}

impl Width {
    /// As the stylesheet knows it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Fill => "fill",
            Self::Desktop => "1280",
            Self::Tablet => "768",
            Self::Phone => "390",
        }
    }
}

/// The bar.
pub(super) fn header(builder: Builder) -> impl IntoView {
    let (title, page) = builder
        .opened
        .with_value(|opened| (opened.title.clone(), opened.id));
    let back = format!("/staff/settings/portal/pages/{page}");
    let publish = format!("{back}#publish");
    let can = move |which: fn(&domain::page::Session) -> bool| {
        builder.changes.track();
        builder.session.with_value(which)
    };
    let width = move |width: Width, icon, label: &'static str| {
        view! {
            <button type="button" class="button quiet icon-only" aria-label=label title=label
                aria-pressed=move || if builder.width.get() == width { "true" } else { "false" }
                on:click=move |_| { builder.width.set(width); builder.mark_selected_soon(); }>
                <Icon name=icon/>
            </button>
        }
    };
    view! {
        <header class="builder-header">
            <div class="cluster">
                <a class="button quiet icon-only" href=back aria-label="Back to the page's settings" title="Back to the page's settings">
                    <Icon name=IconName::ArrowLeft/>
                </a>
                <h1 class="builder-title">{title}</h1>
                {save::state(builder)}
            </div>
            <div class="cluster" hidden=move || !builder.ready.get()>
                <button type="button" class="button quiet icon-only" aria-label="Undo" title="Undo (Ctrl+Z)" aria-keyshortcuts="Control+Z"
                    disabled=move || !can(domain::page::Session::can_undo) on:click=move |_| builder.step(true)>
                    <Icon name=IconName::Undo/>
                </button>
                <button type="button" class="button quiet icon-only" aria-label="Redo" title="Redo (Ctrl+Shift+Z)" aria-keyshortcuts="Control+Shift+Z"
                    disabled=move || !can(domain::page::Session::can_redo) on:click=move |_| builder.step(false)>
                    <Icon name=IconName::Redo/>
                </button>
                <div class="builder-widths" role="group" aria-label="Width">
                    {width(Width::Fill, IconName::Fit, "As wide as there is room")}
                    {width(Width::Desktop, IconName::Desktop, "1280 pixels")}
                    {width(Width::Tablet, IconName::Tablet, "768 pixels")}
                    {width(Width::Phone, IconName::Mobile, "390 pixels")}
                </div>
                {clients(builder)}
                {keys(builder)}
                <a class="button primary" href=publish>"Publish…"</a>
            </div>
        </header>
    }
}

/// Whom the page is seen as.
fn clients(builder: Builder) -> impl IntoView {
    let all = builder.opened.with_value(|opened| opened.clients.clone());
    let options = all
        .into_iter()
        .map(|(id, name)| {
            let chosen = builder.contact.get_untracked() == Some(id);
            view! { <option value=id.to_string() selected=chosen>{name}</option> }
        })
        .collect_view();
    view! {
        <label class="builder-client">
            <span class="visually-hidden">"See the page as"</span>
            <Icon name=IconName::Eye/>
            <select class="input" on:change=move |event| {
                let chosen: Option<ContactId> = event_target_value(&event).parse().ok();
                builder.contact.set(chosen);
                builder.see(chosen);
            }>
                <option value="">"Nobody in particular"</option>
                {options}
            </select>
        </label>
    }
}

/// All keys, in a dialog.
fn keys(builder: Builder) -> impl IntoView {
    let rows = super::keys::LIST
        .iter()
        .map(|(keys, what)| view! { <tr><th scope="row"><kbd>{*keys}</kbd></th><td>{*what}</td></tr> })
        .collect_view();
    view! {
        <span class="builder-keys">{icon_button(IconName::Info, "Keys", "?", move || builder.show_keys())}</span>
        <dialog id="builder-keys" class="builder-dialog" aria-label="Keys">
            <h2>"Keys"</h2>
            <table class="table"><tbody>{rows}</tbody></table>
            <form method="dialog"><button class="button" type="submit">"Close"</button></form>
        </dialog>
    }
}

impl Builder {
    /// Marks what is selected once the page is laid out anew.
    pub(super) fn mark_selected_soon(self) {
        request_animation_frame(move || self.mark_selected());
    }

    /// Opens the list of keys.
    pub(super) fn show_keys(self) {
        use wasm_bindgen::JsCast;
        let dialog = document().get_element_by_id("builder-keys");
        if let Some(dialog) = dialog.and_then(|dialog| dialog.dyn_into::<web_sys::HtmlDialogElement>().ok()) {
            // One that is open already stays so.
            let _ = dialog.show_modal();
        }
    }
}
