//! An invoice as it lies on the desk.

use crate::{
    staff::invoice_table::status_badge,
    ui::{Definition, DefinitionList, Table},
};
use domain::{
    invoice::{
        Discount,
        view::{BankTransfer, DocumentLine, InvoiceDocument, Party},
    },
    locale::Locale,
    money::Money,
};
use leptos::prelude::*;

fn money(amount: Money) -> String {
    amount.format(Locale::En)
}

/// The whole document.
pub fn sheet(document: InvoiceDocument) -> AnyView {
    let title = match &document.number {
        Some(number) => format!("Invoice {number}"),
        None => "Draft invoice".to_owned(),
    };
    let badge = status_badge(document.display_status);
    let totals = totals(&document);
    let facts = facts(&document);
    let transfer = document
        .transfer
        .clone()
        .filter(|_| document.balance.is_positive())
        .map(pay_to);
    let reasons = reasons(&document);
    let text =
        |text: String| (!text.is_empty()).then(|| view! { <div class="sheet-notes pre-line">{text}</div> });
    let (notes, terms) = (text(document.notes), text(document.terms));
    let lines = lines(document.lines);
    view! {
        <article class="sheet">
            <header class="sheet-head">
                <div class="sheet-from">{party(document.seller)}</div>
                <div class="sheet-title"><h2>{title}</h2>{badge}</div>
            </header>
            <div class="sheet-parties">
                <div><p class="eyebrow">"Billed to"</p>{party(document.buyer)}</div>
                <div>{facts}</div>
            </div>
            {lines}
            {totals}
            {reasons}
            {notes}
            {terms}
            {transfer}
        </article>
    }
    .into_any()
}

fn party(party: Party) -> AnyView {
    let attention = (!party.attention.is_empty()).then(|| view! { <span>{party.attention}</span><br/> });
    let address = party.address.join("\n");
    let tax_id = (!party.tax_id.is_empty()).then(|| view! { <span>"Tax number "{party.tax_id}</span><br/> });
    view! {
        <strong>{party.name}</strong>
        <p>
            {attention}
            <span class="pre-line">{address}</span>
            <br/>
            {tax_id}
        </p>
    }
    .into_any()
}

fn facts(document: &InvoiceDocument) -> AnyView {
    let day = |date: Option<chrono::NaiveDate>, none: &str| {
        date.map_or_else(|| none.to_owned(), |date| Locale::En.format_date(date))
    };
    let optional = |label: &'static str, text: &str| {
        let text = text.to_owned();
        (!text.is_empty()).then(|| view! { <Definition label=label>{text}</Definition> })
    };
    let (issued, due) = (
        day(document.issue_date, "on the day of issue"),
        day(document.due_date, "–"),
    );
    let po_number = optional("Order number", &document.po_number);
    let reference = optional("Reference", &document.reference);
    view! {
        <DefinitionList class="compact">
            <Definition label="Date">{issued}</Definition>
            <Definition label="Due">{due}</Definition>
            {po_number}
            {reference}
        </DefinitionList>
    }
    .into_any()
}

fn lines(lines: Vec<DocumentLine>) -> AnyView {
    let rows = lines.into_iter().map(line).collect_view();
    view! {
        <Table label="Lines" class="lines">
            <thead>
                <tr>
                    <th scope="col">"Description"</th>
                    <th scope="col" class="num">"Quantity"</th>
                    <th scope="col" class="num">"Unit price"</th>
                    <th scope="col" class="num">"Tax"</th>
                    <th scope="col" class="num">"Amount"</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </Table>
    }
    .into_any()
}

fn line(line: DocumentLine) -> AnyView {
    let numbers = Locale::En.numbers();
    let quantity = format!("{} {}", line.quantity.format(numbers), line.unit);
    let price = line.unit_price_text(Locale::En);
    let tax = match line.tax.is_none() {
        true => "–".to_owned(),
        false => format!("{} %", line.tax.rate.format(numbers)),
    };
    let discount = match line.discount {
        Discount::Percent(percent) => Some(format!("less {} %", percent.format(numbers))),
        Discount::Amount(minor) => Some(format!("less {}", money(Money::new(minor, line.net.currency)))),
        Discount::None => None,
    };
    let discount = discount.map(|text| view! { <br/><span class="muted small">{text}</span> });
    view! {
        <tr>
            <td class="cell-main pre-line" data-label="Description">{line.description}</td>
            <td class="num" data-label="Quantity">{quantity.trim_end().to_owned()}</td>
            <td class="num" data-label="Unit price">{price}{discount}</td>
            <td class="num" data-label="Tax">{tax}</td>
            <td class="num" data-label="Amount">{money(line.net)}</td>
        </tr>
    }
    .into_any()
}

fn totals(document: &InvoiceDocument) -> AnyView {
    let row = |label: String, amount: Money, class: &'static str| {
        view! { <div class=class><dt>{label}</dt><dd>{money(amount)}</dd></div> }.into_any()
    };
    let less = |amount: Money| amount.checked_neg().unwrap_or(amount);
    let mut rows = vec![row("Subtotal".to_owned(), document.subtotal, "")];
    if !document.discount_amount.is_zero() {
        rows.push(row("Discount".to_owned(), less(document.discount_amount), ""));
    }
    for group in document.shown_tax_groups() {
        let rate = group.tax.rate.format(Locale::En.numbers());
        let label = format!("{} {rate} % on {}", group.tax.name, money(group.base));
        rows.push(row(label, group.amount, ""));
    }
    if !document.rounding.is_zero() {
        rows.push(row("Rounding".to_owned(), document.rounding, ""));
    }
    rows.push(row("Total".to_owned(), document.payable, "grand"));
    if !document.paid.is_zero() {
        rows.push(row("Paid".to_owned(), less(document.paid), ""));
    }
    if !document.credited.is_zero() {
        rows.push(row("Credited".to_owned(), less(document.credited), ""));
    }
    if document.status.is_issued() {
        rows.push(row("Due".to_owned(), document.balance, "due"));
    }
    let inclusive = document
        .prices_include_tax
        .then(|| view! { <p class="muted small">"Prices include tax."</p> });
    view! { <dl class="totals">{rows}</dl>{inclusive} }.into_any()
}

/// Why no tax is charged, where the law wants it said.
fn reasons(document: &InvoiceDocument) -> AnyView {
    let mut reasons: Vec<&'static str> = document
        .tax_groups
        .iter()
        .filter_map(|group| group.tax.category.reason(Locale::En))
        .collect();
    reasons.dedup();
    reasons
        .into_iter()
        .map(|reason| view! { <p class="small">{reason}</p> })
        .collect_view()
        .into_any()
}

fn pay_to(transfer: BankTransfer) -> AnyView {
    let bic = transfer
        .bic
        .map(|bic| view! { <Definition label="BIC">{bic.as_str().to_owned()}</Definition> });
    let bank = (!transfer.bank_name.is_empty())
        .then(|| view! { <Definition label="Bank">{transfer.bank_name}</Definition> });
    view! {
        <section class="sheet-pay">
            <DefinitionList class="compact">
                <Definition label="Pay to">{transfer.account_name}</Definition>
                <Definition label="IBAN"><span class="mono">{transfer.iban.grouped()}</span></Definition>
                {bic}
                {bank}
                <Definition label="Reference">{transfer.reference}</Definition>
            </DefinitionList>
        </section>
    }
    .into_any()
}
