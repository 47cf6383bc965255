//! A mailed link into the portal. Only a keyed hash of its secret is stored.

use sea_orm::entity::prelude::*;

/// A mailed link into the portal. Only a keyed hash of its secret is stored.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "access_link")]
pub struct Model {
    /// Which link.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Whose portal.
    pub tenant_id: Uuid,
    /// For whom.
    pub contact_id: Uuid,
    /// Public half of the link, for finding the row.
    pub selector: String,
    /// HMAC-SHA256 of the secret half.
    pub verifier_hash: Vec<u8>,
    /// Which server key made the hash.
    pub pepper_version: i32,
    /// Which member of staff sent it; none when the contact asked.
    pub created_by: Option<Uuid>,
    /// When it was made.
    pub created_at: DateTimeUtc,
    /// Until when it is valid.
    pub expires_at: DateTimeUtc,
    /// How often it may be used; none for no limit.
    pub max_uses: Option<i32>,
    /// How often it was used.
    pub use_count: i32,
    /// When it was first used.
    pub first_used_at: Option<DateTimeUtc>,
    /// When it was last used.
    pub last_used_at: Option<DateTimeUtc>,
    /// When it was withdrawn.
    pub revoked_at: Option<DateTimeUtc>,
    /// By whom.
    pub revoked_by: Option<Uuid>,
    /// From when a newer link takes its place.
    pub superseded_at: Option<DateTimeUtc>,
}

/// No relations: queries go through scopes, which add the tenant themselves.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

crate::scope::tenant_owned!(Entity, Column);
