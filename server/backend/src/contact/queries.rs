//! Reading contacts.

use super::{form, name, visibility};
use crate::{
    Backend, client_tag,
    company::queries::in_state,
    entity::{company, contact, contact_tag, invoice, membership},
    error::Result,
    invoice::list as lists,
    listing::{Window, holds, words},
    scope::{Rows, Scope, ScopedSelect, StaffScope, is_in},
};
use chrono::{DateTime, Utc};
use domain::{
    access::{LinkState, LinkSummary},
    company::ClientFilter,
    contact::{ContactChoice, ContactDetail, ContactRow},
    ids::{CompanyId, ContactId},
    invoice::view::InvoiceRow,
    list::{Page, sort_key},
    role::Permission,
};
use sea_orm::{ColumnTrait, Condition, Order};
use uuid::Uuid;

/// More contacts than this are not offered in a form.
const MAX_CHOICES: u64 = 2_000;

/// One page of the contacts.
///
/// # Errors
/// [`crate::BackendError::Forbidden`] for a role that does not see clients.
pub async fn list(backend: &Backend, scope: &StaffScope, filter: &ClientFilter) -> Result<Page<ContactRow>> {
    scope.require(Permission::ClientsRead)?;
    let rows = backend.read(scope);
    let found = || {
        rows.find::<contact::Entity>()
            .filter_if(in_state(contact::Column::ArchivedAt, filter.state()))
            .filter_if(client_tag::having::<contact_tag::Entity>(
                &rows,
                contact::Column::Id,
                &filter.tag,
            ))
            .filter(searched(&rows, &filter.search))
    };
    let window = Window::new(filter.page, found().count().await?);
    let page = sorted(found(), &filter.sort)
        .offset(window.offset())
        .limit(window.limit())
        .all()
        .await?;
    let mut standings = visibility::of(&rows, backend.clock().now(), &page).await?;
    let ids: Vec<Uuid> = page.iter().map(|row| row.id).collect();
    let mut tags = client_tag::of::<contact_tag::Entity, _>(&rows, &ids).await?;
    let row = |row: contact::Model| {
        let standing = standings.remove(&row.id).unwrap_or_default();
        ContactRow {
            id: row.id.into(),
            name: name(&row),
            email: row.email,
            job_title: row.job_title,
            companies: standing.active_names(),
            tags: tags.remove(&row.id).unwrap_or_default(),
            visibility: standing.facts.judge(),
            last_seen_at: row.last_seen_at,
            archived_at: row.archived_at,
        }
    };
    Ok(window.page(page.into_iter().map(row).collect()))
}

/// One contact.
///
/// # Errors
/// [`crate::BackendError::NotFound`] when there is none of this id.
pub async fn get(backend: &Backend, scope: &StaffScope, id: ContactId) -> Result<ContactDetail> {
    scope.require(Permission::ClientsRead)?;
    let rows = backend.read(scope);
    let row = rows.get::<contact::Entity>(id.uuid()).await?;
    let now = backend.clock().now();
    let standing = visibility::of(&rows, now, std::slice::from_ref(&row))
        .await?
        .remove(&row.id)
        .unwrap_or_default();
    let companies: Vec<Uuid> = standing.companies.iter().map(|(id, _, _)| *id).collect();
    let tags = client_tag::of::<contact_tag::Entity, _>(&rows, &[row.id]).await?;
    let tags = tags.into_values().next().unwrap_or_default();
    Ok(ContactDetail {
        id,
        name: name(&row),
        companies: standing
            .companies
            .into_iter()
            .map(|(id, name, _)| (id.into(), name))
            .collect(),
        visibility: standing.facts.judge(),
        link: standing.link.map(|link| link_summary(now, &link)),
        last_seen_at: row.last_seen_at,
        created_at: row.created_at,
        archived_at: row.archived_at,
        form: form(row, &companies, &tags),
        tags,
    })
}

/// The contacts to choose from in a form: those in use, of one company or of all.
///
/// # Errors
/// [`crate::BackendError::Forbidden`] for a role that does not see clients.
pub async fn choices(
    backend: &Backend,
    scope: &StaffScope,
    company: Option<CompanyId>,
) -> Result<Vec<ContactChoice>> {
    scope.require(Permission::ClientsRead)?;
    let rows = backend.read(scope);
    let of_company = company.map(|company| {
        let members = rows
            .find::<membership::Entity>()
            .filter(membership::Column::CompanyId.eq(company.uuid()));
        is_in(contact::Column::Id, members, membership::Column::ContactId)
    });
    let contacts = rows
        .find::<contact::Entity>()
        .filter(contact::Column::ArchivedAt.is_null())
        .filter_if(of_company)
        .order(contact::Column::SearchKey, Order::Asc)
        .limit(MAX_CHOICES)
        .all()
        .await?;
    let ids: Vec<Uuid> = contacts.iter().map(|row| row.id).collect();
    let mut companies = visibility::companies_of(&rows, &ids).await?;
    let choice = |row: contact::Model| ContactChoice {
        id: row.id.into(),
        name: name(&row),
        companies: companies
            .remove(&row.id)
            .unwrap_or_default()
            .into_iter()
            .map(|(id, _, _)| id.into())
            .collect(),
    };
    Ok(contacts.into_iter().map(choice).collect())
}

/// The invoices of the companies that a contact acts for, and those addressed to this person; the newest first.
///
/// # Errors
/// [`crate::BackendError::NotFound`] when there is no such contact.
pub async fn invoices(
    backend: &Backend,
    scope: &StaffScope,
    id: ContactId,
    page: u32,
) -> Result<Page<InvoiceRow>> {
    scope.require(Permission::InvoicesRead)?;
    let rows = backend.read(scope);
    rows.get::<contact::Entity>(id.uuid()).await?;
    let found = || {
        let companies = rows
            .find::<membership::Entity>()
            .filter(membership::Column::ContactId.eq(id.uuid()));
        rows.find::<invoice::Entity>().filter(
            Condition::any()
                .add(invoice::Column::ContactId.eq(id.uuid()))
                .add(is_in(
                    invoice::Column::CompanyId,
                    companies,
                    membership::Column::CompanyId,
                )),
        )
    };
    let window = Window::new(page, found().count().await?);
    let newest = found()
        .order(invoice::Column::CreatedAt, Order::Desc)
        .order(invoice::Column::Id, Order::Desc)
        .offset(window.offset())
        .limit(window.limit());
    let cells = lists::cells(newest).await?;
    let extras = lists::extras(&rows, &cells).await?;
    let today = crate::invoice::queries::today(backend, &rows).await?;
    Ok(window.page(lists::mapped(cells, today, &extras)?))
}

fn link_summary(now: DateTime<Utc>, link: &crate::entity::access_link::Model) -> LinkSummary {
    LinkSummary {
        id: link.id.into(),
        state: LinkState::at(now, link.expires_at, link.revoked_at, link.superseded_at),
        created_at: link.created_at,
        expires_at: link.expires_at,
        use_count: link.use_count,
        last_used_at: link.last_used_at,
    }
}

/// Every word is in the contact's own texts or in those of one of the companies.
fn searched(rows: &Rows<'_, StaffScope>, search: &str) -> Condition {
    words(search).iter().fold(Condition::all(), |all, word| {
        let companies = rows
            .find::<company::Entity>()
            .filter(holds(company::Column::SearchKey, word));
        let members = rows.find::<membership::Entity>().filter(is_in(
            membership::Column::CompanyId,
            companies,
            company::Column::Id,
        ));
        all.add(
            Condition::any()
                .add(holds(contact::Column::SearchKey, word))
                .add(is_in(contact::Column::Id, members, membership::Column::ContactId)),
        )
    })
}

fn sorted<'r, 'a, S: Scope>(
    select: ScopedSelect<'r, 'a, S, contact::Entity>,
    sort: &str,
) -> ScopedSelect<'r, 'a, S, contact::Entity> {
    let (key, descending) = sort_key(sort);
    let order = if descending { Order::Desc } else { Order::Asc };
    let select = match key {
        // What is not known comes last either way.
        "email" => select
            .order(contact::Column::EmailKey.is_null(), Order::Asc)
            .order(contact::Column::EmailKey, order),
        "seen" => select
            .order(contact::Column::LastSeenAt.is_null(), Order::Asc)
            .order(contact::Column::LastSeenAt, order),
        "created" => select.order(contact::Column::CreatedAt, order),
        _ => select.order(contact::Column::SearchKey, order),
    };
    select
        .order(contact::Column::SearchKey, Order::Asc)
        .order(contact::Column::Id, Order::Asc)
}
