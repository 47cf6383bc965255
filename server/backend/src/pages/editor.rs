//! What the builder opens with, and what others did since.

use super::{
    draft,
    keep::{between, told},
    list, opened, sections, seeing,
};
use crate::{
    Backend, client_tag,
    contact::name,
    entity::{company, contact, page, portal},
    error::{BackendError, Result},
    portal_settings::looks::Looks,
    scope::{Scope, StaffScope},
};
use domain::{
    ids::PageId,
    page::Rev,
    pages::editing::{News, Opened},
    role::Permission,
    theme::Theme,
};
use sea_orm::{ColumnTrait, Order};
use uuid::Uuid;

/// The canvas is offered as so many clients at most.
const MAX_CLIENTS: u64 = 200;
/// Rules can name so many companies at most.
const MAX_COMPANIES: u64 = 500;

/// A page for the builder. What depends on the reader, and the portal's looks, are left empty.
///
/// # Errors
/// [`BackendError::NotFound`] when there is no such page; [`BackendError::Conflict`] when it is archived, or its draft is from a newer
/// version.
pub async fn open_editor(backend: &Backend, scope: &StaffScope, id: PageId) -> Result<Opened> {
    scope.require(Permission::PagesManage)?;
    let rows = backend.read_at_once(scope).await?;
    let row = rows.get::<page::Entity>(id.uuid()).await?;
    if row.archived_at.is_some() {
        return Err(BackendError::Conflict(
            "This page is archived. Restore it first.".to_owned(),
        ));
    }
    let doc = opened(&draft(&rows, id).await?)?;
    let clients = rows
        .find::<contact::Entity>()
        .filter(contact::Column::ArchivedAt.is_null())
        .filter(contact::Column::PortalEnabled.eq(true))
        .order(contact::Column::SearchKey, Order::Asc)
        .limit(MAX_CLIENTS)
        .all()
        .await?;
    let companies = rows
        .find::<company::Entity>()
        .filter(company::Column::ArchivedAt.is_null())
        .order(company::Column::SearchKey, Order::Asc)
        .limit(MAX_COMPANIES)
        .tuples::<(Uuid, String)>(
            vec![company::Column::Id.into_expr(), company::Column::Name.into_expr()],
            vec![],
        )
        .await?;
    let companies = companies
        .into_iter()
        .map(|(id, name)| (id.into(), name))
        .collect();
    let tags = client_tag::queries::all(&rows).await?;
    let sections = sections::all(&rows).await?;
    let portal = rows
        .find::<portal::Entity>()
        .one()
        .await?
        .ok_or(BackendError::NotFound)?;
    let look = look(&Looks::from(&portal).theme());
    rows.commit().await?;
    let first = clients.first().map(|contact| contact.id.into());
    let seen = seeing::seen(backend, scope, &doc, first).await?;
    Ok(Opened {
        id,
        owner: format!("{}.{}", scope.tenant(), scope.user()),
        rev: Rev(row.rev),
        title: row.title,
        doc: doc.to_stored(),
        may_embed: scope.role().may(Permission::PagesEmbed),
        clients: clients
            .iter()
            .map(|contact| (contact.id.into(), name(contact)))
            .collect(),
        companies,
        tags,
        sections,
        look,
        pages: list::choices(backend, scope).await?,
        seen,
    })
}

/// A theme as the canvas takes it on.
fn look(theme: &Theme) -> Vec<(String, String)> {
    let scheme = ("color-scheme", theme.scheme.css().to_owned());
    let all = theme.properties().into_iter().chain([scheme]);
    all.map(|(name, value)| (name.to_owned(), value)).collect()
}

/// What was changed since a state, by whomever.
///
/// # Errors
/// [`BackendError::NotFound`] when there is no such page; [`BackendError::Conflict`] with
/// [`OPEN_ANEW`](domain::pages::editing::OPEN_ANEW) when that was too long ago.
pub async fn news(backend: &Backend, scope: &StaffScope, id: PageId, since: Rev) -> Result<News> {
    scope.require(Permission::PagesManage)?;
    let rows = backend.read_at_once(scope).await?;
    let rev = rows.get::<page::Entity>(id.uuid()).await?.rev;
    let (ops, by) = told(between(&rows, id, (since.0, rev)).await?);
    rows.commit().await?;
    Ok(News {
        rev: Rev(rev),
        ops,
        by,
    })
}
