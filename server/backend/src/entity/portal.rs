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
    /// Counts changes.
    pub version: i64,
    /// When it was last changed.
    pub updated_at: DateTimeUtc,
}

/// No relations: queries go through scopes, which add the tenant themselves.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

crate::scope::tenant_owned!(Entity, Column);
