//! Portal: the page that a client sees first.

use super::{
    api::{dashboard, greeting},
    due::due_card,
};
use crate::{
    error::AppError,
    portal::{
        activity::{api::latest_activity, timeline},
        contracts::api::list_contracts,
        frame::portal_page,
        invoices::status_badge,
        profile::api::client_profile,
        reader::Reader,
    },
    ui::{DateText, EmptyState, IconName, LinkButton, Money, Section},
};
use domain::{
    activity::ActivityLine,
    client_dashboard::{ActionItem, ClientDashboard, RecentPayment},
    contract::view::ContractFilter,
    date::to_field,
    invoice::view::InvoiceRow,
    module::Module,
};
use leptos::prelude::*;

/// Welcome, what is due, what needs action, and what happened last.
#[component]
pub fn HomePage() -> impl IntoView {
    portal_page("nav-home", async move {
        let reader = Reader::here()?;
        let dashboard = match reader.has(Module::Invoices) {
            true => Some(dashboard().await?),
            false => None,
        };
        let events = match reader.has(Module::Activity) {
            true => latest_activity().await?,
            false => Vec::new(),
        };
        let hero = hero(&reader).await?;
        let contracts = contracts(&reader).await?;
        let body = body(&reader, dashboard, events);
        Ok(view! { <div class="page">{hero}{contracts}{body}</div> }.into_any())
    })
}

/// Contracts that wait for the reader, the one that ends first before the others.
async fn contracts(reader: &Reader) -> Result<Option<AnyView>, AppError> {
    if !reader.has(Module::Contracts) {
        return Ok(None);
    }
    let filter = ContractFilter {
        status: "open".to_owned(),
        sort: "expires".to_owned(),
        ..ContractFilter::default()
    };
    let mut waiting = list_contracts(filter).await?.rows;
    waiting.retain(|row| row.your_turn);
    if waiting.is_empty() {
        return Ok(None);
    }
    let rows = waiting
        .into_iter()
        .map(|row| {
            let until = row
                .expires_at
                .map(|at| reader.text_with("home-contract-until", [("when", reader.when(at))]));
            let (href, press) = (
                format!("/portal/contracts/{}", row.id),
                reader.text("home-contract-sign"),
            );
            view! {
                <li class="list-row">
                    <div>
                        <a class="row-link strong" href=href.clone()>{row.title}</a>
                        <p class="small muted">{until}</p>
                    </div>
                    <LinkButton href=href icon=IconName::Contract>{press}</LinkButton>
                </li>
            }
        })
        .collect_view();
    Ok(Some(
        view! {
            <Section class="flush" title=reader.text("home-contracts")>
                <ul class="list" role="list">{rows}</ul>
            </Section>
        }
        .into_any(),
    ))
}

async fn hero(reader: &Reader) -> Result<AnyView, AppError> {
    let message = greeting()
        .await?
        .into_iter()
        .map(|paragraph| view! { <p>{paragraph}</p> })
        .collect_view();
    let companies = if reader.several_companies {
        client_profile().await?.companies
    } else {
        Vec::new()
    };
    let companies = (!companies.is_empty()).then(|| {
        let about = reader.text("profile-companies-text");
        let names = companies
            .into_iter()
            .map(|name| view! { <li>{name}</li> })
            .collect_view();
        view! { <ul class="for-companies small" role="list" aria-label=about>{names}</ul> }
    });
    Ok(view! {
        <header class="hero p-welcome">
            <h1 class="p-title">{reader.text_with("home-welcome", [("name", reader.name.clone())])}</h1>
            {message}
            {companies}
        </header>
    }
    .into_any())
}

fn body(reader: &Reader, dashboard: Option<ClientDashboard>, events: Vec<ActivityLine>) -> AnyView {
    let Some(dashboard) = dashboard else {
        return quiet(reader, events);
    };
    if dashboard.recent_invoices.is_empty() {
        let empty = view! {
            <section class="card p-card">
                <EmptyState
                    icon=IconName::Invoice
                    title=reader.text("home-empty")
                    text=reader.business("home-empty-text")
                />
            </section>
        };
        return view! { {empty}{activity(reader, events)} }.into_any();
    }
    let due = due_card(reader, &dashboard);
    let aside = (!events.is_empty() || !dashboard.recent_payments.is_empty()).then(|| {
        let payments = payments(reader, dashboard.recent_payments);
        view! { <aside class="stack">{activity(reader, events)}{payments}</aside> }
    });
    let main = view! {
        <div class="stack">
            {needs_action(reader, dashboard.needs_action)}
            {recent(reader, dashboard.recent_invoices)}
        </div>
    };
    let columns = if aside.is_some() { "columns" } else { "stack" };
    view! { {due}<div class=columns>{main}{aside}</div> }.into_any()
}

/// A portal without invoices.
fn quiet(reader: &Reader, events: Vec<ActivityLine>) -> AnyView {
    if events.is_empty() {
        return view! {
            <section class="card p-card">
                <EmptyState icon=IconName::Success title=reader.text("home-quiet") text=reader.business("home-quiet-text")/>
            </section>
        }
        .into_any();
    }
    activity(reader, events).into_any()
}

/// A link to the rest, beside a heading.
fn more(href: &'static str, text: String) -> AnyView {
    view! { <a class="small" href=href>{text}</a> }.into_any()
}

fn needs_action(reader: &Reader, items: Vec<ActionItem>) -> Option<impl IntoView + use<>> {
    if items.is_empty() {
        return None;
    }
    let rows = items
        .into_iter()
        .map(|item| {
            let class = if item.days < 0 {
                "small text-danger"
            } else {
                "small muted"
            };
            invoice_row(
                reader,
                &item.invoice,
                item.invoice.balance,
                class,
                reader.due(item.days),
            )
        })
        .collect_view();
    let all = more(
        "/portal/invoices?status=open&sort=due_date",
        reader.text("home-action-all"),
    );
    Some(view! {
        <Section class="flush" title=reader.text("home-action") actions=all>
            <ul class="list" role="list">{rows}</ul>
        </Section>
    })
}

fn recent(reader: &Reader, invoices: Vec<InvoiceRow>) -> impl IntoView + use<> {
    let rows = invoices
        .into_iter()
        .map(|row| {
            let issued = row.issue_date.map(|day| reader.day(day)).unwrap_or_default();
            invoice_row(reader, &row, row.total, "small muted", issued)
        })
        .collect_view();
    let all = more("/portal/invoices", reader.text("home-recent-all"));
    view! {
        <Section class="flush" title=reader.text("home-recent") actions=all>
            <ul class="list" role="list">{rows}</ul>
        </Section>
    }
}

fn invoice_row(
    reader: &Reader,
    row: &InvoiceRow,
    amount: domain::money::Money,
    class: &'static str,
    note: String,
) -> impl IntoView + use<> {
    let company = reader
        .several_companies
        .then(|| format!(" · {}", row.company_name));
    view! {
        <li class="list-row">
            <div>
                <a class="row-link strong" href=format!("/portal/invoices/{}", row.id)>{row.title().to_owned()}</a>
                <p class=class>{note}{company}</p>
            </div>
            <div class="cluster">
                <Money text=reader.money(amount) class="strong"/>
                {status_badge(reader, row.display_status)}
            </div>
        </li>
    }
}

fn activity(reader: &Reader, events: Vec<ActivityLine>) -> Option<impl IntoView + use<>> {
    if events.is_empty() {
        return None;
    }
    let all = more("/portal/activity", reader.text("home-activity-all"));
    let timeline = timeline(reader, events);
    Some(view! {
        <Section title=reader.text("home-activity") actions=all>{timeline}</Section>
    })
}

fn payments(reader: &Reader, payments: Vec<RecentPayment>) -> Option<impl IntoView + use<>> {
    if payments.is_empty() {
        return None;
    }
    let rows = payments
        .into_iter()
        .map(|payment| {
            let what = match payment.invoice {
                Some((id, number)) => {
                    let text = reader.text_with("home-payment-for", [("number", number)]);
                    view! { <a class="row-link" href=format!("/portal/invoices/{id}")>{text}</a> }.into_any()
                }
                None => payment.reference.into_any(),
            };
            view! {
                <li class="list-row">
                    <div>
                        {what}
                        <p class="small muted">
                            <DateText datetime=to_field(payment.received_on) text=reader.day(payment.received_on)/>
                        </p>
                    </div>
                    <Money text=reader.money(payment.amount)/>
                </li>
            }
        })
        .collect_view();
    Some(view! {
        <Section class="flush" title=reader.text("home-payments")>
            <ul class="list" role="list">{rows}</ul>
        </Section>
    })
}
