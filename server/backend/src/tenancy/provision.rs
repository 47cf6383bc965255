//! Making a workspace with its portal and its owner.

use crate::{
    entity::{portal, staff_user, tenant},
    error::Result,
    scope::{Rows, SystemScope},
};
use chrono::{DateTime, Utc};
use domain::{
    access::DEFAULT_LINK_DAYS,
    form::normalised_email,
    ids::{TenantId, UserId},
    module::ModuleSet,
    money::Currency,
    role::Role,
};
use sea_orm::ActiveValue::Set;

/// Colour of a portal whose provider has chosen none.
pub const DEFAULT_BRAND: &str = "#1d4ed8";
/// Second colour of such a portal.
pub const DEFAULT_ACCENT: &str = "#0f766e";

/// A workspace to be made.
#[derive(Debug, Clone)]
pub struct NewTenant {
    /// Trading name.
    pub name: String,
    /// Currency of new companies.
    pub currency: Currency,
    /// IANA time zone.
    pub timezone: String,
}

/// A member of staff to be made.
#[derive(Debug, Clone)]
pub struct NewMember {
    /// Full name.
    pub name: String,
    /// E-mail address.
    pub email: String,
    /// Hash of the password, if one is set already.
    pub password_hash: Option<String>,
    /// Role.
    pub role: Role,
}

/// Makes a workspace and its portal, in the caller's transaction, whose scope is the new tenant's.
///
/// # Errors
/// When the database refuses.
pub async fn create_tenant(rows: &Rows<'_, SystemScope>, now: DateTime<Utc>, new: &NewTenant) -> Result<()> {
    rows.insert::<tenant::Entity>(tenant::ActiveModel {
        name: Set(new.name.clone()),
        legal_name: Set(String::new()),
        email: Set(String::new()),
        phone: Set(String::new()),
        website: Set(String::new()),
        tax_id: Set(String::new()),
        registration_number: Set(String::new()),
        address_line1: Set(String::new()),
        address_line2: Set(String::new()),
        postal_code: Set(String::new()),
        city: Set(String::new()),
        state: Set(String::new()),
        country: Set(String::new()),
        bank_name: Set(String::new()),
        iban: Set(String::new()),
        bic: Set(String::new()),
        currency: Set(new.currency.to_string()),
        timezone: Set(new.timezone.clone()),
        locale: Set("en".to_owned()),
        tax_rounding: Set("per_group".to_owned()),
        invoice_pattern: Set("INV-{YYYY}-{SEQ:4}".to_owned()),
        credit_note_pattern: Set("CN-{YYYY}-{SEQ:4}".to_owned()),
        number_reset: Set("yearly".to_owned()),
        suspended_at: Set(None),
        version: Set(1),
        created_at: Set(now),
        ..Default::default()
    })
    .await?;
    rows.insert::<portal::Entity>(portal::ActiveModel {
        name: Set(new.name.clone()),
        enabled: Set(true),
        welcome_message: Set(String::new()),
        brand_colour: Set(DEFAULT_BRAND.to_owned()),
        accent_colour: Set(DEFAULT_ACCENT.to_owned()),
        link_days: Set(DEFAULT_LINK_DAYS),
        modules: Set(ModuleSet::default().to_keys()),
        logo_hash: Set(String::new()),
        // All else begins with the schema's own defaults.
        updated_at: Set(now),
        ..Default::default()
    })
    .await
}

/// Makes a member of staff, in the caller's transaction.
///
/// # Errors
/// [`crate::BackendError::is_duplicate`] when the address is taken in this workspace.
pub async fn create_member(
    rows: &Rows<'_, SystemScope>,
    now: DateTime<Utc>,
    new: &NewMember,
) -> Result<UserId> {
    let id = UserId::new();
    rows.insert::<staff_user::Entity>(staff_user::ActiveModel {
        id: Set(id.uuid()),
        name: Set(new.name.clone()),
        email: Set(new.email.clone()),
        email_key: Set(normalised_email(&new.email)),
        password_hash: Set(new.password_hash.clone()),
        role: Set(new.role.key().to_owned()),
        active: Set(true),
        invite_hash: Set(None),
        invite_expires_at: Set(None),
        last_seen_at: Set(None),
        version: Set(1),
        created_at: Set(now),
        ..Default::default()
    })
    .await?;
    Ok(id)
}

/// A scope for a workspace that is about to be made.
pub(crate) fn new_scope(reason: &'static str) -> SystemScope {
    SystemScope::new(TenantId::new(), reason)
}
