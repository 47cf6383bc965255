//! Invoices tried from draft to paid, and what must not happen on the way.

mod drafts;
mod issuing;
mod lists;
mod money;

use super::{commands, queries, settle};
use crate::{
    Backend,
    entity::invoice,
    error::{BackendError, Result},
    fixture::{Side, World, company_row, contact_row, world},
    payment::commands::{self as payments, Recorded},
};
use domain::{
    credit_note::CreditNoteForm,
    ids::{CompanyId, ContactId, CreditNoteId, InvoiceId, PaymentId, RefundId},
    invoice::{InvoiceForm, InvoiceLineForm, VoidForm, WriteOffForm, view::InvoiceDetail},
    payment::{PaymentForm, RefundForm},
};

/// A line of one piece.
pub(crate) fn line(price: &str, tax: &str) -> InvoiceLineForm {
    InvoiceLineForm {
        description: "Work".into(),
        quantity: "1".into(),
        unit_price: price.into(),
        tax_name: if tax.is_empty() {
            String::new()
        } else {
            "VAT".into()
        },
        tax_rate: tax.into(),
        ..InvoiceLineForm::default()
    }
}

/// A form that is fine, with one line without tax.
pub(crate) fn form(company: CompanyId, price: &str) -> InvoiceForm {
    InvoiceForm {
        company_id: company.to_string(),
        currency: "EUR".into(),
        due_date: "2026-03-29".into(),
        lines: vec![line(price, "")],
        ..InvoiceForm::default()
    }
}

/// A new draft.
pub(crate) async fn draft(backend: &Backend, side: &Side, price: &str) -> InvoiceId {
    commands::create(backend, &side.owner, &form(side.company, price), "")
        .await
        .unwrap()
}

/// A new issued invoice.
pub(crate) async fn issued(backend: &Backend, side: &Side, price: &str) -> InvoiceId {
    let id = draft(backend, side, price).await;
    commands::issue(backend, &side.owner, id, 1, false, "")
        .await
        .unwrap();
    id
}

/// What staff see of it.
pub(crate) async fn detail(backend: &Backend, side: &Side, id: InvoiceId) -> InvoiceDetail {
    queries::get(backend, &side.owner, id).await.unwrap()
}

/// Its version now.
pub(crate) async fn version(backend: &Backend, side: &Side, id: InvoiceId) -> i64 {
    detail(backend, side, id).await.version
}

/// A payment received today.
pub(crate) async fn pay(backend: &Backend, side: &Side, id: InvoiceId, amount: &str) -> Result<Recorded> {
    let form = PaymentForm {
        amount: amount.into(),
        received_on: "2026-03-15".into(),
        method: "bank_transfer".into(),
        version: version(backend, side, id).await,
        ..PaymentForm::default()
    };
    payments::record(backend, &side.owner, id, &form, "").await
}

/// A refund of today.
pub(crate) async fn refund(backend: &Backend, side: &Side, id: PaymentId, amount: &str) -> Result<RefundId> {
    let form = RefundForm {
        amount: amount.into(),
        refunded_on: "2026-03-15".into(),
        reason: "Returned".into(),
        version: payments::form(backend, &side.owner, id).await?.version,
    };
    payments::refund(backend, &side.owner, id, &form, "").await
}

/// A credit note over part of an invoice.
pub(crate) async fn credit(
    backend: &Backend,
    side: &Side,
    id: InvoiceId,
    amount: &str,
) -> Result<CreditNoteId> {
    let form = CreditNoteForm {
        amount: amount.into(),
        full: amount == "full",
        reason: "Agreed".into(),
        version: version(backend, side, id).await,
    };
    commands::credit(backend, &side.owner, id, &form, "").await
}

pub(crate) async fn void(backend: &Backend, side: &Side, id: InvoiceId) -> Result<()> {
    let form = VoidForm {
        reason: "Typing mistake".into(),
        version: version(backend, side, id).await,
    };
    commands::void(backend, &side.owner, id, &form).await
}

pub(crate) async fn write_off(backend: &Backend, side: &Side, id: InvoiceId) -> Result<()> {
    let form = WriteOffForm {
        reason: "Insolvent".into(),
        version: version(backend, side, id).await,
    };
    commands::write_off(backend, &side.owner, id, &form).await
}

/// State, paid, credited and balance, after checking that what is stored follows from what it is made of.
pub(crate) async fn sums(backend: &Backend, side: &Side, id: InvoiceId) -> (String, i64, i64, i64) {
    let rows = backend.read(&side.owner);
    let row = rows.get::<invoice::Entity>(id.uuid()).await.unwrap();
    let applied: i64 = settle::payments_on(&rows, id.uuid())
        .await
        .unwrap()
        .iter()
        .map(|(_, minor)| minor)
        .sum();
    assert_eq!(row.paid_minor, applied);
    if row.status != "void" {
        assert_eq!(
            row.total_minor,
            row.paid_minor + row.credited_minor + row.balance_minor,
            "{row:?}"
        );
    }
    assert!(
        row.paid_minor >= 0 && row.credited_minor >= 0 && row.balance_minor >= 0,
        "{row:?}"
    );
    assert_eq!(row.paid_at.is_some(), row.status == "paid");
    (row.status, row.paid_minor, row.credited_minor, row.balance_minor)
}

/// The text of a conflict.
pub(crate) fn conflict<T: std::fmt::Debug>(result: Result<T>) -> String {
    match result {
        Err(BackendError::Conflict(text)) => text,
        other => panic!("no conflict: {other:?}"),
    }
}

/// The fields that were refused.
pub(crate) fn fields<T: std::fmt::Debug>(result: Result<T>) -> Vec<String> {
    match result {
        Err(BackendError::Invalid(errors)) => errors.0.into_keys().collect(),
        other => panic!("not invalid: {other:?}"),
    }
}

/// Another company of a side, without contacts.
pub(crate) async fn other_company(w: &World, side: &Side) -> CompanyId {
    let id = CompanyId::new();
    let rows = w.backend.begin(&side.owner).await.unwrap();
    rows.insert::<crate::entity::company::Entity>(company_row(id, "zz-other", w.backend.clock().now()))
        .await
        .unwrap();
    rows.commit().await.unwrap();
    id
}

/// A contact of no company.
pub(crate) async fn stranger(w: &World, side: &Side) -> ContactId {
    let id = ContactId::new();
    let rows = w.backend.begin(&side.owner).await.unwrap();
    rows.insert::<crate::entity::contact::Entity>(contact_row(id, "stranger", w.backend.clock().now()))
        .await
        .unwrap();
    rows.commit().await.unwrap();
    id
}
