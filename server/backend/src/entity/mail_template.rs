//! The provider's own words for a kind of mail in one language.

use sea_orm::entity::prelude::*;

/// The provider's own words for a kind of mail in one language.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "mail_template")]
pub struct Model {
    /// Whose.
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: Uuid,
    /// Which kind of mail.
    #[sea_orm(primary_key, auto_increment = false)]
    pub kind: String,
    /// In which language.
    #[sea_orm(primary_key, auto_increment = false)]
    pub locale: String,
    /// The subject, with merge tags.
    pub subject: String,
    /// The text, with merge tags.
    pub body: String,
    /// When it was last changed.
    pub updated_at: DateTimeUtc,
}

/// No relations: queries go through scopes, which add the tenant themselves.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

crate::scope::tenant_owned!(Entity, Column);
