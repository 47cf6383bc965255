//! A tag on companies and contacts.

use sea_orm::entity::prelude::*;

/// A tag on companies and contacts.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "tag")]
pub struct Model {
    /// Which tag.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Whose.
    pub tenant_id: Uuid,
    /// As it was typed first, or renamed.
    pub name: String,
    /// The name for comparing and sorting; none once it is merged into another.
    pub live_key: Option<String>,
    /// The tag that it became; never one that is merged itself.
    pub merged_into: Option<Uuid>,
    /// When it was made.
    pub created_at: DateTimeUtc,
}

/// No relations: queries go through scopes, which add the tenant themselves.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

crate::scope::tenant_owned!(Entity, Column);
