//! The reader's invoices, newest first.

use super::{Sight, first, none};
use crate::{
    entity::invoice,
    error::Result,
    invoice::list::{self, Extras},
};
use domain::{
    invoice::{DisplayStatus, view::InvoiceRow},
    page::{InvoiceChoice, Invoices},
};
use maud::{Markup, html};
use sea_orm::{ColumnTrait, Condition, Order};

pub(super) async fn html(sight: &Sight<'_>, block: &Invoices) -> Result<Option<Markup>> {
    let which = match block.show {
        InvoiceChoice::Open => Some(list::open()),
        InvoiceChoice::Overdue => Some(list::overdue(sight.today)),
        InvoiceChoice::Paid => Some(Condition::all().add(invoice::Column::Status.eq("paid"))),
        InvoiceChoice::All => None,
    };
    let found = sight
        .rows
        .find::<invoice::Entity>()
        .filter_if(which)
        .order(invoice::Column::IssueDate, Order::Desc)
        .order(invoice::Column::Id, Order::Desc)
        // One more says whether there are more.
        .limit(u64::from(block.limit) + 1);
    let found = list::mapped(list::cells(found).await?, sight.today, &Extras::default())?;
    if found.is_empty() {
        return Ok(none(&block.empty));
    }
    let (found, more) = first(found, block.limit);
    let all = match block.show {
        InvoiceChoice::Open => "/portal/invoices?status=open",
        InvoiceChoice::Overdue => "/portal/invoices?status=overdue",
        InvoiceChoice::Paid => "/portal/invoices?status=paid",
        InvoiceChoice::All => "/portal/invoices",
    };
    Ok(Some(html! {
        ul role="list" { @for invoice in &found { (row(sight, invoice)) } }
        @if more { (sight.more(all, "home-recent-all")) }
    }))
}

fn row(sight: &Sight<'_>, invoice: &InvoiceRow) -> Markup {
    let number = invoice.number.clone().unwrap_or_default();
    let open = !invoice.balance.is_zero();
    let amount = if open { invoice.balance } else { invoice.total };
    let several = sight.scope().companies().len() > 1;
    let pdf = sight.text_with("invoices-download", [("number", number.clone())]);
    html! {
        li class="pb-entry" {
            div class="pb-entry-text" {
                (sight.link(&format!("/portal/invoices/{}", invoice.id), &number))
                p class="pb-entry-note" {
                    @if several { (invoice.company_name) " · " }
                    @match (open, invoice.due_date, invoice.issue_date) {
                        (true, Some(due), _) => { (sight.due((due - sight.today).num_days())) ", " (sight.day(due)) }
                        (_, _, Some(issued)) => { (sight.day(issued)) }
                        _ => {}
                    }
                }
            }
            (badge(sight, invoice.display_status))
            span class="pb-entry-amount" { (sight.money(amount)) }
            span class="pb-entry-note" {
                @match sight.mode {
                    page_html::Mode::View => a href=(format!("/portal/invoices/{}/pdf", invoice.id)) download aria-label=(pdf) { "PDF" },
                    page_html::Mode::Edit => a aria-label=(pdf) { "PDF" },
                }
            }
        }
    }
}

/// An invoice's state in the reader's words.
pub(super) fn badge(sight: &Sight<'_>, status: DisplayStatus) -> Markup {
    let tone = match status {
        DisplayStatus::Overdue => "pb-badge pb-tone-danger",
        DisplayStatus::Partial => "pb-badge pb-tone-warning",
        DisplayStatus::Paid => "pb-badge pb-tone-success",
        DisplayStatus::Sent | DisplayStatus::Viewed => "pb-badge pb-tone-info",
        _ => "pb-badge",
    };
    html! { span class=(tone) { (sight.text(&format!("status-{}", status.as_str()))) } }
}
