//! A portal's own CSS, as it was typed and as it is served.

use sea_orm::entity::prelude::*;

/// A portal's own CSS, as it was typed and as it is served.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "portal_css")]
pub struct Model {
    /// Whose.
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: Uuid,
    /// SHA-256 of what is served, in hex.
    pub hash: String,
    /// What was typed.
    pub source: String,
    /// What is served: checked and confined.
    pub css: String,
    /// When it was last changed.
    pub updated_at: DateTimeUtc,
}

/// No relations: queries go through scopes, which add the tenant themselves.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

crate::scope::tenant_owned!(Entity, Column);
