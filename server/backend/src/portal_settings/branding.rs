//! How the portal looks: colours, font, shapes and pictures.

use super::{
    history::{self, Change},
    looks::{Looks, image_url},
    portal_row,
};
use crate::{
    Backend,
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
    theme::Picture,
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
        font: row.font,
        corners: row.corners,
        scheme: row.scheme,
        logo_hash: row.logo_hash,
        logo_dark_hash: row.logo_dark_hash,
        logo_square_hash: row.logo_square_hash,
        favicon_hash: row.favicon_hash,
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
    let row = portal_row(&rows).await?;
    let pictures = Picture::ALL
        .iter()
        .filter_map(|picture| Some((*picture, image_url(scope.tenant(), form.picture(*picture))?)))
        .collect();
    Ok(BrandingView {
        logo: Looks::from(&row).logo(scope.tenant()),
        name: row.name,
        pictures,
        form,
    })
}

/// Saves colours, font and shapes; the pictures stay as they are.
///
/// # Errors
/// [`BackendError::Invalid`] field by field; [`BackendError::Stale`] after somebody else's change.
pub async fn save(backend: &Backend, scope: &StaffScope, form: &BrandingForm) -> Result<()> {
    scope.require(Permission::SettingsManage)?;
    let rows = backend.begin(scope).await?;
    let (mut form, kept) = (form.clone(), stored(&rows).await?);
    for picture in Picture::ALL {
        // Pictures come as files; whatever a form says of them is not asked.
        form.set_picture(*picture, kept.picture(*picture).to_owned());
    }
    change(backend, rows, &form, None).await
}

/// Sets a picture, already re-encoded as PNG, or removes it.
///
/// # Errors
/// [`BackendError::Forbidden`], or when the database fails.
pub async fn save_picture(
    backend: &Backend,
    scope: &StaffScope,
    picture: Picture,
    png: Option<Vec<u8>>,
) -> Result<()> {
    scope.require(Permission::SettingsManage)?;
    let hash = png.as_deref().map(secret::sha256_hex).unwrap_or_default();
    let rows = backend.begin(scope).await?;
    if let Some(png) = png {
        keep_image(&rows, backend.clock().now(), &hash, png).await?;
    }
    let mut form = stored(&rows).await?;
    form.set_picture(picture, hash);
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
    let theme = form.validate()?;
    let now = backend.clock().now();
    let before = stored(&rows).await?;
    history::require_version(form.version, before.version, &before)?;
    rows.update::<portal::Entity>()
        .set(portal::Column::BrandColour, theme.brand.to_string())
        .set(portal::Column::AccentColour, theme.accent.to_string())
        .set(portal::Column::Font, theme.font.key())
        .set(portal::Column::Corners, theme.corners.key())
        .set(portal::Column::Scheme, theme.scheme.key())
        .set(portal::Column::LogoHash, form.logo_hash.clone())
        .set(portal::Column::LogoDarkHash, form.logo_dark_hash.clone())
        .set(portal::Column::LogoSquareHash, form.logo_square_hash.clone())
        .set(portal::Column::FaviconHash, form.favicon_hash.clone())
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
