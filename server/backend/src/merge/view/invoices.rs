//! The reader's invoices.

use super::{
    super::{
        engine::Values,
        reading::Reading,
        value::{RecordOf, Typed, list},
    },
    Stage,
};
use crate::{
    entity::{company, invoice, invoice_line, invoice_tax, payment, payment_allocation},
    error::{BackendError, Result},
    invoice::{currency, list as invoices, status},
    scope::{ClientScope, Reads, Rows, StaffScope},
};
use domain::{
    decimal::{Percent, Quantity, UnitPrice},
    invoice::{DisplayStatus, view::Party},
    merge::{self, MAX_ITEMS, Tag},
    money::{Currency, Money},
};
use minijinja::Value;
use sea_orm::{ColumnTrait, Order};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

pub(super) async fn fill(
    stage: &Stage<'_>,
    rows: &Rows<'_, ClientScope>,
    reading: &Reading,
    values: &mut Values,
) -> Result<()> {
    for root in ["invoice", "invoices", "open_invoices"] {
        if !reading.names(root) {
            continue;
        }
        let found = match root {
            "invoice" => one(stage, rows).await?.into_iter().collect(),
            "invoices" => {
                rows.find::<invoice::Entity>()
                    .order(invoice::Column::IssueDate, Order::Desc)
                    .order(invoice::Column::Id, Order::Desc)
                    .limit(MAX_ITEMS as u64)
                    .all()
                    .await?
            }
            _ => pressing(rows, MAX_ITEMS as u64).await?,
        };
        let mut records = records(stage, rows, reading, root, found).await?;
        if root != "invoice" {
            values.insert(root.to_owned(), list(records));
        } else if let Some(record) = records.pop() {
            values.insert(root.to_owned(), record);
        }
    }
    Ok(())
}

/// Those with something left to pay, the most urgent first.
async fn pressing(rows: &Rows<'_, ClientScope>, most: u64) -> Result<Vec<invoice::Model>> {
    rows.find::<invoice::Entity>()
        .filter(invoices::open())
        .order(invoice::Column::DueDate, Order::Asc)
        .order(invoice::Column::Id, Order::Asc)
        .limit(most)
        .all()
        .await
}

/// The one that is meant: bound, or the most urgent, or the newest.
async fn one(stage: &Stage<'_>, rows: &Rows<'_, ClientScope>) -> Result<Option<invoice::Model>> {
    if let Some(id) = stage.occasion.invoice {
        return match rows.get::<invoice::Entity>(id.uuid()).await {
            Ok(bound) => Ok(Some(bound)),
            Err(BackendError::NotFound) => Ok(None),
            Err(error) => Err(error),
        };
    }
    if let Some(urgent) = pressing(rows, 1).await?.pop() {
        return Ok(Some(urgent));
    }
    rows.find::<invoice::Entity>()
        .filter(invoice::Column::Status.ne("void"))
        .order(invoice::Column::IssueDate, Order::Desc)
        .order(invoice::Column::Id, Order::Desc)
        .one()
        .await
}

/// The right to read what hangs on invoices.
pub(super) trait ReadsParts:
    Reads<invoice_line::Entity>
    + Reads<invoice_tax::Entity>
    + Reads<payment::Entity>
    + Reads<payment_allocation::Entity>
    + Reads<company::Entity>
{
}

impl ReadsParts for ClientScope {}
impl ReadsParts for StaffScope {}

/// What hangs on invoices, by invoice; only what is named is read.
#[derive(Default)]
struct Parts {
    lines: BTreeMap<Uuid, Vec<invoice_line::Model>>,
    taxes: BTreeMap<Uuid, Vec<invoice_tax::Model>>,
    payments: BTreeMap<Uuid, Vec<(payment::Model, i64)>>,
    companies: BTreeMap<Uuid, String>,
}

pub(super) async fn records<S: ReadsParts>(
    stage: &Stage<'_>,
    rows: &Rows<'_, S>,
    reading: &Reading,
    root: &'static str,
    found: Vec<invoice::Model>,
) -> Result<Vec<Value>> {
    let ids: Vec<Uuid> = found.iter().map(|row| row.id).collect();
    let mut parts = Parts::default();
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    if reading.names_tag(root, "items") {
        let lines = rows
            .find::<invoice_line::Entity>()
            .filter(invoice_line::Column::InvoiceId.is_in(ids.iter().copied()))
            .order(invoice_line::Column::Position, Order::Asc);
        for line in lines.all().await? {
            parts.lines.entry(line.invoice_id).or_default().push(line);
        }
    }
    if reading.names_tag(root, "taxes") {
        let taxes = rows
            .find::<invoice_tax::Entity>()
            .filter(invoice_tax::Column::InvoiceId.is_in(ids.iter().copied()))
            .order(invoice_tax::Column::Position, Order::Asc);
        for tax in taxes.all().await? {
            parts.taxes.entry(tax.invoice_id).or_default().push(tax);
        }
    }
    if reading.names_tag(root, "payments") || reading.names_tag(root, "last_payment_date") {
        parts.payments = payments(rows, &ids).await?;
    }
    if reading.names_tag(root, "company") {
        let companies: BTreeSet<Uuid> = found.iter().map(|row| row.company_id).collect();
        parts.companies = invoices::company_names(rows, companies).await?;
    }
    found.iter().map(|row| record(stage, root, row, &parts)).collect()
}

/// The payments on invoices, the oldest first, each with what it settles.
async fn payments<S: ReadsParts>(
    rows: &Rows<'_, S>,
    invoices: &[Uuid],
) -> Result<BTreeMap<Uuid, Vec<(payment::Model, i64)>>> {
    let mut applied: BTreeMap<(Uuid, Uuid), i64> = BTreeMap::new();
    let allocations = rows
        .find::<payment_allocation::Entity>()
        .filter(payment_allocation::Column::InvoiceId.is_in(invoices.iter().copied()));
    for row in allocations.all().await? {
        *applied.entry((row.invoice_id, row.payment_id)).or_default() += row.amount_minor;
    }
    let ids: BTreeSet<Uuid> = applied.keys().map(|(_, payment)| *payment).collect();
    let found = rows
        .find::<payment::Entity>()
        .filter(payment::Column::Id.is_in(ids))
        .order(payment::Column::ReceivedOn, Order::Asc)
        .order(payment::Column::Id, Order::Asc)
        .all()
        .await?;
    let mut by_invoice: BTreeMap<Uuid, Vec<(payment::Model, i64)>> = BTreeMap::new();
    for row in found {
        let on = applied
            .iter()
            .filter(|((_, payment), minor)| *payment == row.id && **minor > 0);
        for ((invoice, _), minor) in on {
            by_invoice
                .entry(*invoice)
                .or_default()
                .push((row.clone(), *minor));
        }
    }
    Ok(by_invoice)
}

/// The values of a list's items, in the catalogue.
fn items_of(root: &str, name: &str) -> &'static [Tag] {
    merge::root(root)
        .and_then(|root| root.tag(name))
        .map_or(&[], |tag| tag.items)
}

/// A fixed-point decimal as a number.
#[allow(clippy::cast_precision_loss)] // bounded far below what an f64 holds exactly
fn scaled(raw: i64, scale: i64) -> f64 {
    raw as f64 / scale as f64
}

fn record(stage: &Stage<'_>, root: &'static str, row: &invoice::Model, parts: &Parts) -> Result<Value> {
    let (code, voice) = (currency(&row.currency)?, &stage.voice);
    let money = |minor| Typed::Money(Money::new(minor, code));
    let balance = Money::new(row.balance_minor, code);
    // To a client, what is sent is sent: whether it was looked at is for staff.
    let shown = DisplayStatus::derive(status(&row.status)?, balance, row.due_date, voice.today, false);
    let days = row
        .due_date
        .map(|due| due.signed_duration_since(voice.today).num_days());
    #[allow(clippy::cast_precision_loss)] // days
    let days_if =
        |days: Option<i64>| Typed::Number(days.filter(|_| balance.is_positive()).unwrap_or(0).max(0) as f64);
    let buyer: Party = serde_json::from_str(&row.buyer).unwrap_or_default();
    let payments = parts.payments.get(&row.id).map_or(&[][..], Vec::as_slice);
    let last = payments
        .last()
        .map(|(payment, _)| Typed::Date(payment.received_on));
    let company = parts.companies.get(&row.company_id).cloned().unwrap_or_default();
    Ok(stage
        .record(root)
        .text("number", row.number.clone().unwrap_or_default())
        .set(
            "status",
            Typed::Status {
                key: shown.as_str().to_owned(),
                word: voice.text(&format!("status-{}", shown.as_str())),
            },
        )
        .maybe("date", row.issue_date.map(Typed::Date))
        .maybe("due_date", row.due_date.map(Typed::Date))
        .set("days_until_due", days_if(days))
        .set("days_overdue", days_if(days.map(|days| -days)))
        .text("po_number", &row.po_number)
        .text("reference", &row.reference)
        .text("currency", &row.currency)
        .set("subtotal", money(row.subtotal_minor))
        .set("discount", money(row.discount_minor))
        .set("tax", money(row.tax_minor))
        .list("taxes", taxes(stage, root, row, parts, code))
        .set("total", money(row.total_minor))
        .set("paid", money(row.paid_minor))
        .set("credited", money(row.credited_minor))
        .set("balance", money(row.balance_minor))
        .text("notes", &row.notes)
        .text("terms", &row.terms)
        .set(
            "url",
            Typed::Url(stage.address(&format!("/portal/invoices/{}", row.id))),
        )
        .set(
            "pdf_url",
            Typed::Url(stage.address(&format!("/portal/invoices/{}/pdf", row.id))),
        )
        .list("items", lines(stage, root, row, parts, code))
        .list("payments", paid(stage, root, payments, code))
        .maybe("last_payment_date", last)
        .text("company", company)
        .text("contact", buyer.attention)
        .done())
}

fn lines(
    stage: &Stage<'_>,
    root: &'static str,
    row: &invoice::Model,
    parts: &Parts,
    code: Currency,
) -> Vec<Value> {
    let voice = &stage.voice;
    let percent = |raw| voice.percent(scaled(raw, Percent::SCALE));
    let line = |line: &invoice_line::Model| {
        let discount = match line.discount_percent {
            0 => String::new(),
            raw => percent(raw),
        };
        let tax = match line.tax_name.as_str() {
            "" => String::new(),
            name => format!("{name} {}", percent(line.tax_rate)),
        };
        RecordOf::new(voice, format!("{root}.items"), items_of(root, "items"))
            .text("description", &line.description)
            .set("quantity", Typed::Number(scaled(line.quantity, Quantity::SCALE)))
            .text("unit", &line.unit)
            .set(
                "unit_price",
                Typed::Number(scaled(line.unit_price, UnitPrice::SCALE)),
            )
            .text("discount", discount)
            .text("tax", tax)
            .set("total", Typed::Money(Money::new(line.net_minor, code)))
            .done()
    };
    parts.lines.get(&row.id).into_iter().flatten().map(line).collect()
}

fn taxes(
    stage: &Stage<'_>,
    root: &'static str,
    row: &invoice::Model,
    parts: &Parts,
    code: Currency,
) -> Vec<Value> {
    let tax = |tax: &invoice_tax::Model| {
        RecordOf::new(&stage.voice, format!("{root}.taxes"), items_of(root, "taxes"))
            .text("name", &tax.name)
            .set("rate", Typed::Percent(scaled(tax.rate, Percent::SCALE)))
            .set("base", Typed::Money(Money::new(tax.base_minor, code)))
            .set("amount", Typed::Money(Money::new(tax.tax_minor, code)))
            .done()
    };
    parts.taxes.get(&row.id).into_iter().flatten().map(tax).collect()
}

fn paid(
    stage: &Stage<'_>,
    root: &'static str,
    payments: &[(payment::Model, i64)],
    code: Currency,
) -> Vec<Value> {
    let one = |(row, applied): &(payment::Model, i64)| {
        RecordOf::new(
            &stage.voice,
            format!("{root}.payments"),
            items_of(root, "payments"),
        )
        .set("amount", Typed::Money(Money::new(*applied, code)))
        .set("date", Typed::Date(row.received_on))
        .set("method", super::payments::method(stage, &row.method))
        .text("reference", &row.reference)
        .done()
    };
    payments.iter().map(one).collect()
}
