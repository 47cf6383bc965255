//! A contract's document as a file: as it was sent, and sealed.

use sea_orm::entity::prelude::*;

/// A contract's document as a file: as it was sent, and sealed.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "contract_file")]
pub struct Model {
    /// Whose contract.
    pub tenant_id: Uuid,
    /// Of which contract.
    #[sea_orm(primary_key, auto_increment = false)]
    pub contract_id: Uuid,
    /// `original` or `sealed`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub kind: String,
    /// SHA-256 in hex.
    pub hash: String,
    /// The PDF.
    pub bytes: Vec<u8>,
    /// When it was made.
    pub created_at: DateTimeUtc,
}

/// No relations: queries go through scopes, which add the tenant themselves.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

crate::scope::tenant_owned!(Entity, Column);
