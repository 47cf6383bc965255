//! Templates: contracts to begin with.

use super::{changed_meanwhile, draft::judge};
use crate::{
    Backend,
    entity::contract_template,
    error::{BackendError, Result},
    idempotency::Attempt,
    listing::{Window, matching},
    scope::StaffScope,
};
use domain::{
    contract::{TemplateDraft, TemplateForm, view::TemplateRow},
    ids::ContractTemplateId,
    list::Page,
    role::Permission,
};
use sea_orm::{ActiveValue::Set, ColumnTrait, Order};

/// A page of the templates, by name.
///
/// # Errors
/// When the role does not include it.
pub async fn list(
    backend: &Backend,
    scope: &StaffScope,
    search: &str,
    page: u32,
) -> Result<Page<TemplateRow>> {
    scope.require(Permission::ContractsRead)?;
    let rows = backend.read(scope);
    let found = || {
        rows.find::<contract_template::Entity>()
            .filter_if(matching(contract_template::Column::SearchKey, search))
    };
    let window = Window::new(page, found().count().await?);
    let page = found()
        .order(contract_template::Column::NameKey, Order::Asc)
        .order(contract_template::Column::Id, Order::Asc)
        .offset(window.offset())
        .limit(window.limit())
        .all()
        .await?;
    let row = |row: contract_template::Model| TemplateRow {
        id: row.id.into(),
        name: row.name,
        title: row.title,
        kind: row.kind,
        updated_at: row.updated_at,
    };
    Ok(window.page(page.into_iter().map(row).collect()))
}

/// All templates to choose from: id and name.
///
/// # Errors
/// When the role does not include it.
pub async fn choices(backend: &Backend, scope: &StaffScope) -> Result<Vec<(ContractTemplateId, String)>> {
    scope.require(Permission::ContractsRead)?;
    let rows = backend.read(scope);
    let found = rows
        .find::<contract_template::Entity>()
        .order(contract_template::Column::NameKey, Order::Asc)
        .limit(200)
        .tuples::<(uuid::Uuid, String)>(
            vec![
                sea_orm::IntoSimpleExpr::into_simple_expr(contract_template::Column::Id),
                sea_orm::IntoSimpleExpr::into_simple_expr(contract_template::Column::Name),
            ],
            Vec::new(),
        )
        .await?;
    Ok(found.into_iter().map(|(id, name)| (id.into(), name)).collect())
}

/// A template's form.
///
/// # Errors
/// [`BackendError::NotFound`] when it is not this tenant's.
pub async fn form(backend: &Backend, scope: &StaffScope, id: ContractTemplateId) -> Result<TemplateForm> {
    scope.require(Permission::ContractsWrite)?;
    let row = backend
        .read(scope)
        .get::<contract_template::Entity>(id.uuid())
        .await?;
    Ok(form_of(&row))
}

fn form_of(row: &contract_template::Model) -> TemplateForm {
    TemplateForm {
        name: row.name.clone(),
        title: row.title.clone(),
        kind: row.kind.clone(),
        order: row.signing_order.clone(),
        expires_days: row.expires_days.to_string(),
        delegation: row.delegation,
        countersign: row.countersign,
        body: row.body.clone(),
        version: row.version,
    }
}

/// Makes a template. The same key makes it once.
///
/// # Errors
/// [`BackendError::Invalid`] by field.
pub async fn create(
    backend: &Backend,
    scope: &StaffScope,
    form: &TemplateForm,
    key: &str,
) -> Result<ContractTemplateId> {
    scope.require(Permission::ContractsWrite)?;
    let draft = form.validate()?;
    let attempt = Attempt::new(key, "contract_template.create", scope.user().uuid(), form);
    let now = backend.clock().now();
    let rows = backend.begin(scope).await?;
    if let Some(earlier) = attempt.earlier(&rows).await? {
        return earlier.parse().map_err(BackendError::internal);
    }
    judge(backend, &rows, &draft.body).await?;
    let id = ContractTemplateId::new();
    rows.insert::<contract_template::Entity>(contract_template::ActiveModel {
        id: Set(id.uuid()),
        version: Set(1),
        created_at: Set(now),
        updated_at: Set(now),
        ..columns(&draft)?
    })
    .await
    .map_err(taken)?;
    attempt.remember(&rows, now, &id).await?;
    rows.commit().await?;
    Ok(id)
}

/// Changes a template; contracts that were made from it stay as they are.
///
/// # Errors
/// [`BackendError::Invalid`] by field, [`BackendError::Stale`] with the stored [`TemplateForm`].
pub async fn update(
    backend: &Backend,
    scope: &StaffScope,
    id: ContractTemplateId,
    form: &TemplateForm,
) -> Result<()> {
    scope.require(Permission::ContractsWrite)?;
    let draft = form.validate()?;
    let now = backend.clock().now();
    let rows = backend.begin(scope).await?;
    let before = rows.get::<contract_template::Entity>(id.uuid()).await?;
    if before.version != draft.version {
        return Err(BackendError::Stale(
            serde_json::to_value(form_of(&before)).map_err(BackendError::internal)?,
        ));
    }
    judge(backend, &rows, &draft.body).await?;
    let changed = rows
        .update::<contract_template::Entity>()
        .filter(contract_template::Column::Id.eq(id.uuid()))
        .filter(contract_template::Column::Version.eq(before.version))
        .set_row(contract_template::ActiveModel {
            version: Set(before.version + 1),
            updated_at: Set(now),
            ..columns(&draft)?
        })
        .exec()
        .await
        .map_err(taken)?;
    if changed != 1 {
        return Err(changed_meanwhile());
    }
    rows.commit().await
}

/// Deletes a template; contracts that were made from it stay as they are.
///
/// # Errors
/// [`BackendError::NotFound`] when it is not this tenant's.
pub async fn delete(backend: &Backend, scope: &StaffScope, id: ContractTemplateId) -> Result<()> {
    scope.require(Permission::ContractsWrite)?;
    let rows = backend.begin(scope).await?;
    let gone = rows
        .delete::<contract_template::Entity>(contract_template::Column::Id.eq(id.uuid()))
        .await?;
    if gone == 0 {
        return Err(BackendError::NotFound);
    }
    rows.commit().await
}

fn columns(draft: &TemplateDraft) -> Result<contract_template::ActiveModel> {
    Ok(contract_template::ActiveModel {
        name: Set(draft.name.clone()),
        name_key: Set(draft.name.to_lowercase()),
        title: Set(draft.title.clone()),
        kind: Set(draft.kind.clone()),
        signing_order: Set(draft.order.as_str().to_owned()),
        expires_days: Set(i32::try_from(draft.expires_days).map_err(BackendError::internal)?),
        delegation: Set(draft.delegation),
        countersign: Set(draft.countersign),
        body: Set(draft.body.to_field()),
        search_key: Set(format!("{} {} {}", draft.name, draft.title, draft.kind).to_lowercase()),
        ..Default::default()
    })
}

fn taken(error: BackendError) -> BackendError {
    if error.is_duplicate() {
        BackendError::invalid("name", "Another template has this name already.")
    } else {
        error
    }
}
