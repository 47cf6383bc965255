//! A picture of a portal: a logo or the browser tab's icon.

use sea_orm::entity::prelude::*;

/// A picture of a portal: a logo or the browser tab's icon.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "portal_image")]
pub struct Model {
    /// Whose picture.
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: Uuid,
    /// SHA-256 of the picture in hex.
    #[sea_orm(primary_key, auto_increment = false)]
    pub hash: String,
    /// The picture, re-encoded as PNG.
    pub png: Vec<u8>,
    /// When it was uploaded.
    pub created_at: DateTimeUtc,
}

/// No relations: queries go through scopes, which add the tenant themselves.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

crate::scope::tenant_owned!(Entity, Column);
