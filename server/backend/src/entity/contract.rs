//! A contract, from the first draft to the sealed paper.

use sea_orm::entity::prelude::*;

/// A contract, from the first draft to the sealed paper.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "contract")]
pub struct Model {
    /// Which contract.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Whose contract.
    pub tenant_id: Uuid,
    /// With which company.
    pub company_id: Uuid,
    /// Its number; none while it is a draft.
    pub number: Option<String>,
    /// What it is called.
    pub title: String,
    /// What kind of contract, or empty.
    pub kind: String,
    /// State's key.
    pub status: String,
    /// Order's key.
    pub signing_order: String,
    /// The text with tags, as `RichDoc`'s JSON.
    pub body: String,
    /// The text as it was sent, without tags; empty in a draft.
    pub frozen: String,
    /// The provider as frozen, JSON; empty in a draft.
    pub provider: String,
    /// The client as frozen, JSON; empty in a draft.
    pub client: String,
    /// The language that it was frozen in.
    pub locale: String,
    /// SHA-256 of the document that was sent, in hex; empty in a draft.
    pub document_hash: String,
    /// SHA-256 of the sealed document in hex, or empty.
    pub sealed_hash: String,
    /// The first day.
    pub start_date: Option<Date>,
    /// The last day.
    pub end_date: Option<Date>,
    /// What it is worth, in minor units.
    pub value_minor: Option<i64>,
    /// The value's ISO 4217 code.
    pub currency: String,
    /// Days to sign.
    pub expires_days: i32,
    /// Until when there is time to sign.
    pub expires_at: Option<DateTimeUtc>,
    /// When is reminded next.
    pub remind_at: Option<DateTimeUtc>,
    /// How often was reminded.
    pub reminders: i32,
    /// Whether a signer may name another person.
    pub delegation: bool,
    /// Whether everybody of the company may read it once it is completed.
    pub shared: bool,
    /// Why it was declined or taken back, or empty.
    pub reason: String,
    /// The accepted proposal that it came from.
    pub proposal_id: Option<Uuid>,
    /// That proposal's number, or empty.
    pub proposal_number: String,
    /// Lower-case text that search looks in.
    pub search_key: String,
    /// When it was sent.
    pub sent_at: Option<DateTimeUtc>,
    /// When everybody had done their part.
    pub completed_at: Option<DateTimeUtc>,
    /// When nothing was expected of anybody any more.
    pub closed_at: Option<DateTimeUtc>,
    /// When sealing is tried next; none when there is nothing to seal.
    pub seal_at: Option<DateTimeUtc>,
    /// How often sealing was tried.
    pub seal_tries: i32,
    /// How many events its log has.
    pub event_count: i32,
    /// The last event's hash in hex, or empty.
    pub event_hash: String,
    /// The member of staff who is told what happens.
    pub owner_id: Uuid,
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
