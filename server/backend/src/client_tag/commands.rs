//! Renaming, merging and deleting tags.
//!
//! All three change what an open form of a company or contact stands on, and so count up the versions of those who have the tag:
//! a stale form then shows both, instead of bringing a tag back that was just taken away.

use super::TagsOf;
use crate::{
    Backend,
    activity::{Happening, record},
    entity::{company, company_tag, contact, contact_tag, tag},
    error::{BackendError, Result},
    scope::{Rows, StaffScope, is_in},
};
use chrono::{DateTime, Utc};
use domain::{
    activity::Verb,
    client_tag::{TagForm, key},
    ids::TagId,
    role::Permission,
};
use sea_orm::{
    ColumnTrait,
    sea_query::{Expr, ExprTrait},
};
use uuid::Uuid;

/// Gives a tag another name.
///
/// # Errors
/// [`BackendError::Invalid`] for `name`, also when another tag has it; [`BackendError::Stale`] with the stored [`TagForm`] when
/// somebody else was faster.
pub async fn rename(backend: &Backend, scope: &StaffScope, id: TagId, form: &TagForm) -> Result<()> {
    scope.require(Permission::ClientsWrite)?;
    let name = form.validate()?;
    let now = backend.clock().now();
    let rows = backend.begin(scope).await?;
    live(&rows, id).await?;
    let changed = rows
        .update::<tag::Entity>()
        .filter(tag::Column::Id.eq(id.uuid()))
        .filter(tag::Column::MergedInto.is_null())
        .filter(tag::Column::Name.eq(form.seen.as_str()))
        .set(tag::Column::Name, name.as_str())
        .set(tag::Column::LiveKey, key(&name))
        .exec()
        .await
        .map_err(|error| taken(error, &name))?;
    if changed == 0 {
        let stored = live(&rows, id).await?.name;
        let stored = TagForm {
            name: stored.clone(),
            seen: stored,
        };
        return Err(BackendError::Stale(
            serde_json::to_value(stored).map_err(BackendError::internal)?,
        ));
    }
    count_up(&rows, now, id).await?;
    note(&rows, now, Verb::TagRenamed, &name, &form.seen).await?;
    rows.commit().await
}

/// Turns a tag into another: whoever had it has the other then, and what is shown to those who have it is shown to those who have
/// the other.
///
/// # Errors
/// [`BackendError::Invalid`] for `into` when that is no other tag; [`BackendError::NotFound`] when the tag is not there any more.
pub async fn merge(backend: &Backend, scope: &StaffScope, id: TagId, into: &str) -> Result<()> {
    scope.require(Permission::ClientsWrite)?;
    let now = backend.clock().now();
    let rows = backend.begin(scope).await?;
    let this = live(&rows, id).await?;
    let unknown = || BackendError::invalid("into", "Please choose another tag from the list.");
    let other: TagId = into.parse().map_err(|_| unknown())?;
    if other == id {
        return Err(unknown());
    }
    let other = match live(&rows, other).await {
        Err(BackendError::NotFound) => return Err(unknown()),
        found => found?,
    };
    count_up(&rows, now, id).await?;
    hand_over::<company_tag::Entity>(&rows, this.id, other.id).await?;
    hand_over::<contact_tag::Entity>(&rows, this.id, other.id).await?;
    // What became this one becomes the other as well, so that nothing has to be followed twice.
    rows.update::<tag::Entity>()
        .filter(
            tag::Column::Id
                .eq(this.id)
                .or(tag::Column::MergedInto.eq(this.id)),
        )
        .set(tag::Column::MergedInto, other.id)
        .set(tag::Column::LiveKey, Expr::value(None::<String>))
        .exec()
        .await?;
    note(&rows, now, Verb::TagMerged, &this.name, &other.name).await?;
    rows.commit().await
}

/// Takes a tag away from everybody. What is shown to those who have it is then shown to nobody, until somebody changes that.
///
/// # Errors
/// [`BackendError::NotFound`] when it is not there any more.
pub async fn delete(backend: &Backend, scope: &StaffScope, id: TagId) -> Result<()> {
    scope.require(Permission::ClientsWrite)?;
    let now = backend.clock().now();
    let rows = backend.begin(scope).await?;
    let this = live(&rows, id).await?;
    count_up(&rows, now, id).await?;
    rows.delete::<tag::Entity>(tag::Column::Id.eq(this.id)).await?;
    note(&rows, now, Verb::TagDeleted, &this.name, "").await?;
    rows.commit().await
}

/// A tag that was not merged into another.
async fn live(rows: &Rows<'_, StaffScope>, id: TagId) -> Result<tag::Model> {
    rows.find::<tag::Entity>()
        .filter(tag::Column::Id.eq(id.uuid()))
        .filter(tag::Column::MergedInto.is_null())
        .locked()
        .one()
        .await?
        .ok_or(BackendError::NotFound)
}

fn taken(error: BackendError, name: &str) -> BackendError {
    if error.is_duplicate() {
        let sentence = format!("There is a tag “{name}” already. You can merge this one into it.");
        BackendError::invalid("name", sentence)
    } else {
        error
    }
}

/// Whoever has one tag has the other instead.
async fn hand_over<E: TagsOf>(rows: &Rows<'_, StaffScope>, from: Uuid, to: Uuid) -> Result<()> {
    let already = rows.find::<E>().filter(E::tag().eq(to));
    let has_both = is_in(E::client(), already, E::client());
    rows.delete::<E>(E::tag().eq(from).and(has_both)).await?;
    rows.update::<E>()
        .filter(E::tag().eq(from))
        .set(E::tag(), to)
        .exec()
        .await?;
    Ok(())
}

/// Counts up the versions of those who have a tag.
async fn count_up(rows: &Rows<'_, StaffScope>, now: DateTime<Utc>, id: TagId) -> Result<()> {
    let companies = rows
        .find::<company_tag::Entity>()
        .filter(company_tag::Column::TagId.eq(id.uuid()));
    rows.update::<company::Entity>()
        .filter(is_in(
            company::Column::Id,
            companies,
            company_tag::Column::CompanyId,
        ))
        .set(
            company::Column::Version,
            Expr::col(company::Column::Version).add(1),
        )
        .set(company::Column::UpdatedAt, now)
        .exec()
        .await?;
    let contacts = rows
        .find::<contact_tag::Entity>()
        .filter(contact_tag::Column::TagId.eq(id.uuid()));
    rows.update::<contact::Entity>()
        .filter(is_in(
            contact::Column::Id,
            contacts,
            contact_tag::Column::ContactId,
        ))
        .set(
            contact::Column::Version,
            Expr::col(contact::Column::Version).add(1),
        )
        .set(contact::Column::UpdatedAt, now)
        .exec()
        .await?;
    Ok(())
}

async fn note(
    rows: &Rows<'_, StaffScope>,
    now: DateTime<Utc>,
    verb: Verb,
    name: &str,
    remark: &str,
) -> Result<()> {
    let what = Happening {
        object: name.to_owned(),
        remark: remark.to_owned(),
        ..Happening::default()
    };
    record(rows, now, verb, what).await
}
