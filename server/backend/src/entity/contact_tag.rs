//! Which contact has which tag.

use sea_orm::entity::prelude::*;

/// Which contact has which tag.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "contact_tag")]
pub struct Model {
    /// Whose clients.
    pub tenant_id: Uuid,
    /// Who.
    #[sea_orm(primary_key, auto_increment = false)]
    pub contact_id: Uuid,
    /// Which tag.
    #[sea_orm(primary_key, auto_increment = false)]
    pub tag_id: Uuid,
}

/// No relations: queries go through scopes, which add the tenant themselves.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

crate::scope::tenant_owned!(Entity, Column);
