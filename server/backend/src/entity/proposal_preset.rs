//! A template of proposals, or a section for reuse.

use sea_orm::entity::prelude::*;

/// A template of proposals, or a section for reuse.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "proposal_preset")]
pub struct Model {
    /// Which.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Whose.
    pub tenant_id: Uuid,
    /// `template` or `section`.
    pub kind: String,
    /// What it is called.
    pub name: String,
    /// The same in lower case, unique among its kind.
    pub name_key: String,
    /// JSON of the content.
    pub content: String,
    /// When it was last changed.
    pub updated_at: DateTimeUtc,
}

/// No relations: queries go through scopes, which add the tenant themselves.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

crate::scope::tenant_owned!(Entity, Column);
