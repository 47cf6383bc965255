//! Templates of whole proposals, and single sections, for reuse.

use super::store;
use crate::{
    Backend,
    entity::{proposal, proposal_preset},
    error::{BackendError, Result},
    scope::{Rows, StaffScope},
};
use domain::{
    form,
    ids::{ProposalId, ProposalPresetId},
    proposal::{Content, ProposalForm, SectionForm, view::PresetRow},
    role::Permission,
};
use sea_orm::{ActiveValue::Set, ColumnTrait, Order};

const TEMPLATE: &str = "template";
const SECTION: &str = "section";
/// More of one kind than this a workspace does not keep.
const MOST: u64 = 200;

/// All of them, by name.
///
/// # Errors
/// When the role does not include it.
pub async fn list(backend: &Backend, scope: &StaffScope) -> Result<Vec<PresetRow>> {
    scope.require(Permission::ProposalsRead)?;
    rows(&backend.read(scope)).await
}

pub(super) async fn rows(rows: &Rows<'_, StaffScope>) -> Result<Vec<PresetRow>> {
    let found = rows
        .find::<proposal_preset::Entity>()
        .order(proposal_preset::Column::NameKey, Order::Asc)
        .order(proposal_preset::Column::Id, Order::Asc)
        .all()
        .await?;
    Ok(found
        .into_iter()
        .map(|row| PresetRow {
            id: row.id.into(),
            section: row.kind == SECTION,
            name: row.name,
            updated_at: row.updated_at,
        })
        .collect())
}

/// Keeps a proposal's content as a template under a name; a template of that name is replaced.
///
/// # Errors
/// [`BackendError::Invalid`] for the name; [`BackendError::NotFound`] when the proposal is not this tenant's.
pub async fn save_template(
    backend: &Backend,
    scope: &StaffScope,
    id: ProposalId,
    name: &str,
) -> Result<ProposalPresetId> {
    scope.require(Permission::ProposalsWrite)?;
    let rows = backend.begin(scope).await?;
    let row = rows.get::<proposal::Entity>(id.uuid()).await?;
    let version = store::version(&rows, row.id, row.draft.or(row.live).unwrap_or(1)).await?;
    let saved = keep(backend, &rows, TEMPLATE, name, version.content).await?;
    rows.commit().await?;
    Ok(saved)
}

/// Keeps a section of a stored proposal under a name; a section of that name is replaced.
///
/// # Errors
/// As [`save_template`]; [`BackendError::NotFound`] also when there is no such section.
pub async fn save_section(
    backend: &Backend,
    scope: &StaffScope,
    id: ProposalId,
    section: &str,
    name: &str,
) -> Result<ProposalPresetId> {
    scope.require(Permission::ProposalsWrite)?;
    let rows = backend.begin(scope).await?;
    let row = rows.get::<proposal::Entity>(id.uuid()).await?;
    let version = store::version(&rows, row.id, row.draft.or(row.live).unwrap_or(1)).await?;
    let mut content = store::written(&version)?;
    content.sections.retain(|each| each.key == section);
    if content.sections.is_empty() {
        return Err(BackendError::NotFound);
    }
    let saved = keep(backend, &rows, SECTION, name, store::json(&content)?).await?;
    rows.commit().await?;
    Ok(saved)
}

async fn keep(
    backend: &Backend,
    rows: &Rows<'_, StaffScope>,
    kind: &str,
    name: &str,
    content: String,
) -> Result<ProposalPresetId> {
    let name =
        form::required_line(name, 80).map_err(|error| BackendError::invalid("name", error.to_string()))?;
    let now = backend.clock().now();
    let key = name.to_lowercase();
    let of_kind = || {
        rows.find::<proposal_preset::Entity>()
            .filter(proposal_preset::Column::Kind.eq(kind))
    };
    let before = of_kind()
        .filter(proposal_preset::Column::NameKey.eq(&key))
        .locked()
        .one()
        .await?;
    if let Some(before) = before {
        rows.update::<proposal_preset::Entity>()
            .filter(proposal_preset::Column::Id.eq(before.id))
            .set_row(proposal_preset::ActiveModel {
                name: Set(name),
                content: Set(content),
                updated_at: Set(now),
                ..Default::default()
            })
            .exec()
            .await?;
        return Ok(before.id.into());
    }
    if of_kind().count_up_to(MOST).await? >= MOST {
        return Err(BackendError::Conflict(format!(
            "There are {MOST} of them already. Delete one first."
        )));
    }
    let id = ProposalPresetId::new();
    rows.insert::<proposal_preset::Entity>(proposal_preset::ActiveModel {
        id: Set(id.uuid()),
        kind: Set(kind.to_owned()),
        name: Set(name),
        name_key: Set(key),
        content: Set(content),
        updated_at: Set(now),
        ..Default::default()
    })
    .await?;
    Ok(id)
}

/// Deletes one. What was made from it stays as it is.
///
/// # Errors
/// [`BackendError::NotFound`] when it is not this tenant's.
pub async fn delete(backend: &Backend, scope: &StaffScope, id: ProposalPresetId) -> Result<()> {
    scope.require(Permission::ProposalsWrite)?;
    let rows = backend.begin(scope).await?;
    let gone = rows
        .delete::<proposal_preset::Entity>(proposal_preset::Column::Id.eq(id.uuid()))
        .await?;
    if gone == 0 {
        return Err(BackendError::NotFound);
    }
    rows.commit().await
}

/// What one holds.
///
/// # Errors
/// [`BackendError::NotFound`] when it is not this tenant's.
pub(super) async fn content(rows: &Rows<'_, StaffScope>, id: ProposalPresetId) -> Result<Content> {
    let row = rows.get::<proposal_preset::Entity>(id.uuid()).await?;
    serde_json::from_str(&row.content).map_err(BackendError::internal)
}

/// Saved sections as they are put into a form, with keys of their own.
///
/// # Errors
/// [`BackendError::NotFound`] when it is not this tenant's.
pub async fn sections(
    backend: &Backend,
    scope: &StaffScope,
    id: ProposalPresetId,
) -> Result<Vec<SectionForm>> {
    scope.require(Permission::ProposalsWrite)?;
    let content = content(&backend.read(scope), id).await?;
    let mut sections = ProposalForm::from(&content).sections;
    for section in &mut sections {
        section.key.clear();
        for item in &mut section.items {
            item.key.clear();
        }
    }
    Ok(sections)
}
