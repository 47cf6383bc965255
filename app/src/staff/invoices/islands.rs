//! The editor of an invoice's lines. Without JavaScript it is a plain form with spare lines; with it, lines come and go, move,
//! and add up while one types, by the calculator that the server uses.

mod browser;
mod line;

use browser::{control, focus, renumber, typed, value};
use line::line;

use crate::ui::{CheckField, NumberField, SelectField};
use domain::{
    form::FieldErrors,
    invoice::{InvoiceForm, InvoiceLineForm, InvoicePreview, TaxRate, TaxRounding, Totals},
    locale::Locale,
    money::{Currency, Money},
};
use leptos::{html, prelude::*};
use std::collections::BTreeMap;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlInputElement, HtmlSelectElement};

/// What every line shares.
#[derive(Clone, Copy)]
struct Editor {
    root: NodeRef<html::Div>,
    /// The lines in order, each by a key that stays with it when it moves.
    keys: RwSignal<Vec<u32>>,
    /// What a line opens with.
    opening: StoredValue<BTreeMap<u32, InvoiceLineForm>>,
    preview: RwSignal<InvoicePreview>,
    rounding: TaxRounding,
    /// Whether the browser can help.
    ready: RwSignal<bool>,
}

/// Currency, lines, discount and totals of an invoice's form.
// In a release it is a file of its own, which only this page loads (see ARCHITECTURE.md, Budgets).
#[cfg_attr(feature = "split", island(lazy))]
#[cfg_attr(not(feature = "split"), island)]
pub fn InvoiceEditor(
    /// The form as it opens or came back.
    form: InvoiceForm,
    /// So many empty lines more, for browsers without JavaScript.
    spare: u32,
    /// What was wrong with it.
    errors: FieldErrors,
    /// What somebody else has saved in the meantime.
    stored: Option<InvoiceForm>,
    /// Where tax is rounded.
    rounding: TaxRounding,
    /// The taxes on invoices so far.
    taxes: Vec<TaxRate>,
) -> impl IntoView {
    let mut lines = form.lines.clone();
    let empty = lines.last().map(like).unwrap_or_default();
    lines.extend((0..spare).map(|_| empty.clone()));
    let filled = u32::try_from(form.lines.len()).unwrap_or_default().max(1);
    let opening: BTreeMap<u32, InvoiceLineForm> = (0..).zip(lines).collect();
    let editor = Editor {
        root: NodeRef::new(),
        keys: RwSignal::new(opening.keys().copied().collect()),
        opening: StoredValue::new(opening),
        preview: RwSignal::new(form.preview(rounding, None)),
        rounding,
        ready: RwSignal::new(false),
    };
    Effect::new(move |_| {
        editor.ready.set(true);
        // With JavaScript a line is one press away.
        editor.keys.update(|keys| keys.retain(|key| *key < filled));
        editor.soon(|| ());
    });
    let line_errors = errors.clone();
    let stored_lines = stored
        .as_ref()
        .map(|stored| stored.lines.clone())
        .unwrap_or_default();
    let row = move |key: u32| {
        let at = usize::try_from(key).unwrap_or(usize::MAX);
        let stored = stored_lines.get(at).cloned();
        line(editor, key, &line_errors, stored, &taxes)
    };
    view! {
        <div class="stack" node_ref=editor.root on:input=move |_| editor.add_up() on:change=move |_| editor.add_up()>
            {money_fields(&form, &errors, stored.as_ref())}
            <div class="lines-editor">
                <div class="line-head" aria-hidden="true">
                    <span>"Description"</span>
                    <span class="num">"Quantity"</span>
                    <span class="num">"Unit price"</span>
                    <span class="num">"Discount"</span>
                    <span class="num">"Tax"</span>
                    <span class="num">"Amount"</span>
                    <span></span>
                </div>
                <For each=move || editor.keys.get() key=|key| *key children=row/>
            </div>
            <div class="cluster spread">
                <button type="button" class="button" hidden=move || !editor.ready.get() on:click=move |_| editor.add()>
                    "Add a line"
                </button>
                <p class="muted small">"Lines without description and price are not kept."</p>
            </div>
            <div class="halves">
                {discount_fields(&form, &errors, stored.as_ref())}
                <div aria-live="polite">{move || totals(editor.preview.get().totals)}</div>
            </div>
        </div>
    }
}

/// An empty line with the tax of another.
fn like(line: &InvoiceLineForm) -> InvoiceLineForm {
    InvoiceLineForm {
        quantity: "1".to_owned(),
        unit: line.unit.clone(),
        tax_name: line.tax_name.clone(),
        tax_rate: line.tax_rate.clone(),
        tax_category: line.tax_category.clone(),
        ..InvoiceLineForm::default()
    }
}

fn money_fields(form: &InvoiceForm, errors: &FieldErrors, stored: Option<&InvoiceForm>) -> AnyView {
    let currencies: Vec<(String, String)> = Currency::all()
        .into_iter()
        .map(|currency| (currency.to_string(), currency.to_string()))
        .collect();
    let yes_no = |yes: bool| if yes { "yes" } else { "no" }.to_owned();
    let stored_inclusive = stored.filter(|stored| stored.prices_include_tax != form.prices_include_tax);
    view! {
        <div class="cluster spread">
            <SelectField
                label="Currency"
                name="form[currency]"
                options=currencies
                value=form.currency.clone()
                error=errors.get("currency")
                stored=stored.map(|stored| stored.currency.clone())
                class="short"
            />
            <CheckField
                label="Prices include tax"
                name="form[prices_include_tax]"
                checked=form.prices_include_tax
                stored=stored_inclusive.map(|stored| yes_no(stored.prices_include_tax))
            />
        </div>
    }
    .into_any()
}

fn discount_fields(form: &InvoiceForm, errors: &FieldErrors, stored: Option<&InvoiceForm>) -> AnyView {
    let kinds = [
        ("none", "No discount"),
        ("percent", "Per cent"),
        ("amount", "Amount"),
    ];
    let kinds = kinds
        .map(|(kind, text)| (kind.to_owned(), text.to_owned()))
        .to_vec();
    let kind = if form.discount_kind.is_empty() {
        "none".to_owned()
    } else {
        form.discount_kind.clone()
    };
    view! {
        <div class="form-grid">
            <SelectField
                label="Discount on the whole"
                name="form[discount_kind]"
                options=kinds
                value=kind
                stored=stored.map(|stored| stored.discount_kind.clone())
            />
            <NumberField
                label="Discount"
                name="form[discount_value]"
                value=form.discount_value.clone()
                error=errors.get("discount_value")
                stored=stored.map(|stored| stored.discount_value.clone())
            />
        </div>
    }
    .into_any()
}

fn totals(totals: Option<Totals>) -> AnyView {
    let Some(totals) = totals else {
        return view! { <p class="muted">"The totals appear once every number can be read."</p> }.into_any();
    };
    let money = |money: Money| money.format(Locale::En);
    let row = |label: String, amount: Money, class: &'static str| {
        view! { <div class=class><dt>{label}</dt><dd>{money(amount)}</dd></div> }
    };
    let discount = (!totals.discount.is_zero()).then(|| {
        let off = totals.discount.checked_neg().unwrap_or(totals.discount);
        row("Discount".to_owned(), off, "")
    });
    let taxes = totals
        .tax_groups
        .iter()
        .filter(|group| !group.tax.is_none())
        .map(|group| {
            let label = format!("{} {} % on {}", group.tax.name, group.tax.rate, money(group.base));
            row(label, group.amount, "")
        })
        .collect_view();
    view! {
        <dl class="totals">
            {row("Subtotal".to_owned(), totals.subtotal, "")}
            {discount}
            {taxes}
            {row("Total".to_owned(), totals.payable, "grand")}
        </dl>
    }
    .into_any()
}

impl Editor {
    /// Where a line stands.
    fn place(self, key: u32) -> Option<usize> {
        self.keys.with(|keys| keys.iter().position(|other| *other == key))
    }

    fn element(self) -> Option<Element> {
        self.root
            .get_untracked()
            .map(|root| root.unchecked_into::<Element>())
    }

    fn row(self, key: u32) -> Option<Element> {
        self.element()?
            .query_selector(&format!("[data-line=\"{key}\"]"))
            .ok()
            .flatten()
    }

    /// Once the lines are where they belong: numbers their fields by place, adds up, and then does the rest.
    fn soon(self, rest: impl FnOnce() + 'static) {
        request_animation_frame(move || {
            if let Some(root) = self.element() {
                renumber(&root);
            }
            self.add_up();
            rest();
        });
    }

    fn add_up(self) {
        let form = self
            .element()
            .and_then(|root| typed(&root, self.keys.with_untracked(Vec::len)));
        if let Some(form) = form {
            self.preview.set(form.preview(self.rounding, None));
        }
    }

    fn add(self) {
        let last = self.keys.with_untracked(|keys| keys.last().copied());
        let last = last.and_then(|key| self.row(key));
        let value = |field| {
            last.as_ref()
                .and_then(|row| control(row, field))
                .map(|input| value(&input))
        };
        let line = like(&InvoiceLineForm {
            unit: value("unit").unwrap_or_default(),
            tax_name: value("tax_name").unwrap_or_default(),
            tax_rate: value("tax_rate").unwrap_or_default(),
            tax_category: value("tax_category").unwrap_or_default(),
            ..InvoiceLineForm::default()
        });
        let key = self
            .opening
            .with_value(|opening| opening.keys().max().map_or(0, |key| key + 1));
        self.opening.update_value(|opening| {
            opening.insert(key, line);
        });
        self.keys.update(|keys| keys.push(key));
        self.soon(move || focus(self.row(key).and_then(|row| control(&row, "description"))));
    }

    fn remove(self, key: u32) {
        let at = self
            .keys
            .with_untracked(|keys| keys.iter().position(|other| *other == key));
        self.keys.update(|keys| keys.retain(|other| *other != key));
        if self.keys.with_untracked(Vec::is_empty) {
            self.add();
            return;
        }
        let next = self.keys.with_untracked(|keys| {
            let at = at.unwrap_or_default().min(keys.len().saturating_sub(1));
            keys.get(at).copied()
        });
        self.soon(move || {
            focus(
                next.and_then(|key| self.row(key))
                    .and_then(|row| control(&row, "description")),
            )
        });
    }

    fn shift(self, key: u32, down: bool, event: &web_sys::MouseEvent) {
        // The pressed button keeps the focus, though its line is taken out and put back.
        let button = event
            .target()
            .and_then(|target| target.dyn_into::<Element>().ok());
        self.keys.update(|keys| {
            let Some(at) = keys.iter().position(|other| *other == key) else {
                return;
            };
            let to = if down { at + 1 } else { at.wrapping_sub(1) };
            if to < keys.len() {
                keys.swap(at, to);
            }
        });
        self.soon(move || focus(button));
    }

    fn tax(self, key: u32, tax: &TaxRate) {
        let Some(row) = self.row(key) else { return };
        let rate = if tax.is_none() {
            String::new()
        } else {
            tax.rate.to_string()
        };
        let values = [
            ("tax_name", tax.name.clone()),
            ("tax_rate", rate),
            ("tax_category", tax.category.to_string()),
        ];
        for (field, text) in values {
            let Some(element) = control(&row, field) else {
                continue;
            };
            if let Some(input) = element.dyn_ref::<HtmlInputElement>() {
                input.set_value(&text);
            } else if let Some(select) = element.dyn_ref::<HtmlSelectElement>() {
                select.set_value(&text);
            }
        }
        self.add_up();
    }
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::*;

    #[test]
    fn the_editor_is_a_plain_form_without_javascript() {
        let form = InvoiceForm {
            currency: "EUR".into(),
            lines: vec![InvoiceLineForm {
                description: "Work & <play>".into(),
                quantity: "2".into(),
                unit_price: "10".into(),
                tax_name: "VAT".into(),
                tax_rate: "19".into(),
                ..InvoiceLineForm::default()
            }],
            ..InvoiceForm::default()
        };
        let errors = FieldErrors::one("lines.0.quantity", "Wrong");
        let owner = Owner::new();
        let html = owner.with(|| {
            view! {
                <InvoiceEditor form=form spare=2 errors=errors stored=None rounding=TaxRounding::PerGroup taxes=Vec::new()/>
            }
            .to_html()
        });
        assert!(html.contains("name=\"form[lines][0][quantity]\""), "{html}");
        assert!(html.contains("name=\"form[lines][2][description]\""), "{html}");
        assert!(html.contains("Work &amp; &lt;play&gt;</textarea>"), "{html}");
        assert!(html.contains("id=\"f-lines-0-quantity-error\""), "{html}");
        // The totals of what is there, added up on the server.
        assert!(html.contains("€23.80") || html.contains("23.80"), "{html}");
    }

    #[test]
    fn many_lines_keep_their_order_on_the_way() {
        #[derive(serde::Deserialize)]
        struct Sent {
            form: InvoiceForm,
        }
        let body: Vec<String> = (0..12)
            .map(|at| format!("form[lines][{at}][description]=n{at}"))
            .collect();
        let sent: Sent = serde_qs::Config::new(5, false)
            .deserialize_str(&body.join("&"))
            .unwrap();
        let texts: Vec<String> = sent.form.lines.into_iter().map(|line| line.description).collect();
        assert_eq!(texts, (0..12).map(|at| format!("n{at}")).collect::<Vec<_>>());
    }
}
