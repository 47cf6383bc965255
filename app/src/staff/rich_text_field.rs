//! Formatted text in a form.

use crate::ui::{
    FieldFrame,
    rich_text::{Heard, Store, Writer, bar, loaded, typed_tags},
};
use domain::{
    merge::Place,
    page::rich_text::{RichBlock, RichDoc, editor},
};
use leptos::{html, prelude::*, task::spawn_local};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

/// Formatted text with merge tags. Posts `RichDoc`'s JSON; without JavaScript plain text, which `RichDoc::from_field` reads too. A
/// text that a plain field would flatten is then shown and kept as it is.
#[component]
pub fn RichTextField(
    /// The visible label.
    #[prop(into)]
    label: String,
    /// The name in the form.
    #[prop(into)]
    name: String,
    /// What is in it: `RichDoc::to_field`, or what was typed.
    #[prop(optional, into)]
    value: String,
    /// What is wrong with it.
    #[prop(optional_no_strip, into)]
    error: Option<String>,
    /// What helps in filling it in.
    #[prop(optional, into)]
    hint: Option<String>,
    /// Must not be empty.
    #[prop(optional)]
    required: bool,
    /// Whose merge tags can be put in.
    #[prop(default = Place::Page)]
    place: Place,
) -> impl IntoView {
    let frame = FieldFrame {
        name: name.clone(),
        label: label.clone(),
        hint,
        error,
        required,
        ..FieldFrame::default()
    };
    let control = view! {
        <RichTextHands
            id=frame.id()
            name
            label
            value
            place
            described_by=frame.described_by().unwrap_or_default()
            invalid=frame.invalid().is_some()
        />
    };
    frame.around(control.into_any())
}

/// The field's control.
// In a release it is a file of its own, which only pages with such a field load (see ARCHITECTURE.md, Budgets).
#[cfg_attr(feature = "split", island(lazy))]
#[cfg_attr(not(feature = "split"), island)]
fn RichTextHands(
    id: String,
    name: String,
    label: String,
    value: String,
    place: Place,
    described_by: String,
    invalid: bool,
) -> impl IntoView {
    let json = serde_json::from_str(&value).ok();
    let mut doc = json
        .and_then(|json| RichDoc::from_json(&json))
        .unwrap_or_else(|| RichDoc::text(&value));
    let typed = doc.typed();
    let plain = typed.is_none().then(|| doc.plain());
    let in_field = typed.unwrap_or_else(|| doc.to_field());
    if doc.blocks.is_empty() {
        doc.blocks.push(RichBlock::Paragraph(Vec::new()));
    }

    let writer = Writer::new(place);
    let ready = RwSignal::new(false);
    let store: NodeRef<html::Textarea> = NodeRef::new();
    let surface: NodeRef<html::Div> = NodeRef::new();
    let says = described_by.clone();
    let opens = move |surface: HtmlElement| {
        let heard = Heard {
            changed: Box::new(move |json| keep(store, &json)),
            escaped: Box::new(|| ()),
            pasted: |html| {
                Box::pin(async move { crate::staff::pages::seeing::clean_pasted_html(html).await.ok() })
            },
        };
        let root: Element = surface.clone().unchecked_into();
        // A text that the editor can't show stays in the plain field.
        let opened = writer.open(surface, &editor::open(&doc), &label, heard);
        if opened.is_err() {
            return false;
        }
        if let Ok(Some(text)) = root.query_selector(".rich-text") {
            let set = |name: &str, value: &str| {
                // An attribute of these names is always taken.
                let _ = text.set_attribute(name, value);
            };
            if !says.is_empty() {
                set("aria-describedby", &says);
            }
            if invalid {
                set("aria-invalid", "true");
            }
        }
        true
    };
    Effect::new(move |_| {
        let opens = opens.clone();
        spawn_local(async move {
            let there = loaded().await;
            let surface = surface.get_untracked();
            if let (true, Some(surface)) = (there, surface) {
                let surface: HtmlElement = surface.unchecked_into();
                ready.set(opens(surface));
            }
        });
    });
    on_cleanup(move || {
        writer.close();
    });
    let shown = plain.clone();
    let formatted = plain.is_some();
    let bar_id = id.clone();
    let kept = Store {
        id,
        name,
        value: in_field,
        formatted,
        described_by,
        invalid,
    };
    view! {
        <div class="rich-box" class:ready=move || ready.get()>
            {kept.field(store, writer, ready)}
            {shown.map(|text| view! {
                <div class="rich-kept" hidden=move || ready.get()>
                    <p class="rich-field input">{text}</p>
                    <p class="field-hint">"This text has headings, lists or links. To change it, switch JavaScript on; until then it is kept as it is."</p>
                </div>
            })}
            <div class="rich-hands" hidden=move || !ready.get()>
                {bar(writer, bar_id, "Type {{ for a merge tag, # for a heading, - for a list.", Vec::new(), None::<fn()>)}
                <div class="rich-surface" node_ref=surface></div>
                <p class="visually-hidden" role="status">{move || writer.told.get()}</p>
                {typed_tags(writer)}
            </div>
        </div>
    }
}

/// Puts what the text has become into the field that is sent, and tells the form.
fn keep(store: NodeRef<html::Textarea>, json: &str) {
    let doc = serde_json::from_str(json)
        .ok()
        .and_then(|json| editor::close(&json));
    let (Some(doc), Some(store)) = (doc, store.get_untracked()) else {
        return;
    };
    store.set_value(&doc.to_field());
    let init = web_sys::EventInit::new();
    init.set_bubbles(true);
    if let Ok(event) = web_sys::Event::new_with_event_init_dict("input", &init) {
        // Whether somebody prevents its default does not matter.
        let _ = store.dispatch_event(&event);
    }
}
