//! Reading tags.

use super::uses;
use crate::{
    Backend,
    entity::{company_tag, contact_tag, tag},
    error::{BackendError, Result},
    scope::{Rows, StaffScope},
};
use domain::{
    client_tag::{ClientTag, TagChoice, TagDetail, TagRow},
    ids::TagId,
    role::Permission,
};
use sea_orm::{ColumnTrait, Order};
use std::collections::HashMap;
use uuid::Uuid;

/// All tags by name, with how many have each.
///
/// # Errors
/// [`BackendError::Forbidden`] for a role that does not see clients.
pub async fn list(backend: &Backend, scope: &StaffScope) -> Result<Vec<TagRow>> {
    scope.require(Permission::ClientsRead)?;
    let rows = backend.read(scope);
    let companies = rows
        .find::<company_tag::Entity>()
        .tuples::<(Uuid, i64)>(
            vec![
                company_tag::Column::TagId.into_expr(),
                company_tag::Column::CompanyId.count(),
            ],
            vec![company_tag::Column::TagId],
        )
        .await?;
    let contacts = rows
        .find::<contact_tag::Entity>()
        .tuples::<(Uuid, i64)>(
            vec![
                contact_tag::Column::TagId.into_expr(),
                contact_tag::Column::ContactId.count(),
            ],
            vec![contact_tag::Column::TagId],
        )
        .await?;
    let companies: HashMap<Uuid, i64> = companies.into_iter().collect();
    let contacts: HashMap<Uuid, i64> = contacts.into_iter().collect();
    let count =
        |of: &HashMap<Uuid, i64>, id: TagId| of.get(&id.uuid()).map_or(0, |number| number.unsigned_abs());
    let row = |choice: TagChoice| TagRow {
        companies: count(&companies, choice.id),
        contacts: count(&contacts, choice.id),
        tag: ClientTag {
            id: choice.id,
            name: choice.name,
        },
    };
    Ok(all(&rows).await?.into_iter().map(row).collect())
}

/// The tags to choose from, by name.
///
/// # Errors
/// [`BackendError::Forbidden`] for a role that does not see clients.
pub async fn choices(backend: &Backend, scope: &StaffScope) -> Result<Vec<TagChoice>> {
    scope.require(Permission::ClientsRead)?;
    all(&backend.read(scope)).await
}

/// One tag: who has it, and what is shown by it.
///
/// # Errors
/// [`BackendError::NotFound`] when there is none of this id, or it was merged into another.
pub async fn get(backend: &Backend, scope: &StaffScope, id: TagId) -> Result<TagDetail> {
    scope.require(Permission::ClientsRead)?;
    let rows = backend.read(scope);
    let all = all(&rows).await?;
    let this = all
        .iter()
        .find(|choice| choice.id == id)
        .ok_or(BackendError::NotFound)?;
    let companies = rows
        .find::<company_tag::Entity>()
        .filter(company_tag::Column::TagId.eq(id.uuid()));
    let contacts = rows
        .find::<contact_tag::Entity>()
        .filter(contact_tag::Column::TagId.eq(id.uuid()));
    let (companies, contacts) = (companies.count().await?, contacts.count().await?);
    let merged = rows
        .find::<tag::Entity>()
        .filter(tag::Column::MergedInto.eq(id.uuid()))
        .order(tag::Column::Name, Order::Asc)
        .tuples::<(String,)>(vec![tag::Column::Name.into_expr()], vec![])
        .await?;
    let uses = if scope.role().may(Permission::PagesManage) {
        uses::of(&rows, this).await?
    } else {
        Vec::new()
    };
    let plain = |choice: &TagChoice| ClientTag {
        id: choice.id,
        name: choice.name.clone(),
    };
    Ok(TagDetail {
        row: TagRow {
            tag: plain(this),
            companies,
            contacts,
        },
        merged: merged.into_iter().map(|(name,)| name).collect(),
        uses,
        others: all.iter().filter(|choice| choice.id != id).map(plain).collect(),
    })
}

/// Every tag by name, each with those that were merged into it.
pub(crate) async fn all(rows: &Rows<'_, StaffScope>) -> Result<Vec<TagChoice>> {
    let found = rows
        .find::<tag::Entity>()
        .order(tag::Column::LiveKey, Order::Asc)
        .order(tag::Column::Id, Order::Asc)
        .all()
        .await?;
    let mut also: HashMap<Uuid, Vec<TagId>> = HashMap::new();
    for row in &found {
        if let Some(into) = row.merged_into {
            also.entry(into).or_default().push(row.id.into());
        }
    }
    let live = found.into_iter().filter(|row| row.merged_into.is_none());
    Ok(live
        .map(|row| TagChoice {
            id: row.id.into(),
            also: also.remove(&row.id).unwrap_or_default(),
            name: row.name,
        })
        .collect())
}
