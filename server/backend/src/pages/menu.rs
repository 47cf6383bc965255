//! Pages in the portal's menu: what the menu is held against, what a reader's menu shows, and where a page stands in it.

use super::facts;
use crate::{
    Backend,
    entity::page,
    error::Result,
    scope::{ClientScope, Reads, Rows, Scope, StaffScope},
};
use domain::{
    ids::PageId,
    menu::{Audience, Kind, Menu, PageFact, Person},
    module::ModuleSet,
    page::Rule,
    pages::{PageState, address},
};
use sea_orm::{ColumnTrait, Order};
use std::collections::HashMap;
use uuid::Uuid;

/// More pages than this are not offered in the menu's editor.
const MAX_PAGES: u64 = 500;

/// A page without its content.
struct Known {
    id: PageId,
    title: String,
    slug: String,
    state: String,
    audience: Option<Rule>,
}

/// The pages in reach that are not archived, by title; only these, if some are named.
async fn known<S: Scope + Reads<page::Entity>>(
    rows: &Rows<'_, S>,
    only: Option<&[PageId]>,
) -> Result<Vec<Known>> {
    let found = rows
        .find::<page::Entity>()
        .filter(page::Column::ArchivedAt.is_null())
        .filter_if(only.map(|ids| page::Column::Id.is_in(ids.iter().map(|id| id.uuid()))))
        .order(page::Column::SearchKey, Order::Asc)
        .limit(MAX_PAGES)
        .tuples::<(Uuid, String, String, String, String)>(
            vec![
                page::Column::Id.into_expr(),
                page::Column::Title.into_expr(),
                page::Column::Slug.into_expr(),
                page::Column::State.into_expr(),
                page::Column::Audience.into_expr(),
            ],
            vec![],
        )
        .await?;
    let known = |(id, title, slug, state, audience): (Uuid, String, String, String, String)| Known {
        id: id.into(),
        title,
        slug,
        state,
        audience: super::audience(&audience),
    };
    Ok(found.into_iter().map(known).collect())
}

impl Known {
    fn fact(self, audience: Audience) -> PageFact {
        PageFact {
            id: self.id,
            title: self.title,
            address: address(&self.slug),
            published: self.state == PageState::Published.key(),
            audience,
        }
    }
}

/// The pages that a menu leads to.
fn linked(menu: &Menu) -> Vec<PageId> {
    let page = |kind: &Kind| match kind {
        Kind::Page(id) => Some(*id),
        _ => None,
    };
    menu.walk()
        .into_iter()
        .filter_map(|(_, item)| page(&item.props.kind))
        .collect()
}

/// The pages of a menu as one reader may open them. A menu without pages costs no query.
pub(crate) async fn for_client(
    backend: &Backend,
    scope: &ClientScope,
    modules: &ModuleSet,
    menu: &Menu,
) -> Result<Vec<PageFact>> {
    let linked = linked(menu);
    if linked.is_empty() {
        return Ok(Vec::new());
    }
    let pages = known(&backend.read(scope), Some(&linked)).await?;
    let rules: Vec<&Rule> = pages.iter().filter_map(|page| page.audience.as_ref()).collect();
    let facts = facts::for_modules(backend, scope, modules.clone(), &rules).await?;
    let fact = |page: Known| {
        let open = page.audience.as_ref().is_none_or(|rule| rule.shows(&facts));
        let nobody = Audience::Contacts(Vec::new());
        page.fact(if open { Audience::Everyone } else { nobody })
    };
    Ok(pages.into_iter().map(fact).collect())
}

/// Every page that is not archived, with those of the people who may open it.
pub(crate) async fn for_staff(
    backend: &Backend,
    rows: &Rows<'_, StaffScope>,
    modules: &ModuleSet,
    people: &[Person],
) -> Result<Vec<PageFact>> {
    let pages = known(rows, None).await?;
    let rules: Vec<&Rule> = pages.iter().filter_map(|page| page.audience.as_ref()).collect();
    let readers = people
        .iter()
        .map(|person| (person.reader.contact, person.reader.companies.clone()))
        .collect();
    let facts = facts::of_all(backend, rows, modules, &readers, &rules).await?;
    let audience = |rule: Option<&Rule>| match rule {
        None | Some(Rule::Everyone) => Audience::Everyone,
        Some(Rule::Companies(ids)) => Audience::Companies(ids.clone()),
        Some(Rule::Contacts(ids)) => Audience::Contacts(ids.clone()),
        Some(rule) => {
            let open = facts.iter().filter(|facts| rule.shows(facts));
            Audience::Contacts(open.filter_map(|facts| facts.contact).collect())
        }
    };
    let fact = |page: Known| {
        let audience = audience(page.audience.as_ref());
        page.fact(audience)
    };
    Ok(pages.into_iter().map(fact).collect())
}

/// The titles of a menu's pages, for the history.
pub(crate) async fn titles<S: Scope + Reads<page::Entity>>(
    rows: &Rows<'_, S>,
    menu: &Menu,
) -> Result<Vec<PageFact>> {
    let linked = linked(menu);
    if linked.is_empty() {
        return Ok(Vec::new());
    }
    let pages = known(rows, Some(&linked)).await?;
    Ok(pages
        .into_iter()
        .map(|page| page.fact(Audience::Everyone))
        .collect())
}

/// What the items are called that lead to each page, hidden ones left out.
pub(super) fn items(menu: &Menu) -> HashMap<PageId, Vec<String>> {
    let mut items: HashMap<PageId, Vec<String>> = HashMap::new();
    for (_, item) in menu.walk() {
        if let (Kind::Page(id), true) = (&item.props.kind, item.props.enabled) {
            items.entry(*id).or_default().push(item.props.label.clone());
        }
    }
    items
}

/// The items that lead to a page, each by its name.
pub(super) fn names(items: &HashMap<PageId, Vec<String>>, id: PageId, title: &str) -> Vec<String> {
    let own = |label: &String| {
        if label.is_empty() {
            title.to_owned()
        } else {
            label.clone()
        }
    };
    items
        .get(&id)
        .map(|labels| labels.iter().map(own).collect())
        .unwrap_or_default()
}
