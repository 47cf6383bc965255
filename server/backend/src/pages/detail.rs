//! A page with all that its own page shows.

use super::{audience, check::check, draft, menu, opened, revisions, schedule, settings_of, state_of};
use crate::{
    Backend, client_tag,
    contact::name,
    entity::{company, contact, page, portal, tenant},
    error::{BackendError, Result},
    portal_settings,
    scope::{Rows, Scope, StaffScope},
};
use domain::{
    client_tag::TagChoice,
    ids::{ContactId, PageId},
    menu::CompanyChoice,
    page::{Rule, templates::Template},
    pages::{PageDetail, PageForm},
    role::Permission,
};
use sea_orm::{ColumnTrait, Condition, Order};
use std::collections::BTreeSet;
use uuid::Uuid;

/// More companies or contacts than this are not offered.
const MAX_CHOICES: u64 = 500;

/// One page.
///
/// # Errors
/// [`BackendError::NotFound`] when there is none of this id.
pub async fn get(backend: &Backend, scope: &StaffScope, id: PageId) -> Result<PageDetail> {
    scope.require(Permission::PagesManage)?;
    let rows = backend.read_at_once(scope).await?;
    let row = rows.get::<page::Entity>(id.uuid()).await?;
    let tenant = rows.get::<tenant::Entity>(scope.tenant().uuid()).await?;
    let portal = rows.get::<portal::Entity>(scope.tenant().uuid()).await?;
    let items = menu::items(&portal_settings::menu::read(&portal.menu));
    let (mut blocks, mut opaque) = (0, 0);
    let check = match opened(&draft(&rows, id).await?) {
        Ok(doc) => {
            (blocks, opaque) = (doc.len(), doc.opaque());
            Ok(check(backend, &rows, &row, &doc).await?)
        }
        Err(BackendError::Conflict(why)) => Err(why),
        Err(error) => return Err(error),
    };
    let rule = audience(&row.audience);
    let tags = client_tag::queries::all(&rows).await?;
    let mut form = PageForm::of(&settings_of(&row), row.version);
    form.tags = live(&form.tags, &tags);
    let detail = PageDetail {
        id,
        form,
        state: state_of(&row)?,
        blocks,
        opaque,
        check,
        schedule: schedule::form(&row, &tenant.timezone),
        menu: menu::names(&items, id, &row.title),
        audience: rule
            .as_ref()
            .map_or_else(|| "everyone".to_owned(), |rule| rule.words()),
        revisions: revisions::list(&rows, &row).await?,
        template: Template::find(&row.template).map(|template| template.name.to_owned()),
        companies: companies(&rows, rule.as_ref()).await?,
        contacts: contacts(&rows, rule.as_ref()).await?,
        tags,
        published_at: row.published_at,
        publish_at: row.publish_at,
        unpublish_at: row.unpublish_at,
        created_at: row.created_at,
        created_by: row.created_by,
        updated_at: row.updated_at,
        updated_by: row.updated_by,
    };
    rows.commit().await?;
    Ok(detail)
}

/// The ids of tags with each that was merged as the one that it became; those of deleted tags stay.
fn live(ids: &[String], all: &[TagChoice]) -> Vec<String> {
    let one = |id: &String| {
        let this = |tag: &&TagChoice| id.parse().is_ok_and(|id| tag.is_among(&[id]));
        all.iter()
            .find(this)
            .map_or_else(|| id.clone(), |tag| tag.id.to_string())
    };
    let ids: BTreeSet<String> = ids.iter().map(one).collect();
    ids.into_iter().collect()
}

/// Companies in use, and those that are chosen already.
async fn companies(rows: &Rows<'_, StaffScope>, rule: Option<&Rule>) -> Result<Vec<CompanyChoice>> {
    let chosen: Vec<Uuid> = match rule {
        Some(Rule::Companies(ids)) => ids.iter().map(|id| id.uuid()).collect(),
        _ => Vec::new(),
    };
    let usable = Condition::any()
        .add(company::Column::ArchivedAt.is_null())
        .add(company::Column::Id.is_in(chosen));
    let found = rows
        .find::<company::Entity>()
        .filter(usable)
        .order(company::Column::SearchKey, Order::Asc)
        .limit(MAX_CHOICES)
        .tuples::<(Uuid, String)>(
            vec![company::Column::Id.into_expr(), company::Column::Name.into_expr()],
            vec![],
        )
        .await?;
    Ok(found
        .into_iter()
        .map(|(id, name)| CompanyChoice { id: id.into(), name })
        .collect())
}

/// Contacts with access to the portal, and those that are chosen already.
async fn contacts(rows: &Rows<'_, StaffScope>, rule: Option<&Rule>) -> Result<Vec<(ContactId, String)>> {
    let chosen: Vec<Uuid> = match rule {
        Some(Rule::Contacts(ids)) => ids.iter().map(|id| id.uuid()).collect(),
        _ => Vec::new(),
    };
    let usable = Condition::all()
        .add(contact::Column::ArchivedAt.is_null())
        .add(contact::Column::PortalEnabled.eq(true));
    let found = rows
        .find::<contact::Entity>()
        .filter(
            Condition::any()
                .add(usable)
                .add(contact::Column::Id.is_in(chosen)),
        )
        .order(contact::Column::SearchKey, Order::Asc)
        .limit(MAX_CHOICES)
        .all()
        .await?;
    Ok(found
        .iter()
        .map(|contact| (contact.id.into(), name(contact)))
        .collect())
}
