//! Changing companies.

use super::{columns, form};
use crate::{
    Backend,
    activity::{Happening, record},
    client_tag,
    contact::sessions,
    entity::{company, company_tag},
    error::{BackendError, Result},
    idempotency::Attempt,
    scope::{Rows, StaffScope},
};
use chrono::{DateTime, Utc};
use domain::{
    activity::Verb,
    company::{CompanyDraft, CompanyForm},
    ids::CompanyId,
    role::Permission,
};
use sea_orm::{ActiveValue::Set, ColumnTrait, sea_query::ExprTrait};

/// Adds a company. A second call with the same key answers with the first one's id.
///
/// # Errors
/// [`BackendError::Invalid`] with all that is wrong, by field.
pub async fn create(
    backend: &Backend,
    scope: &StaffScope,
    form: &CompanyForm,
    idempotency_key: &str,
) -> Result<CompanyId> {
    scope.require(Permission::ClientsWrite)?;
    let draft = form.validate()?;
    let attempt = Attempt::new(idempotency_key, "company.create", scope.user().uuid(), form);
    match create_once(backend, scope, &draft, &attempt).await {
        // Another request with this key was faster: its answer is there now.
        Err(error) if error.is_duplicate() => create_once(backend, scope, &draft, &attempt).await,
        done => done,
    }
}

async fn create_once(
    backend: &Backend,
    scope: &StaffScope,
    draft: &CompanyDraft,
    attempt: &Attempt,
) -> Result<CompanyId> {
    let now = backend.clock().now();
    let rows = backend.begin(scope).await?;
    if let Some(earlier) = attempt.earlier(&rows).await? {
        return earlier.parse().map_err(BackendError::internal);
    }
    let id = CompanyId::new();
    let row = company::ActiveModel {
        id: Set(id.uuid()),
        archived_at: Set(None),
        version: Set(1),
        created_at: Set(now),
        updated_at: Set(now),
        ..columns(draft)
    };
    rows.insert::<company::Entity>(row).await?;
    client_tag::set::<company_tag::Entity>(&rows, now, id.uuid(), &draft.tags).await?;
    note(&rows, now, Verb::CompanyCreated, id, &draft.name).await?;
    attempt.remember(&rows, now, &id).await?;
    rows.commit().await?;
    Ok(id)
}

/// Changes a company.
///
/// # Errors
/// [`BackendError::Stale`] with what is stored, when somebody else saved first.
pub async fn update(backend: &Backend, scope: &StaffScope, id: CompanyId, new: &CompanyForm) -> Result<()> {
    scope.require(Permission::ClientsWrite)?;
    let draft = new.validate()?;
    let now = backend.clock().now();
    let rows = backend.begin(scope).await?;
    let row = company::ActiveModel {
        version: Set(new.version.saturating_add(1)),
        updated_at: Set(now),
        ..columns(&draft)
    };
    let changed = rows
        .update::<company::Entity>()
        .filter(company::Column::Id.eq(id.uuid()))
        .filter(company::Column::Version.eq(new.version))
        .set_row(row)
        .exec()
        .await?;
    if changed == 0 {
        let row = rows.get::<company::Entity>(id.uuid()).await?;
        let tags = client_tag::of::<company_tag::Entity, _>(&rows, &[row.id]).await?;
        let stored = form(row, &tags.into_values().next().unwrap_or_default());
        return Err(BackendError::Stale(
            serde_json::to_value(stored).map_err(BackendError::internal)?,
        ));
    }
    client_tag::set::<company_tag::Entity>(&rows, now, id.uuid(), &draft.tags).await?;
    note(&rows, now, Verb::CompanyUpdated, id, &draft.name).await?;
    rows.commit().await
}

/// Puts a company away, and ends the sessions of contacts who act for no other. Doing it twice changes nothing.
///
/// # Errors
/// [`BackendError::NotFound`] when there is none of this id.
pub async fn archive(backend: &Backend, scope: &StaffScope, id: CompanyId) -> Result<()> {
    scope.require(Permission::ClientsWrite)?;
    let now = backend.clock().now();
    let rows = backend.begin(scope).await?;
    let row = rows.get::<company::Entity>(id.uuid()).await?;
    if set_archived(&rows, id, Some(now), now).await? {
        sessions::end_of_company(&rows, now, id).await?;
        note(&rows, now, Verb::CompanyArchived, id, &row.name).await?;
    }
    rows.commit().await
}

/// Takes a company back into use. Doing it twice changes nothing.
///
/// # Errors
/// [`BackendError::NotFound`] when there is none of this id.
pub async fn restore(backend: &Backend, scope: &StaffScope, id: CompanyId) -> Result<()> {
    scope.require(Permission::ClientsWrite)?;
    let now = backend.clock().now();
    let rows = backend.begin(scope).await?;
    let row = rows.get::<company::Entity>(id.uuid()).await?;
    if set_archived(&rows, id, None, now).await? {
        note(&rows, now, Verb::CompanyRestored, id, &row.name).await?;
    }
    rows.commit().await
}

/// Says whether anything changed.
async fn set_archived(
    rows: &Rows<'_, StaffScope>,
    id: CompanyId,
    at: Option<DateTime<Utc>>,
    now: DateTime<Utc>,
) -> Result<bool> {
    let archived_at = company::Column::ArchivedAt;
    let changes = if at.is_some() {
        archived_at.is_null()
    } else {
        archived_at.is_not_null()
    };
    let row = company::ActiveModel {
        archived_at: Set(at),
        updated_at: Set(now),
        ..Default::default()
    };
    let changed = rows
        .update::<company::Entity>()
        .filter(company::Column::Id.eq(id.uuid()).and(changes))
        .set_row(row)
        .exec()
        .await?;
    Ok(changed > 0)
}

async fn note(
    rows: &Rows<'_, StaffScope>,
    now: DateTime<Utc>,
    verb: Verb,
    id: CompanyId,
    name: &str,
) -> Result<()> {
    let what = Happening {
        company: Some(id),
        object: name.to_owned(),
        ..Happening::default()
    };
    record(rows, now, verb, what).await
}
