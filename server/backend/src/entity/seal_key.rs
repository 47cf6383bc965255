//! A key that sealed documents, and its certificates: the installation's own, of no tenant.

use sea_orm::entity::prelude::*;

/// A key that sealed documents, and its certificates.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "seal_key")]
pub struct Model {
    /// Which.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// `made-1`, `made-2` and so on, or `mounted-` and the fingerprint: of two processes, one makes the next.
    pub slot: String,
    /// SHA-256 of the certificate, in hex.
    pub fingerprint: String,
    /// The certificates as PEM, the own one first.
    pub certificates: String,
    /// The key, encrypted under the installation's secret; the operator's own is not kept.
    pub secret: Option<Vec<u8>>,
    /// When it was first used.
    pub created_at: DateTimeUtc,
}

/// No relations.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
