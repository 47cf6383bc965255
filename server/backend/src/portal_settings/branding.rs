//! How the portal looks: colours, font, shapes and pictures.

use super::{
    area::{self, FormArea},
    history,
    looks::{Looks, image_url},
    portal_row,
};
use crate::{
    Backend,
    entity::{portal, portal_image},
    error::{BackendError, Result},
    scope::{Rows, Scope, StaffScope},
    secret,
};
use chrono::{DateTime, Utc};
use domain::{
    form::FieldErrors,
    ids::TenantId,
    role::Permission,
    settings::{Area, BrandingForm, BrandingView},
    theme::{Picture, Theme},
};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, sea_query::Expr};

impl FormArea for BrandingForm {
    const AREA: Area = Area::Branding;
    type Checked = Theme;

    fn version(&self) -> i64 {
        self.version
    }

    fn checked(&self) -> Result<Theme, FieldErrors> {
        self.validate()
    }

    async fn stored(rows: &Rows<'_, StaffScope>) -> Result<Self> {
        let row = portal_row(rows).await?;
        Ok(Self {
            brand_colour: row.brand_colour,
            accent_colour: row.accent_colour,
            font: row.font,
            corners: row.corners,
            scheme: row.scheme,
            logo_hash: row.logo_hash,
            logo_dark_hash: row.logo_dark_hash,
            logo_square_hash: row.logo_square_hash,
            favicon_hash: row.favicon_hash,
            version: history::version(rows, Self::AREA).await?,
        })
    }

    async fn put(&self, theme: Theme, backend: &Backend, rows: &Rows<'_, StaffScope>) -> Result<()> {
        rows.update::<portal::Entity>()
            .set(portal::Column::BrandColour, theme.brand.to_string())
            .set(portal::Column::AccentColour, theme.accent.to_string())
            .set(portal::Column::Font, theme.font.key())
            .set(portal::Column::Corners, theme.corners.key())
            .set(portal::Column::Scheme, theme.scheme.key())
            .set(portal::Column::LogoHash, self.logo_hash.clone())
            .set(portal::Column::LogoDarkHash, self.logo_dark_hash.clone())
            .set(portal::Column::LogoSquareHash, self.logo_square_hash.clone())
            .set(portal::Column::FaviconHash, self.favicon_hash.clone())
            .set(portal::Column::UpdatedAt, Expr::value(backend.clock().now()))
            .exec()
            .await
            .map(drop)
    }
}

/// The branding page.
///
/// # Errors
/// [`BackendError::Forbidden`], or when the database fails.
pub async fn view(backend: &Backend, scope: &StaffScope) -> Result<BrandingView> {
    scope.require(Permission::SettingsManage)?;
    let rows = backend.read(scope);
    let form = BrandingForm::stored(&rows).await?;
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
    let (mut form, kept) = (form.clone(), BrandingForm::stored(&rows).await?);
    for picture in Picture::ALL {
        // Pictures come as files; whatever a form says of them is not asked.
        form.set_picture(*picture, kept.picture(*picture).to_owned());
    }
    area::change(backend, rows, &form, None).await
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
    let mut form = BrandingForm::stored(&rows).await?;
    form.set_picture(picture, hash);
    area::change(backend, rows, &form, None).await
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
