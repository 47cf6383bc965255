//! A document that was sealed.

use sea_orm::entity::prelude::*;

/// A document that was sealed. The file itself is kept with what it is about.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "sealed_document")]
pub struct Model {
    /// Which.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Whose.
    pub tenant_id: Uuid,
    /// SHA-256 of the sealed file, in hex.
    pub sha256: String,
    /// What it is: `contract`.
    pub kind: String,
    /// The contract's id, or that of what else it is about.
    pub object_id: Uuid,
    /// What it is called, with its number; the file says the same.
    pub title: String,
    /// SHA-256 of the certificate that sealed it, in hex.
    pub fingerprint: String,
    /// Whether it has a time stamp; where it should and does not, why.
    pub stamp: String,
    /// When it was sealed.
    pub sealed_at: DateTimeUtc,
}

/// No relations: queries go through scopes, which add the tenant themselves.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

crate::scope::tenant_owned!(Entity, Column);
