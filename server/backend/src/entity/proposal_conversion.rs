//! Something that was made of an accepted proposal.

use sea_orm::entity::prelude::*;

/// Something that was made of an accepted proposal.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "proposal_conversion")]
pub struct Model {
    /// Whose.
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: Uuid,
    /// Of which proposal.
    #[sea_orm(primary_key, auto_increment = false)]
    pub proposal_id: Uuid,
    /// Kind's key.
    #[sea_orm(primary_key, auto_increment = false)]
    pub kind: String,
    /// What was made.
    pub target_id: Uuid,
    /// When.
    pub created_at: DateTimeUtc,
}

/// No relations: queries go through scopes, which add the tenant themselves.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

crate::scope::tenant_owned!(Entity, Column);
