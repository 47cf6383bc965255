//! How often something was tried in a window of time.

use sea_orm::entity::prelude::*;

/// How often something was tried in a window of time.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "rate_count")]
pub struct Model {
    /// What is counted: rule and a hash of who.
    #[sea_orm(primary_key, auto_increment = false)]
    pub bucket: String,
    /// When the window began.
    #[sea_orm(primary_key, auto_increment = false)]
    pub window_start: DateTimeUtc,
    /// How often.
    pub count: i32,
}

/// No relations: queries go through scopes, which add the tenant themselves.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
