//! What may change on an issued invoice: whom it is addressed to, when it is due, and its notes.

use super::{addressee, happening, name_of};
use crate::{
    Backend, activity,
    entity::invoice,
    error::{BackendError, Result},
    invoice::{changed_meanwhile, queries, refused, settle, status},
    scope::StaffScope,
};
use domain::{
    activity::Verb,
    ids::InvoiceId,
    invoice::{AmendForm, InvoiceStatus, TransitionError, view::Party},
    role::Permission,
};
use sea_orm::ActiveValue::Set;
use uuid::Uuid;

/// Changes contact, due date and notes of an issued invoice. Its amounts are frozen.
///
/// # Errors
/// [`BackendError::Invalid`] by field, [`BackendError::Stale`] with the stored [`AmendForm`] when somebody else saved
/// first, [`BackendError::Conflict`] when its state does not allow it.
pub async fn amend(backend: &Backend, scope: &StaffScope, id: InvoiceId, form: &AmendForm) -> Result<()> {
    scope.require(Permission::InvoicesWrite)?;
    let now = backend.clock().now();
    let rows = backend.begin(scope).await?;
    let before = settle::lock(&rows, id.uuid()).await?;
    let state = status(&before.status)?;
    if state == InvoiceStatus::Draft {
        return Err(refused(TransitionError::StillDraft));
    }
    state.check_notes_editable().map_err(refused)?;
    let draft = form.validate(before.issue_date)?;
    if before.version != draft.version {
        let stored =
            serde_json::to_value(queries::stored_amend_form(&before)).map_err(BackendError::internal)?;
        return Err(BackendError::Stale(stored));
    }
    let contact = addressee(&rows, before.company_id, draft.contact_id.map(Uuid::from)).await?;
    let mut buyer: Party = serde_json::from_str(&before.buyer).map_err(BackendError::internal)?;
    buyer.attention = contact.as_ref().map(name_of).unwrap_or_default();
    let changed = rows
        .update::<invoice::Entity>()
        .filter(settle::unchanged(&before))
        .set_row(invoice::ActiveModel {
            contact_id: Set(draft.contact_id.map(Uuid::from)),
            buyer: Set(serde_json::to_string(&buyer).map_err(BackendError::internal)?),
            due_date: Set(Some(draft.due_date)),
            notes: Set(draft.notes),
            internal_notes: Set(draft.internal_notes),
            version: Set(before.version + 1),
            updated_at: Set(now),
            ..Default::default()
        })
        .exec()
        .await?;
    if changed != 1 {
        return Err(changed_meanwhile());
    }
    activity::record(&rows, now, Verb::InvoiceUpdated, happening(&before, "")).await?;
    rows.commit().await
}
