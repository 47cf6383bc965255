//! One change of the portal's settings, with what was there before.

use sea_orm::entity::prelude::*;

/// One change of the portal's settings, with what was there before.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "settings_revision")]
pub struct Model {
    /// Which change.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Whose.
    pub tenant_id: Uuid,
    /// Which area of the settings.
    pub area: String,
    /// Counts the area's changes; the newest is its version.
    pub number: i64,
    /// The area before the change, as JSON.
    pub before: String,
    /// The area after the change, as JSON.
    pub after: String,
    /// The change that this one undid.
    pub undoes: Option<i64>,
    /// Who changed it.
    pub user_id: Uuid,
    /// Their name then.
    pub user_name: String,
    /// When.
    pub created_at: DateTimeUtc,
}

/// No relations: queries go through scopes, which add the tenant themselves.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

crate::scope::tenant_owned!(Entity, Column);
