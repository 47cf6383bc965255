//! A tenant's portal: its switch, looks and modules.

use sea_orm::entity::prelude::*;

/// A tenant's portal: its switch, looks and modules.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "portal")]
pub struct Model {
    /// Whose portal.
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: Uuid,
    /// Shown name.
    pub name: String,
    /// Whether clients can open it.
    pub enabled: bool,
    /// Greeting on the dashboard.
    pub welcome_message: String,
    /// Main colour, `#rrggbb`.
    pub brand_colour: String,
    /// Second colour, `#rrggbb`.
    pub accent_colour: String,
    /// Validity of new links in days.
    pub link_days: i32,
    /// Keys of the modules that are on, separated by spaces.
    pub modules: String,
    /// SHA-256 of the logo in hex, or empty.
    pub logo_hash: String,
    /// Where clients ask for help, if not at the business's own address.
    pub support_email: String,
    /// Telephone number for help, or empty.
    pub support_phone: String,
    /// When help is there, in words, or empty.
    pub support_hours: String,
    /// Key of the font.
    pub font: String,
    /// Key of the corners' shape.
    pub corners: String,
    /// Key of the colour scheme: follow the device, light or dark.
    pub scheme: String,
    /// SHA-256 of the logo for dark backgrounds in hex, or empty.
    pub logo_dark_hash: String,
    /// SHA-256 of the square logo in hex, or empty.
    pub logo_square_hash: String,
    /// SHA-256 of the browser tab's icon in hex, or empty.
    pub favicon_hash: String,
    /// Whether a new link opens one session only.
    pub link_single_use: bool,
    /// Whether a link asks for a mailed code on a device not seen before.
    pub new_device_code: bool,
    /// The menu as JSON; empty for the standard one.
    pub menu: String,
    /// SHA-256 of the own CSS in hex, or empty.
    pub css_hash: String,
    /// When it was last changed.
    pub updated_at: DateTimeUtc,
}

/// No relations: queries go through scopes, which add the tenant themselves.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

crate::scope::tenant_owned!(Entity, Column);
