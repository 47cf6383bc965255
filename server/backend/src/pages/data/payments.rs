//! What the reader has paid, newest first.

use super::{Sight, first, none};
use crate::{client_dashboard, error::Result};
use domain::{client_dashboard::RecentPayment, module::Module, page::Payments};
use maud::{Markup, html};

pub(super) async fn html(sight: &Sight<'_>, block: &Payments) -> Result<Option<Markup>> {
    let found = client_dashboard::payments(sight.rows, u64::from(block.limit) + 1).await?;
    if found.is_empty() {
        return Ok(none(&block.empty));
    }
    let (found, more) = first(found, block.limit);
    Ok(Some(html! {
        ul role="list" { @for payment in &found { (row(sight, payment)) } }
        @if more { (sight.more("/portal/statement", "block-statement")) }
    }))
}

fn row(sight: &Sight<'_>, payment: &RecentPayment) -> Markup {
    // Without the module an invoice has no page to lead to.
    let settles = payment.invoice.as_ref().map(|(id, number)| {
        let said = sight.text_with("home-payment-for", [("number", number.clone())]);
        match sight.has(Module::Invoices) {
            true => sight.link(&format!("/portal/invoices/{id}"), &said),
            false => html! { (said) },
        }
    });
    html! {
        li class="pb-entry" {
            div class="pb-entry-text" {
                p { (sight.day(payment.received_on)) }
                @if let Some(settles) = settles { p class="pb-entry-note" { (settles) } }
            }
            span class="pb-entry-amount" { (sight.money(payment.amount)) }
        }
    }
}
