//! What has been typed so far, as far as it is about money.

use domain::proposal::{ItemForm, ProposalForm, SectionForm};
use web_sys::{FormData, HtmlFormElement};

/// The form as it is now; `shape` says how many items each section has.
pub(super) fn form(form: &HtmlFormElement, shape: &[usize]) -> Option<ProposalForm> {
    let data = FormData::new_with_form(form).ok()?;
    let get = |name: String| data.get(&name).as_string().unwrap_or_default();
    let section = |(at, items): (usize, &usize)| {
        let item = |nth: usize| {
            let get = |field: &str| get(format!("form[sections][{at}][items][{nth}][{field}]"));
            ItemForm {
                kind: get("kind"),
                group: get("group"),
                name: get("name"),
                description: get("description"),
                quantity: get("quantity"),
                unit_price: get("unit_price"),
                discount_percent: get("discount_percent"),
                tax_name: get("tax_name"),
                tax_rate: get("tax_rate"),
                tax_category: get("tax_category"),
                period: get("period"),
                min: get("min"),
                max: get("max"),
                step: get("step"),
                ..ItemForm::default()
            }
        };
        SectionForm {
            kind: get(format!("form[sections][{at}][kind]")),
            items: (0..*items).map(item).collect(),
            ..SectionForm::default()
        }
    };
    Some(ProposalForm {
        currency: get("form[currency]".to_owned()),
        prices_include_tax: get("form[prices_include_tax]".to_owned()) == "true",
        sections: shape.iter().enumerate().map(section).collect(),
        ..ProposalForm::default()
    })
}
