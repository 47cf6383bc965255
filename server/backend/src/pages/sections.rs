//! Sections: blocks kept under a name, to be put on other pages.

use super::allow_embeds;
use crate::{
    Backend,
    entity::page_section,
    error::{BackendError, Result},
    scope::{Reads, Rows, Scope, StaffScope},
};
use domain::{
    form::{self, FieldErrors},
    page::{Doc, StoredBlock, StoredDoc},
    pages::{SectionRow, editing::Section},
    role::Permission,
};
use sea_orm::{ActiveValue::Set, ColumnTrait, Order};
use uuid::Uuid;

/// So many sections at most: the builder opens with all of them.
const MAX_SECTIONS: u64 = 100;
/// The longest section as JSON, in bytes.
const MAX_BYTES: usize = 100 * 1024;
/// The longest name, in characters.
const MAX_NAME: usize = 80;

const TAKEN: &str = "There is a section of this name already. Please choose another one.";

/// All sections, by name. One that can't be read is passed over.
pub(super) async fn all<S: Scope + Reads<page_section::Entity>>(rows: &Rows<'_, S>) -> Result<Vec<Section>> {
    let section = |row: page_section::Model| {
        let blocks = serde_json::from_str::<Vec<StoredBlock>>(&row.blocks);
        let blocks =
            blocks.inspect_err(|error| tracing::error!(%error, section = %row.id, "a section can't be read"));
        Some(Section {
            id: row.id,
            name: row.name,
            blocks: blocks.ok()?,
        })
    };
    let found = ordered(rows).await?;
    Ok(found.into_iter().filter_map(section).collect())
}

async fn ordered<S: Scope + Reads<page_section::Entity>>(
    rows: &Rows<'_, S>,
) -> Result<Vec<page_section::Model>> {
    rows.find::<page_section::Entity>()
        .order(page_section::Column::NameKey, Order::Asc)
        .order(page_section::Column::Id, Order::Asc)
        .limit(MAX_SECTIONS)
        .all()
        .await
}

/// The list of sections, by name.
///
/// # Errors
/// [`BackendError::Forbidden`] for a role that makes no pages.
pub async fn list(backend: &Backend, scope: &StaffScope) -> Result<Vec<SectionRow>> {
    scope.require(Permission::PagesManage)?;
    let line = |row: page_section::Model| SectionRow {
        blocks: serde_json::from_str::<Vec<StoredBlock>>(&row.blocks)
            .map_or(0, |blocks| blocks.iter().map(|block| block.walk().len()).sum()),
        id: row.id,
        name: row.name,
        by: row.user_name,
        at: row.updated_at,
    };
    let found = ordered(&backend.read(scope)).await?;
    Ok(found.into_iter().map(line).collect())
}

fn checked_name(name: &str) -> Result<String> {
    Ok(form::required_line(name, MAX_NAME).map_err(|error| FieldErrors::one("name", error.to_string()))?)
}

/// Keeps blocks under a name.
///
/// # Errors
/// [`BackendError::Invalid`] for a name that is empty, too long or taken, and for blocks that are none, too many or too large;
/// [`BackendError::Conflict`] for blocks that the role may not add.
pub async fn save(
    backend: &Backend,
    scope: &StaffScope,
    name: &str,
    blocks: Vec<StoredBlock>,
) -> Result<Section> {
    scope.require(Permission::PagesManage)?;
    let name = checked_name(name)?;
    let wrong = |message: String| BackendError::invalid("blocks", message);
    if blocks.is_empty() {
        return Err(wrong("Please choose blocks first.".to_owned()));
    }
    allow_embeds(scope, &blocks, None)?;
    let doc = Doc::from_stored(StoredDoc::new(blocks)).map_err(|error| wrong(error.to_string()))?;
    let blocks = doc.to_stored().blocks;
    let json = serde_json::to_string(&blocks).map_err(BackendError::internal)?;
    if json.len() > MAX_BYTES {
        return Err(wrong(
            "A section has at most 100 kB. Please choose fewer blocks.".to_owned(),
        ));
    }
    let rows = backend.begin(scope).await?;
    if rows.find::<page_section::Entity>().count().await? >= MAX_SECTIONS {
        return Err(wrong(format!(
            "There are {MAX_SECTIONS} sections already. Please delete one that is not needed any more."
        )));
    }
    let id = Uuid::now_v7();
    let row = page_section::ActiveModel {
        id: Set(id),
        name: Set(name.clone()),
        name_key: Set(name.to_lowercase()),
        blocks: Set(json),
        user_name: Set(scope.name().to_owned()),
        updated_at: Set(backend.clock().now()),
        ..Default::default()
    };
    rows.insert::<page_section::Entity>(row).await.map_err(taken)?;
    rows.commit().await?;
    Ok(Section { id, name, blocks })
}

fn taken(error: BackendError) -> BackendError {
    if error.is_duplicate() {
        BackendError::invalid("name", TAKEN)
    } else {
        error
    }
}

/// Gives a section another name.
///
/// # Errors
/// [`BackendError::NotFound`] when there is none of this id; [`BackendError::Invalid`] for the name.
pub async fn rename(backend: &Backend, scope: &StaffScope, id: Uuid, name: &str) -> Result<()> {
    scope.require(Permission::PagesManage)?;
    let rows = backend.begin(scope).await?;
    rows.get::<page_section::Entity>(id).await?;
    let name = checked_name(name)?;
    let row = page_section::ActiveModel {
        name_key: Set(name.to_lowercase()),
        name: Set(name),
        user_name: Set(scope.name().to_owned()),
        updated_at: Set(backend.clock().now()),
        ..Default::default()
    };
    rows.update::<page_section::Entity>()
        .filter(page_section::Column::Id.eq(id))
        .set_row(row)
        .exec()
        .await
        .map_err(taken)?;
    rows.commit().await
}

/// Deletes a section. Pages that it was put on keep their blocks.
///
/// # Errors
/// [`BackendError::NotFound`] when there is none of this id.
pub async fn delete(backend: &Backend, scope: &StaffScope, id: Uuid) -> Result<()> {
    scope.require(Permission::PagesManage)?;
    let rows = backend.begin(scope).await?;
    let gone = rows
        .delete::<page_section::Entity>(page_section::Column::Id.eq(id))
        .await?;
    if gone == 0 {
        return Err(BackendError::NotFound);
    }
    rows.commit().await
}
