//! Changing contacts.

use super::{check_timezone, columns, email_key, form, name, visibility};
use crate::{
    Backend,
    access::{links, sessions},
    activity::{Happening, record},
    client_tag,
    entity::{company, contact, contact_tag, membership},
    error::{BackendError, Result},
    idempotency::Attempt,
    scope::{Rows, StaffScope},
};
use chrono::{DateTime, Utc};
use domain::{
    activity::Verb,
    contact::{ContactDraft, ContactForm, full_name},
    ids::{CompanyId, ContactId},
    role::Permission,
};
use sea_orm::{ActiveValue::Set, ColumnTrait, sea_query::ExprTrait};
use std::collections::HashSet;
use uuid::Uuid;

/// Adds a contact. A second call with the same key answers with the first one's id.
///
/// # Errors
/// [`BackendError::Invalid`] with all that is wrong, by field.
pub async fn create(
    backend: &Backend,
    scope: &StaffScope,
    form: &ContactForm,
    idempotency_key: &str,
) -> Result<ContactId> {
    scope.require(Permission::ClientsWrite)?;
    let draft = form.validate()?;
    check_timezone(draft.timezone.as_deref())?;
    let attempt = Attempt::new(idempotency_key, "contact.create", scope.user().uuid(), form);
    match create_once(backend, scope, &draft, &attempt).await {
        // Another request may have been faster: with this key, then its answer is there now, or with this address.
        Err(error) if error.is_duplicate() || matches!(error, BackendError::Invalid(_)) => {
            create_once(backend, scope, &draft, &attempt).await
        }
        done => done,
    }
}

async fn create_once(
    backend: &Backend,
    scope: &StaffScope,
    draft: &ContactDraft,
    attempt: &Attempt,
) -> Result<ContactId> {
    let now = backend.clock().now();
    let rows = backend.begin(scope).await?;
    if let Some(earlier) = attempt.earlier(&rows).await? {
        return earlier.parse().map_err(BackendError::internal);
    }
    let id = ContactId::new();
    check_email(&rows, &draft.email, id).await?;
    check_companies(&rows, &draft.companies, &[]).await?;
    let row = contact::ActiveModel {
        id: Set(id.uuid()),
        bounced_at: Set(None),
        last_seen_at: Set(None),
        archived_at: Set(None),
        version: Set(1),
        created_at: Set(now),
        updated_at: Set(now),
        ..columns(draft)
    };
    rows.insert::<contact::Entity>(row).await?;
    add_memberships(&rows, now, id, &draft.companies).await?;
    client_tag::set::<contact_tag::Entity>(&rows, now, id.uuid(), &draft.tags).await?;
    let label = full_name(&draft.first_name, &draft.last_name);
    note(&rows, now, Verb::ContactCreated, id, label).await?;
    attempt.remember(&rows, now, &id).await?;
    rows.commit().await?;
    Ok(id)
}

/// Changes a contact. A new address ends what was mailed to the old one; whoever may not be in the portal any more is out.
///
/// # Errors
/// [`BackendError::Stale`] with what is stored, when somebody else saved first.
pub async fn update(backend: &Backend, scope: &StaffScope, id: ContactId, new: &ContactForm) -> Result<()> {
    scope.require(Permission::ClientsWrite)?;
    let draft = new.validate()?;
    check_timezone(draft.timezone.as_deref())?;
    let now = backend.clock().now();
    let rows = backend.begin(scope).await?;
    let before = rows.get::<contact::Entity>(id.uuid()).await?;
    let memberships = visibility::companies_of(&rows, &[before.id]).await?;
    let before_companies: Vec<Uuid> = memberships
        .into_values()
        .flatten()
        .map(|(company, _, _)| company)
        .collect();
    if before.version != new.version {
        return Err(stale(&rows, before, &before_companies).await?);
    }
    check_email(&rows, &draft.email, id).await?;
    let any_active = check_companies(&rows, &draft.companies, &before_companies).await?;
    let moved = before.email_key != email_key(&draft.email);
    let mut row = contact::ActiveModel {
        version: Set(new.version.saturating_add(1)),
        updated_at: Set(now),
        ..columns(&draft)
    };
    if moved {
        row.bounced_at = Set(None);
    }
    let changed = rows
        .update::<contact::Entity>()
        .filter(contact::Column::Id.eq(id.uuid()))
        .filter(contact::Column::Version.eq(new.version))
        .set_row(row)
        .exec()
        .await
        .map_err(taken)?;
    if changed == 0 {
        let current = rows.get::<contact::Entity>(id.uuid()).await?;
        return Err(stale(&rows, current, &before_companies).await?);
    }
    rows.delete::<membership::Entity>(membership::Column::ContactId.eq(id.uuid()))
        .await?;
    add_memberships(&rows, now, id, &draft.companies).await?;
    client_tag::set::<contact_tag::Entity>(&rows, now, id.uuid(), &draft.tags).await?;
    let label = full_name(&draft.first_name, &draft.last_name);
    if moved && links::revoke_in(&rows, now, id, Some(scope.user())).await? > 0 {
        note(&rows, now, Verb::LinkRevoked, id, label.clone()).await?;
    }
    if !draft.portal_enabled || !any_active {
        sessions::end_all_of_contact(&rows, now, id).await?;
    }
    note(&rows, now, Verb::ContactUpdated, id, label).await?;
    rows.commit().await
}

/// Puts a contact away and ends the sessions. Doing it twice changes nothing.
///
/// # Errors
/// [`BackendError::NotFound`] when there is none of this id.
pub async fn archive(backend: &Backend, scope: &StaffScope, id: ContactId) -> Result<()> {
    scope.require(Permission::ClientsWrite)?;
    let now = backend.clock().now();
    let rows = backend.begin(scope).await?;
    let row = rows.get::<contact::Entity>(id.uuid()).await?;
    if set_archived(&rows, id, Some(now), now).await? {
        sessions::end_all_of_contact(&rows, now, id).await?;
        note(&rows, now, Verb::ContactArchived, id, name(&row)).await?;
    }
    rows.commit().await
}

/// Takes a contact back into use. Doing it twice changes nothing.
///
/// # Errors
/// [`BackendError::NotFound`] when there is none of this id.
pub async fn restore(backend: &Backend, scope: &StaffScope, id: ContactId) -> Result<()> {
    scope.require(Permission::ClientsWrite)?;
    let now = backend.clock().now();
    let rows = backend.begin(scope).await?;
    let row = rows.get::<contact::Entity>(id.uuid()).await?;
    if set_archived(&rows, id, None, now).await? {
        note(&rows, now, Verb::ContactRestored, id, name(&row)).await?;
    }
    rows.commit().await
}

/// Says whether anything changed.
async fn set_archived(
    rows: &Rows<'_, StaffScope>,
    id: ContactId,
    at: Option<DateTime<Utc>>,
    now: DateTime<Utc>,
) -> Result<bool> {
    let archived_at = contact::Column::ArchivedAt;
    let changes = if at.is_some() {
        archived_at.is_null()
    } else {
        archived_at.is_not_null()
    };
    let row = contact::ActiveModel {
        archived_at: Set(at),
        updated_at: Set(now),
        ..Default::default()
    };
    let changed = rows
        .update::<contact::Entity>()
        .filter(contact::Column::Id.eq(id.uuid()).and(changes))
        .set_row(row)
        .exec()
        .await?;
    Ok(changed > 0)
}

async fn stale(rows: &Rows<'_, StaffScope>, row: contact::Model, companies: &[Uuid]) -> Result<BackendError> {
    let mut tags = client_tag::of::<contact_tag::Entity, _>(rows, &[row.id]).await?;
    let tags = tags.remove(&row.id).unwrap_or_default();
    let stored = serde_json::to_value(form(row, companies, &tags)).map_err(BackendError::internal)?;
    Ok(BackendError::Stale(stored))
}

/// A lost race for an address, in words.
fn taken(error: BackendError) -> BackendError {
    if error.is_duplicate() {
        BackendError::invalid("email", "Another contact has this address already.")
    } else {
        error
    }
}

/// Refuses an address that another contact of the tenant has, whatever its case.
async fn check_email(rows: &Rows<'_, StaffScope>, email: &str, id: ContactId) -> Result<()> {
    let Some(key) = email_key(email) else {
        return Ok(());
    };
    let other = rows
        .find::<contact::Entity>()
        .filter(contact::Column::EmailKey.eq(key))
        .filter(contact::Column::Id.ne(id.uuid()))
        .one()
        .await?;
    match other {
        None => Ok(()),
        Some(other) => {
            let archived = if other.archived_at.is_some() {
                ", who is archived"
            } else {
                ""
            };
            let sentence = format!("{}{archived}, has this address already.", name(&other));
            Err(BackendError::invalid("email", sentence))
        }
    }
}

/// Refuses companies that are not there, and archived ones that were not chosen before. Says whether any is in use.
async fn check_companies(
    rows: &Rows<'_, StaffScope>,
    companies: &[CompanyId],
    before: &[Uuid],
) -> Result<bool> {
    let found = rows
        .find::<company::Entity>()
        .filter(company::Column::Id.is_in(companies.iter().map(|id| id.uuid())))
        .all()
        .await?;
    let usable: HashSet<Uuid> = found
        .iter()
        .filter(|row| row.archived_at.is_none() || before.contains(&row.id))
        .map(|row| row.id)
        .collect();
    if companies.iter().all(|id| usable.contains(&id.uuid())) {
        Ok(found.iter().any(|row| row.archived_at.is_none()))
    } else {
        Err(BackendError::invalid(
            "companies",
            "Please choose companies from the list.",
        ))
    }
}

async fn add_memberships(
    rows: &Rows<'_, StaffScope>,
    now: DateTime<Utc>,
    contact: ContactId,
    companies: &[CompanyId],
) -> Result<()> {
    let row = |company: &CompanyId| membership::ActiveModel {
        contact_id: Set(contact.uuid()),
        company_id: Set(company.uuid()),
        created_at: Set(now),
        ..Default::default()
    };
    rows.insert_all::<membership::Entity, _>(companies.iter().map(row))
        .await
}

async fn note(
    rows: &Rows<'_, StaffScope>,
    now: DateTime<Utc>,
    verb: Verb,
    id: ContactId,
    name: String,
) -> Result<()> {
    let what = Happening {
        contact: Some(id),
        object: name,
        ..Happening::default()
    };
    record(rows, now, verb, what).await
}
