//! Blocks kept under a name, to be put on pages.

use sea_orm::entity::prelude::*;

/// Blocks kept under a name, to be put on pages.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "page_section")]
pub struct Model {
    /// Which.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Whose.
    pub tenant_id: Uuid,
    /// What they are called.
    pub name: String,
    /// The same for comparing: lower case.
    pub name_key: String,
    /// The blocks as JSON.
    pub blocks: String,
    /// Who saved them last.
    pub user_name: String,
    /// When.
    pub updated_at: DateTimeUtc,
}

/// No relations: queries go through scopes, which add the tenant themselves.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

crate::scope::tenant_owned!(Entity, Column);
