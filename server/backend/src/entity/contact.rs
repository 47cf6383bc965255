//! A person on the client's side.

use sea_orm::entity::prelude::*;

/// A person on the client's side.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "contact")]
pub struct Model {
    /// Which contact.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Whose client.
    pub tenant_id: Uuid,
    /// Given name or empty.
    pub first_name: String,
    /// Family name or empty.
    pub last_name: String,
    /// As typed, or empty.
    pub email: String,
    /// Normalised, for comparing; none without an address.
    pub email_key: Option<String>,
    /// Telephone number or empty.
    pub phone: String,
    /// Job title or empty.
    pub job_title: String,
    /// Chosen language.
    pub locale: Option<String>,
    /// Chosen IANA time zone.
    pub timezone: Option<String>,
    /// Staff's notes.
    pub notes: String,
    /// Whether this person may use the portal.
    pub portal_enabled: bool,
    /// Whether this person may accept and decline proposals for their companies.
    pub may_accept: bool,
    /// Whether this person was named by a signer, and reads only what is addressed to them.
    pub guest: bool,
    /// When a mail to the address was refused for good.
    pub bounced_at: Option<DateTimeUtc>,
    /// When last seen in the portal.
    pub last_seen_at: Option<DateTimeUtc>,
    /// Lower-case text that search looks in.
    pub search_key: String,
    /// When it was archived.
    pub archived_at: Option<DateTimeUtc>,
    /// Counts changes.
    pub version: i64,
    /// When it was made.
    pub created_at: DateTimeUtc,
    /// When it was last changed.
    pub updated_at: DateTimeUtc,
}

/// No relations: queries go through scopes, which add the tenant themselves.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

crate::scope::tenant_owned!(Entity, Column);
