//! How the portal looks: colours and pictures.

use super::{
    history::{self, Change},
    portal_row,
};
use crate::{
    Backend,
    access::sessions::{logo_url, theme_url},
    entity::{portal, portal_image, settings_revision},
    error::{BackendError, Result},
    scope::{Reads, Rows, Scope, StaffScope},
    secret,
};
use chrono::{DateTime, Utc};
use domain::{
    ids::TenantId,
    role::Permission,
    settings::{Area, BrandingForm, BrandingView},
};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, sea_query::Expr};

/// What is stored, as the form shows it.
async fn stored<S>(rows: &Rows<'_, S>) -> Result<BrandingForm>
where
    S: Scope + Reads<portal::Entity> + Reads<settings_revision::Entity>,
{
    let row = portal_row(rows).await?;
    Ok(BrandingForm {
        brand_colour: row.brand_colour,
        accent_colour: row.accent_colour,
        logo_hash: row.logo_hash,
        version: history::version(rows, Area::Branding).await?,
    })
}

/// The branding page.
///
/// # Errors
/// [`BackendError::Forbidden`], or when the database fails.
pub async fn view(backend: &Backend, scope: &StaffScope) -> Result<BrandingView> {
    scope.require(Permission::SettingsManage)?;
    let rows = backend.read(scope);
    let form = stored(&rows).await?;
    Ok(BrandingView {
        name: portal_row(&rows).await?.name,
        logo_url: logo_url(scope.tenant(), &form.logo_hash),
        form,
    })
}

/// Saves the colours; the pictures stay as they are.
///
/// # Errors
/// [`BackendError::Invalid`] field by field; [`BackendError::Stale`] after somebody else's change.
pub async fn save(backend: &Backend, scope: &StaffScope, form: &BrandingForm) -> Result<()> {
    scope.require(Permission::SettingsManage)?;
    let rows = backend.begin(scope).await?;
    let form = BrandingForm {
        // Pictures come as files; whatever a form says of them is not asked.
        logo_hash: stored(&rows).await?.logo_hash,
        ..form.clone()
    };
    change(backend, rows, &form, None).await
}

/// Sets the logo, already re-encoded as PNG, or removes it.
///
/// # Errors
/// [`BackendError::Forbidden`], or when the database fails.
pub async fn save_logo(backend: &Backend, scope: &StaffScope, png: Option<Vec<u8>>) -> Result<()> {
    scope.require(Permission::SettingsManage)?;
    let hash = png.as_deref().map(secret::sha256_hex).unwrap_or_default();
    let rows = backend.begin(scope).await?;
    if let Some(png) = png {
        keep_image(&rows, backend.clock().now(), &hash, png).await?;
    }
    let form = BrandingForm {
        logo_hash: hash,
        ..stored(&rows).await?
    };
    change(backend, rows, &form, None).await
}

/// Keeps a picture under the hash of its content; one that is there already stays.
async fn keep_image(rows: &Rows<'_, StaffScope>, now: DateTime<Utc>, hash: &str, png: Vec<u8>) -> Result<()> {
    let known = rows
        .find::<portal_image::Entity>()
        .filter(portal_image::Column::Hash.eq(hash))
        .count()
        .await?;
    if known > 0 {
        return Ok(());
    }
    let row = portal_image::ActiveModel {
        hash: Set(hash.to_owned()),
        png: Set(png),
        created_at: Set(now),
        ..Default::default()
    };
    rows.insert::<portal_image::Entity>(row).await
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
    scope.require(Permission::SettingsManage)?;
    let form = serde_json::from_value(before).map_err(BackendError::internal)?;
    let rows = backend.begin(scope).await?;
    change(backend, rows, &form, Some(undoes)).await
}

async fn change(
    backend: &Backend,
    rows: Rows<'_, StaffScope>,
    form: &BrandingForm,
    undoes: Option<i64>,
) -> Result<()> {
    let settings = form.validate()?;
    let now = backend.clock().now();
    let before = stored(&rows).await?;
    history::require_version(form.version, before.version, &before)?;
    rows.update::<portal::Entity>()
        .set(portal::Column::BrandColour, settings.brand.to_string())
        .set(portal::Column::AccentColour, settings.accent.to_string())
        .set(portal::Column::LogoHash, form.logo_hash.clone())
        .set(portal::Column::UpdatedAt, Expr::value(now))
        .exec()
        .await?;
    let change = Change {
        area: Area::Branding,
        version: before.version,
        before: &before,
        after: &stored(&rows).await?,
        undoes,
    };
    history::record(&rows, now, change).await?;
    rows.commit().await
}

/// What a portal's public files show: stylesheet and logo carry nothing secret, and mails point to them.
pub struct PublicBrand {
    /// Main colour.
    pub brand: String,
    /// Second colour.
    pub accent: String,
    /// Address of the stylesheet.
    pub theme_url: String,
    /// Address of the logo, if there is one.
    pub logo_url: Option<String>,
}

/// A portal's colours, by its id.
///
/// # Errors
/// [`BackendError::NotFound`] when there is no such portal.
#[allow(clippy::disallowed_methods)] // a stylesheet is public
pub async fn public(backend: &Backend, tenant: TenantId) -> Result<PublicBrand> {
    let row = portal::Entity::find_by_id(tenant.uuid())
        .one(backend.db().reader())
        .await?;
    let row = row.ok_or(BackendError::NotFound)?;
    let theme_url = theme_url(tenant, &row.brand_colour, &row.accent_colour);
    let logo_url = logo_url(tenant, &row.logo_hash);
    Ok(PublicBrand {
        brand: row.brand_colour,
        accent: row.accent_colour,
        theme_url,
        logo_url,
    })
}

/// A portal's picture as PNG, by the first half of its hash or more, which is its address. Pictures of mails sent long ago stay.
///
/// # Errors
/// [`BackendError::NotFound`] when there is none.
#[allow(clippy::disallowed_methods)] // a logo is public
pub async fn public_image(backend: &Backend, tenant: TenantId, hash: &str) -> Result<Vec<u8>> {
    if hash.len() < 16 || !hash.bytes().all(|digit| digit.is_ascii_hexdigit()) {
        return Err(BackendError::NotFound);
    }
    let found = portal_image::Entity::find()
        .filter(portal_image::Column::TenantId.eq(tenant.uuid()))
        .filter(portal_image::Column::Hash.starts_with(hash))
        .one(backend.db().reader())
        .await?;
    found.map(|image| image.png).ok_or(BackendError::NotFound)
}
