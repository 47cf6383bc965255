//! The fields of a priced item.

use super::{Editor, places};
use crate::ui::{Icon, IconName, NumberField, SelectField, TextAreaField, TextField};
use domain::{
    invoice::TaxCategory,
    locale::Locale,
    proposal::{Edit, ItemForm, ItemKind, Period, editing::Way},
};
use leptos::prelude::*;

/// One item: `(section, place, how many)`.
pub(super) fn item(editor: &Editor, (section, at, count): (usize, usize, usize), form: &ItemForm) -> AnyView {
    let name = |field: &str| format!("form[sections][{section}][items][{at}][{field}]");
    let error = |field: &str| editor.error(&format!("sections.{section}.items.{at}.{field}"));
    let of = editor.preview.items.get(section);
    let amount = of.and_then(|of| of.get(at).copied().flatten());
    let amount = amount.map_or_else(|| "–".to_owned(), |amount| amount.format(Locale::En));
    let kinds: Vec<(String, String)> = ItemKind::ALL
        .map(|kind| (kind.as_str().to_owned(), kind.label().to_owned()))
        .to_vec();
    let periods: Vec<(String, String)> = Period::ALL
        .map(|period| (period.as_str().to_owned(), period.label().to_owned()))
        .to_vec();
    let categories: Vec<(String, String)> = TaxCategory::ALL
        .iter()
        .map(|category| (category.to_string(), category.label().to_owned()))
        .collect();
    let more = [
        "group",
        "min",
        "max",
        "step",
        "unit",
        "tax_name",
        "tax_category",
        "discount_percent",
    ];
    let filled = !(form.group.is_empty() && form.min.is_empty() && form.max.is_empty());
    let open = filled || more.iter().any(|field| error(field).is_some());
    let moves = (
        (at > 0).then_some(Edit::MoveItem(section, at, Way::Up)),
        (at + 1 < count).then_some(Edit::MoveItem(section, at, Way::Down)),
        Edit::RemoveItem(section, at),
    );
    let what = format!("item {} of section {}", at + 1, section + 1);
    let legend = format!("Item {}", at + 1);
    view! {
        <fieldset class="group proposal-item">
            <legend class="small">{legend}</legend>
            <input type="hidden" name=name("key") value=form.key.clone()/>
            <div class="form-grid">
                <TextField label="Item" name=name("name") value=form.name.clone() error=error("name") maxlength=160/>
                <SelectField label="How it is chosen" name=name("kind") options=kinds value=form.kind.clone() error=error("kind")/>
                <TextAreaField label="Description" name=name("description") value=form.description.clone() error=error("description") rows=2 class="span-2"/>
                <NumberField label="Quantity" name=name("quantity") value=form.quantity.clone() error=error("quantity")/>
                <NumberField label="Unit price" name=name("unit_price") value=form.unit_price.clone() error=error("unit_price")/>
                <NumberField label="Tax rate" name=name("tax_rate") value=form.tax_rate.clone() error=error("tax_rate") suffix="%"/>
                <SelectField label="Paid" name=name("period") options=periods value=form.period.clone() error=error("period")/>
            </div>
            <details class="unfold" open=open>
                <summary><Icon name=IconName::ChevronDown/>"Unit, discount, changeable quantity, choice, kind of tax"</summary>
                <div class="form-grid">
                    <TextField label="Unit" name=name("unit") value=form.unit.clone() error=error("unit") maxlength=20/>
                    <NumberField label="Discount" name=name("discount_percent") value=form.discount_percent.clone() error=error("discount_percent") suffix="%"/>
                    <NumberField label="Client may choose from" name=name("min") value=form.min.clone() error=error("min")/>
                    <NumberField label="Up to" name=name("max") value=form.max.clone() error=error("max")/>
                    <NumberField label="In steps of" name=name("step") value=form.step.clone() error=error("step")/>
                    <TextField label="Choice" name=name("group") value=form.group.clone() error=error("group")
                        hint="Items of one name are alternatives." maxlength=60/>
                    <TextField label="Tax name" name=name("tax_name") value=form.tax_name.clone() error=error("tax_name") maxlength=40/>
                    <SelectField label="Kind of tax" name=name("tax_category") options=categories value=form.tax_category.clone()
                        empty="Taxed, if there is a rate" error=error("tax_category")/>
                </div>
            </details>
            <div class="cluster spread">
                {places(&what, moves)}
                <p class="line-amount" data-item=format!("{section}.{at}")>{amount}</p>
            </div>
        </fieldset>
    }
    .into_any()
}
