//! Invoices in a short table, on the pages of what they belong to.

use crate::ui::{Badge, Money as MoneyText, Table, Tone};
use domain::{
    invoice::{status::DisplayStatus, view::InvoiceRow},
    locale::Locale,
};
use leptos::prelude::*;

/// These invoices; with the company's name unless all are of one.
pub fn invoice_table(label: &'static str, rows: Vec<InvoiceRow>, with_company: bool) -> AnyView {
    let company_head = with_company.then(|| view! { <th scope="col">"Company"</th> });
    let rows: Vec<AnyView> = rows.into_iter().map(|row| line(row, with_company)).collect();
    view! {
        <Table label=label>
            <thead>
                <tr>
                    <th scope="col">"Number"</th>
                    {company_head}
                    <th scope="col">"State"</th>
                    <th scope="col">"Due"</th>
                    <th scope="col" class="num">"Total"</th>
                    <th scope="col" class="num">"Open"</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </Table>
    }
    .into_any()
}

fn line(row: InvoiceRow, with_company: bool) -> AnyView {
    let href = format!("/staff/invoices/{}", row.id);
    let title = row.title().to_owned();
    let due = row
        .due_date
        .map_or_else(|| "–".to_owned(), |day| Locale::En.format_date_short(day));
    let company = with_company.then(|| {
        let href = format!("/staff/companies/{}", row.company_id);
        view! { <td data-label="Company"><a class="quiet-link" href=href>{row.company_name.clone()}</a></td> }
    });
    view! {
        <tr>
            <td class="cell-main" data-label="Number"><a class="row-link" href=href>{title}</a></td>
            {company}
            <td class="cell-badge" data-label="State">{status_badge(row.display_status)}</td>
            <td data-label="Due">{due}</td>
            <td class="num" data-label="Total"><MoneyText text=row.total.format(Locale::En)/></td>
            <td class="num" data-label="Open"><MoneyText text=row.balance.format(Locale::En)/></td>
        </tr>
    }
    .into_any()
}

/// The state of an invoice in a word.
pub fn status_badge(status: DisplayStatus) -> AnyView {
    let tone = match status {
        DisplayStatus::Overdue => Tone::Danger,
        DisplayStatus::Partial => Tone::Warning,
        DisplayStatus::Sent | DisplayStatus::Viewed => Tone::Info,
        DisplayStatus::Paid => Tone::Success,
        _ => Tone::Neutral,
    };
    view! { <Badge tone=tone text=status.label()/> }.into_any()
}
