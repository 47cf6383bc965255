//! The portal's settings and the business's details.

use crate::{
    Backend,
    access::sessions::{logo_url, theme_url},
    activity::{self, Happening},
    clock::time_zone,
    entity::{number_counter, portal, portal_logo, tenant},
    error::{BackendError, Result},
    scope::{Rows, Scope, StaffScope},
    secret,
};
use domain::{
    activity::Verb,
    ids::TenantId,
    invoice::{NumberPattern, Reset},
    role::Permission,
    settings::{BusinessForm, BusinessSettingsView, PortalForm, PortalSettingsView},
};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, ExprTrait, QueryFilter, sea_query::Expr};

fn portal_form(row: &portal::Model) -> PortalForm {
    PortalForm {
        name: row.name.clone(),
        enabled: row.enabled,
        welcome_message: row.welcome_message.clone(),
        brand_colour: row.brand_colour.clone(),
        accent_colour: row.accent_colour.clone(),
        link_days: row.link_days.to_string(),
        modules: row.modules.split_whitespace().map(str::to_owned).collect(),
        version: row.version,
    }
}

async fn portal_row<S: crate::scope::Reads<portal::Entity>>(rows: &Rows<'_, S>) -> Result<portal::Model> {
    rows.find::<portal::Entity>()
        .one()
        .await?
        .ok_or(BackendError::NotFound)
}

/// The portal's settings as stored.
///
/// # Errors
/// [`BackendError::Forbidden`], or when the database fails.
pub async fn portal(backend: &Backend, scope: &StaffScope) -> Result<PortalSettingsView> {
    scope.require(Permission::SettingsManage)?;
    let row = portal_row(&backend.read(scope)).await?;
    Ok(PortalSettingsView {
        form: portal_form(&row),
        logo_url: logo_url(scope.tenant(), &row.logo_hash),
    })
}

/// The days that a new link is valid, for the invitation form.
///
/// # Errors
/// When the database fails.
pub async fn link_days(backend: &Backend, scope: &StaffScope) -> Result<i32> {
    Ok(portal_row(&backend.read(scope)).await?.link_days)
}

/// Saves the portal's settings. Switching the portal off ends nobody's link, but lets nobody in.
///
/// # Errors
/// [`BackendError::Invalid`] field by field; [`BackendError::Stale`] after somebody else's change.
pub async fn save_portal(backend: &Backend, scope: &StaffScope, form: &PortalForm) -> Result<()> {
    scope.require(Permission::SettingsManage)?;
    let settings = form.validate()?;
    let now = backend.clock().now();
    let rows = backend.begin(scope).await?;
    let saved = rows
        .update::<portal::Entity>()
        .filter(portal::Column::Version.eq(form.version))
        .set(portal::Column::Name, settings.name)
        .set(portal::Column::Enabled, settings.enabled)
        .set(portal::Column::WelcomeMessage, settings.welcome_message)
        .set(portal::Column::BrandColour, settings.brand.to_string())
        .set(portal::Column::AccentColour, settings.accent.to_string())
        .set(portal::Column::LinkDays, settings.link_days)
        .set(portal::Column::Modules, settings.modules.to_keys())
        .set(portal::Column::Version, Expr::col(portal::Column::Version).add(1))
        .set(portal::Column::UpdatedAt, Expr::value(now))
        .exec()
        .await?;
    if saved == 0 {
        let row = portal_row(&rows).await?;
        return Err(BackendError::Stale(
            serde_json::to_value(portal_form(&row)).map_err(BackendError::internal)?,
        ));
    }
    let happening = Happening {
        object: "Portal".to_owned(),
        ..Happening::default()
    };
    activity::record(&rows, now, Verb::SettingsChanged, happening).await?;
    rows.commit().await
}

/// Sets the logo, already re-encoded as PNG, or removes it.
///
/// # Errors
/// [`BackendError::Forbidden`], or when the database fails.
pub async fn save_logo(backend: &Backend, scope: &StaffScope, png: Option<Vec<u8>>) -> Result<()> {
    scope.require(Permission::SettingsManage)?;
    let now = backend.clock().now();
    let hash = png.as_deref().map(secret::sha256_hex).unwrap_or_default();
    let rows = backend.begin(scope).await?;
    rows.delete::<portal_logo::Entity>(portal_logo::Column::TenantId.is_not_null())
        .await?;
    if let Some(png) = png {
        let row = portal_logo::ActiveModel {
            hash: Set(hash.clone()),
            png: Set(png),
            updated_at: Set(now),
            ..Default::default()
        };
        rows.insert::<portal_logo::Entity>(row).await?;
    }
    rows.update::<portal::Entity>()
        .set(portal::Column::LogoHash, hash)
        .exec()
        .await?;
    let happening = Happening {
        object: "Logo".to_owned(),
        ..Happening::default()
    };
    activity::record(&rows, now, Verb::SettingsChanged, happening).await?;
    rows.commit().await
}

fn business_form(row: &tenant::Model) -> BusinessForm {
    let row = row.clone();
    BusinessForm {
        name: row.name,
        legal_name: row.legal_name,
        email: row.email,
        phone: row.phone,
        website: row.website,
        tax_id: row.tax_id,
        registration_number: row.registration_number,
        address_line1: row.address_line1,
        address_line2: row.address_line2,
        postal_code: row.postal_code,
        city: row.city,
        state: row.state,
        country: row.country,
        bank_name: row.bank_name,
        iban: row.iban,
        bic: row.bic,
        currency: row.currency,
        timezone: row.timezone,
        locale: row.locale,
        tax_rounding: row.tax_rounding,
        invoice_pattern: row.invoice_pattern,
        credit_note_pattern: row.credit_note_pattern,
        number_reset: row.number_reset,
        version: row.version,
    }
}

/// The business's details as stored, and the numbers that come next.
///
/// # Errors
/// [`BackendError::Forbidden`], or when the database fails.
pub async fn business(backend: &Backend, scope: &StaffScope) -> Result<BusinessSettingsView> {
    scope.require(Permission::SettingsManage)?;
    let rows = backend.read(scope);
    let row = rows.get::<tenant::Entity>(scope.tenant().uuid()).await?;
    let today = backend.clock().today(&row.timezone);
    let period = row
        .number_reset
        .parse::<Reset>()
        .unwrap_or_default()
        .period(today);
    let counters = rows
        .find::<number_counter::Entity>()
        .filter(number_counter::Column::Period.eq(period))
        .all()
        .await?;
    let next = |series: &str, pattern: &str| {
        let last = counters.iter().find(|counter| counter.series == series);
        let sequence = last.map_or(1, |counter| counter.last + 1);
        let pattern = pattern.parse::<NumberPattern>();
        pattern
            .and_then(|pattern| pattern.render("", today, sequence))
            .unwrap_or_default()
    };
    Ok(BusinessSettingsView {
        next_invoice: next("invoice", &row.invoice_pattern),
        next_credit_note: next("credit_note", &row.credit_note_pattern),
        form: business_form(&row),
    })
}

/// Saves the business's details. Issued documents keep what they were issued with.
///
/// # Errors
/// [`BackendError::Invalid`] field by field; [`BackendError::Stale`] after somebody else's change.
pub async fn save_business(backend: &Backend, scope: &StaffScope, form: &BusinessForm) -> Result<()> {
    scope.require(Permission::SettingsManage)?;
    let mut checked = form.validate();
    if time_zone(form.timezone.trim()).is_none() {
        let mut errors = checked.err().unwrap_or_default();
        errors.add("timezone", "Please choose a time zone from the list.");
        checked = Err(errors);
    }
    let new = checked?;
    let now = backend.clock().now();
    let rows = backend.begin(scope).await?;
    let row = tenant::ActiveModel {
        name: Set(new.name),
        legal_name: Set(new.legal_name),
        email: Set(new.email),
        phone: Set(new.phone),
        website: Set(new.website),
        tax_id: Set(new.tax_id),
        registration_number: Set(new.registration_number),
        address_line1: Set(new.address.line1),
        address_line2: Set(new.address.line2),
        postal_code: Set(new.address.postal_code),
        city: Set(new.address.city),
        state: Set(new.address.state),
        country: Set(new.address.country),
        bank_name: Set(new.bank_name),
        iban: Set(new.iban.map(|iban| iban.to_string()).unwrap_or_default()),
        bic: Set(new.bic),
        currency: Set(new.currency.to_string()),
        timezone: Set(new.timezone),
        locale: Set(new.locale.to_string()),
        tax_rounding: Set(new.tax_rounding.as_str().to_owned()),
        invoice_pattern: Set(new.invoice_pattern.to_string()),
        credit_note_pattern: Set(new.credit_note_pattern.to_string()),
        number_reset: Set(new.number_reset.as_str().to_owned()),
        version: Set(form.version + 1),
        ..Default::default()
    };
    let saved = rows
        .update::<tenant::Entity>()
        .filter(tenant::Column::Version.eq(form.version))
        .set_row(row)
        .exec()
        .await?;
    if saved == 0 {
        let row = rows.get::<tenant::Entity>(scope.tenant().uuid()).await?;
        return Err(BackendError::Stale(
            serde_json::to_value(business_form(&row)).map_err(BackendError::internal)?,
        ));
    }
    let happening = Happening {
        object: "Business".to_owned(),
        ..Happening::default()
    };
    activity::record(&rows, now, Verb::SettingsChanged, happening).await?;
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
pub async fn public_brand(backend: &Backend, tenant: TenantId) -> Result<PublicBrand> {
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

/// A portal's logo as PNG, by its id.
///
/// # Errors
/// [`BackendError::NotFound`] when there is none.
#[allow(clippy::disallowed_methods)] // a logo is public
pub async fn public_logo(backend: &Backend, tenant: TenantId) -> Result<(String, Vec<u8>)> {
    let found = portal_logo::Entity::find()
        .filter(portal_logo::Column::TenantId.eq(tenant.uuid()))
        .one(backend.db().reader())
        .await?;
    found
        .map(|logo| (logo.hash, logo.png))
        .ok_or(BackendError::NotFound)
}
