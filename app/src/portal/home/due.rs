//! What is to be paid, at a glance.

use crate::{
    portal::reader::Reader,
    ui::{Icon, IconName, LinkButton},
};
use domain::client_dashboard::{ClientDashboard, DueSummary};
use leptos::prelude::*;

/// The card above everything: amounts by currency and the way to pay them, or that nothing is left to pay.
pub(super) fn due_card(reader: &Reader, dashboard: &ClientDashboard) -> AnyView {
    let open: Vec<&DueSummary> = dashboard
        .due
        .iter()
        .filter(|due| due.open.is_positive())
        .collect();
    if open.is_empty() {
        return settled(reader);
    }
    let invoices: u64 = open.iter().map(|due| due.invoices).sum();
    // With one open invoice there is one thing to do, and no list to go through first.
    let only = dashboard
        .needs_action
        .first()
        .map(|item| &item.invoice)
        .or_else(|| {
            dashboard
                .recent_invoices
                .iter()
                .find(|row| row.balance.is_positive())
        })
        .filter(|_| invoices == 1)
        .map(|row| format!("/portal/invoices/{}", row.id));
    let (href, label) = match only {
        Some(href) => (href, reader.text("home-view-and-pay")),
        None => (
            "/portal/invoices?status=open&sort=due_date".to_owned(),
            reader.text("home-see-open"),
        ),
    };
    let amounts = open.into_iter().map(|due| amount(reader, due)).collect_view();
    view! {
        <section class="card due-card p-card p-due" aria-labelledby="due">
            <div class="stack tight">
                <h2 class="eyebrow" id="due">{reader.text("home-due")}</h2>
                <div class="due-amounts">{amounts}</div>
            </div>
            <div class="actions">
                <LinkButton href=href class="large">{label}</LinkButton>
            </div>
        </section>
    }
    .into_any()
}

fn amount(reader: &Reader, due: &DueSummary) -> impl IntoView + use<> {
    let count = reader.text_with("home-due-count", [("count", due.invoices.to_string())]);
    let late = match () {
        () if !due.overdue.is_positive() => None,
        () if due.overdue == due.open => Some(reader.text("home-due-all-overdue")),
        () => Some(reader.text_with("home-due-overdue", [("amount", reader.money(due.overdue))])),
    };
    let next = due
        .next_due
        .map(|day| reader.text_with("home-due-next", [("date", reader.date(day))]));
    view! {
        <div>
            <p class="amount">{reader.money(due.open)}</p>
            <ul class="due-facts small" role="list">
                <li>{count}</li>
                {late.map(|late| view! { <li class="strong"><Icon name=IconName::Warning/>{late}</li> })}
                {next.map(|next| view! { <li>{next}</li> })}
            </ul>
        </div>
    }
}

fn settled(reader: &Reader) -> AnyView {
    view! {
        <section class="card settled-card p-card">
            <span class="settled-mark"><Icon name=IconName::Success/></span>
            <div>
                <h2>{reader.text("home-settled")}</h2>
                <p class="muted">{reader.text("home-settled-text")}</p>
            </div>
        </section>
    }
    .into_any()
}
