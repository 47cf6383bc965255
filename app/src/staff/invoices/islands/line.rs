//! One line of the editor.

use super::Editor;
use crate::ui::{Icon, IconName, NumberField, SelectField, TextAreaField, TextField};
use domain::{
    form::FieldErrors,
    invoice::{InvoiceLineForm, TaxCategory, TaxRate},
    locale::Locale,
};
use leptos::prelude::*;

/// The fields of a line, its amount, and the way to remove it.
pub(super) fn line(
    editor: Editor,
    key: u32,
    errors: &FieldErrors,
    stored: Option<InvoiceLineForm>,
    taxes: &[TaxRate],
) -> AnyView {
    let opening = editor
        .opening
        .with_value(|opening| opening.get(&key).cloned())
        .unwrap_or_default();
    let name = |field: &str| format!("form[lines][{key}][{field}]");
    let error = |field: &str| errors.get(&format!("lines.{key}.{field}"));
    let stored = |field: fn(&InvoiceLineForm) -> &String| stored.as_ref().map(|line| field(line).clone());
    let more = more(editor, key, &opening, errors, taxes);
    let amount = move || {
        let at = editor.place(key);
        let amount = editor
            .preview
            .with(|preview| at.and_then(|at| preview.lines.get(at).copied().flatten()));
        amount.map_or_else(|| "–".to_owned(), |amount| amount.format(Locale::En))
    };
    let nth = move || format!("Line {}", editor.place(key).map_or(0, |at| at + 1));
    view! {
        <fieldset class="line" data-line=key.to_string()>
            <legend class="visually-hidden">{nth}</legend>
            <TextAreaField
                label="Description"
                name=name("description")
                value=opening.description.clone()
                error=error("description")
                stored=stored(|line| &line.description)
                rows=1
                class="line-text"
            />
            <NumberField
                label="Quantity"
                name=name("quantity")
                value=opening.quantity.clone()
                error=error("quantity")
                stored=stored(|line| &line.quantity)
            />
            <NumberField
                label="Unit price"
                name=name("unit_price")
                value=opening.unit_price.clone()
                error=error("unit_price")
                stored=stored(|line| &line.unit_price)
            />
            <NumberField
                label="Discount"
                name=name("discount_percent")
                value=opening.discount_percent.clone()
                error=error("discount_percent")
                stored=stored(|line| &line.discount_percent)
                suffix="%"
            />
            <NumberField
                label="Tax rate"
                name=name("tax_rate")
                value=opening.tax_rate.clone()
                error=error("tax_rate")
                stored=stored(|line| &line.tax_rate)
                suffix="%"
            />
            <p class="line-amount">{amount}</p>
            <button
                type="button"
                class="button quiet icon-only line-remove"
                aria-label=move || format!("Remove line {}", editor.place(key).map_or(0, |at| at + 1))
                hidden=move || !editor.ready.get()
                on:click=move |_| editor.remove(key)
            >
                <Icon name=IconName::Delete/>
            </button>
            {more}
        </fieldset>
    }
    .into_any()
}

/// What is rarely changed: unit, tax name and kind, and the line's place.
fn more(
    editor: Editor,
    key: u32,
    opening: &InvoiceLineForm,
    errors: &FieldErrors,
    taxes: &[TaxRate],
) -> AnyView {
    let name = |field: &str| format!("form[lines][{key}][{field}]");
    let error = |field: &str| errors.get(&format!("lines.{key}.{field}"));
    let open = ["unit", "tax_name", "tax_category"]
        .iter()
        .any(|field| error(field).is_some());
    let categories: Vec<(String, String)> = TaxCategory::ALL
        .iter()
        .map(|category| (category.to_string(), category.label().to_owned()))
        .collect();
    let choices = taxes
        .iter()
        .cloned()
        .map(|tax| {
            let text = match tax.category {
                TaxCategory::Standard => format!("{} {} %", tax.name, tax.rate),
                other if tax.name.is_empty() => other.label().to_owned(),
                _ => tax.name.clone(),
            };
            let tax = StoredValue::new(tax);
            view! {
                <button type="button" class="button small" on:click=move |_| tax.with_value(|tax| editor.tax(key, tax))>
                    {text.trim().to_owned()}
                </button>
            }
        })
        .collect_view();
    view! {
        <details class="unfold line-more" open=open>
            <summary>
                <Icon name=IconName::ChevronDown/>
                "Unit, kind of tax, order"
            </summary>
            <div class="form-grid">
                <TextField
                    label="Unit"
                    name=name("unit")
                    value=opening.unit.clone()
                    error=error("unit")
                    placeholder="h, pcs, month"
                    maxlength=20
                />
                <TextField
                    label="Tax name"
                    name=name("tax_name")
                    value=opening.tax_name.clone()
                    error=error("tax_name")
                    maxlength=40
                />
                <SelectField
                    label="Kind of tax"
                    name=name("tax_category")
                    options=categories
                    value=opening.tax_category.clone()
                    empty="Taxed, if there is a rate"
                    error=error("tax_category")
                />
                <div class="cluster" hidden=move || !editor.ready.get()>
                    {choices}
                    <button type="button" class="button small" on:click=move |event| editor.shift(key, false, &event)>
                        "Move up"
                    </button>
                    <button type="button" class="button small" on:click=move |event| editor.shift(key, true, &event)>
                        "Move down"
                    </button>
                </div>
            </div>
        </details>
    }
    .into_any()
}
