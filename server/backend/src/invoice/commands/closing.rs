//! Voiding and writing off: decisions of staff, each with a reason.

use super::happening;
use crate::{
    Backend, activity,
    entity::invoice,
    error::Result,
    invoice::{changed_meanwhile, refused, settle, status},
    scope::{Rows, StaffScope},
};
use chrono::{DateTime, Utc};
use domain::{
    activity::Verb,
    ids::InvoiceId,
    invoice::{ClosingDraft, InvoiceStatus, VoidForm, WriteOffForm},
    role::Permission,
};
use sea_orm::ActiveValue::Set;

/// Voids an issued invoice that has neither payments nor credits. It keeps its number, and clients see it as void.
///
/// # Errors
/// [`crate::BackendError::Conflict`] when its state does not allow it.
pub async fn void(backend: &Backend, scope: &StaffScope, id: InvoiceId, form: &VoidForm) -> Result<()> {
    scope.require(Permission::InvoicesCorrect)?;
    let draft = form.validate()?;
    let now = backend.clock().now();
    let rows = backend.begin(scope).await?;
    let before = settle::lock(&rows, id.uuid()).await?;
    let is = status(&before.status)?
        .void(&settle::settlement(&before)?)
        .map_err(refused)?;
    close(&rows, now, &before, is, &draft, 0).await?;
    activity::record(&rows, now, Verb::InvoiceVoided, happening(&before, &draft.reason)).await?;
    rows.commit().await
}

/// Writes off what is left of an invoice. It may still be paid later.
///
/// # Errors
/// [`crate::BackendError::Conflict`] when its state does not allow it.
pub async fn write_off(
    backend: &Backend,
    scope: &StaffScope,
    id: InvoiceId,
    form: &WriteOffForm,
) -> Result<()> {
    scope.require(Permission::InvoicesCorrect)?;
    let draft = form.validate()?;
    let now = backend.clock().now();
    let rows = backend.begin(scope).await?;
    let before = settle::lock(&rows, id.uuid()).await?;
    let is = status(&before.status)?.write_off().map_err(refused)?;
    close(&rows, now, &before, is, &draft, before.balance_minor).await?;
    activity::record(
        &rows,
        now,
        Verb::InvoiceWrittenOff,
        happening(&before, &draft.reason),
    )
    .await?;
    rows.commit().await
}

async fn close(
    rows: &Rows<'_, StaffScope>,
    now: DateTime<Utc>,
    before: &invoice::Model,
    is: InvoiceStatus,
    draft: &ClosingDraft,
    balance: i64,
) -> Result<()> {
    if before.version != draft.version {
        return Err(changed_meanwhile());
    }
    let changed = rows
        .update::<invoice::Entity>()
        .filter(settle::unchanged(before))
        .set_row(invoice::ActiveModel {
            status: Set(is.as_str().to_owned()),
            balance_minor: Set(balance),
            reason: Set(draft.reason.clone()),
            closed_at: Set(Some(now)),
            version: Set(before.version + 1),
            updated_at: Set(now),
            ..Default::default()
        })
        .exec()
        .await?;
    if changed == 1 {
        Ok(())
    } else {
        Err(changed_meanwhile())
    }
}
