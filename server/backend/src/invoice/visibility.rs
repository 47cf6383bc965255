//! Whether an invoice is to be seen in the portal, for staff who are asked "I can't see my invoice".

use super::{commands::name_of, status};
use crate::{
    Backend,
    entity::{access_link, company, contact, invoice, membership, portal},
    error::Result,
    scope::{Rows, Scope, StaffScope, is_in},
};
use chrono::{DateTime, Utc};
use domain::{
    access::LinkState,
    ids::InvoiceId,
    invoice::visibility::{InvoiceObstacle, InvoiceVisibility},
    module::{Module, ModuleSet},
    role::Permission,
};
use sea_orm::{ColumnTrait, Order};
use std::collections::BTreeSet;
use uuid::Uuid;

/// Yes and by whom, or no and why.
///
/// # Errors
/// [`crate::BackendError::NotFound`] when the invoice is not this tenant's.
pub async fn of(backend: &Backend, scope: &StaffScope, id: InvoiceId) -> Result<InvoiceVisibility> {
    scope.require(Permission::InvoicesRead)?;
    let rows = backend.read(scope);
    let invoice = rows.get::<invoice::Entity>(id.uuid()).await?;
    let portal = rows.get::<portal::Entity>(scope.tenant().uuid()).await?;
    let company = rows.get::<company::Entity>(invoice.company_id).await?;
    let mut obstacles = Vec::new();
    let mut note = |is: bool, obstacle| {
        if is {
            obstacles.push(obstacle);
        }
    };
    note(!status(&invoice.status)?.is_issued(), InvoiceObstacle::Draft);
    note(!portal.enabled, InvoiceObstacle::PortalOff);
    let modules = ModuleSet::from_keys(&portal.modules);
    note(!modules.has(Module::Invoices), InvoiceObstacle::ModuleOff);
    note(company.archived_at.is_some(), InvoiceObstacle::CompanyArchived);
    let contacts = contacts(&rows, company.id).await?;
    let able: Vec<&contact::Model> = contacts
        .iter()
        .filter(|contact| contact.portal_enabled && !contact.email.is_empty())
        .collect();
    let linked = linked(&rows, &able, backend.clock().now()).await?;
    match (contacts.is_empty(), able.is_empty(), linked.is_empty()) {
        (true, _, _) => note(true, InvoiceObstacle::NoContact),
        (_, true, _) => note(true, InvoiceObstacle::NoAccess),
        (_, _, unlinked) => note(unlinked, InvoiceObstacle::NotInvited),
    }
    if obstacles.is_empty() {
        let by = able.into_iter().filter(|contact| linked.contains(&contact.id));
        return Ok(InvoiceVisibility::Yes {
            by: by.map(name_of).collect(),
        });
    }
    Ok(InvoiceVisibility::No(obstacles))
}

async fn contacts(rows: &Rows<'_, StaffScope>, company: Uuid) -> Result<Vec<contact::Model>> {
    let members = rows
        .find::<membership::Entity>()
        .filter(membership::Column::CompanyId.eq(company));
    rows.find::<contact::Entity>()
        .filter(is_in(contact::Column::Id, members, membership::Column::ContactId))
        .filter(contact::Column::ArchivedAt.is_null())
        .order(contact::Column::LastName, Order::Asc)
        .order(contact::Column::Id, Order::Asc)
        .all()
        .await
}

/// Those who have a link that opens the portal now.
async fn linked(
    rows: &Rows<'_, StaffScope>,
    contacts: &[&contact::Model],
    now: DateTime<Utc>,
) -> Result<BTreeSet<Uuid>> {
    if contacts.is_empty() {
        return Ok(BTreeSet::new());
    }
    let links = rows
        .find::<access_link::Entity>()
        .filter(access_link::Column::ContactId.is_in(contacts.iter().map(|contact| contact.id)))
        .filter(access_link::Column::ExpiresAt.gt(now))
        .filter(access_link::Column::RevokedAt.is_null())
        .all()
        .await?;
    let active = links.into_iter().filter(|link| {
        LinkState::at(now, link.expires_at, link.revoked_at, link.superseded_at) == LinkState::Active
    });
    Ok(active.map(|link| link.contact_id).collect())
}
