//! What a proposal's items come to while somebody types, by the calculator that the server uses.

mod typed;

use crate::portal::proposals::choice::{SumLabels, rows};
use domain::{
    invoice::TaxRounding,
    locale::Locale,
    proposal::{Sums, form::Preview},
};
use leptos::{html, prelude::*};
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::HtmlFormElement;

/// The sums of the form around it.
// In a release it is a file of its own, which only this page loads (see ARCHITECTURE.md, Budgets).
#[cfg_attr(feature = "split", island(lazy))]
#[cfg_attr(not(feature = "split"), island)]
pub fn ProposalTotals(
    /// What it comes to when the page opens.
    opening: Option<Sums>,
    /// How many items each section has.
    shape: Vec<usize>,
    /// Where tax is rounded.
    rounding: TaxRounding,
    /// What the sums are called.
    labels: SumLabels,
) -> impl IntoView {
    let root: NodeRef<html::Div> = NodeRef::new();
    let sums = RwSignal::new(opening);
    Effect::new(move |_| {
        let form = root
            .get_untracked()
            .and_then(|root| root.closest("form").ok().flatten())
            .and_then(|form| form.dyn_into::<HtmlFormElement>().ok());
        let Some(form) = form else { return };
        let (shape, from) = (shape.clone(), form.clone());
        let changed = Closure::<dyn Fn()>::new(move || {
            if let Some(typed) = typed::form(&from, &shape) {
                let preview = typed.preview(rounding);
                write_amounts(&from, &preview);
                sums.set(preview.sums);
            }
        });
        let told = changed.as_ref().unchecked_ref();
        for event in ["change", "input"] {
            // A listener of these names is always taken.
            let _ = form.add_event_listener_with_callback(event, told);
        }
        changed.forget();
    });
    view! {
        <div node_ref=root aria-live="polite">
            {move || match sums.get() {
                Some(sums) => rows(&sums, &labels, Locale::En),
                None => view! { <p class="muted">"The totals appear once every number can be read."</p> }.into_any(),
            }}
        </div>
    }
}

/// The amount beside each item.
fn write_amounts(form: &HtmlFormElement, preview: &Preview) {
    for (section, items) in preview.items.iter().enumerate() {
        for (at, amount) in items.iter().enumerate() {
            let text = amount.map_or_else(|| "–".to_owned(), |amount| amount.format(Locale::En));
            let cell = form.query_selector(&format!("[data-item=\"{section}.{at}\"]"));
            if let Ok(Some(cell)) = cell {
                cell.set_text_content(Some(&text));
            }
        }
    }
}
