//! A contact's own profile, in the portal.

use super::{check_timezone, name};
use crate::{
    Backend,
    activity::{Happening, record},
    entity::{company, contact},
    error::{BackendError, Result},
    scope::ClientScope,
};
use domain::{
    activity::Verb,
    contact::{Profile, ProfileForm},
};
use sea_orm::{ActiveValue::Set, ColumnTrait, Order};

/// The profile of the contact who asks.
///
/// # Errors
/// When the database fails.
pub async fn get(backend: &Backend, scope: &ClientScope) -> Result<Profile> {
    let rows = backend.read(scope);
    let row = rows.get::<contact::Entity>(scope.contact().uuid()).await?;
    let companies = rows
        .find::<company::Entity>()
        .order(company::Column::SearchKey, Order::Asc)
        .all()
        .await?;
    Ok(Profile {
        name: name(&row),
        email: row.email.clone(),
        job_title: row.job_title.clone(),
        companies: companies.into_iter().map(|company| company.name).collect(),
        form: form(row),
    })
}

/// Changes the profile of the contact who asks.
///
/// # Errors
/// [`BackendError::Stale`] with what is stored, when staff saved first.
pub async fn update(backend: &Backend, scope: &ClientScope, new: &ProfileForm) -> Result<()> {
    let draft = new.validate()?;
    check_timezone(draft.timezone.as_deref())?;
    let now = backend.clock().now();
    let rows = backend.begin(scope).await?;
    let before = rows.get::<contact::Entity>(scope.contact().uuid()).await?;
    let search_key = super::search_key_with_phone(&before, &draft.phone);
    let label = name(&before);
    let row = contact::ActiveModel {
        phone: Set(draft.phone),
        locale: Set(draft.locale.map(|locale| locale.as_str().to_owned())),
        timezone: Set(draft.timezone),
        search_key: Set(search_key),
        version: Set(new.version.saturating_add(1)),
        updated_at: Set(now),
        ..Default::default()
    };
    let changed = rows
        .update::<contact::Entity>()
        .filter(contact::Column::Version.eq(new.version))
        .set_row(row)
        .exec()
        .await?;
    if changed == 0 {
        let stored = form(rows.get::<contact::Entity>(scope.contact().uuid()).await?);
        return Err(BackendError::Stale(
            serde_json::to_value(stored).map_err(BackendError::internal)?,
        ));
    }
    let what = Happening {
        contact: Some(scope.contact()),
        object: label,
        ..Happening::default()
    };
    record(&rows, now, Verb::ProfileUpdated, what).await?;
    rows.commit().await
}

fn form(row: contact::Model) -> ProfileForm {
    ProfileForm {
        phone: row.phone,
        locale: row.locale.unwrap_or_default(),
        timezone: row.timezone.unwrap_or_default(),
        version: row.version,
    }
}
