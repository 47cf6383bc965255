//! What a choice comes to, while somebody chooses. Written by the server, and anew by the browser with the same calculator.

use domain::{
    invoice::TaxRounding,
    locale::Locale,
    proposal::{Content, Period, Selection, Sums, selection::Picked},
};
use leptos::{html, prelude::*};
use serde::{Deserialize, Serialize};
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{FormData, HtmlFormElement};

/// What the sums are called, in the reader's language.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct SumLabels {
    /// Above what is paid once, every month, quarter and year.
    pub periods: Vec<(Period, String)>,
    /// Without tax.
    pub net: String,
    /// `You save { amount }`, with `%` for the amount.
    pub saved: String,
    /// Said when a choice can't be added up.
    pub odd: String,
}

/// The sums of a choice.
// In a release it is a file of its own, which only this page loads (see ARCHITECTURE.md, Budgets).
#[cfg_attr(feature = "split", island(lazy))]
#[cfg_attr(not(feature = "split"), island)]
pub fn ChoiceSums(
    /// The items; texts are not needed.
    content: Content,
    /// Where tax is rounded.
    rounding: TaxRounding,
    /// What is chosen when the page opens.
    selection: Selection,
    /// What the sums are called.
    labels: SumLabels,
    /// The reader's language.
    locale: Locale,
) -> impl IntoView {
    let root: NodeRef<html::Div> = NodeRef::new();
    let sums = RwSignal::new(selection.sums(&content, rounding).ok());
    Effect::new(move |_| {
        let form = root
            .get_untracked()
            .and_then(|root| root.closest("form").ok().flatten())
            .and_then(|form| form.dyn_into::<HtmlFormElement>().ok());
        let Some(form) = form else { return };
        let (content, from) = (content.clone(), form.clone());
        let changed = Closure::<dyn Fn()>::new(move || {
            let picked = picked(&from, &content);
            let read = Selection::read(&picked, &content).ok();
            let now = read.and_then(|selection| selection.sums(&content, rounding).ok());
            if let Some(now) = &now {
                write_amounts(&from, now, locale);
            }
            sums.set(now);
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
                Some(sums) => rows(&sums, &labels, locale),
                None => view! { <p class="field-error">{labels.odd.clone()}</p> }.into_any(),
            }}
        </div>
    }
}

/// The sums as a list: for each period the tax and the total.
pub fn rows(sums: &Sums, labels: &SumLabels, locale: Locale) -> AnyView {
    let mut rows: Vec<(&'static str, String, String)> = Vec::new();
    for (period, label) in &labels.periods {
        let Some(totals) = sums.of(*period) else { continue };
        if *period == Period::Once && totals.total.is_zero() && !sums.recurring.is_empty() {
            continue;
        }
        let groups = || totals.tax_groups.iter().filter(|group| !group.tax.is_none());
        if groups().next().is_some() {
            rows.push(("", labels.net.clone(), totals.net.format(locale)));
        }
        for group in groups() {
            let label = format!(
                "{} {}\u{A0}%",
                group.tax.name,
                group.tax.rate.format(locale.numbers())
            );
            rows.push(("", label, group.amount.format(locale)));
        }
        rows.push(("grand", label.clone(), totals.payable.format(locale)));
    }
    let rows = rows
        .into_iter()
        .map(|(class, label, amount)| view! { <div class=class><dt>{label}</dt><dd>{amount}</dd></div> })
        .collect_view();
    let saved = sums
        .saved
        .is_positive()
        .then(|| labels.saved.replace('%', &sums.saved.format(locale)));
    view! {
        <dl class="totals">{rows}</dl>
        {saved.map(|text| view! { <p class="small muted">{text}</p> })}
    }
    .into_any()
}

/// What is chosen in the form now.
fn picked(form: &HtmlFormElement, content: &Content) -> Picked {
    let mut picked = Picked {
        seen: "1".to_owned(),
        ..Picked::default()
    };
    let Ok(data) = FormData::new_with_form(form) else {
        return picked;
    };
    let get = |name: String| data.get(&name).as_string();
    for (_, item) in content.items() {
        let key = &item.key;
        if let Some(on) = get(format!("pick[item][{key}]")) {
            picked.item.insert(key.clone(), on);
        }
        if let Some(chosen) = get(format!("pick[group][{key}]")) {
            picked.group.insert(key.clone(), chosen);
        }
        if let Some(typed) = get(format!("pick[quantity][{key}]")) {
            picked.quantity.insert(key.clone(), typed);
        }
    }
    picked
}

/// The amounts beside the items that are taken.
fn write_amounts(form: &HtmlFormElement, sums: &Sums, locale: Locale) {
    for (key, money) in &sums.items {
        let cell = form.query_selector(&format!("[data-amount=\"{key}\"]"));
        if let Ok(Some(cell)) = cell {
            cell.set_text_content(Some(&money.format(locale)));
        }
    }
}
