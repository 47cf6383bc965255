//! Recording, correcting and giving back money.
//!
//! Locks are taken in one order, payments before invoices, so that two of these never wait for each other.

use super::{status, unapplied};
use crate::{
    Backend, activity,
    entity::{invoice, payment, refund},
    error::{BackendError, Result},
    idempotency::Attempt,
    invoice::{
        amounts, changed_meanwhile,
        commands::{happening, own_tenant},
        currency, refused, settle,
    },
    scope::{Rows, StaffScope},
};
use chrono::{DateTime, Utc};
use domain::{
    activity::Verb,
    date,
    ids::{InvoiceId, PaymentId, RefundId},
    invoice::VoidForm,
    money::Money,
    payment::{PaymentForm, PaymentStatus, RefundForm},
    role::Permission,
};
use sea_orm::{ActiveValue::Set, ColumnTrait, Condition, Order};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// What became of a payment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recorded {
    /// Which one.
    pub payment: PaymentId,
    /// What of it settles no invoice: the company's credit. Worth saying when there is any.
    pub unapplied: Money,
}

/// Records a payment of an invoice. What exceeds the balance stays as the company's credit. The same key does it once.
///
/// # Errors
/// [`BackendError::Invalid`] by field, [`BackendError::Conflict`] when the invoice takes no payment or was changed since
/// the form was opened.
pub async fn record(
    backend: &Backend,
    scope: &StaffScope,
    id: InvoiceId,
    form: &PaymentForm,
    key: &str,
) -> Result<Recorded> {
    scope.require(Permission::InvoicesWrite)?;
    let attempt = Attempt::new(key, "payment.record", scope.user().uuid(), &(id, form));
    let now = backend.clock().now();
    let rows = backend.begin(scope).await?;
    let before = settle::lock(&rows, id.uuid()).await?;
    if let Some(earlier) = attempt.earlier(&rows).await? {
        return serde_json::from_str(&earlier).map_err(BackendError::internal);
    }
    let currency = currency(&before.currency)?;
    let state = crate::invoice::status(&before.status)?;
    let settlement = settle::settlement(&before)?;
    state
        .check_payment(&settlement, Money::new(1, currency))
        .map_err(refused)?;
    let today = backend.clock().today(&own_tenant(&rows).await?.timezone);
    let draft = form.validate(currency, today)?;
    if before.version != draft.version {
        return Err(changed_meanwhile());
    }
    let payment = PaymentId::new();
    rows.insert::<payment::Entity>(payment::ActiveModel {
        id: Set(payment.uuid()),
        company_id: Set(before.company_id),
        currency: Set(before.currency.clone()),
        amount_minor: Set(draft.amount.minor),
        refunded_minor: Set(0),
        method: Set(draft.method.as_str().to_owned()),
        reference: Set(draft.reference),
        note: Set(draft.note),
        received_on: Set(draft.received_on),
        status: Set(PaymentStatus::Completed.as_str().to_owned()),
        created_by: Set(Some(scope.user().uuid())),
        version: Set(1),
        created_at: Set(now),
        ..Default::default()
    })
    .await?;
    let applied = draft.amount.minor.min(before.balance_minor);
    settle::allocate(&rows, now, payment.uuid(), before.id, applied).await?;
    settle::settle(&rows, now, &before, before.credited_minor).await?;
    activity::record(&rows, now, Verb::PaymentReceived, happening(&before, "")).await?;
    let recorded = Recorded {
        payment,
        unapplied: Money::new(draft.amount.minor - applied, currency),
    };
    let answer = serde_json::to_string(&recorded).map_err(BackendError::internal)?;
    attempt.remember(&rows, now, &answer).await?;
    rows.commit().await?;
    Ok(recorded)
}

/// A recorded payment's form, for correcting it.
///
/// # Errors
/// [`BackendError::NotFound`] when it is not this tenant's.
pub async fn form(backend: &Backend, scope: &StaffScope, id: PaymentId) -> Result<PaymentForm> {
    scope.require(Permission::InvoicesWrite)?;
    let payment = backend.read(scope).get::<payment::Entity>(id.uuid()).await?;
    stored_form(&payment)
}

fn stored_form(payment: &payment::Model) -> Result<PaymentForm> {
    let currency = currency(&payment.currency)?;
    Ok(PaymentForm {
        amount: Money::new(payment.amount_minor, currency).to_plain(),
        received_on: date::to_field(payment.received_on),
        method: payment.method.clone(),
        reference: payment.reference.clone(),
        note: payment.note.clone(),
        version: payment.version,
    })
}

/// Corrects a payment of which nothing was given back, and applies it anew to the invoices it settles.
///
/// # Errors
/// [`BackendError::Invalid`] by field, [`BackendError::Stale`] with the stored [`PaymentForm`] when somebody else saved
/// first, [`BackendError::Conflict`] when something was refunded or it was cancelled.
pub async fn correct(
    backend: &Backend,
    scope: &StaffScope,
    id: PaymentId,
    form: &PaymentForm,
) -> Result<Recorded> {
    scope.require(Permission::InvoicesWrite)?;
    let now = backend.clock().now();
    let rows = backend.begin(scope).await?;
    let before = lock(&rows, id).await?;
    correctable(&before)?;
    let currency = currency(&before.currency)?;
    let today = backend.clock().today(&own_tenant(&rows).await?.timezone);
    let draft = form.validate(currency, today)?;
    if before.version != draft.version {
        let stored = serde_json::to_value(stored_form(&before)?).map_err(BackendError::internal)?;
        return Err(BackendError::Stale(stored));
    }
    let changes = payment::ActiveModel {
        amount_minor: Set(draft.amount.minor),
        method: Set(draft.method.as_str().to_owned()),
        reference: Set(draft.reference),
        note: Set(draft.note),
        received_on: Set(draft.received_on),
        ..Default::default()
    };
    store(&rows, &before, changes).await?;
    let (first, unapplied) = apply_anew(&rows, now, &before, draft.amount.minor).await?;
    note(&rows, now, Verb::PaymentCorrected, &before, first.as_ref(), "").await?;
    rows.commit().await?;
    Ok(Recorded {
        payment: id,
        unapplied: Money::new(unapplied, currency),
    })
}

/// Cancels a payment that was recorded by mistake or was returned by the bank; its invoices are open again.
///
/// # Errors
/// [`BackendError::Conflict`] when something was refunded, or it was cancelled or changed before.
pub async fn cancel(backend: &Backend, scope: &StaffScope, id: PaymentId, form: &VoidForm) -> Result<()> {
    scope.require(Permission::InvoicesCorrect)?;
    let draft = form.validate()?;
    let now = backend.clock().now();
    let rows = backend.begin(scope).await?;
    let before = lock(&rows, id).await?;
    correctable(&before)?;
    if before.version != draft.version {
        return Err(payment_changed());
    }
    let changes = payment::ActiveModel {
        status: Set(PaymentStatus::Cancelled.as_str().to_owned()),
        ..Default::default()
    };
    store(&rows, &before, changes).await?;
    let (first, _) = apply_anew(&rows, now, &before, 0).await?;
    let remark = format!("Cancelled: {}", draft.reason);
    note(
        &rows,
        now,
        Verb::PaymentCorrected,
        &before,
        first.as_ref(),
        &remark,
    )
    .await?;
    rows.commit().await
}

/// Gives money back. It is taken from what settles no invoice first, then from the invoices, the latest first, which are
/// open again by that much. The same key does it once.
///
/// # Errors
/// [`BackendError::Invalid`] by field (more than is left of the payment is one), [`BackendError::Conflict`] when the
/// payment was changed since the form was opened.
pub async fn refund(
    backend: &Backend,
    scope: &StaffScope,
    id: PaymentId,
    form: &RefundForm,
    key: &str,
) -> Result<RefundId> {
    scope.require(Permission::InvoicesWrite)?;
    let attempt = Attempt::new(key, "payment.refund", scope.user().uuid(), &(id, form));
    let now = backend.clock().now();
    let rows = backend.begin(scope).await?;
    let before = lock(&rows, id).await?;
    if let Some(earlier) = attempt.earlier(&rows).await? {
        return earlier.parse().map_err(BackendError::internal);
    }
    if !status(&before)?.counts() {
        return Err(not_received());
    }
    let currency = currency(&before.currency)?;
    let today = backend.clock().today(&own_tenant(&rows).await?.timezone);
    let paid = Money::new(before.amount_minor, currency);
    let draft = form.validate(paid, Money::new(before.refunded_minor, currency), today)?;
    if before.version != draft.version {
        return Err(payment_changed());
    }
    let invoices = lock_invoices(&rows, before.id).await?;
    let free = unapplied(&rows, &before).await?;
    let refund = RefundId::new();
    rows.insert::<refund::Entity>(refund::ActiveModel {
        id: Set(refund.uuid()),
        payment_id: Set(before.id),
        amount_minor: Set(draft.amount.minor),
        refunded_on: Set(draft.refunded_on),
        reason: Set(draft.reason.clone()),
        created_by: Set(Some(scope.user().uuid())),
        created_at: Set(now),
        ..Default::default()
    })
    .await?;
    let refunded = before.refunded_minor + draft.amount.minor;
    let changes = payment::ActiveModel {
        refunded_minor: Set(refunded),
        status: Set(PaymentStatus::received(before.amount_minor, refunded)
            .as_str()
            .to_owned()),
        ..Default::default()
    };
    store(&rows, &before, changes).await?;
    let mut rest = (draft.amount.minor - free).max(0);
    for (invoice, applied) in invoices.iter().rev() {
        let part = (*applied).min(rest);
        if part > 0 {
            settle::allocate(&rows, now, before.id, invoice.id, -part).await?;
            settle::settle(&rows, now, invoice, invoice.credited_minor).await?;
            rest -= part;
        }
    }
    let first = invoices.first().map(|(invoice, _)| invoice);
    note(&rows, now, Verb::PaymentRefunded, &before, first, &draft.reason).await?;
    attempt.remember(&rows, now, &refund).await?;
    rows.commit().await?;
    Ok(refund)
}

/// Settles an invoice with the company's credit in its currency, the oldest first; says with how much.
///
/// # Errors
/// [`BackendError::Conflict`] when there is no credit, the invoice takes none, or it was changed since that version.
pub async fn apply_credit(
    backend: &Backend,
    scope: &StaffScope,
    id: InvoiceId,
    version: i64,
) -> Result<Money> {
    scope.require(Permission::InvoicesWrite)?;
    let now = backend.clock().now();
    let rows = backend.begin(scope).await?;
    let company = rows.get::<invoice::Entity>(id.uuid()).await?;
    let payments = rows
        .find::<payment::Entity>()
        .filter(payment::Column::CompanyId.eq(company.company_id))
        .filter(payment::Column::Currency.eq(company.currency))
        .filter(payment::Column::Status.is_in(["completed", "partially_refunded"]))
        .order(payment::Column::Id, Order::Asc)
        .locked()
        .all()
        .await?;
    let before = settle::lock(&rows, id.uuid()).await?;
    let currency = currency(&before.currency)?;
    let state = crate::invoice::status(&before.status)?;
    state
        .check_payment(&settle::settlement(&before)?, Money::new(1, currency))
        .map_err(refused)?;
    if before.version != version {
        return Err(changed_meanwhile());
    }
    let mut left = before.balance_minor;
    for payment in payments {
        let part = unapplied(&rows, &payment).await?.min(left);
        if part > 0 {
            settle::allocate(&rows, now, payment.id, before.id, part).await?;
            left -= part;
        }
    }
    let applied = Money::new(before.balance_minor - left, currency);
    if applied.is_zero() {
        return Err(BackendError::Conflict(
            "This company has no credit in this currency.".to_owned(),
        ));
    }
    settle::settle(&rows, now, &before, before.credited_minor).await?;
    activity::record(
        &rows,
        now,
        Verb::PaymentCorrected,
        happening(&before, "Credit applied"),
    )
    .await?;
    rows.commit().await?;
    Ok(applied)
}

async fn lock(rows: &Rows<'_, StaffScope>, id: PaymentId) -> Result<payment::Model> {
    rows.find::<payment::Entity>()
        .filter(payment::Column::Id.eq(id.uuid()))
        .locked()
        .one()
        .await?
        .ok_or(BackendError::NotFound)
}

/// The invoices that a payment settles, locked, with what it contributes to each, in order of first appearance.
async fn lock_invoices(rows: &Rows<'_, StaffScope>, payment: Uuid) -> Result<Vec<(invoice::Model, i64)>> {
    let mut ids: Vec<Uuid> = settle::invoices_of(rows, payment)
        .await?
        .into_iter()
        .map(|(id, _)| id)
        .collect();
    ids.sort_unstable();
    let mut locked = Vec::with_capacity(ids.len());
    for id in ids {
        locked.push(settle::lock(rows, id).await?);
    }
    let mut invoices = Vec::with_capacity(locked.len());
    for (id, applied) in settle::invoices_of(rows, payment).await? {
        if let Some(at) = locked.iter().position(|invoice| invoice.id == id) {
            invoices.push((locked.swap_remove(at), applied));
        }
    }
    Ok(invoices)
}

fn correctable(payment: &payment::Model) -> Result<()> {
    match status(payment)? {
        PaymentStatus::Completed => Ok(()),
        PaymentStatus::PartiallyRefunded | PaymentStatus::Refunded => Err(BackendError::Conflict(
            "Part of this payment was refunded, so it can't be changed any more.".to_owned(),
        )),
        _ => Err(not_received()),
    }
}

fn not_received() -> BackendError {
    BackendError::Conflict("This payment was not received, or was cancelled.".to_owned())
}

fn payment_changed() -> BackendError {
    BackendError::Conflict(
        "This payment was changed in the meantime. Please look at it again before you go on.".to_owned(),
    )
}

async fn store(
    rows: &Rows<'_, StaffScope>,
    before: &payment::Model,
    changes: payment::ActiveModel,
) -> Result<()> {
    let same = Condition::all()
        .add(payment::Column::Id.eq(before.id))
        .add(payment::Column::Status.eq(before.status.clone()))
        .add(payment::Column::Version.eq(before.version));
    let changes = payment::ActiveModel {
        version: Set(before.version + 1),
        ..changes
    };
    match rows
        .update::<payment::Entity>()
        .filter(same)
        .set_row(changes)
        .exec()
        .await?
    {
        1 => Ok(()),
        _ => Err(payment_changed()),
    }
}

/// Takes a payment off its invoices and applies `amount` to them in the same order, each up to what is open. Gives back
/// the first of them, and what is left over.
async fn apply_anew(
    rows: &Rows<'_, StaffScope>,
    now: DateTime<Utc>,
    payment: &payment::Model,
    amount: i64,
) -> Result<(Option<invoice::Model>, i64)> {
    let mut left = amount;
    let invoices = lock_invoices(rows, payment.id).await?;
    for (invoice, applied) in &invoices {
        let settlement = settle::settlement(invoice)?;
        let open = settlement.open().map_err(amounts)?.minor + applied;
        let part = left.min(open.max(0));
        left -= part;
        if part != *applied {
            settle::allocate(rows, now, payment.id, invoice.id, part - applied).await?;
            settle::settle(rows, now, invoice, invoice.credited_minor).await?;
        }
    }
    Ok((invoices.into_iter().next().map(|(invoice, _)| invoice), left))
}

async fn note(
    rows: &Rows<'_, StaffScope>,
    now: DateTime<Utc>,
    verb: Verb,
    payment: &payment::Model,
    invoice: Option<&invoice::Model>,
    remark: &str,
) -> Result<()> {
    let what = match invoice {
        Some(invoice) => happening(invoice, remark),
        None => activity::Happening {
            company: Some(payment.company_id.into()),
            object: payment.reference.clone(),
            remark: remark.to_owned(),
            ..activity::Happening::default()
        },
    };
    activity::record(rows, now, verb, what).await
}
