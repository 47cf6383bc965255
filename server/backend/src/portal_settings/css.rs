//! The portal's own CSS. What is typed is kept as it is; what is served is made from it, and only from a sheet that is wholly allowed.

mod allowed;
mod scan;
pub mod sheet;
#[cfg(test)]
mod tests;
mod value;

use super::{
    history::{self, Change},
    portal_row,
};
use crate::{
    Backend,
    entity::{portal, portal_css, settings_revision},
    error::{BackendError, Result},
    scope::{Reads, Rows, Scope, StaffScope},
    secret,
};
use domain::{
    ids::TenantId,
    role::Permission,
    settings::{Area, CssForm, CssProblem, CssView},
};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, sea_query::Expr};

/// The address of a portal's own CSS, if there is any; it changes with the content.
pub fn css_url(tenant: TenantId, hash: &str) -> Option<String> {
    (!hash.is_empty()).then(|| format!("/theme/{tenant}/{}", file_name(hash)))
}

fn file_name(hash: &str) -> String {
    format!("custom-{}.css", hash.get(..16).unwrap_or(hash))
}

async fn stored<S>(rows: &Rows<'_, S>) -> Result<CssForm>
where
    S: Scope + Reads<portal_css::Entity> + Reads<settings_revision::Entity>,
{
    let row = rows.find::<portal_css::Entity>().one().await?;
    Ok(CssForm {
        source: row.map(|row| row.source).unwrap_or_default(),
        version: history::version(rows, Area::Css).await?,
    })
}

/// The page of the portal's own CSS.
///
/// # Errors
/// [`BackendError::Forbidden`], or when the database fails.
pub async fn view(backend: &Backend, scope: &StaffScope) -> Result<CssView> {
    scope.require(Permission::SettingsManage)?;
    let rows = backend.read(scope);
    let form = stored(&rows).await?;
    let url = css_url(scope.tenant(), &portal_row(&rows).await?.css_hash);
    Ok(CssView {
        warnings: built(form.source.clone())
            .await?
            .map(|sheet| sheet.warnings)
            .unwrap_or_default(),
        form,
        url,
    })
}

/// What is wrong with a sheet as typed, and what would be left out of it.
///
/// # Errors
/// [`BackendError::Forbidden`].
pub async fn check(_: &Backend, scope: &StaffScope, source: &str) -> Result<Vec<CssProblem>> {
    scope.require(Permission::SettingsManage)?;
    Ok(built(normal(source)).await?.err().unwrap_or_default())
}

/// Saves the sheet. One with anything in it that is not allowed changes nothing: the former stays live.
///
/// # Errors
/// [`BackendError::Invalid`] with the first problem; [`BackendError::Stale`] after somebody else's change.
pub async fn save(backend: &Backend, scope: &StaffScope, form: &CssForm) -> Result<()> {
    change(backend, scope, form, None).await
}

/// Puts the area back to what it was.
///
/// # Errors
/// As [`save`].
pub(crate) async fn restore(
    backend: &Backend,
    scope: &StaffScope,
    before: serde_json::Value,
    undoes: i64,
) -> Result<()> {
    let form = serde_json::from_value(before).map_err(BackendError::internal)?;
    change(backend, scope, &form, Some(undoes)).await
}

/// Line ends as browsers send them become one character, so that lines are counted as editors do.
fn normal(source: &str) -> String {
    source.replace("\r\n", "\n")
}

/// Parsing is work for the processor.
async fn built(source: String) -> Result<Result<sheet::Sheet, Vec<CssProblem>>> {
    tokio::task::spawn_blocking(move || sheet::build(&source))
        .await
        .map_err(BackendError::internal)
}

async fn change(backend: &Backend, scope: &StaffScope, form: &CssForm, undoes: Option<i64>) -> Result<()> {
    scope.require(Permission::SettingsManage)?;
    let source = normal(&form.source);
    let sheet = built(source.clone()).await?.map_err(|problems| {
        let first = problems.first().map(ToString::to_string).unwrap_or_default();
        BackendError::invalid("source", first)
    })?;
    let hash = match sheet.css.as_str() {
        "" => String::new(),
        css => secret::sha256_hex(css.as_bytes()),
    };
    let now = backend.clock().now();
    let rows = backend.begin(scope).await?;
    let before = stored(&rows).await?;
    history::require_version(form.version, before.version, &before)?;
    rows.delete::<portal_css::Entity>(portal_css::Column::TenantId.is_not_null())
        .await?;
    let row = portal_css::ActiveModel {
        hash: Set(hash.clone()),
        source: Set(source),
        css: Set(sheet.css),
        updated_at: Set(now),
        ..Default::default()
    };
    rows.insert::<portal_css::Entity>(row).await?;
    rows.update::<portal::Entity>()
        .set(portal::Column::CssHash, hash)
        .set(portal::Column::UpdatedAt, Expr::value(now))
        .exec()
        .await?;
    let change = Change {
        area: Area::Css,
        version: before.version,
        before: &before,
        after: &stored(&rows).await?,
        undoes,
    };
    history::record(&rows, now, change).await?;
    rows.commit().await
}

/// A portal's own CSS by its file's name, and whether the name is today's: after a change, a page that was open gets the new one.
///
/// # Errors
/// [`BackendError::NotFound`] when there is none.
#[allow(clippy::disallowed_methods)] // a stylesheet is public
pub async fn public(backend: &Backend, tenant: TenantId, file: &str) -> Result<(String, bool)> {
    let found = portal_css::Entity::find()
        .filter(portal_css::Column::TenantId.eq(tenant.uuid()))
        .one(backend.db().reader())
        .await?;
    let row = found
        .filter(|row| !row.css.is_empty())
        .ok_or(BackendError::NotFound)?;
    Ok((row.css, file == file_name(&row.hash)))
}
