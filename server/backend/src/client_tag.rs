//! Tags on companies and contacts: who has which, and keeping what was typed.

pub mod commands;
pub mod queries;
#[cfg(test)]
mod tests;
mod uses;

use crate::{
    entity::{company_tag, contact_tag, tag},
    error::{BackendError, Result},
    scope::{ClientScope, Reads, Rows, Scope, ScopedSelect, StaffScope, TenantOwned, is_in},
};
use chrono::{DateTime, Utc};
use domain::{
    client_tag::{ClientTag, MAX_ALL, key},
    ids::{CompanyId, ContactId, TagId},
};
use sea_orm::{ActiveValue::Set, ColumnTrait, Order, sea_query::SimpleExpr};
use std::collections::HashMap;
use uuid::Uuid;

/// A table that says which clients have which tags.
pub(crate) trait TagsOf: TenantOwned {
    /// The column of the client.
    fn client() -> Self::Column;
    /// The column of the tag.
    fn tag() -> Self::Column;
    /// A row.
    fn row(client: Uuid, tag: Uuid) -> Self::ActiveModel;
}

impl TagsOf for company_tag::Entity {
    fn client() -> Self::Column {
        company_tag::Column::CompanyId
    }

    fn tag() -> Self::Column {
        company_tag::Column::TagId
    }

    fn row(client: Uuid, tag: Uuid) -> Self::ActiveModel {
        company_tag::ActiveModel {
            company_id: Set(client),
            tag_id: Set(tag),
            ..Default::default()
        }
    }
}

impl TagsOf for contact_tag::Entity {
    fn client() -> Self::Column {
        contact_tag::Column::ContactId
    }

    fn tag() -> Self::Column {
        contact_tag::Column::TagId
    }

    fn row(client: Uuid, tag: Uuid) -> Self::ActiveModel {
        contact_tag::ActiveModel {
            contact_id: Set(client),
            tag_id: Set(tag),
            ..Default::default()
        }
    }
}

/// The tags of these clients, by client, each by name. Two statements, however many they are.
///
/// # Errors
/// When the database fails.
pub(crate) async fn of<E: TagsOf, S: Reads<E> + Reads<tag::Entity>>(
    rows: &Rows<'_, S>,
    clients: &[Uuid],
) -> Result<HashMap<Uuid, Vec<ClientTag>>> {
    let pairs = pairs(
        rows.find::<E>()
            .filter(E::client().is_in(clients.iter().copied())),
    )
    .await?;
    let mut of: HashMap<Uuid, Vec<ClientTag>> = HashMap::new();
    if pairs.is_empty() {
        return Ok(of);
    }
    let mut with: HashMap<Uuid, Vec<Uuid>> = HashMap::new();
    for (client, tag) in pairs {
        with.entry(tag).or_default().push(client);
    }
    let named = rows
        .find::<tag::Entity>()
        .filter(tag::Column::Id.is_in(with.keys().copied()))
        .order(tag::Column::LiveKey, Order::Asc)
        .tuples::<(Uuid, String)>(
            vec![tag::Column::Id.into_expr(), tag::Column::Name.into_expr()],
            vec![],
        )
        .await?;
    for (id, name) in named {
        let tag = ClientTag { id: id.into(), name };
        for client in with.remove(&id).unwrap_or_default() {
            of.entry(client).or_default().push(tag.clone());
        }
    }
    Ok(of)
}

async fn pairs<E: TagsOf, S: Scope>(select: ScopedSelect<'_, '_, S, E>) -> Result<Vec<(Uuid, Uuid)>> {
    let columns = vec![E::client().into_expr(), E::tag().into_expr()];
    select.tuples::<(Uuid, Uuid)>(columns, vec![]).await
}

/// The names of tags as a form shows them.
pub(crate) fn in_form(tags: &[ClientTag]) -> String {
    domain::client_tag::joined(tags.iter().map(|tag| tag.name.as_str()))
}

/// Gives a client exactly these tags; those that are new are made. It belongs into the transaction that saves the client.
///
/// # Errors
/// [`BackendError::Invalid`] for `tags` when the workspace has too many.
pub(crate) async fn set<E: TagsOf>(
    rows: &Rows<'_, StaffScope>,
    now: DateTime<Utc>,
    client: Uuid,
    names: &[String],
) -> Result<()> {
    let tags = made(rows, now, names).await?;
    rows.delete::<E>(E::client().eq(client)).await?;
    rows.insert_all::<E, _>(tags.into_iter().map(|tag| E::row(client, tag)))
        .await
}

/// The ids of these names. Two that make the same tag at once make one: the unique key sees to that.
async fn made(rows: &Rows<'_, StaffScope>, now: DateTime<Utc>, names: &[String]) -> Result<Vec<Uuid>> {
    if names.is_empty() {
        return Ok(Vec::new());
    }
    let keys: Vec<String> = names.iter().map(|name| key(name)).collect();
    let known = ids(rows, &keys).await?;
    let new: Vec<(&String, &String)> = names
        .iter()
        .zip(&keys)
        .filter(|(_, key)| !known.contains_key(*key))
        .collect();
    if new.is_empty() {
        return Ok(known.into_values().collect());
    }
    let all = rows.find::<tag::Entity>().count().await?;
    if all.saturating_add(new.len() as u64) > MAX_ALL as u64 {
        let sentence =
            format!("There are {all} tags already, and {MAX_ALL} at most. Please delete some first.");
        return Err(BackendError::invalid("tags", sentence));
    }
    for (name, key) in new {
        let row = tag::ActiveModel {
            id: Set(TagId::new().uuid()),
            name: Set(name.clone()),
            live_key: Set(Some(key.clone())),
            merged_into: Set(None),
            created_at: Set(now),
            ..Default::default()
        };
        rows.insert_new::<tag::Entity>(row, &[tag::Column::TenantId, tag::Column::LiveKey])
            .await?;
    }
    Ok(ids(rows, &keys).await?.into_values().collect())
}

async fn ids(rows: &Rows<'_, StaffScope>, keys: &[String]) -> Result<HashMap<String, Uuid>> {
    let found = rows
        .find::<tag::Entity>()
        .filter(tag::Column::LiveKey.is_in(keys.iter().map(String::as_str)))
        .tuples::<(String, Uuid)>(
            vec![tag::Column::LiveKey.into_expr(), tag::Column::Id.into_expr()],
            vec![],
        )
        .await?;
    Ok(found.into_iter().collect())
}

/// "Has the tag of this id", which nobody has if the text is no id; no condition for an empty text.
pub(crate) fn having<E: TagsOf>(
    rows: &Rows<'_, StaffScope>,
    id: impl ColumnTrait,
    tag: &str,
) -> Option<SimpleExpr> {
    let tag = match tag {
        "" => return None,
        text => text.parse().map_or(Uuid::nil(), TagId::uuid),
    };
    let with = rows.find::<E>().filter(E::tag().eq(tag));
    Some(is_in(id, with, E::client()))
}

/// The tags that count for a reader: the own ones, those of the own companies, and those that were merged into one of them.
///
/// # Errors
/// When the database fails.
pub(crate) async fn of_reader(rows: &Rows<'_, ClientScope>) -> Result<Vec<TagId>> {
    // What a client may read of the table is just that.
    let found = rows
        .find::<tag::Entity>()
        .tuples::<(Uuid,)>(vec![tag::Column::Id.into_expr()], vec![])
        .await?;
    Ok(found.into_iter().map(|(id,)| id.into()).collect())
}

/// The same for everybody at once, for staff.
#[derive(Debug, Default)]
pub(crate) struct Everybodys {
    companies: HashMap<Uuid, Vec<TagId>>,
    contacts: HashMap<Uuid, Vec<TagId>>,
}

impl Everybodys {
    /// Reads who has which. Three statements, however many they are.
    ///
    /// # Errors
    /// When the database fails.
    pub(crate) async fn read(rows: &Rows<'_, StaffScope>) -> Result<Self> {
        let merged = rows
            .find::<tag::Entity>()
            .filter(tag::Column::MergedInto.is_not_null())
            .tuples::<(Uuid, Uuid)>(
                vec![tag::Column::MergedInto.into_expr(), tag::Column::Id.into_expr()],
                vec![],
            )
            .await?;
        let mut also: HashMap<Uuid, Vec<TagId>> = HashMap::new();
        for (into, tag) in merged {
            also.entry(into).or_default().push(tag.into());
        }
        let with = |pairs: Vec<(Uuid, Uuid)>| {
            let mut of: HashMap<Uuid, Vec<TagId>> = HashMap::new();
            for (client, tag) in pairs {
                let tags = of.entry(client).or_default();
                tags.push(tag.into());
                tags.extend(also.get(&tag).into_iter().flatten());
            }
            of
        };
        Ok(Self {
            companies: with(pairs(rows.find::<company_tag::Entity>()).await?),
            contacts: with(pairs(rows.find::<contact_tag::Entity>()).await?),
        })
    }

    /// The tags that count for a reader.
    pub(crate) fn of(&self, contact: ContactId, companies: &[CompanyId]) -> Vec<TagId> {
        let own = self.contacts.get(&contact.uuid());
        let theirs = companies.iter().filter_map(|id| self.companies.get(&id.uuid()));
        own.into_iter().chain(theirs).flatten().copied().collect()
    }
}
