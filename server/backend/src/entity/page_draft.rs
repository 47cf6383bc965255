//! What a page is being made into. Clients have no right to it.

use sea_orm::entity::prelude::*;

/// What a page is being made into. Clients have no right to it.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "page_draft")]
pub struct Model {
    /// Whose.
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: Uuid,
    /// Which page.
    #[sea_orm(primary_key, auto_increment = false)]
    pub page_id: Uuid,
    /// The draft as JSON; which state it is says the page.
    pub doc: String,
}

/// No relations: queries go through scopes, which add the tenant themselves.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

crate::scope::tenant_owned!(Entity, Column);
