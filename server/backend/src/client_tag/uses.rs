//! What is shown to those who have a tag: pages, blocks, sections and the menu's items.

use crate::{
    entity::{page, page_draft, page_section, portal},
    error::Result,
    listing::holds,
    portal_settings::menu,
    scope::{Rows, StaffScope, is_in},
};
use domain::{
    client_tag::{TagChoice, TagUse},
    ids::TagId,
    menu::Audience,
};
use sea_orm::{ColumnTrait, Condition, Order};
use std::collections::BTreeMap;
use uuid::Uuid;

const PAGES: &str = "/staff/settings/portal/pages";
const MENU: &str = "/staff/settings/portal/menu";

/// Everything that names a tag, or one that was merged into it. An id is long enough that a text with it in it means it.
pub(super) async fn of(rows: &Rows<'_, StaffScope>, tag: &TagChoice) -> Result<Vec<TagUse>> {
    let ids: Vec<TagId> = tag.also.iter().copied().chain([tag.id]).collect();
    let mut uses = pages(rows, &ids).await?;
    let sections = rows
        .find::<page_section::Entity>()
        .filter(names(page_section::Column::Blocks, &ids))
        .order(page_section::Column::NameKey, Order::Asc)
        .tuples::<(String,)>(vec![page_section::Column::Name.into_expr()], vec![])
        .await?;
    uses.extend(sections.into_iter().map(|(name,)| TagUse {
        what: format!("Blocks in the section “{name}”"),
        href: PAGES.to_owned(),
    }));
    let stored = rows.find::<portal::Entity>().one().await?;
    let menu = stored.map(|portal| menu::read(&portal.menu)).unwrap_or_default();
    let titles = crate::pages::menu::titles(rows, &menu).await?;
    for (_, item) in menu.walk() {
        if matches!(&item.props.audience, Audience::Tags(chosen) if chosen.iter().any(|id| ids.contains(id)))
        {
            uses.push(TagUse {
                what: format!("The menu item “{}”", item.props.name(&titles)),
                href: MENU.to_owned(),
            });
        }
    }
    Ok(uses)
}

/// Pages by whom they are for, and by their blocks in draft or as they are published.
async fn pages(rows: &Rows<'_, StaffScope>, ids: &[TagId]) -> Result<Vec<TagUse>> {
    let found = |which: Condition| {
        rows.find::<page::Entity>()
            .filter(which)
            .order(page::Column::SearchKey, Order::Asc)
            .tuples::<(Uuid, String, Option<chrono::DateTime<chrono::Utc>>)>(
                vec![
                    page::Column::Id.into_expr(),
                    page::Column::Title.into_expr(),
                    page::Column::ArchivedAt.into_expr(),
                ],
                vec![],
            )
    };
    let drafts = rows
        .find::<page_draft::Entity>()
        .filter(names(page_draft::Column::Doc, ids));
    let in_blocks =
        names(page::Column::Published, ids).add(is_in(page::Column::Id, drafts, page_draft::Column::PageId));
    let mut uses = BTreeMap::new();
    for (which, what, part) in [
        (names(page::Column::Audience, ids), "Who may open the page", ""),
        (in_blocks, "Blocks on the page", "/edit"),
    ] {
        for (id, title, archived) in found(which).await? {
            let put_away = if archived.is_some() { " (archived)" } else { "" };
            let page = TagUse {
                what: format!("{what} “{title}”{put_away}"),
                href: format!("{PAGES}/{id}{}", if archived.is_some() { "" } else { part }),
            };
            uses.insert((title.to_lowercase(), page.what.clone()), page);
        }
    }
    Ok(uses.into_values().collect())
}

/// "The text names one of these."
fn names(column: impl ColumnTrait, ids: &[TagId]) -> Condition {
    ids.iter().fold(Condition::any(), |any, id| {
        any.add(holds(column, &id.to_string()))
    })
}
