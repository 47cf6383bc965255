//! The last number taken in a series; locked while one is taken.

use sea_orm::entity::prelude::*;

/// The last number taken in a series; locked while one is taken.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "number_counter")]
pub struct Model {
    /// Whose numbers.
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: Uuid,
    /// `invoice` or `credit_note`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub series: String,
    /// The period's key, empty where numbers never start again.
    #[sea_orm(primary_key, auto_increment = false)]
    pub period: String,
    /// The last number taken.
    pub last: i64,
}

/// No relations: queries go through scopes, which add the tenant themselves.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

crate::scope::tenant_owned!(Entity, Column);
