//! The plain field under a written text: what the form sends, and all that there is without JavaScript.

use super::Writer;
use crate::ui::text_area_html;
use leptos::{html, prelude::*};

/// What the field is told once.
pub struct Store {
    /// Its id, which the label names.
    pub id: String,
    /// Its name in the form.
    pub name: String,
    /// What it holds first.
    pub value: String,
    /// Its text is formatted, so that it is not changed as plain text.
    pub formatted: bool,
    /// The ids of its hint and error.
    pub described_by: String,
    /// Has an error.
    pub invalid: bool,
}

impl Store {
    /// The field. Once the writer is `ready` it is out of the way of keys and screen readers.
    pub fn field(
        self,
        node: NodeRef<html::Textarea>,
        writer: Writer,
        ready: RwSignal<bool>,
    ) -> impl IntoView + use<> {
        let html = text_area_html(&self.value);
        let described_by = (!self.described_by.is_empty()).then_some(self.described_by);
        view! {
            <textarea
                id=self.id
                name=self.name
                class="input rich-store"
                class:kept=self.formatted
                rows="6"
                tabindex=move || ready.get().then_some("-1")
                aria-hidden=move || ready.get().then_some("true")
                aria-describedby=described_by
                aria-invalid=self.invalid.then_some("true")
                node_ref=node
                on:focus=move |_| writer.focus()
                inner_html=html
            ></textarea>
        }
    }
}
