//! Payments and refunds. What a payment settles is noted as allocations to invoices; the rest is the company's credit.

pub mod commands;

use crate::{
    entity::{payment, payment_allocation},
    error::{BackendError, Result},
    invoice::settle,
    scope::{Rows, StaffScope, is_in, sum},
};
use domain::payment::PaymentStatus;
use sea_orm::ColumnTrait;
use uuid::Uuid;

/// A stored payment's state.
pub(crate) fn status(payment: &payment::Model) -> Result<PaymentStatus> {
    payment.status.parse().map_err(BackendError::internal)
}

/// What of a payment settles no invoice and was not given back.
pub(crate) async fn unapplied(rows: &Rows<'_, StaffScope>, payment: &payment::Model) -> Result<i64> {
    if !status(payment)?.counts() {
        return Ok(0);
    }
    let applied: i64 = settle::invoices_of(rows, payment.id)
        .await?
        .iter()
        .map(|(_, minor)| minor)
        .sum();
    Ok(payment.amount_minor - payment.refunded_minor - applied)
}

/// What a company has paid in a currency that settles no invoice yet.
pub(crate) async fn company_credit(
    rows: &Rows<'_, StaffScope>,
    company: Uuid,
    currency: &str,
) -> Result<i64> {
    let received = || {
        rows.find::<payment::Entity>()
            .filter(payment::Column::CompanyId.eq(company))
            .filter(payment::Column::Currency.eq(currency))
            .filter(payment::Column::Status.is_in(["completed", "partially_refunded", "refunded"]))
    };
    let kept = received()
        .tuples::<(i64, i64)>(
            vec![
                sum(payment::Column::AmountMinor),
                sum(payment::Column::RefundedMinor),
            ],
            vec![],
        )
        .await?;
    let applied = rows
        .find::<payment_allocation::Entity>()
        .filter(is_in(
            payment_allocation::Column::PaymentId,
            received(),
            payment::Column::Id,
        ))
        .tuples::<(i64,)>(vec![sum(payment_allocation::Column::AmountMinor)], vec![])
        .await?;
    let kept: i64 = kept.iter().map(|(paid, refunded)| paid - refunded).sum();
    Ok(kept - applied.iter().map(|(minor,)| minor).sum::<i64>())
}
