//! What the editor reads from and writes to the page: names, values and the focus.

use domain::invoice::{InvoiceForm, InvoiceLineForm};
use wasm_bindgen::JsCast;
use web_sys::{Element, FormData, HtmlElement, HtmlFormElement, HtmlInputElement, HtmlSelectElement};

/// A line's control.
pub(super) fn control(row: &Element, field: &str) -> Option<Element> {
    row.query_selector(&format!("[name$=\"[{field}]\"]"))
        .ok()
        .flatten()
}

pub(super) fn value(element: &Element) -> String {
    if let Some(input) = element.dyn_ref::<HtmlInputElement>() {
        return input.value();
    }
    element
        .dyn_ref::<HtmlSelectElement>()
        .map(HtmlSelectElement::value)
        .unwrap_or_default()
}

pub(super) fn focus(element: Option<Element>) {
    if let Some(element) = element.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        // A control that is gone can't take the focus; nothing is lost then.
        let _ = element.focus();
    }
}

/// Names the lines' fields by place, as the server reads them.
pub(super) fn renumber(root: &Element) {
    let Ok(rows) = root.query_selector_all("[data-line]") else {
        return;
    };
    for at in 0..rows.length() {
        let row = rows.item(at).and_then(|row| row.dyn_into::<Element>().ok());
        let Some(controls) = row.and_then(|row| row.query_selector_all("[name^=\"form[lines]\"]").ok())
        else {
            continue;
        };
        for nth in 0..controls.length() {
            let Some(control) = controls
                .item(nth)
                .and_then(|control| control.dyn_into::<Element>().ok())
            else {
                continue;
            };
            if let Some(name) = control.get_attribute("name").and_then(|name| renamed(&name, at)) {
                // Only an invalid attribute name could fail.
                let _ = control.set_attribute("name", &name);
            }
        }
    }
}

/// `form[lines][7][quantity]` with another place.
fn renamed(name: &str, at: u32) -> Option<String> {
    let (_, field) = name.strip_prefix("form[lines][")?.split_once("][")?;
    Some(format!("form[lines][{at}][{field}"))
}

/// What has been typed so far, as far as it is about money.
pub(super) fn typed(root: &Element, lines: usize) -> Option<InvoiceForm> {
    let form = root
        .closest("form")
        .ok()
        .flatten()?
        .dyn_into::<HtmlFormElement>()
        .ok()?;
    let data = FormData::new_with_form(&form).ok()?;
    let get = |name: &str| data.get(name).as_string().unwrap_or_default();
    let line = |at: usize| {
        let get = |field: &str| get(&format!("form[lines][{at}][{field}]"));
        InvoiceLineForm {
            description: get("description"),
            quantity: get("quantity"),
            unit: get("unit"),
            unit_price: get("unit_price"),
            discount_percent: get("discount_percent"),
            tax_name: get("tax_name"),
            tax_rate: get("tax_rate"),
            tax_category: get("tax_category"),
        }
    };
    Some(InvoiceForm {
        currency: get("form[currency]"),
        prices_include_tax: get("form[prices_include_tax]") == "true",
        discount_kind: get("form[discount_kind]"),
        discount_value: get("form[discount_value]"),
        lines: (0..lines).map(line).collect(),
        ..InvoiceForm::default()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_is_named_by_its_place() {
        assert_eq!(
            renamed("form[lines][7][quantity]", 12).as_deref(),
            Some("form[lines][12][quantity]")
        );
        assert_eq!(renamed("form[currency]", 0), None);
    }
}
