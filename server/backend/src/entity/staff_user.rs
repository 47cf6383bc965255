//! A member of a tenant's staff.

use sea_orm::entity::prelude::*;

/// A member of a tenant's staff.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "staff_user")]
pub struct Model {
    /// Which member.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Whose staff.
    pub tenant_id: Uuid,
    /// Full name.
    pub name: String,
    /// As typed.
    pub email: String,
    /// Normalised, for comparing.
    pub email_key: String,
    /// PHC string (argon2id); none until the invitation is answered.
    pub password_hash: Option<String>,
    /// Role's key.
    pub role: String,
    /// Whether this member can sign in.
    pub active: bool,
    /// Keyed hash of an invitation's secret that waits for an answer.
    pub invite_hash: Option<String>,
    /// Until when that invitation is good.
    pub invite_expires_at: Option<DateTimeUtc>,
    /// When last seen.
    pub last_seen_at: Option<DateTimeUtc>,
    /// Counts changes.
    pub version: i64,
    /// When it was made.
    pub created_at: DateTimeUtc,
}

/// No relations: queries go through scopes, which add the tenant themselves.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

crate::scope::tenant_owned!(Entity, Column);
