//! A page as the builder sees it through a client's eyes, and for how many clients a rule shows something.

use super::{facts, reader};
use crate::{
    Backend,
    entity::{company, contact, membership, page, page_draft, portal},
    error::{BackendError, Result},
    merge,
    scope::{Rows, StaffScope, is_in},
};
use domain::{
    ids::{CompanyId, ContactId, PageId},
    module::ModuleSet,
    page::{BlockId, Doc, Rule, StoredDoc, rich_text::MergeTag},
    pages::editing::{Audience, Seen},
    role::Permission,
};
use page_html::Mode;
use sea_orm::ColumnTrait;
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// A page as a contact sees it: the builder's state of it, or the stored draft. Everything comes through the scope that this contact
/// would have in the portal, and nothing counts as a view.
///
/// # Errors
/// [`BackendError::NotFound`] when the page or the contact is not this tenant's; [`BackendError::Conflict`] when the page is too large,
/// or its draft is from a newer version.
pub async fn page(
    backend: &Backend,
    scope: &StaffScope,
    id: PageId,
    contact: Option<ContactId>,
    doc: Option<StoredDoc>,
) -> Result<Seen> {
    scope.require(Permission::PagesManage)?;
    let rows = backend.read(scope);
    rows.get::<page::Entity>(id.uuid()).await?;
    let refused = |why: &dyn std::fmt::Display| BackendError::Conflict(why.to_string());
    let doc = match doc {
        Some(doc) => Doc::from_stored(doc).map_err(|limit| refused(&limit))?,
        None => {
            let draft = rows
                .find::<page_draft::Entity>()
                .filter(page_draft::Column::PageId.eq(id.uuid()));
            let json = draft.one().await?.ok_or(BackendError::NotFound)?.doc;
            Doc::read(&json).map_err(|error| refused(&error))?
        }
    };
    seen(backend, scope, &doc, contact).await
}

/// What of a page depends on who reads it, for a contact. For nobody it is empty: tags are then shown by their names.
///
/// # Errors
/// [`BackendError::Forbidden`]; [`BackendError::NotFound`] when the contact is not this tenant's.
pub async fn seen(
    backend: &Backend,
    scope: &StaffScope,
    doc: &Doc,
    contact: Option<ContactId>,
) -> Result<Seen> {
    scope.require(Permission::PagesManage)?;
    // Records of clients are in it.
    scope.require(Permission::ClientsRead)?;
    scope.require(Permission::InvoicesRead)?;
    let Some(contact) = contact else {
        return Ok(Seen::default());
    };
    let client = merge::scope_of(&backend.read(scope), contact)
        .await?
        .only_looking();
    let rows = backend.read(&client);
    let rules: Vec<Rule> = doc
        .walk()
        .into_iter()
        .filter_map(|(_, id)| doc.node(id)?.show_if().cloned())
        .collect();
    let facts = facts::facts(backend, &client, &rules.iter().collect::<Vec<_>>()).await?;
    let all = |_: &BlockId| true;
    let tags: Vec<MergeTag> = reader::tags(doc, all).collect();
    let values = merge::tags::fill(backend, &rows, &tags, &BTreeSet::new()).await?;
    Ok(Seen {
        contact: Some(contact),
        values: values.texts,
        data: reader::records(backend, &rows, (doc, Mode::Edit), &facts.modules, all).await?,
        hidden: reader::hidden(doc, &facts),
    })
}

/// For how many of the contacts with access to the portal a rule shows something; everyone if there is none.
///
/// # Errors
/// [`BackendError::Forbidden`]; [`BackendError::Conflict`] for a rule that can't be set.
pub async fn audience(backend: &Backend, scope: &StaffScope, rule: Option<&Rule>) -> Result<Audience> {
    scope.require(Permission::PagesManage)?;
    scope.require(Permission::ClientsRead)?;
    if let Some(rule) = rule {
        rule.check()
            .map_err(|error| BackendError::Conflict(error.to_string()))?;
    }
    let rows = backend.read(scope);
    let readers = readers(&rows).await?;
    let all = readers.len() as u64;
    let Some(rule) = rule else {
        return Ok(Audience { shown: all, all });
    };
    let portal = rows
        .find::<portal::Entity>()
        .one()
        .await?
        .ok_or(BackendError::NotFound)?;
    let modules = ModuleSet::from_keys(&portal.modules);
    let facts = facts::of_all(backend, &rows, &modules, &readers, &[rule]).await?;
    let shown = facts.iter().filter(|facts| rule.shows(facts)).count() as u64;
    Ok(Audience { shown, all })
}

/// Everybody with access to the portal, and the companies that they act for, archived ones left out.
async fn readers(rows: &Rows<'_, StaffScope>) -> Result<BTreeMap<ContactId, Vec<CompanyId>>> {
    let open = || {
        rows.find::<contact::Entity>()
            .filter(contact::Column::ArchivedAt.is_null())
            .filter(contact::Column::PortalEnabled.eq(true))
            // Guests have a contract to sign, and no company.
            .filter(contact::Column::Guest.eq(false))
    };
    let found = open()
        .tuples::<(Uuid,)>(vec![contact::Column::Id.into_expr()], Vec::new())
        .await?;
    let mut readers: BTreeMap<ContactId, Vec<CompanyId>> = found
        .into_iter()
        .map(|(id,)| (ContactId::from(id), Vec::new()))
        .collect();
    let in_use = rows
        .find::<company::Entity>()
        .filter(company::Column::ArchivedAt.is_null());
    let members = rows
        .find::<membership::Entity>()
        .filter(is_in(membership::Column::CompanyId, in_use, company::Column::Id))
        .tuples::<(Uuid, Uuid)>(
            vec![
                membership::Column::ContactId.into_expr(),
                membership::Column::CompanyId.into_expr(),
            ],
            Vec::new(),
        )
        .await?;
    for (contact, company) in members {
        if let Some(companies) = readers.get_mut(&ContactId::from(contact)) {
            companies.push(company.into());
        }
    }
    // Who acts for no company in use has nothing to open.
    readers.retain(|_, companies| !companies.is_empty());
    Ok(readers)
}
