//! An image on a provider's own pages.

use sea_orm::entity::prelude::*;

/// An image on a provider's own pages.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "page_image")]
pub struct Model {
    /// Whose.
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: Uuid,
    /// SHA-256 of what is kept, in hex.
    #[sea_orm(primary_key, auto_increment = false)]
    pub hash: String,
    /// What it is: `png` or `jpeg`.
    pub kind: String,
    /// Its width in pixels.
    pub width: i32,
    /// Its height in pixels.
    pub height: i32,
    /// The image, written anew.
    pub bytes: Vec<u8>,
    /// When it was uploaded.
    pub created_at: DateTimeUtc,
}

/// No relations: queries go through scopes, which add the tenant themselves.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

crate::scope::tenant_owned!(Entity, Column);
