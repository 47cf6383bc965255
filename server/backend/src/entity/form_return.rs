//! A refused form on its way back to its page, so that nothing typed is lost.

use sea_orm::entity::prelude::*;

/// A refused form on its way back to its page, so that nothing typed is lost.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "form_return")]
pub struct Model {
    /// Which return.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Whose: the hash of the session's cookie, or of an anonymous form cookie.
    pub session_hash: Vec<u8>,
    /// Which form.
    pub form: String,
    /// JSON of the values, errors and stored values.
    pub payload: String,
    /// When.
    pub created_at: DateTimeUtc,
}

/// No relations: queries go through scopes, which add the tenant themselves.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
