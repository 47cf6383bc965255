//! The provider's own pages: making, changing, publishing and keeping them.
//!
//! A page's row holds what clients may read of it once it is published. The draft is a table of its own, to which clients have no
//! right. It changes only by batches of operations ([`keep`]), each of which adds one to the page's `rev` and is stored with what
//! undoes it: an editor who is behind is brought together with what others did by rebuilding the state that it began from.

mod check;
pub mod create;
mod data;
pub mod detail;
pub mod editor;
pub(crate) mod facts;
pub mod images;
pub mod keep;
pub mod list;
pub(crate) mod menu;
pub mod paste;
pub mod publish;
pub mod reader;
pub mod revisions;
pub mod schedule;
pub mod sections;
pub mod seeing;
pub mod settings;
#[cfg(test)]
mod tests;
pub mod transfer;

use crate::{
    entity::{page, page_draft},
    error::{BackendError, Result},
    scope::{Reads, Rows, Scope, StaffScope},
};
use domain::{
    ids::PageId,
    page::{Doc, Rule, StoredBlock, meta},
    pages::{PageAction, PageSettings, PageState},
    role::Permission,
};
use sea_orm::ColumnTrait;

/// What a stored audience says. One that can't be read lets nobody in.
fn audience(stored: &str) -> Option<Rule> {
    (!stored.is_empty()).then(|| {
        serde_json::from_str(stored)
            .unwrap_or_else(|_| Rule::Unknown(serde_json::Value::String(stored.into())))
    })
}

/// An audience as it is stored.
fn stored_audience(rule: Option<&Rule>) -> Result<String> {
    rule.map_or(Ok(String::new()), |rule| {
        serde_json::to_string(rule).map_err(BackendError::internal)
    })
}

fn settings_of(row: &page::Model) -> PageSettings {
    PageSettings {
        title: row.title.clone(),
        slug: row.slug.clone(),
        description: row.description.clone(),
        meta_title: row.meta_title.clone(),
        meta_description: row.meta_description.clone(),
        noindex: row.noindex,
        audience: audience(&row.audience),
    }
}

fn state_of(row: &page::Model) -> Result<PageState> {
    row.state.parse().map_err(BackendError::internal)
}

/// The state after an action.
///
/// # Errors
/// [`BackendError::Conflict`] when the state does not allow it.
fn state_after(row: &page::Model, action: PageAction) -> Result<PageState> {
    state_of(row)?
        .after(action, row.published_at.is_some())
        .map_err(|error| BackendError::Conflict(error.to_string()))
}

/// A stored page, opened.
///
/// # Errors
/// [`BackendError::Conflict`] when this version can't open it; the stored text is left as it is.
fn opened(json: &str) -> Result<Doc> {
    Doc::read(json).map_err(|error| BackendError::Conflict(error.to_string()))
}

/// The page of an id, locked until the transaction ends.
async fn locked<S: Scope + Reads<page::Entity>>(rows: &Rows<'_, S>, id: PageId) -> Result<page::Model> {
    rows.find::<page::Entity>()
        .filter(page::Column::Id.eq(id.uuid()))
        .locked()
        .one()
        .await?
        .ok_or(BackendError::NotFound)
}

/// The draft's text.
async fn draft<S: Scope + Reads<page_draft::Entity>>(rows: &Rows<'_, S>, id: PageId) -> Result<String> {
    rows.find::<page_draft::Entity>()
        .filter(page_draft::Column::PageId.eq(id.uuid()))
        .one()
        .await?
        .map(|draft| draft.doc)
        .ok_or(BackendError::NotFound)
}

/// 64 random bits, for the ids of blocks.
fn random() -> u64 {
    uuid::Uuid::new_v4().as_u64_pair().1
}

/// What search finds a page by.
fn search_key(settings: &PageSettings) -> String {
    format!("{} {} {}", settings.title, settings.slug, settings.description).to_lowercase()
}

/// Lets blocks that only some may add come only from those who may, or from where they stand already.
///
/// # Errors
/// [`BackendError::Conflict`] otherwise.
fn allow_embeds<'a>(
    scope: &StaffScope,
    blocks: impl IntoIterator<Item = &'a StoredBlock>,
    there: Option<&Doc>,
) -> Result<()> {
    if scope.role().may(Permission::PagesEmbed) {
        return Ok(());
    }
    let is_new = |block: &StoredBlock| {
        let restricted = meta(&block.kind).is_some_and(|meta| meta.restricted);
        let same = |doc: &Doc| {
            doc.node(&block.id)
                .is_some_and(|node| node.kind() == block.kind && *node.props() == block.props)
        };
        restricted && !there.is_some_and(same)
    };
    let all = blocks.into_iter().flat_map(StoredBlock::walk);
    if all.into_iter().any(is_new) {
        return Err(BackendError::Conflict(
            "This has HTML blocks, which your role can't add. An owner or admin of your team can.".to_owned(),
        ));
    }
    Ok(())
}
