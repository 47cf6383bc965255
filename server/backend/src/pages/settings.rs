//! A page's settings. They count at once, for readers too.

use super::{create::TAKEN, locked, search_key, settings_of, stored_audience};
use crate::{
    Backend,
    entity::{company, contact, page, tag},
    error::{BackendError, Result},
    portal_settings::menu::known,
    scope::{Rows, StaffScope},
};
use domain::{
    form::FieldErrors,
    ids::PageId,
    page::Rule,
    pages::{PageForm, PageSettings},
    role::Permission,
};
use sea_orm::{ActiveValue::Set, ColumnTrait};
use std::collections::BTreeSet;

/// Saves a page's settings.
///
/// # Errors
/// [`BackendError::Invalid`] with all that is wrong, by field; [`BackendError::Stale`] with what is stored, when somebody else saved
/// first; [`BackendError::Conflict`] for an archived page.
pub async fn save(backend: &Backend, scope: &StaffScope, id: PageId, form: &PageForm) -> Result<()> {
    scope.require(Permission::PagesManage)?;
    match save_once(backend, scope, id, form).await {
        // Another page took the address meanwhile; now that is seen.
        Err(error) if error.is_duplicate() => save_once(backend, scope, id, form).await,
        done => done,
    }
}

async fn save_once(backend: &Backend, scope: &StaffScope, id: PageId, form: &PageForm) -> Result<()> {
    let now = backend.clock().now();
    let rows = backend.begin(scope).await?;
    let row = locked(&rows, id).await?;
    if row.archived_at.is_some() {
        return Err(BackendError::Conflict(
            "This page is archived. Restore it first.".to_owned(),
        ));
    }
    let stored = settings_of(&row);
    let settings = form.validate(stored.audience.as_ref())?;
    if row.version != form.version {
        let stored = PageForm::of(&stored, row.version);
        return Err(BackendError::Stale(
            serde_json::to_value(stored).map_err(BackendError::internal)?,
        ));
    }
    check(&rows, id, &settings, stored.audience.as_ref()).await?;
    let new = page::ActiveModel {
        live_slug: Set(Some(settings.slug.clone())),
        search_key: Set(search_key(&settings)),
        audience: Set(stored_audience(settings.audience.as_ref())?),
        title: Set(settings.title),
        slug: Set(settings.slug),
        description: Set(settings.description),
        meta_title: Set(settings.meta_title),
        meta_description: Set(settings.meta_description),
        noindex: Set(settings.noindex),
        version: Set(row.version.saturating_add(1)),
        updated_at: Set(now),
        updated_by: Set(scope.name().to_owned()),
        ..Default::default()
    };
    let changed = rows
        .update::<page::Entity>()
        .filter(page::Column::Id.eq(id.uuid()))
        .filter(page::Column::Version.eq(form.version))
        .set_row(new)
        .exec()
        .await?;
    if changed != 1 {
        return Err(BackendError::internal("a locked page was changed"));
    }
    rows.commit().await
}

/// What only the database can tell: whether the address is free, and whether those who may open the page are the tenant's own.
/// A tag that was deleted may stay chosen.
async fn check(
    rows: &Rows<'_, StaffScope>,
    id: PageId,
    settings: &PageSettings,
    before: Option<&Rule>,
) -> Result<()> {
    let mut errors = FieldErrors::default();
    let taken = rows
        .find::<page::Entity>()
        .filter(page::Column::LiveSlug.eq(&settings.slug))
        .filter(page::Column::Id.ne(id.uuid()))
        .count()
        .await?;
    if taken > 0 {
        errors.add("slug", TAKEN);
    }
    let foreign = "Please choose who may open it from the list.";
    match &settings.audience {
        Some(Rule::Companies(ids)) => {
            let ids: BTreeSet<_> = ids.iter().copied().collect();
            if known::<company::Entity, _>(rows, company::Column::Id, &ids)
                .await?
                .len()
                != ids.len()
            {
                errors.add("companies", foreign);
            }
        }
        Some(Rule::Contacts(ids)) => {
            let ids: BTreeSet<_> = ids.iter().copied().collect();
            if known::<contact::Entity, _>(rows, contact::Column::Id, &ids)
                .await?
                .len()
                != ids.len()
            {
                errors.add("contacts", foreign);
            }
        }
        Some(Rule::Tags(ids)) => {
            let stay = before.map(Rule::tags).unwrap_or_default();
            let ids: BTreeSet<_> = ids.iter().copied().filter(|id| !stay.contains(id)).collect();
            if known::<tag::Entity, _>(rows, tag::Column::Id, &ids).await?.len() != ids.len() {
                errors.add("tags", foreign);
            }
        }
        _ => {}
    }
    Ok(errors.into_result(())?)
}
