//! A proposal: what all its versions share, and how it stands.

use sea_orm::entity::prelude::*;

/// A proposal: what all its versions share, and how it stands.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "proposal")]
pub struct Model {
    /// Which proposal.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Whose.
    pub tenant_id: Uuid,
    /// To whom.
    pub company_id: Uuid,
    /// To which person.
    pub contact_id: Option<Uuid>,
    /// Which member of staff looks after it.
    pub owner_id: Option<Uuid>,
    /// Taken when it is first sent, never reused.
    pub number: Option<String>,
    /// What the version that counts is called.
    pub title: String,
    /// Stored status.
    pub status: String,
    /// The version that clients read.
    pub live: Option<i32>,
    /// The version that is being written.
    pub draft: Option<i32>,
    /// ISO 4217 code.
    pub currency: String,
    /// What is paid once.
    pub once_minor: i64,
    /// What is paid every month.
    pub monthly_minor: i64,
    /// What is paid every quarter.
    pub quarterly_minor: i64,
    /// What is paid every year.
    pub yearly_minor: i64,
    /// Last day on which it can be accepted.
    pub valid_until: Option<Date>,
    /// Whether a draft invoice is made as soon as it is accepted.
    pub make_invoice: bool,
    /// Staff's notes.
    pub internal_notes: String,
    /// Why it was withdrawn or reopened.
    pub reason: String,
    /// Lower-case text that search looks in.
    pub search_key: String,
    /// When it was last sent.
    pub sent_at: Option<DateTimeUtc>,
    /// When it was answered or withdrawn.
    pub decided_at: Option<DateTimeUtc>,
    /// When its reader was reminded of the last day.
    pub reminded_at: Option<DateTimeUtc>,
    /// When it was noted that the last day is over.
    pub lapsed_at: Option<DateTimeUtc>,
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
