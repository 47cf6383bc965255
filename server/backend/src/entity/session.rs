//! A signed-in browser. Only a hash of its cookie is stored.

use sea_orm::entity::prelude::*;

/// A signed-in browser. Only a hash of its cookie is stored.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "session")]
pub struct Model {
    /// Which session.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// SHA-256 of the cookie's value.
    pub token_hash: Vec<u8>,
    /// `staff` or `client`.
    pub kind: String,
    /// Whose workspace.
    pub tenant_id: Uuid,
    /// Which member of staff.
    pub user_id: Option<Uuid>,
    /// Which contact.
    pub contact_id: Option<Uuid>,
    /// By which link it was opened.
    pub link_id: Option<Uuid>,
    /// When it was opened.
    pub created_at: DateTimeUtc,
    /// When it was last used, to the minute.
    pub last_seen_at: DateTimeUtc,
    /// When it ends if not used.
    pub idle_expires_at: DateTimeUtc,
    /// When it ends at the latest.
    pub expires_at: DateTimeUtc,
    /// Shortened network address.
    pub address: String,
    /// Browser and system.
    pub browser: String,
    /// When it was ended.
    pub revoked_at: Option<DateTimeUtc>,
}

/// No relations: queries go through scopes, which add the tenant themselves.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

crate::scope::tenant_owned!(Entity, Column);
