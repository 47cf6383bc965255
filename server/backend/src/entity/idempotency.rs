//! Answers already given, by the key that the form carried.

use sea_orm::entity::prelude::*;

/// Answers already given, by the key that the form carried.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "idempotency")]
pub struct Model {
    /// Whose form.
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: Uuid,
    /// Who sent it.
    #[sea_orm(primary_key, auto_increment = false)]
    pub actor_id: Uuid,
    /// The form's key.
    #[sea_orm(primary_key, auto_increment = false)]
    pub key: String,
    /// Which action.
    pub action: String,
    /// SHA-256 of what was sent.
    pub fingerprint: Vec<u8>,
    /// What was answered: the id that was made.
    pub result: String,
    /// When.
    pub created_at: DateTimeUtc,
}

/// No relations: queries go through scopes, which add the tenant themselves.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

crate::scope::tenant_owned!(Entity, Column);
