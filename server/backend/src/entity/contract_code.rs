//! A code that was mailed before a signature. Only a keyed hash of it is stored.

use sea_orm::entity::prelude::*;

/// A code that was mailed before a signature. Only a keyed hash of it is stored.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "contract_code")]
pub struct Model {
    /// Which code.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// In which tenant.
    pub tenant_id: Uuid,
    /// For which place.
    pub recipient_id: Uuid,
    /// For whom.
    pub contact_id: Uuid,
    /// In which session.
    pub session_id: Uuid,
    /// Keyed hash of the code.
    pub code_hash: Vec<u8>,
    /// How often a code was tried.
    pub tries: i32,
    /// When it was made.
    pub created_at: DateTimeUtc,
    /// Until when it works.
    pub expires_at: DateTimeUtc,
    /// When it was used.
    pub used_at: Option<DateTimeUtc>,
}

/// No relations: queries go through scopes, which add the tenant themselves.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

crate::scope::tenant_owned!(Entity, Column);
