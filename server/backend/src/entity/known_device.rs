//! A browser that a contact has proven to be theirs.

use sea_orm::entity::prelude::*;

/// A browser that a contact has proven to be theirs.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "known_device")]
pub struct Model {
    /// Which one.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// In which tenant.
    pub tenant_id: Uuid,
    /// Whose.
    pub contact_id: Uuid,
    /// SHA-256 of the cookie's value.
    pub token_hash: Vec<u8>,
    /// Browser and system.
    pub browser: String,
    /// When it was proven.
    pub created_at: DateTimeUtc,
    /// When it was last used.
    pub last_used_at: DateTimeUtc,
}

/// No relations: queries go through scopes, which add the tenant themselves.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

crate::scope::tenant_owned!(Entity, Column);
