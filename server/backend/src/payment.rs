//! Payments and refunds. What a payment settles is noted as allocations to invoices; the rest is the company's credit.

pub mod commands;


use crate::{
    entity::payment,
    error::{BackendError, Result},
    invoice::settle,
    scope::{Rows, StaffScope},
};
use domain::payment::PaymentStatus;

/// A stored payment's state.
pub(crate) fn status(payment: &payment::Model) -> Result<PaymentStatus> {
    payment.status.parse().map_err(BackendError::internal)
}

/// What of a payment settles no invoice and was not given back.
pub(crate) async fn unapplied(rows: &Rows<'_, StaffScope>, payment: &payment::Model) -> Result<i64> {
    if !status(payment)?.counts() {
        return Ok(0);
    }
    let applied: i64 = settle::invoices_of(rows, payment.id).await?.iter().map(|(_, minor)| minor).sum();
    Ok(payment.amount_minor - payment.refunded_minor - applied)
}
