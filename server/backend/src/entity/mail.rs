//! A mail: outbox row and log entry in one. It holds no working link.

use sea_orm::entity::prelude::*;

/// A mail: outbox row and log entry in one. It holds no working link.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "mail")]
pub struct Model {
    /// Which mail.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Whose mail.
    pub tenant_id: Uuid,
    /// To which contact.
    pub contact_id: Option<Uuid>,
    /// To which member of staff.
    pub user_id: Option<Uuid>,
    /// About which invoice.
    pub invoice_id: Option<Uuid>,
    /// About which proposal.
    pub proposal_id: Option<Uuid>,
    /// Kind's key.
    pub kind: String,
    /// No two mails of a tenant have the same.
    pub dedupe_key: Option<String>,
    /// To whom.
    pub to_name: String,
    /// To which address.
    pub to_address: String,
    /// JSON from which the mail is made when it is sent.
    pub params: String,
    /// Its subject, once made.
    pub subject: String,
    /// Its text, once made, with links blotted out.
    pub text_body: String,
    /// Its HTML, once made, with links blotted out.
    pub html_body: String,
    /// State's key.
    pub state: String,
    /// How often sending was tried.
    pub attempts: i32,
    /// When it is tried next.
    pub next_at: DateTimeUtc,
    /// Until when a worker holds it.
    pub lease_until: Option<DateTimeUtc>,
    /// What went wrong last.
    pub error: String,
    /// How it was delivered.
    pub transport: String,
    /// Message-ID header.
    pub message_id: String,
    /// File in the mailbox folder, or empty.
    pub delivered_file: String,
    /// Which member of staff caused it.
    pub created_by: Option<Uuid>,
    /// When it was queued.
    pub created_at: DateTimeUtc,
    /// When it was sent.
    pub sent_at: Option<DateTimeUtc>,
}

/// No relations: queries go through scopes, which add the tenant themselves.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

crate::scope::tenant_owned!(Entity, Column);
