//! A state of a page that was kept: as it was made, or published.

use sea_orm::entity::prelude::*;

/// A state of a page that was kept: as it was made, or published.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "page_revision")]
pub struct Model {
    /// Which.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Whose.
    pub tenant_id: Uuid,
    /// Of which page.
    pub page_id: Uuid,
    /// Counts the page's revisions.
    pub number: i64,
    /// Which state of the draft.
    pub rev: i64,
    /// The page as JSON.
    pub doc: String,
    /// Its settings then, as JSON.
    pub settings: String,
    /// What was different, in words.
    pub note: String,
    /// Whether readers saw it.
    pub published: bool,
    /// Who.
    pub user_name: String,
    /// When.
    pub created_at: DateTimeUtc,
}

/// No relations: queries go through scopes, which add the tenant themselves.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

crate::scope::tenant_owned!(Entity, Column);
