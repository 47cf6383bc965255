//! What waits for the reader, the most urgent first. Each section that can wait for somebody adds its lines.

use super::{Sight, invoices::badge, none};
use crate::{client_dashboard, error::Result};
use domain::{client_dashboard::ActionItem, module::Module, page::NeedsAction};
use maud::{Markup, html};

pub(super) async fn html(sight: &Sight<'_>, block: &NeedsAction) -> Result<Option<Markup>> {
    let waiting = match sight.has(Module::Invoices) {
        true => client_dashboard::pressing(sight.rows, sight.today).await?,
        false => Vec::new(),
    };
    if waiting.is_empty() {
        return Ok(none(&block.empty));
    }
    Ok(Some(html! {
        ul role="list" { @for item in &waiting { (row(sight, item)) } }
    }))
}

fn row(sight: &Sight<'_>, item: &ActionItem) -> Markup {
    let invoice = &item.invoice;
    let number = invoice.number.clone().unwrap_or_default();
    html! {
        li class="pb-entry" {
            div class="pb-entry-text" {
                (sight.link(&format!("/portal/invoices/{}", invoice.id), &number))
                p class="pb-entry-note" { (sight.due(item.days)) }
            }
            (badge(sight, invoice.display_status))
            span class="pb-entry-amount" { (sight.money(invoice.balance)) }
        }
    }
}
