//! One accepted change of a page's draft.

use sea_orm::entity::prelude::*;

/// One accepted change of a page's draft.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "page_change")]
pub struct Model {
    /// Whose.
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: Uuid,
    /// Which page.
    #[sea_orm(primary_key, auto_increment = false)]
    pub page_id: Uuid,
    /// The state after it.
    #[sea_orm(primary_key, auto_increment = false)]
    pub rev: i64,
    /// The builder's number of it.
    pub batch: Uuid,
    /// The state that it was made on.
    pub base: i64,
    /// What landed, as JSON.
    pub ops: String,
    /// What undoes that, in the same order, as JSON.
    pub inverses: String,
    /// What did not land and what both should hear of, as JSON.
    pub said: String,
    /// Who made it.
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
