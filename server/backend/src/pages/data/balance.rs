//! What the reader still has to pay, by currency.

use super::Sight;
use crate::{client_dashboard, error::Result};
use domain::{client_dashboard::DueSummary, page::Balance};
use maud::{Markup, html};

pub(super) async fn html(sight: &Sight<'_>, block: &Balance) -> Result<Option<Markup>> {
    let due = client_dashboard::due(sight.rows, sight.today).await?;
    let due: Vec<&DueSummary> = due.iter().filter(|due| !due.open.is_zero()).collect();
    if due.is_empty() {
        return Ok(Some(html! { p class="pb-none" { (sight.text("home-settled")) } }));
    }
    Ok(Some(html! {
        @for due in due {
            div class="pb-entry" {
                div class="pb-entry-text" {
                    p class="pb-sum" { (sight.money(due.open)) }
                    @if block.overdue && !due.overdue.is_zero() {
                        p class="pb-late" {
                            @if due.overdue == due.open { (sight.text("home-due-all-overdue")) }
                            @else { (sight.text_with("home-due-overdue", [("amount", sight.money(due.overdue))])) }
                        }
                    }
                    p class="pb-entry-note" { (sight.text_with("home-due-count", [("count", due.invoices.to_string())])) }
                }
                (sight.link("/portal/invoices?status=open", &sight.text("home-see-open")))
            }
        }
    }))
}
