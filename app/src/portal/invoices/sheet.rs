//! The invoice itself, in the words and the order of its PDF.

use super::status::status_badge;
use crate::{
    portal::reader::Reader,
    ui::{DateText, Definition, DefinitionList, Table},
};
use chrono::NaiveDate;
use domain::{
    date::to_field,
    invoice::{
        Discount, TaxGroup,
        view::{DocumentLine, InvoiceDocument, Party},
    },
    money::Money,
};
use leptos::prelude::*;

/// Who sends it, what it is and how far it has come.
pub(super) fn head(reader: &Reader, document: &InvoiceDocument) -> impl IntoView + use<> {
    let number = document.title().to_owned();
    let logo = reader
        .frame
        .logo_url
        .clone()
        .map(|src| view! { <img src=src alt=""/> });
    let seller = &document.seller;
    view! {
        <header class="sheet-head">
            <div class="sheet-from">
                {logo}
                <strong>{seller.name.clone()}</strong>
                {address(seller)}
                {tax_id(reader, seller)}
            </div>
            <div class="sheet-title">
                <h1 class="p-title">{reader.text_with("document-invoice-number", [("number", number)])}</h1>
                {status_badge(reader, document.display_status)}
            </div>
        </header>
    }
}

fn address(party: &Party) -> impl IntoView + use<> {
    let lines = party.address.join("\n");
    (!lines.is_empty()).then(|| view! { <p class="pre-line">{lines}</p> })
}

fn tax_id(reader: &Reader, party: &Party) -> impl IntoView + use<> {
    let number = party.tax_id.clone();
    (!number.is_empty()).then(|| view! { <p>{reader.text_with("document-vat", [("number", number)])}</p> })
}

/// Who pays, and the dates.
pub(super) fn parties(reader: &Reader, document: &InvoiceDocument) -> impl IntoView + use<> {
    let buyer = &document.buyer;
    let attention = buyer.attention.clone();
    let attention =
        (!attention.is_empty()).then(|| reader.text_with("invoice-attention", [("name", attention)]));
    let dates = [("document-date", document.issue_date), ("document-due", document.due_date)]
        .into_iter()
        .filter_map(|(key, day)| Some((key, day?)))
        .map(|(key, day)| {
            let (stamp, text) = (to_field(day), reader.date(day));
            view! { <Definition label=reader.text(key)><DateText datetime=stamp.clone() text=text.clone()/></Definition> }
        })
        .collect_view();
    let references = [
        ("document-order", document.po_number.clone()),
        ("document-reference", document.reference.clone()),
    ]
    .into_iter()
    .filter(|(_, text)| !text.is_empty())
    .map(|(key, text)| view! { <Definition label=reader.text(key)>{text}</Definition> })
    .collect_view();
    view! {
        <div class="sheet-parties">
            <div>
                <p class="eyebrow">{reader.text("invoice-billed-to")}</p>
                <p class="strong">{buyer.name.clone()}</p>
                {attention.map(|text| view! { <p>{text}</p> })}
                {address(buyer)}
                {tax_id(reader, buyer)}
            </div>
            <DefinitionList class="compact">{dates}{references}</DefinitionList>
        </div>
    }
}

/// What is charged for.
pub(super) fn lines(reader: &Reader, document: &InvoiceDocument) -> impl IntoView + use<> {
    let taxed = document.shown_tax_groups().next().is_some();
    let labels = [
        "document-description",
        "document-quantity",
        "document-unit-price",
        "document-tax-column",
        "document-amount",
    ]
    .map(|key| reader.text(key));
    let rows = document
        .lines
        .iter()
        .map(|row| line(reader, &labels, row, taxed))
        .collect_view();
    let [description, quantity, price, tax, amount] = labels;
    view! {
        <Table label=reader.text("portal-invoice-items") class="lines">
            <thead>
                <tr>
                    <th scope="col">{description}</th>
                    <th scope="col" class="num">{quantity}</th>
                    <th scope="col" class="num">{price}</th>
                    {taxed.then(|| view! { <th scope="col" class="num">{tax}</th> })}
                    <th scope="col" class="num">{amount}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </Table>
    }
}

fn line(reader: &Reader, labels: &[String; 5], line: &DocumentLine, taxed: bool) -> impl IntoView + use<> {
    let numbers = reader.locale.numbers();
    let (first, rest) = line
        .description
        .trim()
        .split_once('\n')
        .unwrap_or((line.description.trim(), ""));
    let (first, rest) = (first.to_owned(), rest.trim().to_owned());
    let discount = match line.discount {
        Discount::None => None,
        Discount::Percent(percent) => Some(format!("{}\u{A0}%", percent.format(numbers))),
        Discount::Amount(minor) => Some(reader.money(Money::new(minor, line.net.currency))),
    };
    let discount = discount.map(|text| reader.text_with("document-line-discount", [("discount", text)]));
    let quantity = format!("{}\u{A0}{}", line.quantity.format(numbers), line.unit.trim());
    let tax = taxed.then(|| match line.tax.is_none() {
        true => "–".to_owned(),
        false => format!("{}\u{A0}%", line.tax.rate.format(numbers)),
    });
    let [_, quantity_label, price_label, tax_label, amount_label] = labels.clone();
    view! {
        <tr>
            <td class="cell-main">
                <div>
                    <p>{first}</p>
                    {(!rest.is_empty()).then(|| view! { <p class="line-more pre-line">{rest}</p> })}
                    {discount.map(|text| view! { <p class="line-more">{text}</p> })}
                </div>
            </td>
            <td class="num" data-label=quantity_label>{quantity.trim().to_owned()}</td>
            <td class="num" data-label=price_label>{line.unit_price_text(reader.locale)}</td>
            {tax.map(|tax| view! { <td class="num" data-label=tax_label>{tax}</td> })}
            <td class="num" data-label=amount_label>{reader.money(line.net)}</td>
        </tr>
    }
}

/// From the lines to what is left to pay.
pub(super) fn totals(reader: &Reader, document: &InvoiceDocument) -> impl IntoView + use<> {
    let rows = sums(reader, document)
        .into_iter()
        .map(|(class, label, amount)| view! { <div class=class><dt>{label}</dt><dd>{amount}</dd></div> })
        .collect_view();
    let mut reasons: Vec<&'static str> = Vec::new();
    for group in document.shown_tax_groups() {
        if let Some(reason) = group.tax.category.reason(reader.locale)
            && !reasons.contains(&reason)
        {
            reasons.push(reason);
        }
    }
    let reasons = reasons
        .into_iter()
        .map(|reason| view! { <p class="small muted">{reason}</p> })
        .collect_view();
    view! { <div class="stack tight"><dl class="totals">{rows}</dl>{reasons}</div> }
}

/// Class, label and amount of each sum.
fn sums(reader: &Reader, document: &InvoiceDocument) -> Vec<(&'static str, String, String)> {
    let inclusive = document.prices_include_tax;
    let groups: Vec<&TaxGroup> = document.shown_tax_groups().collect();
    let discounted = !document.discount_amount.is_zero();
    let mut rows = Vec::new();
    let mut row = |class, label: String, amount: String| rows.push((class, label, amount));
    if discounted || (!inclusive && !groups.is_empty()) {
        let key = match inclusive && !groups.is_empty() {
            true => "document-subtotal-inclusive",
            false => "document-subtotal",
        };
        row("", reader.text(key), reader.money(document.subtotal));
    }
    if discounted {
        let label = match document.discount {
            Discount::Percent(percent) => {
                let percent = percent.format(reader.locale.numbers());
                reader.text_with("document-discount-percent", [("percent", percent)])
            }
            _ => reader.text("document-discount"),
        };
        row("", label, reader.minus(document.discount_amount));
    }
    if !inclusive {
        if discounted && !groups.is_empty() {
            row("", reader.text("document-net"), reader.money(document.net));
        }
        for group in &groups {
            row(
                "",
                tax_label(reader, "document-tax-on", group),
                reader.money(group.amount),
            );
        }
    }
    row(
        "grand",
        reader.text("document-total"),
        reader.money(document.total),
    );
    if inclusive && !groups.is_empty() {
        for group in &groups {
            let label = tax_label(reader, "document-tax-included", group);
            row("muted", label, reader.money(group.amount));
        }
        row("muted", reader.text("document-net"), reader.money(document.net));
    }
    if !document.rounding.is_zero() {
        row(
            "",
            reader.text("document-rounding"),
            reader.money(document.rounding),
        );
        row(
            "",
            reader.text("document-payable"),
            reader.money(document.payable),
        );
    }
    if !document.paid.is_zero() {
        row("", reader.text("document-paid"), reader.minus(document.paid));
    }
    if !document.credited.is_zero() {
        row(
            "",
            reader.text("document-credited"),
            reader.minus(document.credited),
        );
    }
    row(
        "due",
        reader.text("document-balance"),
        reader.money(document.balance),
    );
    rows
}

fn tax_label(reader: &Reader, key: &str, group: &TaxGroup) -> String {
    reader.text_with(
        key,
        [
            ("name", group.tax.name.clone()),
            ("percent", group.tax.rate.format(reader.locale.numbers())),
            ("base", reader.money(group.base)),
        ],
    )
}

/// What was paid, given back and credited, in order of time.
pub(super) fn movements(
    reader: &Reader,
    document: &InvoiceDocument,
    side: &str,
) -> Option<impl IntoView + use<>> {
    let mut rows: Vec<(NaiveDate, AnyView, String, Money)> = Vec::new();
    for payment in document.payments.iter().filter(|payment| payment.status.counts()) {
        let what = reader.text(&format!("document-payment-{}", payment.method.as_str()));
        let mut note = payment.reference.clone();
        if payment.applied != payment.amount {
            let all = [("amount", reader.money(payment.amount))];
            note = format!("{note}\n{}", reader.text_with("document-payment-applied", all));
        }
        rows.push((payment.received_on, what.into_any(), note, payment.applied));
        for refund in &payment.refunds {
            let taken = refund.amount.checked_neg().unwrap_or(refund.amount);
            rows.push((
                refund.refunded_on,
                reader.text("document-refund").into_any(),
                refund.reason.clone(),
                taken,
            ));
        }
    }
    for credit in &document.credit_notes {
        let what = reader.text_with("document-credit-note", [("number", credit.number.clone())]);
        let href = format!("{side}/credit-notes/{}/pdf", credit.id);
        let label = reader.text_with("invoice-credit-note-pdf", [("number", credit.number.clone())]);
        let what = view! { <a href=href download aria-label=label>{what}</a> }.into_any();
        rows.push((credit.issue_date, what, credit.reason.clone(), credit.amount));
    }
    if rows.is_empty() {
        return None;
    }
    rows.sort_by_key(|row| row.0);
    let title = reader.text("document-payments");
    let date_label = reader.text("document-date");
    let amount_label = reader.text("document-amount");
    let body = rows
        .into_iter()
        .map(|(day, what, note, amount)| {
            let note = note.trim().to_owned();
            view! {
                <tr>
                    <td class="nowrap" data-label=date_label.clone()>
                        <time datetime=to_field(day)>{reader.day(day)}</time>
                    </td>
                    <td class="cell-main">
                        <div>
                            <p>{what}</p>
                            {(!note.is_empty()).then(|| view! { <p class="line-more pre-line">{note}</p> })}
                        </div>
                    </td>
                    <td class="num" data-label=amount_label.clone()>{reader.money(amount)}</td>
                </tr>
            }
        })
        .collect_view();
    let head = view! {
        <tr>
            <th scope="col">{date_label.clone()}</th>
            <th scope="col">{reader.text("document-payment-what")}</th>
            <th scope="col" class="num">{amount_label.clone()}</th>
        </tr>
    };
    Some(view! {
        <section class="stack tight">
            <h2 class="sheet-heading">{title.clone()}</h2>
            <Table label=title class="lines">
                <thead>{head}</thead>
                <tbody>{body}</tbody>
            </Table>
        </section>
    })
}

/// Notes and terms.
pub(super) fn notes(reader: &Reader, document: &InvoiceDocument) -> impl IntoView + use<> {
    [
        ("document-notes", document.notes.trim().to_owned()),
        ("document-terms", document.terms.trim().to_owned()),
    ]
    .into_iter()
    .filter(|(_, text)| !text.is_empty())
    .map(|(key, text)| {
        view! {
            <section class="sheet-notes">
                <h2 class="sheet-heading">{reader.text(key)}</h2>
                <p class="pre-line">{text}</p>
            </section>
        }
    })
    .collect_view()
}
