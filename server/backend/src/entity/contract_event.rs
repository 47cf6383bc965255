//! An event of a contract's log; never changed, never removed.

use sea_orm::entity::prelude::*;

/// An event of a contract's log; never changed, never removed.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "contract_event")]
pub struct Model {
    /// Whose contract.
    pub tenant_id: Uuid,
    /// Of which contract.
    #[sea_orm(primary_key, auto_increment = false)]
    pub contract_id: Uuid,
    /// Which, from 1.
    #[sea_orm(primary_key, auto_increment = false)]
    pub seq: i64,
    /// When.
    pub at: DateTimeUtc,
    /// What.
    pub kind: String,
    /// Who, by name.
    pub actor: String,
    /// The actor's address, or empty.
    pub email: String,
    /// The actor's network address, or empty.
    pub ip: String,
    /// The actor's browser, or empty.
    pub user_agent: String,
    /// In which session, or empty.
    pub session_id: String,
    /// About which document, in hex, or empty.
    pub document_hash: String,
    /// What else is known of it, JSON.
    pub details: String,
    /// The hash before, in hex.
    pub prev_hash: String,
    /// Its own, in hex.
    pub hash: String,
}

/// No relations: queries go through scopes, which add the tenant themselves.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

crate::scope::tenant_owned!(Entity, Column);
