//! A contract to begin with.

use sea_orm::entity::prelude::*;

/// A contract to begin with.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "contract_template")]
pub struct Model {
    /// Which template.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Whose template.
    pub tenant_id: Uuid,
    /// What staff find it by.
    pub name: String,
    /// The name in lower case, for comparing.
    pub name_key: String,
    /// What contracts made from it are called.
    pub title: String,
    /// What kind of contract, or empty.
    pub kind: String,
    /// Order's key.
    pub signing_order: String,
    /// Days to sign.
    pub expires_days: i32,
    /// Whether a signer may name another person.
    pub delegation: bool,
    /// Whether whoever makes the contract countersigns it.
    pub countersign: bool,
    /// The text with tags, as `RichDoc`'s JSON.
    pub body: String,
    /// Lower-case text that search looks in.
    pub search_key: String,
    /// Counts changes.
    pub version: i64,
    /// When it was made.
    pub created_at: DateTimeUtc,
    /// When it was last changed.
    pub updated_at: DateTimeUtc,
}

/// No relations: queries go through scopes, which add the tenant themselves.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

crate::scope::tenant_owned!(Entity, Column);
