//! An invoice as a document: mapped once, for the client's page, the staff's page and the PDF alike.

use super::{commands, currency, status};
use crate::{
    entity::{
        company, contact, credit_note, invoice, invoice_line, invoice_tax, payment, payment_allocation,
        refund, tenant,
    },
    error::{BackendError, Result},
    scope::{Reads, Rows},
};
use chrono::NaiveDate;
use domain::{
    credit_note::CreditSplit,
    decimal::{Percent, Quantity, UnitPrice},
    ids::{CreditNoteId, InvoiceId, PaymentId, RefundId},
    invoice::{
        Discount, DisplayStatus, TaxGroup, TaxRate,
        view::{BankTransfer, CreditNoteRow, DocumentLine, InvoiceDocument, Party, PaymentRow, RefundRow},
    },
    money::{Currency, Money},
};
use sea_orm::{ColumnTrait, Order};
use std::collections::BTreeMap;
use uuid::Uuid;

/// Everything that a document is put together from.
pub(super) trait ReadsDocuments:
    Reads<invoice::Entity>
    + Reads<invoice_line::Entity>
    + Reads<invoice_tax::Entity>
    + Reads<payment::Entity>
    + Reads<payment_allocation::Entity>
    + Reads<refund::Entity>
    + Reads<credit_note::Entity>
    + Reads<company::Entity>
    + Reads<contact::Entity>
    + Reads<tenant::Entity>
{
}

impl<S> ReadsDocuments for S where
    S: Reads<invoice::Entity>
        + Reads<invoice_line::Entity>
        + Reads<invoice_tax::Entity>
        + Reads<payment::Entity>
        + Reads<payment_allocation::Entity>
        + Reads<refund::Entity>
        + Reads<credit_note::Entity>
        + Reads<company::Entity>
        + Reads<contact::Entity>
        + Reads<tenant::Entity>
{
}

/// For whose eyes a document is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reader {
    Staff { viewed: bool },
    Client,
}

/// The workspace's row.
pub(super) async fn tenant_of<S: Reads<tenant::Entity>>(rows: &Rows<'_, S>) -> Result<tenant::Model> {
    rows.get::<tenant::Entity>(rows.scope().tenant().uuid()).await
}

/// Puts an invoice's document together.
pub(super) async fn of<S: ReadsDocuments>(
    rows: &Rows<'_, S>,
    invoice: invoice::Model,
    tenant: &tenant::Model,
    today: NaiveDate,
    reader: Reader,
) -> Result<InvoiceDocument> {
    let currency = currency(&invoice.currency)?;
    let money = |minor| Money::new(minor, currency);
    let state = status(&invoice.status)?;
    let viewed = reader == Reader::Staff { viewed: true };
    let display_status = DisplayStatus::derive(
        state,
        money(invoice.balance_minor),
        invoice.due_date,
        today,
        viewed,
    );
    let (seller, buyer) = parties(rows, &invoice, tenant).await?;
    let lines = lines(rows, invoice.id, currency).await?;
    let tax_groups = tax_groups(rows, invoice.id, currency).await?;
    let net = Money::sum(currency, tax_groups.iter().map(|group| group.base)).map_err(super::amounts)?;
    let tax = money(invoice.tax_minor);
    let total = net.checked_add(tax).map_err(super::amounts)?;
    let payable = money(invoice.total_minor);
    let (payments, credit_notes) = if state.is_issued() {
        let payments = payments(rows, invoice.id, currency, reader).await?;
        (payments, credit_notes(rows, invoice.id, currency).await?)
    } else {
        (Vec::new(), Vec::new())
    };
    Ok(InvoiceDocument {
        id: InvoiceId::from(invoice.id),
        status: state,
        display_status,
        seller,
        buyer,
        issue_date: invoice.issue_date,
        due_date: invoice.due_date,
        po_number: invoice.po_number,
        reference: invoice.reference,
        prices_include_tax: invoice.prices_include_tax,
        lines,
        subtotal: money(invoice.subtotal_minor),
        discount: Discount::from_stored(&invoice.discount_kind, invoice.discount_value),
        discount_amount: money(invoice.discount_minor),
        net,
        tax_groups,
        tax,
        total,
        rounding: payable.checked_sub(total).map_err(super::amounts)?,
        payable,
        paid: money(invoice.paid_minor),
        credited: money(invoice.credited_minor),
        balance: money(invoice.balance_minor),
        payments,
        credit_notes,
        notes: invoice.notes,
        terms: invoice.terms,
        transfer: transfer(tenant, invoice.number.as_deref()),
        number: invoice.number,
    })
}

/// Seller and buyer: frozen at issue, and of a draft as they stand today.
async fn parties<S: ReadsDocuments>(
    rows: &Rows<'_, S>,
    invoice: &invoice::Model,
    tenant: &tenant::Model,
) -> Result<(Party, Party)> {
    if !invoice.seller.is_empty() {
        let frozen = |text: &str| serde_json::from_str(text).map_err(BackendError::internal);
        return Ok((frozen(&invoice.seller)?, frozen(&invoice.buyer)?));
    }
    let company = rows.get::<company::Entity>(invoice.company_id).await?;
    let contact = match invoice.contact_id {
        Some(id) => Some(rows.get::<contact::Entity>(id).await?),
        None => None,
    };
    Ok((
        commands::seller(tenant),
        commands::buyer(&company, contact.as_ref()),
    ))
}

/// The account to pay to as it is today, so that nobody pays to one that was given up.
fn transfer(tenant: &tenant::Model, number: Option<&str>) -> Option<BankTransfer> {
    Some(BankTransfer {
        account_name: commands::first_of(&tenant.legal_name, &tenant.name),
        iban: tenant.iban.parse().ok()?,
        bic: tenant.bic.parse().ok(),
        bank_name: tenant.bank_name.clone(),
        reference: number?.to_owned(),
    })
}

/// A stored line's tax.
fn tax_rate(name: &str, rate: i64, category: &str) -> Result<TaxRate> {
    Ok(TaxRate {
        name: name.to_owned(),
        rate: Percent::from_raw(rate),
        category: category.parse().map_err(BackendError::internal)?,
    })
}

/// A stored tax group.
pub(super) fn tax_group(row: &invoice_tax::Model, currency: Currency) -> Result<TaxGroup> {
    Ok(TaxGroup {
        tax: tax_rate(&row.name, row.rate, &row.category)?,
        base: Money::new(row.base_minor, currency),
        amount: Money::new(row.tax_minor, currency),
    })
}

/// An invoice's lines in order.
pub(super) async fn lines<S: Reads<invoice_line::Entity>>(
    rows: &Rows<'_, S>,
    invoice: Uuid,
    currency: Currency,
) -> Result<Vec<DocumentLine>> {
    let found = rows
        .find::<invoice_line::Entity>()
        .filter(invoice_line::Column::InvoiceId.eq(invoice))
        .order(invoice_line::Column::Position, Order::Asc)
        .all()
        .await?;
    let line = |row: invoice_line::Model| {
        Ok(DocumentLine {
            tax: tax_rate(&row.tax_name, row.tax_rate, &row.tax_category)?,
            description: row.description,
            quantity: Quantity::from_raw(row.quantity),
            unit: row.unit,
            unit_price: UnitPrice::from_raw(row.unit_price),
            discount: match row.discount_percent {
                0 => Discount::None,
                raw => Discount::Percent(Percent::from_raw(raw)),
            },
            net: Money::new(row.net_minor, currency),
        })
    };
    found.into_iter().map(line).collect()
}

async fn tax_groups<S: Reads<invoice_tax::Entity>>(
    rows: &Rows<'_, S>,
    invoice: Uuid,
    currency: Currency,
) -> Result<Vec<TaxGroup>> {
    let found = rows
        .find::<invoice_tax::Entity>()
        .filter(invoice_tax::Column::InvoiceId.eq(invoice))
        .order(invoice_tax::Column::Position, Order::Asc)
        .all()
        .await?;
    found.iter().map(|row| tax_group(row, currency)).collect()
}

async fn payments<S: ReadsDocuments>(
    rows: &Rows<'_, S>,
    invoice: Uuid,
    currency: Currency,
    reader: Reader,
) -> Result<Vec<PaymentRow>> {
    let allocations = rows
        .find::<payment_allocation::Entity>()
        .filter(payment_allocation::Column::InvoiceId.eq(invoice))
        .all()
        .await?;
    if allocations.is_empty() {
        return Ok(Vec::new());
    }
    let mut applied: BTreeMap<Uuid, i64> = BTreeMap::new();
    for row in &allocations {
        *applied.entry(row.payment_id).or_default() += row.amount_minor;
    }
    let found = rows
        .find::<payment::Entity>()
        .filter(payment::Column::Id.is_in(applied.keys().copied()))
        .order(payment::Column::ReceivedOn, Order::Asc)
        .order(payment::Column::Id, Order::Asc)
        .all()
        .await?;
    let mut refunds: BTreeMap<Uuid, Vec<RefundRow>> = BTreeMap::new();
    if found.iter().any(|payment| payment.refunded_minor > 0) {
        let rows = rows
            .find::<refund::Entity>()
            .filter(refund::Column::PaymentId.is_in(applied.keys().copied()))
            .order(refund::Column::RefundedOn, Order::Asc)
            .order(refund::Column::Id, Order::Asc);
        for row in rows.all().await? {
            refunds.entry(row.payment_id).or_default().push(RefundRow {
                id: RefundId::from(row.id),
                refunded_on: row.refunded_on,
                amount: Money::new(row.amount_minor, currency),
                reason: for_staff(reader, row.reason),
            });
        }
    }
    let payment = |row: payment::Model| {
        Ok(PaymentRow {
            id: PaymentId::from(row.id),
            received_on: row.received_on,
            amount: Money::new(row.amount_minor, currency),
            applied: Money::new(applied.get(&row.id).copied().unwrap_or(0), currency),
            refunded: Money::new(row.refunded_minor, currency),
            method: row.method.parse().map_err(BackendError::internal)?,
            status: row.status.parse().map_err(BackendError::internal)?,
            reference: row.reference,
            note: for_staff(reader, row.note),
            version: row.version,
            refunds: refunds.remove(&row.id).unwrap_or_default(),
        })
    };
    found.into_iter().map(payment).collect()
}

/// A text that clients never get.
fn for_staff(reader: Reader, text: String) -> String {
    match reader {
        Reader::Staff { .. } => text,
        Reader::Client => String::new(),
    }
}

async fn credit_notes<S: Reads<credit_note::Entity>>(
    rows: &Rows<'_, S>,
    invoice: Uuid,
    currency: Currency,
) -> Result<Vec<CreditNoteRow>> {
    let found = rows
        .find::<credit_note::Entity>()
        .filter(credit_note::Column::InvoiceId.eq(invoice))
        .order(credit_note::Column::IssueDate, Order::Asc)
        .order(credit_note::Column::Id, Order::Asc)
        .all()
        .await?;
    let note = |row: credit_note::Model| {
        let split: CreditSplit = serde_json::from_str(&row.taxes).map_err(BackendError::internal)?;
        Ok(CreditNoteRow {
            id: CreditNoteId::from(row.id),
            number: row.number,
            issue_date: row.issue_date,
            amount: Money::new(row.total_minor, currency),
            tax: Money::new(row.tax_minor, currency),
            tax_groups: split.groups,
            reason: row.reason,
        })
    };
    found.into_iter().map(note).collect()
}
