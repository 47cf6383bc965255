//! What payments and credit notes make of an invoice: sums and state are computed anew, never set by hand.
//!
//! For every invoice that is not void, total = paid + credited + balance. What was received beyond that settles nothing:
//! it stays with its payment as the company's credit.

use super::{amounts, changed_meanwhile, currency, status};
use crate::{
    entity::{invoice, payment_allocation},
    error::{BackendError, Result},
    scope::{Rows, StaffScope},
};
use chrono::{DateTime, Utc};
use domain::invoice::{InvoiceStatus, Settlement};
use sea_orm::{ActiveValue::Set, ColumnTrait, Condition, Order};
use std::collections::BTreeMap;
use uuid::Uuid;

/// An invoice of this tenant, locked until the transaction ends.
///
/// # Errors
/// [`BackendError::NotFound`] when there is none.
pub(crate) async fn lock(rows: &Rows<'_, StaffScope>, id: Uuid) -> Result<invoice::Model> {
    rows.find::<invoice::Entity>()
        .filter(invoice::Column::Id.eq(id))
        .locked()
        .one()
        .await?
        .ok_or(BackendError::NotFound)
}

/// The money on an invoice, as stored.
pub(crate) fn settlement(invoice: &invoice::Model) -> Result<Settlement> {
    Ok(Settlement::from_minor(
        currency(&invoice.currency)?,
        invoice.total_minor,
        invoice.paid_minor,
        0,
        invoice.credited_minor,
    ))
}

/// Notes that so much of a payment settles an invoice, or, if negative, no longer does.
pub(crate) async fn allocate(
    rows: &Rows<'_, StaffScope>,
    now: DateTime<Utc>,
    payment: Uuid,
    invoice: Uuid,
    minor: i64,
) -> Result<()> {
    if minor == 0 {
        return Ok(());
    }
    rows.insert::<payment_allocation::Entity>(payment_allocation::ActiveModel {
        // Time-ordered, so that the latest allocation is the first to be released.
        id: Set(Uuid::now_v7()),
        payment_id: Set(payment),
        invoice_id: Set(invoice),
        amount_minor: Set(minor),
        created_at: Set(now),
        ..Default::default()
    })
    .await
}

/// Net amounts by an id of the allocations that meet a condition, in the order of their first appearance.
pub(crate) async fn allocations(
    rows: &Rows<'_, StaffScope>,
    which: Condition,
    by: impl Fn(&payment_allocation::Model) -> Uuid,
) -> Result<Vec<(Uuid, i64)>> {
    let found = rows
        .find::<payment_allocation::Entity>()
        .filter(which)
        .order(payment_allocation::Column::CreatedAt, Order::Asc)
        .order(payment_allocation::Column::Id, Order::Asc)
        .all()
        .await?;
    let mut place = BTreeMap::new();
    let mut net: Vec<(Uuid, i64)> = Vec::new();
    for row in &found {
        let key = by(row);
        let at = *place.entry(key).or_insert(net.len());
        match net.get_mut(at) {
            Some((_, sum)) => *sum += row.amount_minor,
            None => net.push((key, row.amount_minor)),
        }
    }
    Ok(net)
}

/// What each payment contributes to an invoice.
pub(crate) async fn payments_on(rows: &Rows<'_, StaffScope>, invoice: Uuid) -> Result<Vec<(Uuid, i64)>> {
    let which = Condition::all().add(payment_allocation::Column::InvoiceId.eq(invoice));
    allocations(rows, which, |row| row.payment_id).await
}

/// What a payment contributes to each invoice.
pub(crate) async fn invoices_of(rows: &Rows<'_, StaffScope>, payment: Uuid) -> Result<Vec<(Uuid, i64)>> {
    let which = Condition::all().add(payment_allocation::Column::PaymentId.eq(payment));
    allocations(rows, which, |row| row.invoice_id).await
}

/// Takes `excess` off an invoice's payments, the latest first; it becomes the company's credit.
pub(crate) async fn release(
    rows: &Rows<'_, StaffScope>,
    now: DateTime<Utc>,
    invoice: Uuid,
    mut excess: i64,
) -> Result<()> {
    for (payment, applied) in payments_on(rows, invoice).await?.into_iter().rev() {
        let part = applied.min(excess);
        if part > 0 {
            allocate(rows, now, payment, invoice, -part).await?;
            excess -= part;
        }
    }
    if excess > 0 {
        return Err(BackendError::internal("more was credited than the invoice holds"));
    }
    Ok(())
}

/// Stores sums and state as they follow from the allocations and from `credited`.
///
/// `before` is the row as it was locked; if somebody changed it since, nothing is stored.
///
/// # Errors
/// [`BackendError::Conflict`] when the row was changed.
pub(crate) async fn settle(
    rows: &Rows<'_, StaffScope>,
    now: DateTime<Utc>,
    before: &invoice::Model,
    credited: i64,
) -> Result<InvoiceStatus> {
    let currency = currency(&before.currency)?;
    let paid: i64 = payments_on(rows, before.id)
        .await?
        .iter()
        .map(|(_, minor)| minor)
        .sum();
    let mut settlement = Settlement::from_minor(currency, before.total_minor, paid, 0, credited);
    let excess = settlement.overpaid().map_err(amounts)?.minor;
    if excess > 0 {
        release(rows, now, before.id, excess).await?;
        settlement = Settlement::from_minor(currency, before.total_minor, paid - excess, 0, credited);
    }
    let was = status(&before.status)?;
    let is = was.recomputed(&settlement).map_err(amounts)?;
    let paid_at = match is {
        InvoiceStatus::Paid => before.paid_at.or(Some(now)),
        _ => None,
    };
    let closed_at = match is {
        InvoiceStatus::Credited => before.closed_at.or(Some(now)),
        InvoiceStatus::Uncollectible => before.closed_at,
        _ => None,
    };
    let reason = match is {
        InvoiceStatus::Uncollectible => before.reason.clone(),
        _ => String::new(),
    };
    let changed = rows
        .update::<invoice::Entity>()
        .filter(unchanged(before))
        .set_row(invoice::ActiveModel {
            status: Set(is.as_str().to_owned()),
            paid_minor: Set(settlement.paid.minor),
            credited_minor: Set(credited),
            balance_minor: Set(settlement.balance().map_err(amounts)?.minor),
            paid_at: Set(paid_at),
            closed_at: Set(closed_at),
            reason: Set(reason),
            version: Set(before.version + 1),
            updated_at: Set(now),
            ..Default::default()
        })
        .exec()
        .await?;
    match changed {
        1 => Ok(is),
        _ => Err(changed_meanwhile()),
    }
}

/// "This row, in the state and version that it was read in."
pub(crate) fn unchanged(before: &invoice::Model) -> Condition {
    Condition::all()
        .add(invoice::Column::Id.eq(before.id))
        .add(invoice::Column::Status.eq(before.status.clone()))
        .add(invoice::Column::Version.eq(before.version))
}
